"""Delegations: a holder lets somebody else exercise an appointment for a time.

The delegation starts and ends by itself, never outlasts the appointment, and is not passed on:
what is delegated is an appointment, and a delegation is none. An administrator's appointment is
not delegated, nor is a seat on a council: an alternate sits in a seat of his own.
Who proposed a case does not judge it through a delegate; that is asked at each deed.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, Select, bindparam, delete, insert, select, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Capacity, Role, Text
from workflow.deeds.accounts import Office, administration, record_deed
from workflow.deeds.administration import day_of, require_active, require_administrator
from workflow.deeds.appointments import ENDS_TOO_EARLY, began
from workflow.deeds.sessions import change_tokens
from workflow.errors import InvalidInput, NotPossibleNow

DELEGATED, UNDELEGATED = "delegated", "delegation_ended"
_TABLES = SQLModel.metadata.tables
_APPOINTMENTS = _TABLES["appointment"]
_DELEGATIONS = _TABLES["delegation"]
_LOCK_APPOINTMENT: Select[Any] = (
    select(_APPOINTMENTS).where(_APPOINTMENTS.c.id == bindparam("appointment")).with_for_update()
)
_LOCK_DELEGATION: Select[Any] = (
    select(_DELEGATIONS, _APPOINTMENTS.c.person_id.label("holder"), _APPOINTMENTS.c.place_id)
    .join(_APPOINTMENTS, _APPOINTMENTS.c.id == _DELEGATIONS.c.appointment_id)
    .where(_DELEGATIONS.c.id == bindparam("delegation"))
    .with_for_update()
)


@dataclass(frozen=True, slots=True)
class Deputy:
    """One appointment exercised by another person, from one day until another, in a capacity."""

    person: UUID
    appointment: UUID
    capacity: Capacity
    since: date
    until: date

    @property
    def facts(self) -> dict[str, str | None]:
        """Return the delegation as an entry of the history keeps it."""
        return {
            "person": self.person.hex,
            "appointment": self.appointment.hex,
            "capacity": self.capacity.value,
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
        }


def delegate(session: Session, deputy: Deputy, *, by: UUID, at: datetime) -> UUID:
    """Let the holder hand an appointment to somebody else for a time; return the delegation's id.

    An administrator asks for a delegation as for every grant (`workflow.deeds.grants`).

    Raises NotPossibleNow when `by` does not hold the appointment, and InvalidInput as
    `check_deputy` does or for a day already over.
    """
    appointment = check_deputy(session, deputy)
    if appointment.person_id != by:
        raise NotPossibleNow(_ONLY_THE_HOLDER)
    if deputy.since < day_of(at):
        raise InvalidInput(IN_THE_PAST, field="since")
    delegation = keep_deputy(session, deputy)
    facts = {"delegation": delegation.hex} | deputy.facts | held_facts(appointment)
    office = Office(appointment.role, frozenset({appointment.place_id}))
    record_deed(session, DELEGATED, facts, by=by, at=at, office=office)
    return delegation


def check_deputy(session: Session, deputy: Deputy) -> Row[Any]:
    """Lock the appointment and return it.

    Raises InvalidInput for an unknown appointment or person, one delegated to its holder, an
    administrator's, a term outside the appointment's, or a second delegate at the same time.
    """
    row: Row[Any] | None = session.execute(
        _LOCK_APPOINTMENT, {"appointment": deputy.appointment}
    ).one_or_none()
    if row is None:
        raise InvalidInput(_NO_APPOINTMENT, field="appointment")
    require_active(session, deputy.person)
    require_active(session, row.person_id)
    if row.role is Role.ADMINISTRATOR:
        raise InvalidInput(_NOT_ADMINISTRATION, field="appointment")
    if row.person_id == deputy.person:
        raise InvalidInput(_NOT_TO_HIMSELF, field="person")
    if deputy.until < deputy.since:
        raise InvalidInput(ENDS_TOO_EARLY, field="until")
    if deputy.since < row.since or (row.until is not None and deputy.until > row.until):
        raise InvalidInput(_OUTSIDE_THE_TERM, field="until")
    if session.execute(_overlapping(deputy)).first() is not None:
        raise InvalidInput(_ONE_AT_A_TIME, field="since")
    return row


def keep_deputy(session: Session, deputy: Deputy) -> UUID:
    """Store a delegation that has been checked; return its id."""
    delegation = uuid4()
    row = {
        "id": delegation,
        "appointment_id": deputy.appointment,
        "person_id": deputy.person,
        "capacity": deputy.capacity,
        "since": deputy.since,
        "until": deputy.until,
    }
    session.execute(insert(_DELEGATIONS), row)
    change_tokens(session, deputy.person)
    return delegation


def held_facts(appointment: Row[Any]) -> dict[str, str | None]:
    """Return whose appointment is delegated, and what it is, for the entry."""
    return {
        "holder": appointment.person_id.hex,
        "role": appointment.role.value,
        "place": appointment.place_id.hex,
    }


def end_delegation(
    session: Session, delegation: UUID, *, last_day: date, by: UUID, at: datetime
) -> None:
    """End a delegation before its time: by its holder, its delegate or an administrator.

    Raises InvalidInput for an unknown delegation, a day before it began or one that would
    lengthen it; NotPossibleNow for anybody else.
    """
    row = session.execute(_LOCK_DELEGATION, {"delegation": delegation}).one_or_none()
    if row is None:
        raise InvalidInput(Text("Không có ủy quyền này.", "There is no such delegation."))
    office = Office(None, frozenset({row.place_id}))
    if by not in (row.holder, row.person_id):
        office = administration(row.place_id)
        require_administrator(session, row.place_id, by=by, at=at)
    if began(row, last_day, today=day_of(at)):
        ended = update(_DELEGATIONS).where(_DELEGATIONS.c.id == delegation)
        session.execute(ended.values(until=last_day))
    else:
        session.execute(delete(_DELEGATIONS).where(_DELEGATIONS.c.id == delegation))
    change_tokens(session, row.person_id)
    facts = {
        "delegation": delegation.hex,
        "appointment": row.appointment_id.hex,
        "holder": row.holder.hex,
        "person": row.person_id.hex,
        "until": last_day.isoformat(),
    }
    record_deed(session, UNDELEGATED, facts, by=by, at=at, office=office)


IN_THE_PAST = Text("Ngày bắt đầu đã qua.", "The first day is over already.")
_NO_APPOINTMENT = Text("Không có phân công này.", "There is no such appointment.")
_ONLY_THE_HOLDER = Text(
    "Chỉ người được phân công mới tự ủy quyền; quản trị đề nghị thì một quản trị khác duyệt.",
    "Only the holder delegates directly; what an administrator asks for, another one approves.",
)
_NOT_ADMINISTRATION = Text(
    "Quyền quản trị không ủy quyền được.", "An administrator's power is not delegated."
)
_NOT_TO_HIMSELF = Text("Không ai ủy quyền cho chính mình.", "Nobody delegates to himself.")
_OUTSIDE_THE_TERM = Text(
    "Ủy quyền phải nằm trong thời hạn của phân công.",
    "A delegation lies within the term of the appointment.",
)
_ONE_AT_A_TIME = Text(
    "Phân công này đã ủy quyền cho một người trong thời gian đó.",
    "This appointment is delegated to somebody at that time.",
)


def _overlapping(deputy: Deputy) -> Select[Any]:
    return select(_DELEGATIONS.c.id).where(
        _DELEGATIONS.c.appointment_id == deputy.appointment,
        _DELEGATIONS.c.since <= deputy.until,
        _DELEGATIONS.c.until >= deputy.since,
    )
