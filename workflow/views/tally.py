"""The case list in numbers, and the values its filters offer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, case, func, not_, or_, select, true
from sqlmodel import Session

from states.deadlines import DaysOff
from states.plans.book import PlanBook
from states.terms import CaseState, Level, Text
from states.wording import day
from workflow.facts import CASES
from workflow.views.due import SOON, STATES_WITH_A_CLOCK, ended_before
from workflow.views.naming import unit
from workflow.views.narrowing import PLACES, YEAR, Asked, Due

_PLACE = tuple(PLACES.c[name] for name in ("id", "level", "kind", "name", "valid_until"))


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a filter offers."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cases there are within a territory: in each state, and at the end of a period."""

    states: Mapping[CaseState, int]
    due: Mapping[Due, int]
    years: tuple[str, ...]

    @property
    def whole(self) -> int:
        """How many there are in all."""
        return sum(self.states.values())

    def of(self, asked: Asked) -> int | None:
        """Return how many were asked for; None where counting them would take a search."""
        narrowed = (asked.words, asked.province, asked.district, asked.area_type, asked.year)
        if any(narrowed) or asked.plan or asked.inherited or (asked.due and asked.states):
            return None
        if asked.due:
            return self.due[asked.due]
        return sum(self.states.get(state, 0) for state in asked.states or CaseState)


def clocks(book: PlanBook, calendar: DaysOff, *, on: date) -> dict[Due, ColumnElement[bool]]:
    """Return the conditions that a case's period is over, or will be in thirty days."""
    over = ended_before(book, calendar, on)
    ending = ended_before(book, calendar, on + timedelta(days=SOON + 1))
    return {Due.OVERDUE: over, Due.SOON: and_(ending, not_(over))}


def tally(
    session: Session, territory: ColumnElement[bool], due: Mapping[Due, ColumnElement[bool]]
) -> Tally:
    """Count the cases of a territory; the states and years are read from an index alone."""
    sums = [func.sum(case((condition, 1), else_=0)).label(name) for name, condition in due.items()]
    running = CASES.c.state.in_(STATES_WITH_A_CLOCK)
    ends = select(*sums).select_from(CASES).where(territory, running).subquery("ends")
    counted = (func.count().label("cases"), func.min(YEAR).label("since"))
    statement = (
        select(CASES.c.state, *counted, func.max(YEAR).label("until"), *ends.c)
        .select_from(CASES.join(ends, true()))
        .where(territory)
        .group_by(CASES.c.state, *ends.c)
    )
    rows = session.execute(statement).all()
    return Tally(
        states={CaseState(row.state): row.cases for row in rows},
        due={name: getattr(rows[0], name) or 0 if rows else 0 for name in due},
        years=tuple(_years(rows)),
    )


def territories(session: Session, places: frozenset[UUID], asked: Asked) -> Sequence[Row[Any]]:
    """Return the provinces held, and the districts of the one province the list is about."""
    held = and_(PLACES.c.level == Level.PROVINCE, PLACES.c.id.in_(places))
    only = asked.province or (next(iter(places)) if len(places) == 1 else None)
    below = and_(PLACES.c.level == Level.DISTRICT, PLACES.c.province_id == only)
    order = (PLACES.c.sort_key, PLACES.c.valid_until)
    return session.execute(select(*_PLACE).where(or_(held, below)).order_by(*order)).all()


def choices(rows: Sequence[Row[Any]], level: Level) -> Iterator[Choice]:
    """Return the places of a level to choose from; a former province says until when it was."""
    for row in rows:
        if row.level == level:
            label = unit(row.kind, row.name)
            if row.valid_until and level is Level.PROVINCE:
                until = day(row.valid_until)
                label = Text(f"{label.vi} (đến {until})", f"{label.en} (until {until})")
            yield Choice(row.id.hex, label)


def _years(rows: Sequence[Row[Any]]) -> Iterator[str]:
    if rows:
        first, last = min(row.since for row in rows), max(row.until for row in rows)
        yield from (str(year) for year in range(int(last), int(first) - 1, -1))
