"""Counting periods and due days as the Civil Code 2015 counts them, Art. 147 and 148.

The plans do not cite the Code: applying it is inferred (general rule for periods in law).
Days off are passed in; nothing here reads a clock or a calendar.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5
MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Public holidays and compensation days, and weekend days swapped into working days."""

    holidays: frozenset[date] = frozenset()
    worked_weekends: frozenset[date] = frozenset()

    def has(self, day: date) -> bool:
        """Whether offices are closed on that day."""
        if day in self.holidays:
            return True
        return day.weekday() >= SATURDAY and day not in self.worked_weekends


NONE_OFF = DaysOff()


@dataclass(frozen=True, slots=True)
class Period:
    """A period from an event: the event's day is not counted (Art. 147(3)).

    `nominal_end` is the corresponding day (Art. 148(3)-(4)); `last_day` is the next working
    day when that one is a day off (Art. 148(5)). The period is over the day after.
    """

    event: date
    nominal_end: date
    last_day: date

    def is_over(self, *, on: date) -> bool:
        """Whether the whole last day, until 24:00 (Art. 148(6)), lies behind."""
        return on > self.last_day

    @property
    def first_day_after(self) -> date:
        """The earliest day on which what must wait for the period may happen."""
        return self.last_day + timedelta(days=1)


def months_after(event: date, months: int, days_off: DaysOff) -> Period:
    """Return the period of so many months after an event.

    A month without the corresponding day ends on its last day (Art. 148(3)): 31/08 and six
    months is 28/02. No months at all end on the event's own day, whatever day it is.
    """
    if months == 0:
        return Period(event, event, event - timedelta(days=1))
    count = event.year * MONTHS_A_YEAR + event.month - 1 + months
    year, month = divmod(count, MONTHS_A_YEAR)
    last = calendar.monthrange(year, month + 1)[1]
    end = date(year, month + 1, min(event.day, last))
    return Period(event, end, next_working_day(end, days_off))


def years_after(event: date, years: int, days_off: DaysOff) -> Period:
    """Return the period of so many years after an event (Art. 148(4)); 29/02 ends on 28/02."""
    return months_after(event, years * MONTHS_A_YEAR, days_off)


def next_working_day(day: date, days_off: DaysOff) -> date:
    """Return that day, or the first working day after it when it is a day off."""
    while days_off.has(day):
        day += timedelta(days=1)
    return day


def last_day_before(month_and_day: str, *, year: int) -> date:
    """Return the last day on time for "trước ngày dd/mm": the day before, never shifted.

    `month_and_day` is "11-20" or "11-15". A named day is not a period: Art. 148(5) does not
    move it (inferred).
    """
    month, day = month_and_day.split("-")
    return date(year, int(month), int(day)) - timedelta(days=1)
