"""Who may act for which territory, and when: facts for the findings, and what may be seen.

An appointment is one role for one place from one day until another; it reaches every place
below it, on the days that place exists, and every place that went over into it. A delegation
lets somebody else exercise an appointment for a time. A seat on a council makes its holder a
member over the province, and the chair and the secretary its clerks; nobody is appointed member.
Nothing is allowed by default, and no role is exempt.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Table,
    Uuid,
    and_,
    bindparam,
    literal_column,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Capacity, Role, Seat
from workflow.columns import RecurringId
from workflow.prepared import Prepared

_TABLES = SQLModel.metadata.tables
_APPOINTMENTS = _TABLES["appointment"]
_DELEGATIONS = _TABLES["delegation"]
_PERSONS = _TABLES["person"]
_PLACES = _TABLES["place"]
_SUCCESSIONS = _TABLES["succession"]
_CASES = _TABLES["case_file"]
_COUNCILS = _TABLES["council"]
_SEATS = _TABLES["seat"]
_PARENTS = _TABLES["place_parent"]

_ON: BindParameter[date] = bindparam("on")
_WHO: BindParameter[UUID] = bindparam("person")
_DELEGATE = _PERSONS.alias("delegate")


def _runs(table: Table, since: str = "since", until: str = "until") -> ColumnElement[bool]:
    """Return the condition that a row is in force on the day; an open end or beginning counts."""
    begun, over = table.c[since], table.c[until]
    started = or_(begun.is_(None), begun <= _ON) if begun.nullable else begun <= _ON
    return and_(started, or_(over.is_(None), over >= _ON))


_IN_FORCE = and_(
    _PERSONS.c.active, _runs(_APPOINTMENTS), _runs(_PLACES, "valid_from", "valid_until")
)
_POSTS = _APPOINTMENTS.join(_PERSONS, _PERSONS.c.id == _APPOINTMENTS.c.person_id).join(
    _PLACES, _PLACES.c.id == _APPOINTMENTS.c.place_id
)
_OWN = (
    select(
        _APPOINTMENTS.c.role,
        _APPOINTMENTS.c.place_id,
        type_coerce(null(), Uuid()).label("holder"),
        type_coerce(null(), _DELEGATIONS.c.capacity.type).label("capacity"),
    )
    .select_from(_POSTS)
    .where(_APPOINTMENTS.c.person_id == _WHO, _IN_FORCE)
)
_DELEGATED = (
    select(
        _APPOINTMENTS.c.role,
        _APPOINTMENTS.c.place_id,
        _APPOINTMENTS.c.person_id.label("holder"),
        _DELEGATIONS.c.capacity,
    )
    .select_from(
        _POSTS.join(_DELEGATIONS, _DELEGATIONS.c.appointment_id == _APPOINTMENTS.c.id).join(
            _DELEGATE, _DELEGATE.c.id == _DELEGATIONS.c.person_id
        )
    )
    .where(_DELEGATIONS.c.person_id == _WHO, _DELEGATE.c.active, _runs(_DELEGATIONS), _IN_FORCE)
)
_SEATED = _SEATS.join(_PERSONS, _PERSONS.c.id == _SEATS.c.person_id).join(
    _COUNCILS.join(_PLACES, _PLACES.c.id == _COUNCILS.c.place_id),
    _COUNCILS.c.id == _SEATS.c.council_id,
)


def _of_seats(role: Role, *kinds: Seat) -> Select[Any]:
    """Return a role that whoever has such a seat holds over the council's province."""
    return (
        select(
            literal_column(f"'{role.value}'", type_=_APPOINTMENTS.c.role.type).label("role"),
            _COUNCILS.c.place_id,
            type_coerce(null(), Uuid()).label("holder"),
            type_coerce(null(), _DELEGATIONS.c.capacity.type).label("capacity"),
        )
        .select_from(_SEATED)
        .where(
            _SEATS.c.person_id == _WHO,
            _SEATS.c.kind.in_([literal_column(f"'{kind.value}'") for kind in kinds]),
            _PERSONS.c.active,
            _runs(_SEATS),
            _runs(_COUNCILS),
            _runs(_PLACES, "valid_from", "valid_until"),
        )
    )


