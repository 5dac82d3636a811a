"""Deeds that move no case but belong to its history: who may do them, and their entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from states.facts import Actor
from states.terms import CaseState, Role, Text
from workflow import history
from workflow.access import held_by
from workflow.calendar import HANOI
from workflow.casefiles import case_after, change_case, lock_case
from workflow.errors import NotFound, NotPossibleNow, StaleForm, UnknownCase
from workflow.facts import actor
from workflow.ground import ground

ASKERS = (Role.OFFICER, Role.SECRETARY, Role.COMMITTEE_OFFICE, Role.REGISTRAR)
DECIDERS = (Role.COMMITTEE_OFFICE,)
NO_REQUEST = Text(
    "Không tìm thấy đề nghị này trong phạm vi của bạn.",
    "No such request was found within your territory.",
)


@dataclass(frozen=True, slots=True)
class AtCase:
    """One person at one locked case at one instant, in the role that lets the person act."""

    file: Row[Any]
    by: UUID
    at: datetime
    who: Actor
    role: Role
    acting_for: UUID | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """What an entry holds beside the case as it stands: facts, findings, what it corrects."""

    deed: str
    facts: Mapping[str, Any]
    findings: tuple[Mapping[str, Any], ...] = field(default=())


def admitted(
    session: Session,
    case: str,
    roles: tuple[Role, ...],
    *,
    by: UUID,
    at: datetime,
    seen: int | None = None,
) -> AtCase:
    """Lock a case and return it with the person, who must hold one of the roles over it.

    Raises UnknownCase outside the territory, NotPossibleNow for another role, and StaleForm
    when the case changed since the form was opened.
    """
    file = lock_case(session, case)
    today = at.astimezone(HANOI).date()
    standing = ground(session, file.commune_id, on=today)
    held = held_by(session, by, on=today)
    if standing is None or not (who := actor(held, by, standing.places)).in_territory:
        raise UnknownCase(case)
    role = next((role for role in roles if role in who.roles), None)
    if role is None:
        raise NotPossibleNow(
            Text(
                "Việc này của: " + " / ".join(each.label.vi for each in roles) + ".",
                "To be done by: " + " / ".join(each.label.en for each in roles) + ".",
            )
        )
    if seen is not None and seen != file.version:
        raise StaleForm(case, seen=seen, now=file.version)
    behalf = held.acting_for(role, standing.places)
    return AtCase(file, by, at, who, role, behalf[0] if behalf else None)


def decider(session: Session, case: str, *, by: UUID, at: datetime) -> AtCase:
    """Lock the case of a request and return it with the person who is to decide.

    Raises NotFound outside the territory, which says nothing of the case, and NotPossibleNow
    for another role.
    """
    try:
        return admitted(session, case, DECIDERS, by=by, at=at)
    except UnknownCase:
        raise NotFound(NO_REQUEST) from None


def keep_entry(session: Session, here: AtCase, noted: Noted) -> int:
    """Record a deed that leaves the case where it stands; return the number of its entry."""
    file, state = here.file, CaseState(here.file.state).value
    draft = history.EntryDraft(
        deed=noted.deed,
        by=here.by,
        case_id=file.id,
        case_number=file.entries + 1,
        acting_for=here.acting_for,
        capacity=here.role.value,
        effective=here.at.astimezone(HANOI).date(),
        from_state=state,
        to_state=state,
        findings=noted.findings,
        facts={**noted.facts, **case_after(file._asdict(), {})},
        plan=file.plan,
        plan_digest=file.plan_digest,
    )
    change_case(session, file, {})
    return history.record(session, draft, at=here.at).number
