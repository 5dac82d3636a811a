"""Waiving a condition: asked with a reason and the text it rests on, approved by somebody else.

Only a condition that says of itself that it may be waived, of one step, in the present round of
the case. Each of the two is an entry of the case; the request is kept for good, whatever became
of it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, Select, bindparam, insert, select, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the table written below
from states.findings import Finding, as_record
from states.plans.book import PlanBook
from states.terms import Action, Text
from workflow.database import stored_instant
from workflow.deeds.at_case import ASKERS, NO_REQUEST, AtCase, Noted, admitted, decider, keep_entry
from workflow.engine import Deed, explain
from workflow.errors import InvalidInput, NotFound, NotPossibleNow
from workflow.facts import CASES
from workflow.privacy import refuse_personal
from workflow.sides import are_one_side, has_taken_part

ASKED, GIVEN, REFUSED = "waiver_asked", "waiver_given", "waiver_refused"
LONGEST = 2000
_WAIVERS = SQLModel.metadata.tables["waiver"]
_OF_CASE: Select[Any] = (
    select(CASES.c.number)
    .join(_WAIVERS, _WAIVERS.c.case_id == CASES.c.id)
    .where(_WAIVERS.c.id == bindparam("waiver"))
)
_LOCK: Select[Any] = select(_WAIVERS).where(_WAIVERS.c.id == bindparam("waiver")).with_for_update()
_SAME = select(_WAIVERS.c.id).where(
    _WAIVERS.c.case_id == bindparam("case"),
    _WAIVERS.c.action == bindparam("step", type_=_WAIVERS.c.action.type),
    _WAIVERS.c.rule == bindparam("of_rule"),
    _WAIVERS.c.round == bindparam("in_round"),
    _WAIVERS.c.approved.is_(None) | _WAIVERS.c.approved,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverWish:
    """What is asked: to waive a condition of a step of a case, why, and by which text."""

    case: str
    action: Action
    rule: str
    reason: str
    rests_on: str
    by: UUID
    at: datetime
    seen: int | None = None


def ask_waiver(session: Session, book: PlanBook, wish: WaiverWish) -> UUID:
    """Ask that a condition be waived; return the request's id. Nothing is waived by it.

    Raises UnknownCase outside the territory, NotPossibleNow where the step or the condition may
    not be waived or was asked for already, InvalidInput without a reason or a text, and StaleForm.
    """
    here = admitted(session, wish.case, ASKERS, by=wish.by, at=wish.at, seen=wish.seen)
    words = {"reason": wish.reason.strip(), "rests_on": wish.rests_on.strip()}
    for name, said in words.items():
        _check_words(name, said)
    finding = waivable(session, book, wish)
    which = {"case": here.file.id, "of_rule": wish.rule, "in_round": here.file.round}
    if session.execute(_SAME, {**which, "step": wish.action}).first() is not None:
        raise NotPossibleNow(_ASKED_ALREADY)
    waiver = uuid4()
    facts = {
        "waiver": waiver.hex,
        "step": wish.action.value,
        "rule": wish.rule,
        "round": here.file.round,
        **words,
    }
    entry = keep_entry(session, here, Noted(ASKED, facts, (as_record(finding),)))
    row = {
        "id": waiver,
        "case_id": here.file.id,
        "action": wish.action,
        "rule": wish.rule,
        "round": here.file.round,
        "asked_by": wish.by,
        "asked_at": stored_instant(wish.at),
        "asked_entry": entry,
    }
    session.execute(insert(_WAIVERS).values(**row, **words))
    session.flush()
    return waiver


def approve_waiver(session: Session, waiver: UUID, *, by: UUID, at: datetime) -> int:
    """Approve what somebody else asked for; return the number of the entry.

    Raises NotFound, UnknownCase outside the territory, and NotPossibleNow for the side that asked
    or took part in the case, another role, and a request that is decided or of a round over.
    """
    here, row = _undecided(session, waiver, by=by, at=at)
    if here.file.round != row.round:
        raise NotPossibleNow(_ROUND_OVER)
    return _decided(session, here, row, GIVEN, approved=True)


def refuse_waiver(session: Session, waiver: UUID, reason: str, *, by: UUID, at: datetime) -> int:
    """Refuse what somebody else asked for, with the reason; return the number of the entry.

    Raises as `approve_waiver` does, and InvalidInput without a reason.
    """
    here, row = _undecided(session, waiver, by=by, at=at)
    _check_words("answer", reason.strip())
    return _decided(session, here, row, REFUSED, approved=False, answer=reason.strip())


def waivable(session: Session, book: PlanBook, wish: WaiverWish) -> Finding:
    """Return the condition as it is judged today; raise NotPossibleNow if it is not waivable."""
    deed = Deed(case=wish.case, action=wish.action, by=wish.by, at=wish.at)
    for finding in explain(session, book, deed).findings:
        if finding.rule == wish.rule and finding.waivable:
            return finding
    raise NotPossibleNow(_NOT_WAIVABLE)


def _undecided(
    session: Session, waiver: UUID, *, by: UUID, at: datetime
) -> tuple[AtCase, Row[Any]]:
    """Lock the case, then the request, if this person may decide it."""
    case = session.execute(_OF_CASE, {"waiver": waiver}).scalar_one_or_none()
    if case is None:
        raise NotFound(NO_REQUEST)
    here = decider(session, case, by=by, at=at)
    row = session.execute(_LOCK, {"waiver": waiver}).one()
    if row.decided_by is not None:
        raise NotPossibleNow(DECIDED)
    if are_one_side(session, by, row.asked_by):
        raise NotPossibleNow(TWO_PERSONS)
    if has_taken_part(session, here.file.id, by):
        raise NotPossibleNow(_TOOK_PART)
    return here, row


def _decided(
    session: Session, here: AtCase, row: Row[Any], deed: str, *, approved: bool, answer: str = ""
) -> int:
    facts = {
        "waiver": row.id.hex,
        "step": row.action.value,
        "rule": row.rule,
        "round": row.round,
        "reason": row.reason,
        "rests_on": row.rests_on,
        "asked_by": row.asked_by.hex,
    }
    entry = keep_entry(session, here, Noted(deed, facts | ({"answer": answer} if answer else {})))
    decided = update(_WAIVERS).where(_WAIVERS.c.id == row.id)
    session.execute(
        decided.values(
            decided_by=here.by,
            decided_at=stored_instant(here.at),
            decided_entry=entry,
            approved=approved,
            answer=answer or None,
        )
    )
    session.flush()
    return entry


def _check_words(name: str, said: str) -> None:
    if not said:
        raise InvalidInput(Text("Không được để trống.", "This may not be left blank."), field=name)
    if len(said) > LONGEST:
        raise InvalidInput(Text("Nội dung quá dài.", "This is too long."), field=name)
    refuse_personal(said, field=name)


DECIDED = Text("Đề nghị này đã được quyết định.", "This request has been decided already.")
TWO_PERSONS = Text(
    "Người đề nghị, người thay hoặc được người đó thay không phê duyệt; "
    "cần người thứ hai của Văn phòng Ban Chỉ đạo.",
    "Who asked does not approve, nor a deputy or holder of the same power; "
    "a second person of the committee's office has to.",
)
_TOOK_PART = Text(
    "Người đề xuất hồ sơ, nhập hay kiểm tra số liệu, hoặc thay quyền họ không phê duyệt miễn.",
    "Who proposed the case, gave or verified its figures, or their deputy, approves no waiver.",
)
_ASKED_ALREADY = Text(
    "Điều kiện này đã được đề nghị miễn trong vòng này.",
    "This condition was asked to be waived already in this round.",
)
_NOT_WAIVABLE = Text(
    "Điều kiện này không được miễn ở bước đó.", "This condition of that step may not be waived."
)
_ROUND_OVER = Text("Vòng chuyển hóa có đề nghị này đã qua.", "The round this was asked in is over.")
