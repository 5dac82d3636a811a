"""The reminders a person has not seen yet, the nearest due day first."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the table read below
from states.terms import Text
from workflow.reminded import LINES, about, said

_REMINDERS = SQLModel.metadata.tables["reminder"]
MOST = 50
_UNSEEN = (
    LINES.where(_REMINDERS.c.person_id == bindparam("person"), _REMINDERS.c.seen_at.is_(None))
    .order_by(_REMINDERS.c.due_on, _REMINDERS.c.id)
    .limit(MOST + 1)
)


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """One reminder: what is due of which case or plan, when, how far off that is today."""

    id: UUID
    about: Text
    said: Text
    href: str
    due: date
    days: int


def unseen(session: Session, person: UUID, *, today: date) -> tuple[tuple[ReminderLine, ...], bool]:
    """Return what the person has not seen, and whether there is more than shown."""
    rows = session.connection().execute(_UNSEEN, {"person": person}).all()
    lines = tuple(
        ReminderLine(
            id=row.id,
            about=about(row),
            said=said(row),
            href=f"/cases/{row.number}" if row.number else f"/plans/{row.subject}",
            due=row.due_on,
            days=(row.due_on - today).days,
        )
        for row in rows[:MOST]
    )
    return lines, len(rows) > MOST


def address_of(session: Session, person: UUID) -> str:
    """Return where the person wants letters, nothing where nowhere."""
    addresses = SQLModel.metadata.tables["mail_address"]
    chosen = addresses.select().where(addresses.c.person_id == person)
    row = session.execute(chosen).one_or_none()
    return row.address if row else ""
