from datetime import date, timedelta

import pytest

from states import corrections
from states.case import assess, row_for
from states.facts import Correction, Resting, Waiver
from states.terms import Action, CaseState, Verdict
from tests.law_builders import DAYS, TUYEN_QUANG, facts, figures, targets

ON = DAYS[TUYEN_QUANG]
YEAR = "review.one_year_over"
ROW = row_for(Action.SUBMIT_REVIEW, CaseState.IN_TRANSFORMATION)


def a_waiver(action: str = "submit_review", rule: str = YEAR) -> Waiver:
    return Waiver(action, rule, "Kế hoạch tỉnh rút còn 9 tháng.", "CV 12/BCĐ.", "một", "hai")


def nine_months_in(**changes):
    started = changes.pop("started_on", ON - timedelta(days=270))
    review = figures(targets(), period=(started or ON, ON))
    return facts(state=CaseState.IN_TRANSFORMATION, started_on=started, review=review, **changes)


def test_a_condition_that_is_not_met_is_waived_with_its_reason_and_text():
    refused = assess(ROW, nine_months_in())
    permitted = assess(ROW, nine_months_in(waivers=(a_waiver(),)))

    finding = permitted.finding(YEAR)
    assert not refused.permitted
    assert refused.asks_for_waivers
    assert permitted.permitted
    assert not permitted.asks_for_waivers
    assert finding.verdict is Verdict.WAIVED
    assert finding.says.vi.endswith("Được miễn: Kế hoạch tỉnh rút còn 9 tháng. Căn cứ: CV 12/BCĐ.")
    assert finding.says.vi.startswith(refused.finding(YEAR).says.vi)


@pytest.mark.parametrize(
    "waiver", [a_waiver(action="pass_review"), a_waiver(rule="review.targets_reported")]
)
def test_a_waiver_of_another_step_or_rule_changes_nothing(waiver):
    assert assess(ROW, nine_months_in()) == assess(ROW, nine_months_in(waivers=(waiver,)))


def test_what_may_not_be_waived_is_not():
    asked = nine_months_in(
        started_on=ON - timedelta(days=400),
        tasks_concluded=False,
        waivers=(a_waiver(rule="review.tasks_concluded"),),
    )

    assert not assess(ROW, asked).permitted


def test_what_is_not_known_and_what_is_met_need_no_waiver_and_take_none():
    unknown = nine_months_in(started_on=None, waivers=(a_waiver(),))
    met = nine_months_in(started_on=date(2018, 1, 2), waivers=(a_waiver(),))

    assert assess(ROW, unknown).finding(YEAR).verdict is Verdict.NOT_KNOWN
    assert assess(ROW, met).finding(YEAR).verdict is Verdict.MET


def test_an_entry_on_which_something_rests_says_what_and_in_which_order():
    resting = (Resting(9, "pass_review"), Resting(12, "propose", "DB-2019-004"))
    correction = Correction(5, "submit_review", is_latest_move=False, resting=resting)

    finding = corrections.nothing_rests_on_it(facts(correction=correction))

    assert finding.verdict is Verdict.NOT_MET
    assert "hủy bút toán 9 “Kết luận đạt, chuyển theo dõi”; đóng hồ sơ DB-2019-004" in (
        finding.says.vi
    )
    assert "void entry 9 “Pass the review”; close case DB-2019-004" in finding.says.en


def test_a_rectification_gives_the_right_value():
    without = facts(correction=Correction(3, "select", is_latest_move=True))

    assert "3" == corrections.right_value_is_given(facts()).seen
    assert not corrections.right_value_is_given(without).passes
    assert not corrections.right_value_is_given(facts(correction=None)).passes
