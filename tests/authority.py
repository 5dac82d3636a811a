"""Powers in the tests' world: granted by its two administrators, and councils with their seats."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlmodel import SQLModel

from states.terms import Level, Role, Seat, UnitKind
from tests.builders import World
from tests.people_and_places import AT, LAST_DAY, SINCE, TODAY, person_id, place_id
from workflow.database import reading, writing
from workflow.deeds.accounts import NewPerson, add_person, system_actor
from workflow.deeds.appointments import Post, appoint
from workflow.deeds.councils import NewCouncil, found_council
from workflow.deeds.grants import Wish, approve_grant, ask_grant
from workflow.deeds.seats import SeatPost

ASKS, APPROVES = person_id("administrator"), person_id("second_administrator")
NAME = "Hội đồng thẩm định thử"
MERGED, FIRST_DAY = place_id("merged"), LAST_DAY + timedelta(days=1)
EVERY_SEAT = {
    "chair": Seat.CHAIR,
    "clerk": Seat.SECRETARY,
    **{f"member{number}": Seat.MEMBER for number in range(1, 6)},
    "alternate": Seat.ALTERNATE,
}


def a_post(person: str = "nobody", place: str = "08", **more: Any) -> Post:
    """A post of somebody of the world, from today, as an auditor unless said otherwise."""
    terms = {"role": Role.AUDITOR, "since": TODAY, "until": None} | more
    return Post(person_id(person), terms["role"], place_id(place), terms["since"], terms["until"])


def asked(world: World, wish: Wish, *, by: UUID = ASKS, at: datetime = AT) -> UUID:
    """Ask for a power as the first administrator; return the request's id."""
    with writing(world.engine) as session:
        return ask_grant(session, wish, by=by, at=at)


def granted(world: World, wish: Wish, *, at: datetime = AT) -> UUID:
    """Grant a power by both administrators; return its id."""
    request = asked(world, wish, at=at)
    with writing(world.engine) as session:
        return approve_grant(session, request, by=APPROVES, at=at)


def a_council(world: World, place: str = "08", *, since: date = SINCE) -> UUID:
    """Found a council of a province; return its id. Its seats are empty."""
    with writing(world.engine) as session:
        new = NewCouncil(place_id(place), NAME, since)
        return found_council(session, new, by=ASKS, at=AT)


def a_full_council(world: World) -> tuple[UUID, Mapping[str, UUID]]:
    """Found a council of seven with an alternate, each a newcomer; return it and their ids."""
    council = a_council(world)
    with writing(world.engine) as session:
        people = {
            login: add_person(session, NewPerson(login, login, "mật khẩu đủ dài"), by=ASKS, at=AT)
            for login in EVERY_SEAT
        }
    for login, kind in EVERY_SEAT.items():
        granted(world, SeatPost(people[login], council, kind, TODAY))
    return council, people


def written(world: World) -> list[dict[str, Any]]:
    """All entries, oldest first."""
    history = SQLModel.metadata.tables["history"]
    with reading(world.engine) as session:
        texts = session.execute(select(history.c.entry).order_by(history.c.number)).scalars()
        return [json.loads(text) for text in texts]


def goes_over(world: World, former: str, successor: UUID, *, on: date) -> None:
    """Let a place of the world go over into another on a day."""
    row = {"predecessor_id": place_id(former), "successor_id": successor, "on": on}
    known = {"id": person_id(f"{former} {successor}"), "extent": "whole", "document": "thử"}
    with writing(world.engine) as session:
        session.execute(insert(SQLModel.metadata.tables["succession"]), row | known)


def merges(world: World, *former: str) -> None:
    """Let provinces of the world go over into one, on the day after their last."""
    row = {
        "id": MERGED,
        "level": Level.PROVINCE,
        "kind": UnitKind.TINH,
        "code": "08",
        "name": "Tuyên Ngãi",
        "folded": "tuyen ngai",
        "sort_key": "tuyen ngai",
        "valid_from": FIRST_DAY,
        "origin": "tests",
    }
    with writing(world.engine) as session:
        session.execute(insert(SQLModel.metadata.tables["place"]), row)
    for province in former:
        goes_over(world, province, MERGED, on=FIRST_DAY)


def gives(world: World, post: Post) -> None:
    """Let the system give a role, as at first set-up."""
    with writing(world.engine) as session:
        appoint(session, post, by=system_actor(session, at=AT), at=AT)
