"""People and appointments: who may give them, what is refused, what is recorded."""

import json
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from states.terms import Role
from tests.builders import World
from tests.people_and_places import AT, PASSWORD, TODAY, person_id, place_id
from workflow.access import held_by
from workflow.database import reading, writing
from workflow.deeds.accounts import (
    SYSTEM,
    NewPerson,
    add_person,
    close_account,
    system_actor,
)
from workflow.deeds.appointments import Post, appoint, end_appointment
from workflow.deeds.signing_in import Credentials, WrongPassword, sign_in
from workflow.errors import InvalidInput, NotPossibleNow

NEWCOMER = NewPerson("van.thu", "Nguyễn Văn Thử", PASSWORD)
ADMINISTRATOR = person_id("administrator")


def written(world: World) -> list[dict[str, Any]]:
    """All entries, oldest first."""
    history = SQLModel.metadata.tables["history"]
    with reading(world.engine) as session:
        texts = session.execute(select(history.c.entry).order_by(history.c.number)).scalars()
        return [json.loads(text) for text in texts]


def post(person: str = "nobody", place: str = "08", **more: Any) -> Post:
    """An appointment of somebody of the world."""
    terms = {"role": Role.AUDITOR, "since": TODAY} | more
    return Post(
        person_id(person), terms["role"], place_id(place), terms["since"], more.get("until")
    )


def test_the_system_adds_the_first_people_and_can_never_sign_in(either_world: World):
    with writing(either_world.engine) as session:
        assert system_actor(session, at=AT) == system_actor(session, at=AT) == SYSTEM
        person = add_person(session, NEWCOMER, by=SYSTEM, at=AT)

    entry = written(either_world)[-1]
    assert (entry["deed"], entry["by"]) == ("person_added", SYSTEM.hex)
    assert entry["facts"] == {"person": person.hex}
    assert "Nguyễn" not in json.dumps(entry, ensure_ascii=False)
    for password in ("", "!", PASSWORD):
        typed = Credentials(login="@system", password=password, address="a", at=AT)
        with pytest.raises(WrongPassword):
            sign_in(either_world.engine, typed)


def test_a_newcomer_signs_in_with_the_first_password(either_world: World):
    with writing(either_world.engine) as session:
        add_person(session, NEWCOMER, by=ADMINISTRATOR, at=AT)

    token = sign_in(
        either_world.engine,
        Credentials(login="Van.Thu", password=PASSWORD, address="a", at=AT),
    )

    assert len(token) >= 43


@pytest.mark.parametrize(
    ("newcomer", "field"),
    [
        (NewPerson("officer", "Tên", PASSWORD), "login"),
        (NewPerson("OFFICER ", "Tên", PASSWORD), "login"),
        (NewPerson("", "Tên", PASSWORD), "login"),
        (NewPerson("@quản-trị", "Tên", PASSWORD), "login"),
        (NewPerson("hai chữ", "Tên", PASSWORD), "login"),
        (NewPerson("a", "  ", PASSWORD), "name"),
        (NewPerson("a", "Tên", "mười-một-ký"), "password"),
        (NewPerson("a", "Tên", "x" * 1025), "password"),
    ],
)
def test_an_account_with_a_fault_is_refused_at_its_field(
    world: World, newcomer: NewPerson, field: str
):
    with pytest.raises(InvalidInput) as fault, writing(world.engine) as session:
        add_person(session, newcomer, by=ADMINISTRATOR, at=AT)

    assert fault.value.field == field
    assert written(world) == []


@pytest.mark.parametrize("login", ["officer", "auditor", "committee_office", "nobody"])
def test_only_administrators_add_appoint_and_close(world: World, login: str):
    by = person_id(login)

    with pytest.raises(NotPossibleNow), writing(world.engine) as session:
        add_person(session, NEWCOMER, by=by, at=AT)
    with pytest.raises(NotPossibleNow), writing(world.engine) as session:
        appoint(session, post("officer_elsewhere"), by=by, at=AT)
    with pytest.raises(NotPossibleNow), writing(world.engine) as session:
        close_account(session, person_id("secretary"), by=by, at=AT)

    assert written(world) == []


