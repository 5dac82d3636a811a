"""Who holds a role over a commune on one day: the persons a page names beside what waits.

The same powers `access.held_by` gives a person, asked the other way round: an appointment to
the commune, to a place it lies in, or to one that went over into, and whoever acts for its
holder. A council's secretary is named with the council, and its chair beside.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    String,
    Table,
    and_,
    bindparam,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
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
_PARENTS = _TABLES["place_parent"]
_SUCCESSIONS = _TABLES["succession"]
_DEPUTY = _PERSONS.alias("deputy")
_ON: BindParameter[date] = bindparam("on")


def _runs(table: Table, since: str = "since", until: str = "until") -> ColumnElement[bool]:
    return and_(
        or_(table.c[since].is_(None), table.c[since] <= _ON),
        or_(table.c[until].is_(None), table.c[until] >= _ON),
    )


_COMMUNES = bindparam("communes", expanding=True, type_=_PLACES.c.id.type)
_LIES_IN = union_all(
    select(_PLACES.c.id.label("asked"), _PLACES.c.id.label("place")).where(
        _PLACES.c.id.in_(_COMMUNES)
    ),
    select(_PLACES.c.id, _PLACES.c.province_id).where(
        _PLACES.c.id.in_(_COMMUNES), _PLACES.c.province_id.is_not(None)
    ),
    select(_PARENTS.c.place_id, _PARENTS.c.parent_id).where(_PARENTS.c.place_id.in_(_COMMUNES)),
).subquery("lies_in")
_ASKED = select(_LIES_IN.c.asked, _LIES_IN.c.place).cte("asked", recursive=True)
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
_NO_TEXT = type_coerce(null(), String())
_BY_POST = (
    select(
        _HEIRS.c.asked,
        type_coerce(_APPOINTMENTS.c.role, String()).label("role"),
        _PERSONS.c.id.label("holder"),
        _PERSONS.c.name.label("held_by"),
        _DEPUTY.c.id.label("deputy"),
        _DEPUTY.c.name.label("deputy_name"),
        type_coerce(_DELEGATIONS.c.capacity, String()).label("capacity"),
        _NO_TEXT.label("council"),
        _NO_TEXT.label("seat"),
    )
    .select_from(
        _POSTS.outerjoin(
            _DELEGATIONS,
            and_(_DELEGATIONS.c.appointment_id == _APPOINTMENTS.c.id, _runs(_DELEGATIONS)),
        ).outerjoin(_DEPUTY, and_(_DEPUTY.c.id == _DELEGATIONS.c.person_id, _DEPUTY.c.active))
    )
    .where(_APPOINTMENTS.c.role.in_(bindparam("roles", expanding=True)))
)
_BY_SEAT = (
    select(
        _HEIRS.c.asked,
        literal(Role.SECRETARY.value, String()),
        _PERSONS.c.id,
        _PERSONS.c.name,
        type_coerce(null(), _PERSONS.c.id.type),
        _NO_TEXT,
        _NO_TEXT,
        _COUNCILS.c.name,
        type_coerce(_SEATS.c.kind, String()),
    )
    .select_from(
        _HEIRS.join(_PLACES, _PLACE)
        .join(_COUNCILS, and_(_COUNCILS.c.place_id == _PLACES.c.id, _runs(_COUNCILS)))
        .join(_SEATS, and_(_SEATS.c.council_id == _COUNCILS.c.id, _runs(_SEATS)))
        .join(_PERSONS, and_(_PERSONS.c.id == _SEATS.c.person_id, _PERSONS.c.active))
    )
    .where(
        _SEATS.c.kind.in_([Seat.CHAIR, Seat.SECRETARY]),
        literal(Role.SECRETARY.value, String()).in_(bindparam("roles", expanding=True)),
    )
)
_EVERY = union_all(_BY_POST, _BY_SEAT).subquery("every")
# Seats go first, the chair's before the secretary's: a council is called by them.
_HOLDERS: Select[Any] = select(_EVERY).order_by(
    _EVERY.c.council.is_(None), _EVERY.c.seat, _EVERY.c.held_by, _EVERY.c.holder
)


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who holds a role over a commune that day.

    With `capacity` in another's place; with `council` by a seat on it, where the chair stands
    beside the secretary.
    """

    commune: UUID
    role: Role
    person: UUID
    name: str
    capacity: Capacity | None = None
    council: str = ""
    seat: Seat | None = None


def holders(
    session: Session, communes: Iterable[UUID], roles: Iterable[Role], *, on: date
) -> tuple[Holder, ...]:
    """Return who holds one of the roles over one of the communes: one question for them all."""
    which = {"communes": [*communes], "roles": [role.value for role in roles], "on": on}
    found: dict[Holder, None] = {}
    for row in session.connection().execute(_HOLDERS, which):
        role, seat = Role(row.role), Seat(row.seat) if row.seat else None
        council = row.council or ""
        found[Holder(row.asked, role, row.holder, row.held_by, council=council, seat=seat)] = None
        if row.deputy is not None:
            capacity = Capacity(row.capacity)
            found[Holder(row.asked, role, row.deputy, row.deputy_name, capacity)] = None
    return tuple(found)
