"""Signing in and out, the language, and what everybody may see."""

import secrets
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response
from pydantic import SecretStr

from states.terms import Text
from web.cookies import hand_out, session_cookie, set_cookie, stranger_cookie
from web.dependencies import (
    EVERYONE,
    PUBLIC,
    Form,
    Now,
    Reading,
    Site,
    Store,
    Visiting,
    Writing,
    may,
)
from web.page import LANGUAGE_COOKIE, LANGUAGES, page, redirect_to
from web.parts import Visitor
from web.security import NotSignedIn, TypedForm, address_of, key_for, local_path
from workflow.deeds.sessions import sign_out
from workflow.deeds.signing_in import CodeNeeded, Credentials, WrongPassword, sign_in
from workflow.throttle import TooManyAttempts
from workflow.views.health import answers

router = APIRouter(dependencies=[may(*PUBLIC)])
Next = Annotated[str, Query(alias="next")]
A_YEAR = 365 * 24 * 60 * 60


class SignInForm(TypedForm):
    """What is typed to sign in; `next` is where the person wanted to go."""

    login: str = ""
    password: SecretStr = SecretStr("")
    next: str = "/"


@dataclass(frozen=True, slots=True)
class SignInPage:
    """The sign-in page: the key of its form, what was typed, and what was wrong with it."""

    key: str
    next: str
    login: str = ""
    fault: Text | None = None


@router.get("/")
def first_page(request: Request, signed: Visiting) -> Response:
    """Lead a person to the first page their roles give, and a stranger to the sign-in."""
    if signed is None:
        raise NotSignedIn
    visitor: Visitor = request.state.visitor
    return redirect_to(visitor.links[0].href)


@router.get("/sign-in")
def ask(request: Request, signed: Visiting, settings: Site, wanted: Next = "/") -> Response:
    """Show the sign-in form, with a key that only this browser holds."""
    if signed is not None:
        return redirect_to(local_path(wanted))
    secret = request.cookies.get(stranger_cookie(settings)) or secrets.token_urlsafe(32)
    answer = page(request, "sign_in.html", asked=_page_for(secret, next=local_path(wanted)))
    set_cookie(answer, settings, stranger_cookie(settings), secret)
    return answer


@router.post("/sign-in")
def enter(request: Request, form: Form, settings: Site, engine: Store, now: Now) -> Response:
    """Open a new session under a new token, or say what was wrong, and when to try again."""
    typed = form.read(SignInForm)
    credentials = Credentials(
        login=typed.login,
        password=typed.password.get_secret_value(),
        address=address_of(request),
        at=now,
    )
    try:
        token = sign_in(engine, credentials)
    except (WrongPassword, TooManyAttempts) as refusal:
        status = 429 if isinstance(refusal, TooManyAttempts) else 422
        asked = SignInPage(form.one("form_key"), local_path(typed.next), typed.login, refusal.says)
        return page(request, "sign_in.html", status, asked=asked)
    except CodeNeeded as step:
        answer = redirect_to(f"/sign-in/code?next={quote(local_path(typed.next), safe='')}")
        set_cookie(answer, settings, stranger_cookie(settings), step.token)
        return answer
    hand_out(request, token)
    answer = redirect_to(local_path(typed.next))
    answer.delete_cookie(stranger_cookie(settings), secure=settings.secure_cookies)
    return answer


@router.post("/sign-out", dependencies=[may(*EVERYONE, unenrolled=True)])
def leave(
    request: Request, form: Form, settings: Site, session: Writing, now: Now
) -> RedirectResponse:
    """End the session: its token opens nothing any more."""
    form.named()
    name = session_cookie(settings)
    sign_out(session, request.cookies.get(name, ""), at=now)
    answer = redirect_to("/sign-in")
    answer.delete_cookie(name, secure=settings.secure_cookies, httponly=True)
    return answer


@router.get("/language/{language}")
def speak(language: str, settings: Site, wanted: Next = "/") -> RedirectResponse:
    """Change the language of the pages and lead back to the same page."""
    answer = redirect_to(local_path(wanted))
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    set_cookie(answer, settings, LANGUAGE_COOKIE, chosen, seconds=A_YEAR)
    return answer


@router.get("/accessibility")
def accessibility(request: Request, settings: Site) -> Response:
    """Say how the pages can be used by everybody, and what is not there yet."""
    return page(request, "accessibility.html", lasting=settings.lasting)


@router.get("/health")
def health(session: Reading) -> PlainTextResponse:
    """Answer "ok" while the database answers."""
    return PlainTextResponse("ok" if answers(session) else "no database")


def _page_for(secret: str, *, next: str) -> SignInPage:  # noqa: A002 - the field's name
    return SignInPage(key_for(secret, "sign-in"), next)
