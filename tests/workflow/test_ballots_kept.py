"""What the database itself keeps of ballots: votes, recusals, and motions that have ended."""

from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from states.terms import Choice
from tests.builders import World
from tests.meetings import TABLES, Meeting, meeting
from tests.people_and_places import person_id
from workflow.database import reading, writing

FOR = Choice.FOR


@pytest.fixture
def here(either_world: World) -> Meeting:
    """Seven present, one case whose appraisal is being voted on."""
    return meeting(either_world).with_ballot()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE vote SET choice = 'against'",
        "DELETE FROM vote",
        "UPDATE motion SET status = 'lost' WHERE status = 'carried'",
        "DELETE FROM motion",
        "DELETE FROM recusal",
        "UPDATE recusal SET reason = 'x'",
    ],
)
def test_the_database_keeps_votes_and_ended_motions(here: Meeting, statement: str):
    here.recuses("chair")
    here.all_vote(FOR)

    with pytest.raises(DBAPIError), writing(here.world.engine) as session:
        session.execute(text(statement))


def test_the_database_takes_no_vote_on_a_motion_that_is_over(here: Meeting):
    here.all_vote(FOR)
    votes = TABLES["vote"]
    with reading(here.world.engine) as session:
        row: dict[str, Any] = dict(session.execute(select(votes)).mappings().first() or {})

    with pytest.raises(DBAPIError), writing(here.world.engine) as session:
        session.execute(votes.insert().values(row | {"person_id": person_id("nobody")}))
