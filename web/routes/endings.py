"""A power ends on a day: an appointment, a seat or a delegation is asked for its last day."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from states.terms import Granted, Role, Text
from web.dependencies import EVERYONE, Form, Now, Reading, Signed, Today, Writing, may
from web.forms import Answers
from web.freshness import fresh
from web.parts import Crumb
from web.people_forms import DELEGATIONS, PEOPLE, PowerForm, show_form, take_form
from workflow.deeds.appointments import end_appointment
from workflow.deeds.delegations import end_delegation
from workflow.deeds.seats import end_seat
from workflow.deeds.signing_in import SignedIn
from workflow.views.people_asked import END
from workflow.views.powers_held import Power, one_power

router = APIRouter(dependencies=[may(*EVERYONE)])


class Kind(StrEnum):
    """The three kinds of powers, as their addresses call them."""

    APPOINTMENTS = "appointments"
    SEATS = "seats"
    DELEGATIONS = "delegations"


GRANTED = {
    Kind.APPOINTMENTS: Granted.ROLE,
    Kind.SEATS: Granted.SEAT,
    Kind.DELEGATIONS: Granted.DELEGATION,
}
TITLES = {
    Kind.APPOINTMENTS: Text("Thôi phân công", "End an appointment"),
    Kind.SEATS: Text("Thôi tham gia Hội đồng", "End a seat"),
    Kind.DELEGATIONS: Text("Thôi ủy quyền", "End a delegation"),
}
VERBS = {
    Kind.APPOINTMENTS: end_appointment,
    Kind.SEATS: end_seat,
    Kind.DELEGATIONS: end_delegation,
}
SAYS = Text(
    "Quyền hết hiệu lực sau ngày này; những gì đã làm và tên vai trò vẫn giữ trong lịch sử. "
    "Quyền chưa bắt đầu mà kết thúc trước ngày đó thì được rút lại.",
    "The power ends after this day; what was done, and in which role, stays in the history. "
    "One that would begin later is taken back.",
)


@router.get("/{kind}/{power}/end")
def ask_last_day(
    request: Request, kind: Kind, power: UUID, *, signed: Signed, session: Reading, today: Today
) -> Response:
    """Ask for the last day of a power that this person may end."""
    form, _ = _form(session, kind, power, signed, on=today)
    return show_form(request, form)


@router.post("/{kind}/{power}/end", dependencies=[fresh()])
def end(
    request: Request,
    kind: Kind,
    power: UUID,
    *,
    typed: Form,
    signed: Signed,
    session: Writing,
    now: Now,
    today: Today,
) -> Response:
    """End a power on the day that was given."""
    form, back = _form(session, kind, power, signed, on=today)

    def act(answers: Answers) -> str:
        VERBS[kind](session, power, last_day=answers["until"], by=signed.person, at=now)
        return back

    return take_form(request, session, form, typed, act)


def _form(
    session: Reading, kind: Kind, power: UUID, signed: SignedIn, *, on: date
) -> tuple[PowerForm, str]:
    """Return the form and the page to go back to; 404 for what is not this person's to end."""
    places = signed.held.places(Role.ADMINISTRATOR)
    known = one_power(session, GRANTED[kind], power, places=places, reader=signed.person, on=on)
    if known is None:
        raise HTTPException(404)
    back = _back(known, administers=bool(places))
    above = Crumb(known.name, back) if back.startswith("/people/") else DELEGATIONS
    crumbs = (PEOPLE, above) if above is not DELEGATIONS else (above,)
    form = PowerForm(
        title=Text(f"{TITLES[kind].vi}: {known.name}", f"{TITLES[kind].en}: {known.name}"),
        crumbs=crumbs,
        says=(_what(known), SAYS),
        asked=END,
        address=f"/{kind}/{known.id}/end",
        press=TITLES[kind],
        back=back,
    )
    return form, back


def _back(power: Power, *, administers: bool) -> str:
    return f"/people/{power.person.hex}" if administers else "/delegations"


def _what(power: Power) -> Text:
    return Text(f"{power.what.vi} – {power.where.vi}", f"{power.what.en} – {power.where.en}")
