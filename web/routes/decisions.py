"""Decisions: the list, the draft with its heading, one decision, and giving a draft up."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from states.terms import Role, Text
from web.dependencies import SEES_CASES, Book, Form, Now, Reading, Signed, Writing, may
from web.drafts import ALL, DECISIONS, address_of, at_draft, decision_page, draft_token
from web.filters import number
from web.forms import Answers, Filled
from web.page import page
from web.parts import Crumb, NavLink
from web.people_forms import PowerForm, show_form, take_form
from web.security import SEEN_FIELD
from workflow.deeds.decisions import amend_decision, draft_decision, withdraw_decision
from workflow.deeds.signing_in import SignedIn
from workflow.errors import NotPossibleNow
from workflow.models.decisions import DecisionState
from workflow.views.decision_asked import (
    WITHDRAWING,
    Province,
    heading_answered,
    heading_asked,
    provinces_within,
    written_before,
)
from workflow.views.decision_sheet import open_decision, seeing
from workflow.views.decisions import DecisionHead, DecisionList, list_decisions

OFFICE = Role.COMMITTEE_OFFICE
NEW = Text("Lập dự thảo quyết định", "Draft a decision")
router = APIRouter(prefix=DECISIONS, dependencies=[may(*SEES_CASES)])
SAYS = Text(
    "Ngày ký là ngày pháp lý của mọi dòng, dù ghi nhận muộn bao lâu; mọi điều kiện được xét vào "
    "ngày đó. Dự thảo chưa thay đổi hồ sơ nào.",
    "The day it was signed is the legal day of every line, however late it is recorded; every "
    "condition is judged on it. A draft changes no case.",
)
KEPT = Text(
    "Các hồ sơ trong dự thảo được trả ra để đưa vào dự thảo khác. Dự thảo đã bỏ vẫn được lưu.",
    "Its cases are free for another draft. What was given up is kept.",
)
NO_PROVINCE = Text(
    "Quyết định là của cấp tỉnh; bạn không thuộc văn phòng Ban Chỉ đạo của tỉnh nào.",
    "A decision is a province's; you are of no province's committee office.",
)
Recorded = Annotated[int | None, Query(ge=1)]


@dataclass(frozen=True, slots=True)
class ListPage:
    """The list with its views and the address of the next page."""

    found: DecisionList
    views: tuple[NavLink, ...]
    next: str
    may_draft: bool


@router.get("")
def show_all(
    request: Request,
    signed: Signed,
    session: Reading,
    state: DecisionState | None = None,
    after: UUID | None = None,
) -> Response:
    """List the decisions, those begun last first."""
    found = list_decisions(session, places=seeing(signed.held), state=state, after=after)
    narrowed = f"state={state}&" if state else ""
    following = f"{DECISIONS}?{narrowed}after={found.next}" if found.next else ""
    listing = ListPage(found, _views(found, state), following, OFFICE in signed.roles)
    return page(request, "decisions.html", listing=listing)


@router.get("/new", dependencies=[may(OFFICE)])
def begin(request: Request, signed: Signed, session: Reading, book: Book) -> Response:
    """Show the form of a new decision's heading."""
    return show_form(request, _new_form(book, _provinces(session, signed)))


@router.post("/new", dependencies=[may(OFFICE)])
def draft(
    request: Request, form: Form, signed: Signed, session: Writing, *, book: Book, now: Now
) -> Response:
    """Begin a decision with its heading; cases are put on it next."""
    provinces = _provinces(session, signed)

    def drafts(answers: Answers) -> str:
        chosen = UUID(answers["province"]) if "province" in answers else provinces[0].id
        heading = heading_answered(answers)
        made = draft_decision(session, chosen, heading, by=signed.person, at=now)
        return f"{DECISIONS}/{made.hex}"

    return take_form(request, session, _new_form(book, provinces), form, drafts)


@router.get("/{decision}")
def show_one(
    request: Request,
    decision: UUID,
    signed: Signed,
    session: Reading,
    *,
    book: Book,
    now: Now,
    recorded: Recorded = None,
) -> Response:
    """Show a decision: its lines with what holds each back, the cap, and what may be done."""
    sheet = open_decision(session, book, decision, person=signed.person, at=now)
    shown = decision_page(signed, sheet, done=recorded)
    return page(request, "decision.html", illustration=sheet.illustration, shown=shown)


