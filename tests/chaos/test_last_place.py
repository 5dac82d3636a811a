"""Offices in processes of their own record decisions for the last place under the cap."""

import sys
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update
from sqlmodel import SQLModel

from states.terms import Action, CaseState
from tests.builders import World
from tests.chaos.multiplied import multiplied
from tests.chaos.racing import DONE, ROUNDS, Deed, races, sums
from tests.deciding import OFFICE, a_heading, at_draft, rows
from tests.people_and_places import AT, person_id, place_id
from workflow.database import reading, stored_instant, writing
from workflow.deeds.recording import record_decision
from workflow.models.decisions import DecisionState
from workflow.verification import verify

FEW = 20
# 15 % of them are a thousand.
BASE, CAP = 6667, 1000
TABLES = SQLModel.metadata.tables
QUOTA = TABLES["quota"]
OFFICES = {"sqlite": 2, "postgresql": 4}


def drafts(world: World, offices: int, rounds: int, *, places: int = 1) -> list[list[UUID]]:
    """For each office one draft with one case for each round, ready to be recorded."""
    multiplied(world, offices * rounds, CaseState.APPRAISED)
    cases = [row["id"] for row in rows(world, "case_file") if row["state"] == CaseState.APPRAISED]
    made = [uuid4() for _ in cases]
    heads = [
        a_heading(f"{number}/QĐ-BCĐ").columns | {"id": draft} for number, draft in enumerate(made)
    ]
    who = {"province_id": place_id("08"), "state": DecisionState.DRAFT, "version": 1}
    who |= {"created_by": person_id(OFFICE), "created_at": stored_instant(AT)}
    lines = [
        {"id": uuid4(), "decision_id": draft, "case_id": case, "action": Action.SELECT}
        for draft, case in zip(made, cases, strict=True)
    ]
    with writing(world.engine) as session:
        session.execute(insert(TABLES["decision"]), [who | head for head in heads])
        more = {"ordinal": 1, "reason": "", "held": True}
        session.execute(insert(TABLES["decision_line"]), [line | more for line in lines])
        session.execute(update(QUOTA).values(base=BASE, cap=CAP, used=CAP - places))
    return [made[office::offices] for office in range(offices)]


def records(mine: list[UUID]) -> Deed:
    """What one office does in a round: record its draft."""

    def tries(world: World, number: int) -> str:
        with writing(world.engine) as session:
            record_decision(session, world.book, at_draft(mine[number]))
        return DONE

    return tries


def one_place_again(world: World, _number: int) -> None:
    """Look that the last round filled the cap and no more, and leave one place for the next."""
    with writing(world.engine) as session:
        assert session.execute(select(QUOTA.c.used)).scalar_one() in {CAP, CAP - 1}
        session.execute(update(QUOTA).values(used=CAP - 1))


def told(world: World, what: str, rounds: list[list[str]]) -> None:
    ended = dict(sorted(sums(rounds).items()))
    sys.stdout.write(f"{world.engine.dialect.name}: {what}, {len(rounds)} rounds: {ended}\n")


def test_the_last_place_under_the_cap_goes_to_one_office_every_round(either_world: World):
    offices = OFFICES[either_world.engine.dialect.name]
    deeds = [records(mine) for mine in drafts(either_world, offices, ROUNDS)]

    rounds = races(either_world, deeds, before=one_place_again)

    told(either_world, "decisions for the last place", rounds)
    assert all(ends.count(DONE) == 1 for ends in rounds)
    assert {DONE: ROUNDS, "RefusedTogether": ROUNDS * (offices - 1)} == sums(rounds)
    with reading(either_world.engine) as session:
        assert [(CAP, CAP)] == session.execute(select(QUOTA.c.used, QUOTA.c.cap)).all()
    standing = [row["state"] for row in rows(either_world, "decision")]
    assert ROUNDS == standing.count(DecisionState.RECORDED)
    assert verify(either_world.engine).is_whole


def test_without_the_locks_the_race_for_the_last_place_would_be_seen(either_world: World):
    offices = OFFICES[either_world.engine.dialect.name]
    deeds = [records(mine) for mine in drafts(either_world, offices, FEW)]

    rounds = races(either_world, deeds, rounds=FEW, locked=False, before=one_place_again)

    told(either_world, "decisions for the last place without the locks", rounds)
    assert {DONE: FEW, "RefusedTogether": FEW * (offices - 1)} != sums(rounds)
