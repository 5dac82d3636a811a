from dataclasses import replace
from datetime import date

import pytest

from states.case import assess, row_for
from states.figures import NOT_ARISEN, answer, ratio
from states.nearest import WAYS, changes
from states.table import TRANSITIONS
from states.terms import Action, CaseState
from tests.law_builders import (
    DAK_LAK,
    TUYEN_QUANG,
    a_ballot,
    a_plan,
    breaking,
    facts,
    figures,
    targets,
)

SOURCES = {
    Action.APPRAISE: CaseState.PROPOSED,
    Action.SELECT: CaseState.APPRAISED,
    Action.SUBMIT_REVIEW: CaseState.IN_TRANSFORMATION,
    Action.PASS_REVIEW: CaseState.PRELIMINARY_REVIEW,
    Action.EXTEND: CaseState.PRELIMINARY_REVIEW,
    Action.RECOGNIZE: CaseState.MONITORING,
}


def change_of(rule, action, plan=TUYEN_QUANG, **given):
    known = facts(plan, state=SOURCES[action], **given)
    found = changes(assess(row_for(action, known.state), known), known)
    return next((each for each in found if each.rule == rule), None)


def reviewed(*broken, **values):
    return figures(breaking(*broken) | values, period=(date(2018, 6, 1), date(2019, 6, 1)))


def test_one_more_target_is_asked_for_where_the_share_lacks_one():
    change = change_of(
        "review.success", Action.PASS_REVIEW, DAK_LAK, review=reviewed("target.t1", "target.t6")
    )

    assert "thêm 1 chỉ tiêu nữa" == change.says.vi
    assert "1 more target" == change.says.en
    assert ["target.t1", "target.t6"] == [part.rule for part in change.parts]


def test_dashes_are_asked_for_where_the_plan_counts_dashes():
    plan = a_plan(DAK_LAK, review__counting="bullets")

    change = change_of(
        "review.success", Action.PASS_REVIEW, plan, review=reviewed("target.t5", "target.t6")
    )

    assert "thêm 1 gạch đầu dòng nữa" == change.says.vi


def test_targets_and_attestations_are_asked_for_together():
    change = change_of(
        "review.success",
        Action.PASS_REVIEW,
        DAK_LAK,
        review=reviewed("target.t1", "target.t6", giam_te_nan=answer("no")),
    )

    assert 2 == change.amount
    assert "thêm 1 chỉ tiêu nữa, và 1 xác nhận: Giảm cơ bản tệ nạn xã hội" == change.says.vi


@pytest.mark.parametrize(
    ("measure", "figure", "says"),
    [
        ("t2_ty_le_kham_pha", ratio(9, 15), "khám phá thêm 3 vụ (9/15 → 12/15)"),
        ("t3_kham_pha_rnt_dbnt", ratio(18, 19), "khám phá thêm 1 vụ (18/19 → 19/19)"),
        ("t5_tai_pham", ratio(5, 20), "bớt 3 người tái phạm (5/20 → 2/20)"),
        ("t4b_tin_bao_xu_ly", ratio(29, 31), "xử lý thêm 2 tin (29/31 → 31/31)"),
        ("t4a_tin_bao_tiep_nhan", ratio(33, 31), "bớt 2 tin tiếp nhận (33/31 → 31/31)"),
        ("t7a_mo_hinh", NOT_ARISEN, "thêm 1 mô hình (0 → 1)"),
    ],
)
def test_a_target_says_how_far_its_figure_is(measure, figure, says):
    review = figures(targets(**{measure: figure}))

    change = change_of("review.success", Action.PASS_REVIEW, review=review)

    assert [says] == [part.says.vi for part in change.parts]


def test_the_english_says_the_same():
    review = figures(targets(t2_ty_le_kham_pha=ratio(9, 15), t5_tai_pham=ratio(5, 20)))

    change = change_of("review.success", Action.PASS_REVIEW, review=review)

    assert {"3 more cases cleared (9/15 → 12/15)", "3 fewer reoffenders (5/20 → 2/20)"} == {
        part.says.en for part in change.parts
    }


