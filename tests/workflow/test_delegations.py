"""Delegations: for a time, by the holder or by two administrators, and never passed on."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from states.terms import Capacity, Role
from tests.authority import APPROVES, ASKS, asked, granted, written
from tests.builders import World
from tests.people_and_places import AT, SINCE, TODAY, person_id, place_id
from workflow.access import Held, held_by
from workflow.database import reading, writing
from workflow.deeds.appointments import Post, end_appointment
from workflow.deeds.closing import close_account
from workflow.deeds.delegations import Deputy, delegate, end_delegation
from workflow.deeds.grants import approve_grant
from workflow.errors import InvalidInput, NotPossibleNow

DAY = timedelta(days=1)
NOBODY, HOLDER = person_id("nobody"), person_id("committee_office")
HERE = frozenset({place_id("08"), place_id("08/1")})


def post_of(world: World, login: str) -> UUID:
    """The appointment somebody of the world holds from the beginning."""
    appointments = SQLModel.metadata.tables["appointment"]
    known = appointments.c.person_id == person_id(login), appointments.c.since == SINCE
    held = select(appointments.c.id).where(*known)
    with reading(world.engine) as session:
        found: UUID = session.execute(held).scalar_one()
    return found


def a_deputy(world: World, holder: str = "committee_office", **more: Any) -> Deputy:
    """The delegation of somebody's appointment to nobody, today and tomorrow."""
    terms: dict[str, Any] = {
        "person": NOBODY,
        "capacity": Capacity.KT,
        "since": TODAY,
        "until": TODAY + DAY,
    }
    return Deputy(appointment=post_of(world, holder), **(terms | more))


def delegated(world: World, deputy: Deputy, by: UUID = HOLDER) -> UUID:
    """Delegate as the holder; return the delegation's id."""
    with writing(world.engine) as session:
        return delegate(session, deputy, by=by, at=AT)


def held(world: World, days: int = 0, person: UUID = NOBODY) -> Held:
    """What somebody holds so many days from today."""
    with reading(world.engine) as session:
        return held_by(session, person, on=TODAY + days * DAY)


def test_a_delegation_starts_and_ends_by_itself_and_says_for_whom(either_world: World):
    deputy = a_deputy(either_world, since=TODAY + DAY, until=TODAY + 2 * DAY)
    delegation = delegated(either_world, deputy)

    found = {days: held(either_world, days) for days in range(4)}

    office = frozenset({Role.COMMITTEE_OFFICE})
    assert [found[days].roles for days in range(4)] == [frozenset(), office, office, frozenset()]
    assert found[1].roles_over(HERE) == office
    assert found[1].places() == {place_id("08")}
    assert found[1].acting_for(Role.COMMITTEE_OFFICE, HERE) == (HOLDER, Capacity.KT)
    assert found[1].acting_for(Role.OFFICER, HERE) is None
    assert found[1].acting_for(Role.COMMITTEE_OFFICE, frozenset({place_id("51")})) is None
    assert found[0].acting_for(Role.COMMITTEE_OFFICE, HERE) is None
    entry = written(either_world)[-1]
    assert (entry["deed"], entry["by"]) == ("delegated", HOLDER.hex)
    assert entry["facts"] == {
        "delegation": delegation.hex,
        "appointment": deputy.appointment.hex,
        "holder": HOLDER.hex,
        "person": NOBODY.hex,
        "role": "committee_office",
        "place": place_id("08").hex,
        "capacity": "kt",
        "since": "2019-12-03",
        "until": "2019-12-04",
    }


def test_who_holds_the_role_himself_acts_for_nobody(either_world: World):
    auditor = person_id("auditor")
    granted(either_world, Post(auditor, Role.COMMITTEE_OFFICE, place_id("08"), TODAY))
    delegated(either_world, a_deputy(either_world, person=auditor))

    assert held(either_world, person=auditor).acting_for(Role.COMMITTEE_OFFICE, HERE) is None


def test_a_delegation_ends_with_the_appointment_and_with_either_account(either_world: World):
    post = granted(either_world, Post(HOLDER, Role.AUDITOR, place_id("08"), TODAY))
    for appointment in (post, post_of(either_world, "secretary")):
        by = HOLDER if appointment == post else person_id("secretary")
        delegated(either_world, Deputy(NOBODY, appointment, Capacity.TUQ, TODAY, TODAY + DAY), by)
    assert held(either_world).roles == {Role.AUDITOR, Role.SECRETARY}

    with writing(either_world.engine) as session:
        end_appointment(session, post, last_day=TODAY, by=ASKS, at=AT)
        close_account(session, person_id("secretary"), by=ASKS, at=AT)
    assert (held(either_world).roles, held(either_world, 1).roles) == ({Role.AUDITOR}, set())

    with writing(either_world.engine) as session:
        close_account(session, NOBODY, by=ASKS, at=AT)
    assert not held(either_world).roles


