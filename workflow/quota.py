"""The cap, held by the database: one row per province and year, locked before it is counted.

The base is the number of commune units on the day of the first list of the year, frozen with
its source; `used` begins with the areas carried over and never passes the cap.
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Row, bindparam, case, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_on_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_on_sqlite
from sqlmodel import Session, SQLModel

import workflow.models.cases  # noqa: F401 - the table read below
from states.facts import Quota
from states.plans import Plan
from states.terms import CaseState
from workflow.communes import UnitCount, commune_count_on
from workflow.facts import CASES

_QUOTAS = SQLModel.metadata.tables["quota"]
_READ = select(_QUOTAS).where(
    _QUOTAS.c.province_id == bindparam("province"), _QUOTAS.c.year == bindparam("of_year")
)
_LOCK = _READ.with_for_update()
_USE = (
    update(_QUOTAS)
    .where(_QUOTAS.c.province_id == bindparam("province"), _QUOTAS.c.year == bindparam("of_year"))
    .values(used=_QUOTAS.c.used + bindparam("more"))
)

# Whoever makes the row of a year and whoever counts an inherited area in take turns here;
# rows that only name the province are not kept waiting.
_PLACES = SQLModel.metadata.tables["place"]
_TURN = (
    select(_PLACES.c.id)
    .where(_PLACES.c.id == bindparam("province"))
    .with_for_update(key_share=True)
)
_ON_THAT_DAY: BindParameter[date] = bindparam("on")
_NOT_RECOGNIZED_YET = or_(CASES.c.recognized_on.is_(None), CASES.c.recognized_on > _ON_THAT_DAY)
# What the days say, not today's state: a list recorded late counts who was at work on its day.
_ACTIVE = select(
    func.count()
    .filter(or_(CASES.c.reviewed_on.is_(None), CASES.c.reviewed_on > _ON_THAT_DAY))
    .label("working"),
    func.count().filter(CASES.c.reviewed_on <= _ON_THAT_DAY).label("monitored"),
).where(
    CASES.c.province_id == bindparam("province"),
    CASES.c.started_on <= _ON_THAT_DAY,
    _NOT_RECOGNIZED_YET,
    CASES.c.state.not_in([CaseState.CLOSED, CaseState.RELAPSED]),
)
_MORE = _QUOTAS.c.used + 1
_INHERIT = (
    update(_QUOTAS)
    .where(_QUOTAS.c.province_id == bindparam("province"), _QUOTAS.c.year >= bindparam("of_year"))
    .values(used=_MORE, cap=case((_QUOTAS.c.cap < _MORE, _MORE), else_=_QUOTAS.c.cap))
)


def active_areas(session: Session, province: UUID, *, on: date) -> tuple[int, int]:
    """Return how many areas of a province are in transformation, and in monitoring, that day."""
    counted = session.connection().execute(_ACTIVE, {"province": province, "on": on}).one()
    return counted.working, counted.monitored


def quota_of(session: Session, province: UUID, plan: Plan | None, *, on: date) -> Quota | None:
    """Return the province's quota of that year as it stands, without locking or making it."""
    row = session.execute(_READ, {"province": province, "of_year": on.year}).one_or_none()
    working, monitoring = active_areas(session, province, on=on)
    if row is not None:
        return _as_fact(row, monitoring)
    if plan is None or plan.get("cap.share") is None:
        return None
    count = commune_count_on(session, province, on)
    return Quota(on.year, count.count, working, monitoring, source=count.document)


def locked_quota(
    session: Session, province: UUID, plan: Plan | None, *, on: date, adding: int = 1
) -> Quota | None:
    """Lock the province's quota of that year, making its row first where there is none.

    `adding` is how many areas the list at hand would add.

    None when the plan sets no cap or the number of units is not known: the cap's finding then
    says so and nothing is selected.
    """
    share = plan.get("cap.share") if plan else None
    if share is None:
        return None
    which = {"province": province, "of_year": on.year}
    row = session.execute(_LOCK, which).one_or_none()
    if row is None:
        count = commune_count_on(session, province, on)
        if not count.count:
            return None
        _make(session, province, share.fraction, count, on=on)
        row = session.execute(_LOCK, which).one()
    return replace(_as_fact(row, active_areas(session, province, on=on)[1]), adding=adding)


def use_quota(session: Session, province: UUID, *, year: int, more: int) -> None:
    """Count areas into the year, or out of it when `more` is negative.

    Raises sqlalchemy.exc.IntegrityError when the cap would be passed: the lock was missing.
    """
    session.execute(_USE, {"province": province, "of_year": year, "more": more})


def inherit_into_quota(session: Session, province: UUID, *, year: int) -> None:
    """Count an inherited area into every year since its start whose row stands already.

    An earlier decision is a fact: it is counted even past the cap, and then nothing more is
    selected that year.
    """
    session.execute(_TURN, {"province": province})
    session.execute(_INHERIT, {"province": province, "of_year": year})


def _make(session: Session, province: UUID, share: Fraction, count: UnitCount, *, on: date) -> None:
    """Make the row of a year, with the areas that stand in transformation when its turn comes."""
    session.execute(_TURN, {"province": province})
    working, _ = active_areas(session, province, on=on)
    row = {
        "province_id": province,
        "year": on.year,
        "base": count.count,
        "cap": max(int(share * count.count), working),
        "used": working,
        "source": count.document,
    }
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    insert = insert_on_sqlite if on_sqlite else insert_on_postgresql
    session.execute(insert(_QUOTAS).values(row).on_conflict_do_nothing())


def _as_fact(row: Row[Any], monitoring: int) -> Quota:
    return Quota(row.year, row.base, row.used, monitoring, source=row.source)
