"""The powers people hold, held and will hold: roles, seats and delegations, with their days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Row, Select, and_, or_, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Capacity, Granted, Role, Seat, Term, Text
from workflow.views.naming import unit

_TABLES = SQLModel.metadata.tables
_APPOINTMENTS = _TABLES["appointment"]
_COUNCILS = _TABLES["council"]
_SEATS = _TABLES["seat"]
_DELEGATIONS = _TABLES["delegation"]
_PERSONS = _TABLES["person"]
_HOLDERS = _PERSONS.alias("holder")
_PLACES = _TABLES["place"]
_PARENTS = _TABLES["place_parent"]
_OF_ALL = (
    _PERSONS.c.id.label("person_id"),
    _PERSONS.c.name,
    _PERSONS.c.login,
    _PLACES.c.id.label("place_id"),
    _PLACES.c.kind.label("place_kind"),
    _PLACES.c.name.label("place"),
    _PLACES.c.valid_until.label("place_until"),
)


class PowerStanding(Term):
    """Whether a power is in force on a day."""

    IN_FORCE = "in_force", "Đang hiệu lực", "In force"
    FUTURE = "future", "Chưa bắt đầu", "Not begun"
    ENDED = "ended", "Đã kết thúc", "Ended"


@dataclass(frozen=True, slots=True)
class Power:
    """One appointment, seat or delegation; `holder` is for whom a delegate acts.

    `unit_ended` is the last day of its place, where that is over.
    """

    granted: Granted
    id: str
    person: UUID
    name: str
    login: str
    what: Text
    where: Text
    since: date
    until: date | None
    standing: PowerStanding
    role: Role | None = None
    holder: str = ""
    council: str = ""
    unit_ended: date | None = None

    @property
    def href(self) -> str:
        """Return the address where it is ended."""
        kinds = {Granted.ROLE: "appointments", Granted.SEAT: "seats"}
        return f"/{kinds.get(self.granted, 'delegations')}/{self.id}/end"

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to end."""
        return self.standing is PowerStanding.ENDED


def _with_place(rows: FromClause, place: ColumnElement[UUID]) -> FromClause:
    return rows.join(_PLACES, _PLACES.c.id == place)


_POSTS: Select[Any] = select(
    _APPOINTMENTS.c.id, _APPOINTMENTS.c.role, _APPOINTMENTS.c.since, _APPOINTMENTS.c.until, *_OF_ALL
).select_from(
    _with_place(
        _APPOINTMENTS.join(_PERSONS, _PERSONS.c.id == _APPOINTMENTS.c.person_id),
        _APPOINTMENTS.c.place_id,
    )
)
_SITTING: Select[Any] = select(
    _SEATS.c.id,
    _SEATS.c.kind,
    _SEATS.c.since,
    _SEATS.c.until,
    _COUNCILS.c.id.label("council_id"),
    _COUNCILS.c.name.label("council"),
    *_OF_ALL,
).select_from(
    _with_place(
        _SEATS.join(_PERSONS, _PERSONS.c.id == _SEATS.c.person_id).join(
            _COUNCILS, _COUNCILS.c.id == _SEATS.c.council_id
        ),
        _COUNCILS.c.place_id,
    )
)
_ACTING: Select[Any] = select(
    _DELEGATIONS.c.id,
    _APPOINTMENTS.c.role,
    _DELEGATIONS.c.capacity,
    _DELEGATIONS.c.since,
    _DELEGATIONS.c.until,
    _HOLDERS.c.name.label("holder"),
    *_OF_ALL,
).select_from(
    _with_place(
        _DELEGATIONS.join(_PERSONS, _PERSONS.c.id == _DELEGATIONS.c.person_id)
        .join(_APPOINTMENTS, _APPOINTMENTS.c.id == _DELEGATIONS.c.appointment_id)
        .join(_HOLDERS, _HOLDERS.c.id == _APPOINTMENTS.c.person_id),
        _APPOINTMENTS.c.place_id,
    )
)


def inside(places: frozenset[UUID]) -> ColumnElement[bool]:
    """Return the condition that a power's place lies within the places held."""
    below = select(_PARENTS.c.place_id).where(_PARENTS.c.parent_id.in_(places))
    return or_(_PLACES.c.id.in_(places), _PLACES.c.province_id.in_(places), _PLACES.c.id.in_(below))


