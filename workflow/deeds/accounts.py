"""People who may sign in: their accounts are opened, each with an entry.

The system acts where the command line does, before there is an administrator.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import bindparam, insert, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Role, Text
from workflow import history, passwords
from workflow.access import Held, held_by
from workflow.calendar import HANOI
from workflow.database import stored_instant
from workflow.deeds.signing_in import LONGEST_LOGIN, login_of
from workflow.errors import InvalidInput, NotPossibleNow
from workflow.password_rules import refuse_guessable

SYSTEM = UUID("00000000-0000-4000-8000-000000000001")
SYSTEM_LOGIN = "@system"
NO_PASSWORD = "!"  # noqa: S105 - no hash has this form, so nothing matches it
ADDED = "person_added"
_TABLES = SQLModel.metadata.tables
_PERSONS = _TABLES["person"]
_BY_LOGIN = select(_PERSONS.c.id).where(_PERSONS.c.login == bindparam("login"))
IS_ACTIVE = select(_PERSONS.c.active).where(_PERSONS.c.id == bindparam("person"))


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who is to sign in: the name typed to do so, the name shown, the first password."""

    login: str
    name: str
    password: str = field(repr=False)


def system_actor(session: Session, *, at: datetime) -> UUID:
    """Return the id the command line acts under: a person who can never sign in."""
    if session.execute(IS_ACTIVE, {"person": SYSTEM}).one_or_none() is None:
        row = _person(SYSTEM, SYSTEM_LOGIN, "Hệ thống", NO_PASSWORD, at=at)
        session.execute(insert(_PERSONS), row | {"active": False})
    return SYSTEM


def add_person(session: Session, newcomer: NewPerson, *, by: UUID, at: datetime) -> UUID:
    """Add a person who may sign in; without an appointment there is nothing to be seen.

    Raises InvalidInput for a login that is taken or unreadable, a missing name, or a password
    that is too short or easily guessed; NotPossibleNow when `by` administers nothing.
    """
    if by != SYSTEM and Role.ADMINISTRATOR not in held_today(session, by, at).roles:
        raise NotPossibleNow(ONLY_ADMINISTRATORS)
    login = login_of(newcomer.login)
    _check_login(session, login)
    if not newcomer.name.strip():
        says = Text("Cần ghi họ và tên.", "Give the full name.")
        raise InvalidInput(says, field="name")
    refuse_guessable(newcomer.password, about=(login, newcomer.name))
    kept = passwords.hashed(newcomer.password)
    person = uuid4()
    row = _person(person, login, newcomer.name.strip(), kept, at=at)
    session.execute(insert(_PERSONS), row)
    record_deed(session, ADDED, {"person": person.hex}, by=by, at=at)
    return person


ONLY_ADMINISTRATORS = Text(
    "Việc này chỉ quản trị hệ thống của địa bàn đó được làm.",
    "Only an administrator of that territory may do this.",
)
UNKNOWN_PERSON = Text("Không có tài khoản đang hoạt động này.", "There is no such active account.")


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


def held_today(session: Session, by: UUID, at: datetime) -> Held:
    """Return what a person is appointed to on the day of an instant."""
    return held_by(session, by, on=at.astimezone(HANOI).date())


@dataclass(frozen=True, slots=True)
class Office:
    """The role a deed is done in, and the places it is about, whose auditors read of it."""

    role: Role | None
    places: frozenset[UUID]


def record_deed(
    session: Session,
    deed: str,
    facts: dict[str, Any],
    *,
    by: UUID,
    at: datetime,
    office: Office | None = None,
    on: date | None = None,
) -> int:
    """Record a deed that belongs to no case, under a delegation with whom it is done for.

    Without an office it is about accounts alone, and auditors of every place read it. `on` is
    its legal day where that is another than today. Return the number of its entry.
    """
    role = office.role if office and by != SYSTEM else None
    draft = history.EntryDraft(
        deed=deed,
        by=by,
        acting_for=acting_for(session, office, by=by, at=at) if office and role else None,
        capacity=role.value if role else None,
        effective=on or at.astimezone(HANOI).date(),
        facts=facts,
        places=office.places if office else frozenset(),
    )
    return history.record(session, draft, at=at).number


def acting_for(session: Session, office: Office, *, by: UUID, at: datetime) -> UUID | None:
    """Return for whom somebody exercises a role today; None where it is one's own."""
    if office.role is None:
        return None
    behalf = held_today(session, by, at).acting_for(office.role, office.places)
    return behalf[0] if behalf else None


def administration(place: UUID) -> Office:
    """Return the office of an administrator over a place."""
    return Office(Role.ADMINISTRATOR, frozenset({place}))
