"""Round after round, several people do one thing at the same moment: exactly one effect each."""

import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import insert, select, update
from sqlmodel import SQLModel

from states.terms import Action, CaseState, Phase
from tests.builders import World, decision, minutes, paper
from tests.law_builders import criteria
from tests.people_and_places import place_id
from workflow.database import reading, writing
from workflow.engine import Outcome
from workflow.errors import WorkflowError
from workflow.verification import verify

ROUNDS = 12
QUOTA = SQLModel.metadata.tables["quota"]
Deed = Callable[[], Outcome]


@pytest.fixture
def contested(either_world: World) -> World:
    """The world with a quota of 2018 without a place left."""
    full = {"province_id": place_id("08"), "year": 2018, "base": 400, "cap": 60, "used": 0}
    with writing(either_world.engine) as session:
        session.execute(insert(QUOTA), {**full, "source": "tests"})
    return either_world


def at_once(*deeds: Deed) -> Counter[str]:
    """Start all deeds at one moment; how they ended."""
    together = Barrier(len(deeds))

    def tries(deed: Deed) -> str:
        together.wait(20)
        try:
            deed()
        except WorkflowError as refusal:
            return type(refusal).__name__
        return "done"

    with ThreadPoolExecutor(len(deeds)) as threads:
        return Counter(threads.map(tries, deeds))


def ends(world: World, number: str) -> None:
    """Make room for the next round: close a case, whatever its state."""
    resolution = paper("1/NQ", date(2019, 11, 1))
    world.acts(number, Action.HAND_OVER, "registrar", resolution=resolution, successors=("08002",))


def leave_one_place(world: World) -> None:
    """Let the cap of 2018 leave one place."""
    with writing(world.engine) as session:
        session.execute(update(QUOTA).where(QUOTA.c.year == 2018).values(used=59))


def told(world: World, what: str, ended: Counter[str]) -> None:
    sys.stdout.write(f"{world.engine.dialect.name}: {what}, {ROUNDS} rounds: {dict(ended)}\n")
    assert verify(world.engine).is_whole


def test_two_officers_propose_one_commune_round_after_round(contested: World):
    ended: Counter[str] = Counter()
    for number in range(1, ROUNDS + 1):
        ended += at_once(contested.opens, lambda: contested.opens(by="second_officer"))
        ends(contested, f"DB-2018-{number:03d}")

    told(contested, "proposals of one commune", ended)
    assert {"done": ROUNDS, "Refused": ROUNDS} == ended


def test_two_decisions_race_for_the_last_place_round_after_round(contested: World):
    ended: Counter[str] = Counter()

    def selects(number: str) -> Deed:
        signed = decision(date(2018, 3, 15))
        return lambda: contested.acts(number, Action.SELECT, "committee_office", decision=signed)

    for _ in range(ROUNDS):
        numbers = [contested.a_case(CaseState.APPRAISED, f"08/{n}") for n in (1, 2)]
        leave_one_place(contested)
        ended += at_once(*[selects(number) for number in numbers])
        with reading(contested.engine) as session:
            assert [60] == session.execute(select(QUOTA.c.used)).scalars().all()
        for number in numbers:
            ends(contested, number)

    told(contested, "decisions for the last place", ended)
    assert {"done": ROUNDS, "Refused": ROUNDS} == ended


def test_one_form_sent_six_times_round_after_round(contested: World):
    ended: Counter[str] = Counter()
    signed = decision(date(2018, 3, 15))
    for _ in range(ROUNDS):
        number = contested.a_case(CaseState.APPRAISED)
        seen = contested.row(number)["case"]["version"]

        def sends(number: str = number, seen: int = seen) -> Outcome:
            return contested.acts(
                number, Action.SELECT, "committee_office", seen=seen, decision=signed
            )

        ended += at_once(*[sends] * 6)
        assert seen + 1 == len(contested.entries(number))
        ends(contested, number)

    told(contested, "one form sent six times", ended)
    assert {"done": ROUNDS, "StaleForm": 5 * ROUNDS} == ended


def test_two_secretaries_appraise_one_case_round_after_round(contested: World):
    ended: Counter[str] = Counter()
    sitting = minutes(date(2018, 3, 1))
    for _ in range(ROUNDS):
        number = contested.a_case()
        contested.enters(number, Phase.PROPOSAL, criteria())
        contested.verifies(number, Phase.PROPOSAL)

        def appraises(by: str, number: str = number) -> Deed:
            return lambda: contested.acts(
                number, Action.APPRAISE, by, minutes=sitting, types=("1",)
            )

        ended += at_once(appraises("secretary"), appraises("clerk_08"))
        ends(contested, number)

    told(contested, "appraisals of one case", ended)
    assert {"done": ROUNDS, "NotPossibleNow": ROUNDS} == ended
