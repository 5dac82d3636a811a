from dataclasses import replace
from datetime import date

import pytest

from states import eligibility, selection
from states.figures import MISSING, NOT_ARISEN, WITHHELD, answer, count
from states.terms import UnitKind, Verdict
from tests.law_builders import (
    DAK_LAK,
    FRAME_2017,
    QUANG_NGAI,
    TUYEN_QUANG,
    a_plan,
    criteria,
    facts,
    figures,
)

ONLY_GROUP_D = {
    "a1_vu_pham_phap_hinh_su": count(0),
    "d5_khai_thac_khoang_san": answer("yes"),
}
NOTHING = {"a1_vu_pham_phap_hinh_su": count(0)}


def proposing(plan=QUANG_NGAI, values=None, **changes):
    return facts(plan, proposal=figures(criteria(**(values or {}))), **changes)


@pytest.mark.parametrize("given", [count(0), NOT_ARISEN, WITHHELD])
def test_zero_nothing_and_withheld_complete_a_dossier(given):
    here = proposing(values={"a4_quan_ly_nghiep_vu_hs": given})

    assert Verdict.MET is selection.dossier_is_complete(here).verdict


def test_one_missing_figure_leaves_the_dossier_incomplete_and_is_named():
    finding = selection.dossier_is_complete(proposing(values={"b1_vu_ma_tuy": MISSING}))

    assert Verdict.NOT_MET is finding.verdict
    assert "29/30" == finding.seen
    assert "Số vụ phạm tội về ma túy" in finding.says.vi


def test_under_a_frame_the_four_groups_are_asked_all_the_same():
    assert Verdict.MET is selection.dossier_is_complete(facts(FRAME_2017)).verdict


@pytest.mark.parametrize("plan", [None, a_plan(without=("criteria.list",))])
def test_without_a_plan_or_its_criteria_completeness_is_not_known(plan):
    assert Verdict.NOT_KNOWN is selection.dossier_is_complete(facts(plan)).verdict


def test_a_plan_may_list_fewer_groups():
    here = facts(a_plan(criteria__list=("a",)))

    assert "9/9" == selection.dossier_is_complete(here).seen


def test_every_figure_was_checked_by_a_second_person():
    unchecked = figures(criteria(), unverified=("a1_vu_pham_phap_hinh_su",))

    assert Verdict.NOT_MET is selection.figures_are_verified(facts(proposal=unchecked)).verdict
    assert Verdict.MET is selection.figures_are_verified(facts()).verdict


@pytest.mark.parametrize(
    ("plan", "verdict"), [(QUANG_NGAI, Verdict.NOT_MET), (DAK_LAK, Verdict.MET)]
)
def test_the_compared_offences_are_checked_too_where_they_decide(plan, verdict):
    unchecked = figures(criteria(), unverified=("ttxh_vu",))

    assert verdict is selection.figures_are_verified(facts(plan, proposal=unchecked)).verdict


def test_nothing_given_is_nothing_verified():
    assert Verdict.NOT_KNOWN is selection.figures_are_verified(facts(proposal=figures({}))).verdict


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ({}, Verdict.MET),
        (NOTHING, Verdict.NOT_MET),
        (NOTHING | {"b1_vu_ma_tuy": MISSING}, Verdict.NOT_KNOWN),
        ({"b1_vu_ma_tuy": MISSING}, Verdict.MET),
        (ONLY_GROUP_D, Verdict.MET),
    ],
)
def test_one_criterion_is_enough_and_not_all_are_needed(values, verdict):
    assert verdict is selection.complexity_is_shown(proposing(values=values)).verdict


def test_a_frame_does_not_know_how_many_criteria_must_show_complexity():
    assert Verdict.NOT_KNOWN is selection.complexity_is_shown(facts(FRAME_2017)).verdict


@pytest.mark.parametrize(
    ("kind", "since", "verdict"),
    [
        (UnitKind.XA, date(2023, 6, 5), Verdict.NOT_MET),
        (UnitKind.XA, date(2023, 6, 6), Verdict.MET),
        (UnitKind.XA, None, Verdict.MET),
        (UnitKind.PHUONG, date(2020, 1, 1), Verdict.NOT_APPLICABLE),
        (UnitKind.THI_TRAN, date(2020, 1, 1), Verdict.NOT_APPLICABLE),
    ],
)
def test_a_new_countryside_title_bars_a_xa_from_the_day_it_is_held(kind, since, verdict):
    here = facts(QUANG_NGAI, kind=kind, new_countryside_since=since)

    assert verdict is eligibility.is_not_new_countryside(here).verdict


