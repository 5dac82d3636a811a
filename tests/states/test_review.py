from dataclasses import replace
from datetime import date

import pytest

from states import monitoring, review
from states.deadlines import DaysOff
from states.facts import FigureSet, Paper
from states.figures import MISSING, answer, ratio
from states.terms import CaseState, Verdict
from tests.law_builders import (
    DAK_LAK,
    FRAME_2017,
    TUYEN_QUANG,
    a_plan,
    breaking,
    facts,
    figures,
    targets,
)

SIGNED_EARLY = Paper("12/QĐ-BCĐ", date(2019, 5, 15), body="Ban Chỉ đạo 138 tỉnh", capacity="TM.")


@pytest.mark.parametrize(
    ("on", "verdict"), [(date(2019, 6, 3), Verdict.NOT_MET), (date(2019, 6, 4), Verdict.MET)]
)
def test_the_year_of_transformation_lies_behind(on, verdict):
    finding = review.one_year_is_over(facts(on=on, started_on=date(2018, 6, 3)))

    assert verdict is finding.verdict
    assert finding.waivable
    assert ">= 2019-06-04" == finding.required


def test_a_year_that_runs_says_how_many_days_are_left():
    finding = review.one_year_is_over(facts(on=date(2019, 6, 1), started_on=date(2018, 6, 3)))

    assert "được thực hiện từ 04/06/2019, còn 3 ngày" in finding.says.vi


def test_a_first_day_the_source_does_not_give_is_not_invented():
    assert Verdict.NOT_KNOWN is review.one_year_is_over(facts(started_on=None)).verdict
    assert Verdict.NOT_KNOWN is monitoring.monitoring_has_ended(facts(reviewed_on=None)).verdict


def test_a_plan_that_sets_no_length_leaves_the_end_not_known():
    assert Verdict.NOT_KNOWN is review.one_year_is_over(facts(None)).verdict
    assert Verdict.NOT_KNOWN is monitoring.monitoring_has_ended(facts(FRAME_2017)).verdict


@pytest.mark.parametrize(
    ("on", "verdict"), [(date(2019, 5, 15), Verdict.NOT_MET), (date(2019, 5, 16), Verdict.MET)]
)
def test_six_months_after_the_review_have_passed(on, verdict):
    here = facts(on=on, reviewed_on=date(2018, 11, 15), decision=None)

    assert verdict is monitoring.monitoring_has_ended(here).verdict


def test_an_end_on_a_day_off_moves_and_says_so():
    here = facts(on=date(2019, 9, 2), reviewed_on=date(2019, 3, 2))
    closed = replace(here, days_off=DaysOff(frozenset({date(2019, 9, 2)})))

    finding = monitoring.monitoring_has_ended(closed)

    assert Verdict.NOT_MET is finding.verdict
    assert "(ngày nghỉ, chuyển sang 03/09/2019), được thực hiện từ 04/09/2019" in finding.says.vi


def test_a_decision_signed_within_the_months_does_not_recognize_though_recorded_after():
    here = facts(on=date(2019, 6, 3), reviewed_on=date(2018, 11, 15), decision=SIGNED_EARLY)

    finding = monitoring.monitoring_has_ended(here)

    assert Verdict.NOT_MET is finding.verdict
    assert "2019-05-15" == finding.seen


@pytest.mark.parametrize("reviewed_on", [date(2019, 6, 3), None])
def test_dak_lak_sets_no_months_of_monitoring(reviewed_on):
    assert (
        Verdict.MET
        is monitoring.monitoring_has_ended(facts(DAK_LAK, reviewed_on=reviewed_on)).verdict
    )


def test_every_figure_of_the_targets_is_reported_or_the_missing_ones_are_named():
    gaps = figures(targets(t5_tai_pham=MISSING))

    finding = review.targets_are_reported(facts(review=gaps))

    assert Verdict.NOT_MET is finding.verdict
    assert "12/13" == finding.seen
    assert "Tỷ lệ tái phạm tội" in finding.says.vi
    assert Verdict.MET is review.targets_are_reported(facts()).verdict
    assert Verdict.NOT_KNOWN is review.targets_are_reported(facts(None)).verdict


def test_the_figures_of_the_review_were_checked_by_a_second_person():
    unchecked = figures(targets(), unverified=("t5_tai_pham",))

    assert Verdict.NOT_MET is review.review_figures_are_verified(facts(review=unchecked)).verdict
    assert Verdict.MET is review.review_figures_are_verified(facts()).verdict


