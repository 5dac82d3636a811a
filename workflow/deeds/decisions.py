"""Signed decisions put together: drafted, amended and withdrawn by the committee's office.

A draft moves nothing. Each deed is an entry of the history; what a draft decides happens when it
is recorded (`workflow.deeds.recording`).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, Select, bindparam, insert, select, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Level, Role, Text
from workflow.access import held_by
from workflow.calendar import HANOI
from workflow.database import stored_instant
from workflow.deeds.accounts import Office, record_deed
from workflow.errors import InvalidInput, NotFound, NotPossibleNow
from workflow.folding import folded
from workflow.models.decisions import DecisionKind, DecisionState
from workflow.privacy import refuse_personal

DRAFTED, AMENDED, WITHDRAWN = "decision_drafted", "decision_amended", "decision_withdrawn"
LONGEST_NUMBER = 60
_TABLES = SQLModel.metadata.tables
DECISIONS = _TABLES["decision"]
LINES = _TABLES["decision_line"]
_PLACES = _TABLES["place"]
_LOCK: Select[Any] = (
    select(DECISIONS).where(DECISIONS.c.id == bindparam("decision")).with_for_update()
)
_LEVEL = select(_PLACES.c.level).where(_PLACES.c.id == bindparam("place"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands at the head of the paper; number and day may still be missing in a draft."""

    number: str = ""
    signed_on: date | None = None
    body: str
    capacity: str
    kind: DecisionKind = DecisionKind.DECISION
    subject: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        """Return the heading as its row holds it."""
        return {
            "number": self.number.strip(),
            "number_key": number_key(self.number),
            "signed_on": self.signed_on,
            "year": self.signed_on.year if self.signed_on else None,
            "body": self.body.strip(),
            "capacity": self.capacity.strip(),
            "kind": self.kind,
            "subject": self.subject.strip(),
        }

    @property
    def facts(self) -> dict[str, str | None]:
        """Return the heading as an entry of the history keeps it."""
        return {
            "number": self.number.strip(),
            "signed_on": self.signed_on.isoformat() if self.signed_on else None,
            "body": self.body.strip(),
            "signed_as": self.capacity.strip(),
            "paper_kind": self.kind.value,
            "subject": self.subject.strip(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class AtDraft:
    """Who works at which draft and when; `seen` is the version the form was opened on."""

    decision: UUID
    by: UUID
    at: datetime
    seen: int | None = None


def number_key(number: str) -> str:
    """Return a number as numbers are compared: without marks, capitals and blanks."""
    return "".join(folded(number).split())


def heading_of(row: Row[Any]) -> Heading:
    """Return the heading a decision's row holds."""
    return Heading(
        number=row.number,
        signed_on=row.signed_on,
        body=row.body,
        capacity=row.capacity,
        kind=DecisionKind(row.kind),
        subject=row.subject,
    )


def draft_decision(
    session: Session, province: UUID, heading: Heading, *, by: UUID, at: datetime
) -> UUID:
    """Begin a decision of a province's body; return its id. Nothing is decided by it.

    Raises NotFound where the person is not of that province's committee office, and InvalidInput
    for a missing body, a number that is too long or a text that points at a person.
    """
    _require_office(session, province, by=by, at=at)
    _check(heading)
    decision = uuid4()
    row = {
        "id": decision,
        "province_id": province,
        "state": DecisionState.DRAFT,
        "created_by": by,
        "created_at": stored_instant(at),
        "version": 1,
    }
    session.execute(insert(DECISIONS), row | heading.columns)
    facts = {"decision": decision.hex, "place": province.hex} | heading.facts
    record_deed(session, DRAFTED, facts, by=by, at=at, office=office_of(province))
    return decision


def amend_decision(session: Session, draft: AtDraft, heading: Heading) -> None:
    """Change the heading of a draft.

    Raises as `draft_decision` does, and NotPossibleNow when it is no draft any more or has
    changed since the form was opened.
    """
    row = locked_draft(session, draft)
    _check(heading)
    if heading_of(row) == heading:
        return
    change_draft(session, row, heading.columns)
    facts = {"decision": row.id.hex, "place": row.province_id.hex} | heading.facts
    record_on(session, draft, AMENDED, facts=facts)


def withdraw_decision(session: Session, draft: AtDraft, reason: str) -> None:
    """Give a draft up, with the reason; its cases are free for another one.

    Raises InvalidInput without a reason, otherwise as `amend_decision` does.
    """
    row = locked_draft(session, draft)
    if not reason.strip():
        raise InvalidInput(Text("Cần ghi lý do.", "Give the reason."), field="reason")
    refuse_personal(reason, field="reason")
    let_go = update(LINES).where(LINES.c.decision_id == row.id).values(held=False)
    session.execute(let_go)
    ended = {
        "state": DecisionState.WITHDRAWN,
        "ended_by": draft.by,
        "ended_at": stored_instant(draft.at),
        "reason": reason.strip(),
    }
    change_draft(session, row, ended)
    facts = {"decision": row.id.hex, "place": row.province_id.hex, "reason": reason.strip()}
    record_on(session, draft, WITHDRAWN, facts=facts | _named(row))


def locked_draft(session: Session, draft: AtDraft) -> Row[Any]:
    """Return a draft's row, locked until the transaction ends.

    Raises NotFound where there is none for this person, NotPossibleNow when it has ended, or
    changed since the form was opened.
    """
    row: Row[Any] | None = session.execute(_LOCK, {"decision": draft.decision}).one_or_none()
    if row is None:
        raise NotFound(UNKNOWN)
    _require_office(session, row.province_id, by=draft.by, at=draft.at)
    if row.state != DecisionState.DRAFT:
        raise NotPossibleNow(ENDED)
    if draft.seen is not None and draft.seen != row.version:
        raise NotPossibleNow(CHANGED)
    return row


def change_draft(session: Session, row: Row[Any], columns: dict[str, Any]) -> None:
    """Write what changed of a locked draft, with its next version."""
    changed = update(DECISIONS).where(DECISIONS.c.id == row.id)
    session.execute(changed.values(version=row.version + 1, **columns))


def record_on(
    session: Session, draft: AtDraft, deed: str, *, facts: dict[str, Any], on: date | None = None
) -> int:
    """Record a deed done to a decision of the place its facts name; `on` is its legal day."""
    office = office_of(UUID(facts["place"]))
    return record_deed(session, deed, facts, by=draft.by, at=draft.at, office=office, on=on)


def office_of(province: UUID) -> Office:
    """Return the office that a province's decisions are put together in."""
    return Office(Role.COMMITTEE_OFFICE, frozenset({province}))


UNKNOWN = Text(
    "Không tìm thấy quyết định này trong phạm vi của bạn.",
    "No such decision was found within your territory.",
)
ENDED = Text(
    "Quyết định này không còn là dự thảo nên không sửa được nữa.",
    "This decision is no draft any more: it cannot be changed.",
)
CHANGED = Text(
    "Dự thảo này đã thay đổi từ khi bạn mở trang; hãy xem lại rồi làm tiếp.",
    "This draft has changed since you opened the page; look at it again before you go on.",
)
NOT_A_PROVINCE = Text(
    "Quyết định là của một tỉnh, thành phố.", "A decision is that of a province or city."
)


def _named(row: Row[Any]) -> dict[str, str | None]:
    return heading_of(row).facts


def _require_office(session: Session, province: UUID, *, by: UUID, at: datetime) -> None:
    held = held_by(session, by, on=at.astimezone(HANOI).date())
    if Role.COMMITTEE_OFFICE not in held.roles_over(frozenset({province})):
        raise NotFound(UNKNOWN)
    if session.execute(_LEVEL, {"place": province}).scalar_one() is not Level.PROVINCE:
        raise InvalidInput(NOT_A_PROVINCE, field="province")


def _check(heading: Heading) -> None:
    if not heading.body.strip():
        says = Text("Cần ghi cơ quan ban hành.", "Name the body that issues it.")
        raise InvalidInput(says, field="body")
    if len(heading.number) > LONGEST_NUMBER:
        raise InvalidInput(Text("Số quá dài.", "The number is too long."), field="number")
    refuse_personal(heading.subject, field="subject")
