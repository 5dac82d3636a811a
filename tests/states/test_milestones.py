"""The days a plan sets for itself, counted from its own words."""

from datetime import date

import pytest

from states.milestones import DEADLINES, milestones, yearly_report
from states.plans.book import PlanBook

BOOK = PlanBook.load()


def days_of(plan: str, year: int) -> dict[str, date]:
    return {one.name: one.day for one in milestones(BOOK.plans[plan], year)}


def test_a_report_asked_before_20_november_is_on_time_until_the_19th():
    assert days_of("dak_lak_2017", 2019) == {
        "yearly_report": date(2019, 11, 19),
        "plan_end": date(2020, 12, 31),
        "final_review": date(2020, 12, 31),
    }


def test_a_plan_that_names_no_final_review_has_none():
    assert days_of("tuyen_quang_2018", 2020) == {
        "yearly_report": date(2020, 11, 14),
        "plan_end": date(2020, 12, 31),
    }


def test_a_plan_that_asks_no_yearly_report_only_ends():
    assert days_of("quang_ngai_2021", 2023) == {"plan_end": date(2025, 12, 31)}


@pytest.mark.parametrize("year", [2016, 2021])
def test_no_report_is_due_in_a_year_the_plan_was_not_in_force(year):
    assert yearly_report(BOOK.plans["dak_lak_2017"], year) is None


def test_each_day_cites_the_words_it_comes_from():
    report = yearly_report(BOOK.plans["tuyen_quang_2018"], 2019)

    assert report is not None
    assert "15 tháng 11" in report.source.quote


def test_the_days_come_in_their_order():
    shown = [one.day for one in milestones(BOOK.plans["dak_lak_2017"], 2018)]

    assert sorted(shown) == shown


def test_every_deadline_a_norm_may_name_is_counted_by_code():
    assert all(callable(counted) for counted in DEADLINES.values())
    assert {"one_year", "monitoring_end", "yearly_report", "plan_end", "final_review"} == set(
        DEADLINES
    )
