from datetime import date

import pytest

from states import council
from states.facts import Paper
from states.terms import CaseState, Evidence, Verdict
from tests.law_builders import DAK_LAK, FRAME_2017, TUYEN_QUANG, facts


def minutes(votes_for=None, votes_of=None, **changes):
    paper = {"number": "01/BB-HĐTĐ", "signed_on": date(2019, 6, 3)} | changes
    return Paper(**paper, votes_for=votes_for, votes_of=votes_of)


def test_the_council_for_entry_stands_in_the_text_of_tuyen_quang():
    finding = council.exists(facts(TUYEN_QUANG, state=CaseState.PROPOSED))

    assert Verdict.MET is finding.verdict
    assert Evidence.TEXT is finding.source.evidence


@pytest.mark.parametrize("state", [CaseState.PRELIMINARY_REVIEW, CaseState.MONITORING])
def test_the_council_for_the_exit_stands_in_no_text_not_even_there(state):
    finding = council.exists(facts(TUYEN_QUANG, state=state))

    assert Evidence.CONFIGURED is finding.source.evidence
    assert "ở khâu đưa vào" in finding.says.vi


def test_dak_lak_knows_no_council_at_all():
    finding = council.exists(facts(DAK_LAK))

    assert Evidence.CONFIGURED is finding.source.evidence
    assert "không nói đến Hội đồng" in finding.says.vi


def test_under_a_frame_nothing_is_known_of_a_council():
    assert Verdict.NOT_KNOWN is council.exists(facts(FRAME_2017)).verdict


@pytest.mark.parametrize(
    "paper", [None, minutes(number=""), minutes(signed_on=None)], ids=["none", "number", "day"]
)
def test_minutes_are_named_by_number_and_day(paper):
    assert Verdict.NOT_KNOWN is council.minutes_are_named(facts(minutes=paper)).verdict
    assert council.minutes_are_named(facts(minutes=paper)).awaits_the_paper


def test_minutes_are_not_written_after_the_step_that_rests_on_them():
    late = council.minutes_are_named(facts(minutes=minutes(signed_on=date(2019, 6, 4))))

    assert Verdict.NOT_MET is late.verdict
    assert council.minutes_are_named(facts(minutes=minutes())).passes
