"""Accounts: who may open them, what is refused, what is recorded."""

import json

import pytest

from tests.authority import written
from tests.builders import World
from tests.people_and_places import AT, PASSWORD, person_id
from workflow.database import writing
from workflow.deeds.accounts import (
    SYSTEM,
    NewPerson,
    add_person,
    system_actor,
)
from workflow.deeds.signing_in import Credentials, WrongPassword, sign_in
from workflow.errors import InvalidInput, NotPossibleNow

NEWCOMER = NewPerson("van.thu", "Nguyễn Văn Thử", PASSWORD)
ADMINISTRATOR = person_id("administrator")


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
def test_only_administrators_add(world: World, login: str):
    by = person_id(login)

    with pytest.raises(NotPossibleNow), writing(world.engine) as session:
        add_person(session, NEWCOMER, by=by, at=AT)

    assert written(world) == []
