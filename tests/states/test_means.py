from dataclasses import replace
from datetime import date

import pytest

from states.figures import MISSING, NOT_ARISEN, WITHHELD, count, ratio
from states.means import above_district_mean, above_province_mean, compared_measures
from states.terms import UnitKind, Verdict
from tests.law_builders import (
    DAK_LAK,
    FRAME_2021,
    QUANG_NGAI,
    TUYEN_QUANG,
    a_plan,
    criteria,
    facts,
    figures,
)


def in_quang_ngai(own=None, *, province=None, district=None, **changes):
    given = {
        "ttxh_vu": own,
        "ttxh_binh_quan_tinh": province,
        "ttxh_binh_quan_huyen": district,
    }
    values = criteria(**{measure: figure for measure, figure in given.items() if figure})
    return facts(QUANG_NGAI, proposal=figures(values), **changes)


@pytest.mark.parametrize(
    ("own", "mean", "verdict"),
    [
        (count(11), ratio(1840, 184), Verdict.MET),
        (count(10), ratio(1840, 184), Verdict.NOT_MET),
        (count(10), ratio(1839, 184), Verdict.MET),
        (count(9), ratio(1840, 184), Verdict.NOT_MET),
        (NOT_ARISEN, ratio(1840, 184), Verdict.NOT_MET),
        (MISSING, ratio(1840, 184), Verdict.NOT_KNOWN),
        (WITHHELD, ratio(1840, 184), Verdict.NOT_KNOWN),
        (count(10), MISSING, Verdict.NOT_KNOWN),
        (count(10), ratio(1840, 0), Verdict.NOT_KNOWN),
    ],
)
def test_the_offences_exceed_the_mean_and_equal_is_not_enough(own, mean, verdict):
    assert verdict is above_province_mean(in_quang_ngai(own, province=mean)).verdict
    assert verdict is above_district_mean(in_quang_ngai(own, district=mean)).verdict


def test_the_province_and_the_district_are_compared_apart():
    here = in_quang_ngai(count(10), province=ratio(9, 1), district=ratio(11, 1))

    assert above_province_mean(here).passes
    assert not above_district_mean(here).passes


def test_a_figure_that_is_missing_says_so_in_both_languages():
    finding = above_province_mean(in_quang_ngai(MISSING))

    assert "Chưa có số liệu" in finding.says.vi
    assert "Missing" in finding.says.en
    assert "missing" == finding.seen


@pytest.mark.parametrize("plan", [DAK_LAK, TUYEN_QUANG])
def test_the_older_plans_compare_with_no_mean(plan):
    assert Verdict.NOT_APPLICABLE is above_province_mean(facts(plan)).verdict
    assert Verdict.NOT_APPLICABLE is above_district_mean(facts(plan)).verdict


@pytest.mark.parametrize("plan", [FRAME_2021, None])
def test_under_a_frame_or_no_plan_the_comparison_is_not_known(plan):
    assert Verdict.NOT_KNOWN is above_province_mean(facts(plan)).verdict
    assert Verdict.NOT_KNOWN is above_district_mean(facts(plan)).verdict


def test_a_plan_may_keep_the_provincial_leg_alone():
    plan = a_plan(QUANG_NGAI, selection__means=("province",))

    assert above_province_mean(facts(plan)).passes
    assert Verdict.NOT_APPLICABLE is above_district_mean(facts(plan)).verdict


@pytest.mark.parametrize(
    ("on", "verdict"),
    [(date(2025, 6, 30), Verdict.MET), (date(2025, 7, 1), Verdict.NOT_APPLICABLE)],
)
def test_there_is_no_district_mean_since_districts_ended(on, verdict):
    assert verdict is above_district_mean(in_quang_ngai(on=on)).verdict


def test_a_district_nobody_recorded_is_not_passed_over_in_silence():
    here = in_quang_ngai(district=MISSING)

    unknown = replace(here, commune=replace(here.commune, district=None, district_kind=None))

    assert Verdict.NOT_KNOWN is above_district_mean(unknown).verdict


@pytest.mark.parametrize(
    ("kind", "verdict"),
    [
        (UnitKind.HUYEN, Verdict.MET),
        (UnitKind.THI_XA, Verdict.MET),
        (UnitKind.THANH_PHO_THUOC_TINH, Verdict.NOT_APPLICABLE),
    ],
)
def test_the_text_names_huyen_and_thi_xa_and_no_provincial_city(kind, verdict):
    assert verdict is above_district_mean(in_quang_ngai(district_kind=kind)).verdict


def test_the_compared_figures_are_the_offences_and_the_two_means():
    assert ["ttxh_vu", "ttxh_binh_quan_tinh", "ttxh_binh_quan_huyen"] == compared_measures(
        facts(QUANG_NGAI)
    )
    assert [] == compared_measures(facts(DAK_LAK))
