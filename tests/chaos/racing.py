"""Races: processes of their own, each with its own engine, start the same deed at one moment.

Every round begins at a gate all of them wait at. How each deed ended is told at the end; whatever
is not a refusal in words counts as unexplained.
"""

import gc
import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from multiprocessing import get_context
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, event

from tests.builders import World
from tests.chaos.course import address
from workflow import database
from workflow.database import open_engine
from workflow.errors import WorkflowError
from workflow.prepared import Prepared

ROUNDS = 100
PATIENCE = 60
DONE = "done"
FOR_UPDATE = re.compile(r" FOR (NO KEY )?UPDATE( OF \w+)?")
FORK: Any = get_context("fork")
Deed = Callable[[World, int], str | None]
"""What one racer does in one round; what it returns is told instead of `done`."""


def races(world: World, deeds: Sequence[Deed], *, rounds: int = ROUNDS, locked: bool = True,
          before: Callable[[World, int], None] | None = None) -> list[list[str]]:  # fmt: skip
    """Let each deed be done in a process of its own, round by round; return how each ended.

    `before` is done by the first of them before each round, while the others wait.
    """
    world.engine.dispose()
    gate = FORK.Barrier(len(deeds))
    lines = [FORK.Pipe(duplex=False) for _ in deeds]
    runners = [
        FORK.Process(
            target=_runs,
            args=(address(world.engine), deed, gate, line),
            kwargs={
                "rounds": rounds,
                "locked": locked,
                "before": None if number else before,
                "waits": before is not None,
            },
        )
        for number, (deed, (_, line)) in enumerate(zip(deeds, lines, strict=True))
    ]
    for runner in runners:
        runner.start()
    told = [line.recv() if line.poll(PATIENCE) else ["silent"] * rounds for line, _ in lines]
    for runner in runners:
        runner.join(PATIENCE)
    return [list(ends) for ends in zip(*told, strict=True)]


def sums(rounds: Sequence[Sequence[str]]) -> Counter[str]:
    """How many of all deeds ended how; a racer may tell of several, with commas between."""
    return Counter(end for ends in rounds for told in ends for end in told.split(","))


def _runs(url: str, deed: Deed, gate: Any, line: Any, *, rounds: int, locked: bool,
          before: Callable[[World, int], None] | None, waits: bool) -> None:  # fmt: skip
    gc.disable()  # nothing of the process this one was forked from is to be put away here
    ends = []
    if not locked:
        take_locks_away()
    world = World(open_engine(url))
    for number in range(rounds):
        if waits:
            gate.wait(PATIENCE)
        if before:
            before(world, number)
        gate.wait(PATIENCE)
        ends.append(_ended(world, deed, number))
    world.engine.dispose()
    line.send(ends)


def _ended(world: World, deed: Deed, number: int) -> str:
    try:
        return deed(world, number) or DONE
    except WorkflowError as refusal:
        return type(refusal).__name__
    except Exception as fault:  # noqa: BLE001 - what it is called is the result
        return f"unexplained: {type(fault).__name__}"


def take_locks_away() -> None:
    """Let nobody wait for anybody in this process, which has no other use.

    SQLite's writers begin as its own BEGIN does, and no question asks PostgreSQL for a lock.
    """
    really = vars(Prepared)["_for"]

    def unlocked(self: Prepared, dialect: Dialect) -> Any:
        ready = really(self, dialect)
        ready.text = _without_lock(ready.text)
        return ready

    vars(database).update(_begin_sqlite=_begins, _turn_to_write=lambda _engine: nullcontext())
    type.__setattr__(Prepared, "_for", unlocked)
    event.listen(Engine, "before_cursor_execute", _asks_for_no_lock, retval=True)


def _begins(connection: Connection) -> None:
    driver: Any = connection.connection.dbapi_connection
    driver.execute("PRAGMA query_only = 0")
    driver.execute("BEGIN")


def _without_lock(statement: str) -> str:
    return FOR_UPDATE.sub("", statement)


def _asks_for_no_lock(
    _connection: object, _cursor: object, statement: str, parameters: Any, *_: object
) -> tuple[str, Any]:
    return _without_lock(statement), parameters
