"""Decisions recorded at the same moment: the cap holds, a number is recorded once.

Each is tried once as the product is, and once with its lock taken away: then the test must see
the fault, or it proves nothing.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from threading import Barrier, BrokenBarrierError
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, Engine, insert
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from states.terms import Action, CaseState
from tests.builders import World
from tests.deciding import a_draft, a_heading, records, rows
from tests.people_and_places import place_id
from workflow import database, quota
from workflow.database import open_engine, writing
from workflow.deeds import recording
from workflow.errors import InvalidInput, RefusedTogether
from workflow.models.decisions import DecisionState
from workflow.verification import verify

PATIENCE = 10
MANY = 4


def places_left(world: World, places: int) -> None:
    row = {"province_id": place_id("08"), "year": 2018, "base": 20, "cap": 3, "source": "tests"}
    with writing(world.engine) as session:
        session.execute(insert(SQLModel.metadata.tables["quota"]), row | {"used": 3 - places})


@contextmanager
def offices(world: World, many: int) -> Iterator[list[World]]:
    """So many offices, each with an engine of its own, as processes have."""
    url = world.engine.url.render_as_string(hide_password=False)
    engines: list[Engine] = [open_engine(url) for _ in range(many)]
    yield [World(engine) for engine in engines]
    for engine in engines:
        engine.dispose()


def at_once(world: World, decisions: list[UUID]) -> list[type]:
    """Record every decision at the same moment; return how those ended that were not recorded."""
    ready = Barrier(len(decisions))

    def tried(office: World, decision: UUID) -> type | None:
        ready.wait(PATIENCE)
        try:
            records(office, decision)
        except (RefusedTogether, InvalidInput, DBAPIError) as refusal:
            return type(refusal)
        return None

    with offices(world, len(decisions)) as each, ThreadPoolExecutor(len(decisions)) as threads:
        ends = list(threads.map(tried, each, decisions))
    return [end for end in ends if end]


def drafts(world: World, *numbers: str) -> list[UUID]:
    """A draft with one case under each of these numbers."""
    return [
        a_draft(
            world,
            (world.a_case(CaseState.APPRAISED, f"08/{place}"), Action.SELECT),
            heading=a_heading(number),
        )
        for place, number in enumerate(numbers, start=1)
    ]


def recorded(world: World) -> int:
    return sum(row["state"] is DecisionState.RECORDED for row in rows(world, "decision"))


def test_the_last_place_under_the_cap_goes_to_one_office(either_world: World):
    decisions = drafts(either_world, *(f"{n}/QĐ-BCĐ" for n in range(1, MANY + 1)))
    places_left(either_world, 1)

    others = at_once(either_world, decisions)

    assert [RefusedTogether] * (MANY - 1) == others
    assert [3] == [row["used"] for row in rows(either_world, "quota")]
    assert 1 == recorded(either_world)
    assert verify(either_world.engine).is_whole


def test_a_number_recorded_at_the_same_moment_is_recorded_once(either_world: World):
    decisions = drafts(either_world, *["12/QĐ-BCĐ"] * MANY)

    others = at_once(either_world, decisions)

    assert [InvalidInput] * (MANY - 1) == others
    assert 1 == recorded(either_world)
    assert verify(either_world.engine).is_whole


def together(function: Callable[..., object], many: int) -> Callable[..., object]:
    """The function, which so many threads leave together or, when some never come, one by one."""
    gate = Barrier(many)

    def waits(*given: object, **named: object) -> object:
        found = function(*given, **named)
        try:
            gate.wait(1)
        except BrokenBarrierError:
            gate.reset()
        return found

    return waits


@pytest.fixture
def no_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let SQLite's writers begin without waiting and without locking, as its own BEGIN does."""

    def begins(connection: Connection) -> None:
        driver: Any = connection.connection.dbapi_connection
        driver.execute("PRAGMA query_only = 0")
        driver.execute("BEGIN")

    monkeypatch.setattr(database, "_turn_to_write", lambda _: nullcontext())
    monkeypatch.setattr(database, "_begin_sqlite", begins)


def test_without_its_lock_the_race_for_the_cap_would_be_seen(
    either_world: World, monkeypatch: pytest.MonkeyPatch, no_turns: None
):
    decisions = drafts(either_world, "1/QĐ-BCĐ", "2/QĐ-BCĐ")
    places_left(either_world, 1)
    monkeypatch.setattr(quota, "_LOCK", vars(quota)["_READ"])
    monkeypatch.setattr("workflow.engine.locked_quota", together(quota.locked_quota, 2))

    others = at_once(either_world, decisions)

    assert [True] == [issubclass(other, DBAPIError) for other in others]


def test_without_the_index_a_number_would_be_recorded_twice(
    either_world: World, monkeypatch: pytest.MonkeyPatch, no_turns: None
):
    decisions = drafts(either_world, "12/QĐ-BCĐ", "12/QĐ-BCĐ")
    with writing(either_world.engine) as session:
        session.connection().exec_driver_sql("DROP INDEX uq_decision_recorded_number")
    judged = vars(recording)["_refuse_same_number"]
    monkeypatch.setattr(recording, "_refuse_same_number", together(judged, 2))

    others = at_once(either_world, decisions)

    assert InvalidInput not in others
    assert len(others) == (either_world.engine.dialect.name == "sqlite")