def powers_of(session: Session, person: UUID, *, on: date) -> tuple[Power, ...]:
    """Return every power of a person, those in force first, the latest first."""
    found = (
        *_posts(session, _APPOINTMENTS.c.person_id == person, on=on),
        *_seats(session, _SEATS.c.person_id == person, on=on),
        *_delegations(session, _DELEGATIONS.c.person_id == person, on=on),
    )
    order = list(PowerStanding)
    latest = sorted(found, key=lambda power: power.since, reverse=True)
    return tuple(sorted(latest, key=lambda power: order.index(power.standing)))


def powers_within(session: Session, places: frozenset[UUID], *, on: date) -> tuple[Power, ...]:
    """Return every power over the places held."""
    territory = inside(places)
    return (
        *_posts(session, territory, on=on),
        *_seats(session, territory, on=on),
        *_delegations(session, territory, on=on),
    )


def handed_over(session: Session, holder: UUID, *, on: date) -> tuple[Power, ...]:
    """Return the delegations of a person's own appointments, the latest first."""
    found = _delegations(session, _APPOINTMENTS.c.person_id == holder, on=on)
    return tuple(sorted(found, key=lambda power: power.since, reverse=True))


def one_power(
    session: Session,
    granted: Granted,
    power: UUID,
    *,
    places: frozenset[UUID],
    reader: UUID,
    on: date,
) -> Power | None:
    """Return one power over the places administered, or a delegation of or to the reader."""
    match granted:
        case Granted.ROLE:
            mine = and_(_APPOINTMENTS.c.id == power, inside(places))
            found = _posts(session, mine, on=on)
        case Granted.SEAT:
            found = _seats(session, and_(_SEATS.c.id == power, inside(places)), on=on)
        case _:
            own = or_(_DELEGATIONS.c.person_id == reader, _APPOINTMENTS.c.person_id == reader)
            mine = and_(_DELEGATIONS.c.id == power, or_(inside(places), own))
            found = _delegations(session, mine, on=on)
    return next(iter(found), None)


def seats_over_time(session: Session, council: UUID, *, on: date) -> tuple[Power, ...]:
    """Return every seat of a council, of whatever days, in the order of their kinds."""
    rows = session.execute(_SITTING.where(_SEATS.c.council_id == council)).all()
    order = list(Seat)
    ordered = sorted(rows, key=lambda row: (order.index(row.kind), row.since, row.login))
    return tuple(_seat(row, on) for row in ordered)


def _posts(session: Session, which: ColumnElement[bool], *, on: date) -> Iterable[Power]:
    for row in session.execute(_POSTS.where(which)).all():
        yield Power(
            Granted.ROLE,
            what=Role(row.role).label,
            where=unit(row.place_kind, row.place),
            role=Role(row.role),
            **_of_all(row, on),
        )


def _seats(session: Session, which: ColumnElement[bool], *, on: date) -> Iterable[Power]:
    for row in session.execute(_SITTING.where(which)).all():
        yield _seat(row, on)


def _seat(row: Row[Any], on: date) -> Power:
    return Power(
        Granted.SEAT,
        what=Seat(row.kind).label,
        where=Text(row.council, row.council),
        council=row.council_id.hex,
        **_of_all(row, on),
    )


def _delegations(session: Session, which: ColumnElement[bool], *, on: date) -> Iterable[Power]:
    for row in session.execute(_ACTING.where(which)).all():
        role, capacity = Role(row.role).label, Capacity(row.capacity).label
        yield Power(
            Granted.DELEGATION,
            what=Text(f"{role.vi} – {capacity.vi}", f"{role.en} – {capacity.en}"),
            where=unit(row.place_kind, row.place),
            role=Role(row.role),
            holder=row.holder,
            **_of_all(row, on),
        )


def _of_all(row: Row[Any], on: date) -> dict[str, Any]:
    unit_ended = row.place_until if row.place_until is not None and row.place_until < on else None
    return {
        "id": row.id.hex,
        "person": row.person_id,
        "name": row.name,
        "login": row.login,
        "since": row.since,
        "until": row.until,
        "standing": _standing(row, on),
        "unit_ended": unit_ended,
    }


def _standing(row: Row[Any], on: date) -> PowerStanding:
    last = min(filter(None, (row.until, row.place_until)), default=None)
    if last is not None and last < on:
        return PowerStanding.ENDED
    return PowerStanding.FUTURE if row.since > on else PowerStanding.IN_FORCE
