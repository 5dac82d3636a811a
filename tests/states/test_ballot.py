from fractions import Fraction

import pytest

from states.ballot import BallotRule, in_words, outcome, rule_of, settled
from states.facts import Ballot
from states.terms import Base, Choice, Result, Tie
from tests.law_builders import DAK_LAK, FRAME_2017, TUYEN_QUANG, a_plan, book

TWO_THIRDS = Fraction(2, 3)
HALF = Fraction(1, 2)


def rule(majority=HALF, operator=">", base=Base.PRESENT, tie=Tie.LOST):
    return BallotRule(TWO_THIRDS, ">=", majority, operator, base, tie)


def ballot(votes_for=0, against=0, abstain=0, **changes):
    heads = {"appointed": 7, "present": 7} | changes
    return Ballot("hội-đồng", votes_for=votes_for, against=against, abstain=abstain, **heads)


def test_the_rule_is_read_from_the_plan():
    assert rule() == rule_of(book().plans[TUYEN_QUANG]) == rule_of(book().plans[DAK_LAK])


def test_a_plan_that_leaves_a_part_open_has_no_rule():
    assert rule_of(None) is None
    assert rule_of(book().plans[FRAME_2017]) is None
    assert rule_of(a_plan(without=("council.tie",))) is None


@pytest.mark.parametrize("key", ["council.quorum", "council.majority_base", "council.tie"])
def test_what_no_text_says_is_configured(key):
    assert "configured" == book().plans[TUYEN_QUANG].parameters[key].source.evidence


def test_a_motion_keeps_the_rule_it_was_put_under():
    put = rule(TWO_THIRDS, ">=", Base.CAST, Tie.CHAIR)

    assert put == BallotRule.from_record(put.as_record())
    assert {str} == set(map(type, put.as_record().values()))


def test_early_voters_decide_nothing_while_others_can_still_outvote_them():
    assert Result.OPEN is outcome(rule(), ballot(3))
    assert not settled(rule(), ballot(3))


def test_a_majority_nobody_can_take_back_settles_the_ballot():
    assert Result.CARRIED is outcome(rule(), ballot(4))
    assert Result.LOST is outcome(rule(), ballot(0, 4))
    assert settled(rule(), ballot(4))


def test_closing_decides_on_the_votes_as_they_stand():
    assert Result.LOST is outcome(rule(), ballot(3, closed=True))
    assert Result.CARRIED is outcome(rule(base=Base.CAST), ballot(3, closed=True))


def test_a_closed_ballot_is_settled_only_if_it_were_so_while_open():
    assert not settled(rule(), ballot(3, closed=True))


@pytest.mark.parametrize("appointed", [7, 0])
def test_without_a_quorum_nothing_is_decided(appointed):
    few = ballot(4, appointed=appointed, present=4)

    assert Result.NO_QUORUM is outcome(rule(), few)


def test_whoever_is_recused_counts_in_no_base():
    assert Result.CARRIED is outcome(rule(base=Base.APPOINTED), ballot(4, appointed=6, present=6))


@pytest.mark.parametrize(
    ("base", "result"),
    [
        (Base.APPOINTED, Result.LOST),
        (Base.PRESENT, Result.LOST),
        (Base.CAST, Result.LOST),
        (Base.FOR_AND_AGAINST, Result.CARRIED),
    ],
)
def test_the_base_decides_what_an_abstention_does(base, result):
    assert result is outcome(rule(base=base), ballot(3, 2, 1, present=6))


def test_a_share_of_nobody_never_carries():
    abstaining = ballot(abstain=7)

    assert Result.LOST is outcome(rule(base=Base.FOR_AND_AGAINST), abstaining)


@pytest.mark.parametrize(
    ("tie", "chair", "result"),
    [
        (Tie.LOST, Choice.FOR, Result.TIED),
        (Tie.CHAIR, Choice.FOR, Result.CARRIED),
        (Tie.CHAIR, Choice.AGAINST, Result.LOST),
        (Tie.CHAIR, "", Result.TIED),
    ],
)
def test_a_tie_is_decided_by_the_chair_where_the_plan_says_so(tie, chair, result):
    tied = ballot(3, 3, present=6, appointed=6, chair=str(chair))

    assert result is outcome(rule(tie=tie), tied)


def test_half_of_those_present_is_no_tie_when_somebody_abstains():
    assert Result.LOST is outcome(rule(tie=Tie.CHAIR), ballot(3, 2, 1, present=6, chair="for"))


def test_the_chair_cannot_carry_what_needs_two_thirds():
    needed = rule(TWO_THIRDS, ">=", tie=Tie.CHAIR)

    assert Result.LOST is outcome(needed, ballot(3, 3, present=6, appointed=6, chair="for"))


def test_the_rule_is_spelled_out_in_both_languages():
    words = in_words(rule())

    assert "ít nhất 2/3 số thành viên được cử" in words.vi
    assert "quá 1/2 số thành viên có mặt" in words.vi
    assert "(hòa phiếu): không được thông qua." in words.vi
    assert "more than 1/2 of the members present" in words.en


def test_the_words_name_the_chair_only_where_the_chair_decides():
    assert "theo phiếu của Chủ tịch" in in_words(rule(tie=Tie.CHAIR)).vi
    assert "Chủ tịch" not in in_words(rule()).vi
    assert "Chủ tịch" not in in_words(rule(TWO_THIRDS, ">=", tie=Tie.CHAIR)).vi


def test_unanimity_is_spelled_as_all_of_them():
    assert (
        "chiếm toàn bộ số thành viên được cử"
        in in_words(rule(Fraction(1), ">=", Base.APPOINTED)).vi
    )