def test_a_missing_figure_is_asked_for_with_one_that_would_do():
    known = targets()
    known.pop("t9_tuyen_truyen_ho")
    known.pop("t6_he_thong_chinh_tri")

    change = change_of("review.success", Action.PASS_REVIEW, review=figures(known))

    assert 2 == change.amount
    assert any("cần số liệu, chẳng hạn 1/1" in part.says.vi for part in change.parts)
    assert any("trả lời “có”" in part.says.vi for part in change.parts)


def test_the_days_of_the_year_are_counted_with_the_first_lawful_one():
    on = date(2019, 6, 3)

    change = change_of("review.one_year_over", Action.SUBMIT_REVIEW, started_on=date(2018, 6, 4))

    assert date(2019, 6, 5) == change.first_day
    assert "còn 2 ngày, từ 05/06/2019" == change.says.vi
    assert (change.first_day - on).days == change.amount


def test_the_start_has_to_be_given_where_the_source_does_not():
    change = change_of("recognition.monitoring_over", Action.RECOGNIZE, reviewed_on=None)

    assert "nêu ngày bắt đầu" == change.says.vi


def test_a_lost_ballot_of_a_late_sitting_under_a_silent_plan_has_no_change():
    plan = a_plan(TUYEN_QUANG, without=("council.majority",))

    change = change_of(
        "council.recommends", Action.RECOGNIZE, plan, ballot=a_ballot(held_on=date(2019, 6, 6))
    )

    assert change is None


def test_votes_lacking_are_counted_one_by_one():
    ballot = a_ballot(votes_for=2, against=5)

    change = change_of("council.carried", Action.APPRAISE, ballot=ballot)

    assert "cần 2 phiếu tán thành nữa" == change.says.vi


def test_members_lacking_for_the_quorum_are_counted():
    ballot = a_ballot(present=3, votes_for=3, against=0)

    change = change_of("council.quorum", Action.APPRAISE, ballot=ballot)

    assert change.says.vi.endswith("thành viên có mặt nữa")


def test_more_present_than_appointed_are_too_many():
    change = change_of("council.quorum", Action.APPRAISE, ballot=a_ballot(present=8))

    assert "bớt 1 người có mặt" == change.says.vi


def test_a_sitting_after_the_decision_is_waited_for_and_then_its_votes():
    late = a_ballot(held_on=date(2019, 6, 6))

    waited = change_of("council.recommends", Action.RECOGNIZE, ballot=late)
    both = change_of(
        "council.recommends", Action.RECOGNIZE, ballot=replace(late, votes_for=2, against=5)
    )

    assert (3, date(2019, 6, 6)) == (waited.amount, waited.first_day)
    assert 5 == both.amount
    assert "còn 3 ngày, từ 06/06/2019, và cần 2 phiếu tán thành nữa" == both.says.vi


def test_a_silent_plan_has_no_smallest_change():
    plan = a_plan(TUYEN_QUANG, without=("monitoring.length",))

    assert change_of("recognition.monitoring_over", Action.RECOGNIZE, plan) is None


def test_every_rule_a_row_asks_has_its_way_or_is_fixed_by_what_it_is():
    known = facts(reason="")
    asked = {
        finding.rule
        for row in TRANSITIONS
        for finding in assess(row, replace(known, state=row.source)).findings
    }

    fixed = asked - set(WAYS)

    assert {
        "council.exists",
        "resume.relapsed_in_monitoring",
        "selection.antt_is_no_bar",
        "selection.priority",
        "selection.unit_is_commune",
    } == fixed


def test_a_review_that_succeeds_fails_only_with_one_target_or_attestation_fewer():
    change = change_of("review.success_not_met", Action.EXTEND)

    assert 1 == change.amount
    assert "chỉ khi có 1 chỉ tiêu hoặc xác nhận nữa không đạt" == change.says.vi
