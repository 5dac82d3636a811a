"""How the deeds of a sitting are kept in the history, with the council's case or without one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.case import Assessment
from states.findings import as_record
from states.terms import Role
from workflow import history
from workflow.access import held_by
from workflow.calendar import HANOI
from workflow.casefiles import case_after, change_case
from workflow.prepared import Prepared

_SITTINGS, _COUNCILS, _MOTIONS = (
    SQLModel.metadata.tables[name] for name in ("sitting", "council", "motion")
)
_PLACE = select(_COUNCILS.c.place_id).join(_SITTINGS, _SITTINGS.c.council_id == _COUNCILS.c.id)
_OF_SITTING = Prepared(_PLACE.where(_SITTINGS.c.id == bindparam("sitting")))
_OF_MOTION = Prepared(
    _PLACE.join(_MOTIONS, _MOTIONS.c.sitting_id == _SITTINGS.c.id).where(
        _MOTIONS.c.id == bindparam("motion")
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One deed of a sitting: what was done by whom, for which day, on what facts.

    The facts name the sitting or the motion, which says whose province it is.
    """

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
    places = _places(session, told)
    draft = history.EntryDraft(
        deed=told.deed,
        by=told.by,
        acting_for=_acting_for(session, told, places),
        capacity=told.capacity,
        effective=told.on,
        findings=told.findings,
        facts=told.facts,
        places=places,
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


def _places(session: Session, told: Told) -> frozenset[UUID]:
    """Return the province of the council that sits."""
    if "sitting" in told.facts:
        found = _OF_SITTING.rows(session, {"sitting": UUID(told.facts["sitting"])})
    else:
        found = _OF_MOTION.rows(session, {"motion": UUID(told.facts["motion"])})
    return frozenset(row.place_id for row in found)


def _acting_for(session: Session, told: Told, places: frozenset[UUID]) -> UUID | None:
    """Return whose clerk's office is exercised: of the roles at a sitting it alone is delegated."""
    if told.capacity != Role.SECRETARY.value:
        return None
    held = held_by(session, told.by, on=told.at.astimezone(HANOI).date())
    behalf = held.acting_for(Role.SECRETARY, places)
    return behalf[0] if behalf else None
