"""Seats on a council: given by two persons like a role, and ended on a day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, Select, bindparam, delete, insert, or_, select, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Seat, Text
from workflow.deeds.accounts import administration, record_deed
from workflow.deeds.administration import (
    day_of,
    require_active,
    require_administrator,
    require_first_setting_up,
)
from workflow.deeds.appointments import ENDS_TOO_EARLY, began
from workflow.deeds.councils import lock_council
from workflow.deeds.sessions import change_tokens
from workflow.errors import InvalidInput

SEATED, UNSEATED = "seated", "unseated"
_ONE_OF_THEM = {Seat.CHAIR, Seat.SECRETARY}
_TABLES = SQLModel.metadata.tables
_COUNCILS = _TABLES["council"]
_SEATS = _TABLES["seat"]
_LOCK_SEAT: Select[Any] = (
    select(_SEATS, _COUNCILS.c.place_id)
    .join(_COUNCILS, _COUNCILS.c.id == _SEATS.c.council_id)
    .where(_SEATS.c.id == bindparam("seat"))
    .with_for_update()
)


@dataclass(frozen=True, slots=True)
class SeatPost:
    """One seat on one council, from one day until another; both days are counted."""

    person: UUID
    council: UUID
    kind: Seat
    since: date
    until: date | None = None

    @property
    def facts(self) -> dict[str, str | None]:
        """Return the seat as an entry of the history keeps it."""
        return {
            "person": self.person.hex,
            "council": self.council.hex,
            "seat_kind": self.kind.value,
            "since": self.since.isoformat(),
            "until": self.until.isoformat() if self.until else None,
        }


def give_seat(session: Session, post: SeatPost, *, by: UUID, at: datetime) -> UUID:
    """Give a seat alone, as the system does at first; return the seat's id.

    Raises NotPossibleNow and InvalidInput as `appoint` does, and InvalidInput for a second
    chair or secretary.
    """
    council = check_seat(session, post)
    require_first_setting_up(session, council.place_id, by=by, at=at)
    seat = keep_seat(session, post)
    facts = {"seat": seat.hex} | post.facts
    office = administration(council.place_id)
    record_deed(session, SEATED, facts, by=by, at=at, office=office)
    return seat


def check_seat(session: Session, post: SeatPost) -> Row[Any]:
    """Lock the council and return it; raise InvalidInput for a seat nobody could be given."""
    council = lock_council(session, post.council)
    require_active(session, post.person)
    if post.until is not None and post.until < post.since:
        raise InvalidInput(ENDS_TOO_EARLY, field="until")
    if post.since < council.since or (council.until and post.since > council.until):
        says = Text("Hội đồng không hoạt động vào ngày này.", "The council does not stand then.")
        raise InvalidInput(says, field="since")
    for other in session.execute(_overlapping(post)).all():
        if other.person_id == post.person:
            says = Text(
                "Người này đã có ghế trong Hội đồng.", "This person has a seat on the council."
            )
            raise InvalidInput(says, field="person")
        if other.kind is post.kind and post.kind in _ONE_OF_THEM:
            says = Text(
                f"Hội đồng đã có {post.kind.label.vi.lower()} trong thời gian này.",
                f"The council has a {post.kind.label.en.lower()} at that time.",
            )
            raise InvalidInput(says, field="seat")
    return council


def keep_seat(session: Session, post: SeatPost) -> UUID:
    """Store a seat that has been checked and approved; return its id."""
    seat = uuid4()
    row = {
        "id": seat,
        "council_id": post.council,
        "person_id": post.person,
        "kind": post.kind,
        "since": post.since,
        "until": post.until,
    }
    session.execute(insert(_SEATS), row)
    change_tokens(session, post.person)
    return seat


def end_seat(session: Session, seat: UUID, *, last_day: date, by: UUID, at: datetime) -> None:
    """Set the last day of a seat; one that has not begun is taken back, its entries stay.

    Raises InvalidInput for an unknown seat, a day before it began or one that would lengthen
    it; NotPossibleNow when `by` administers another territory.
    """
    row = session.execute(_LOCK_SEAT, {"seat": seat}).one_or_none()
    if row is None:
        raise InvalidInput(Text("Không có ghế này.", "There is no such seat."))
    require_administrator(session, row.place_id, by=by, at=at)
    if began(row, last_day, today=day_of(at)):
        session.execute(update(_SEATS).where(_SEATS.c.id == seat).values(until=last_day))
    else:
        session.execute(delete(_SEATS).where(_SEATS.c.id == seat))
    change_tokens(session, row.person_id)
    facts = {"seat": seat.hex, "council": row.council_id.hex, "person": row.person_id.hex}
    facts["until"] = last_day.isoformat()
    record_deed(session, UNSEATED, facts, by=by, at=at, office=administration(row.place_id))


def _overlapping(post: SeatPost) -> Select[Any]:
    """Return the question for the seats of a council in force on some day of the new one."""
    overlaps = [
        _SEATS.c.council_id == post.council,
        or_(_SEATS.c.until.is_(None), _SEATS.c.until >= post.since),
    ]
    if post.until is not None:
        overlaps.append(_SEATS.c.since <= post.until)
    return select(_SEATS.c.person_id, _SEATS.c.kind).where(*overlaps)
