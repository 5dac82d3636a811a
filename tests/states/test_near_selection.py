import pytest

from states.case import assess, row_for
from states.catalogue import catalogue
from states.facts import Quota
from states.figures import count
from states.near_selection import showing
from states.nearest import WAYS, changes
from states.terms import Action, CaseState
from tests.law_builders import (
    QUANG_NGAI,
    TUYEN_QUANG,
    a_plan,
    criteria,
    facts,
    figures,
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


@pytest.mark.parametrize("adding", [1, 2, 4])
def test_areas_over_the_cap_leave_the_list_and_then_wait_for_places(adding):
    quota = Quota(2019, base=100, used=14, adding=adding)

    change = change_of("selection.cap", Action.SELECT, quota=quota)

    said = {
        1: None,
        2: "bớt 1 địa bàn trong danh sách",
        4: "bớt 3 địa bàn trong danh sách",
    }[adding]
    assert said == (change and change.says.vi)


def test_a_full_year_asks_for_places():
    change = change_of("selection.cap", Action.SELECT, quota=Quota(2019, base=100, used=17))

    assert "cần 3 chỗ nữa dưới trần của năm" == change.says.vi


def test_a_cap_without_units_asks_for_their_number():
    change = change_of("selection.cap", Action.SELECT, quota=None)

    assert "cần số đơn vị cấp xã của tỉnh, từ 7 trở lên" == change.says.vi


def test_a_plan_without_a_cap_names_no_change():
    plan = a_plan(TUYEN_QUANG, without=("cap.share",))

    assert change_of("selection.cap", Action.SELECT, plan) is None
    assert (
        WAYS["selection.cap"](
            lambda _: None,
            facts(plan),
            assess(row_for(Action.SELECT, CaseState.APPRAISED), facts()).finding("selection.cap"),
        )
        is None
    )


def test_offences_are_counted_to_just_above_the_mean():
    proposal = figures(criteria(ttxh_vu=count(9)))

    change = change_of(
        "selection.above_province_mean", Action.APPRAISE, QUANG_NGAI, proposal=proposal
    )

    assert "thêm 2 vụ (9 → 11)" == change.says.vi
    assert ("9", "11") == (change.was, change.becomes)


@pytest.mark.parametrize("shown", ["d1_tranh_chap_khieu_kien", "b5_trong_cay_ma_tuy"])
def test_a_criterion_shows_complexity_by_a_number_or_by_a_word(shown):
    proposal = figures(criteria(a1_vu_pham_phap_hinh_su=count(0)))
    plan = a_plan(TUYEN_QUANG, criteria__list=("d",), criteria__any="2")

    change = change_of("selection.complexity_shown", Action.APPRAISE, plan, proposal=proposal)
    least = showing(catalogue()[shown])

    assert "thêm 2 tiêu chí cho thấy phức tạp" == change.says.vi
    assert least.answer in ("yes", "suspected")


def test_offences_and_mean_are_asked_for_where_nobody_gave_them():
    values = criteria()
    del values["ttxh_vu"]
    proposal = figures(values)

    change = change_of(
        "selection.above_province_mean", Action.APPRAISE, QUANG_NGAI, proposal=proposal
    )

    assert "cần số vụ của địa bàn, và từ 11 vụ trở lên" == change.says.vi
