"""Powers that two persons grant: one administrator asks, another one approves or refuses.

A role, a seat on a council and a delegation that an administrator wants all go this one way.
The two and the person who is granted the power are of three sides (`workflow.sides`), and it
begins on the day of the approval at the earliest. Each step is an entry of the history.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, Select, bindparam, insert, select, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Capacity, Granted, Role, Seat, Text
from workflow.database import stored_instant
from workflow.deeds.accounts import SYSTEM, administration, record_deed
from workflow.deeds.administration import day_of, require_administrator
from workflow.deeds.appointments import APPOINTED, Post, appoint, check_post, keep_post
from workflow.deeds.delegations import (
    DELEGATED,
    IN_THE_PAST,
    Deputy,
    check_deputy,
    held_facts,
    keep_deputy,
)
from workflow.deeds.seats import SEATED, SeatPost, check_seat, keep_seat
from workflow.errors import InvalidInput, NotPossibleNow
from workflow.sides import are_one_side

ASKED, REFUSED = "grant_asked", "grant_refused"
Wish = Post | SeatPost | Deputy
_TABLES = SQLModel.metadata.tables
_REQUESTS = _TABLES["grant_request"]
_PERSONS = _TABLES["person"]
_LOCK_REQUEST: Select[Any] = (
    select(_REQUESTS).where(_REQUESTS.c.id == bindparam("request")).with_for_update()
)
_LOCK_PERSON = select(_PERSONS.c.id).where(_PERSONS.c.id == bindparam("person")).with_for_update()
_WHAT = ("granted", "person_id", "role", "place_id", "council_id", "seat", "appointment_id")


def ask_grant(session: Session, wish: Wish, *, by: UUID, at: datetime) -> UUID:
    """Ask for a power for somebody else; return the request's id. Nothing is in force by it.

    Raises NotPossibleNow when somebody asks for his own side or administers another territory,
    and InvalidInput for a wish with a fault, a first day already over, or one already waiting.
    """
    if wish.person == by:
        raise NotPossibleNow(NOT_HIMSELF)
    _require_sides(session, by, wish.person)
    if wish.since < day_of(at):
        raise InvalidInput(IN_THE_PAST, field="since")
    session.execute(_LOCK_PERSON, {"person": wish.person})
    place, told = _checked(session, wish)
    require_administrator(session, place, by=by, at=at)
    asked = _columns(wish)
    _refuse_the_same_again(session, asked)
    request = uuid4()
    row = {"id": request, "asked_by": by, "asked_at": stored_instant(at)} | asked
    session.execute(insert(_REQUESTS), row)
    facts = {"request": request.hex, "granted": str(asked["granted"])} | wish.facts | told
    record_deed(session, ASKED, facts, by=by, at=at, office=administration(place))
    return request


def approve_grant(session: Session, request: UUID, *, by: UUID, at: datetime) -> UUID:
    """Approve what another administrator asked for; return the id of the power given.

    Raises NotPossibleNow when the request is decided, when `by` asked for it, is the one to be
    granted the power or administers another territory, and when who asked no longer administers
    the place; InvalidInput for a wish that has become impossible.
    """
    row = _undecided(session, request, by=by)
    wish = _begun_today(_wish(row), today=day_of(at))
    session.execute(_LOCK_PERSON, {"person": wish.person})
    place, told = _checked(session, wish)
    require_administrator(session, place, by=by, at=at)
    _require_asker(session, place, row.asked_by, at)
    _require_sides(session, row.asked_by, wish.person)
    deed, name, given = _given(session, wish)
    _decide(session, request, by=by, at=at, approved=True, given_id=given)
    two = {"request": request.hex, "asked_by": row.asked_by.hex}
    facts = {name: given.hex} | wish.facts | told | two
    record_deed(session, deed, facts, by=by, at=at, office=administration(place))
    return given


def refuse_grant(session: Session, request: UUID, reason: str, *, by: UUID, at: datetime) -> None:
    """Refuse what another administrator asked for, with the reason.

    Raises NotPossibleNow as `approve_grant` does, and InvalidInput without a reason.
    """
    row = _undecided(session, request, by=by)
    if not reason.strip():
        raise InvalidInput(Text("Cần ghi lý do.", "Give the reason."), field="reason")
    place = place_of(session, row)
    require_administrator(session, place, by=by, at=at)
    _decide(session, request, by=by, at=at, approved=False, reason=reason.strip())
    facts = {"request": request.hex, "person": row.person_id.hex, "asked_by": row.asked_by.hex}
    facts["reason"] = reason.strip()
    record_deed(session, REFUSED, facts, by=by, at=at, office=administration(place))


def give_or_ask(session: Session, post: Post, *, by: UUID, at: datetime) -> bool:
    """Let the system give a role, or ask for it where a place has two administrators already.

    Return whether the role is given. Raises InvalidInput as both ways do.
    """
    try:
        appoint(session, post, by=by, at=at)
    except NotPossibleNow:
        ask_grant(session, post, by=by, at=at)
        return False
    return True


def place_of(session: Session, row: Row[Any]) -> UUID:
    """Return the place whose administrators decide a request."""
    match row.granted:
        case Granted.ROLE:
            place = row.place_id
        case Granted.SEAT:
            councils = _TABLES["council"]
            known = select(councils.c.place_id).where(councils.c.id == row.council_id)
            place = session.execute(known).scalar_one()
        case _:
            posts = _TABLES["appointment"]
            known = select(posts.c.place_id).where(posts.c.id == row.appointment_id)
            place = session.execute(known).scalar_one()
    return UUID(str(place))


NOT_HIMSELF = Text(
    "Không ai được tự phân công cho mình; hãy nhờ một quản trị khác.",
    "Nobody appoints himself; ask another administrator.",
)
_NOT_THE_ASKER = Text(
    "Người đề nghị không tự duyệt; cần một quản trị khác của địa bàn này.",
    "Who asked does not approve; another administrator of the place has to.",
)
ONE_SIDE = Text(
    "Người đề nghị, người duyệt và người được phân công không được thay quyền nhau.",
    "Who asks, who approves and who is granted the power may not have acted for one another.",
)
_DECIDED = Text("Đề nghị này đã được quyết định.", "This request has been decided already.")
_ASKER_LEFT = Text(
    "Người đề nghị không còn quản trị địa bàn này; cần đề nghị lại.",
    "Who asked no longer administers this place; somebody has to ask again.",
)
_WAITING = Text(
    "Đề nghị này đã gửi và đang chờ duyệt.", "The same has been asked for and waits already."
)
_TOO_LATE = Text("Thời hạn đề nghị đã qua.", "The term asked for is over already.")


def _checked(session: Session, wish: Wish) -> tuple[UUID, dict[str, str | None]]:
    """Check a wish; return the place it is about and what more its entry says."""
    match wish:
        case Post():
            check_post(session, wish)
            return wish.place, {}
        case SeatPost():
            return check_seat(session, wish).place_id, {}
        case Deputy():
            appointment = check_deputy(session, wish)
            return appointment.place_id, held_facts(appointment)


def _given(session: Session, wish: Wish) -> tuple[str, str, UUID]:
    """Store what was wished for; return the deed, the name of what it made, and its id."""
    match wish:
        case Post():
            return APPOINTED, "appointment", keep_post(session, wish)
        case SeatPost():
            return SEATED, "seat", keep_seat(session, wish)
        case Deputy():
            return DELEGATED, "delegation", keep_deputy(session, wish)


def _columns(wish: Wish) -> dict[str, Any]:
    columns: dict[str, Any] = dict.fromkeys((*_WHAT, "capacity"))
    columns |= {"person_id": wish.person, "since": wish.since, "until": wish.until}
    match wish:
        case Post():
            what = {"granted": Granted.ROLE, "role": wish.role.value, "place_id": wish.place}
        case SeatPost():
            what = {"granted": Granted.SEAT, "council_id": wish.council, "seat": wish.kind}
        case Deputy():
            what = {
                "granted": Granted.DELEGATION,
                "appointment_id": wish.appointment,
                "capacity": wish.capacity,
            }
    return columns | what


def _wish(row: Row[Any]) -> Wish:
    match row.granted:
        case Granted.ROLE:
            return Post(row.person_id, Role(row.role), row.place_id, row.since, row.until)
        case Granted.SEAT:
            kind = Seat(row.seat)
            return SeatPost(row.person_id, row.council_id, kind, row.since, row.until)
        case _:
            capacity = Capacity(row.capacity)
            return Deputy(row.person_id, row.appointment_id, capacity, row.since, row.until)


def _begun_today(wish: Wish, *, today: date) -> Wish:
    """Return the wish as it may still begin; raise InvalidInput when its term is over."""
    if wish.until is not None and wish.until < today:
        raise InvalidInput(_TOO_LATE, field="until")
    return replace(wish, since=max(wish.since, today))


def _refuse_the_same_again(session: Session, asked: dict[str, Any]) -> None:
    same = [_REQUESTS.c[name] == value for name, value in asked.items() if name in _WHAT and value]
    waiting = select(_REQUESTS.c.id).where(_REQUESTS.c.decided_by.is_(None), *same)
    if session.execute(waiting).first() is not None:
        raise InvalidInput(_WAITING)


def _undecided(session: Session, request: UUID, *, by: UUID) -> Row[Any]:
    """Lock a request that waits and return it, if this person may decide it at all."""
    row: Row[Any] | None = session.execute(_LOCK_REQUEST, {"request": request}).one_or_none()
    if row is None:
        raise InvalidInput(Text("Không có đề nghị này.", "There is no such request."))
    if row.decided_by is not None:
        raise NotPossibleNow(_DECIDED)
    if by == row.person_id:
        raise NotPossibleNow(NOT_HIMSELF)
    if by in (row.asked_by, SYSTEM):
        raise NotPossibleNow(_NOT_THE_ASKER)
    _require_sides(session, by, row.person_id)
    _require_sides(session, by, row.asked_by)
    return row


def _require_sides(session: Session, one: UUID, other: UUID) -> None:
    if are_one_side(session, one, other):
        raise NotPossibleNow(ONE_SIDE)


def _require_asker(session: Session, place: UUID, asker: UUID, at: datetime) -> None:
    try:
        require_administrator(session, place, by=asker, at=at)
    except NotPossibleNow:
        raise NotPossibleNow(_ASKER_LEFT) from None


def _decide(session: Session, request: UUID, *, by: UUID, at: datetime, **more: Any) -> None:  # noqa: ANN401 - columns
    decided = update(_REQUESTS).where(_REQUESTS.c.id == request)
    session.execute(decided.values(decided_by=by, decided_at=stored_instant(at), **more))
