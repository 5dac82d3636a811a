"""An administrator gives out a link to a new password; it is shown once."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from states.terms import Role, Text
from web.dependencies import Form, Now, Signed, Writing, may
from web.freshness import fresh
from web.page import page
from web.security import TypedForm
from workflow.deeds.password_links import give_link
from workflow.deeds.signing_in import LONGEST_LOGIN
from workflow.errors import InvalidInput

HERE = "/password-links"
router = APIRouter(dependencies=[may(Role.ADMINISTRATOR), fresh()])
Login = Annotated[str, Query(max_length=LONGEST_LOGIN)]


class LinkForm(TypedForm):
    """Whose account the link is for."""

    login: str = ""


@dataclass(frozen=True, slots=True)
class LinkGiven:
    """The form of a link, what was wrong with it, and the link once it is given."""

    login: str = ""
    fault: Text | str = ""
    link: str = ""


@router.get(HERE)
def ask_whose(request: Request, login: Login = "") -> Response:
    """Ask whose account it is; a page about people may name it in the address."""
    return page(request, "password_link.html", asked=LinkGiven(login))


@router.post(HERE)
def give(request: Request, form: Form, signed: Signed, session: Writing, now: Now) -> Response:
    """Give out a link; an older one opens nothing any more."""
    login = form.read(LinkForm).login
    try:
        token = give_link(session, login, by=signed.person, at=now)
    except InvalidInput as fault:
        return page(request, "password_link.html", 422, asked=LinkGiven(login, fault.says))
    link = f"{request.url.scheme}://{request.url.netloc}/new-password/{token}"
    return page(request, "password_link.html", asked=LinkGiven(login, link=link))
