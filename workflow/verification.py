"""Whether the history is whole: every entry recomputed, then every case replayed and compared.

Memory does not grow with the history: entries stream past one by one as bytes, the cases are
replayed by the database from columns that the walk has just compared with the texts, and each
live row is then compared with its case's last entry. Nothing else is rebuilt: figures, their
checks, papers, quotas, appointments and people could differ from the entries unseen.
One database alone cannot show that the newest entries were cut off together with the head of
the log, nor a history forged with every later hash recomputed: for that, compare `root` with
one noted elsewhere.
"""

from binascii import hexlify
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlalchemy import Engine

from states.terms import Text
from workflow import live_rows, replay
from workflow.database import reading
from workflow.kept_entries import BLOCK, HEAD, LONGEST_TAIL, TAIL, Row, any_text, rows_of
from workflow.merkle import EMPTY_ROOT, LEAF, Tree
from workflow.replay import Fault

Progress = Callable[[int, int], None]


WRONG_ROOT = Text(
    "Gốc cây sau bút toán này không phải của các bút toán đến đó: bút toán đã bị thay.",
    "The root after this entry is not that of the entries up to it: it was replaced.",
)
WRONG_LEAF = Text(
    "Nội dung không khớp mã băm của nó.", "The text does not agree with its own hash."
)
WRONG_FORM = Text("Nội dung sai khuôn dạng.", "The text has not the form of an entry.")
WRONG_LINK = Text(
    "Bút toán không nối tiếp bút toán liền trước.", "It does not follow the entry before it."
)
TOO_EARLY = Text("Ghi sớm hơn bút toán liền trước.", "It is earlier than the entry before it.")


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


@dataclass(slots=True)
class Walk:
    """How far the walk came: the tree of whole blocks, the block since, and what stopped it.

    A block holds each entry's leaf as recomputed and the root after it as kept.
    """

    tree: Tree = field(default_factory=Tree)
    block: list[tuple[bytes, bytes]] = field(default_factory=list)
    last_at: bytes = b""
    fault: Fault | None = None

    @property
    def number(self) -> int:
        """The number of the newest entry of the block."""
        return self.tree.size + len(self.block)

    def first_wrong_root(self) -> int | None:
        """Return the first entry of the block whose root is not that of the entries up to it."""
        tree = Tree(self.tree.size, list(self.tree.frontier))
        for leaf, kept in self.block:
            tree.append(leaf)
            if tree.root().hex().encode() != kept:
                return tree.size
        return None

    def close_block(self) -> bool:
        """Take the block into the tree; say whether the root came out right."""
        kept = self.block[-1][1]
        before = Tree(self.tree.size, list(self.tree.frontier))
        self.tree.extend(leaf for leaf, _ in self.block)
        if self.tree.root().hex().encode() == kept:
            self.block.clear()
            return True
        self.tree = before
        self.fault = Fault(self.first_wrong_root(), WRONG_ROOT)
        return False


def verify(engine: Engine, progress: Progress | None = None) -> Verification:
    """Recompute the history from its texts and compare everything that can be compared.

    The walk stops at the first bad entry, since nothing after it can be judged; the replay of
    the cases tells its own faults. Faults of entries come before those of live cases.
    `progress` is told entries done and entries in all.
    """
    with reading(engine) as session, any_text(session.connection()):
        connection = session.connection()
        head = replay.read_head(connection)
        walk = Walk()
        with rows_of(connection) as rows:
            _take(walk, rows, lambda done: progress and progress(done, head.size))
        entries = [*replay.broken_steps(connection)]
        if walk.fault:
            entries.append(walk.fault)
        else:
            entries.extend(replay.differing_head(head, walk.tree, walk.last_at.decode()))
        cases = [*replay.unexplained_cases(connection), *live_rows.differing_rows(connection)]
    faults = (*sorted(entries, key=_place), *sorted(cases, key=_place))
    return Verification(walk.tree.size, walk.tree.root().hex(), faults)


def _place(fault: Fault) -> int:
    return fault.number or 0


def _take(walk: Walk, rows: Iterable[tuple[Any, ...]], done: Callable[[int], object]) -> None:
    """Take the entries one after another, until the first that is wrong.

    Each root is compared with the one that the next entry's text tells, and recomputed at the
    end of each block. Where that fails the roots within the block are, too.
    """
    before = EMPTY_ROOT.hex().encode()
    block, last_at = walk.block, b""
    for row in rows:
        entry, kept_leaf, root = row[9:]
        leaf = sha256(LEAF + entry).digest()
        block.append((leaf, root))
        head, tail = HEAD(entry), TAIL(entry, len(entry) - LONGEST_TAIL)
        if not (
            head
            and tail
            and head.groups() + tail.groups() == (before, *row[:9])
            and hexlify(leaf) == kept_leaf
            and last_at <= row[0]
        ):
            walk.last_at = last_at
            walk.fault = _fault(Row(*row), walk, before)
            if walk.fault:
                return
        before, last_at = root, row[0]
        if len(block) == BLOCK:
            if not walk.close_block():
                return
            done(walk.tree.size)
    walk.last_at = last_at
    if walk.block and walk.close_block():
        done(walk.tree.size)


def _fault(row: Row, walk: Walk, before: bytes) -> Fault | None:
    """Say what is wrong with an entry that did not pass at a glance, or before it."""
    wrong_root, expected, number = walk.first_wrong_root(), walk.number, int(row.number)
    if wrong_root and wrong_root < expected:
        return Fault(wrong_root, WRONG_ROOT)
    if number < 1:
        return Fault(number, Text("Số bút toán nhỏ hơn 1.", "The number is below 1."))
    if number > expected:
        return Fault(expected, Text("Thiếu bút toán này.", "This entry is missing."))
    for is_wrong, says in _doubts(row, walk, before):
        if is_wrong:
            return Fault(expected, says)
    return Fault(expected, WRONG_ROOT) if wrong_root else None


def _doubts(row: Row, walk: Walk, before: bytes) -> Iterator[tuple[bool, Text]]:
    """Ask one question after another about one entry."""
    leaf, _ = walk.block[-1]
    yield hexlify(leaf) != row.leaf, WRONG_LEAF
    head, tail = HEAD(row.entry), TAIL(row.entry)
    yield not (head and tail), WRONG_FORM
    if head and tail:
        after, *told = head.groups() + tail.groups()
        for name, value in zip(Row._fields, told, strict=False):
            differs = Text(
                f"Cột {name} khác với nội dung.", f"Column {name} differs from the text."
            )
            yield value != getattr(row, name), differs
        yield after != before, WRONG_LINK
    yield row.at < walk.last_at, TOO_EARLY
