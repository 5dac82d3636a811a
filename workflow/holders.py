"""Who holds a role over a place on one day: the persons a page names beside what waits.

The same powers `access.held_by` gives a person, asked the other way round: an appointment of
the place itself, or of one it went over into, and whoever acts for its holder; for a council
its chair and its secretary.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, Table, and_, bindparam, or_, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Capacity, Role, Seat

_TABLES = SQLModel.metadata.tables
_APPOINTMENTS = _TABLES["appointment"]
_DELEGATIONS = _TABLES["delegation"]
_COUNCILS = _TABLES["council"]
_SEATS = _TABLES["seat"]
_PERSONS = _TABLES["person"]
_PLACES = _TABLES["place"]
_SUCCESSIONS = _TABLES["succession"]
_DEPUTY = _PERSONS.alias("deputy")
_ON: BindParameter[date] = bindparam("on")


def _runs(table: Table, since: str = "since", until: str = "until") -> ColumnElement[bool]:
    return and_(
        or_(table.c[since].is_(None), table.c[since] <= _ON),
        or_(table.c[until].is_(None), table.c[until] >= _ON),
    )


_ASKED = (
    select(_PLACES.c.id.label("asked"), _PLACES.c.id.label("place"))
    .where(_PLACES.c.id.in_(bindparam("places", expanding=True)))
    .cte("asked", recursive=True)
)
_HEIRS = _ASKED.union(
    select(_ASKED.c.asked, _SUCCESSIONS.c.successor_id).where(
        _SUCCESSIONS.c.predecessor_id == _ASKED.c.place, _SUCCESSIONS.c.on <= _ON
    )
)
_PLACE = and_(_PLACES.c.id == _HEIRS.c.place, _runs(_PLACES, "valid_from", "valid_until"))
_POSTS = (
    _HEIRS.join(_PLACES, _PLACE)
    .join(_APPOINTMENTS, and_(_APPOINTMENTS.c.place_id == _PLACES.c.id, _runs(_APPOINTMENTS)))
    .join(_PERSONS, and_(_PERSONS.c.id == _APPOINTMENTS.c.person_id, _PERSONS.c.active))
)
_WANTED = _APPOINTMENTS.c.role.in_(bindparam("roles", expanding=True))
_HOLDERS: Select[Any] = (
    select(
        _HEIRS.c.asked,
        _APPOINTMENTS.c.role,
        _PERSONS.c.id.label("holder"),
        _PERSONS.c.name.label("held_by"),
        _DEPUTY.c.id.label("deputy"),
        _DEPUTY.c.name.label("deputy_name"),
        _DELEGATIONS.c.capacity,
    )
    .select_from(
        _POSTS.outerjoin(
            _DELEGATIONS,
            and_(_DELEGATIONS.c.appointment_id == _APPOINTMENTS.c.id, _runs(_DELEGATIONS)),
        ).outerjoin(_DEPUTY, and_(_DEPUTY.c.id == _DELEGATIONS.c.person_id, _DEPUTY.c.active))
    )
    .where(_WANTED)
    .order_by(_PERSONS.c.name, _PERSONS.c.id, _DEPUTY.c.name)
)
_CALLERS: Select[Any] = (
    select(
        _HEIRS.c.asked,
        _COUNCILS.c.name.label("council"),
        _SEATS.c.kind,
        _PERSONS.c.id,
        _PERSONS.c.name,
    )
    .select_from(
        _HEIRS.join(_PLACES, _PLACE)
        .join(_COUNCILS, and_(_COUNCILS.c.place_id == _PLACES.c.id, _runs(_COUNCILS)))
        .join(_SEATS, and_(_SEATS.c.council_id == _COUNCILS.c.id, _runs(_SEATS)))
        .join(_PERSONS, and_(_PERSONS.c.id == _SEATS.c.person_id, _PERSONS.c.active))
    )
    .where(_SEATS.c.kind.in_([Seat.CHAIR, Seat.SECRETARY]))
    .order_by(_COUNCILS.c.name, _SEATS.c.kind, _PERSONS.c.name)
)


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who holds a role over a place that day; with `capacity` in another's place."""

    place: UUID
    role: Role
    person: UUID
    name: str
    capacity: Capacity | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """A person who calls a council to its sittings: its chair or its secretary."""

    place: UUID
    council: str
    seat: Seat
    person: UUID
    name: str


def holders(
    session: Session, places: Iterable[UUID], roles: Iterable[Role], *, on: date
) -> tuple[Holder, ...]:
    """Return who holds one of the roles over one of the places: one question for all of them."""
    which = {"places": [*places], "roles": [*roles], "on": on}
    found: dict[Holder, None] = {}
    for row in session.connection().execute(_HOLDERS, which):
        role = Role(row.role)
        found[Holder(row.asked, role, row.holder, row.held_by)] = None
        if row.deputy is not None:
            capacity = Capacity(row.capacity)
            found[Holder(row.asked, role, row.deputy, row.deputy_name, capacity)] = None
    return tuple(found)


def callers(session: Session, places: Iterable[UUID], *, on: date) -> tuple[Caller, ...]:
    """Return who calls the councils of the places to their sittings: one question for all."""
    rows = session.connection().execute(_CALLERS, {"places": [*places], "on": on})
    return tuple(Caller(row.asked, row.council, Seat(row.kind), row.id, row.name) for row in rows)