@pytest.mark.parametrize(
    ("plan", "verdict"),
    [
        (DAK_LAK, Verdict.NOT_APPLICABLE),
        (TUYEN_QUANG, Verdict.NOT_APPLICABLE),
        (FRAME_2017, Verdict.NOT_KNOWN),
        (None, Verdict.NOT_KNOWN),
    ],
)
def test_only_quang_ngai_bars_the_title_and_only_it_has_types(plan, verdict):
    here = facts(plan, new_countryside_since=date(2015, 1, 1), types=())

    assert verdict is eligibility.is_not_new_countryside(here).verdict
    assert verdict is eligibility.type_is_assigned(here).verdict


@pytest.mark.parametrize(
    ("types", "verdict"),
    [
        (("1",), Verdict.MET),
        (("1", "3", "4"), Verdict.MET),
        (("5",), Verdict.NOT_MET),
        (("1", "5"), Verdict.NOT_MET),
        ((), Verdict.NOT_KNOWN),
    ],
)
def test_an_area_has_a_set_of_the_four_types(types, verdict):
    here = proposing(paper=replace(facts(QUANG_NGAI).paper, types=types))

    assert verdict is eligibility.type_is_assigned(here).verdict


@pytest.mark.parametrize(
    ("types", "verdict"),
    [
        (("2",), Verdict.MET),
        (("2", "2"), Verdict.MET),
        (("2", "3"), Verdict.NOT_MET),
        (("5",), Verdict.NOT_MET),
    ],
)
def test_an_area_of_group_d_alone_is_tied_to_exactly_one_type(types, verdict):
    paper = replace(facts(QUANG_NGAI).paper, types=types)

    finding = eligibility.type_is_assigned(proposing(values=ONLY_GROUP_D, paper=paper))

    assert verdict is finding.verdict
    assert "gắn với một trong bốn loại" in finding.source.quote


def test_a_plan_with_types_and_no_word_on_group_d_ties_it_to_none():
    plan = a_plan(QUANG_NGAI, without=("selection.group_d_one_type",))
    here = facts(plan, proposal=figures(criteria(**ONLY_GROUP_D)))

    assert eligibility.type_is_assigned(here).passes


def test_the_types_of_the_case_stand_when_the_paper_names_none():
    here = proposing(types=("4",), paper=replace(facts(QUANG_NGAI).paper, types=()))

    assert "4" == eligibility.type_is_assigned(here).seen


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ({"b1_vu_ma_tuy": count(3)}, Verdict.MET),
        ({}, Verdict.NOT_APPLICABLE),
        (NOTHING, Verdict.NOT_APPLICABLE),
    ],
)
def test_many_kinds_of_crime_come_first_and_one_kind_is_no_bar(values, verdict):
    finding = eligibility.many_kinds_come_first(proposing(values=values))

    assert verdict is finding.verdict
    assert finding.passes


def test_a_plan_or_frame_without_priorities_has_none_and_no_plan_knows_none():
    assert Verdict.NOT_APPLICABLE is eligibility.many_kinds_come_first(facts(DAK_LAK)).verdict
    assert Verdict.NOT_APPLICABLE is eligibility.many_kinds_come_first(facts(FRAME_2017)).verdict
    assert Verdict.NOT_KNOWN is eligibility.many_kinds_come_first(facts(None)).verdict


@pytest.mark.parametrize(
    ("plan", "listed", "verdict"),
    [
        (DAK_LAK, True, Verdict.MET),
        (DAK_LAK, False, Verdict.NOT_APPLICABLE),
        (QUANG_NGAI, True, Verdict.NOT_APPLICABLE),
        (None, False, Verdict.NOT_APPLICABLE),
        (None, True, Verdict.NOT_KNOWN),
    ],
)
def test_the_security_list_neither_selects_nor_bars(plan, listed, verdict):
    assert verdict is eligibility.antt_list_is_no_bar(facts(plan, on_antt_list=listed)).verdict


def test_an_area_on_the_security_list_is_never_said_to_be_off_it():
    finding = eligibility.antt_list_is_no_bar(facts(QUANG_NGAI, on_antt_list=True))

    assert "Địa bàn thuộc danh sách TT 15/2010" in finding.says.vi
