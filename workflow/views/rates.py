"""The overview in numbers: rates by province and plan, caps, states, what is late or silent.

Read in few questions that the database counts; the arithmetic is in `states.rates`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, select
from sqlmodel import Session

import workflow.models  # noqa: F401 - the tables read below
from states.plans import Plan
from states.plans.book import PlanBook
from states.rates import HOW_COUNTED, Cap, Cohort, Rate, cap_of, no_relapse, yearly_success
from states.terms import Text
from workflow.access import within
from workflow.calendar import HANOI
from workflow.database import stored_instant
from workflow.due import reckoning
from workflow.facts import CASES
from workflow.views.looking import LAST_ACT
from workflow.views.naming import unit
from workflow.views.narrowing import PLACES
from workflow.views.rate_counts import FELL, GONE, areas, cohorts, provinces, recognized
from workflow.views.tally import Tally, clocks, tally

__all__ = ["Cap", "Ground", "Overview", "Rate", "Relapsed", "Wanted", "overview"]
NAMED = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which year is asked for, and after how many days without a deed a case is silent."""

    year: int
    silent_days: int


@dataclass(frozen=True, slots=True)
class Ground:
    """One province under one plan in one year: its cohort and its three numbers."""

    province: UUID
    name: Text
    plan: str
    plan_name: Text
    cohort: Cohort
    yearly: Rate
    lasting: Rate
    cap: Cap | None
    how: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Relapsed:
    """One recognized area that became complex again."""

    number: str
    name: Text


@dataclass(frozen=True, slots=True)
class Overview:
    """All the first page of the leadership shows of one year."""

    year: int
    on: date
    grounds: tuple[Ground, ...]
    relapsed: tuple[Relapsed, ...]
    tally: Tally
    rounds: Mapping[int, int]
    silent: int
    silent_days: int


def overview(
    session: Session, book: PlanBook, asked: Wanted, *, places: frozenset[UUID], at: datetime
) -> Overview:
    """Return the numbers of one year within the places, as they stand at that instant."""
    territory, on, year = within(places), at.astimezone(HANOI).date(), asked.year
    begun = cohorts(session, territory, year)
    held = recognized(session, territory)
    keys = sorted({*begun, *held}, key=lambda key: (key[0].hex, key[1]))
    names = provinces(session, {province for province, _ in keys})
    sizes = areas(session, territory, names, on=on)
    grounds = tuple(
        _ground(key, names, sizes, book.plan(key[1]), (begun.get(key), held.get(key)))
        for key in keys
        if key[0] in names
    )
    return Overview(
        year=year,
        on=on,
        grounds=tuple(sorted(grounds, key=lambda ground: ground.name.vi)),
        relapsed=tuple(_relapsed(session, territory)),
        tally=tally(session, territory, clocks(book, reckoning(session, book, on=on), on=on)),
        rounds=_rounds(session, territory),
        silent=_silent(session, territory, at=at, days=asked.silent_days),
        silent_days=asked.silent_days,
    )


def _ground(
    key: tuple[UUID, str],
    names: Mapping[UUID, Row[Any]],
    sizes: Mapping[UUID, tuple[int, int, int]],
    plan: Plan | None,
    counted: tuple[Cohort | None, tuple[int, int] | None],
) -> Ground:
    province, plan_id = key
    cohort, (successful, fell) = counted[0] or Cohort(), counted[1] or (0, 0)
    return Ground(
        province=province,
        name=unit(names[province].kind, names[province].name),
        plan=plan_id,
        plan_name=plan.name if plan else Text(plan_id, plan_id),
        cohort=cohort,
        yearly=yearly_success(cohort, plan),
        lasting=no_relapse(successful, fell, plan),
        cap=cap_of(*sizes[province], plan),
        how=HOW_COUNTED,
    )


def _relapsed(session: Session, territory: ColumnElement[bool]) -> Iterator[Relapsed]:
    """Name the recognized areas that became complex again, the latest cases first."""
    rows = session.execute(
        select(CASES.c.number, PLACES.c.kind, PLACES.c.name)
        .join(PLACES, PLACES.c.id == CASES.c.commune_id)
        .where(territory, FELL)
        .order_by(CASES.c.number.desc())
        .limit(NAMED)
    )
    for row in rows:
        yield Relapsed(row.number, unit(row.kind, row.name))


def _rounds(session: Session, territory: ColumnElement[bool]) -> dict[int, int]:
    """Count the areas under way by the round they are in."""
    rows = session.execute(
        select(CASES.c.round, func.count().label("areas"))
        .where(territory, CASES.c.started_on.is_not(None), CASES.c.state.not_in(GONE))
        .group_by(CASES.c.round)
        .order_by(CASES.c.round)
    )
    return {row.round: row.areas for row in rows}


def _silent(session: Session, territory: ColumnElement[bool], *, at: datetime, days: int) -> int:
    """Count the open cases nobody has done anything to for so many days."""
    since = stored_instant(at - timedelta(days=days))
    counted: int = session.execute(
        select(func.count()).select_from(CASES).where(territory, CASES.c.is_open, since >= LAST_ACT)
    ).scalar_one()
    return counted
