"""Many cases looked at together: their facts gathered in a few statements, however many they are.

What is gathered is what `workflow.facts.gather` gathers one by one, and it is assessed by the
same guards; nothing is locked. Pages that list cases use it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, exists, false, func, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.case import Assessment, assess, rows_from
from states.deadlines import NONE_OFF, DaysOff
from states.facts import CaseFacts, Quota
from states.plans.book import PlanBook
from states.table import judged_on
from states.terms import CaseState
from states.transition import Transition
from workflow.access import Held, held_by
from workflow.calendar import days_off_of_each
from workflow.engine import FILLS_THE_CAP, plan_of
from workflow.facts import CASES, CORRECTIONS, STANDS, Known, Setting, put_together, years_around
from workflow.ground import grounds
from workflow.known_quotas import known_quotas
from workflow.reported import Sets, read_reported_of
from workflow.sides import side_of
from workflow.waivers import granted_to, judged_again

_TABLES = SQLModel.metadata.tables
_HISTORY = _TABLES["history"]
_FIGURES = _TABLES["figure"]
_SIDE = side_of(bindparam("who", type_=_FIGURES.c.recorded_by.type))
AROUND = (
    select(func.max(_HISTORY.c.effective))
    .where(_HISTORY.c.case_id == CASES.c.id, STANDS)
    .correlate(CASES)
    .scalar_subquery()
    .label("latest"),
    func.coalesce(CASES.c.proposed_by.in_(_SIDE), false()).label("proposed"),
    exists()
    .where(_FIGURES.c.case_id == CASES.c.id, _FIGURES.c.recorded_by.in_(_SIDE))
    .correlate(CASES)
    .label("recorded"),
)
"""Columns beside a case's: its latest step's day, and what the side of `who` did for it."""
_AROUND = select(CASES.c.id, *AROUND).where(CASES.c.id.in_(bindparam("cases", expanding=True)))
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
    session: Session,
    book: PlanBook,
    files: Sequence[Row[Any]],
    setting: Setting,
    held: Held | None = None,
) -> Gathered:
    """Return everything known about each of the cases that day, by the ids of the cases.

    `held` are the person's powers today where they were read already, and the rows of `files`
    may hold `AROUND` already. At most five statements.
    Raises LookupError when a commune is not in the register: a broken database.
    """
    if not files:
        return {}
    who = setting.person
    standings = grounds(session, {file.commune_id for file in files}, on=setting.on)
    around = _around(session, files, who)
    if held is None:
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
                sets=sets.get(file.id, {}),
                last=around[file.id].latest,
                proposed=bool(around[file.id].proposed),
                recorded=bool(around[file.id].recorded),
                days_off=calendars[years_around(file)],
            ),
        )
        for file in files
    }


def _around(session: Session, files: Sequence[Row[Any]], who: UUID) -> Mapping[UUID, Row[Any]]:
    if "recorded" in files[0]._fields:
        return {file.id: file for file in files}
    which = {"cases": [file.id for file in files], "who": who}
    return {row.id: row for row in session.connection().execute(_AROUND, which)}


def rows_in(state: CaseState | None) -> tuple[Transition, ...]:
    """Return the rows of the table that leave a state, corrections left out."""
    return tuple(row for row in rows_from(state) if row.action not in CORRECTIONS)


def quotas_of(
    session: Session, files: Iterable[Row[Any]], facts: Gathered
) -> dict[UUID, Quota | None]:
    """Return the quota each case that may fill the cap is judged on: one question for a day."""
    filling: dict[date, list[Row[Any]]] = {}
    for file in files:
        if any(row.action in FILLS_THE_CAP for row in rows_in(facts[file.id].state)):
            filling.setdefault(facts[file.id].on, []).append(file)
    found = {}
    for day, fillers in filling.items():
        known = known_quotas(session, {file.province_id for file in fillers}, on=day)
        for file in fillers:
            found[file.id] = known[file.province_id].under(facts[file.id].plan)
    return found


def assess_together(
    session: Session, files: Sequence[Row[Any]], facts: Gathered
) -> dict[UUID, tuple[Assessment, ...]]:
    """Assess every step the table has for each of the cases, corrections left out.

    Waivers are looked for unless a row says by `has_waivers` that its case has none.
    """
    quotas = quotas_of(session, files, facts)
    known = {file.id: replace(facts[file.id], quota=quotas.get(file.id)) for file in files}
    found = {
        case: tuple(assess(row, judged) for row in rows_in(judged.state))
        for case, judged in known.items()
    }
    waived = granted_to(
        session,
        [
            file
            for file in files
            if getattr(file, "has_waivers", True)
            and any(one.asks_for_waivers for one in found[file.id])
        ],
    )
    for case, granted in waived.items():
        found[case] = judged_again(found[case], known[case], granted)
    return found


def _figures(session: Session, files: Sequence[Row[Any]]) -> Mapping[UUID, Sets]:
    """Read the figures that the steps of the states are judged on, in one question."""
    phases = {file.id: judged_on(CaseState(file.state)) for file in files}
    rounds = {file.id: file.round for file in files if phases[file.id]}
    asked = sorted({phase for each in phases.values() for phase in each})
    return read_reported_of(session, rounds, asked) if rounds else {}


def _calendars(session: Session, files: Sequence[Row[Any]]) -> dict[tuple[int, ...], DaysOff]:
    """Return the days off around the ends of the periods, by the years they may end in."""
    spans = {years_around(file) for file in files} - {()}
    return {(): NONE_OFF, **(days_off_of_each(session, spans) if spans else {})}
