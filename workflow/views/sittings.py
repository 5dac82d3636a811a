"""Sittings as they are listed: which a person may see, which councils may be called, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Role, Seat, Term, Text
from workflow.access import held_by
from workflow.models.sittings import MotionStatus
from workflow.views.naming import unit

READERS = (Role.SECRETARY, Role.COMMITTEE_OFFICE, Role.AUDITOR)
"""Who reads the sittings of the councils of a territory; members read those of their own."""
_TABLES = SQLModel.metadata.tables
_SITTINGS = _TABLES["sitting"]
_MOTIONS = _TABLES["motion"]
_COUNCILS = _TABLES["council"]
_PLACES = _TABLES["place"]
_SEATS = _TABLES["seat"]
_CLERKS = (Seat.SECRETARY, Seat.CHAIR)
_NOT_ENDED = _MOTIONS.c.status.in_([MotionStatus.WAITING, MotionStatus.OPEN])
_ALL: Select[Any] = select(
    _SITTINGS,
    _COUNCILS.c.name.label("council"),
    _COUNCILS.c.place_id,
    _COUNCILS.c.until.label("council_until"),
    _PLACES.c.kind.label("place_kind"),
    _PLACES.c.name.label("place_name"),
).select_from(
    _SITTINGS.join(_COUNCILS, _COUNCILS.c.id == _SITTINGS.c.council_id).join(
        _PLACES, _PLACES.c.id == _COUNCILS.c.place_id
    )
)
_COUNTED = (
    select(
        _MOTIONS.c.sitting_id,
        func.count().label("motions"),
        func.count().filter(_NOT_ENDED).label("waiting"),
    )
    .group_by(_MOTIONS.c.sitting_id)
    .subquery()
)


class SittingStanding(Term):
    """Where a sitting stands: its day has not come, it may be held now, or it is closed."""

    PLANNED = "planned", "Sắp họp", "To be held"
    HELD = "held", "Đang họp", "In session"
    CLOSED = "closed", "Đã kết thúc", "Closed"


@dataclass(frozen=True, slots=True)
class SittingLine:
    """One sitting as a list shows it; `waiting` of its motions have not ended."""

    id: str
    number: str
    council: str
    council_id: str
    place_id: UUID
    province: Text
    held_on: date
    place: str
    standing: SittingStanding
    motions: int
    waiting: int


@dataclass(frozen=True, slots=True)
class CallableCouncil:
    """A council this person may call to a sitting."""

    id: str
    name: str


def sittings_seen(
    session: Session, *, person: UUID, on: date, still_open: bool = False
) -> tuple[SittingLine, ...]:
    """Return the sittings a person may see, the latest first; on asking only those not closed."""
    places = held_by(session, person, on=on).places(*READERS)
    counted = (
        _ALL.add_columns(
            func.coalesce(_COUNTED.c.motions, 0).label("motions"),
            func.coalesce(_COUNTED.c.waiting, 0).label("waiting"),
        )
        .outerjoin(_COUNTED, _COUNTED.c.sitting_id == _SITTINGS.c.id)
        .where(_seen(person, places, on))
        .order_by(_SITTINGS.c.held_on.desc(), _SITTINGS.c.opened_at.desc())
    )
    if still_open:
        counted = counted.where(_SITTINGS.c.closed_at.is_(None))
    return tuple(
        line_of(row, on=on, motions=row.motions, waiting=row.waiting)
        for row in session.execute(counted)
    )


def read_seen(session: Session, sitting: UUID, *, person: UUID, on: date) -> Row[Any] | None:
    """Return a sitting with its council, or None where it is not this person's to see."""
    places = held_by(session, person, on=on).places(*READERS)
    found = session.execute(_ALL.where(_seen(person, places, on), _SITTINGS.c.id == sitting))
    return found.one_or_none()


def line_of(row: Row[Any], *, on: date, motions: int, waiting: int) -> SittingLine:
    """Return a sitting as a list shows it."""
    return SittingLine(
        id=row.id.hex,
        number=row.number,
        council=row.council,
        council_id=row.council_id.hex,
        place_id=row.place_id,
        province=unit(row.place_kind, row.place_name),
        held_on=row.held_on,
        place=row.place,
        standing=standing_of(row, on=on),
        motions=motions,
        waiting=waiting,
    )


def standing_of(row: Row[Any], *, on: date) -> SittingStanding:
    """Return where a sitting stands on a day."""
    if row.closed_at is not None:
        return SittingStanding.CLOSED
    return SittingStanding.PLANNED if row.held_on > on else SittingStanding.HELD


def councils_to_call(session: Session, *, person: UUID, on: date) -> tuple[CallableCouncil, ...]:
    """Return the councils that stand and whose secretary, chair or clerk a person is."""
    places = held_by(session, person, on=on).places(Role.SECRETARY)
    seated = exists().where(
        _SEATS.c.council_id == _COUNCILS.c.id,
        _SEATS.c.person_id == person,
        _SEATS.c.kind.in_(_CLERKS),
        _runs(_SEATS.c, on),
    )
    chosen = (
        select(_COUNCILS.c.id, _COUNCILS.c.name)
        .where(_runs(_COUNCILS.c, on), or_(seated, _COUNCILS.c.place_id.in_(places)))
        .order_by(_COUNCILS.c.name, _COUNCILS.c.id)
    )
    return tuple(CallableCouncil(row.id.hex, row.name) for row in session.execute(chosen))


def _seen(person: UUID, places: frozenset[UUID], on: date) -> ColumnElement[bool]:
    """Whether a sitting is of a council one sits on, now or then, or of one's territory."""
    seated = exists().where(
        _SEATS.c.council_id == _SITTINGS.c.council_id,
        _SEATS.c.person_id == person,
        or_(_runs(_SEATS.c, on), _runs(_SEATS.c, _SITTINGS.c.held_on)),
    )
    return or_(seated, _COUNCILS.c.place_id.in_(places))


def _runs(columns: Any, on: Any) -> ColumnElement[bool]:  # noqa: ANN401 - of seat or council
    return and_(columns.since <= on, or_(columns.until.is_(None), columns.until >= on))


def names_of(session: Session, people: set[UUID]) -> Mapping[UUID, str]:
    """Return the names of today of these people."""
    persons = _TABLES["person"]
    rows = session.execute(
        select(persons.c.id, persons.c.name).where(persons.c.id.in_(sorted(people, key=str)))
    )
    return {row.id: row.name for row in rows}
