from datetime import date

import pytest

from states.deadlines import (
    NONE_OFF,
    DaysOff,
    last_day_before,
    months_after,
    next_working_day,
    years_after,
)

SATURDAY, SUNDAY, MONDAY = date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 2)


def test_offices_are_closed_at_the_weekend():
    assert NONE_OFF.has(SATURDAY)
    assert NONE_OFF.has(SUNDAY)
    assert not NONE_OFF.has(MONDAY)


def test_a_holiday_on_a_weekday_closes_offices():
    assert DaysOff(frozenset({MONDAY})).has(MONDAY)


def test_a_saturday_swapped_into_a_working_day_is_one():
    assert not DaysOff(worked_weekends=frozenset({SATURDAY})).has(SATURDAY)


def test_a_holiday_on_a_worked_saturday_still_closes_offices():
    assert DaysOff(frozenset({SATURDAY}), frozenset({SATURDAY})).has(SATURDAY)


def test_a_working_day_stays():
    assert MONDAY == next_working_day(MONDAY, NONE_OFF)


def test_a_chain_of_days_off_is_passed_over():
    off = DaysOff(frozenset({MONDAY}))

    assert date(2026, 3, 3) == next_working_day(SATURDAY, off)


def test_a_period_is_over_only_when_its_last_day_has_ended():
    period = months_after(date(2018, 11, 15), 6, NONE_OFF)

    assert date(2019, 5, 15) == period.last_day
    assert not period.is_over(on=date(2019, 5, 15))
    assert period.is_over(on=date(2019, 5, 16))
    assert date(2019, 5, 16) == period.first_day_after


def test_no_months_at_all_are_over_on_the_day_itself():
    period = months_after(SATURDAY, 0, NONE_OFF)

    assert period.is_over(on=SATURDAY)
    assert SATURDAY == period.first_day_after


def test_a_year_from_29_february_ends_on_28_february():
    period = years_after(date(2024, 2, 29), 1, NONE_OFF)

    assert date(2025, 2, 28) == period.nominal_end == period.last_day


def test_months_pass_the_turn_of_the_year():
    assert date(2026, 1, 30) == months_after(date(2025, 12, 30), 1, NONE_OFF).nominal_end


@pytest.mark.parametrize(
    ("named", "year", "last"),
    [
        ("11-20", 2019, date(2019, 11, 19)),
        ("11-15", 2026, date(2026, 11, 14)),
        ("03-01", 2024, date(2024, 2, 29)),
        ("01-01", 2025, date(2024, 12, 31)),
    ],
)
def test_before_a_day_means_the_day_before_at_the_latest(named, year, last):
    assert last == last_day_before(named, year=year)
