"""Councils: which there are, who sits on one on a day; founded, dissolved, seats asked for."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from states.terms import Role, Seat, Text
from web.dependencies import EVERYONE, Form, Now, Reading, Signed, Today, Writing, may
from web.forms import Answers
from web.freshness import fresh
from web.page import page
from web.parts import Crumb
from web.people_forms import COUNCILS, PowerForm, show_form, take_form
from web.typed import Unreadable, day_or_none
from workflow.deeds.accounts import UNKNOWN_PERSON
from workflow.deeds.councils import NewCouncil, SeatPost, dissolve_council, found_council
from workflow.deeds.grants import ask_grant
from workflow.deeds.signing_in import SignedIn
from workflow.errors import InvalidInput
from workflow.views.council_sheets import (
    CouncilLine,
    CouncilSheet,
    council_sheet,
    councils_within,
    one_council,
)
from workflow.views.people import known_login
from workflow.views.people_asked import END, SEAT, council_asked
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


@router.get("/{council}/seats/new", dependencies=[ADMINISTRATORS])
def ask_seat(
    request: Request, council: UUID, signed: Signed, session: Reading, today: Today
) -> Response:
    """Ask who is to sit on the council, as what and when."""
    return show_form(request, _seat_form(_council(session, council, signed, today)))


@router.post("/{council}/seats/new", dependencies=[ADMINISTRATORS])
def send_seat(
    request: Request,
    council: UUID,
    form: Form,
    signed: Signed,
    session: Writing,
    *,
    now: Now,
    today: Today,
) -> Response:
    """Ask for a seat; it waits for another administrator."""
    line = _council(session, council, signed, today)

    def act(answers: Answers) -> str:
        person = known_login(session, answers["login"])
        if person is None:
            raise InvalidInput(UNKNOWN_PERSON, field="person")
        since, until = answers["since"], answers["until"]
        post = SeatPost(person, council, Seat(answers["seat"]), since, until)
        return f"/grants/{ask_grant(session, post, by=signed.person, at=now).hex}"

    return take_form(request, session, _seat_form(line), form, act)


@router.get("/{council}/dissolve", dependencies=[ADMINISTRATORS])
def ask_last_day(
    request: Request, council: UUID, signed: Signed, session: Reading, today: Today
) -> Response:
    """Ask for the last day of a council."""
    return show_form(request, _end_form(_council(session, council, signed, today)))


@router.post("/{council}/dissolve", dependencies=[ADMINISTRATORS, fresh()])
def dissolve(
    request: Request,
    council: UUID,
    form: Form,
    signed: Signed,
    session: Writing,
    *,
    now: Now,
    today: Today,
) -> Response:
    """Set the last day of a council."""
    line = _council(session, council, signed, today)

    def act(answers: Answers) -> str:
        dissolve_council(session, council, last_day=answers["until"], by=signed.person, at=now)
        return f"{HERE}/{line.id}"

    return take_form(request, session, _end_form(line), form, act)


def _council(session: Reading, council: UUID, signed: SignedIn, on: date) -> CouncilLine:
    places = signed.held.places(Role.ADMINISTRATOR)
    line = one_council(session, council, places=places, on=on)
    if line is None:
        raise HTTPException(404)
    return line


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


def _seat_form(line: CouncilLine) -> PowerForm:
    return PowerForm(
        title=Text("Đề nghị thành viên Hội đồng", "Ask for a seat"),
        crumbs=(COUNCILS, Crumb(THIS, f"{HERE}/{line.id}")),
        says=(
            Text(
                "Chỉ có hiệu lực sau khi một quản trị khác duyệt. Ghế trong Hội đồng không ủy "
                "quyền được: người vắng mặt do ủy viên dự khuyết thay, bằng ghế của chính họ.",
                "In force once another administrator approves. A seat is not delegated: an "
                "alternate sits for who is away, in a seat of his own.",
            ),
        ),
        asked=SEAT,
        address=f"{HERE}/{line.id}/seats/new",
        press=Text("Gửi đề nghị", "Send the request"),
        back=f"{HERE}/{line.id}",
    )


def _end_form(line: CouncilLine) -> PowerForm:
    return PowerForm(
        title=Text("Hội đồng thôi hoạt động", "Dissolve the council"),
        crumbs=(COUNCILS, Crumb(THIS, f"{HERE}/{line.id}")),
        says=(
            Text(
                "Sau ngày này Hội đồng không họp nữa và mọi ghế hết hiệu lực; những gì đã quyết "
                "định vẫn giữ nguyên.",
                "After this day the council sits no more and every seat ends; what it decided "
                "stays.",
            ),
        ),
        asked=END,
        address=f"{HERE}/{line.id}/dissolve",
        press=Text("Ghi ngày cuối", "Set the last day"),
        back=f"{HERE}/{line.id}",
    )
