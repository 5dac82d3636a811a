"""A new password: by its owner, who gives the present one."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import SecretStr

from states.terms import Text
from web.cookies import hand_out
from web.dependencies import EVERYONE, Form, Now, Signed, Store, may
from web.page import page
from web.parts import FieldFault
from web.security import TypedForm, address_of
from workflow.deeds.confirming import NotYourPassword, Proof
from workflow.deeds.new_passwords import change_password
from workflow.errors import InvalidInput, WorkflowError
from workflow.throttle import TooManyAttempts

HERE = "/account/password"
NOT_THE_SAME = Text(
    "Hai lần nhập mật khẩu mới không giống nhau.", "The new password was not typed twice alike."
)
router = APIRouter(dependencies=[may(*EVERYONE, unenrolled=True)])


class NewPasswordForm(TypedForm):
    """The present password and the new one, twice."""

    present: SecretStr = SecretStr("")
    password: SecretStr = SecretStr("")
    again: SecretStr = SecretStr("")


@dataclass(frozen=True, slots=True)
class PasswordPage:
    """The form of a new password, and what was wrong with the last one."""

    faults: tuple[FieldFault, ...] = ()

    def fault(self, name: str) -> Text | str:
        """Return what is wrong with a field, or nothing."""
        return next((fault.says for fault in self.faults if fault.field == name), "")


@router.get(HERE)
def ask_for_password(request: Request) -> Response:
    """Ask for the present password and the new one."""
    return page(request, "password.html", asked=PasswordPage())


@router.post(HERE)
def set_password(request: Request, form: Form, signed: Signed, engine: Store, now: Now) -> Response:
    """Set the new password and end the other sessions."""
    typed = form.read(NewPasswordForm)
    present = typed.present.get_secret_value()
    proof = Proof(signed=signed, typed=present, address=address_of(request), at=now)
    password = typed.password.get_secret_value()
    try:
        same_twice(password, typed.again.get_secret_value())
        token = change_password(engine, proof, password)
    except InvalidInput as fault:
        return _again(request, fault, fault.field)
    except NotYourPassword as fault:
        return _again(request, fault, "present")
    except TooManyAttempts as fault:
        return _again(request, fault, "present", status=429)
    hand_out(request, token or "")
    return page(request, "password_set.html", signed_in=True)


def same_twice(password: str, again: str) -> None:
    """Raise InvalidInput unless a new password was typed twice alike."""
    if password != again:
        raise InvalidInput(NOT_THE_SAME, field="again")


def _again(request: Request, fault: WorkflowError, field: str, *, status: int = 422) -> Response:
    asked = PasswordPage((FieldFault(field, fault.says),))
    return page(request, "password.html", status, asked=asked)
