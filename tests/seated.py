"""Councils in the tests' world: full seats and an alternate, sitting and voting by the verbs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables filled below
from states.terms import Action, Choice, Seat
from tests.builders import World, book
from tests.people_and_places import AT, SINCE, password_hash, person_id, place_id
from workflow.database import stored_instant, writing
from workflow.deeds.ballots import Cast, Counted, cast_vote, open_ballot
from workflow.deeds.motions import NewMotion, add_motion
from workflow.deeds.sittings import NewSitting, RollLine, call_sitting, set_roll

SAT_ON = date(2018, 3, 1)


@dataclass(frozen=True, slots=True)
class Seated:
    """A council and its people: the chair first, then the clerk, the members, the alternate."""

    council: UUID
    people: tuple[UUID, ...]
    seats: tuple[UUID, ...]

    @property
    def chair(self) -> UUID:
        """Who is in the chair."""
        return self.people[0]

    @property
    def clerk(self) -> UUID:
        """The council's secretary, who has a vote."""
        return self.people[1]

    @property
    def voters(self) -> tuple[UUID, ...]:
        """Who votes when everybody is there."""
        return self.people[:-1]


def kinds(voters: int = 7) -> tuple[Seat, ...]:
    """The seats of a council with so many who vote."""
    return (Seat.CHAIR, Seat.SECRETARY, *[Seat.MEMBER] * (voters - 2), Seat.ALTERNATE)


def logins(name: str, voters: int = 7) -> tuple[str, ...]:
    """Under what names the people of a council sign in."""
    return tuple(f"{name}_{kind}_{number}" for number, kind in enumerate(kinds(voters), 1))


def seat(world: World, name: str = "council", *, place: str = "08", voters: int = 7) -> Seated:
    """Put a council of newcomers into a province, in office since the world began."""
    tables, known = SQLModel.metadata.tables, logins(name, voters)
    council = Seated(
        person_id(f"{name} itself"),
        tuple(person_id(login) for login in known),
        tuple(person_id(f"{login} seat") for login in known),
    )
    row = {"id": council.council, "place_id": place_id(place), "name": f"Hội đồng {name}"}
    with writing(world.engine) as session:
        session.execute(insert(tables["council"]), row | {"since": SINCE})
        session.execute(insert(tables["person"]), [_person(login) for login in known])
        seats = [
            {"id": each, "council_id": council.council, "person_id": person, "kind": kind}
            for each, person, kind in zip(council.seats, council.people, kinds(voters), strict=True)
        ]
        session.execute(insert(tables["seat"]), [each | {"since": SINCE} for each in seats])
    return council


def sits(session: Session, council: Seated, number: str = "01/BB-HĐTĐ", on: date = SAT_ON) -> UUID:
    """Call the council to a sitting, to which everybody with a vote comes; return its id."""
    by = {"by": council.clerk, "at": AT}
    sitting = call_sitting(session, NewSitting(council.council, number, on, "Phòng họp"), **by)
    there = [RollLine(person, present=True) for person in council.voters]
    set_roll(session, book(), sitting, there, **by)
    return sitting


def puts(world: World, session: Session, council: Seated, new: NewMotion) -> UUID:
    """Put a motion and open its ballot; return its id."""
    by = {"by": council.clerk, "at": AT}
    motion = add_motion(session, world.book, new, **by)
    open_ballot(session, world.book, motion, **by)
    return motion


def votes(
    world: World, session: Session, motion: UUID, people: Sequence[UUID], **more: Any
) -> list[Counted]:
    """Let people vote, for it unless another choice is given."""
    choice = more.pop("choice", Choice.FOR)
    casts = [Cast(motion=motion, by=by, choice=choice, at=AT, **more) for by in people]
    return [cast_vote(session, world.book, each) for each in casts]


def appraisal(sitting: UUID, case: str) -> NewMotion:
    """The motion to put a commune on the list of proposals."""
    return NewMotion(sitting, case, Action.APPRAISE, types=("1",))


def _person(login: str) -> dict[str, Any]:
    return {
        "id": person_id(login),
        "login": login,
        "name": f"Ủy viên {login}",
        "password_hash": password_hash(),
        "active": True,
        "created_at": stored_instant(AT),
    }
