"""Waivers: listed for good, approved or refused by a second person of the committee's office."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from states.terms import Role, Text
from web.dependencies import SEES_CASES, Form, Now, Reading, Signed, Writing, may
from web.forms import Answers
from web.freshness import fresh
from web.page import page, redirect_to
from web.parts import Crumb, NavLink
from web.people_forms import show_form, take_form
from web.requests import (
    WAIVERS_CRUMB,
    WAIVERS_LIST,
    WAIVERS_NAME,
    found,
    kinds,
    refusal_form,
    requests_reader,
)
from workflow.deeds.waiving import approve_waiver, refuse_waiver
from workflow.views.case_requests import WAIVERS, CaseRequest, RequestList, list_requests

Older = Annotated[int | None, Query(ge=1, le=2**53)]
router = APIRouter(dependencies=[may(*SEES_CASES)])


@dataclass(frozen=True, slots=True)
class RequestsPage:
    """One page of requests: its title, the links to the other list, the requests themselves."""

    title: Text
    kinds: tuple[NavLink, ...]
    requests: RequestList
    older: str


@dataclass(frozen=True, slots=True)
class RequestPage:
    """One request with the path to it."""

    crumb: Crumb
    asked: CaseRequest


@router.get(WAIVERS_LIST)
def list_waivers(
    request: Request, signed: Signed, session: Reading, older: Older = None
) -> Response:
    """Every waiver of one's territory, newest first; what waits for this person stands on top."""
    requests = list_requests(session, WAIVERS, requests_reader(signed), older=older)
    following = f"{WAIVERS_LIST}?older={requests.older}" if requests.older else ""
    shown = RequestsPage(WAIVERS_NAME, kinds(WAIVERS_LIST), requests, following)
    return page(request, "case_requests.html", shown=shown)


@router.get(f"{WAIVERS_LIST}/{{request_id}}")
def show_waiver(request: Request, request_id: UUID, signed: Signed, session: Reading) -> Response:
    """Show one waiver: what is waived, why, by which text, and both answers where possible."""
    asked = found(session, WAIVERS, request_id, signed)
    return page(request, "case_request.html", shown=RequestPage(WAIVERS_CRUMB, asked))


@router.post(
    f"{WAIVERS_LIST}/{{request_id}}/approve", dependencies=[may(Role.COMMITTEE_OFFICE), fresh()]
)
def approve(
    request: Request, request_id: UUID, signed: Signed, session: Writing, now: Now
) -> Response:
    """Waive the condition, as the second person."""
    request.state.redo = f"{WAIVERS_LIST}/{request_id.hex}"
    approve_waiver(session, request_id, by=signed.person, at=now)
    return redirect_to(f"{WAIVERS_LIST}/{request_id.hex}")


@router.get(
    f"{WAIVERS_LIST}/{{request_id}}/refuse", dependencies=[may(Role.COMMITTEE_OFFICE), fresh()]
)
def ask_why(request: Request, request_id: UUID, signed: Signed, session: Reading) -> Response:
    """Ask why the condition is not waived."""
    asked = found(session, WAIVERS, request_id, signed)
    return show_form(request, refusal_form(asked, WAIVERS_CRUMB))


@router.post(
    f"{WAIVERS_LIST}/{{request_id}}/refuse", dependencies=[may(Role.COMMITTEE_OFFICE), fresh()]
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
    """Do not waive the condition, with the reason."""
    asked = found(session, WAIVERS, request_id, signed)

    def act(answers: Answers) -> str:
        refuse_waiver(session, request_id, answers["answer"], by=signed.person, at=now)
        return asked.href

    return take_form(request, session, refusal_form(asked, WAIVERS_CRUMB), form, act)
