"""Which councils there are, and who sits on them on one day.

A council belongs to a province for as long as it stands; where a province went over into
another, the councils of the successor are those of its cases.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    case,
    or_,
    select,
)
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Seat
from workflow.prepared import Prepared

_TABLES = SQLModel.metadata.tables
_COUNCILS = _TABLES["council"]
_SEATS = _TABLES["seat"]
_PERSONS = _TABLES["person"]
_PLACES = _TABLES["place"]
_SUCCESSIONS = _TABLES["succession"]
_ON: BindParameter[date] = bindparam("on")
_PROVINCE: BindParameter[UUID] = bindparam("province")


def _stands(table: Table) -> ColumnElement[bool]:
    return and_(table.c.since <= _ON, or_(table.c.until.is_(None), table.c.until >= _ON))


def _exists() -> ColumnElement[bool]:
    return and_(
        or_(_PLACES.c.valid_from.is_(None), _PLACES.c.valid_from <= _ON),
        or_(_PLACES.c.valid_until.is_(None), _PLACES.c.valid_until >= _ON),
    )


_HEIRS = select(_SUCCESSIONS.c.successor_id).where(
    _SUCCESSIONS.c.predecessor_id == _PROVINCE, _SUCCESSIONS.c.on <= _ON
)
_OF_PROVINCE = Prepared(
    select(_COUNCILS)
    .join(_PLACES, _PLACES.c.id == _COUNCILS.c.place_id)
    .where(
        or_(_COUNCILS.c.place_id == _PROVINCE, _COUNCILS.c.place_id.in_(_HEIRS)),
        _stands(_COUNCILS),
        _exists(),
    )
    .order_by(_COUNCILS.c.since, _COUNCILS.c.name, _COUNCILS.c.id)
)
_MEMBERSHIPS = (
    select(
        _SEATS.c.id,
        _SEATS.c.council_id,
        _SEATS.c.person_id,
        _PERSONS.c.name,
        _SEATS.c.kind,
        _SEATS.c.since,
        _SEATS.c.until,
    )
    .select_from(
        _SEATS.join(_PERSONS, _PERSONS.c.id == _SEATS.c.person_id)
        .join(_COUNCILS, _COUNCILS.c.id == _SEATS.c.council_id)
        .join(_PLACES, _PLACES.c.id == _COUNCILS.c.place_id)
    )
    .where(_stands(_SEATS), _stands(_COUNCILS), _exists(), _PERSONS.c.active)
    .order_by(
        case({kind.value: order for order, kind in enumerate(Seat)}, value=_SEATS.c.kind),
        _SEATS.c.since,
        _PERSONS.c.login,
    )
)
_ON_COUNCIL: Select[Any] = _MEMBERSHIPS.where(_SEATS.c.council_id == bindparam("council"))
_OF_PERSON: Select[Any] = _MEMBERSHIPS.where(_SEATS.c.person_id == bindparam("person"))


@dataclass(frozen=True, slots=True)
class SittingCouncil:
    """One council that stands on a day; `province` is the place it belongs to."""

    id: UUID
    province: UUID
    name: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Membership:
    """One seat in force on a day, with the person who holds it and the name of today."""

    seat: UUID
    council: UUID
    person: UUID
    name: str
    kind: Seat
    since: date
    until: date | None


def councils_of(session: Session, province: UUID, *, on: date) -> tuple[SittingCouncil, ...]:
    """Return the councils of a province, or of the one it went over into, that stand that day."""
    rows = _OF_PROVINCE.rows(session, {"province": province, "on": on})
    return tuple(
        SittingCouncil(row.id, row.place_id, row.name, row.since, row.until) for row in rows
    )


def seats_on(session: Session, council: UUID, *, on: date) -> tuple[Membership, ...]:
    """Return the seats of a council in force that day: chair, secretary, members, alternates.

    A seat whose account is closed, or whose council or province has ended, is not in force.
    """
    rows = session.connection().execute(_ON_COUNCIL, {"council": council, "on": on})
    return tuple(_membership(row) for row in rows)


def seats_of(session: Session, person: UUID, *, on: date) -> tuple[Membership, ...]:
    """Return the seats a person holds that day, on whatever council."""
    rows = session.connection().execute(_OF_PERSON, {"person": person, "on": on})
    return tuple(_membership(row) for row in rows)


def _membership(row: Row[Any]) -> Membership:
    return Membership(
        seat=row.id,
        council=row.council_id,
        person=row.person_id,
        name=row.name,
        kind=Seat(row.kind),
        since=row.since,
        until=row.until,
    )
