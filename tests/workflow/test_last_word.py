"""The council's latest word on a case is the one that counts: a later no takes back its yes."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, select
from sqlmodel import SQLModel

from states.facts import Ballot
from states.terms import Action, Capacity, CaseState, Choice, Phase
from tests.builders import MONTHS_OF_MONITORING, World
from tests.law_builders import targets
from tests.people_and_places import AT, TODAY, person_id
from tests.seated import Seated, puts, seat, sits, votes
from workflow.casefiles import read_case
from workflow.database import reading, writing
from workflow.deeds.ballots import close_ballot
from workflow.deeds.motions import NewMotion, withdraw_motion
from workflow.engine import plan_of
from workflow.models.sittings import MotionStatus
from workflow.recommendation import recommendation
from workflow.recommended import recommended

SAT_ON = date(2019, 9, 23)
FOR, AGAINST, ABSTAIN = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN


@pytest.fixture
def number(either_world: World) -> str:
    """A case under monitoring, all of whose targets are reported."""
    number = either_world.a_case(CaseState.MONITORING)
    either_world.enters(number, Phase.MONITORING, targets(), period=MONTHS_OF_MONITORING)
    either_world.verifies(number, Phase.MONITORING)
    return number


def put(world: World, council: Seated, number: str, minutes: str) -> UUID:
    """Open another ballot on whether to recognize the case."""
    with writing(world.engine) as session:
        sitting = sits(session, council, minutes, on=SAT_ON)
        return puts(world, session, council, NewMotion(sitting, number, Action.RECOGNIZE))


def word(world: World, number: str) -> Ballot | None:
    """What the council recommends, asked alone and with others alike."""
    with reading(world.engine) as session:
        file = read_case(session, number)
        alone = recommendation(session, file, plan_of(world.book, file), today=TODAY)
        together = recommended(session, world.book, [file], today=TODAY)
    assert alone == together.get(file.id)
    return alone


def cast(world: World, council: Seated, motion: UUID, choices: list[Choice]) -> None:
    with writing(world.engine) as session:
        for person, choice in zip(council.voters, choices, strict=False):
            votes(world, session, motion, [person], choice=choice, reason="Đã xem lại")


@pytest.mark.parametrize(
    "choices", [[AGAINST] * 4, [FOR] * 3 + [AGAINST] * 3 + [ABSTAIN]], ids=["lost", "undecided"]
)
def test_a_later_ballot_that_is_not_carried_takes_the_recommendation_back(
    either_world: World, number: str, choices: list[Choice]
) -> None:
    council = seat(either_world)
    cast(either_world, council, put(either_world, council, number, "01/BB"), [FOR] * 4)
    before = word(either_world, number)

    cast(either_world, council, put(either_world, council, number, "02/BB"), choices)

    assert before is not None
    assert word(either_world, number) is None
    assert "council.recommends" in either_world.refuses(
        number, Action.RECOGNIZE, "committee_office"
    )


def test_a_ballot_that_ended_without_a_result_takes_it_back_too(
    either_world: World, number: str
) -> None:
    council = seat(either_world)
    cast(either_world, council, put(either_world, council, number, "01/BB"), [FOR] * 4)
    motion = put(either_world, council, number, "02/BB")

    with writing(either_world.engine) as session:
        close_ballot(session, either_world.book, motion, by=council.chair, at=AT)

    assert word(either_world, number) is None


def test_a_later_yes_brings_it_back_and_a_withdrawn_motion_says_nothing(
    either_world: World, number: str
) -> None:
    council = seat(either_world)
    cast(either_world, council, put(either_world, council, number, "01/BB"), [AGAINST] * 4)
    cast(either_world, council, put(either_world, council, number, "02/BB"), [FOR] * 4)
    motion = put(either_world, council, number, "03/BB")

    with writing(either_world.engine) as session:
        withdraw_motion(session, motion, reason="Để phiên sau", by=council.chair, at=AT)

    found = word(either_world, number)
    assert found is not None
    assert "02/BB" == found.sitting


def test_a_recommendation_by_a_voter_who_has_a_part_in_the_case_since_recommends_nothing(
    either_world: World, number: str
) -> None:
    council = seat(either_world)
    motion = put(either_world, council, number, "01/BB")
    cast(either_world, council, motion, [FOR] * 3)
    held, given = (SQLModel.metadata.tables[name] for name in ("appointment", "delegation"))
    with writing(either_world.engine) as session:
        officer = session.execute(
            select(held.c.id).where(held.c.person_id == person_id("officer"))
        ).scalar_one()
        row = {"id": uuid4(), "appointment_id": officer, "person_id": council.voters[0]}
        term = {"capacity": Capacity.KT, "since": TODAY, "until": TODAY}
        session.execute(insert(given).values(row | term))

    with writing(either_world.engine) as session:
        (counted,) = votes(either_world, session, motion, [council.voters[3]])

    assert MotionStatus.CARRIED is counted.status
    assert word(either_world, number) is None
