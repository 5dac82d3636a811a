"""How dates, numbers and spans are written on the page."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from web import filters


def test_a_day_is_written_day_month_year() -> None:
    assert filters.day(date(2026, 9, 8)) == "08/09/2026"


@pytest.mark.parametrize(
    "at", ["2026-09-08T01:05:00.000000Z", datetime(2026, 9, 8, 1, 5, tzinfo=UTC)]
)
def test_an_instant_is_shown_in_vietnamese_time(at: str | datetime) -> None:
    assert filters.instant(at) == "08:05 ngày 08/09/2026"
    assert filters.instant(at, "en") == "08:05 on 08/09/2026"
    assert filters.clock(at) == "08/09/2026 08:05:00"


def test_an_instant_late_in_the_day_falls_on_the_next_one_in_vietnam() -> None:
    assert filters.instant("2026-09-07T17:00:00.000000Z") == "00:00 ngày 08/09/2026"


@pytest.mark.parametrize(
    ("quantity", "written"),
    [
        (0, "0"),
        (1234567, "1.234.567"),
        (Decimal("1234567.8"), "1.234.567,8"),
        (Fraction(77, 5), "15,4"),
        (Fraction(4, 2), "2"),
    ],
)
def test_numbers_have_thousands_dots_and_a_decimal_comma(
    quantity: int | Decimal | Fraction, written: str
) -> None:
    assert filters.number(quantity) == written


@pytest.mark.parametrize(
    ("ratio", "written"),
    [
        (Fraction(9, 11), "81,8%"),
        (Fraction(4, 5), "80%"),
        (Fraction(0), "0%"),
        (Fraction(5, 9), "55,6%"),
        (Fraction(5996, 10000), "59,96%"),
        (Fraction(8004, 10000), "80,04%"),
        (Fraction(79996, 100000), "79,996%"),
    ],
)
def test_a_ratio_never_looks_like_a_whole_per_cent_it_is_not(ratio: Fraction, written: str) -> None:
    assert filters.percent(ratio) == written


def test_a_ratio_just_short_of_two_thirds_is_not_shown_as_two_thirds() -> None:
    two_thirds = Fraction(2, 3)

    assert filters.percent(Fraction(6666, 10000), two_thirds) == "66,66%"
    assert filters.percent(two_thirds, two_thirds) == "66,666667%"


def test_an_exact_ratio_is_written_as_a_fraction() -> None:
    assert filters.fraction(Fraction(5, 9)) == "5/9"


@pytest.mark.parametrize(
    ("days", "vietnamese", "english"),
    [
        (12, "còn 12 ngày", "12 days left"),
        (1, "còn 1 ngày", "1 day left"),
        (0, "hạn hôm nay", "due today"),
        (-7, "quá hạn 7 ngày", "7 days overdue"),
    ],
)
def test_the_distance_of_a_due_day_is_said_in_words(
    days: int, vietnamese: str, english: str
) -> None:
    assert filters.days_left(days) == vietnamese
    assert filters.days_left(days, "en") == english


@pytest.mark.parametrize(
    ("days", "kind"), [(None, "none"), (-1, "overdue"), (0, "soon"), (30, "soon"), (31, "later")]
)
def test_a_due_day_within_thirty_days_is_soon(days: int | None, kind: str) -> None:
    assert filters.urgency(days) == kind


@pytest.mark.parametrize(
    ("exact", "written"),
    [
        ("<= 2026-03-02", "≤ 02/03/2026"),
        (">= 80/100", "≥ 80%"),
        ("= no", "không"),
        ("officer, secretary", "Cán bộ lập hồ sơ, Thư ký Hội đồng thẩm định"),
        ("xa · phuong", "xã · phường"),
        ("2026-03-02", "02/03/2026"),
        ("4/5", "4/5 (80%)"),
        ("5/29", "5/29 (17,2%)"),
        ("31/12", "31/12"),
        ("5/0", "5/0"),
        ("1234", "1.234"),
        ("có", "có"),
        ("07/QĐ-BCĐ138", "07/QĐ-BCĐ138"),
        ("", ""),
    ],
)
def test_exact_values_of_findings_are_written_for_people(exact: str, written: str) -> None:
    assert filters.exact(exact) == written
