"""The caps of several provinces as they stand, read in one question for a page; nothing is locked.

`workflow.quota.quota_of` says the same of one province; what a decision is recorded on is
locked there.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Row, Select, and_, bindparam, func, or_, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.facts import Quota
from states.plans import Plan
from states.terms import CaseState, Level
from workflow.communes import UnitCount, stated_count
from workflow.facts import CASES
from workflow.territory.gazetteer import PACKAGE

_QUOTAS = SQLModel.metadata.tables["quota"]
_PLACES = SQLModel.metadata.tables["place"]
_UNITS = _PLACES.alias("units")
_DAY: BindParameter[date] = bindparam("on")
_OF_YEAR = and_(_QUOTAS.c.province_id == _PLACES.c.id, _QUOTAS.c.year == bindparam("of_year"))
_NOT_REVIEWED = or_(CASES.c.reviewed_on.is_(None), CASES.c.reviewed_on > _DAY)


def _areas(*narrowed: ColumnElement[bool]) -> Select[Any]:
    return select(func.count()).where(
        CASES.c.province_id == _PLACES.c.id,
        CASES.c.started_on <= _DAY,
        or_(CASES.c.recognized_on.is_(None), CASES.c.recognized_on > _DAY),
        CASES.c.state.not_in([CaseState.CLOSED, CaseState.RELAPSED]),
        *narrowed,
    )


_COUNTED = select(func.count()).where(
    _UNITS.c.level == Level.COMMUNE,
    _UNITS.c.province_id == _PLACES.c.id,
    _UNITS.c.code.is_not(None),
    or_(_UNITS.c.valid_from.is_(None), _UNITS.c.valid_from <= _DAY),
    or_(_UNITS.c.valid_until.is_(None), _UNITS.c.valid_until >= _DAY),
)
_KNOWN: Select[Any] = (
    select(
        _PLACES.c.id,
        _PLACES.c.folded,
        _PLACES.c.valid_from,
        _PLACES.c.valid_until,
        _QUOTAS.c.base,
        _QUOTAS.c.used,
        _QUOTAS.c.source,
        _areas(_NOT_REVIEWED).correlate(_PLACES).scalar_subquery().label("working"),
        _areas(CASES.c.reviewed_on <= _DAY).correlate(_PLACES).scalar_subquery().label("monitored"),
        _COUNTED.correlate(_PLACES).scalar_subquery().label("units"),
    )
    .select_from(_PLACES.outerjoin(_QUOTAS, _OF_YEAR))
    .where(_PLACES.c.id.in_(bindparam("provinces", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class KnownQuota:
    """What was read of one province's quota of a year: its row, the areas at work, the units."""

    row: Row[Any]
    count: UnitCount
    year: int

    def under(self, plan: Plan | None) -> Quota | None:
        """Return the quota as a case of that plan is judged on it, or None without a cap."""
        row = self.row
        if row.base is not None:
            return Quota(self.year, row.base, row.used, row.monitored, source=row.source)
        if plan is None or plan.get("cap.share") is None:
            return None
        source = self.count.document
        return Quota(self.year, self.count.count, row.working, row.monitored, source=source)


def known_quotas(
    session: Session, provinces: Collection[UUID], *, on: date
) -> dict[UUID, KnownQuota]:
    """Return the quotas of several provinces by their ids, of the year of that day."""
    which = {"provinces": [*provinces], "of_year": on.year, "on": on}
    rows = session.connection().execute(_KNOWN, which).all()
    return {row.id: KnownQuota(row, _count(row, on), on.year) for row in rows}


def _count(row: Row[Any], on: date) -> UnitCount:
    return stated_count(row, on) or UnitCount(row.units, PACKAGE, "places")
