"""Places to appoint somebody for: found by name or code within what an administrator holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, or_, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Level, Text
from workflow.folding import folded
from workflow.views.naming import joined, unit
from workflow.views.powers_held import inside

MOST = 20
_PLACES = SQLModel.metadata.tables["place"]
_PROVINCES = _PLACES.alias("province")
_UNITS: Select[Any] = select(
    _PLACES.c.id,
    _PLACES.c.level,
    _PLACES.c.kind,
    _PLACES.c.name,
    _PLACES.c.code,
    _PROVINCES.c.kind.label("province_kind"),
    _PROVINCES.c.name.label("province"),
).select_from(_PLACES.outerjoin(_PROVINCES, _PROVINCES.c.id == _PLACES.c.province_id))


@dataclass(frozen=True, slots=True)
class UnitFound:
    """One place with the province it lies in."""

    id: str
    name: Text
    full: Text
    code: str
    level: Text


def find_units(
    session: Session, words: str, *, places: frozenset[UUID], on: date
) -> tuple[UnitFound, ...]:
    """Return the units of that day whose name or code fits; without words, those held."""
    known = _UNITS.where(or_(_PLACES.c.valid_until.is_(None), _PLACES.c.valid_until >= on))
    if not words.strip():
        known = known.where(_PLACES.c.id.in_(places))
    else:
        fits = _PLACES.c.folded.contains(folded(words), autoescape=True)
        known = known.where(inside(places), or_(fits, _PLACES.c.code == words.strip()))
    rows = session.execute(known.order_by(_PLACES.c.sort_key, _PLACES.c.id).limit(MOST)).all()
    return tuple(_found(rows))


def provinces_held(session: Session, places: frozenset[UUID], *, on: date) -> tuple[UnitFound, ...]:
    """Return the provinces of that day among the places held."""
    province = _PLACES.c.level == Level.PROVINCE
    alive = or_(_PLACES.c.valid_until.is_(None), _PLACES.c.valid_until >= on)
    rows = session.execute(_UNITS.where(_PLACES.c.id.in_(places), province, alive)).all()
    return tuple(_found(rows))


def one_unit(session: Session, place: UUID) -> UnitFound | None:
    """Return one place, or None when there is none."""
    row = session.execute(_UNITS.where(_PLACES.c.id == place)).one_or_none()
    return next(iter(_found([row])), None) if row else None


def _found(rows: Iterable[Row[Any]]) -> Iterable[UnitFound]:
    for row in rows:
        name = unit(row.kind, row.name)
        province = unit(row.province_kind, row.province) if row.province else None
        level = Level(row.level).label
        yield UnitFound(row.id.hex, name, joined(name, province), row.code or "", level)
