"""Who may act for which territory, and when: facts for the findings, and what may be seen.

An appointment is one role for one place from one day until another; it reaches every place
below it. Nothing is allowed by default, and no role is exempt.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, bindparam, or_, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Role

_TABLES = SQLModel.metadata.tables
_APPOINTMENTS = _TABLES["appointment"]
_PERSONS = _TABLES["person"]
_CASES = _TABLES["case_file"]
_PARENTS = _TABLES["place_parent"]

_ON: BindParameter[date] = bindparam("on")
_HELD = (
    select(_APPOINTMENTS.c.role, _APPOINTMENTS.c.place_id)
    .join(_PERSONS, _PERSONS.c.id == _APPOINTMENTS.c.person_id)
    .where(
        _APPOINTMENTS.c.person_id == bindparam("person"),
        _PERSONS.c.active,
        _APPOINTMENTS.c.since <= _ON,
        or_(_APPOINTMENTS.c.until.is_(None), _APPOINTMENTS.c.until >= _ON),
    )
)


@dataclass(frozen=True, slots=True)
class Held:
    """The appointments a person holds on one day: pairs of role and place."""

    pairs: frozenset[tuple[Role, UUID]]

    def roles_over(self, places: frozenset[UUID]) -> frozenset[Role]:
        """Return the roles held over any of the places a commune lies in."""
        return frozenset(role for role, place in self.pairs if place in places)

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles held anywhere."""
        return frozenset(role for role, _ in self.pairs)

    def places(self, *roles: Role) -> frozenset[UUID]:
        """Return the places held in one of the roles, or in any role when none is given."""
        return frozenset(place for role, place in self.pairs if not roles or role in roles)


def held_by(session: Session, person: UUID, *, on: date) -> Held:
    """Return the appointments of a person in force that day; none for an inactive account."""
    rows = session.connection().execute(_HELD, {"person": person, "on": on})
    return Held(frozenset((Role(role), place) for role, place in rows))


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
