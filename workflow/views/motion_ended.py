"""What the end of a motion rests on, as the history keeps it."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the table read below
from states.findings import Finding, from_record

_HISTORY = SQLModel.metadata.tables["history"]
_ENTRY = select(_HISTORY.c.entry).where(_HISTORY.c.number == bindparam("entry_number"))


def findings_of_entry(session: Session, entry: int | None) -> tuple[Finding, ...]:
    """Return the findings an entry holds; none where there is no entry or it judged nothing."""
    if entry is None:
        return ()
    text = session.execute(_ENTRY, {"entry_number": entry}).scalar()
    return findings_in(json.loads(text).get("findings") or ()) if text else ()


def findings_in(records: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    """Return findings as they were kept."""
    return tuple(from_record(dict(record)) for record in records)
