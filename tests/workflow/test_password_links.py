"""Links to a new password: one administrator for an account without powers, two for any other."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4, uuid5

import pytest
from sqlalchemy import insert
from sqlmodel import SQLModel

from states.terms import Capacity, Role
from tests.authority import APPROVES, ASKS, a_post, asked, granted, written
from tests.builders import World
from tests.people_and_places import AT, SINCE, person_id, place_id, seated
from workflow.database import reading, writing
from workflow.deeds.accounts import SYSTEM, system_actor
from workflow.deeds.appointments import end_appointment
from workflow.deeds.closing import close_account
from workflow.deeds.delegations import Deputy, delegate
from workflow.deeds.new_passwords import LinkOver, link_owner
from workflow.deeds.password_links import (
    GivenLink,
    approve_link,
    ask_link,
    give_link,
    give_or_ask_link,
)
from workflow.errors import InvalidInput, NotFound, NotPossibleNow
from workflow.views.links_asked import LinkAsked, links_asked

DAY = timedelta(days=1)
OFFICER = person_id("officer")


def asks(world: World, login: str = "officer", *, by: UUID = ASKS, at: datetime = AT) -> UUID:
    with writing(world.engine) as session:
        return ask_link(session, login, by=by, at=at)


def approves(world: World, request: UUID, by: UUID = APPROVES, at: datetime = AT) -> GivenLink:
    with writing(world.engine) as session:
        return approve_link(session, request, by=by, at=at)


def waits(world: World, reader: UUID, at: datetime = AT) -> tuple[LinkAsked, ...]:
    with reading(world.engine) as session:
        return links_asked(session, reader=reader, at=at)


def owner(world: World, token: str) -> UUID:
    with writing(world.engine) as session:
        return link_owner(session, token, at=AT).person


@pytest.mark.parametrize("login", ["officer", "administrator", "member1_08"])
def test_no_administrator_alone_gives_a_link_for_an_account_that_holds_anything(
    world: World, login: str
):
    by = APPROVES if login == "administrator" else ASKS

    with pytest.raises(NotPossibleNow), writing(world.engine) as session:
        give_link(session, login, by=by, at=AT)

    assert written(world) == []


def test_a_power_to_come_and_one_asked_for_take_two_as_well(world: World):
    with writing(world.engine) as session:
        assert give_or_ask_link(session, "nobody", by=ASKS, at=AT) is not None
    request = asked(world, a_post(since=AT.date() + 30 * DAY))
    with pytest.raises(NotPossibleNow), writing(world.engine) as session:
        give_link(session, "nobody", by=ASKS, at=AT)
    assert request

    granted(world, a_post(role=Role.OFFICER, since=AT.date() + 30 * DAY))
    with writing(world.engine) as session:
        assert give_or_ask_link(session, "nobody", by=ASKS, at=AT) is None


def test_two_administrators_give_it_and_each_step_is_an_entry(either_world: World):
    request = asks(either_world)
    given = approves(either_world, request)

    assert (given.login, owner(either_world, given.token)) == ("officer", OFFICER)
    assert given.token not in repr(given)
    first, second = written(either_world)
    told = {"request": request.hex, "person": OFFICER.hex}
    assert (first["deed"], first["by"]) == ("password_link_asked", ASKS.hex)
    assert first["facts"] == told
    assert (second["deed"], second["by"]) == ("password_link_given", APPROVES.hex)
    assert second["facts"] == told | {"asked_by": ASKS.hex}
    assert waits(either_world, APPROVES) == ()


def test_it_is_approved_once_and_within_a_day(world: World):
    late, request = asks(world), asks(world, "secretary")
    approves(world, request)

    for gone, at in ((request, AT), (late, AT + DAY)):
        with pytest.raises(NotPossibleNow) as refusal:
            approves(world, gone, at=at)
        assert "24 giờ" in refusal.value.says.vi
    with pytest.raises(InvalidInput):
        asks(world, by=APPROVES)
    assert asks(world, at=AT + DAY)
    with pytest.raises(NotFound):
        approves(world, uuid4())


def test_neither_of_the_two_is_the_owner_and_who_asked_does_not_approve(world: World):
    request = asks(world)
    with pytest.raises(NotPossibleNow):
        asks(world, "administrator")
    own = asks(world, "second_administrator")

    for one, by in ((request, ASKS), (request, SYSTEM), (own, APPROVES)):
        with pytest.raises(NotPossibleNow):
            approves(world, one, by)

    assert [(one.login, one.is_mine) for one in waits(world, APPROVES)] == [("officer", False)]
    assert [one.is_mine for one in waits(world, ASKS)] == [True, True]


@pytest.mark.parametrize("by", ["officer", "auditor_elsewhere", "nobody"])
def test_only_administrators_of_all_its_places_ask_approve_and_see(world: World, by: str):
    request = asks(world)

    with pytest.raises(NotPossibleNow):
        approves(world, request, person_id(by))
    with pytest.raises(NotPossibleNow):
        asks(world, "secretary", by=person_id(by))
    with pytest.raises(NotPossibleNow):
        asks(world, "officer_elsewhere")

    assert waits(world, person_id(by)) == ()


def test_who_asked_still_has_to_administer_the_places(world: World):
    request = asks(world)
    with writing(world.engine) as session:
        held = uuid5(ASKS, "held")
        end_appointment(session, held, last_day=SINCE, by=system_actor(session, at=AT), at=AT)

    with pytest.raises(NotPossibleNow) as refusal:
        approves(world, request)

    assert "không còn quản trị" in refusal.value.says.vi


def test_a_closed_account_gets_none(world: World):
    request = asks(world)
    with writing(world.engine) as session:
        close_account(session, OFFICER, by=APPROVES, at=AT)

    with pytest.raises(InvalidInput):
        approves(world, request)
    assert waits(world, APPROVES) == ()


def test_a_link_given_alone_opens_nothing_once_its_owner_holds_something(world: World):
    with writing(world.engine) as session:
        given = give_or_ask_link(session, "nobody", by=ASKS, at=AT)
    assert given is not None
    assert owner(world, given.token) == person_id("nobody")

    granted(world, a_post())

    with pytest.raises(LinkOver):
        owner(world, given.token)


def test_the_command_line_gives_one_alone(world: World):
    with writing(world.engine) as session:
        token = give_link(session, "chair_08", by=system_actor(session, at=AT), at=AT)

    assert owner(world, token) == seated("08", "chair")


def test_a_deputy_of_who_asked_does_not_approve(world: World):
    post = granted(world, a_post("second_officer"))
    deputy = Deputy(APPROVES, post, Capacity.TUQ, AT.date(), AT.date())
    with writing(world.engine) as session:
        delegate(session, deputy, by=person_id("second_officer"), at=AT)
    granted_to = uuid5(person_id("second_officer"), "admin")
    row = {"id": granted_to, "person_id": person_id("second_officer"), "since": SINCE}
    row |= {"role": Role.ADMINISTRATOR, "place_id": place_id("08")}
    with writing(world.engine) as session:
        session.execute(insert(SQLModel.metadata.tables["appointment"]), row)
    request = asks(world, by=person_id("second_officer"))

    with pytest.raises(NotPossibleNow):
        approves(world, request)
    assert approves(world, request, ASKS).login == "officer"
