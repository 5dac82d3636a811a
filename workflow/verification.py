"""Whether the history is whole: every entry recomputed, then every case replayed.

Memory does not grow with the history: entries stream past one by one as bytes, and the cases
are replayed by the database from columns that the walk has just compared with the texts.
One database alone cannot show that the newest entries were cut off together with the head of
the log, nor a history forged with every later hash recomputed: for that, compare `root` with
one noted elsewhere.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine

from states.terms import Text
from workflow import replay
from workflow.database import reading
from workflow.merkle import EMPTY_ROOT, Tree, leaf_hash
from workflow.replay import Fault

Progress = Callable[[int, int], None]

SHOWN_EVERY = 1000
LONGEST_TAIL = 400
_ON_SQLITE = """
    SELECT CAST(at AS BLOB), CAST(person_id AS BLOB), CAST(case_id AS BLOB),
           CAST(case_number AS BLOB), CAST(deed AS BLOB), CAST(effective AS BLOB),
           CAST(number AS BLOB), CAST(from_state AS BLOB), CAST(to_state AS BLOB),
           CAST(entry AS BLOB), leaf, root_after
    FROM history ORDER BY number
"""
_ON_POSTGRESQL = """
    SELECT convert_to(at, 'UTF8'), convert_to(replace(person_id::text, '-', ''), 'UTF8'),
           convert_to(replace(case_id::text, '-', ''), 'UTF8'),
           convert_to(case_number::text, 'UTF8'), convert_to(deed, 'UTF8'),
           convert_to(to_char(effective, 'YYYY-MM-DD'), 'UTF8'),
           convert_to(number::text, 'UTF8'), convert_to(from_state, 'UTF8'),
           convert_to(to_state, 'UTF8'), convert_to(entry, 'UTF8'), leaf, root_after
    FROM history ORDER BY number
"""
_HEAD = re.compile(
    rb'\{"app":"[^"]*","at":"(.{27})","by":"(.{32})",'
    rb'"capacity":(?:null|"[^"\\]*(?:\\.[^"\\]*)*"),'
    rb'"case":(?:null|"(.{32})"),"case_number":(?:null|([0-9]+)),"corrects":[^,]*,'
    rb'"deed":"([^"]*)","effective":(?:null|"(.{10})"),"entry":([0-9]+),"facts":\{',
    re.DOTALL,
).match
_TAIL = re.compile(
    rb',"for":(?:null|".{32}"),"from":(?:null|"([^"]*)"),'
    rb'"plan":(?:null|"[^"\\]*(?:\\.[^"\\]*)*"),"plan_digest":(?:null|"[^"]*"),'
    rb'"salt":".{32}","to":(?:null|"([^"]*)")\}\Z',
    re.DOTALL,
).search


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found: entries seen, the root over them in hex, and faults, first entry first."""

    size: int
    root: str
    faults: tuple[Fault, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.faults


class Row(NamedTuple):
    """One entry as the database holds it; all but the two hashes as the bytes of their text."""

    at: bytes
    person_id: bytes
    case_id: bytes | None
    case_number: bytes | None
    deed: bytes
    effective: bytes | None
    number: bytes
    from_state: bytes | None
    to_state: bytes | None
    entry: bytes
    leaf: str
    root_after: str


@dataclass(slots=True)
class Walk:
    """How far the walk over the entries came, and the fault that stopped it."""

    tree: Tree
    root: bytes = EMPTY_ROOT
    last_at: bytes = b""
    fault: Fault | None = None


def verify(engine: Engine, progress: Progress | None = None) -> Verification:
    """Recompute the history from its texts and compare everything that can be compared.

    The walk stops at the first bad entry, since nothing after it can be judged; the replay of
    the cases tells its own faults. Faults of entries come before those of live cases.
    `progress` is told entries done and entries in all.
    """
    with reading(engine) as session:
        connection = session.connection()
        head = replay.read_head(connection)
        walk = Walk(Tree())
        with _rows(connection) as rows:
            _take(walk, rows, lambda done: progress and progress(done, head.size))
        entries = [*replay.broken_steps(connection)]
        if walk.fault:
            entries.append(walk.fault)
        else:
            entries.extend(replay.differing_head(head, walk.tree, walk.last_at.decode()))
        cases = [*replay.unexplained_cases(connection)]
    faults = (*sorted(entries, key=_place), *sorted(cases, key=_place))
    return Verification(walk.tree.size, walk.root.hex(), faults)


def _place(fault: Fault) -> int:
    return fault.number or 0


@contextmanager
def _rows(connection: Connection) -> Iterator[Iterable[tuple[Any, ...]]]:
    """Stream the entries in order past SQLAlchemy, which would double the time of a row."""
    driver: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite":
        yield driver.execute(_ON_SQLITE)
        return
    with driver.cursor("entries", binary=True) as cursor:
        cursor.itersize = SHOWN_EVERY
        yield cursor.execute(_ON_POSTGRESQL)


def _take(walk: Walk, rows: Iterable[tuple[Any, ...]], done: Callable[[int], object]) -> None:
    """Take the entries one after another, until the first that is wrong.

    A gap in the numbers needs no look of its own: the next root does not come out right.
    """
    tree = walk.tree
    for row in rows:
        at, entry = row[0], row[9]
        leaf = leaf_hash(entry)
        walk.root = root = tree.append(leaf)
        head, tail = _HEAD(entry), _TAIL(entry, len(entry) - LONGEST_TAIL)
        if not (
            head
            and tail
            and head.groups() + tail.groups() == row[:9]
            and leaf.hex() == row[10]
            and root.hex() == row[11]
            and walk.last_at <= at
        ):
            walk.fault = _fault(Row(*row), walk, leaf)
            if walk.fault:
                return
        walk.last_at = at
        if not tree.size % SHOWN_EVERY:
            done(tree.size)
    done(tree.size)


def _fault(row: Row, walk: Walk, leaf: bytes) -> Fault | None:
    """Say what is wrong with an entry that did not pass at a glance."""
    expected = walk.tree.size
    if int(row.number) > expected:
        return Fault(expected, Text("Thiếu bút toán này.", "This entry is missing."))
    if int(row.number) < expected:
        return Fault(
            int(row.number), Text("Số bút toán nhỏ hơn 1.", "The number of the entry is below 1.")
        )
    if leaf.hex() != row.leaf:
        says = Text(
            "Nội dung không khớp mã băm của nó.", "The text does not agree with its own hash."
        )
        return Fault(expected, says)
    return _fault_of_columns(row, expected) or _fault_of_place(row, walk)


def _fault_of_columns(row: Row, number: int) -> Fault | None:
    head, tail = _HEAD(row.entry), _TAIL(row.entry)
    if not head or not tail:
        return Fault(number, Text("Nội dung sai khuôn dạng.", "The text has not the form it must."))
    for name, told in zip(Row._fields, head.groups() + tail.groups(), strict=False):
        if told != getattr(row, name):
            says = Text(
                f"Cột {name} khác với nội dung.", f"The column {name} differs from the text."
            )
            return Fault(number, says)
    return None


def _fault_of_place(row: Row, walk: Walk) -> Fault | None:
    if row.at < walk.last_at:
        says = Text("Ghi sớm hơn bút toán liền trước.", "It is earlier than the entry before it.")
        return Fault(walk.tree.size, says)
    if walk.root.hex() != row.root_after:
        says = Text(
            "Gốc cây băm sau bút toán này không đúng: bút toán đã bị thay.",
            "The root after this entry is not the one of the entries up to it.",
        )
        return Fault(walk.tree.size, says)
    return None
