"""The file a person sent: kept while they look at it, and never for anybody else.

Nothing of it is a figure yet, so that keeping it and dropping it leave no entry in the history.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlmodel import Session, SQLModel

import workflow.models.intake  # noqa: F401 - the table written below
from workflow.database import stored_instant

KEPT_FOR = timedelta(days=1)
_DRAFTS = SQLModel.metadata.tables["intake_draft"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that was sent: its name, its SHA-256, its bytes, and when it came."""

    name: str
    digest: str
    content: bytes
    created_at: str


def keep_draft(session: Session, name: str, content: bytes, *, by: UUID, at: datetime) -> None:
    """Keep a file for the person who sent it, in place of an earlier one; old ones go."""
    session.execute(delete(_DRAFTS).where(_DRAFTS.c.created_at < stored_instant(at - KEPT_FOR)))
    drop_draft(session, by=by)
    row = {
        "owner_id": by,
        "name": name,
        "digest": sha256(content).hexdigest(),
        "content": content,
        "created_at": stored_instant(at),
    }
    session.execute(insert(_DRAFTS), row)


def drop_draft(session: Session, *, by: UUID) -> None:
    """Forget the file a person sent; none is none."""
    session.execute(delete(_DRAFTS).where(_DRAFTS.c.owner_id == by))


def own_draft(session: Session, *, by: UUID, at: datetime) -> Draft | None:
    """Return the file a person sent within the last day, None where there is none."""
    since = stored_instant(at - KEPT_FOR)
    found = session.execute(
        select(_DRAFTS).where(_DRAFTS.c.owner_id == by, _DRAFTS.c.created_at >= since)
    ).one_or_none()
    if found is None:
        return None
    return Draft(found.name, found.digest, found.content, found.created_at)
