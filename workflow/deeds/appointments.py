"""Appointments: a role for a place, given from one day and ended on another, each with an entry.

Nobody appoints himself. An administrator acts over the places he is appointed for.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, Select, bindparam, insert, or_, select, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Role, Text
from workflow.deeds.accounts import (
    IS_ACTIVE,
    ONLY_ADMINISTRATORS,
    SYSTEM,
    UNKNOWN_PERSON,
    held_today,
    record_deed,
)
from workflow.errors import InvalidInput, NotPossibleNow

APPOINTED, RELEASED = "appointed", "released"
_TABLES = SQLModel.metadata.tables
_APPOINTMENTS = _TABLES["appointment"]
_PLACES = _TABLES["place"]
_PARENTS = _TABLES["place_parent"]
_PLACE = select(_PLACES.c.id, _PLACES.c.province_id).where(_PLACES.c.id == bindparam("place"))
_ABOVE = select(_PARENTS.c.parent_id).where(_PARENTS.c.place_id == bindparam("place"))
_LOCK_APPOINTMENT = (
    select(_APPOINTMENTS).where(_APPOINTMENTS.c.id == bindparam("appointment")).with_for_update()
)


@dataclass(frozen=True, slots=True)
class Post:
    """One role for one place, from one day until another; both days are counted."""

    person: UUID
    role: Role
    place: UUID
    since: date
    until: date | None = None


def appoint(session: Session, post: Post, *, by: UUID, at: datetime) -> UUID:
    """Appoint a person to a role for a place; return the appointment's id.

    Raises NotPossibleNow when somebody appoints himself or administers another territory, and
    InvalidInput for an unknown person or place, a term that ends before it begins, or an
    appointment already held.
    """
    if post.person == by:
        raise NotPossibleNow(_NOT_HIMSELF)
    _check_post(session, post)
    _require_administrator(session, post.place, by=by, at=at)
    appointment = uuid4()
    row = {
        "id": appointment,
        "person_id": post.person,
        "role": post.role,
        "place_id": post.place,
        "since": post.since,
        "until": post.until,
    }
    session.execute(insert(_APPOINTMENTS), row)
    facts = {
        "appointment": appointment.hex,
        "person": post.person.hex,
        "role": post.role.value,
        "place": post.place.hex,
        "since": post.since.isoformat(),
        "until": post.until.isoformat() if post.until else None,
    }
    record_deed(session, APPOINTED, facts, by=by, at=at)
    return appointment


def end_appointment(
    session: Session, appointment: UUID, *, last_day: date, by: UUID, at: datetime
) -> None:
    """Set the last day of an appointment; it is never deleted.

    Raises InvalidInput for an unknown appointment or a day before it began, NotPossibleNow when
    `by` administers another territory.
    """
    row = session.execute(_LOCK_APPOINTMENT, {"appointment": appointment}).one_or_none()
    if row is None:
        says = Text("Không có phân công này.", "There is no such appointment.")
        raise InvalidInput(says)
    if last_day < row.since:
        raise InvalidInput(_ENDS_TOO_EARLY, field="until")
    _require_administrator(session, row.place_id, by=by, at=at)
    ended = update(_APPOINTMENTS).where(_APPOINTMENTS.c.id == appointment)
    session.execute(ended.values(until=last_day))
    facts = {"appointment": appointment.hex, "person": row.person_id.hex}
    record_deed(session, RELEASED, facts | {"until": last_day.isoformat()}, by=by, at=at)


_NOT_HIMSELF = Text(
    "Không ai được tự phân công cho mình; hãy nhờ một quản trị khác.",
    "Nobody appoints himself; ask another administrator.",
)
_ENDS_TOO_EARLY = Text(
    "Phân công kết thúc trước khi bắt đầu.", "The appointment ends before it begins."
)


def _check_post(session: Session, post: Post) -> None:
    if not session.execute(IS_ACTIVE, {"person": post.person}).scalar():
        raise InvalidInput(UNKNOWN_PERSON, field="person")
    if post.until is not None and post.until < post.since:
        raise InvalidInput(_ENDS_TOO_EARLY, field="until")
    if session.execute(_standing_post(post)).first() is not None:
        says = Text(
            "Người này đã được phân công vai trò đó tại địa bàn này.",
            "This person already holds that role for this place.",
        )
        raise InvalidInput(says, field="role")


def _standing_post(post: Post) -> Select[tuple[UUID]]:
    """Return the question for an appointment that overlaps the new one."""
    overlaps = [
        _APPOINTMENTS.c.person_id == post.person,
        _APPOINTMENTS.c.role == post.role,
        _APPOINTMENTS.c.place_id == post.place,
        or_(_APPOINTMENTS.c.until.is_(None), _APPOINTMENTS.c.until >= post.since),
    ]
    if post.until is not None:
        overlaps.append(_APPOINTMENTS.c.since <= post.until)
    return select(_APPOINTMENTS.c.id).where(*overlaps)


def _require_administrator(session: Session, place: UUID, *, by: UUID, at: datetime) -> None:
    where = _places_above(session, place)
    if by != SYSTEM and Role.ADMINISTRATOR not in held_today(session, by, at).roles_over(where):
        raise NotPossibleNow(ONLY_ADMINISTRATORS)


def _places_above(session: Session, place: UUID) -> frozenset[UUID]:
    row: Row[Any] | None = session.execute(_PLACE, {"place": place}).one_or_none()
    if row is None:
        says = Text("Không có đơn vị hành chính này.", "There is no such administrative unit.")
        raise InvalidInput(says, field="place")
    parents = session.execute(_ABOVE, {"place": place}).scalars()
    return frozenset({place, row.province_id, *parents} - {None})