@router.get("/{decision}/heading", dependencies=[may(OFFICE)])
def ask_heading(
    request: Request, decision: UUID, signed: Signed, session: Reading, *, book: Book, now: Now
) -> Response:
    """Show the heading of a draft to be changed."""
    sheet = open_decision(session, book, decision, person=signed.person, at=now)
    form = _heading_form(book, session, signed, sheet.head)
    typed = {name: (text,) for name, text in written_before(sheet.head).items()}
    return show_form(request, form, Filled(typed))


@router.post("/{decision}/heading", dependencies=[may(OFFICE)])
def amend(
    request: Request,
    decision: UUID,
    form: Form,
    signed: Signed,
    session: Writing,
    *,
    book: Book,
    now: Now,
) -> Response:
    """Change the heading of a draft; every line is judged on its new day and body."""
    sheet = open_decision(session, book, decision, person=signed.person, at=now)
    at = at_draft(signed, decision, form.one(SEEN_FIELD), now)

    def amends(answers: Answers) -> str:
        amend_decision(session, at, heading_answered(answers))
        return f"{DECISIONS}/{decision.hex}"

    return take_form(
        request, session, _heading_form(book, session, signed, sheet.head), form, amends
    )


@router.get("/{decision}/withdrawal", dependencies=[may(OFFICE)])
def ask_withdrawal(
    request: Request, decision: UUID, signed: Signed, session: Reading, *, book: Book, now: Now
) -> Response:
    """Ask why a draft is given up."""
    sheet = open_decision(session, book, decision, person=signed.person, at=now)
    return show_form(request, _withdrawal_form(signed, sheet.head))


@router.post("/{decision}/withdrawal", dependencies=[may(OFFICE)])
def withdraw(
    request: Request,
    decision: UUID,
    form: Form,
    signed: Signed,
    session: Writing,
    *,
    book: Book,
    now: Now,
) -> Response:
    """Give a draft up; its cases are free for another one."""
    sheet = open_decision(session, book, decision, person=signed.person, at=now)
    at = at_draft(signed, decision, form.one(SEEN_FIELD), now)

    def withdraws(answers: Answers) -> str:
        withdraw_decision(session, at, answers["reason"])
        return f"{DECISIONS}/{decision.hex}"

    return take_form(request, session, _withdrawal_form(signed, sheet.head), form, withdraws)


def _views(found: DecisionList, chosen: DecisionState | None) -> tuple[NavLink, ...]:
    whole = sum(found.counts.values())
    every = (Text("Tất cả", "All"), DECISIONS, whole, chosen is None)
    each = (
        (state.label, f"{DECISIONS}?state={state}", found.counts.get(state, 0), chosen is state)
        for state in DecisionState
    )
    return tuple(
        NavLink(Text(f"{label.vi} ({number(many)})", f"{label.en} ({number(many)})"), href, current)
        for label, href, many, current in (every, *each)
    )


def _provinces(session: Reading, signed: SignedIn) -> tuple[Province, ...]:
    return provinces_within(session, signed.held.places(OFFICE))


def _new_form(book: Book, provinces: tuple[Province, ...]) -> PowerForm:
    if not provinces:
        raise NotPossibleNow(NO_PROVINCE)
    return PowerForm(
        title=NEW,
        crumbs=(ALL,),
        says=(SAYS,),
        asked=heading_asked(book, provinces, choose=len(provinces) > 1),
        address=f"{DECISIONS}/new",
        press=Text("Lập dự thảo", "Make the draft"),
        back=DECISIONS,
    )


def _heading_form(book: Book, session: Reading, signed: SignedIn, head: DecisionHead) -> PowerForm:
    provinces = [each for each in _provinces(session, signed) if each.id == head.province_id]
    return PowerForm(
        title=Text("Sửa phần đầu văn bản", "Change the heading"),
        crumbs=(ALL, Crumb(head.name, address_of(head))),
        says=(SAYS,),
        asked=heading_asked(book, provinces, choose=False),
        address=f"{address_of(head)}/heading",
        press=Text("Lưu", "Save"),
        back=address_of(head),
        seen=draft_token(signed, head),
    )


def _withdrawal_form(signed: SignedIn, head: DecisionHead) -> PowerForm:
    return PowerForm(
        title=Text("Bỏ dự thảo", "Give the draft up"),
        crumbs=(ALL, Crumb(head.name, address_of(head))),
        says=(KEPT,),
        asked=WITHDRAWING,
        address=f"{address_of(head)}/withdrawal",
        press=Text("Bỏ dự thảo", "Give it up"),
        back=address_of(head),
        seen=draft_token(signed, head),
    )
