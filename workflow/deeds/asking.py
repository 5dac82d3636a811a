"""Asking that an entry of a case be rectified or voided, under a signed decision.

Nothing is altered by asking. The request is an entry of the case, and so is the answer.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, Select, bindparam, insert, select, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the table written below
from states.corrections import nothing_rests_on
from states.facts import Paper
from states.terms import Action, Text
from workflow.calendar import HANOI
from workflow.database import stored_instant
from workflow.deeds.at_case import ASKERS, NO_REQUEST, AtCase, Noted, admitted, decider, keep_entry
from workflow.entries import entry_of_a_case, is_voided, resting_on, row_taking_back
from workflow.errors import InvalidInput, NotFound, NotPossibleNow, UnknownCase
from workflow.facts import CASES
from workflow.privacy import refuse_personal
from workflow.sides import are_one_side

ASKED = {Action.RECTIFY: "rectify_asked", Action.VOID: "void_asked"}
REFUSED = "correction_refused"
LONGEST = 2000
REQUESTS = SQLModel.metadata.tables["correction_request"]
_OF_CASE: Select[Any] = (
    select(CASES.c.number)
    .join(REQUESTS, REQUESTS.c.case_id == CASES.c.id)
    .where(REQUESTS.c.id == bindparam("request"))
)
_SAME = select(REQUESTS.c.id).where(
    REQUESTS.c.entry == bindparam("in_entry"),
    REQUESTS.c.kind == bindparam("of_kind"),
    REQUESTS.c.right_value == bindparam("right"),
    REQUESTS.c.decided_by.is_(None),
)
_LOCK: Select[Any] = select(REQUESTS).where(REQUESTS.c.id == bindparam("request")).with_for_update()


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionWish:
    """What is asked: to rectify or void an entry, why, and under which decision.

    A rectification says what is recorded wrongly and what is right.
    """

    entry: int
    kind: Action
    reason: str
    decision: Paper | None
    by: UUID
    at: datetime
    wrong: str = ""
    right: str = ""

    @property
    def words(self) -> dict[str, str]:
        """Return what is written freely, by the names of the form; a voiding needs a reason."""
        said = {"reason": self.reason.strip()}
        if self.kind is Action.RECTIFY:
            said |= {"wrong": self.wrong.strip(), "right": self.right.strip()}
        return said


def ask_correction(session: Session, wish: CorrectionWish) -> UUID:
    """Ask for the correction of an entry; return the request's id.

    Raises NotFound where the entry is not there or outside the territory, NotPossibleNow where
    it cannot be voided, with what would have to be voided first, or is voided already, and
    InvalidInput for what is missing of the reason, the values or the decision.
    """
    entry = entry_of_a_case(session, wish.entry)
    try:
        here = admitted(session, entry.case_file, ASKERS, by=wish.by, at=wish.at)
    except UnknownCase:
        raise NotFound(NO_ENTRY) from None
    decision = _checked(wish)
    if is_voided(session, wish.entry):
        raise NotPossibleNow(VOIDED)
    _check_not_asked(session, wish)
    if wish.kind is Action.VOID:
        _check_voidable(session, here.file, entry)
    request = uuid4()
    facts = {
        "request": request.hex,
        "corrected": wish.entry,
        "corrected_deed": entry.deed,
        **wish.words,
        "decision": {
            "number": decision.number,
            "signed_on": decision.signed_on and decision.signed_on.isoformat(),
            "body": decision.body,
            "capacity": decision.capacity,
        },
    }
    number = keep_entry(session, here, Noted(ASKED[wish.kind], facts))
    who = {"id": request, "case_id": here.file.id, "asked_entry": number}
    session.execute(insert(REQUESTS).values(who | _columns(wish, decision)))
    session.flush()
    return request


def _columns(wish: CorrectionWish, decision: Paper) -> dict[str, Any]:
    words = wish.words
    return {
        "entry": wish.entry,
        "kind": wish.kind.value,
        "reason": words["reason"],
        "wrong_value": words.get("wrong", ""),
        "right_value": words.get("right", ""),
        "decision_number": decision.number,
        "decision_on": decision.signed_on,
        "decision_body": decision.body,
        "decision_capacity": decision.capacity,
        "asked_by": wish.by,
        "asked_at": stored_instant(wish.at),
    }


def refuse_correction(
    session: Session, request: UUID, reason: str, *, by: UUID, at: datetime
) -> int:
    """Refuse what somebody else asked for, with the reason; return the number of the entry.

    Raises NotFound, NotPossibleNow for the side that asked, another role and a request that is
    decided, and InvalidInput without a reason.
    """
    here, row = undecided(session, request, by=by, at=at)
    if are_one_side(session, by, row.asked_by):
        raise NotPossibleNow(NOT_THE_ASKER)
    _check_words("answer", reason.strip())
    facts = {
        "request": request.hex,
        "corrected": row.entry,
        "asked_by": row.asked_by.hex,
        "reason": row.reason,
        "answer": reason.strip(),
    }
    entry = keep_entry(session, here, Noted(REFUSED, facts))
    decide(session, here, request, entry, approved=False, answer=reason.strip())
    return entry


def undecided(
    session: Session, request: UUID, *, by: UUID, at: datetime
) -> tuple[AtCase, Row[Any]]:
    """Lock the case, then the request, for the person who is to decide.

    Raises NotFound outside the territory, NotPossibleNow for another role or once decided.
    """
    case = session.execute(_OF_CASE, {"request": request}).scalar_one_or_none()
    if case is None:
        raise NotFound(NO_REQUEST)
    here = decider(session, case, by=by, at=at)
    row = session.execute(_LOCK, {"request": request}).one()
    if row.decided_by is not None:
        raise NotPossibleNow(DECIDED)
    return here, row


def decide(
    session: Session, here: AtCase, request: UUID, entry: int, *, approved: bool, answer: str = ""
) -> None:
    """Store who decided a request, when, and by which entry; it is never changed again."""
    decided = update(REQUESTS).where(REQUESTS.c.id == request)
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


def _checked(wish: CorrectionWish) -> Paper:
    """Return the decision, once nothing is missing of it and of what is written freely."""
    for name, said in wish.words.items():
        _check_words(name, said)
    decision = wish.decision or Paper()
    for name, given in (("decision_number", decision.number), ("decision_body", decision.body)):
        _check_words(name, given.strip())
    if decision.signed_on is None:
        raise InvalidInput(_BLANK, field="decision_day")
    if decision.signed_on > wish.at.astimezone(HANOI).date():
        raise InvalidInput(_AHEAD, field="decision_day")
    return decision


def _check_voidable(session: Session, file: Row[Any], entry: Row[Any]) -> None:
    row_taking_back(entry.deed, entry.from_state, entry.to_state)
    if resting := resting_on(session, file, entry):
        raise NotPossibleNow(nothing_rests_on(resting))


def _check_not_asked(session: Session, wish: CorrectionWish) -> None:
    said = {
        "in_entry": wish.entry,
        "of_kind": wish.kind.value,
        "right": wish.words.get("right", ""),
    }
    if session.execute(_SAME, said).first() is not None:
        raise NotPossibleNow(_WAITS)


def _check_words(name: str, said: str) -> None:
    if not said:
        raise InvalidInput(_BLANK, field=name)
    if len(said) > LONGEST:
        raise InvalidInput(Text("Nội dung quá dài.", "This is too long."), field=name)
    refuse_personal(said, field=name)


NO_ENTRY = Text("Không có bút toán này.", "There is no such entry.")
DECIDED = Text("Đề nghị này đã được quyết định.", "This request has been decided already.")
NOT_THE_ASKER = Text(
    "Người đề nghị, người thay hoặc được người đó thay không quyết định; "
    "cần người khác của Văn phòng Ban Chỉ đạo.",
    "Who asked does not decide, nor a deputy or holder of the same power; "
    "somebody else of the committee's office has to.",
)
VOIDED = Text("Bút toán này đã bị hủy.", "This entry is voided already.")
_WAITS = Text(
    "Việc này đã được đề nghị và đang chờ duyệt.",
    "This was asked for already and waits to be decided.",
)
_BLANK = Text("Không được để trống.", "This may not be left blank.")
_AHEAD = Text("Ngày ký không được ở sau hôm nay.", "The day of signing may not lie ahead.")
