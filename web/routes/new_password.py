"""The page of a link to a new password, for whoever holds the link."""

import secrets
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import SecretStr

from states.terms import Text
from web.cookies import set_cookie, stranger_cookie
from web.dependencies import PUBLIC, Form, Now, Reading, Site, Store, Visiting, may
from web.page import page
from web.parts import FieldFault
from web.routes.password import same_twice
from web.security import TypedForm, form_token, key_for
from workflow.deeds.new_passwords import ByLink, LinkOver, link_owner, set_by_link
from workflow.errors import InvalidInput

HERE = "/new-password/{token}"
router = APIRouter(dependencies=[may(*PUBLIC)])


class ByLinkForm(TypedForm):
    """The new password, twice."""

    password: SecretStr = SecretStr("")
    again: SecretStr = SecretStr("")


@dataclass(frozen=True, slots=True)
class LinkPage:
    """The form of a link: its key and address, whose account it is, what was wrong; or no form."""

    key: str = ""
    action: str = ""
    login: str = ""
    faults: tuple[FieldFault, ...] = ()
    over: Text | None = None

    def fault(self, name: str) -> Text | str:
        """Return what is wrong with a field, or nothing."""
        return next((fault.says for fault in self.faults if fault.field == name), "")


@router.get(HERE)
def show_link(
    request: Request, token: str, *, signed: Visiting, settings: Site, session: Reading, now: Now
) -> Response:
    """Show the form of a link, with a key that only this browser holds."""
    try:
        owner = link_owner(session, token, at=now)
    except LinkOver as over:
        return page(request, "new_password.html", 410, asked=LinkPage(over=over.says))
    secret = request.cookies.get(stranger_cookie(settings)) or secrets.token_urlsafe(32)
    key = form_token(signed) if signed else key_for(secret, "sign-in")
    asked = LinkPage(key, request.url.path, owner.login)
    answer = page(request, "new_password.html", asked=asked)
    set_cookie(answer, settings, stranger_cookie(settings), secret)
    return answer


@router.post(HERE)
def set_it(request: Request, token: str, form: Form, engine: Store, now: Now) -> Response:
    """Set the password of the link's owner, who then signs in with it."""
    typed = form.read(ByLinkForm)
    password = typed.password.get_secret_value()
    try:
        same_twice(password, typed.again.get_secret_value())
        set_by_link(engine, ByLink(token=token, password=password, at=now))
    except LinkOver as over:
        return page(request, "new_password.html", 410, asked=LinkPage(over=over.says))
    except InvalidInput as fault:
        faults = (FieldFault(fault.field, fault.says),)
        asked = LinkPage(form.one("form_key"), request.url.path, faults=faults)
        return page(request, "new_password.html", 422, asked=asked)
    return page(request, "password_set.html", signed_in=False)
