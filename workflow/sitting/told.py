"""How the deeds of a sitting are kept in the history, with the council's case or without one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from states.case import Assessment
from states.findings import as_record
from workflow import history
from workflow.casefiles import case_after, change_case


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One deed of a sitting: what was done by whom, for which day, on what facts."""

    deed: str
    by: UUID
    at: datetime
    on: date
    facts: Mapping[str, Any]
    capacity: str | None = None
    assessment: Assessment | None = None

    @property
    def findings(self) -> list[dict[str, Any]]:
        """Return the findings as an entry holds them."""
        return [as_record(one) for one in self.assessment.findings] if self.assessment else []


def record(session: Session, told: Told) -> int:
    """Append an entry that belongs to no case; return its number."""
    draft = history.EntryDraft(
        deed=told.deed,
        by=told.by,
        capacity=told.capacity,
        effective=told.on,
        findings=told.findings,
        facts=told.facts,
    )
    return history.record(session, draft, at=told.at).number


def record_of_case(session: Session, file: Row[Any], told: Told) -> int:
    """Append an entry of a case that stays where it is; return its number."""
    change_case(session, file, {})
    draft = history.EntryDraft(
        deed=told.deed,
        by=told.by,
        case_id=file.id,
        case_number=file.entries + 1,
        capacity=told.capacity,
        effective=told.on,
        from_state=file.state.value,
        to_state=file.state.value,
        findings=told.findings,
        facts={**told.facts, **case_after(file._asdict(), {})},
        plan=file.plan,
        plan_digest=file.plan_digest,
    )
    return history.record(session, draft, at=told.at).number
