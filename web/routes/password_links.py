"""Administrators give out a link to a new password; it is shown once, to who gives it."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from states.terms import Role, Text
from web.dependencies import Form, Now, Reading, Signed, Writing, may
from web.freshness import fresh
from web.page import page
from web.security import TypedForm
from workflow.deeds.password_links import GivenLink, approve_link, give_or_ask_link
from workflow.deeds.signing_in import LONGEST_LOGIN
from workflow.errors import InvalidInput
from workflow.views.links_asked import LinkAsked, links_asked

HERE = "/password-links"
router = APIRouter(dependencies=[may(Role.ADMINISTRATOR), fresh()])
Login = Annotated[str, Query(max_length=LONGEST_LOGIN)]


class LinkForm(TypedForm):
    """Whose account the link is for."""

    login: str = ""


@dataclass(frozen=True, slots=True)
class LinkGiven:
    """The form of a link, what was wrong with it, what waits, and the link once it is given."""

    login: str = ""
    fault: Text | str = ""
    link: str = ""
    is_asked: bool = False
    waiting: tuple[LinkAsked, ...] = ()


@router.get(HERE)
def ask_whose(
    request: Request, signed: Signed, session: Reading, now: Now, login: Login = ""
) -> Response:
    """Ask whose account it is, and show what waits; the address may name the account."""
    waiting = links_asked(session, reader=signed.person, at=now)
    return page(request, "password_link.html", asked=LinkGiven(login, waiting=waiting))


@router.post(HERE)
def give(request: Request, form: Form, signed: Signed, session: Writing, now: Now) -> Response:
    """Give out a link or, for an account that holds anything, ask another administrator."""
    login = form.read(LinkForm).login
    try:
        given = give_or_ask_link(session, login, by=signed.person, at=now)
    except InvalidInput as fault:
        waiting = links_asked(session, reader=signed.person, at=now)
        told = LinkGiven(login, fault.says, waiting=waiting)
        return page(request, "password_link.html", 422, asked=told)
    if given:
        return _shown(request, given)
    waiting = links_asked(session, reader=signed.person, at=now)
    told = LinkGiven(login, is_asked=True, waiting=waiting)
    return page(request, "password_link.html", asked=told)


@router.post(f"{HERE}/{{request_id}}/approve")
def approve(
    request: Request, request_id: UUID, signed: Signed, session: Writing, now: Now
) -> Response:
    """Approve as the second administrator, and show the link this once."""
    request.state.redo = HERE
    return _shown(request, approve_link(session, request_id, by=signed.person, at=now))


def _shown(request: Request, given: GivenLink) -> Response:
    link = f"{request.url.scheme}://{request.url.netloc}/new-password/{given.token}"
    return page(request, "password_link.html", asked=LinkGiven(given.login, link=link))
