"""Councils: which there are, who sits on one on a day; founded, dissolved, seats asked for."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from states.terms import Role, Text
from web.dependencies import EVERYONE, Form, Now, Reading, Signed, Today, Writing, may
from web.forms import Answers
from web.freshness import fresh
from web.page import page
from web.people_forms import COUNCILS, PowerForm, show_form, take_form
from web.typed import Unreadable, day_or_none
from workflow.deeds.councils import NewCouncil, found_council
from workflow.deeds.signing_in import SignedIn
from workflow.views.council_sheets import (
    CouncilLine,
    CouncilSheet,
    council_sheet,
    councils_within,
)
from workflow.views.people_asked import council_asked
from workflow.views.units import provinces_held

HERE = "/councils"
THIS = Text("Hội đồng này", "This council")
router = APIRouter(prefix=HERE, dependencies=[may(*EVERYONE)])
ADMINISTRATORS = may(Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class CouncilsPage:
    """The councils of one's territory, and whether one may found another."""

    councils: tuple[CouncilLine, ...]
    may_change: bool


@dataclass(frozen=True, slots=True)
class CouncilPage:
    """One council on one day, what was typed as that day, and what was wrong with it."""

    sheet: CouncilSheet
    typed: str
    fault: Text | str
    may_change: bool


@router.get("")
def list_councils(request: Request, signed: Signed, session: Reading, today: Today) -> Response:
    """The councils of one's territory and those one sits on."""
    places = signed.held.places()
    found = councils_within(session, places, reader=signed.person, on=today)
    shown = CouncilsPage(found, Role.ADMINISTRATOR in signed.roles)
    return page(request, "councils.html", shown=shown)


@router.get("/new", dependencies=[ADMINISTRATORS])
def ask_council(request: Request, signed: Signed, session: Reading, today: Today) -> Response:
    """Ask for a council's province, name and days."""
    return show_form(request, _council_form(session, signed, today))


@router.post("/new", dependencies=[ADMINISTRATORS, fresh()])
def found(
    request: Request, form: Form, signed: Signed, session: Writing, *, now: Now, today: Today
) -> Response:
    """Found a council; its seats are asked for one by one."""

    def act(answers: Answers) -> str:
        place, name = UUID(answers["place"]), answers["name"]
        new = NewCouncil(place, name, answers["since"], answers["until"])
        return f"{HERE}/{found_council(session, new, by=signed.person, at=now).hex}"

    return take_form(request, session, _council_form(session, signed, today), form, act)


@router.get("/{council}")
def show_council(
    request: Request,
    council: UUID,
    signed: Signed,
    session: Reading,
    *,
    today: Today,
    on: str = "",
) -> Response:
    """Show a council's seats in force on a day, today unless another is asked for."""
    fault: Text | str = ""
    try:
        day = day_or_none(on) or today
    except Unreadable as unreadable:
        day, fault = today, unreadable.says
    places = signed.held.places()
    sheet = council_sheet(
        session, council, places=places, reader=signed.person, on=day, today=today
    )
    if sheet is None:
        raise HTTPException(404)
    shown = CouncilPage(sheet, on, fault, Role.ADMINISTRATOR in signed.roles)
    return page(request, "council.html", 422 if fault else 200, shown=shown)


def _council_form(session: Reading, signed: SignedIn, on: date) -> PowerForm:
    places = signed.held.places(Role.ADMINISTRATOR)
    provinces = provinces_held(session, places, on=on)
    return PowerForm(
        title=Text("Lập Hội đồng", "Found a council"),
        crumbs=(COUNCILS,),
        says=(
            Text(
                "Ghi theo quyết định thành lập. Từng ghế được đề nghị sau, hai người quyết định.",
                "As the decision that founds it says. Its seats are asked for afterwards, and two "
                "persons decide each.",
            ),
        ),
        asked=council_asked((unit.id, unit.name) for unit in provinces),
        address=f"{HERE}/new",
        press=Text("Lập Hội đồng", "Found the council"),
        back=HERE,
    )
