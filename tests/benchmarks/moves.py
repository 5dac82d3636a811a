"""A guarded, recorded, durable move: ours, the bare driver, and Django with django-fsm-2."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata

from sqlalchemy import Engine, text

from tests.benchmarks.bare import listening_to
from tests.benchmarks.ours import Ours
from tests.benchmarks.peer.settings import configure
from tests.benchmarks.race import EIGHT, ONE, Client, Result, needed, race
from tests.benchmarks.stage import Stage, set_up
from workflow.database import open_engine, reading
from workflow.verification import verify

LEFT = text("""
    SELECT count(*) FROM case_file
    WHERE number IN (SELECT value FROM json_each(:numbers))
    AND state = 'monitoring' AND version = 2 AND entries = 2 AND reviewed_on IS NOT NULL
    AND (SELECT count(*) FROM history WHERE case_id = case_file.id AND deed = 'pass_review') = 1
    AND (SELECT count(*) FROM paper WHERE case_id = case_file.id AND kind = 'minutes') = 1
""")
ON_POSTGRESQL = "SELECT json_array_elements_text(CAST(:numbers AS json))"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came out on one database: one client at a time, and eight."""

    database: str
    entry: int
    one: Result
    eight: Result


class LeftWrongError(Exception):
    """A client left other rows than it should have: its numbers are worth nothing."""


def compare(url: str, *, repetitions: int, moves: int) -> Comparison:
    """Race the three on an empty database and check every row they left."""
    engine = open_engine(url)
    stage = set_up(engine, cases=needed(3, repetitions=repetitions, moves=moves) + 1)
    numbers = iter(stage.cases)
    ours = Ours(stage)
    bare = listening_to(ours, next(numbers))
    clients = (bare, ours, _peer(stage, bare.entry))
    one, eight = (
        race(clients, numbers, threads=threads, repetitions=repetitions, moves=moves)
        for threads in (ONE, EIGHT)
    )
    for client in clients:
        _check(engine, client, [*one.moved[client.name], *eight.moved[client.name]])
    _check_history(engine, {client.name for client in clients})
    return Comparison(f"{_version(engine)}", len(bare.entry.encode()), one, eight)


def _peer(stage: Stage, entry: str) -> Client:
    configure(stage.engine)
    from tests.benchmarks.peer.client import Peer  # noqa: PLC0415 - Django is configured first

    return Peer(stage, json.loads(entry))


def _check(engine: Engine, client: Client, moved: list[str]) -> None:
    """Count the cases that stand as they should, with their one entry and one paper."""
    asked = LEFT.text
    if engine.dialect.name == "postgresql":
        asked = asked.replace("SELECT value FROM json_each(:numbers)", ON_POSTGRESQL)
    with reading(engine) as session:
        left = session.connection().execute(text(asked), {"numbers": json.dumps(moved)}).scalar()
    if left != len(set(moved)):
        raise LeftWrongError(f"{client.name}: {left} of {len(moved)} cases stand as they should")


def _check_history(engine: Engine, names: Iterable[str]) -> None:
    """Verify all entries, whoever wrote them: three writers, one whole history."""
    found = verify(engine)
    if not found.is_whole:
        raise LeftWrongError(f"{sorted(names)}: {[str(fault.says) for fault in found.faults]}")


def _version(engine: Engine) -> str:
    asked = {"sqlite": "SELECT sqlite_version()", "postgresql": "SHOW server_version"}
    with reading(engine) as session:
        version = session.connection().execute(text(asked[engine.dialect.name])).scalar()
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[engine.dialect.name]
    return f"{name} {version}"


def versions() -> Mapping[str, str]:
    """The versions of what was raced."""
    names = ("SQLAlchemy", "sqlmodel", "transitions", "psycopg", "Django", "django-fsm-2")
    return {name: metadata.version(name) for name in names}
