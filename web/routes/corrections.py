"""Corrections: asked for at an entry, approved or refused by another person."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from pydantic import Field

from states.terms import Action, Role, Text
from web.dependencies import SEES_CASES, Book, Form, Now, Reading, Signed, Writing, may
from web.forms import Answers
from web.freshness import fresh
from web.page import page, redirect_to
from web.parts import Crumb
from web.people_forms import PowerForm, show_form, take_form
from web.requests import (
    ASKERS,
    CORRECTIONS_CRUMB,
    CORRECTIONS_LIST,
    CORRECTIONS_NAME,
    found,
    kinds,
    refusal_form,
    requests_reader,
)
from web.routes.waivers import Older, RequestPage, RequestsPage
from workflow.book import PlanBook
from workflow.deeds.asking import CorrectionWish, ask_correction, refuse_correction
from workflow.deeds.correcting import approve_correction
from workflow.deeds.signing_in import SignedIn
from workflow.views.case_requests import CORRECTIONS, list_requests
from workflow.views.handed_in import submission_of
from workflow.views.one_entry import EntrySheet, entry_sheet
from workflow.views.record import Reader
from workflow.views.requests_asked import correction_asked

EntryNumber = Annotated[int, Field(ge=0, le=2**53)]
router = APIRouter(dependencies=[may(*SEES_CASES)])
TITLES = {
    Action.RECTIFY: Text("Đề nghị đính chính bút toán", "Ask to rectify entry"),
    Action.VOID: Text("Đề nghị hủy bút toán", "Ask to void entry"),
}
SAYS = {
    Action.RECTIFY: Text(
        "Bút toán cũ giữ nguyên; nội dung đúng được ghi bên cạnh, hồ sơ không chuyển trạng thái. "
        "Nếu nội dung sai làm sai ngày hay trạng thái của hồ sơ thì phải hủy rồi ghi lại.",
        "The old entry stays as it is; the right value stands beside it and the case does not "
        "move. What makes a day or the state of the case wrong has to be voided and done anew.",
    ),
    Action.VOID: Text(
        "Bút toán cũ giữ nguyên; hồ sơ trở về trạng thái trước bước đó, chỗ trong mức trần được "
        "trả lại. Chỉ hủy được khi chưa có bước nào dựa vào.",
        "The old entry stays as it is; the case goes back to where it stood before, and its place "
        "under the cap is given back. Possible only while nothing rests on it.",
    ),
}
ANOTHER = Text(
    "Người khác của Văn phòng Ban Chỉ đạo phê duyệt.",
    "Somebody else of the committee's office approves.",
)


@router.get("/history/{number}/rectify", dependencies=[may(*ASKERS)])
def ask_to_rectify(
    request: Request, number: EntryNumber, signed: Signed, session: Reading, book: Book
) -> Response:
    """Show the form that puts the right value beside a wrong one."""
    return show_form(request, _form(session, book, number, signed, kind=Action.RECTIFY))


@router.get("/history/{number}/void", dependencies=[may(*ASKERS)])
def ask_to_void(
    request: Request, number: EntryNumber, signed: Signed, session: Reading, book: Book
) -> Response:
    """Show the form that takes a step back."""
    return show_form(request, _form(session, book, number, signed, kind=Action.VOID))


@router.post("/history/{number}/rectify", dependencies=[may(*ASKERS)])
def send_rectification(
    request: Request,
    number: EntryNumber,
    *,
    form: Form,
    signed: Signed,
    session: Writing,
    book: Book,
    now: Now,
) -> Response:
    """Ask for a rectification; it waits for another person."""
    asked = _form(session, book, number, signed, kind=Action.RECTIFY)
    ask = _asking(session, number, signed, now, kind=Action.RECTIFY)
    return take_form(request, session, asked, form, ask)


@router.post("/history/{number}/void", dependencies=[may(*ASKERS)])
def send_voiding(
    request: Request,
    number: EntryNumber,
    *,
    form: Form,
    signed: Signed,
    session: Writing,
    book: Book,
    now: Now,
) -> Response:
    """Ask for a voiding; it waits for another person."""
    asked = _form(session, book, number, signed, kind=Action.VOID)
    ask = _asking(session, number, signed, now, kind=Action.VOID)
    return take_form(request, session, asked, form, ask)


def _asking(
    session: Writing, number: int, signed: Signed, now: Now, *, kind: Action
) -> Callable[[Answers], str]:
    """Return how a filled-in form is asked for; a voiding has no right value to give."""

    def ask(answers: Answers) -> str:
        wish = CorrectionWish(
            entry=number,
            kind=kind,
            reason=answers["reason"],
            wrong=answers.get("wrong", ""),
            right=answers.get("right", ""),
            decision=submission_of(answers).decision,
            by=signed.person,
            at=now,
        )
        return f"{CORRECTIONS_LIST}/{ask_correction(session, wish).hex}"

    return ask


@router.get(CORRECTIONS_LIST)
def list_corrections(
    request: Request, signed: Signed, session: Reading, older: Older = None
) -> Response:
    """Every correction asked for in one's territory; what waits for this person stands on top."""
    requests = list_requests(session, CORRECTIONS, requests_reader(signed), older=older)
    following = f"{CORRECTIONS_LIST}?older={requests.older}" if requests.older else ""
    shown = RequestsPage(CORRECTIONS_NAME, kinds(CORRECTIONS_LIST), requests, following)
    return page(request, "case_requests.html", shown=shown)


