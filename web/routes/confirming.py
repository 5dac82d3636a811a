"""The page that asks who sits there, where a page asks for a proof of identity first."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from web.confirming import Confirming
from web.dependencies import EVERYONE, Form, Signed, may
from web.freshness import fresh
from web.page import page, redirect_to
from web.routes.sign_in import Next
from web.security import TypedForm, local_path

HERE = "/confirm-identity"
router = APIRouter(dependencies=[may(*EVERYONE, unenrolled=True)])


class NextForm(TypedForm):
    """Where the person wanted to go; the proof itself was checked before."""

    next: str = "/"


@router.get(HERE)
def ask_again(request: Request, signed: Signed, wanted: Next = "/") -> Response:
    """Ask for the password or a code, to lead back to where it was needed."""
    asked = Confirming(HERE, (("next", local_path(wanted)),), signed.has_codes)
    return page(request, "confirm_identity.html", asked=asked)


@router.post(HERE, dependencies=[fresh(anew=True)])
def lead_back(form: Form) -> RedirectResponse:
    """Lead back: the proof was right, or this is not reached."""
    return redirect_to(local_path(form.read(NextForm).next))
