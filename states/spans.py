"""The time figures are of: a month, a quarter, a half, a year or any other days, both counted.

Which calendar span it is follows from its two days alone: the same days are the same figures,
however they were chosen. Whole months are compared with whole months, other days with as many.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from states.terms import Term, Text
from states.wording import day

DAY = timedelta(days=1)
YEAR = 12
ROMAN = ("I", "II", "III", "IV")


class SpanKind(Term):
    """Which span of the calendar the days of some figures are."""

    MONTH = "month", "Tháng", "Month"
    QUARTER = "quarter", "Quý", "Quarter"
    HALF = "half", "Sáu tháng", "Half-year"
    YEAR = "year", "Năm", "Year"
    FREE = "free", "Kỳ khác", "Other days"

    @property
    def months(self) -> int:
        """How many months such a span has; none are told for other days."""
        return _MONTHS[self.value]


_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": YEAR, "free": 0}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from the first to the last, both counted.

    Raises ValueError when it ends before it begins.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse days in the wrong order."""
        if self.end < self.start:
            message = "a span ends before it begins"
            raise ValueError(message)

    @property
    def kind(self) -> SpanKind:
        """Which span of the calendar this is."""
        for kind in (SpanKind.MONTH, SpanKind.QUARTER, SpanKind.HALF, SpanKind.YEAR):
            if self._months == kind.months and (self.start.month - 1) % kind.months == 0:
                return kind
        return SpanKind.FREE

    @property
    def label(self) -> Text:
        """What the span is called."""
        year, month = self.start.year, self.start.month
        match self.kind:
            case SpanKind.MONTH:
                return Text(f"Tháng {month}/{year}", f"Month {month}/{year}")
            case SpanKind.QUARTER:
                which = ROMAN[(month - 1) // 3]
                return Text(f"Quý {which}/{year}", f"Quarter {which}/{year}")
            case SpanKind.HALF if month == 1:
                return Text(f"6 tháng đầu năm {year}", f"First half of {year}")
            case SpanKind.HALF:
                return Text(f"6 tháng cuối năm {year}", f"Second half of {year}")
            case SpanKind.YEAR:
                return Text(f"Năm {year}", f"Year {year}")
        days = f"{day(self.start)}–{day(self.end)}"
        return Text(days, days)

    @property
    def before(self) -> "Span":
        """The span before it: as many whole months, or as many days, up to the day before."""
        last = self.start - DAY
        if self._months:
            return Span(_moved(self.start, -self._months), last)
        return Span(self.start - (self.end - self.start) - DAY, last)

    @property
    def a_year_before(self) -> "Span":
        """The same days of the year before; a whole month ends on its own last day."""
        start, end = _moved(self.start, -YEAR), _moved(self.end, -YEAR)
        if self._months:
            end = end.replace(day=_days_in(end))
        return Span(start, end)

    @property
    def _months(self) -> int:
        """How many whole months these days are, none when they are not."""
        if self.start.day != 1 or self.end.day != _days_in(self.end):
            return 0
        years = self.end.year - self.start.year
        return years * YEAR + self.end.month - self.start.month + 1


def span_of(kind: SpanKind, year: int, number: int = 1) -> Span:
    """Return the span of the calendar of a kind: the number counts from 1 within the year.

    Raises ValueError for a number the year does not have, and for other days.
    """
    if not kind.months or not 1 <= number <= YEAR // kind.months:
        message = f"no year has {kind} {number}"
        raise ValueError(message)
    last = date(year, number * kind.months, 1)
    first = last.replace(month=last.month - kind.months + 1)
    return Span(first, last.replace(day=_days_in(last)))


def _days_in(month: date) -> int:
    return monthrange(month.year, month.month)[1]


def _moved(start: date, months: int) -> date:
    """Return the same day some months off, or the last day of a month that has it not."""
    years, month = divmod(start.month - 1 + months, YEAR)
    first = date(start.year + years, month + 1, 1)
    return first.replace(day=min(start.day, _days_in(first)))