@router.get(f"{CORRECTIONS_LIST}/{{request_id}}")
def show_correction(
    request: Request, request_id: UUID, signed: Signed, session: Reading
) -> Response:
    """Show one request: the entry, what is wrong and right, and both answers where possible."""
    asked = found(session, CORRECTIONS, request_id, signed)
    return page(request, "case_request.html", shown=RequestPage(CORRECTIONS_CRUMB, asked))


@router.post(
    f"{CORRECTIONS_LIST}/{{request_id}}/approve",
    dependencies=[may(Role.COMMITTEE_OFFICE), fresh()],
)
def approve(
    request: Request,
    request_id: UUID,
    signed: Signed,
    session: Writing,
    *,
    book: Book,
    now: Now,
) -> Response:
    """Correct the entry, as the second person; lead to the entry that corrects."""
    request.state.redo = f"{CORRECTIONS_LIST}/{request_id.hex}"
    outcome = approve_correction(session, book, request_id, by=signed.person, at=now)
    return redirect_to(f"/history/{outcome.entry}")


@router.get(
    f"{CORRECTIONS_LIST}/{{request_id}}/refuse",
    dependencies=[may(Role.COMMITTEE_OFFICE), fresh()],
)
def ask_why(request: Request, request_id: UUID, signed: Signed, session: Reading) -> Response:
    """Ask why the entry is not corrected."""
    asked = found(session, CORRECTIONS, request_id, signed)
    return show_form(request, refusal_form(asked, CORRECTIONS_CRUMB))


@router.post(
    f"{CORRECTIONS_LIST}/{{request_id}}/refuse",
    dependencies=[may(Role.COMMITTEE_OFFICE), fresh()],
)
def refuse(
    request: Request,
    request_id: UUID,
    form: Form,
    signed: Signed,
    session: Writing,
    *,
    now: Now,
) -> Response:
    """Do not correct the entry, with the reason."""
    asked = found(session, CORRECTIONS, request_id, signed)

    def act(answers: Answers) -> str:
        refuse_correction(session, request_id, answers["answer"], by=signed.person, at=now)
        return asked.href

    return take_form(request, session, refusal_form(asked, CORRECTIONS_CRUMB), form, act)


def _form(
    session: Reading, book: PlanBook, number: int, signed: SignedIn, *, kind: Action
) -> PowerForm:
    sheet = _sheet(session, book, number, signed)
    title, line = TITLES[kind], sheet.line
    plan = book.plan(sheet.plan_id) if sheet.plan_id else None
    return PowerForm(
        title=Text(f"{title.vi} {number}", f"{title.en} {number}"),
        crumbs=(Crumb(Text(f"Bút toán {number}", f"Entry {number}"), f"/history/{number}"),),
        says=(line.told.title, line.told.body, SAYS[kind], ANOTHER),
        asked=correction_asked(kind, plan),
        address=f"/history/{number}/{kind.value}",
        press=Text("Gửi đề nghị", "Send the request"),
        back=f"/history/{number}",
    )


def _sheet(session: Reading, book: PlanBook, number: int, signed: SignedIn) -> EntrySheet:
    reader = Reader(signed.held.places(*SEES_CASES))
    sheet = entry_sheet(session, book, number, reader)
    if sheet is None or not sheet.line.case:
        raise HTTPException(404)
    return sheet
