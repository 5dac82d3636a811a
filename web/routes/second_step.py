"""The second step of signing in: a code after the password."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import SecretStr

from states.terms import Text
from web.cookies import hand_out, stranger_cookie
from web.dependencies import PUBLIC, Form, Now, Site, Store, Visiting, may
from web.page import page, redirect_to
from web.routes.sign_in import Next
from web.security import TypedForm, address_of, key_for, local_path
from workflow.deeds.second_step import CodeTyped, StepOver, WrongCode, enter_code
from workflow.throttle import TooManyAttempts

HERE = "/sign-in/code"
router = APIRouter(dependencies=[may(*PUBLIC)])


class CodeForm(TypedForm):
    """The code typed; `next` is where the person wanted to go."""

    code: SecretStr = SecretStr("")
    next: str = "/"


@dataclass(frozen=True, slots=True)
class CodePage:
    """The page that asks for a code: the key of its form and what was wrong with the last one."""

    key: str
    next: str
    fault: Text | None = None
    over: bool = False


@router.get(HERE)
def ask_for_code(
    request: Request, signed: Visiting, settings: Site, wanted: Next = "/"
) -> Response:
    """Ask for the code of a sign-in whose password was right."""
    secret = request.cookies.get(stranger_cookie(settings), "")
    if signed is not None or not secret:
        return redirect_to(local_path(wanted))
    asked = CodePage(key_for(secret, "sign-in"), local_path(wanted))
    return page(request, "sign_in_code.html", asked=asked)


@router.post(HERE)
def enter_with_code(
    request: Request, form: Form, settings: Site, engine: Store, now: Now
) -> Response:
    """Open the session, or say what was wrong, and when to try again."""
    typed = form.read(CodeForm)
    token = request.cookies.get(stranger_cookie(settings), "")
    code = CodeTyped(
        token=token, code=typed.code.get_secret_value(), address=address_of(request), at=now
    )
    try:
        hand_out(request, enter_code(engine, code))
    except (WrongCode, StepOver, TooManyAttempts) as refusal:
        status = 429 if isinstance(refusal, TooManyAttempts) else 422
        over = isinstance(refusal, StepOver)
        asked = CodePage(form.one("form_key"), local_path(typed.next), refusal.says, over)
        return page(request, "sign_in_code.html", status, asked=asked)
    answer = redirect_to(local_path(typed.next))
    answer.delete_cookie(stranger_cookie(settings), secure=settings.secure_cookies)
    return answer