def test_a_recognition_rests_on_the_checked_figures_of_the_monitoring():
    unchecked = figures(targets(), unverified=("t5_tai_pham",))

    finding = monitoring.monitoring_figures_are_verified(facts(monitoring=unchecked))

    assert Verdict.NOT_MET is finding.verdict
    assert Verdict.MET is monitoring.monitoring_figures_are_verified(facts()).verdict


def test_where_no_monitoring_is_set_a_recognition_rests_on_the_figures_of_the_review():
    here = facts(DAK_LAK, monitoring=FigureSet())

    assert Verdict.MET is monitoring.monitoring_figures_are_verified(here).verdict
    assert Verdict.MET is monitoring.targets_still_met(here).verdict
    assert (
        Verdict.NOT_MET
        is monitoring.targets_still_met(
            replace(here, review=figures(breaking("target.t1", "target.t2")))
        ).verdict
    )


def test_after_the_monitoring_all_nine_targets_are_judged_again_on_its_own_figures():
    fell = facts(TUYEN_QUANG, monitoring=figures(breaking("target.t9")))

    assert Verdict.NOT_MET is monitoring.targets_still_met(fell).verdict
    assert Verdict.MET is monitoring.targets_still_met(facts(TUYEN_QUANG)).verdict
    assert Verdict.NOT_KNOWN is monitoring.targets_still_met(facts(monitoring=FigureSet())).verdict


@pytest.mark.parametrize(("done", "verdict"), [(True, Verdict.MET), (False, Verdict.NOT_KNOWN)])
def test_every_task_of_the_plan_of_work_has_an_outcome(done, verdict):
    assert verdict is review.tasks_are_concluded(facts(tasks_concluded=done)).verdict


@pytest.mark.parametrize(
    ("values", "passed", "carried_over"),
    [
        (targets(), Verdict.MET, Verdict.NOT_MET),
        (breaking("target.t2"), Verdict.NOT_MET, Verdict.MET),
        (targets(t2_ty_le_kham_pha=MISSING), Verdict.NOT_KNOWN, Verdict.NOT_KNOWN),
    ],
)
def test_a_year_is_added_only_where_success_is_surely_not_met(values, passed, carried_over):
    here = facts(TUYEN_QUANG, review=figures(values))

    assert passed is review.review_succeeded(here).verdict
    assert carried_over is review.review_did_not_succeed(here).verdict


@pytest.mark.parametrize(
    ("values", "broken"),
    [
        ({}, Verdict.NOT_KNOWN),
        ({"t5_tai_pham": MISSING}, Verdict.NOT_KNOWN),
        ({"t5_tai_pham": ratio(1, 20)}, Verdict.NOT_MET),
        ({"t5_tai_pham": ratio(3, 20)}, Verdict.MET),
        ({"khong_phuc_tap_noi_len": answer("no")}, Verdict.MET),
        ({"giam_te_nan": answer("no")}, Verdict.MET),
        ({"khong_phuc_tap_noi_len": answer("yes")}, Verdict.NOT_MET),
    ],
)
def test_a_relapse_is_shown_by_a_broken_target_or_a_denied_attestation(values, broken):
    here = facts(TUYEN_QUANG, relapse=figures(values))

    assert broken is monitoring.criterion_is_broken(here).verdict
    assert (broken is not Verdict.MET) is monitoring.no_relapse_is_open(here).passes


def test_an_open_relapse_names_what_is_broken():
    here = facts(relapse=figures({"khong_phuc_tap_noi_len": answer("no")}))

    assert "có phức tạp mới nổi lên" in monitoring.no_relapse_is_open(here).says.vi


@pytest.mark.parametrize(
    ("since", "verdict"),
    [
        (CaseState.MONITORING, Verdict.MET),
        (CaseState.RECOGNIZED, Verdict.NOT_MET),
        (None, Verdict.NOT_KNOWN),
    ],
)
def test_only_a_relapse_in_the_monitoring_resumes_in_the_same_case(since, verdict):
    assert verdict is monitoring.relapsed_while_monitored(facts(relapsed_from=since)).verdict


def test_a_province_may_set_its_own_months():
    plan = a_plan(DAK_LAK, monitoring__length=3)

    here = facts(plan, on=date(2019, 6, 3), reviewed_on=date(2019, 3, 1))

    assert Verdict.NOT_MET is monitoring.monitoring_has_ended(here).verdict
    assert (
        Verdict.MET
        is monitoring.monitoring_has_ended(
            replace(here, on=date(2019, 6, 4), paper=replace(here.paper, decision=None))
        ).verdict
    )
