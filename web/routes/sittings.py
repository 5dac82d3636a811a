"""Sittings of councils: those one may see, and one called."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from states.terms import Role, Text
from web.dependencies import SEES_SITTINGS, Form, Now, Reading, Signed, Today, Writing, may
from web.forms import Answers
from web.page import page
from web.people_forms import PowerForm, show_form, take_form
from web.sitting_forms import SITTINGS
from workflow.deeds.signing_in import SignedIn
from workflow.deeds.sittings import NewSitting, call_sitting
from workflow.views.sittings import SittingLine, councils_to_call, sittings_seen
from workflow.views.sittings_asked import call_asked

HERE = "/sittings"
SITS = (Role.MEMBER, Role.SECRETARY)
router = APIRouter(prefix=HERE, dependencies=[may(*SEES_SITTINGS)])
CLERKS = may(*SITS)


@dataclass(frozen=True, slots=True)
class SittingsPage:
    """The sittings one may see, and whether one may call a council to another."""

    sittings: tuple[SittingLine, ...]
    may_call: bool


@router.get("")
def list_sittings(request: Request, signed: Signed, session: Reading, today: Today) -> Response:
    """The sittings of one's councils, the latest first."""
    found = sittings_seen(session, person=signed.person, on=today)
    calls = bool(councils_to_call(session, person=signed.person, on=today))
    return page(request, "sittings.html", shown=SittingsPage(found, calls))


@router.get("/new", dependencies=[CLERKS])
def ask_sitting(request: Request, signed: Signed, session: Reading, today: Today) -> Response:
    """Ask which council is called, when and where."""
    return show_form(request, _call_form(session, signed, today))


@router.post("/new", dependencies=[CLERKS])
def call(
    request: Request, form: Form, signed: Signed, session: Writing, *, now: Now, today: Today
) -> Response:
    """Call a council to a sitting."""

    def act(answers: Answers) -> str:
        new = NewSitting(
            UUID(answers["council"]), answers["number"], answers["held_on"], answers["place"]
        )
        return f"{HERE}/{call_sitting(session, new, by=signed.person, at=now).hex}"

    return take_form(request, session, _call_form(session, signed, today), form, act)


def _call_form(session: Reading, signed: SignedIn, on: date) -> PowerForm:
    councils = councils_to_call(session, person=signed.person, on=on)
    return PowerForm(
        title=Text("Triệu tập phiên họp", "Call a sitting"),
        crumbs=(SITTINGS,),
        says=(
            Text(
                "Do Thư ký hoặc Chủ tịch Hội đồng triệu tập. Sau đó đưa hồ sơ vào chương trình "
                "và điểm danh trong ngày họp.",
                "By the council's secretary or chair. Cases are put on its docket afterwards, "
                "and the roll is called on its day.",
            ),
        ),
        asked=call_asked(councils),
        address=f"{HERE}/new",
        press=Text("Triệu tập", "Call the sitting"),
        back=HERE,
    )
