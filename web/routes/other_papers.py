"""The papers of a decision and of a sitting: each has one, issued from what is recorded."""

from functools import partial
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from states.terms import Role, Text
from web.dependencies import (
    SEES_CASES,
    SEES_SITTINGS,
    Book,
    Form,
    Now,
    Papers,
    Reading,
    Signed,
    Writing,
    may,
)
from web.drafts import ALL, address_of
from web.page import page, redirect_to
from web.paper_pages import IssueForm, PapersPage, kind_of
from web.parts import Crumb
from web.sitting_desk import AtSitting, WritingSitting
from workflow.calendar import HANOI
from workflow.deeds.issuing import Issue, issue_for
from workflow.printed.content import PaperType
from workflow.views.case_papers import MAY_ISSUE
from workflow.views.decision_papers import decision_paper, kind_of_decision
from workflow.views.decision_sheet import open_decision
from workflow.views.minutes_paper import minutes_paper
from workflow.views.papers_kept import issued_of
from workflow.views.sittings import SittingStanding

decisions = APIRouter(prefix="/decisions/{decision}/papers", dependencies=[may(*SEES_CASES)])
sittings = APIRouter(prefix="/sittings/{sitting}/papers", dependencies=[may(*SEES_SITTINGS)])


@decisions.get("")
def show_of_decision(
    request: Request,
    decision: UUID,
    signed: Signed,
    session: Reading,
    *,
    book: Book,
    now: Now,
    issued: str = "",
) -> Response:
    """Show the papers issued of a decision, and the one that can be issued now."""
    sheet = open_decision(session, book, decision, person=signed.person, at=now)
    office = Role.COMMITTEE_OFFICE in signed.held.roles_over(frozenset({sheet.head.province_id}))
    shown = PapersPage(
        title=Text(f"Giấy tờ của {sheet.head.name.vi}", f"Papers of {sheet.head.name.en}"),
        crumbs=(ALL, Crumb(sheet.head.name, address_of(sheet.head))),
        address=f"{address_of(sheet.head)}/papers",
        now=(kind_of_decision(sheet),) if sheet.lines and office else (),
        issued=issued_of(session, decision_id=decision),
        done=issued,
    )
    return page(request, "papers.html", illustration=sheet.illustration, shown=shown)


@decisions.post("", dependencies=[may(Role.COMMITTEE_OFFICE)])
def issue_of_decision(
    decision: UUID,
    form: Form,
    signed: Signed,
    session: Writing,
    press: Papers,
    *,
    book: Book,
    now: Now,
) -> Response:
    """Issue the paper of a decision as it stands."""
    kind = kind_of(form.read(IssueForm))
    write = partial(decision_paper, session, book, decision, person=signed.person, at=now)
    asked = Issue(write=write, roles=MAY_ISSUE[kind], by=signed.person, at=now)
    code = issue_for(session, press, ("decision", decision), asked)
    return redirect_to(f"/decisions/{decision.hex}/papers?issued={code}")


@sittings.get("")
def show_of_sitting(desk: AtSitting, issued: str = "") -> Response:
    """Show the minutes issued of a sitting, and whether they can be issued now."""
    sheet = desk.open()
    may_issue = (
        Role.SECRETARY in desk.signed.roles and sheet.head.standing is SittingStanding.CLOSED
    )
    shown = PapersPage(
        title=Text(
            f"Giấy tờ của phiên họp {sheet.head.number}", f"Papers of sitting {sheet.head.number}"
        ),
        crumbs=(
            Crumb(Text("Phiên họp", "Sittings"), "/sittings"),
            Crumb(Text(sheet.head.number, sheet.head.number), desk.address),
        ),
        address=f"{desk.address}/papers",
        now=(PaperType.APPRAISAL_MINUTES,) if may_issue else (),
        issued=issued_of(desk.session, sitting_id=desk.sitting),
        done=issued,
    )
    return page(desk.request, "papers.html", shown=shown)


@sittings.post("", dependencies=[may(Role.SECRETARY)])
def issue_of_sitting(desk: WritingSitting, form: Form, press: Papers) -> Response:
    """Issue the minutes of a closed sitting."""
    kind = kind_of(form.read(IssueForm))
    desk.request.state.redo = f"{desk.address}/papers"
    write = partial(
        minutes_paper,
        desk.session,
        desk.sitting,
        person=desk.signed.person,
        on=desk.at.astimezone(HANOI).date(),
    )
    asked = Issue(write=write, roles=MAY_ISSUE[kind], by=desk.signed.person, at=desk.at)
    code = issue_for(desk.session, press, ("sitting", desk.sitting), asked)
    return redirect_to(f"{desk.address}/papers?issued={code}")
