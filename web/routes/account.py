"""One's own account: the sessions that are open, each ended one by one or all at once."""

from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from states.terms import Role
from web.cookies import session_cookie
from web.dependencies import EVERYONE, Form, Now, Reading, Signed, Site, Writing, may
from web.page import page, redirect_to
from workflow.deeds.own_sessions import sign_out_everywhere
from workflow.deeds.sessions import end_session
from workflow.views.own_account import (
    OwnSession,
    SecondFactorStanding,
    own_sessions,
    second_factor_of,
)

ACCOUNT = "/account"
router = APIRouter(dependencies=[may(*EVERYONE, unenrolled=True)])


@dataclass(frozen=True, slots=True)
class AccountPage:
    """A person's sessions and second factor, and whether the person administers anything."""

    sessions: tuple[OwnSession, ...]
    factor: SecondFactorStanding
    administers: bool


@router.get(ACCOUNT)
def show_account(
    request: Request, signed: Signed, session: Reading, settings: Site, now: Now
) -> Response:
    """Show one's own sessions and how one signs in."""
    own = AccountPage(
        sessions=own_sessions(session, signed, settings.lasting, at=now),
        factor=second_factor_of(session, signed.person),
        administers=Role.ADMINISTRATOR in signed.roles,
    )
    return page(request, "account.html", own=own)


@router.post(f"{ACCOUNT}/sessions/{{one}}/end")
def end_one(one: UUID, form: Form, signed: Signed, session: Writing, now: Now) -> Response:
    """End one of one's own sessions; one that is over already is no fault."""
    form.named()
    end_session(session, one, of=signed.person, at=now)
    return redirect_to("/sign-in" if one == signed.session else ACCOUNT)


@router.post(f"{ACCOUNT}/sign-out-everywhere")
def leave_everywhere(
    form: Form, signed: Signed, settings: Site, session: Writing, now: Now
) -> Response:
    """End every session of one's own, this one too."""
    form.named()
    sign_out_everywhere(session, signed.person, at=now)
    answer = redirect_to("/sign-in")
    answer.delete_cookie(session_cookie(settings), secure=settings.secure_cookies, httponly=True)
    return answer
