"""Who administers a place: what every grant, council and account has to ask first.

An administrator acts over the places he is appointed for, and over what went over into them.
The system acts alone only where a place has fewer than two administrators.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    Select,
    Table,
    bindparam,
    func,
    or_,
    select,
    union,
)
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Role, Text
from states.wording import day
from workflow.calendar import HANOI
from workflow.deeds.accounts import (
    IS_ACTIVE,
    ONLY_ADMINISTRATORS,
    SYSTEM,
    UNKNOWN_PERSON,
    held_today,
)
from workflow.errors import InvalidInput, NotPossibleNow

TWO_PERSONS = 2
_TABLES = SQLModel.metadata.tables
_APPOINTMENTS = _TABLES["appointment"]
_PERSONS = _TABLES["person"]
_PLACES = _TABLES["place"]
_COUNCILS = _TABLES["council"]
_SEATS = _TABLES["seat"]
_DELEGATIONS = _TABLES["delegation"]
_PARENTS = _TABLES["place_parent"]
_SUCCESSIONS = _TABLES["succession"]
_PLACE: Select[Any] = select(_PLACES).where(_PLACES.c.id == bindparam("place"))
_ABOVE = select(_PARENTS.c.parent_id).where(_PARENTS.c.place_id == bindparam("place"))
_ON: BindParameter[date] = bindparam("on")


def _not_over(table: Table) -> ColumnElement[bool]:
    return or_(table.c.until.is_(None), table.c.until >= _ON)


_HEIRS = select(_SUCCESSIONS.c.successor_id).where(
    _SUCCESSIONS.c.predecessor_id.in_(bindparam("places", expanding=True))
)
_HOW_MANY = (
    select(func.count(_APPOINTMENTS.c.person_id.distinct()))
    .join(_PERSONS, _PERSONS.c.id == _APPOINTMENTS.c.person_id)
    .join(_PLACES, _PLACES.c.id == _APPOINTMENTS.c.place_id)
    .where(
        _APPOINTMENTS.c.role == Role.ADMINISTRATOR,
        _APPOINTMENTS.c.place_id.in_(bindparam("places", expanding=True)),
        _PERSONS.c.active,
        _APPOINTMENTS.c.since <= _ON,
        or_(_APPOINTMENTS.c.until.is_(None), _APPOINTMENTS.c.until >= _ON),
        or_(_PLACES.c.valid_until.is_(None), _PLACES.c.valid_until >= _ON),
    )
)
_DELEGATED = _APPOINTMENTS.alias("delegated")
_PLACES_OF = union(
    select(_APPOINTMENTS.c.place_id).where(
        _APPOINTMENTS.c.person_id == bindparam("person"), _not_over(_APPOINTMENTS)
    ),
    select(_COUNCILS.c.place_id)
    .join(_SEATS, _SEATS.c.council_id == _COUNCILS.c.id)
    .where(_SEATS.c.person_id == bindparam("person"), _not_over(_SEATS)),
    select(_DELEGATED.c.place_id)
    .join(_DELEGATIONS, _DELEGATIONS.c.appointment_id == _DELEGATED.c.id)
    .where(_DELEGATIONS.c.person_id == bindparam("person"), _not_over(_DELEGATIONS)),
)
ONLY_THE_FIRST = Text(
    "Địa bàn này đã có hai quản trị: phân công phải do một người đề nghị, một người khác duyệt.",
    "This place has two administrators: a grant is asked for by one person and approved by "
    "another.",
)


def day_of(at: datetime) -> date:
    """Return the day of an instant in Vietnam."""
    return at.astimezone(HANOI).date()


def require_active(session: Session, person: UUID) -> None:
    """Raise InvalidInput unless the person has an open account."""
    if not session.execute(IS_ACTIVE, {"person": person}).scalar():
        raise InvalidInput(UNKNOWN_PERSON, field="person")


def require_administrator(session: Session, place: UUID, *, by: UUID, at: datetime) -> None:
    """Let the system and the administrators of a place pass.

    Raises InvalidInput for an unknown place and NotPossibleNow for anybody else.
    """
    where = places_above(session, place)
    if by != SYSTEM and Role.ADMINISTRATOR not in held_today(session, by, at).roles_over(where):
        raise NotPossibleNow(ONLY_ADMINISTRATORS)


def require_first_setting_up(session: Session, place: UUID, *, by: UUID, at: datetime) -> None:
    """Let the system give a power alone while the place has fewer than two administrators.

    Raises InvalidInput for an unknown place and NotPossibleNow otherwise, whoever asks.
    """
    where = _with_heirs(session, places_above(session, place))
    many = session.execute(_HOW_MANY, {"places": list(where), "on": day_of(at)}).scalar_one()
    if by != SYSTEM or many >= TWO_PERSONS:
        raise NotPossibleNow(ONLY_THE_FIRST)


def require_place(session: Session, place: UUID, *, on: date) -> Row[Any]:
    """Return the row of a place; raise InvalidInput when it is none, or ended before that day."""
    row = _read_place(session, place)
    if row.valid_until is not None and on > row.valid_until:
        says = Text(
            f"Đơn vị này kết thúc ngày {day(row.valid_until)}; hãy chọn đơn vị kế thừa.",
            f"This unit ended on {day(row.valid_until)}; choose its successor.",
        )
        raise InvalidInput(says, field="place")
    return row


def require_administrator_of(session: Session, person: UUID, *, by: UUID, at: datetime) -> None:
    """Let pass who administers every place a person holds, or is to hold, anything over.

    Whoever administers anything may act on an account that holds nothing. Raises NotPossibleNow.
    """
    if by != SYSTEM and Role.ADMINISTRATOR not in held_today(session, by, at).roles:
        raise NotPossibleNow(ONLY_ADMINISTRATORS)
    for place in places_of(session, person, at=at):
        require_administrator(session, place, by=by, at=at)


def places_of(session: Session, person: UUID, *, at: datetime) -> tuple[UUID, ...]:
    """Return every place a person holds, or is to hold, anything over."""
    asked = {"person": person, "on": day_of(at)}
    return tuple(session.execute(_PLACES_OF, asked).scalars())


def places_above(session: Session, place: UUID) -> frozenset[UUID]:
    """Return a place with its province and whatever else it lies in, or ever lay in.

    Raises InvalidInput when there is no such place.
    """
    row = _read_place(session, place)
    parents = session.execute(_ABOVE, {"place": place}).scalars()
    return frozenset({place, row.province_id, *parents} - {None})


def _read_place(session: Session, place: UUID) -> Row[Any]:
    row: Row[Any] | None = session.execute(_PLACE, {"place": place}).one_or_none()
    if row is None:
        says = Text("Không có đơn vị hành chính này.", "There is no such administrative unit.")
        raise InvalidInput(says, field="place")
    return row


def _with_heirs(session: Session, places: frozenset[UUID]) -> frozenset[UUID]:
    """Return the places and everything they went over into."""
    found, newest = places, places
    while newest:
        heirs = frozenset(session.execute(_HEIRS, {"places": list(newest)}).scalars())
        newest = heirs - found
        found |= heirs
    return found
