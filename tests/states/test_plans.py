from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from states.plans.book import FaultyPlansError, PlanBook
from states.terms import Evidence, Text
from tests.law_builders import (
    DAK_LAK,
    FRAME_2017,
    FRAME_2021,
    QUANG_NGAI,
    TUYEN_QUANG,
    a_plan,
    book,
)
from tests.plan_files import a_plan_file


@pytest.mark.parametrize(
    ("province", "on", "plan"),
    [
        ("66", date(2017, 10, 17), DAK_LAK),
        ("66", date(2017, 10, 16), FRAME_2017),
        ("66", date(2020, 12, 31), DAK_LAK),
        ("66", date(2021, 3, 22), FRAME_2021),
        ("08", date(2018, 1, 1), TUYEN_QUANG),
        ("51", date(2021, 4, 15), QUANG_NGAI),
        ("51", date(2021, 4, 14), FRAME_2021),
        ("40", date(2022, 6, 1), FRAME_2021),
        (None, date(2022, 6, 1), FRAME_2021),
    ],
)
def test_the_plan_in_force_is_the_province_s_own_before_a_frame(province, on, plan):
    assert plan == book().in_force(province, on=on).id


@pytest.mark.parametrize("on", [date(2026, 11, 21), date(2021, 3, 21), date(2015, 4, 13)])
def test_where_no_plan_is_in_force_no_former_one_comes_back(on):
    assert book().in_force("66", on=on) is None


def test_the_first_plan_after_an_old_list_judges_what_was_inherited_from_it():
    assert FRAME_2017 == book().first_after("17", on=date(2015, 4, 13)).id
    assert book().first_after("17", on=date(2026, 1, 1)) is None


def test_a_plan_whose_file_is_gone_is_nobody_s():
    assert book().plan("ha_noi_1999") is None
    assert DAK_LAK == book().plan(DAK_LAK).id


def test_quang_ngai_takes_its_criteria_from_dak_lak_as_inferred():
    inherited = book().plans[QUANG_NGAI].parameters["target.t5"]

    assert DAK_LAK == inherited.inherited_from
    assert Evidence.INFERRED is inherited.source.evidence
    assert "KH 8183/KH-UBND Đắk Lắk" == inherited.source.document


def test_quang_ngai_takes_nothing_else_and_keeps_what_it_says_itself():
    plan = book().plans[QUANG_NGAI]

    assert plan.get("legacy.list") is None
    assert plan.get("report.due") is None
    assert "" == plan.parameters["criteria.any"].inherited_from


def test_a_plan_that_extends_without_a_list_takes_all_it_leaves_open(tmp_path):
    a_plan_file(tmp_path, extends=FRAME_2021)

    plan = PlanBook.load(tmp_path).plans["gia_lai_2026"]

    assert FRAME_2021 == plan.parameters["success.yearly"].inherited_from
    assert "" == plan.parameters["cap.share"].inherited_from


@pytest.mark.parametrize(
    ("was", "is_now", "judges_alike"),
    [("Trần", "Mức trần", True), ("15/100", "14/100", False), ('"<="', '"<"', False)],
)
def test_the_digest_of_a_plan_changes_with_what_it_judges_by(tmp_path, was, is_now, judges_alike):
    path = a_plan_file(tmp_path)
    before = PlanBook.load(tmp_path).plans["gia_lai_2026"].digest
    written = path.read_text("utf-8")
    assert was in written

    path.write_text(written.replace(was, is_now), "utf-8")

    assert judges_alike is (before == PlanBook.load(tmp_path).plans["gia_lai_2026"].digest)


def test_a_plan_of_the_province_s_folder_takes_the_place_of_ours_of_the_same_id(tmp_path):
    a_plan_file(tmp_path, id=DAK_LAK, provinces=["66"])

    assert "Kế hoạch Gia Lai" == PlanBook.load(tmp_path).plans[DAK_LAK].document


def test_a_folder_with_a_faulty_plan_is_not_read_at_all(tmp_path):
    a_plan_file(tmp_path, provinces=["99"])

    with pytest.raises(FaultyPlansError, match=r"gia_lai_2026\.toml.*“99”") as refusal:
        PlanBook.load(tmp_path)

    assert isinstance(refusal.value.faults[0], Text)


def test_a_parameter_is_read_as_exact_fraction_whole_number_or_words():
    parameters = a_plan().parameters

    assert Fraction(15, 100) == parameters["cap.share"].fraction
    assert 6 == parameters["monitoring.length"].whole
    assert ("a", "b", "c", "d") == parameters["criteria.list"].words
    assert ("all",) == parameters["review.mode"].words


def test_a_parameter_counts_from_the_plan_s_first_day_unless_it_says_another(tmp_path):
    a_plan_file(tmp_path, entry={"since": date(2027, 1, 1)})

    changed = PlanBook.load(tmp_path).plans["gia_lai_2026"].parameters["cap.share"]

    assert date(2027, 1, 1) == changed.since
    assert date(2018, 1, 1) == a_plan().parameters["cap.share"].since


def test_a_plan_is_cited_as_text_a_frame_as_inferred_an_illustration_as_configured():
    plan = a_plan()
    cited = [
        plan.cites("V.1").evidence,
        replace(plan, frame=True).cites("V.1").evidence,
        replace(plan, illustration=True).cites("V.1").evidence,
        plan.cites("V.1", Evidence.INFERRED).evidence,
    ]

    assert [Evidence.TEXT, Evidence.INFERRED, Evidence.CONFIGURED, Evidence.INFERRED] == cited


def test_the_demo_s_illustration_stands_behind_a_plan_of_the_province(tmp_path):
    a_plan_file(
        tmp_path, file="minh_hoa.toml", id="minh_hoa", illustration=True, evidence="configured"
    )
    a_plan_file(tmp_path)

    assert "gia_lai_2026" == PlanBook.load(tmp_path).in_force("64", on=date(2026, 6, 1)).id
