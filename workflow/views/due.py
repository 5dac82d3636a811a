"""When the period a case is in ends: the year of transformation, the months of monitoring.

The day is counted as the guards count it; the conditions find by the first day of the period
what the count would find by its last, so that the database can look for what is overdue.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, false, or_
from sqlmodel import Session

from states.deadlines import MONTHS_A_YEAR, DaysOff, months_after
from states.plans import Plan
from states.plans.book import PlanBook
from states.terms import CaseState, Text
from workflow.calendar import days_off
from workflow.facts import CASES

SOON = 30


@dataclass(frozen=True, slots=True)
class DueDay:
    """The last day of a period and how far off it is; `days` is negative once it has passed."""

    label: Text
    on: date
    days: int


@dataclass(frozen=True, slots=True)
class _Clock:
    """One period that runs in one state: the column it starts from, the parameter it lasts."""

    state: CaseState
    start: str
    length: str
    months_each: int
    label: Text


_CLOCKS = (
    _Clock(
        CaseState.IN_TRANSFORMATION,
        "started_on",
        "transformation.length",
        MONTHS_A_YEAR,
        Text("Hết thời gian chuyển hóa", "End of the transformation"),
    ),
    _Clock(
        CaseState.MONITORING,
        "reviewed_on",
        "monitoring.length",
        1,
        Text("Hết thời gian theo dõi", "End of the monitoring"),
    ),
)
STATES_WITH_A_CLOCK = tuple(clock.state for clock in _CLOCKS)


def calendar_around(session: Session, book: PlanBook, *, on: date) -> DaysOff:
    """Return the days off from the first plan's year to two years from now."""
    first = min((plan.since.year for plan in book.plans.values()), default=on.year)
    return days_off(session, years=tuple(range(min(first, on.year), on.year + 3)))


def due_day(file: Row[Any], plan: Plan | None, calendar: DaysOff, *, on: date) -> DueDay | None:
    """Return when the period the case is in ends, or None when none runs or nobody can say."""
    for clock in _CLOCKS:
        start = getattr(file, clock.start)
        months = _months(plan, clock)
        if file.state == clock.state and start is not None and months:
            last = months_after(start, months, calendar).last_day
            return DueDay(clock.label, last, (last - on).days)
    return None


def ended_before(book: PlanBook, calendar: DaysOff, day: date) -> ColumnElement[bool]:
    """Return the condition that the period a case is in ended before that day."""
    return or_(false(), *_ended_before(book, calendar, day))


def _ended_before(book: PlanBook, calendar: DaysOff, day: date) -> Iterator[ColumnElement[bool]]:
    for clock in _CLOCKS:
        lengths = {plan.digest: _months(plan, clock) for plan in book.plans.values()}
        for months in sorted(set(lengths.values()) - {0}):
            digests = sorted(digest for digest, length in lengths.items() if length == months)
            yield and_(
                CASES.c.state == clock.state,
                CASES.c.plan_digest.in_(digests),
                CASES.c[clock.start] <= _latest_start(months, calendar, day),
            )


def may_have_ended(book: PlanBook, day: date) -> ColumnElement[bool]:
    """Return a condition that holds for every case whose period ended before that day.

    It takes each month for its shortest, so that no calendar is read, and holds wherever nobody
    can say how long the period is.
    """
    allowed = []
    for clock in _CLOCKS:
        lengths = {plan.digest: _months(plan, clock) for plan in book.plans.values()}
        known = [digest for digest, months in lengths.items() if months]
        begun = CASES.c[clock.start]
        over = [
            and_(CASES.c.plan_digest == digest, begun < day - timedelta(days=28 * lengths[digest]))
            for digest in known
        ]
        unsaid = or_(begun.is_(None), CASES.c.plan_digest.not_in(known))
        allowed.append(and_(CASES.c.state == clock.state, or_(unsaid, *over)))
    return or_(*allowed)


def _latest_start(months: int, calendar: DaysOff, day: date) -> date:
    """Return the latest day from which a period of so many months was over on that day."""
    start = day - timedelta(days=28 * months)
    while not months_after(start, months, calendar).is_over(on=day):
        start -= timedelta(days=1)
    return start


def _months(plan: Plan | None, clock: _Clock) -> int:
    length = plan.get(clock.length) if plan else None
    return length.whole * clock.months_each if length else 0
