"""Who took what out: an export leaves an entry before its first line leaves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from states.terms import Role
from workflow.deeds.accounts import Office, held_today, record_deed

EXPORTED = "history_exported"


@dataclass(frozen=True, slots=True)
class Export:
    """What is taken out: which list, narrowed to what, how many rows, and the newest of them.

    `narrowed` holds ids, codes and days; a name typed to find somebody is not kept.
    """

    what: str
    rows: int
    newest: int
    narrowed: Mapping[str, Any] = field(default_factory=dict)


def record_export(session: Session, export: Export, *, by: UUID, at: datetime) -> None:
    """Record that somebody exports a list; nothing of what it holds is repeated."""
    facts = {
        "what": export.what,
        "rows": export.rows,
        "newest": export.newest,
        "narrowed": dict(export.narrowed),
    }
    places = held_today(session, by, at).places(Role.AUDITOR)
    record_deed(session, EXPORTED, facts, by=by, at=at, office=Office(Role.AUDITOR, places))
