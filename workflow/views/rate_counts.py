"""The counts behind the rates: cohorts by year, what was recognized, and the areas under way."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.rates import Cohort
from states.terms import CaseState, Level
from workflow.communes import stated_count
from workflow.facts import CASES
from workflow.views.marks import VOIDED_BY
from workflow.views.narrowing import PLACES

_TABLES = SQLModel.metadata.tables
_QUOTAS, _HISTORY = _TABLES["quota"], _TABLES["history"]
_LATER = CASES.alias("later")
_BEGAN = ("select", "extend", "resume", "inherit", "inherit_review", "inherit_monitoring")
GONE = (CaseState.CLOSED, CaseState.DECLINED)
FELL = or_(
    and_(CASES.c.state == CaseState.RELAPSED, CASES.c.relapsed_from == CaseState.RECOGNIZED),
    and_(
        CASES.c.state == CaseState.RECOGNIZED,
        exists().where(_LATER.c.predecessor_id == CASES.c.id).correlate(CASES),
    ),
)


def _of_year(column: ColumnElement[Any], year: int) -> ColumnElement[bool]:
    return column.between(date(year, 1, 1), date(year, 12, 31))


def cohorts(
    session: Session, territory: ColumnElement[bool], year: int
) -> dict[tuple[UUID, str], Cohort]:
    """Count the rounds that began in the year: those that stand, and those that came to nothing."""
    lost = and_(CASES.c.state == CaseState.RELAPSED, CASES.c.relapsed_from == CaseState.MONITORING)
    achieved = and_(CASES.c.reviewed_on.is_not(None), ~lost).label("achieved")
    recognized = CASES.c.recognized_on.is_not(None).label("recognized")
    carried = (CASES.c.round > 1).label("carried")
    which = (CASES.c.province_id, CASES.c.plan, carried, achieved, recognized)
    standing = (
        select(*which, func.count().label("areas"))
        .where(territory, CASES.c.state.not_in(GONE), _of_year(CASES.c.started_on, year))
        .group_by(*which)
    )
    found: dict[tuple[UUID, str], Cohort] = {}
    for row in session.execute(standing):
        key = (row.province_id, row.plan)
        found[key] = _more(found.get(key, Cohort()), row)
    for row in session.execute(_earlier_rounds(territory, year)):
        key = (row.province_id, row.plan)
        was = found.get(key, Cohort())
        again = row.deed in ("extend", "resume")
        found[key] = replace(
            was,
            new=was.new + (0 if again else row.areas),
            carried_over=was.carried_over + (row.areas if again else 0),
        )
    return found


def _earlier_rounds(territory: ColumnElement[bool], year: int) -> Select[Any]:
    """Pick rounds of the year after which another had to begin: none of them was achieved."""
    which = (CASES.c.province_id, CASES.c.plan, _HISTORY.c.deed)
    return (
        select(*which, func.count().label("areas"))
        .select_from(CASES.join(_HISTORY, _HISTORY.c.case_id == CASES.c.id))
        .where(
            territory,
            CASES.c.round > 1,
            CASES.c.state.not_in(GONE),
            _HISTORY.c.deed.in_(_BEGAN),
            _of_year(_HISTORY.c.effective, year),
            _HISTORY.c.effective < CASES.c.started_on,
            VOIDED_BY.is_(None),
        )
        .group_by(*which)
    )


def _more(was: Cohort, row: Row[Any]) -> Cohort:
    achieved = row.areas if row.achieved else 0
    counted = (
        {
            "carried_over": was.carried_over + row.areas,
            "carried_achieved": was.carried_achieved + achieved,
        }
        if row.carried
        else {"new": was.new + row.areas, "new_achieved": was.new_achieved + achieved}
    )
    provisional = was.provisional + (0 if row.recognized else achieved)
    return replace(was, provisional=provisional, **counted)


def recognized(
    session: Session, territory: ColumnElement[bool]
) -> dict[tuple[UUID, str], tuple[int, int]]:
    """Count the areas recognized under each plan, and those of them that fell back."""
    ever = or_(CASES.c.recognized_on.is_not(None), CASES.c.state == CaseState.RECOGNIZED)
    which = (CASES.c.province_id, CASES.c.plan)
    counted = (
        select(*which, func.count().label("areas"), func.count().filter(FELL).label("fell"))
        .where(territory, ever, CASES.c.state.not_in(GONE))
        .group_by(*which)
    )
    return {(row.province_id, row.plan): (row.areas, row.fell) for row in session.execute(counted)}


def provinces(session: Session, ids: set[UUID]) -> dict[UUID, Row[Any]]:
    """Return the rows of the register of some provinces."""
    rows = session.execute(select(PLACES).where(PLACES.c.id.in_(ids)))
    return {row.id: row for row in rows}


def areas(
    session: Session,
    territory: ColumnElement[bool],
    provinces: Mapping[UUID, Row[Any]],
    *,
    on: date,
) -> dict[UUID, tuple[int, int, int]]:
    """Return of each province its commune units, and the areas at work and under monitoring."""
    kept = session.execute(select(_QUOTAS).where(_QUOTAS.c.year == on.year)).all()
    bases = {row.province_id: row.base for row in kept}
    for province, row in provinces.items():
        stated = stated_count(row, on)
        if province not in bases and stated is not None:
            bases[province] = stated.count
    unstated = provinces.keys() - bases.keys()
    if unstated:
        bases |= {row.province_id: row.units for row in session.execute(_units(unstated, on))}
    running = (CaseState.IN_TRANSFORMATION, CaseState.PRELIMINARY_REVIEW, CaseState.MONITORING)
    monitored = CASES.c.state == CaseState.MONITORING
    counted = (
        select(
            CASES.c.province_id,
            func.count().filter(~monitored).label("working"),
            func.count().filter(monitored).label("monitored"),
        )
        .where(territory, CASES.c.state.in_(running))
        .group_by(CASES.c.province_id)
    )
    areas = {row.province_id: row for row in session.execute(counted)}
    return {
        province: (
            bases.get(province, 0),
            areas[province].working if province in areas else 0,
            areas[province].monitored if province in areas else 0,
        )
        for province in provinces
    }


def _units(provinces: Iterable[UUID], on: date) -> Select[Any]:
    """Count the communes with a code that each province has on a day."""
    begun = or_(PLACES.c.valid_from.is_(None), PLACES.c.valid_from <= on)
    lasting = or_(PLACES.c.valid_until.is_(None), PLACES.c.valid_until >= on)
    return (
        select(PLACES.c.province_id, func.count().label("units"))
        .where(
            PLACES.c.level == Level.COMMUNE,
            PLACES.c.province_id.in_(sorted(provinces)),
            PLACES.c.code.is_not(None),
            begun,
            lasting,
        )
        .group_by(PLACES.c.province_id)
    )
