"""Reminders of due days, where they are mailed to, and the letters waiting to be sent."""

from datetime import date
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from workflow.columns import INSTANT_LENGTH, stored_by_value


class ReminderKind(StrEnum):
    """How far off a due day is when somebody is reminded of it."""

    SOON = "soon"
    TODAY = "today"
    OVERDUE = "overdue"


class Reminder(SQLModel, table=True):
    """One person reminded once of one due day, at one distance from it.

    `subject` is the id of a case or of a plan; `what` names the period or the day of the plan.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("person_id", "subject", "what", "due_on", "kind"),
        Index(None, "person_id", "seen_at"),
        Index(None, "outbox_id"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    case_id: UUID | None = Field(default=None, foreign_key="case_file.id", index=True)
    subject: str = Field(max_length=60)
    what: str = Field(max_length=40)
    due_on: date
    kind: ReminderKind = Field(sa_type=stored_by_value(ReminderKind, "kind"))
    said_on: date
    seen_at: str | None = Field(default=None, max_length=INSTANT_LENGTH)
    outbox_id: UUID | None = Field(default=None, foreign_key="outbox.id")


class MailAddress(SQLModel, table=True):
    """Where a person wants the daily letter; nobody has to."""

    __tablename__ = "mail_address"

    person_id: UUID = Field(foreign_key="person.id", primary_key=True)
    address: str = Field(max_length=254)


class Outbox(SQLModel, table=True):
    """One letter of a day for one person; its id makes the Message-ID, however often it goes."""

    __tablename__ = "outbox"
    __table_args__ = (UniqueConstraint("person_id", "day"), Index(None, "sent_at", "claimed_at"))

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    day: date
    address: str = Field(max_length=254)
    subject: str
    body: str
    claimed_at: str | None = Field(default=None, max_length=INSTANT_LENGTH)
    sent_at: str | None = Field(default=None, max_length=INSTANT_LENGTH)
