"""`kill -9` in the middle of moves under load: what was acknowledged is there, nothing by half."""

import random
import shutil
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine

from states.terms import CaseState
from tests.builders import World
from tests.chaos.checking import Acknowledged, acknowledged, deeds_done, halves, lost
from tests.chaos.course import address, goes_on, widen
from tests.chaos.nursery import KILLED, Nursery, nursery, wait_for
from tests.chaos.worker import THREADS
from workflow.database import open_engine
from workflow.verification import verify

KILLS = 10
MOVES = 200
COMMUNES = 24
SEED = 20191202


@pytest.fixture(scope="module")
def children() -> Iterator[Nursery]:
    """Where the processes to be killed come from."""
    with nursery() as one:
        yield one


@pytest.fixture
def witness(tmp_path: Path) -> Path:
    """The file the acknowledged moves stand in."""
    return tmp_path / "acknowledged"


def faults(engine: Engine, moves: list[Acknowledged]) -> list[str]:
    """Everything that is not as it must be after a crash."""
    found = [f"{fault.number}: {fault.says.en}" for fault in verify(engine).faults]
    return [*found, *lost(engine, moves), *halves(engine)]


def test_kill_9_under_load_loses_no_acknowledged_move(
    either_world: World, children: Nursery, witness: Path
):
    communes = widen(either_world, COMMUNES)
    url, dice = address(either_world.engine), random.Random(SEED)  # noqa: S311 - to be repeated
    order = {"deed": "work", "url": url, "witness": str(witness), "communes": communes}
    kills = 0

    while kills < KILLS or len(acknowledged(witness)) < MOVES:
        before = len(acknowledged(witness))
        pid = children.start(**order, seed=SEED + kills)
        wait_for(witness, before + dice.randint(14, 34), of=pid)
        time.sleep(dice.uniform(0, 0.02))
        assert KILLED == children.kill(pid)
        kills += 1
        assert [] == faults(either_world.engine, acknowledged(witness))

    told = acknowledged(witness)
    entries, done = verify(either_world.engine).size, deeds_done(either_world.engine)
    sys.stdout.write(
        f"{either_world.engine.dialect.name}: {kills} kills, {len(told)} moves acknowledged in "
        f"{len({move.case for move in told})} cases, {entries} entries, 0 lost, "
        f"{done - len(told)} done but cut off before they were told\n"
    )
    assert kills >= KILLS
    assert len(told) >= MOVES
    assert 0 <= done - len(told) <= THREADS * kills


@pytest.mark.parametrize("deeds_before", [0, 1, 4], ids=["propose", "figures", "select"])
def test_killed_before_any_statement_a_deed_leaves_nothing(
    either_world: World, children: Nursery, witness: Path, deeds_before: int
):
    widen(either_world, 1)
    for _ in range(deeds_before):
        goes_on(either_world, "08/1")
    url, before = address(either_world.engine), verify(either_world.engine)
    order = {"deed": "one_deed", "url": url, "witness": str(witness), "commune": "08/1"}

    for statements in count():
        pid = children.start(**order, statements=statements)
        if children.end_of(pid) != KILLED:
            break
        assert before == verify(either_world.engine)
        assert [] == faults(either_world.engine, [])

    told = acknowledged(witness)
    sys.stdout.write(f"{either_world.engine.dialect.name}: killed before {statements} statements\n")
    assert statements > 10
    assert [before.size + 1] == [move.entry for move in told]
    assert [] == faults(either_world.engine, told)


def test_the_check_notices_a_move_acknowledged_before_its_commit(
    either_world: World, children: Nursery, witness: Path
):
    widen(either_world, 1)
    url = address(either_world.engine)

    pid = children.start(deed="hasty", url=url, witness=str(witness), commune="08/1")

    assert KILLED == children.end_of(pid)
    assert verify(either_world.engine).is_whole
    assert ["entry 1 is not in the history"] == lost(either_world.engine, acknowledged(witness))


def test_the_check_notices_made_up_acknowledgements(world: World):
    widen(world, 2)
    done = [goes_on(world, commune) for commune in ("08/1", "08/1", "08/2", "08/1")]
    told = [Acknowledged(each.entry, each.number, each.state.value) for each in done]

    assert [] == faults(world.engine, told)
    assert 1 == len(lost(world.engine, [*told, Acknowledged(5, told[0].case, "proposed")]))
    assert 1 == len(lost(world.engine, [Acknowledged(3, told[0].case, "proposed")]))
    assert 1 == len(lost(world.engine, [Acknowledged(4, told[0].case, "appraised")]))
    assert 1 == len(lost(world.engine, [*told, told[-1]]))


def test_the_check_notices_a_database_that_is_whole_but_older(world: World, tmp_path: Path):
    widen(world, 1)
    goes_on(world, "08/1")
    world.engine.dispose()
    older = tmp_path / "older.sqlite3"
    shutil.copyfile(str(world.engine.url.database), older)

    done = [goes_on(world, "08/1") for _ in range(3)]

    engine = open_engine(f"sqlite:///{older}")
    told = [Acknowledged(each.entry, each.number, each.state.value) for each in done]
    assert done[-1].state is CaseState.APPRAISED
    assert verify(engine).is_whole
    assert 3 == len(lost(engine, told))
    engine.dispose()


@pytest.mark.parametrize(
    ("half", "told"),
    [
        ("DELETE FROM paper", "paper: 0, told 2"),
        ("UPDATE quota SET used = used - 1", "quota: 0, told 1"),
        ("UPDATE case_number SET last = last + 1", "case_number: 2, told 1"),
    ],
)
def test_the_check_notices_a_deed_that_is_there_by_half(world: World, half: str, told: str):
    widen(world, 1)
    for _ in range(5):
        goes_on(world, "08/1")
    assert [] == halves(world.engine)

    with world.engine.begin() as connection:
        connection.exec_driver_sql(half)

    assert [told] == halves(world.engine)
