"""A council is called to a sitting, its roll is taken, and at the end its minutes are closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, Select, bindparam, delete, insert, select, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables written below
from states.plans.book import PlanBook
from states.terms import Seat, Text
from workflow.councils import seats_on
from workflow.database import stored_instant
from workflow.deeds.decisions import number_key
from workflow.deeds.ending_ballots import settle
from workflow.errors import InvalidInput, NotPossibleNow
from workflow.models.sittings import MotionStatus
from workflow.privacy import refuse_personal
from workflow.sitting import told
from workflow.sitting.bench import Bench, bench_of
from workflow.sitting.minutes import minutes_of
from workflow.sitting.motions import (
    lock_motion,
    lock_open_motions,
    lock_sitting,
    open_sitting,
)
from workflow.sitting.seats import require_clerk, require_its_day

CALLED, ROLL_SET, CLOSED = "sitting_called", "roll_set", "sitting_closed"
_TABLES = SQLModel.metadata.tables
_SITTINGS = _TABLES["sitting"]
_COUNCILS = _TABLES["council"]
_ROLL = _TABLES["attendance"]
_MOTIONS = _TABLES["motion"]
_VOTES = _TABLES["vote"]
_LOCK_COUNCIL: Select[Any] = (
    select(_COUNCILS).where(_COUNCILS.c.id == bindparam("council")).with_for_update()
)
_NUMBER_TAKEN = select(_SITTINGS.c.id).where(
    _SITTINGS.c.council_id == bindparam("council"),
    _SITTINGS.c.year == bindparam("year"),
    _SITTINGS.c.number_key == bindparam("key"),
)
_NOT_ENDED = select(_MOTIONS.c.ordinal).where(
    _MOTIONS.c.sitting_id == bindparam("sitting"),
    _MOTIONS.c.status.in_([MotionStatus.WAITING, MotionStatus.OPEN]),
)
_VOTED_NOW = (
    select(_VOTES.c.person_id)
    .join(_MOTIONS, _MOTIONS.c.id == _VOTES.c.motion_id)
    .where(_MOTIONS.c.sitting_id == bindparam("sitting"), _MOTIONS.c.status == MotionStatus.OPEN)
)


@dataclass(frozen=True, slots=True)
class NewSitting:
    """A sitting to be called: of which council, the number of its minutes, its day, where."""

    council: UUID
    number: str
    held_on: date
    place: str


@dataclass(frozen=True, slots=True)
class RollLine:
    """One person on the roll; `sits_for` is the seat an alternate sits for."""

    person: UUID
    present: bool
    reason: str = ""
    sits_for: UUID | None = None


def call_sitting(session: Session, new: NewSitting, *, by: UUID, at: datetime) -> UUID:
    """Call a council to a sitting; return the sitting's id.

    Raises InvalidInput for an unknown council, one that does not stand that day, a missing
    number or place, or a number the council has given before; NotPossibleNow for whoever is
    neither its secretary nor its chair.
    """
    found = session.connection().execute(_LOCK_COUNCIL, {"council": new.council})
    council = found.one_or_none()
    number, place = new.number.strip(), new.place.strip()
    if council is None or not seats_on(session, new.council, on=new.held_on):
        says = Text("Hội đồng không hoạt động vào ngày này.", "The council does not sit then.")
        raise InvalidInput(says, field="held_on")
    _require_words(number, place)
    _refuse_taken(session, new)
    sitting = uuid4()
    row = {
        "id": sitting,
        "council_id": new.council,
        "number": number,
        "number_key": number_key(number),
        "year": new.held_on.year,
        "held_on": new.held_on,
        "place": place,
        "opened_by": by,
        "opened_at": stored_instant(at),
    }
    session.connection().execute(insert(_SITTINGS), row)
    capacity = require_clerk(session, open_sitting(session, sitting), by=by, at=at)
    facts = {
        "sitting": sitting.hex,
        "council": new.council.hex,
        "number": number,
        "held_on": new.held_on.isoformat(),
        "place": place,
    }
    deed = told.Told(deed=CALLED, by=by, at=at, on=new.held_on, facts=facts, capacity=capacity)
    told.record(session, deed)
    return sitting


def set_roll(
    session: Session,
    book: PlanBook,
    sitting: UUID,
    lines: Sequence[RollLine],
    *,
    by: UUID,
    at: datetime,
) -> None:
    """Write who is present and who is away; lines of the same people are replaced.

    A ballot that has ended keeps the count it ended with; one that is open ends where nobody's
    vote is outstanding any more. Raises InvalidInput for somebody without a seat that day, an
    absence without its reason, or an alternate in a wrong place; NotPossibleNow before the
    sitting's day, or when somebody who has voted on an open motion would not be there any more.
    """
    voted_on = lock_open_motions(session, sitting)
    row = lock_sitting(session, sitting)
    capacity = require_clerk(session, row, by=by, at=at)
    require_its_day(row, at=at)
    bench = bench_of(session, row)
    if not lines:
        raise InvalidInput(Text("Chưa ghi ai.", "Nobody is on the roll."), field="roll")
    written = [_line(row, bench, line) for line in lines]
    _refuse_leaving(session, row, bench, lines)
    people = [line.person for line in lines]
    connection = session.connection()
    connection.execute(
        delete(_ROLL).where(_ROLL.c.sitting_id == sitting, _ROLL.c.person_id.in_(people))
    )
    connection.execute(insert(_ROLL), written)
    _refuse_two_in_one_seat(bench_of(session, row))
    facts = {"sitting": sitting.hex, "roll": [_as_texts(each) for each in written]}
    deed = told.Told(deed=ROLL_SET, by=by, at=at, on=row.held_on, facts=facts, capacity=capacity)
    told.record(session, deed)
    for motion in voted_on:
        put = lock_motion(session, motion)
        if put.motion.status is MotionStatus.OPEN:
            settle(session, book, put, at=at)


def close_sitting(session: Session, sitting: UUID, *, by: UUID, at: datetime) -> str:
    """End a sitting; return the digest of its minutes, which the history keeps.

    Raises NotPossibleNow before its day, or while a motion is still to be voted on or withdrawn.
    """
    row = lock_sitting(session, sitting)
    capacity = require_clerk(session, row, by=by, at=at)
    require_its_day(row, at=at)
    connection = session.connection()
    waiting = sorted(connection.execute(_NOT_ENDED, {"sitting": sitting}).scalars())
    if waiting:
        numbers = ", ".join(map(str, waiting))
        raise NotPossibleNow(
            Text(
                f"Còn nội dung chưa biểu quyết xong: {numbers}.",
                f"Still to be voted on or withdrawn: {numbers}.",
            )
        )
    closed = {"closed_at": stored_instant(at)}
    connection.execute(update(_SITTINGS).where(_SITTINGS.c.id == sitting).values(**closed))
    minutes = minutes_of(session, sitting)
    kept = {"digest": minutes.digest}
    connection.execute(update(_SITTINGS).where(_SITTINGS.c.id == sitting).values(**kept))
    facts = {"sitting": sitting.hex, "number": row.number, "minutes": minutes.digest}
    deed = told.Told(deed=CLOSED, by=by, at=at, on=row.held_on, facts=facts, capacity=capacity)
    told.record(session, deed)
    return minutes.digest


def _refuse_taken(session: Session, new: NewSitting) -> None:
    """Refuse a number this council has given to minutes of the same year; the council is locked."""
    year = new.held_on.year
    which = {"council": new.council, "year": year, "key": number_key(new.number)}
    if session.connection().execute(_NUMBER_TAKEN, which).first():
        says = Text(
            f"Hội đồng đã có biên bản mang số này trong năm {year}.",
            f"The council has minutes of {year} under this number already.",
        )
        raise InvalidInput(says, field="number")


def _require_words(number: str, place: str) -> None:
    if not number:
        says = Text("Cần số biên bản.", "The number of the minutes is needed.")
        raise InvalidInput(says, field="number")
    if not place:
        raise InvalidInput(Text("Cần nơi họp.", "Say where the council sits."), field="place")
    refuse_personal(place, field="place")


def _line(sitting: Row[Any], bench: Bench, line: RollLine) -> dict[str, Any]:
    seat = bench.seat_of(line.person)
    if seat is None:
        says = Text("Người này không có ghế ngày họp.", "This person has no seat that day.")
        raise InvalidInput(says, field="roll")
    reason = line.reason.strip()
    if not line.present and not reason:
        says = Text("Cần ghi lý do vắng mặt.", "An absence needs its reason.")
        raise InvalidInput(says, field="reason")
    refuse_personal(reason, field="reason")
    if line.sits_for is not None:
        regular = {one.seat for one in bench.regular}
        if seat.kind is not Seat.ALTERNATE or not line.present or line.sits_for not in regular:
            says = Text(
                "Chỉ ủy viên dự khuyết có mặt mới thay được một thành viên.",
                "Only an alternate who is present sits for a member.",
            )
            raise InvalidInput(says, field="sits_for")
    return {
        "sitting_id": sitting.id,
        "person_id": line.person,
        "seat_id": seat.seat,
        "kind": seat.kind,
        "present": line.present,
        "reason": reason or None,
        "sits_for": line.sits_for,
    }


def _refuse_leaving(
    session: Session, sitting: Row[Any], bench: Bench, lines: Sequence[RollLine]
) -> None:
    """Refuse to change the line of somebody whose vote on an open motion is in."""
    found = session.connection().execute(_VOTED_NOW, {"sitting": sitting.id}).scalars()
    voted = frozenset(found)
    for line in lines:
        known = bench.roll.get(line.person)
        same = known is not None and (known.present, known.sits_for) == (
            line.present,
            line.sits_for,
        )
        if line.person in voted and not same:
            raise NotPossibleNow(
                Text(
                    "Có người vừa biểu quyết một nội dung chưa kết thúc; chờ kết thúc đã.",
                    "Somebody has voted on a motion that is still open; wait for its end.",
                )
            )


def _refuse_two_in_one_seat(bench: Bench) -> None:
    taken = [line.sits_for for line in bench.roll.values() if line.sits_for is not None]
    if len(taken) != len(set(taken)):
        says = Text("Hai người thay cùng một thành viên.", "Two people sit for one member.")
        raise InvalidInput(says, field="sits_for")


def _as_texts(line: dict[str, Any]) -> dict[str, Any]:
    """Return a line of the roll as an entry holds it."""
    kept = {
        "person": line["person_id"].hex,
        "seat": line["seat_id"].hex,
        "present": int(line["present"]),
        "reason": line["reason"],
        "sits_for": line["sits_for"] and line["sits_for"].hex,
    }
    return {key: value for key, value in kept.items() if value is not None}
