"""Appointments: a role for a place, given from one day and ended on another, each with an entry.

A role is given when two persons agree (`workflow.deeds.grants`). The system alone gives the
first roles of a place, those before it has two administrators; nobody appoints himself.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, Select, bindparam, delete, insert, or_, select, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import NEVER_GRANTED, Role, Text
from workflow.deeds.accounts import administration, record_deed
from workflow.deeds.administration import (
    day_of,
    require_active,
    require_administrator,
    require_first_setting_up,
    require_place,
)
from workflow.deeds.sessions import change_tokens
from workflow.errors import InvalidInput

APPOINTED, RELEASED = "appointed", "released"
_TABLES = SQLModel.metadata.tables
_APPOINTMENTS = _TABLES["appointment"]
_DELEGATIONS = _TABLES["delegation"]
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

    @property
    def facts(self) -> dict[str, str | None]:
        """Return the post as an entry of the history keeps it."""
        return {
            "person": self.person.hex,
            "role": self.role.value,
            "place": self.place.hex,
            "since": self.since.isoformat(),
            "until": self.until.isoformat() if self.until else None,
        }


def appoint(session: Session, post: Post, *, by: UUID, at: datetime) -> UUID:
    """Give a role alone, as the system does at first; return the appointment's id.

    Raises NotPossibleNow for anybody but the system, and for a place with two administrators;
    InvalidInput for an unknown person or place, a term that ends before it begins, or an
    appointment already held.
    """
    check_post(session, post)
    require_first_setting_up(session, post.place, by=by, at=at)
    appointment = keep_post(session, post)
    facts = {"appointment": appointment.hex} | post.facts
    record_deed(session, APPOINTED, facts, by=by, at=at, office=administration(post.place))
    return appointment


def check_post(session: Session, post: Post) -> None:
    """Raise InvalidInput for a post that nobody could be given, at the field that is wrong."""
    require_active(session, post.person)
    if post.role in NEVER_GRANTED:
        raise InvalidInput(_NEVER, field="role")
    if post.until is not None and post.until < post.since:
        raise InvalidInput(ENDS_TOO_EARLY, field="until")
    require_place(session, post.place, on=post.since)
    if session.execute(_standing_post(post)).first() is not None:
        says = Text(
            "Người này đã được phân công vai trò đó tại địa bàn này.",
            "This person already holds that role for this place.",
        )
        raise InvalidInput(says, field="role")


def keep_post(session: Session, post: Post) -> UUID:
    """Store an appointment that has been checked and approved; return its id."""
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
    change_tokens(session, post.person)
    return appointment


def end_appointment(
    session: Session, appointment: UUID, *, last_day: date, by: UUID, at: datetime
) -> None:
    """Set the last day of an appointment; delegations of it end with it.

    One that has not begun is taken back with its delegations; its entries stay.

    Raises InvalidInput for an unknown appointment or a day before it began, NotPossibleNow when
    `by` administers another territory.
    """
    row = session.execute(_LOCK_APPOINTMENT, {"appointment": appointment}).one_or_none()
    if row is None:
        says = Text("Không có phân công này.", "There is no such appointment.")
        raise InvalidInput(says)
    require_administrator(session, row.place_id, by=by, at=at)
    if began(row, last_day, today=day_of(at)):
        ended = update(_APPOINTMENTS).where(_APPOINTMENTS.c.id == appointment)
        session.execute(ended.values(until=last_day))
    else:
        session.execute(delete(_DELEGATIONS).where(_DELEGATIONS.c.appointment_id == appointment))
        session.execute(delete(_APPOINTMENTS).where(_APPOINTMENTS.c.id == appointment))
    change_tokens(session, row.person_id)
    facts = {"appointment": appointment.hex, "person": row.person_id.hex}
    facts["until"] = last_day.isoformat()
    record_deed(session, RELEASED, facts, by=by, at=at, office=administration(row.place_id))


def began(row: Row[Any], last_day: date, *, today: date) -> bool:
    """Whether a power that is to end on a day will have begun; else it is taken back whole.

    Raises InvalidInput for a day that would lengthen it, and for a day before the beginning of
    one that has begun already.
    """
    if row.until is not None and last_day > row.until:
        raise InvalidInput(_NOT_LONGER, field="until")
    if last_day < row.since <= today:
        raise InvalidInput(ENDS_TOO_EARLY, field="until")
    return bool(last_day >= row.since)


_NEVER = Text(
    "Không ai được phân công vai trò này: Hội đồng làm việc qua biểu quyết, ủy viên qua ghế.",
    "Nobody is appointed to this: a council acts by its ballot, a member by the seat held.",
)
ENDS_TOO_EARLY = Text(
    "Phân công kết thúc trước khi bắt đầu.", "The appointment ends before it begins."
)
_NOT_LONGER = Text(
    "Ngày này kéo dài thời hạn: phải đề nghị phân công mới, do hai người quyết định.",
    "That day makes the term longer: ask for a new grant, which two persons decide.",
)


def _standing_post(post: Post) -> Select[Any]:
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
