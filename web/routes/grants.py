"""Powers granted by two persons: one administrator asks, another one approves or refuses."""

from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from states.terms import Role, Text
from web.dependencies import Form, Now, Reading, Signed, Today, Writing, may
from web.forms import Answers
from web.freshness import fresh
from web.page import page, redirect_to
from web.parts import Crumb
from web.people_forms import PEOPLE, PowerForm, show_form, take_form
from web.typed import words
from workflow.deeds.appointments import Post
from workflow.deeds.grants import approve_grant, ask_grant, refuse_grant
from workflow.deeds.signing_in import SignedIn
from workflow.errors import NotPossibleNow
from workflow.views.people import PersonSheet, person_sheet
from workflow.views.people_asked import GRANT, REASON
from workflow.views.requests import Requested, one_request, requests_within
from workflow.views.units import UnitFound, find_units, one_unit

GRANTS = "/grants"
WAITING = Crumb(Text("Chờ duyệt", "Waiting for approval"), GRANTS)
router = APIRouter(dependencies=[may(Role.ADMINISTRATOR)])


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """Step one of a grant: whom it is for, what was searched for, and the places found."""

    person: PersonSheet
    wanted: str
    found: tuple[UnitFound, ...]


@router.get("/people/{person}/grant")
def ask_role(
    request: Request,
    person: UUID,
    signed: Signed,
    session: Reading,
    *,
    today: Today,
    q: str = "",
    place: UUID | None = None,
) -> Response:
    """Find the place first, then ask for the role and its days."""
    sheet = person_sheet(session, person, places=_places(signed), on=today)
    if sheet is None:
        raise HTTPException(404)
    if place is not None:
        return show_form(request, _grant_form(session, sheet, place))
    found = find_units(session, words(q), places=_places(signed), on=today)
    return page(request, "choose_place.html", choice=PlaceChoice(sheet, words(q), found))


@router.post("/people/{person}/grant", dependencies=[fresh()])
def send_request(
    request: Request,
    person: UUID,
    place: UUID,
    *,
    form: Form,
    signed: Signed,
    session: Writing,
    now: Now,
    today: Today,
) -> Response:
    """Ask for the role; it waits for another administrator."""
    sheet = person_sheet(session, person, places=_places(signed), on=today)
    if sheet is None:
        raise HTTPException(404)

    def ask(answers: Answers) -> str:
        role = Role(answers["role"])
        post = Post(person, role, place, answers["since"], answers["until"])
        return f"{GRANTS}/{ask_grant(session, post, by=signed.person, at=now).hex}"

    return take_form(request, session, _grant_form(session, sheet, place), form, ask)


@router.get(GRANTS)
def list_requests(request: Request, signed: Signed, session: Reading) -> Response:
    """What waits for this administrator, what waits for others, and what was decided lately."""
    requests = requests_within(session, _places(signed), reader=signed.person)
    return page(request, "grants.html", requests=requests)


@router.get(f"{GRANTS}/{{request_id}}")
def show_request(request: Request, request_id: UUID, signed: Signed, session: Reading) -> Response:
    """Show one request: who asked for what, when, and the two answers where they are possible."""
    return page(request, "grant.html", asked=_found(session, request_id, signed))


@router.post(f"{GRANTS}/{{request_id}}/approve", dependencies=[fresh()])
def approve(
    request: Request, request_id: UUID, signed: Signed, session: Writing, now: Now
) -> Response:
    """Approve as the second person."""
    request.state.redo = f"{GRANTS}/{request_id.hex}"
    _found(session, request_id, signed)
    approve_grant(session, request_id, by=signed.person, at=now)
    return redirect_to(f"{GRANTS}/{request_id.hex}")


@router.get(f"{GRANTS}/{{request_id}}/refuse")
def ask_reason(request: Request, request_id: UUID, signed: Signed, session: Reading) -> Response:
    """Ask why it is refused."""
    return show_form(request, _refusal_form(_found(session, request_id, signed)))


@router.post(f"{GRANTS}/{{request_id}}/refuse", dependencies=[fresh()])
def refuse(
    request: Request,
    request_id: UUID,
    form: Form,
    signed: Signed,
    session: Writing,
    *,
    now: Now,
) -> Response:
    """Refuse as the second person, with the reason."""
    asked = _found(session, request_id, signed)

    def act(answers: Answers) -> str:
        refuse_grant(session, request_id, answers["reason"], by=signed.person, at=now)
        return f"{GRANTS}/{request_id.hex}"

    return take_form(request, session, _refusal_form(asked), form, act)


def _places(signed: SignedIn) -> frozenset[UUID]:
    return signed.held.places(Role.ADMINISTRATOR)


def _found(session: Reading, request_id: UUID, signed: SignedIn) -> Requested:
    asked = one_request(session, request_id, _places(signed), reader=signed.person)
    if asked is None:
        raise HTTPException(404)
    return asked


def _grant_form(session: Reading, sheet: PersonSheet, place: UUID) -> PowerForm:
    unit = one_unit(session, place)
    if unit is None:
        raise HTTPException(404)
    return PowerForm(
        title=Text(f"Đề nghị phân công: {sheet.name}", f"Ask for a role: {sheet.name}"),
        crumbs=(PEOPLE, Crumb(sheet.name, f"/people/{sheet.id}")),
        says=(
            Text(f"Địa bàn: {unit.full.vi}", f"Territory: {unit.full.en}"),
            Text(
                "Phân công chỉ có hiệu lực sau khi một quản trị khác của địa bàn này duyệt.",
                "The role is in force only once another administrator of this territory approves.",
            ),
        ),
        asked=GRANT,
        address=f"/people/{sheet.id}/grant?place={unit.id}",
        press=Text("Gửi đề nghị", "Send the request"),
        back=f"/people/{sheet.id}/grant",
    )


def _refusal_form(asked: Requested) -> PowerForm:
    if not asked.waits:
        raise NotPossibleNow(Text("Đề nghị này đã được quyết định.", "This request is decided."))
    return PowerForm(
        title=Text(f"Không duyệt: {asked.name}", f"Refuse: {asked.name}"),
        crumbs=(WAITING,),
        says=(Text(f"{asked.what.vi} – {asked.where.vi}", f"{asked.what.en} – {asked.where.en}"),),
        asked=REASON,
        address=f"{GRANTS}/{asked.id}/refuse",
        press=Text("Không duyệt", "Refuse"),
        back=f"{GRANTS}/{asked.id}",
    )
