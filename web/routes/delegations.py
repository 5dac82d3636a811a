"""Delegations: what one holds, hands over for a time and exercises for others."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from states.terms import Capacity, Granted, Role, Text
from web.dependencies import EVERYONE, Form, Now, Reading, Signed, Today, Writing, may
from web.forms import Answers
from web.freshness import fresh
from web.page import page
from web.people_forms import DELEGATIONS, PowerForm, show_form, take_form
from workflow.deeds.accounts import UNKNOWN_PERSON
from workflow.deeds.delegations import Deputy, delegate
from workflow.deeds.grants import ask_grant
from workflow.deeds.signing_in import SignedIn
from workflow.errors import InvalidInput
from workflow.views.people import known_login
from workflow.views.people_asked import DELEGATION
from workflow.views.powers_held import Power, handed_over, one_power, powers_of

HERE = "/delegations"
router = APIRouter(prefix=HERE, dependencies=[may(*EVERYONE)])
BY_HOLDER = Text(
    "Người được ủy quyền làm thay bạn trong thời hạn này; mọi bút toán đều ghi rõ làm thay ai. "
    "Ủy quyền tự bắt đầu, tự hết hạn và không được ủy quyền tiếp.",
    "The delegate acts for you for this time, and every entry says for whom. A delegation begins "
    "and ends by itself and is not passed on.",
)
BY_TWO = Text(
    "Bạn đề nghị thay người giữ vai trò: ủy quyền chỉ có hiệu lực khi một quản trị khác duyệt.",
    "You ask in place of the holder: the delegation is in force once another administrator "
    "approves.",
)


@dataclass(frozen=True, slots=True)
class OwnPowers:
    """One's own powers, the delegations of them to others, and what may be delegated."""

    held: tuple[Power, ...]
    handed_over: tuple[Power, ...]


@router.get("")
def show_own(request: Request, signed: Signed, session: Reading, today: Today) -> Response:
    """Show what one holds, what one handed over, and what one exercises for others."""
    own = OwnPowers(
        powers_of(session, signed.person, on=today),
        handed_over(session, signed.person, on=today),
    )
    return page(request, "delegations.html", own=own)


@router.get("/new")
def ask(
    request: Request, appointment: UUID, signed: Signed, session: Reading, today: Today
) -> Response:
    """Ask to whom an appointment is delegated, in what capacity and how long."""
    return show_form(request, _form(_appointment(session, appointment, signed, today), signed))


@router.post("/new", dependencies=[fresh()])
def hand_over(
    request: Request,
    appointment: UUID,
    form: Form,
    signed: Signed,
    session: Writing,
    *,
    now: Now,
    today: Today,
) -> Response:
    """Delegate one's own appointment, or ask another administrator to approve somebody else's."""
    power = _appointment(session, appointment, signed, today)

    def act(answers: Answers) -> str:
        person = known_login(session, answers["login"])
        if person is None:
            raise InvalidInput(UNKNOWN_PERSON, field="person")
        since, until = answers["since"], answers["until"]
        deputy = Deputy(person, appointment, Capacity(answers["capacity"]), since, until)
        if power.person == signed.person:
            delegate(session, deputy, by=signed.person, at=now)
            return HERE
        return f"/grants/{ask_grant(session, deputy, by=signed.person, at=now).hex}"

    return take_form(request, session, _form(power, signed), form, act)


def _appointment(session: Reading, appointment: UUID, signed: SignedIn, on: date) -> Power:
    """Return an appointment that is one's own or within the territory administered."""
    own = powers_of(session, signed.person, on=on)
    places = signed.held.places(Role.ADMINISTRATOR)
    known = one_power(
        session, Granted.ROLE, appointment, places=places, reader=signed.person, on=on
    )
    known = known or next((power for power in own if power.id == appointment.hex), None)
    if known is None:
        raise HTTPException(404)
    return known


def _form(power: Power, signed: SignedIn) -> PowerForm:
    is_own = power.person == signed.person
    what = Text(f"{power.what.vi} – {power.where.vi}", f"{power.what.en} – {power.where.en}")
    return PowerForm(
        title=Text(f"Ủy quyền: {power.what.vi}", f"Delegate: {power.what.en}"),
        crumbs=(DELEGATIONS,),
        says=(
            Text(f"{power.name}: {what.vi}", f"{power.name}: {what.en}"),
            BY_HOLDER if is_own else BY_TWO,
        ),
        asked=DELEGATION,
        address=f"{HERE}/new?appointment={power.id}",
        press=Text("Ủy quyền", "Delegate") if is_own else Text("Gửi đề nghị", "Send the request"),
        back=HERE if is_own else f"/people/{power.person.hex}",
    )
