"""The people who use the system: their accounts and their appointments."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from states.terms import NEVER_GRANTED, Role
from workflow.columns import INSTANT_LENGTH, stored_by_value

GRANTED = tuple(role.value for role in Role if role not in NEVER_GRANTED)


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
    __table_args__ = (
        CheckConstraint("since <= until", name="term"),
        CheckConstraint(f"role IN {GRANTED}", name="role"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    role: Role = Field(sa_type=stored_by_value(Role, "role", checked=False))
    place_id: UUID = Field(foreign_key="place.id", index=True)
    since: date
    until: date | None = None
