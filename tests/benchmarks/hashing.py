"""Verification of a long history: its speed beside bare SHA-256, and its memory."""

import json
import resource
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from time import perf_counter
from typing import Any
from uuid import UUID, uuid5

from workflow.canonical_text import canonical
from workflow.casefiles import case_after
from workflow.database import open_engine, stored_instant, writing
from workflow.merkle import Tree, leaf_hash
from workflow.migrations import migrate
from workflow.verification import verify

BEGUN = datetime(2026, 1, 5, tzinfo=UTC)
# What the twelve entries of a case hold besides their frame, in bytes, from its proposal to its
# recognition: figures, findings and facts as the product writes them.
COURSE = (2780, 2060, 750, 9120, 7420, 1180, 320, 8340, 16210, 1170, 310, 19090)
SHORT = (1000,) * 12
STEPS = len(COURSE)
AT_ONCE = 2000
NAMES = UUID(int=1)
INSERT = "INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
CASE = """
    INSERT INTO case_file (id, number, commune_id, province_id, plan, plan_digest, state, is_open,
        cycle, round, version, entries, types, argument, inherited, illustration)
    VALUES (?, ?, ?, ?, '', '', 'proposed', 0, 1, 1, ?, ?, '', '', 1, 1)
"""


@dataclass(frozen=True, slots=True)
class Verified:
    """Seconds per repetition of verifying and of bare SHA-256, and the peak memory in MiB."""

    entries: int
    size: int
    ours: tuple[float, ...]
    bare: tuple[float, ...]
    peak: float


def fill(path: str, *, cases: int, fillers: Sequence[int]) -> None:
    """Write a history of twelve entries to each case; fillers stand for what they hold."""
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    with writing(engine) as session:
        driver: Any = session.connection().connection.dbapi_connection
        driver.execute("PRAGMA defer_foreign_keys = ON")
        tree = Tree()
        at = ""
        for case in range(cases):
            rows = [*_entries(case, tree, fillers)]
            at = rows[-1][5]
            driver.executemany(INSERT, rows)
        frontier = json.dumps([node.hex() for node in tree.frontier])
        # The head grows by one entry at a time; here it is set once, so its trigger steps aside.
        driver.execute("DROP TRIGGER log_head_refuses_update")
        driver.execute(
            "UPDATE log_head SET size=?, frontier=?, last_at=?", (tree.size, frontier, at)
        )
    engine.dispose()
    _open_cases(path, cases)


def measure(path: str, *, repetitions: int) -> Verified:
    """Verify the history and hash its entries bare, in turn, in one process."""
    engine = open_engine(f"sqlite:///{path}")
    ours, bare, size = [], [], 0
    entries = 0
    for _ in range(repetitions):
        begun = perf_counter()
        found = verify(engine)
        ours.append(perf_counter() - begun)
        assert found.is_whole, found.faults
        entries = found.size
        took, size = _hash_bare(path)
        bare.append(took)
    engine.dispose()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Verified(entries, size // entries, tuple(ours), tuple(bare), peak)


def _hash_bare(path: str) -> tuple[float, int]:
    """The seconds SHA-256 alone takes over the same bytes, read into memory beforehand."""
    connection = sqlite3.connect(path)
    took, size = 0.0, 0
    rows = connection.execute("SELECT CAST(entry AS BLOB) FROM history ORDER BY number")
    while block := [row[0] for row in rows.fetchmany(AT_ONCE)]:
        begun = perf_counter()
        for entry in block:
            sha256(entry).digest()
        took += perf_counter() - begun
        size += sum(map(len, block))
    connection.close()
    return took, size


def _entries(case: int, tree: Tree, fillers: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    key, person = uuid5(NAMES, str(case)).hex, uuid5(NAMES, "officer").hex
    for step, filler in enumerate(fillers, 1):
        at = stored_instant(BEGUN + timedelta(milliseconds=tree.size))
        came_from = "proposed" if step > 1 else None
        content = {
            "after": tree.root().hex(),
            "app": "0.1.0",
            "at": at,
            "by": person,
            "capacity": "officer",
            "case": key,
            "case_number": step,
            "corrects": None,
            "deed": "enter_figures",
            "effective": "2026-01-05",
            "entry": tree.size + 1,
            "facts": {
                **case_after(_file(case), {}),
                "document": "BC 12/BC-CAX",
                "values": "x" * filler,
            },
            "findings": [],
            "for": None,
            "from": came_from,
            "plan": "tuyen_quang_2018",
            "plan_digest": "0" * 64,
            "salt": secrets.token_hex(16),
            "to": "proposed",
        }
        entry = canonical(content)
        leaf = leaf_hash(entry)
        tree.append(leaf)
        yield (
            *(tree.size, key, step, "enter_figures", person, at, "2026-01-05", came_from),
            *("proposed", entry.decode(), leaf.hex(), tree.root().hex()),
        )


def _file(case: int) -> dict[str, Any]:
    """Return the row of a case as `CASE` puts it in."""
    row = {"number": f"DB-{case}", "commune_id": NAMES, "province_id": NAMES, "state": "proposed"}
    texts = dict.fromkeys(("plan", "plan_digest", "types", "argument"), "")
    return row | texts | {"is_open": 0, "cycle": 1, "round": 1, "inherited": 1, "illustration": 1}


def _open_cases(path: str, cases: int) -> None:
    connection = sqlite3.connect(path)
    rows = (
        (uuid5(NAMES, str(case)).hex, f"DB-{case}", NAMES.hex, NAMES.hex, STEPS, STEPS)
        for case in range(cases)
    )
    connection.executemany(CASE, rows)
    connection.commit()
    connection.close()
