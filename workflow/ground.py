"""The ground of a case: its commune as it stood on a day, and the places it lies in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select, type_coerce
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states import facts as law
from states.terms import Level, UnitKind
from workflow.access import lies_in
from workflow.columns import RecurringId

_TABLES = SQLModel.metadata.tables
_PLACES = _TABLES["place"]
_PARENTS = _TABLES["place_parent"]
_TITLES = _TABLES["place_title"]
_PROVINCE = _PLACES.alias("province")
_PARENT = _PLACES.alias("parent")
_UNITS = select(
    _PLACES.c.id,
    _PLACES.c.code,
    _PLACES.c.name,
    _PLACES.c.kind,
    _PLACES.c.level,
    type_coerce(_PLACES.c.province_id, RecurringId()).label("province_id"),
    _PLACES.c.valid_from,
    _PLACES.c.valid_until,
    _PROVINCE.c.name.label("province"),
    _PROVINCE.c.kind.label("province_kind"),
    _PROVINCE.c.code.label("province_code"),
    type_coerce(_PARENT.c.id, RecurringId()).label("parent_id"),
    _PARENT.c.name.label("parent"),
    _PARENT.c.kind.label("parent_kind"),
    _PARENT.c.level.label("parent_level"),
    _PARENTS.c.since.label("parent_since"),
    _PARENTS.c.until.label("parent_until"),
    _TITLES.c.title,
    _TITLES.c.since.label("title_since"),
    _TITLES.c.until.label("title_until"),
).select_from(
    _PLACES.join(_PROVINCE, _PROVINCE.c.id == _PLACES.c.province_id)
    .outerjoin(_PARENTS, _PARENTS.c.place_id == _PLACES.c.id)
    .outerjoin(_PARENT, _PARENT.c.id == _PARENTS.c.parent_id)
    .outerjoin(_TITLES, _TITLES.c.place_id == _PLACES.c.id)
)
COMMUNE = _UNITS.where(_PLACES.c.id == bindparam("commune"))
_COMMUNES = _UNITS.where(_PLACES.c.id.in_(bindparam("communes", expanding=True)))


@dataclass(frozen=True, slots=True)
class Ground:
    """A commune with the places it lies in, as read from the register."""

    commune: law.Commune
    id: UUID
    province_id: UUID
    places: frozenset[UUID]


def ground(session: Session, commune_id: UUID, *, on: date) -> Ground | None:
    """Return the commune as it stood that day, or None when there is no such unit."""
    found = session.connection().execute(COMMUNE, {"commune": commune_id})
    return ground_in(found.all(), on)


def grounds(session: Session, communes: Iterable[UUID], *, on: date) -> dict[UUID, Ground]:
    """Return several communes as they stood that day, by their ids: all of them in one question."""
    rows: dict[UUID, list[Any]] = {}
    for row in session.connection().execute(_COMMUNES, {"communes": [*communes]}):
        rows.setdefault(row.id, []).append(row)
    known = {unit: ground_in(lines, on) for unit, lines in rows.items()}
    return {unit: standing for unit, standing in known.items() if standing is not None}


def ground_in(rows: Sequence[Any], on: date) -> Ground | None:
    """Return the commune that rows of `COMMUNE` tell of, as it stood that day."""
    if not rows or rows[0].level is not Level.COMMUNE:
        return None
    row = rows[0]
    district = next((parent for parent in rows if _is_district_on(parent, on)), None)
    commune = law.Commune(
        code=row.code,
        name=row.name,
        kind=UnitKind(row.kind),
        province=f"{UnitKind(row.province_kind).label.vi} {row.province}",
        province_code=row.province_code,
        district=district.parent if district else None,
        district_kind=UnitKind(district.parent_kind) if district else None,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        new_countryside_since=_title_since(rows, "new_countryside", on),
        on_antt_list=_title_since(rows, "antt", on) is not None,
    )
    parents = frozenset(parent.parent_id for parent in rows if parent.parent_id)
    return Ground(commune, row.id, row.province_id, lies_in(row.id, row.province_id, parents))


def _is_district_on(row: Row[Any], on: date) -> bool:
    begun = row.parent_since is None or row.parent_since <= on
    running = row.parent_until is None or on <= row.parent_until
    return bool(row.parent_id and row.parent_level == Level.DISTRICT and begun and running)


def _title_since(rows: Iterable[Row[Any]], title: str, on: date) -> date | None:
    since = [
        row.title_since
        for row in rows
        if row.title == title
        and row.title_since <= on
        and (row.title_until is None or on <= row.title_until)
    ]
    return min(since, default=None)