def test_nobody_appoints_himself(either_world: World):
    with pytest.raises(NotPossibleNow) as refusal, writing(either_world.engine) as session:
        appoint(session, post("administrator"), by=ADMINISTRATOR, at=AT)

    assert "tự phân công" in refusal.value.says.vi
    assert written(either_world) == []


def test_an_administrator_appoints_within_his_own_territory_alone(either_world: World):
    with writing(either_world.engine) as session:
        appoint(session, post(place="08/district"), by=ADMINISTRATOR, at=AT)
        appoint(session, post(place="08/1"), by=ADMINISTRATOR, at=AT)
    with pytest.raises(NotPossibleNow), writing(either_world.engine) as session:
        appoint(session, post(place="51"), by=ADMINISTRATOR, at=AT)

    assert ["appointed", "appointed"] == [entry["deed"] for entry in written(either_world)]


def test_an_appointment_is_recorded_by_ids_and_in_force_on_its_days(either_world: World):
    term = {"since": TODAY, "until": TODAY + timedelta(days=9)}
    with writing(either_world.engine) as session:
        appointment = appoint(session, post(**term), by=ADMINISTRATOR, at=AT)
        held = {
            day: held_by(session, person_id("nobody"), on=TODAY + timedelta(days=day)).roles
            for day in (-1, 0, 9, 10)
        }

    assert held == {-1: set(), 0: {Role.AUDITOR}, 9: {Role.AUDITOR}, 10: set()}
    assert written(either_world)[-1]["facts"] == {
        "appointment": appointment.hex,
        "person": person_id("nobody").hex,
        "role": "auditor",
        "place": place_id("08").hex,
        "since": "2019-12-02",
        "until": "2019-12-11",
    }


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (post(until=TODAY - timedelta(days=1)), "until"),
        (post("auditor"), "role"),
        (post("auditor", until=TODAY), "role"),
        (Post(uuid4(), Role.AUDITOR, place_id("08"), TODAY), "person"),
        (Post(person_id("nobody"), Role.AUDITOR, uuid4(), TODAY), "place"),
    ],
)
def test_an_appointment_with_a_fault_is_refused_at_its_field(
    world: World, wanted: Post, field: str
):
    with pytest.raises(InvalidInput) as fault, writing(world.engine) as session:
        appoint(session, wanted, by=ADMINISTRATOR, at=AT)

    assert fault.value.field == field
    assert written(world) == []


def test_an_appointment_ends_on_its_last_day_and_is_kept(either_world: World):
    with writing(either_world.engine) as session:
        given = appoint(session, post(), by=ADMINISTRATOR, at=AT)
        end_appointment(session, given, last_day=TODAY, by=ADMINISTRATOR, at=AT)
        tomorrow = held_by(session, person_id("nobody"), on=TODAY + timedelta(days=1))

    assert not tomorrow.roles
    assert written(either_world)[-1]["deed"] == "released"


def test_an_appointment_cannot_end_before_it_began_nor_elsewhere(world: World):
    with writing(world.engine) as session:
        system_actor(session, at=AT)
        here = appoint(session, post(), by=SYSTEM, at=AT)
        elsewhere = appoint(session, post(place="51"), by=SYSTEM, at=AT)

    for given, day, error in (
        (here, date(2019, 12, 1), InvalidInput),
        (uuid4(), TODAY, InvalidInput),
        (elsewhere, TODAY, NotPossibleNow),
    ):
        with pytest.raises(error), writing(world.engine) as session:
            end_appointment(session, given, last_day=day, by=ADMINISTRATOR, at=AT)


def test_an_account_is_closed_once_and_its_deeds_stay(either_world: World):
    number = either_world.a_case()
    with writing(either_world.engine) as session:
        close_account(session, person_id("officer"), by=ADMINISTRATOR, at=AT)
        assert not held_by(session, person_id("officer"), on=TODAY).roles
    with pytest.raises(InvalidInput), writing(either_world.engine) as session:
        close_account(session, person_id("officer"), by=ADMINISTRATOR, at=AT)

    assert written(either_world)[-1]["deed"] == "account_closed"
    assert either_world.row(number)["case"]["proposed_by"] == person_id("officer")
