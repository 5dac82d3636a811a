from datetime import timedelta

import pytest

from states import voting
from states.facts import Ballot
from states.terms import Evidence, Role, Spot, Verdict
from tests.law_builders import DAYS, FRAME_2017, TUYEN_QUANG, a_plan, facts

HELD = DAYS[TUYEN_QUANG]
GUARDS = (voting.quorum_is_reached, voting.ballot_is_carried, voting.council_recommends)


def ballot(votes_for=5, against=2, **changes):
    heads = {"appointed": 7, "present": 7, "held_on": HELD} | changes
    return Ballot("hội-đồng", votes_for=votes_for, against=against, **heads)


@pytest.mark.parametrize("guard", [*GUARDS, voting.voters_took_no_part])
def test_before_the_ballot_nothing_is_known_and_a_sitting_mends_it(guard):
    finding = guard(facts(ballot=None))

    assert Verdict.NOT_KNOWN is finding.verdict
    assert Spot.SITTING is finding.fixed_at
    assert (Role.COUNCIL, Role.SECRETARY) == finding.fixed_by


@pytest.mark.parametrize("guard", GUARDS)
@pytest.mark.parametrize("plan", [FRAME_2017, None])
def test_without_a_rule_of_ballots_nothing_is_known(guard, plan):
    assert Verdict.NOT_KNOWN is guard(facts(plan, ballot=ballot())).verdict


def test_a_plan_that_leaves_one_part_open_says_which():
    finding = voting.quorum_is_reached(facts(a_plan(without=("council.tie",)), ballot=ballot()))

    assert "hòa phiếu" in finding.says.vi


@pytest.mark.parametrize(
    ("present", "verdict"),
    [(5, Verdict.MET), (4, Verdict.NOT_MET), (8, Verdict.NOT_MET)],
    ids=["enough", "too few", "more than there are"],
)
def test_a_quorum_is_two_thirds_of_the_members_appointed(present, verdict):
    finding = voting.quorum_is_reached(facts(ballot=ballot(0, 0, present=present, recused=1)))

    assert verdict is finding.verdict
    assert (f"{present}/7", ">= 2/3") == (finding.seen, finding.required)
    assert "1 người từ chối" in finding.says.vi


@pytest.mark.parametrize(
    ("counted", "verdict"),
    [
        (ballot(), Verdict.MET),
        (ballot(3, 4), Verdict.NOT_MET),
        (ballot(3, 0), Verdict.NOT_KNOWN),
        (ballot(3, 0, closed=True), Verdict.NOT_MET),
        (ballot(4, 0, present=4), Verdict.NOT_MET),
        (ballot(8, 0), Verdict.NOT_MET),
    ],
    ids=["carried", "lost", "open", "closed", "no quorum", "too many votes"],
)
def test_a_motion_is_carried_when_settled_or_closed(counted, verdict):
    assert verdict is voting.ballot_is_carried(facts(ballot=counted)).verdict


def test_the_rule_and_the_votes_are_spelled_out():
    finding = voting.ballot_is_carried(facts(ballot=ballot()))

    assert "5 tán thành, 2 không tán thành, 0 không có ý kiến" in finding.says.vi
    assert "quá 1/2 số thành viên có mặt" in finding.says.vi
    assert ("5/7", "> 1/2") == (finding.seen, finding.required)
    assert Evidence.CONFIGURED is finding.source.evidence


def test_an_open_ballot_shows_no_votes():
    finding = voting.ballot_is_carried(facts(ballot=ballot(3, 0)))

    assert "" == finding.seen
    assert "3 tán thành" not in finding.says.vi


def test_the_council_recommends_before_the_decision_and_not_after_it():
    later = ballot(held_on=HELD + timedelta(days=1))

    assert voting.council_recommends(facts(ballot=ballot())).passes
    assert voting.council_recommends(facts(ballot=ballot(held_on=None))).passes
    assert Verdict.NOT_MET is voting.council_recommends(facts(ballot=later)).verdict


@pytest.mark.parametrize(("conflicted", "passes"), [(0, True), (1, False)])
def test_nobody_who_took_part_in_the_case_votes_on_it(conflicted, passes):
    finding = voting.voters_took_no_part(facts(ballot=ballot(conflicted=conflicted)))

    assert passes is finding.passes
    assert str(conflicted) == finding.seen
