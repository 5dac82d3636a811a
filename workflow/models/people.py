"""The people who use the system: accounts, appointments, sign-ins."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from states.terms import Role
from workflow.columns import INSTANT_LENGTH, stored_by_value


class Person(SQLModel, table=True):
    """Somebody who may sign in; the history names a person by this id alone."""

    __tablename__ = "person"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    login: str = Field(unique=True, max_length=80)
    name: str
    password_hash: str
    active: bool = True
    created_at: str = Field(max_length=INSTANT_LENGTH)


class Appointment(SQLModel, table=True):
    """One role for one territory from one day until another; both days are counted."""

    __tablename__ = "appointment"
    __table_args__ = (CheckConstraint("since <= until", name="term"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    role: Role = Field(sa_type=stored_by_value(Role, "role"))
    place_id: UUID = Field(foreign_key="place.id", index=True)
    since: date
    until: date | None = None


class SignInSession(SQLModel, table=True):
    """One signed-in browser; the token is kept only as its SHA-256, in hex."""

    __tablename__ = "sign_in_session"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    token_hash: str = Field(unique=True, max_length=64)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    form_key: str
    created_at: str = Field(max_length=INSTANT_LENGTH)
    seen_at: str = Field(max_length=INSTANT_LENGTH)
    ended_at: str | None = Field(default=None, max_length=INSTANT_LENGTH)


class SignInAttempt(SQLModel, table=True):
    """One attempt to sign in, written before the password is checked, for the throttle."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index(None, "login", "at"), Index(None, "address", "at"))

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    login: str
    address: str
    at: str = Field(max_length=INSTANT_LENGTH)
    succeeded: bool
