"""Many cases gathered together are what they are one by one, in as few statements as one."""

from datetime import date

import pytest

from states.terms import CaseState
from tests.builders import World
from tests.pages import counted
from tests.people_and_places import TODAY, person_id
from workflow.casefiles import read_case
from workflow.database import reading
from workflow.engine import explain_all, plan_of
from workflow.facts import Setting, gather
from workflow.together import assess_together, files_of, gather_together

WALKED = (
    CaseState.PROPOSED,
    CaseState.APPRAISED,
    CaseState.PRELIMINARY_REVIEW,
    CaseState.MONITORING,
    CaseState.RECOGNIZED,
    CaseState.RELAPSED,
)
DAYS = (TODAY, date(2019, 7, 1))


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("who", ["committee_office", "officer"])
def test_together_is_as_one_by_one(either_world: World, on: date, who: str) -> None:
    numbers = [
        either_world.a_case(state, f"08/{place}") for place, state in enumerate(WALKED, start=1)
    ]
    setting = Setting(person_id(who), on, TODAY)
    with reading(either_world.engine) as session:
        files = files_of(session, numbers)
        facts = gather_together(session, either_world.book, files, setting)
        assessed = assess_together(session, files, facts)

        for number in numbers:
            file = read_case(session, number)
            alone = gather(session, file, plan_of(either_world.book, file), setting)
            assert alone == facts[file.id]
            assert explain_all(session, file, alone) == assessed[file.id]


def test_the_statements_do_not_grow_with_the_cases(world: World) -> None:
    numbers = [world.a_case(CaseState.MONITORING, f"08/{place}") for place in range(1, 6)]
    setting = Setting(person_id("committee_office"), TODAY, TODAY)
    asked = []
    for many in (1, 5):
        with counted(world.engine) as statements, reading(world.engine) as session:
            files = files_of(session, numbers[:many])
            facts = gather_together(session, world.book, files, setting)
            assess_together(session, files, facts)
        asked.append(len(statements))

    assert asked[0] == asked[1] <= 10


def test_no_cases_ask_nothing(world: World) -> None:
    setting = Setting(person_id("committee_office"), TODAY, TODAY)
    with counted(world.engine) as statements, reading(world.engine) as session:
        assert {} == gather_together(session, world.book, [], setting)
    assert [] == [each for each in statements if each.startswith("SELECT")]
