"""One entry of the history with all it holds: findings and facts as seen, and its exact text."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.findings import Finding, from_record
from states.plans.book import PlanBook
from states.terms import Text
from workflow.views.facts_seen import FactGroup, facts_seen
from workflow.views.marks import HAS_REQUESTS
from workflow.views.record import ENTRIES, HISTORY, EntryLine, Reader, entry_line

_TABLES = SQLModel.metadata.tables
_PERSONS = _TABLES["person"]
_PLACES = _TABLES["place"]
_COUNCILS = _TABLES["council"]
_NAMED = (
    select(_PERSONS.c.id, _PERSONS.c.name)
    .where(_PERSONS.c.id.in_(bindparam("ids", expanding=True)))
    .union_all(
        select(_PLACES.c.id, _PLACES.c.name).where(
            _PLACES.c.id.in_(bindparam("ids", expanding=True))
        ),
        select(_COUNCILS.c.id, _COUNCILS.c.name).where(
            _COUNCILS.c.id.in_(bindparam("ids", expanding=True))
        ),
    )
)
_ID_LENGTH = 32
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """One entry with all it holds; `text` is what was hashed, to the last sign."""

    line: EntryLine
    acting_for: str
    plan: Text | None
    plan_id: str
    plan_digest: str
    plan_is_the_same: bool
    corrects: int | None
    app: str
    findings: tuple[Finding, ...]
    facts: tuple[FactGroup, ...]
    text: str
    leaf: str
    root_after: str
    has_requests: bool


def entry_sheet(session: Session, book: PlanBook, number: int, reader: Reader) -> EntrySheet | None:
    """Return one entry with all it holds, or None when it is not there or not the reader's."""
    statement = ENTRIES.add_columns(HAS_REQUESTS).where(HISTORY.c.number == number, reader.may_see)
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    content = json.loads(row.entry)
    names = _names(session, content)
    plan = book.plan(content["plan"]) if content.get("plan") else None
    known = plan.name if plan else None
    return EntrySheet(
        line=entry_line(row, content),
        acting_for=names.get(content.get("for") or "", ""),
        plan=known or (Text(content["plan"], content["plan"]) if content.get("plan") else None),
        plan_id=plan.id if plan else "",
        plan_digest=content.get("plan_digest") or "",
        plan_is_the_same=bool(plan and plan.digest == content.get("plan_digest")),
        corrects=content.get("corrects"),
        app=content.get("app", ""),
        findings=tuple(from_record(each) for each in content.get("findings", ())),
        facts=facts_seen(content.get("facts") or {}, names),
        text=row.entry,
        leaf=row.leaf,
        root_after=row.root_after,
        has_requests=bool(row.has_requests),
    )


def _names(session: Session, content: Mapping[str, Any]) -> dict[str, str]:
    """Return today's words for the people and places an entry names by their ids."""
    ids = [UUID(text) for text in _ids(content)]
    rows = session.execute(_NAMED, {"ids": ids}).all() if ids else ()
    return {row.id.hex: row.name for row in rows}


def _ids(content: Any) -> set[str]:  # noqa: ANN401 - walks every shape of the facts
    if isinstance(content, Mapping):
        return set().union(*(_ids(part) for part in content.values()))
    if isinstance(content, list):
        return set().union(*(_ids(part) for part in content))
    shaped = isinstance(content, str) and len(content) == _ID_LENGTH
    return {content} if shaped and _HEX.issuperset(content) else set()
