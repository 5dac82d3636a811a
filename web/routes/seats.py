"""Seats of a council are asked for, and a council is dissolved, by its administrators."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from states.terms import Role, Seat, Text
from web.dependencies import Form, Now, Reading, Signed, Today, Writing, may
from web.forms import Answers
from web.freshness import fresh
from web.parts import Crumb
from web.people_forms import COUNCILS, PowerForm, show_form, take_form
from workflow.deeds.accounts import UNKNOWN_PERSON
from workflow.deeds.councils import dissolve_council
from workflow.deeds.grants import ask_grant
from workflow.deeds.seats import SeatPost
from workflow.deeds.signing_in import SignedIn
from workflow.errors import InvalidInput
from workflow.views.council_sheets import CouncilLine, one_council
from workflow.views.people import known_login
from workflow.views.people_asked import END, SEAT

HERE = "/councils"
THIS = Text("Hội đồng này", "This council")
router = APIRouter(prefix=HERE, dependencies=[may(Role.ADMINISTRATOR)])


@router.get("/{council}/seats/new")
def ask_seat(
    request: Request, council: UUID, signed: Signed, session: Reading, today: Today
) -> Response:
    """Ask who is to sit on the council, as what and when."""
    return show_form(request, _seat_form(_council(session, council, signed, today)))


@router.post("/{council}/seats/new", dependencies=[fresh()])
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


@router.get("/{council}/dissolve")
def ask_last_day(
    request: Request, council: UUID, signed: Signed, session: Reading, today: Today
) -> Response:
    """Ask for the last day of a council."""
    return show_form(request, _end_form(_council(session, council, signed, today)))


@router.post("/{council}/dissolve", dependencies=[fresh()])
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