_MEMBER = _of_seats(Role.MEMBER, *Seat)
_CLERK = _of_seats(Role.SECRETARY, Seat.CHAIR, Seat.SECRETARY)
_POWERS = select(union_all(_OWN, _DELEGATED, _MEMBER, _CLERK).subquery("powers")).cte(
    "reach", recursive=True
)
_REACH = _POWERS.union(
    select(
        _POWERS.c.role, _SUCCESSIONS.c.predecessor_id, _POWERS.c.holder, _POWERS.c.capacity
    ).where(_SUCCESSIONS.c.successor_id == _POWERS.c.place_id, _SUCCESSIONS.c.on <= _ON)
)
_HELD = Prepared(
    select(
        _REACH.c.role,
        type_coerce(_REACH.c.place_id, RecurringId()).label("place_id"),
        type_coerce(_REACH.c.holder, RecurringId()).label("holder"),
        _REACH.c.capacity,
    )
)


@dataclass(frozen=True, slots=True)
class Delegated:
    """A power exercised for its holder: which role, where, and in what capacity."""

    role: Role
    place: UUID
    holder: UUID
    capacity: Capacity


@dataclass(frozen=True, slots=True)
class Held:
    """The powers a person has on one day: pairs of role and place, one's own and delegated."""

    pairs: frozenset[tuple[Role, UUID]]
    delegated: frozenset[Delegated] = frozenset()

    def roles_over(self, places: frozenset[UUID]) -> frozenset[Role]:
        """Return the roles held over any of the places a commune lies in."""
        return frozenset(role for role, place in self._all if place in places)

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles held anywhere."""
        return frozenset(role for role, _ in self._all)

    def places(self, *roles: Role) -> frozenset[UUID]:
        """Return the places held in one of the roles, or in any role when none is given."""
        return frozenset(place for role, place in self._all if not roles or role in roles)

    def acting_for(self, role: Role, places: frozenset[UUID]) -> tuple[UUID, Capacity] | None:
        """Return for whom, and in what capacity, a role is exercised over these places.

        None where the role is one's own there, or not held at all. Of two holders the one whose
        id comes first is named, so that the answer is always the same.
        """
        if any(own is role and place in places for own, place in self.pairs):
            return None
        found = [
            (power.holder, power.capacity)
            for power in self.delegated
            if power.role is role and power.place in places
        ]
        return min(found, default=None)

    @property
    def _all(self) -> frozenset[tuple[Role, UUID]]:
        return self.pairs | {(power.role, power.place) for power in self.delegated}


def held_by(session: Session, person: UUID, *, on: date) -> Held:
    """Return the powers of a person in force that day; none for an inactive account."""
    rows = _HELD.rows(session, {"person": person, "on": on})
    return Held(
        frozenset((Role(row.role), row.place_id) for row in rows if row.holder is None),
        frozenset(
            Delegated(Role(row.role), row.place_id, row.holder, Capacity(row.capacity))
            for row in rows
            if row.holder is not None
        ),
    )


def within(places: frozenset[UUID]) -> ColumnElement[bool]:
    """Return the condition that a row of `case_file` lies within the places held."""
    below = select(_PARENTS.c.place_id).where(_PARENTS.c.parent_id.in_(places))
    return or_(
        _CASES.c.province_id.in_(places),
        _CASES.c.commune_id.in_(places),
        _CASES.c.commune_id.in_(below),
    )


def lies_in(commune: UUID, province: UUID, parents: frozenset[UUID]) -> frozenset[UUID]:
    """Return every place a commune lies in, itself included."""
    return frozenset({commune, province}) | parents
