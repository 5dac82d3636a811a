"""The people of the demo: a whole council, two administrators, one grant waiting, one delegate."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select
from sqlmodel import SQLModel

from states.terms import Capacity, Level, Role
from workflow.access import held_by
from workflow.councils import councils_of, seats_on
from workflow.database import reading, writing
from workflow.deeds.territory import load_units
from workflow.demo.authority import People, add_cast
from workflow.demo.cast import cast
from workflow.territory.gazetteer import id_of_former, id_of_new

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TODAY = AT.date()
DAK_LAK = id_of_new(Level.PROVINCE, "66")


@pytest.fixture
def people(sqlite_engine: Engine) -> People:
    """The people of the demo in a database with its places."""
    with writing(sqlite_engine) as session:
        load_units(session)
        return add_cast(session, at=AT)


def test_the_demo_has_a_whole_council_and_powers_granted_by_two(
    sqlite_engine: Engine, people: People
):
    requests = SQLModel.metadata.tables["grant_request"]
    with reading(sqlite_engine) as session:
        former = id_of_former(Level.PROVINCE, "54")
        (council,) = councils_of(session, former, on=TODAY)
        kinds = Counter(seat.kind.value for seat in seats_on(session, council.id, on=TODAY))
        asked = dict(session.execute(select(requests.c.person_id, requests.c.approved)).all())
        held = {login: held_by(session, people[login], on=TODAY) for login in people}

    assert council.province == cast().council.province == DAK_LAK
    assert kinds == {"chair": 1, "secretary": 1, "member": 5, "alternate": 1}
    assert asked == {people["canbo3"]: True, people["canbo4"]: None}
    assert (held["canbo3"].roles, held["canbo4"].roles) == ({Role.OFFICER}, set())
    assert held["quantri"].roles == held["quantri2"].roles == {Role.ADMINISTRATOR}
    deputy = held["phovanphong"].acting_for(Role.COMMITTEE_OFFICE, frozenset({former}))
    assert deputy == (people["vanphong"], Capacity.KT)
