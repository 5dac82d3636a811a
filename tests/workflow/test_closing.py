"""Accounts closed, and opened again with no power left in them."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from states.terms import Seat
from tests.authority import APPROVES, ASKS, a_council, a_post, granted, written
from tests.builders import World
from tests.people_and_places import AT, TODAY, person_id
from workflow.access import held_by
from workflow.database import reading, writing
from workflow.deeds.accounts import SYSTEM, system_actor
from workflow.deeds.appointments import end_appointment
from workflow.deeds.closing import close_account, reopen_account
from workflow.deeds.seats import SeatPost
from workflow.errors import InvalidInput, NotPossibleNow

NOBODY = person_id("nobody")


def active(world: World) -> bool:
    """Whether nobody's account is open."""
    persons = SQLModel.metadata.tables["person"]
    with reading(world.engine) as session:
        question = select(persons.c.active).where(persons.c.id == NOBODY)
        return bool(session.execute(question).scalar_one())


def test_an_account_is_closed_once_and_its_deeds_stay(either_world: World):
    number = either_world.a_case()
    with writing(either_world.engine) as session:
        close_account(session, person_id("officer"), by=ASKS, at=AT)
        assert not held_by(session, person_id("officer"), on=TODAY).roles
    with pytest.raises(InvalidInput), writing(either_world.engine) as session:
        close_account(session, person_id("officer"), by=ASKS, at=AT)

    assert written(either_world)[-1]["deed"] == "account_closed"
    assert either_world.row(number)["case"]["proposed_by"] == person_id("officer")


def test_an_account_opens_again_once_it_holds_nothing(either_world: World):
    given = granted(either_world, a_post())
    with writing(either_world.engine) as session:
        close_account(session, NOBODY, by=ASKS, at=AT)
    with pytest.raises(NotPossibleNow) as refusal, writing(either_world.engine) as session:
        reopen_account(session, NOBODY, by=ASKS, at=AT)
    assert "cho thôi mọi phân công" in refusal.value.says.vi

    later = AT + timedelta(days=1)
    with writing(either_world.engine) as session:
        end_appointment(session, given, last_day=TODAY, by=ASKS, at=AT)
        reopen_account(session, NOBODY, by=APPROVES, at=later)

    assert active(either_world)
    entry = written(either_world)[-1]
    assert (entry["deed"], entry["facts"]) == ("account_opened", {"person": NOBODY.hex})


def test_an_open_account_and_one_s_own_and_the_system_s_are_not_opened(world: World):
    with writing(world.engine) as session:
        system_actor(session, at=AT)
    for person in (NOBODY, ASKS, SYSTEM):
        with pytest.raises(InvalidInput), writing(world.engine) as session:
            reopen_account(session, person, by=ASKS, at=AT)


@pytest.mark.parametrize("login", ["officer", "auditor", "nobody"])
def test_only_administrators_close_and_open(world: World, login: str):
    for act in (close_account, reopen_account):
        with pytest.raises(NotPossibleNow), writing(world.engine) as session:
            act(session, person_id("secretary"), by=person_id(login), at=AT)

    assert written(world) == []


def test_an_account_that_holds_something_elsewhere_is_not_closed(world: World):
    with pytest.raises(NotPossibleNow), writing(world.engine) as session:
        close_account(session, person_id("officer_elsewhere"), by=ASKS, at=AT)

    granted(world, SeatPost(NOBODY, a_council(world), Seat.MEMBER, TODAY))
    with writing(world.engine) as session:
        close_account(session, NOBODY, by=ASKS, at=AT)
    assert not active(world)
