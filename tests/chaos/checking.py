"""What must hold after a crash: no acknowledged move is gone, and no move is there by half."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select, text
from sqlmodel import SQLModel

import workflow.models  # noqa: F401 - the tables read below
from tests.chaos.course import YEAR
from workflow.database import reading
from workflow.facts import MOVES

ON_PAPER = ("appraise", "select", "submit_review", "pass_review", "recognize")


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """One move somebody was told of as done: its entry, its case, the state it led to."""

    entry: int
    case: str
    state: str


def written(move: Acknowledged) -> bytes:
    """A move as one line of the file of acknowledgements."""
    return f"{move.entry} {move.case} {move.state}\n".encode()


def acknowledged(path: Path) -> list[Acknowledged]:
    """The moves acknowledged so far; a line without its end was not told yet."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").split("\n")[:-1]
    told = (line.split(" ") for line in lines)
    return [Acknowledged(int(entry), case, state) for entry, case, state in told]


def lost(engine: Engine, moves: Iterable[Acknowledged]) -> list[str]:
    """Say of every acknowledged move that is not in the history and in the live state, why."""
    entries, cases = (SQLModel.metadata.tables[name] for name in ("history", "case_file"))
    chosen = select(
        entries.c.number, entries.c.to_state, entries.c.case_number, cases.c.number.label("case"),
        cases.c.entries, cases.c.state,
    ).join(cases, cases.c.id == entries.c.case_id)  # fmt: skip
    with reading(engine) as session:
        kept = {row.number: row for row in session.execute(chosen)}
    found = []
    seen: set[int] = set()
    for move in moves:
        row = kept.get(move.entry)
        if row is None:
            found.append(f"entry {move.entry} is not in the history")
        elif (row.case, row.to_state) != (move.case, move.state):
            found.append(f"entry {move.entry} is another: {row.case} to {row.to_state}")
        elif row.entries < row.case_number:
            found.append(f"case {row.case} stands before entry {move.entry}")
        elif row.entries == row.case_number and row.state.value != move.state:
            found.append(f"case {row.case} stands at {row.state}, not {move.state}")
        elif move.entry in seen:
            found.append(f"entry {move.entry} was acknowledged twice")
        seen.add(move.entry)
    return found


def deeds_done(engine: Engine) -> int:
    """Count the deeds of the tests' people; a council's is one, however many voted on it."""
    entries = SQLModel.metadata.tables["history"]
    own = entries.c.deed.in_([*MOVES, "enter_figures", "verify_figures"])
    with reading(engine) as session:
        return int(session.execute(select(func.count()).where(own)).scalar_one())


def halves(engine: Engine) -> list[str]:
    """Compare everything a deed leaves in other tables with what the history says was done."""
    with reading(engine) as session:
        connection = session.connection()
        told = [
            json.loads(entry) for entry in connection.scalars(text("SELECT entry FROM history"))
        ]
        done = Counter(entry["deed"] for entry in told)
        said = {
            "figure": sum(len(entry["facts"].get("values", ())) for entry in told),
            "verification": sum(len(entry["facts"].get("verified", ())) for entry in told),
            "case_file": done["propose"],
            "paper": sum(_papers(entry) for entry in told),
        }
        kept = {name: _count(connection, name) for name in said}
        said["quota"], kept["quota"] = done["select"], _used(connection)
        said["case_number"], kept["case_number"] = done["propose"], _last_number(connection)
    return [f"{name}: {kept[name]}, told {said[name]}" for name in said if kept[name] != said[name]]


def _papers(entry: dict[str, object]) -> int:
    return int(entry["deed"] in ON_PAPER)


def _count(connection: Connection, name: str) -> int:
    table = SQLModel.metadata.tables[name]
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _used(connection: Connection) -> int:
    quota = SQLModel.metadata.tables["quota"]
    return connection.scalar(select(func.sum(quota.c.used)).where(quota.c.year == YEAR)) or 0


def _last_number(connection: Connection) -> int:
    numbers = SQLModel.metadata.tables["case_number"]
    return connection.scalar(select(numbers.c.last).where(numbers.c.year == YEAR)) or 0
