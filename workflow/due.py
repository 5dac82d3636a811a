"""When the period a case is in ends: the year of transformation, the months of monitoring.

The day is counted as the guards count it; the conditions find by the first day of the period
what the count would find by its last, so that the database can look for what is overdue.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, false, or_
from sqlmodel import Session

from states.deadlines import MONTHS_A_YEAR, DaysOff, months_after
from states.plans import Plan
from states.plans.book import PlanBook
from states.segments import Segment, period_with, progress
from states.terms import CaseState, Text
from workflow.calendar import days_off
from workflow.engine import plan_of
from workflow.facts import CASES
from workflow.segments import running_with_segments

SOON = 30


@dataclass(frozen=True, slots=True)
class DueDay:
    """The last day of a period and how far off it is; `days` is negative once it has passed.

    `progress` says on which of its days a period is that was paused or extended.
    """

    label: Text
    on: date
    days: int
    progress: Text | None = None


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What the ends of periods are counted with: the days off, and each period's segments."""

    days_off: DaysOff
    lengthened: tuple[tuple[Row[Any], tuple[Segment, ...]], ...] = ()

    def segments(self, case: UUID) -> tuple[Segment, ...]:
        """Return the pauses and extensions of the period a case is in."""
        return next((found for row, found in self.lengthened if row.id == case), ())


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


def reckoning(session: Session, book: PlanBook, *, on: date) -> Reckoning:
    """Return the days off from the first plan's year to two years from now, and all segments."""
    first = min((plan.since.year for plan in book.plans.values()), default=on.year)
    years = tuple(range(min(first, on.year), on.year + 3))
    return Reckoning(days_off(session, years=years), tuple(running_with_segments(session)))


def due_day(
    file: Row[Any],
    plan: Plan | None,
    calendar: DaysOff,
    segments: Sequence[Segment] = (),
    *,
    on: date,
) -> DueDay | None:
    """Return when the period the case is in ends, or None when none runs or nobody can say."""
    for clock in _CLOCKS:
        start = getattr(file, clock.start)
        months = _months(plan, clock)
        if file.state == clock.state and start is not None and months:
            mine = [one for one in segments if one.state is clock.state]
            period = period_with(start, months, calendar, mine, on=on)
            last = period.last_day
            return DueDay(clock.label, last, (last - on).days, progress(period, mine, on=on))
    return None


def ended_before(book: PlanBook, known: Reckoning, day: date, *, on: date) -> ColumnElement[bool]:
    """Return the condition that the period a case is in, as it stands today, ends before a day."""
    ended = or_(false(), *_ended_before(book, known.days_off, day))
    if not known.lengthened:
        return ended
    found = (
        (row.id, due_day(row, plan_of(book, row), known.days_off, segments, on=on))
        for row, segments in known.lengthened
    )
    over = [case for case, due in found if due and due.on < day]
    apart = [row.id for row, _ in known.lengthened]
    return or_(and_(ended, CASES.c.id.not_in(apart)), CASES.c.id.in_(over))


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

    It takes each month for its shortest and no pause or extension, so that no calendar is read,
    and holds wherever nobody can say how long the period is.
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
