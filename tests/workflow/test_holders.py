"""Who holds a role over a place is exactly whom the powers of each person say."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import insert, update
from sqlmodel import SQLModel

from states.terms import NEVER_GRANTED, Capacity, Role, Seat
from tests.builders import World
from tests.people_and_places import NAMES, PEOPLE, PROVINCES, SEATS, TODAY, person_id, place_id
from workflow.access import held_by, lies_in
from workflow.database import reading, writing
from workflow.holders import Holder, holders

TABLES = SQLModel.metadata.tables
COMMUNES = {place_id(f"{code}/1"): code for code in PROVINCES}
DAYS = [date(2016, 12, 31), TODAY, TODAY + timedelta(days=400)]


@pytest.fixture
def peopled(either_world: World) -> World:
    """A delegation, an appointment that ends, a closed account, and a province gone over."""
    office = {"id": uuid4(), "person_id": person_id("nobody"), "role": Role.COMMITTEE_OFFICE}
    term = {"place_id": place_id("51"), "since": TODAY, "until": TODAY + timedelta(days=9)}
    posts = [office | term]
    posts += [office | term | {"id": uuid4(), "role": Role.AUDITOR, "place_id": place_id("08/1")}]
    deputy = {"id": uuid4(), "appointment_id": office["id"], "person_id": person_id("officer")}
    days = {"capacity": Capacity.ACTING, "since": TODAY, "until": TODAY + timedelta(days=3)}
    gone = {"id": uuid4(), "predecessor_id": place_id("66"), "successor_id": place_id("51")}
    with writing(either_world.engine) as session:
        session.execute(insert(TABLES["appointment"]), posts)
        session.execute(insert(TABLES["delegation"]).values(deputy | days))
        over = gone | {"on": date(2018, 1, 1), "extent": "whole", "document": "NQ thử"}
        session.execute(insert(TABLES["succession"]).values(over))
        persons = TABLES["person"]
        left = update(persons).where(persons.c.id == person_id("registrar"))
        session.execute(left.values(active=False))
    return either_world


@pytest.mark.parametrize("on", DAYS)
def test_holders_are_those_whose_powers_reach_the_place(peopled: World, on: date):
    with reading(peopled.engine) as session:
        roles = [role for role in Role if role not in NEVER_GRANTED]
        found = holders(session, COMMUNES, roles, on=on)
        members = (f"{login}_{code}" for code in PROVINCES for login in SEATS)
        powers = {login: held_by(session, person_id(login), on=on) for login in (*PEOPLE, *members)}

    expected = {
        (commune, role, person_id(login))
        for login, held in powers.items()
        for commune, code in COMMUNES.items()
        for role in held.roles_over(
            lies_in(commune, place_id(code), frozenset({place_id(f"{code}/district")}))
        )
        if role in roles
    }
    assert expected == {(each.commune, each.role, each.person) for each in found}


def test_whoever_acts_for_a_holder_is_named_with_the_capacity(peopled: World):
    with reading(peopled.engine) as session:
        found = holders(session, [place_id("66/1")], [Role.COMMITTEE_OFFICE], on=TODAY)

    office, name = Role.COMMITTEE_OFFICE, NAMES["officer"]
    deputy = Holder(place_id("66/1"), office, person_id("officer"), name, Capacity.ACTING)
    assert [person_id("nobody"), person_id("officer")] == sorted(
        (each.person for each in found), key=[person_id("nobody"), person_id("officer")].index
    )
    assert deputy in found


def test_a_council_is_called_by_its_chair_and_its_secretary(either_world: World):
    council = {"id": uuid4(), "place_id": place_id("08"), "name": "Hội đồng thử"}
    seats = [
        {"id": uuid4(), "council_id": council["id"], "person_id": person_id(login), "kind": kind}
        | {"since": TODAY}
        for login, kind in (
            ("auditor", Seat.CHAIR),
            ("secretary", Seat.SECRETARY),
            ("officer", Seat.MEMBER),
        )
    ]
    with writing(either_world.engine) as session:
        session.execute(insert(TABLES["council"]).values(council | {"since": TODAY}))
        session.execute(insert(TABLES["seat"]), seats)

    with reading(either_world.engine) as session:
        found = holders(session, COMMUNES, [Role.SECRETARY], on=TODAY)
        before = holders(session, COMMUNES, [Role.SECRETARY], on=TODAY - timedelta(days=1))
        others = holders(session, COMMUNES, [Role.OFFICER], on=TODAY)

    assert [
        (Seat.CHAIR, person_id("auditor"), "Hội đồng thử"),
        (Seat.SECRETARY, person_id("secretary"), "Hội đồng thử"),
        (None, person_id("secretary"), ""),
    ] == [(each.seat, each.person, each.council) for each in found if _is_told(each)]
    assert [(None, person_id("secretary"))] == [
        (each.seat, each.person) for each in before if _is_told(each)
    ]
    assert not any(each.council for each in others)


def _is_told(holder: Holder) -> bool:
    """Whether somebody holds a role by the council of this test, or by none."""
    return holder.council in ("", "Hội đồng thử")
