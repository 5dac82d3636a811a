"""Many cases looked at together: their facts gathered in a few statements, however many they are.

What is gathered is what `workflow.facts.gather` gathers one by one, and it is assessed by the
same guards; nothing is locked. Pages that list cases use it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Row, bindparam, exists, func, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.case import Assessment, assess, rows_from
from states.deadlines import DaysOff
from states.facts import CaseFacts, Quota
from states.plans.book import PlanBook
from states.table import judged_on
from states.terms import Action, CaseState, Phase
from states.transition import Transition
from workflow.access import held_by
from workflow.calendar import days_off, library_days_off
from workflow.engine import FILLS_THE_CAP, plan_of
from workflow.facts import CASES, MOVES, Known, Setting, grounds, put_together, years_around
from workflow.quota import quota_of
from workflow.reported import Sets, read_reported_of

_TABLES = SQLModel.metadata.tables
_HISTORY = _TABLES["history"]
_FIGURES = _TABLES["figure"]
_CORRECTIONS = frozenset({Action.RECTIFY, Action.VOID})
_WHICH: BindParameter[Any] = bindparam("cases", expanding=True)
_LATEST = (
    select(_HISTORY.c.case_id, func.max(_HISTORY.c.effective).label("latest"))
    .where(_HISTORY.c.case_id.in_(_WHICH), _HISTORY.c.deed.in_(MOVES))
    .group_by(_HISTORY.c.case_id)
)
_RECORDED = (
    select(_FIGURES.c.case_id)
    .where(_FIGURES.c.case_id.in_(_WHICH), _FIGURES.c.recorded_by == bindparam("who"))
    .distinct()
)
_OVERRIDDEN = select(exists().select_from(_TABLES["holiday"]))
_BY_NUMBER = (
    select(CASES)
    .where(CASES.c.number.in_(bindparam("numbers", expanding=True)))
    .order_by(CASES.c.number)
)
Gathered = Mapping[UUID, CaseFacts]


def files_of(session: Session, numbers: Iterable[str]) -> Sequence[Row[Any]]:
    """Return the rows of the cases with these numbers, in the order of the numbers."""
    return session.connection().execute(_BY_NUMBER, {"numbers": [*numbers]}).all()


def gather_together(
    session: Session, book: PlanBook, files: Sequence[Row[Any]], setting: Setting
) -> Gathered:
    """Return everything known about each of the cases that day, by the ids of the cases.

    Raises LookupError when a commune is not in the register: a broken database.
    """
    if not files:
        return {}
    connection, who = session.connection(), setting.person
    which = {"cases": [file.id for file in files]}
    standings = grounds(session, {file.commune_id for file in files}, on=setting.on)
    latest = {row.case_id: row.latest for row in connection.execute(_LATEST, which)}
    recorded = {*connection.execute(_RECORDED, which | {"who": who}).scalars()}
    held = held_by(session, who, on=setting.today)
    sets = _figures(session, files)
    calendars = _calendars(session, files)
    return {
        file.id: put_together(
            file,
            plan_of(book, file),
            setting,
            Known(
                standing=standings[file.commune_id],
                held=held,
                sets=sets[file.id],
                last=latest.get(file.id),
                recorded=file.id in recorded,
                days_off=calendars[years_around(file)],
            ),
        )
        for file in files
    }


def rows_in(state: CaseState | None) -> tuple[Transition, ...]:
    """Return the rows of the table that leave a state, corrections left out."""
    return tuple(row for row in rows_from(state) if row.action not in _CORRECTIONS)


def quotas_of(
    session: Session, files: Iterable[Row[Any]], facts: Gathered
) -> dict[tuple[UUID, date], Quota | None]:
    """Return the quota of each province and day the cases are judged on, each read once."""
    found: dict[tuple[UUID, date], Quota | None] = {}
    for file in files:
        known = facts[file.id]
        key = (file.province_id, known.on)
        if key not in found and any(row.action in FILLS_THE_CAP for row in rows_in(known.state)):
            found[key] = quota_of(session, file.province_id, known.plan, on=known.on)
    return found


def assess_together(
    session: Session, files: Sequence[Row[Any]], facts: Gathered
) -> dict[UUID, tuple[Assessment, ...]]:
    """Assess every step the table has for each of the cases, corrections left out."""
    quotas = quotas_of(session, files, facts)
    found = {}
    for file in files:
        known = facts[file.id]
        judged = replace(known, quota=quotas.get((file.province_id, known.on)))
        found[file.id] = tuple(assess(row, judged) for row in rows_in(known.state))
    return found


def _figures(session: Session, files: Sequence[Row[Any]]) -> Mapping[UUID, Sets]:
    """Read the figures that the steps of each state are judged on: one question a set of phases."""
    asked: dict[tuple[Phase, ...], dict[UUID, int]] = {}
    for file in files:
        asked.setdefault(judged_on(CaseState(file.state)), {})[file.id] = file.round
    read: dict[UUID, Sets] = {}
    for phases, rounds in asked.items():
        read |= (
            read_reported_of(session, rounds, phases) if phases else {each: {} for each in rounds}
        )
    return read


def _calendars(session: Session, files: Sequence[Row[Any]]) -> dict[tuple[int, ...], DaysOff]:
    """Return the days off around the ends of the periods, by the years they may end in."""
    wanted = {years_around(file) for file in files}
    known = {years: library_days_off(years) if years else DaysOff() for years in wanted}
    if any(wanted) and session.connection().execute(_OVERRIDDEN).scalar_one():
        every = tuple(sorted({year for years in wanted for year in years}))
        overridden = days_off(session, years=every)
        return {years: overridden if years else DaysOff() for years in wanted}
    return known
