"""Whoever acts for somebody with a part in the case, or for whom it was taken, has no vote."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, select
from sqlmodel import SQLModel

from states.terms import Capacity, Choice, Role
from tests.builders import World
from tests.meetings import Meeting, meeting
from tests.people_and_places import SINCE, TODAY, person_id, place_id, seated
from workflow.casefiles import read_case
from workflow.database import reading, writing
from workflow.errors import Refused
from workflow.models.sittings import Ground
from workflow.sitting.grounds import conflicts, grounds

TABLES = SQLModel.metadata.tables
MEMBER = seated("08", "member1")
LONG_OVER = (SINCE, SINCE + timedelta(days=30))


def holds(
    world: World, person: UUID, role: Role, place: str, term: tuple[date, date | None]
) -> UUID:
    """Give somebody an appointment, behind the back of every verb."""
    row = {"id": uuid4(), "person_id": person, "role": role, "place_id": place_id(place)}
    with writing(world.engine) as session:
        chosen = TABLES["appointment"]
        session.execute(insert(chosen).values(row | {"since": term[0], "until": term[1]}))
    return row["id"]


def acts_for(world: World, deputy: UUID, appointment: UUID, term: tuple[date, date]) -> None:
    """Let somebody exercise an appointment for a time."""
    row = {"id": uuid4(), "appointment_id": appointment, "person_id": deputy}
    with writing(world.engine) as session:
        chosen = insert(TABLES["delegation"])
        rest = {"capacity": Capacity.KT, "since": term[0], "until": term[1]}
        session.execute(chosen.values(row | rest))


def appointment_of(world: World, login: str) -> UUID:
    held = TABLES["appointment"]
    with reading(world.engine) as session:
        chosen = select(held.c.id).where(held.c.person_id == person_id(login))
        found: UUID = session.execute(chosen).scalars().first()
    return found


def why(here: Meeting, person: UUID = MEMBER) -> Ground | None:
    """On what ground somebody may not vote today, asked alone and with another case alike."""
    with reading(here.world.engine) as session:
        file = read_case(session, here.number)
        alone = grounds(session, file, [person], on=TODAY)
        together = conflicts(session, [file], [person, person_id("nobody")], on=TODAY)
    assert alone.get(person) == together[file.id].get(person)
    return alone.get(person)


@pytest.fixture
def here(either_world: World) -> Meeting:
    """A sitting about a case of the world's officer."""
    return meeting(either_world)


@pytest.mark.parametrize(
    ("login", "ground"), [("officer", Ground.PROPOSED), ("second_officer", Ground.VERIFIED)]
)
def test_who_acts_for_somebody_with_a_part_in_the_case_is_forced_out(
    here: Meeting, login: str, ground: Ground
) -> None:
    acts_for(here.world, MEMBER, appointment_of(here.world, login), LONG_OVER)

    assert ground is why(here)
    put = here.with_ballot()
    assert [(MEMBER, ground.value)] == put.recusals()
    with pytest.raises(Refused):
        put.votes("member1", Choice.FOR)


def test_for_whom_a_deputy_proposed_is_forced_out_too(here: Meeting) -> None:
    held = holds(here.world, MEMBER, Role.COMMITTEE_OFFICE, "08", LONG_OVER)
    acts_for(here.world, person_id("officer"), held, LONG_OVER)

    assert Ground.PROPOSED is why(here)


def test_a_deputy_of_an_officer_belongs_to_the_proposing_body(here: Meeting) -> None:
    another = holds(here.world, person_id("nobody"), Role.OFFICER, "08/district", (SINCE, None))
    acts_for(here.world, MEMBER, another, (TODAY, TODAY))

    assert Ground.PROPOSING_BODY is why(here)


def test_an_officer_of_the_day_of_the_proposal_belongs_to_the_proposing_body(
    here: Meeting,
) -> None:
    with reading(here.world.engine) as session:
        opened_on = read_case(session, here.number).opened_on
    holds(here.world, MEMBER, Role.OFFICER, "08/district", (opened_on, opened_on))

    assert Ground.PROPOSING_BODY is why(here)


def test_who_was_an_officer_at_another_time_or_place_votes(here: Meeting) -> None:
    holds(here.world, MEMBER, Role.OFFICER, "08/district", LONG_OVER)
    holds(here.world, MEMBER, Role.OFFICER, "51", (SINCE, None))
    acts = holds(here.world, person_id("nobody"), Role.OFFICER, "08/district", (SINCE, None))
    acts_for(here.world, MEMBER, acts, LONG_OVER)

    assert why(here) is None
