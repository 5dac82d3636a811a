"""One's own second factor: begun, proved with a code, renewed, switched off."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import SecretStr

from states.terms import Text
from web.cookies import hand_out
from web.dependencies import EVERYONE, Form, Now, Reading, Signed, Writing, lacks_codes, may
from web.freshness import fresh
from web.page import page, redirect_to
from web.qr import QrPicture, qr_picture
from web.security import TypedForm
from workflow.deeds.second_factor import (
    begin_second_factor,
    enrol,
    renew_recovery_codes,
    switch_off,
)
from workflow.errors import InvalidInput
from workflow.views.own_account import (
    Enrolment,
    SecondFactorStanding,
    enrolment_of,
    second_factor_of,
)

HERE = "/account/second-factor"
PROVE = f"{HERE}/code"
router = APIRouter(dependencies=[may(*EVERYONE, unenrolled=True)])


class FirstCode(TypedForm):
    """The first code, which proves that the secret arrived."""

    code: SecretStr = SecretStr("")


@dataclass(frozen=True, slots=True)
class FactorPage:
    """How the second factor stands, and whether a role of the person asks for one."""

    standing: SecondFactorStanding
    needed: bool


@dataclass(frozen=True, slots=True)
class EnrolPage:
    """The secret as a picture and in letters, and what was wrong with the code typed."""

    enrolment: Enrolment
    picture: QrPicture
    fault: Text | str = ""


@router.get(HERE)
def show_second_factor(request: Request, signed: Signed, session: Reading) -> Response:
    """Say what a second factor is, how one's own stands, and offer what can be done."""
    shown = FactorPage(second_factor_of(session, signed.person), lacks_codes(request, signed))
    return page(request, "second_factor.html", shown=shown)


@router.post(HERE, dependencies=[fresh()])
def begin(form: Form, signed: Signed, session: Writing, now: Now) -> RedirectResponse:
    """Make a secret and show it."""
    form.named()
    begin_second_factor(session, signed.person, at=now)
    return redirect_to(PROVE)


@router.get(PROVE, dependencies=[fresh()])
def show_secret(request: Request, signed: Signed, session: Reading) -> Response:
    """Show the secret until its first code was taken."""
    enrolment = enrolment_of(session, signed.person)
    if enrolment is None:
        return redirect_to(HERE)
    return page(request, "second_factor_code.html", asked=_asked(enrolment))


@router.post(PROVE, dependencies=[fresh()])
def prove_secret(
    request: Request, form: Form, signed: Signed, session: Writing, now: Now
) -> Response:
    """Put the second factor in force and show its recovery codes, this once."""
    code = form.read(FirstCode).code.get_secret_value()
    enrolment = enrolment_of(session, signed.person)
    if enrolment is None:
        return redirect_to(HERE)
    try:
        enrolled = enrol(session, signed, code, at=now)
    except InvalidInput as fault:
        asked = _asked(enrolment, fault.says)
        return page(request, "second_factor_code.html", 422, asked=asked)
    hand_out(request, enrolled.token or "")
    return page(request, "recovery_codes.html", codes=enrolled.codes)


@router.post(f"{HERE}/recovery-codes", dependencies=[fresh()])
def renew_codes(
    request: Request, form: Form, signed: Signed, session: Writing, now: Now
) -> Response:
    """Show new recovery codes, this once; the old ones open nothing any more."""
    form.named()
    codes = renew_recovery_codes(session, signed.person, at=now)
    return page(request, "recovery_codes.html", codes=codes)


@router.post(f"{HERE}/off", dependencies=[fresh()])
def take_out(
    request: Request, form: Form, signed: Signed, session: Writing, now: Now
) -> RedirectResponse:
    """Switch the second factor off."""
    form.named()
    hand_out(request, switch_off(session, signed, at=now) or "")
    return redirect_to(HERE)


def _asked(enrolment: Enrolment, fault: Text | str = "") -> EnrolPage:
    return EnrolPage(enrolment, qr_picture(enrolment.address), fault)
