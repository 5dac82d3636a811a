"""Spans of figures: both days counted, named by the calendar, compared with their like."""

from datetime import date

import pytest

from states.spans import Span, SpanKind, span_of


@pytest.mark.parametrize(
    ("start", "end", "kind", "label"),
    [
        (date(2026, 2, 1), date(2026, 2, 28), SpanKind.MONTH, "Tháng 2/2026"),
        (date(2026, 1, 1), date(2026, 3, 31), SpanKind.QUARTER, "Quý I/2026"),
        (date(2025, 10, 1), date(2025, 12, 31), SpanKind.QUARTER, "Quý IV/2025"),
        (date(2026, 1, 1), date(2026, 6, 30), SpanKind.HALF, "6 tháng đầu năm 2026"),
        (date(2025, 7, 1), date(2025, 12, 31), SpanKind.HALF, "6 tháng cuối năm 2025"),
        (date(2025, 1, 1), date(2025, 12, 31), SpanKind.YEAR, "Năm 2025"),
        (date(2024, 12, 15), date(2025, 12, 14), SpanKind.FREE, "15/12/2024–14/12/2025"),
        (date(2025, 2, 1), date(2025, 4, 30), SpanKind.FREE, "01/02/2025–30/04/2025"),
        (date(2024, 7, 1), date(2025, 6, 30), SpanKind.FREE, "01/07/2024–30/06/2025"),
        (date(2024, 2, 1), date(2024, 2, 28), SpanKind.FREE, "01/02/2024–28/02/2024"),
    ],
)
def test_a_span_is_named_by_its_two_days(start: date, end: date, kind: SpanKind, label: str):
    span = Span(start, end)

    assert (kind, label) == (span.kind, span.label.vi)


@pytest.mark.parametrize(
    ("span", "before"),
    [
        (span_of(SpanKind.QUARTER, 2026, 1), span_of(SpanKind.QUARTER, 2025, 4)),
        (span_of(SpanKind.MONTH, 2024, 3), span_of(SpanKind.MONTH, 2024, 2)),
        (span_of(SpanKind.YEAR, 2026), span_of(SpanKind.YEAR, 2025)),
        (
            Span(date(2025, 2, 1), date(2025, 4, 30)),
            Span(date(2024, 11, 1), date(2025, 1, 31)),
        ),
        (
            Span(date(2025, 3, 10), date(2025, 3, 19)),
            Span(date(2025, 2, 28), date(2025, 3, 9)),
        ),
    ],
)
def test_whole_months_follow_whole_months_and_days_as_many_days(span: Span, before: Span):
    assert before == span.before


@pytest.mark.parametrize(
    ("span", "year_before"),
    [
        (span_of(SpanKind.MONTH, 2025, 2), span_of(SpanKind.MONTH, 2024, 2)),
        (span_of(SpanKind.MONTH, 2024, 2), span_of(SpanKind.MONTH, 2023, 2)),
        (span_of(SpanKind.HALF, 2026, 2), span_of(SpanKind.HALF, 2025, 2)),
        (
            Span(date(2024, 2, 10), date(2024, 2, 29)),
            Span(date(2023, 2, 10), date(2023, 2, 28)),
        ),
    ],
)
def test_the_same_span_of_the_year_before_ends_where_its_month_ends(span: Span, year_before: Span):
    assert year_before == span.a_year_before


def test_a_span_of_one_day_counts_it():
    one = date(2025, 3, 10)

    assert Span(date(2025, 3, 9), date(2025, 3, 9)) == Span(one, one).before


def test_no_span_ends_before_it_begins():
    with pytest.raises(ValueError, match="before it begins"):
        Span(date(2025, 3, 2), date(2025, 3, 1))


@pytest.mark.parametrize(
    ("kind", "number"),
    [(SpanKind.QUARTER, 5), (SpanKind.MONTH, 0), (SpanKind.YEAR, 2), (SpanKind.FREE, 1)],
)
def test_no_year_has_a_fifth_quarter(kind: SpanKind, number: int):
    with pytest.raises(ValueError, match="no year has"):
        span_of(kind, 2025, number)