def test_what_an_administrator_asks_for_another_one_approves(either_world: World):
    request = asked(either_world, a_deputy(either_world))
    with pytest.raises(NotPossibleNow), writing(either_world.engine) as session:
        approve_grant(session, request, by=ASKS, at=AT)
    assert not held(either_world).roles

    with writing(either_world.engine) as session:
        approve_grant(session, request, by=APPROVES, at=AT)

    assert held(either_world).acting_for(Role.COMMITTEE_OFFICE, HERE) == (HOLDER, Capacity.KT)
    facts = written(either_world)[-1]["facts"]
    assert (facts["holder"], facts["asked_by"]) == (HOLDER.hex, ASKS.hex)


@pytest.mark.parametrize("login", ["administrator", "second_officer", "nobody"])
def test_only_the_holder_delegates_directly(world: World, login: str):
    with pytest.raises(NotPossibleNow):
        delegated(world, a_deputy(world), person_id(login))

    assert written(world) == []


def test_a_delegated_power_is_not_passed_on(world: World):
    deputy = a_deputy(world)
    delegated(world, deputy)
    further = Deputy(person_id("auditor"), deputy.appointment, Capacity.TL, TODAY, TODAY)

    with pytest.raises(InvalidInput):
        delegated(world, further, NOBODY)
    days = {"since": TODAY + 2 * DAY, "until": TODAY + 2 * DAY}
    later = a_deputy(world, person=person_id("auditor"), **days)
    with pytest.raises(NotPossibleNow):
        delegated(world, later, NOBODY)


def test_a_delegation_with_a_fault_is_refused_at_its_field(world: World):
    short = granted(world, Post(HOLDER, Role.AUDITOR, place_id("08"), TODAY, TODAY + DAY))
    delegated(world, a_deputy(world))

    for deputy, field in (
        (a_deputy(world), "since"),
        (a_deputy(world, since=TODAY - DAY, until=TODAY - DAY), "since"),
        (a_deputy(world, person=HOLDER), "person"),
        (a_deputy(world, person=uuid4()), "person"),
        (a_deputy(world, until=TODAY - DAY), "until"),
        (a_deputy(world, "administrator"), "appointment"),
        (Deputy(NOBODY, short, Capacity.KT, TODAY, TODAY + 2 * DAY), "until"),
        (Deputy(NOBODY, short, Capacity.KT, TODAY - DAY, TODAY), "until"),
        (Deputy(NOBODY, uuid4(), Capacity.KT, TODAY, TODAY), "appointment"),
    ):
        with pytest.raises(InvalidInput) as fault:
            delegated(world, deputy)
        assert fault.value.field == field


@pytest.mark.parametrize("login", ["committee_office", "nobody", "administrator"])
def test_holder_delegate_and_administrator_end_it_early(world: World, login: str):
    delegation = delegated(world, a_deputy(world))
    with writing(world.engine) as session:
        end_delegation(session, delegation, last_day=TODAY, by=person_id(login), at=AT)

    assert (held(world).roles, held(world, 1).roles) == ({Role.COMMITTEE_OFFICE}, set())
    entry = written(world)[-1]
    assert (entry["deed"], entry["facts"]["until"]) == ("delegation_ended", "2019-12-02")


def test_a_delegation_that_has_not_begun_is_taken_back(either_world: World):
    deputy = a_deputy(either_world, since=TODAY + DAY)
    delegation = delegated(either_world, deputy)
    with writing(either_world.engine) as session:
        end_delegation(session, delegation, last_day=TODAY, by=NOBODY, at=AT)
    assert not held(either_world, 1).roles

    future = granted(either_world, Post(HOLDER, Role.AUDITOR, place_id("08"), TODAY + 2 * DAY))
    delegated(
        either_world,
        Deputy(NOBODY, future, Capacity.KT, TODAY + 2 * DAY, TODAY + 3 * DAY),
    )
    with writing(either_world.engine) as session:
        end_appointment(session, future, last_day=TODAY, by=ASKS, at=AT)
    assert not held(either_world, 2).roles


def test_an_ending_by_somebody_else_or_of_nothing_is_refused(world: World):
    delegation = delegated(world, a_deputy(world))

    for by, which, last_day, error in (
        (person_id("auditor"), delegation, TODAY, NotPossibleNow),
        (HOLDER, delegation, TODAY - DAY, InvalidInput),
        (HOLDER, delegation, TODAY + 2 * DAY, InvalidInput),
        (HOLDER, uuid4(), TODAY, InvalidInput),
    ):
        with pytest.raises(error), writing(world.engine) as session:
            end_delegation(session, which, last_day=last_day, by=by, at=AT)
