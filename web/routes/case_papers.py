"""The papers of one case: issued from what is recorded."""

from functools import partial

from fastapi import APIRouter
from fastapi.responses import Response

from states.terms import Role, Text
from web.dependencies import SEES_CASES, Form, Papers, may
from web.desk import AtDesk, WritingDesk
from web.page import page, redirect_to
from web.paper_pages import IssueForm, PapersPage, kind_of
from web.parts import Crumb
from workflow.deeds.issuing import Issue, issue_for_case
from workflow.views.case_papers import MAY_ISSUE, case_paper, papers_of_case

router = APIRouter(prefix="/cases/{number}/papers", dependencies=[may(*SEES_CASES)])
ISSUERS = (Role.OFFICER, Role.SECRETARY, Role.COMMITTEE_OFFICE)


@router.get("")
def show_papers(desk: AtDesk, issued: str = "") -> Response:
    """Show what was issued of the case, and what can be issued now."""
    file = desk.open()
    found = papers_of_case(desk.session, file)
    shown = PapersPage(
        title=Text(f"Giấy tờ của {file.commune.vi}", f"Papers of {file.commune.en}"),
        crumbs=(
            Crumb(Text("Địa bàn", "Areas"), "/cases"),
            Crumb(file.commune, f"/cases/{file.number}"),
        ),
        address=f"/cases/{file.number}/papers",
        now=tuple(kind for kind in found.now if set(MAY_ISSUE[kind]) & file.roles),
        issued=found.issued,
        done=issued,
    )
    return page(desk.request, "papers.html", illustration=file.illustration, shown=shown)


@router.post("", dependencies=[may(*ISSUERS)])
def issue(desk: WritingDesk, form: Form, press: Papers) -> Response:
    """Issue a paper of the case as it stands; said twice, it is issued once."""
    kind = kind_of(form.read(IssueForm))
    desk.request.state.redo = f"/cases/{desk.number}/papers"
    write = partial(
        case_paper,
        desk.session,
        desk.book,
        desk.number,
        kind,
        person=desk.signed.person,
        at=desk.at,
    )
    asked = Issue(write=write, roles=MAY_ISSUE[kind], by=desk.signed.person, at=desk.at)
    code = issue_for_case(desk.session, press, desk.number, asked)
    return redirect_to(f"/cases/{desk.number}/papers?issued={code}")
