"""A person marks reminders as seen; that is nobody's business but that person's, and no deed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the table written below
from workflow.database import stored_instant

_REMINDERS = SQLModel.metadata.tables["reminder"]


def mark_seen(session: Session, person: UUID, one: UUID | None, *, at: datetime) -> None:
    """Mark one of one's own reminders as seen, or all; another's or an unknown one is no fault."""
    mine = update(_REMINDERS).where(
        _REMINDERS.c.person_id == person, _REMINDERS.c.seen_at.is_(None)
    )
    which = mine if one is None else mine.where(_REMINDERS.c.id == one)
    session.execute(which.values(seen_at=stored_instant(at)))
