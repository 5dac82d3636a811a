"""What the pages of waivers and corrections share: who reads, one request, the forms of both."""

from uuid import UUID

from fastapi import HTTPException
from sqlalchemy import Table
from sqlmodel import Session

from states.terms import Role, Text
from web.dependencies import SEES_CASES
from web.parts import Crumb, NavLink
from web.people_forms import PowerForm
from workflow.deeds.signing_in import SignedIn
from workflow.views.case_requests import CaseRequest, RequestReader, one_request
from workflow.views.requests_asked import ANSWER

ASKERS = (Role.OFFICER, Role.SECRETARY, Role.COMMITTEE_OFFICE, Role.REGISTRAR)
WAIVERS_LIST, CORRECTIONS_LIST = "/waivers", "/corrections"
WAIVERS_NAME = Text("Miễn điều kiện", "Waivers")
CORRECTIONS_NAME = Text("Đính chính, hủy bút toán", "Corrections")
WAIVERS_CRUMB = Crumb(WAIVERS_NAME, WAIVERS_LIST)
CORRECTIONS_CRUMB = Crumb(CORRECTIONS_NAME, CORRECTIONS_LIST)
AREAS = Crumb(Text("Địa bàn", "Areas"), "/cases")


def kinds(here: str) -> tuple[NavLink, ...]:
    """Return the links between the two lists; `here` is the address of the one shown."""
    lists = ((WAIVERS_NAME, WAIVERS_LIST), (CORRECTIONS_NAME, CORRECTIONS_LIST))
    return tuple(NavLink(name, href, current=href == here) for name, href in lists)


def requests_reader(signed: SignedIn) -> RequestReader:
    """Return whose eyes look, where, and where the person decides requests."""
    return RequestReader(
        signed.person,
        signed.held.places(*SEES_CASES),
        signed.held.places(Role.COMMITTEE_OFFICE),
    )


def found(session: Session, table: Table, request: UUID, signed: SignedIn) -> CaseRequest:
    """Return one request the person sees; answers 404 otherwise."""
    asked = one_request(session, table, request, requests_reader(signed))
    if asked is None:
        raise HTTPException(404)
    return asked


def refusal_form(asked: CaseRequest, crumb: Crumb) -> PowerForm:
    """Return the form that asks why a request is refused."""
    return PowerForm(
        title=Text(f"Không duyệt: {asked.what.vi}", f"Refuse: {asked.what.en}"),
        crumbs=(crumb,),
        says=(asked.commune, Text(f"Lý do đề nghị: {asked.reason}", f"Asked for: {asked.reason}")),
        asked=ANSWER,
        address=f"{asked.href}/refuse",
        press=Text("Không duyệt", "Refuse"),
        back=asked.href,
    )
