"""Recording a decision: what it will do, a proof of identity, and then all of it or nothing."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from states.terms import Role, Text
from web.dependencies import Book, Form, Now, Reading, Signed, Writing, may
from web.drafts import DECISIONS, at_draft, decision_page
from web.freshness import fresh
from web.page import page, redirect_to
from web.security import TypedForm
from workflow.deeds.recording import record_decision
from workflow.errors import InvalidInput, RefusedTogether
from workflow.views.decision_sheet import open_decision

router = APIRouter(
    prefix=f"{DECISIONS}/{{decision}}", dependencies=[may(Role.COMMITTEE_OFFICE), fresh()]
)


class RecordForm(TypedForm):
    """The draft as it was looked at."""

    seen: str


@router.get("/record")
def ask(
    request: Request, decision: UUID, signed: Signed, session: Reading, *, book: Book, now: Now
) -> Response:
    """Show all that the recording will do, line by line."""
    sheet = open_decision(session, book, decision, person=signed.person, at=now)
    shown = decision_page(signed, sheet)
    return page(request, "decision_record.html", illustration=sheet.illustration, shown=shown)


@router.post("/record")
def record(
    request: Request,
    decision: UUID,
    form: Form,
    signed: Signed,
    session: Writing,
    *,
    book: Book,
    now: Now,
) -> Response:
    """Record every line, or nothing: then say which lines hold the paper back, and why."""
    at = at_draft(signed, decision, form.read(RecordForm).seen, now)
    request.state.redo = f"{DECISIONS}/{decision.hex}"
    refused: Text
    try:
        outcomes = record_decision(session, book, at)
    except RefusedTogether as refusal:
        refused, status = refusal.says, 409
    except InvalidInput as fault:
        refused, status = fault.says, 422
    else:
        return redirect_to(f"{DECISIONS}/{decision.hex}?recorded={len(outcomes)}")
    session.rollback()
    sheet = open_decision(session, book, decision, person=signed.person, at=now)
    shown = decision_page(signed, sheet, refused=refused)
    return page(
        request, "decision_record.html", status, illustration=sheet.illustration, shown=shown
    )
