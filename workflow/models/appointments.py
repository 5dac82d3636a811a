"""Who was given what, by whom: grants asked for, councils with their seats, delegations."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from states.terms import Capacity, Granted, Seat
from workflow.columns import INSTANT_LENGTH, stored_by_value


class Council(SQLModel, table=True):
    """An appraisal council of a province, from its founding until it is dissolved."""

    __tablename__ = "council"
    __table_args__ = (CheckConstraint("since <= until", name="term"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    place_id: UUID = Field(foreign_key="place.id", index=True)
    name: str
    since: date
    until: date | None = None


class CouncilSeat(SQLModel, table=True):
    """One person's seat on a council from one day until another; both days are counted."""

    __tablename__ = "seat"
    __table_args__ = (CheckConstraint("since <= until", name="term"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    council_id: UUID = Field(foreign_key="council.id", index=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    kind: Seat = Field(sa_type=stored_by_value(Seat, "kind"))
    since: date
    until: date | None = None


class Delegation(SQLModel, table=True):
    """A holder's appointment exercised by somebody else for a time; never delegated further."""

    __tablename__ = "delegation"
    __table_args__ = (CheckConstraint("since <= until", name="term"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    appointment_id: UUID = Field(foreign_key="appointment.id", index=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    capacity: Capacity = Field(sa_type=stored_by_value(Capacity, "capacity"))
    since: date
    until: date


class GrantRequest(SQLModel, table=True):
    """A power asked for by one person and decided by another; kept whatever the answer.

    A role has `role` (the value of a Role) and `place_id`; a seat `council_id` and `seat`; a
    delegation `appointment_id` and `capacity`. `given_id` is the row that an approval made.
    """

    __tablename__ = "grant_request"
    __table_args__ = (
        CheckConstraint("since <= until", name="term"),
        CheckConstraint("asked_by <> person_id", name="asked_for_another"),
        CheckConstraint("decided_by <> person_id", name="decided_for_another"),
        CheckConstraint("decided_by <> asked_by", name="two_persons"),
        CheckConstraint(
            "(decided_by IS NULL) = (decided_at IS NULL) AND "
            "(decided_by IS NULL) = (approved IS NULL)",
            name="decided_whole",
        ),
        CheckConstraint(
            "(granted = 'role' AND role IS NOT NULL AND place_id IS NOT NULL) OR "
            "(granted = 'seat' AND council_id IS NOT NULL AND seat IS NOT NULL) OR "
            "(granted = 'delegation' AND appointment_id IS NOT NULL AND capacity IS NOT NULL)",
            name="says_what",
        ),
        Index(
            "ix_grant_request_waiting",
            "asked_at",
            sqlite_where=text("decided_by IS NULL"),
            postgresql_where=text("decided_by IS NULL"),
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    granted: Granted = Field(sa_type=stored_by_value(Granted, "granted"))
    person_id: UUID = Field(foreign_key="person.id", index=True)
    role: str | None = Field(default=None, max_length=40)
    place_id: UUID | None = Field(default=None, foreign_key="place.id")
    council_id: UUID | None = Field(default=None, foreign_key="council.id")
    seat: Seat | None = Field(default=None, sa_type=stored_by_value(Seat, "seat"))
    appointment_id: UUID | None = Field(default=None, foreign_key="appointment.id")
    capacity: Capacity | None = Field(default=None, sa_type=stored_by_value(Capacity, "capacity"))
    since: date
    until: date | None = None
    asked_by: UUID = Field(foreign_key="person.id")
    asked_at: str = Field(max_length=INSTANT_LENGTH)
    decided_by: UUID | None = Field(default=None, foreign_key="person.id")
    decided_at: str | None = Field(default=None, max_length=INSTANT_LENGTH)
    approved: bool | None = None
    reason: str | None = None
    given_id: UUID | None = None
