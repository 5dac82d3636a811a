"""A council of the demo sits on one case for one day: called, counted present, and voting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the table read below
from states.plans.book import PlanBook
from states.terms import Action, Choice, Seat
from workflow.casefiles import read_case
from workflow.councils import Membership, councils_of, seats_on
from workflow.deeds.ballots import Cast, cast_vote, open_ballot
from workflow.deeds.motions import NewMotion, add_motion
from workflow.deeds.sittings import (
    NewSitting,
    RollLine,
    call_sitting,
    close_sitting,
    set_roll,
)
from workflow.engine import Outcome
from workflow.models.sittings import MotionStatus

_SITTINGS = SQLModel.metadata.tables["sitting"]
PLACE = "Trụ sở UBND tỉnh (minh họa)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a council is to decide on a day; `insists` is somebody in conflict who votes."""

    case: str
    action: Action
    on: date
    types: tuple[str, ...] = ()
    reason: str = ""
    insists: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """Where the council of a case sits: who everybody is, and the one instant of it all."""

    session: Session
    book: PlanBook
    people: Mapping[str, UUID]
    at: datetime

    @property
    def clerk(self) -> UUID:
        """Return who prepares the sittings."""
        return self.people["thuky"]


def hold(room: Room, matter: Matter) -> Outcome:
    """Hold a sitting of the one council of the case's province and let it carry a motion.

    Raises Refused when the motion may not be put, or somebody votes who must not.
    """
    session, at, clerk = room.session, room.at, room.clerk
    file = read_case(session, matter.case)
    council = councils_of(session, file.province_id, on=matter.on)[0].id
    new = NewSitting(council, next_number(session, council), matter.on, PLACE)
    sitting = call_sitting(session, new, by=clerk, at=at)
    seats = [seat for seat in seats_on(session, council, on=matter.on) if _sits(seat)]
    roll = [RollLine(seat.person, present=True) for seat in seats]
    set_roll(session, room.book, sitting, roll, by=clerk, at=at)
    asked = NewMotion(sitting, matter.case, matter.action, matter.types, matter.reason)
    motion = add_motion(session, room.book, asked, by=clerk, at=at)
    open_ballot(session, room.book, motion, by=clerk, at=at)
    entry = _vote(room, motion, seats, first=matter.insists)
    close_sitting(session, sitting, by=clerk, at=at)
    after = read_case(session, matter.case)
    return Outcome(after.id, after.number, after.state, entry)


def next_number(session: Session, council: UUID) -> str:
    """Return a number that no minutes of a council have yet."""
    held = select(func.count()).where(_SITTINGS.c.council_id == council)
    return f"{session.execute(held).scalar_one() + 1:02}/BB (minh họa)"


def _sits(seat: Membership) -> bool:
    return seat.kind is not Seat.ALTERNATE


def _vote(room: Room, motion: UUID, seats: list[Membership], *, first: str) -> int:
    """Let one after another vote in favour until it is settled; return the entry that told it."""
    order = [room.people[first]] if first else []
    order += [seat.person for seat in reversed(seats)]
    for person in order:
        cast = Cast(motion=motion, by=person, choice=Choice.FOR, at=room.at)
        counted = cast_vote(room.session, room.book, cast)
        if counted.status is not MotionStatus.OPEN:
            return counted.entry or 0
    message = "the votes of everybody did not settle the ballot"
    raise AssertionError(message)
