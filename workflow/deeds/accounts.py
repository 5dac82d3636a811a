"""People and what they are appointed to: added, appointed, released, each with an entry.

Nobody appoints himself. An administrator acts over the places he is appointed for; the
system acts where the command line does, before there is an administrator.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, Select, bindparam, insert, or_, select, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Role, Text
from workflow import history, passwords
from workflow.access import Held, held_by
from workflow.calendar import HANOI
from workflow.database import stored_instant
from workflow.deeds.sessions import end_sessions
from workflow.deeds.signing_in import LONGEST_LOGIN, login_of
from workflow.errors import InvalidInput, NotPossibleNow

SYSTEM = UUID("00000000-0000-4000-8000-000000000001")
SYSTEM_LOGIN = "@system"
NO_PASSWORD = "!"  # noqa: S105 - no hash has this form, so nothing matches it
ADDED, APPOINTED, RELEASED, CLOSED = "person_added", "appointed", "released", "account_closed"
_TABLES = SQLModel.metadata.tables
_PERSONS = _TABLES["person"]
_APPOINTMENTS = _TABLES["appointment"]
_PLACES = _TABLES["place"]
_PARENTS = _TABLES["place_parent"]
_BY_LOGIN = select(_PERSONS.c.id).where(_PERSONS.c.login == bindparam("login"))
_BY_ID = select(_PERSONS.c.active).where(_PERSONS.c.id == bindparam("person"))
_PLACE = select(_PLACES.c.id, _PLACES.c.province_id).where(_PLACES.c.id == bindparam("place"))
_ABOVE = select(_PARENTS.c.parent_id).where(_PARENTS.c.place_id == bindparam("place"))
_LOCK_APPOINTMENT = (
    select(_APPOINTMENTS).where(_APPOINTMENTS.c.id == bindparam("appointment")).with_for_update()
)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who is to sign in: the name typed to do so, the name shown, the first password."""

    login: str
    name: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Post:
    """One role for one place, from one day until another; both days are counted."""

    person: UUID
    role: Role
    place: UUID
    since: date
    until: date | None = None


def system_actor(session: Session, *, at: datetime) -> UUID:
    """Return the id the command line acts under: a person who can never sign in."""
    if session.execute(_BY_ID, {"person": SYSTEM}).one_or_none() is None:
        row = _person(SYSTEM, SYSTEM_LOGIN, "Hệ thống", NO_PASSWORD, at=at)
        session.execute(insert(_PERSONS), row | {"active": False})
    return SYSTEM


def add_person(session: Session, newcomer: NewPerson, *, by: UUID, at: datetime) -> UUID:
    """Add a person who may sign in; without an appointment there is nothing to be seen.

    Raises InvalidInput for a login that is taken or unreadable, a missing name, or a password
    that is too short; NotPossibleNow when `by` administers nothing.
    """
    if by != SYSTEM and Role.ADMINISTRATOR not in _held(session, by, at).roles:
        raise NotPossibleNow(_ONLY_ADMINISTRATORS)
    login = login_of(newcomer.login)
    _check_login(session, login)
    if not newcomer.name.strip():
        says = Text("Cần ghi họ và tên.", "Give the full name.")
        raise InvalidInput(says, field="name")
    kept = passwords.hashed(newcomer.password)
    person = uuid4()
    row = _person(person, login, newcomer.name.strip(), kept, at=at)
    session.execute(insert(_PERSONS), row)
    _record(session, ADDED, {"person": person.hex}, by=by, at=at)
    return person


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
    _record(session, APPOINTED, facts, by=by, at=at)
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
    _record(session, RELEASED, facts | {"until": last_day.isoformat()}, by=by, at=at)


def close_account(session: Session, person: UUID, *, by: UUID, at: datetime) -> None:
    """Close an account: its sessions end at once and it opens no new one; its deeds stay.

    Raises InvalidInput for an unknown person, NotPossibleNow when `by` administers nothing.
    """
    if by != SYSTEM and Role.ADMINISTRATOR not in _held(session, by, at).roles:
        raise NotPossibleNow(_ONLY_ADMINISTRATORS)
    closed = update(_PERSONS).where(_PERSONS.c.id == person, _PERSONS.c.active)
    if session.connection().execute(closed.values(active=False)).rowcount != 1:
        raise InvalidInput(_UNKNOWN_PERSON, field="person")
    end_sessions(session, person, at=at)
    _record(session, CLOSED, {"person": person.hex}, by=by, at=at)


_ONLY_ADMINISTRATORS = Text(
    "Việc này chỉ quản trị hệ thống của địa bàn đó được làm.",
    "Only an administrator of that territory may do this.",
)
_NOT_HIMSELF = Text(
    "Không ai được tự phân công cho mình; hãy nhờ một quản trị khác.",
    "Nobody appoints himself; ask another administrator.",
)
_UNKNOWN_PERSON = Text("Không có tài khoản đang hoạt động này.", "There is no such active account.")
_ENDS_TOO_EARLY = Text(
    "Phân công kết thúc trước khi bắt đầu.", "The appointment ends before it begins."
)


def _person(person: UUID, login: str, name: str, kept: str, *, at: datetime) -> dict[str, Any]:
    return {
        "id": person,
        "login": login,
        "name": name,
        "password_hash": kept,
        "active": True,
        "created_at": stored_instant(at),
    }


def _check_login(session: Session, login: str) -> None:
    if not login or not login[0].isalnum() or any(sign.isspace() for sign in login):
        says = Text(
            f"Tên đăng nhập có 1 đến {LONGEST_LOGIN} ký tự, bắt đầu bằng chữ hoặc số, "
            "không có khoảng trắng.",
            f"A user name has 1 to {LONGEST_LOGIN} characters, begins with a letter or a digit "
            "and has no space.",
        )
        raise InvalidInput(says, field="login")
    if session.execute(_BY_LOGIN, {"login": login}).one_or_none() is not None:
        says = Text("Tên đăng nhập này đã có người dùng.", "This user name is taken.")
        raise InvalidInput(says, field="login")


def _check_post(session: Session, post: Post) -> None:
    if not session.execute(_BY_ID, {"person": post.person}).scalar():
        raise InvalidInput(_UNKNOWN_PERSON, field="person")
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
    if by != SYSTEM and Role.ADMINISTRATOR not in _held(session, by, at).roles_over(where):
        raise NotPossibleNow(_ONLY_ADMINISTRATORS)


def _places_above(session: Session, place: UUID) -> frozenset[UUID]:
    row: Row[Any] | None = session.execute(_PLACE, {"place": place}).one_or_none()
    if row is None:
        says = Text("Không có đơn vị hành chính này.", "There is no such administrative unit.")
        raise InvalidInput(says, field="place")
    parents = session.execute(_ABOVE, {"place": place}).scalars()
    return frozenset({place, row.province_id, *parents} - {None})


def _held(session: Session, by: UUID, at: datetime) -> Held:
    return held_by(session, by, on=at.astimezone(HANOI).date())


def _record(session: Session, deed: str, facts: dict[str, Any], *, by: UUID, at: datetime) -> None:
    on = at.astimezone(HANOI).date()
    draft = history.EntryDraft(deed=deed, by=by, effective=on, facts=facts)
    history.record(session, draft, at=at)
