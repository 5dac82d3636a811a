"""What the entries explain: each case's steps, its live state, and the head of the log.

The database does the replay, in order of the cases, from an index that holds all it reads.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text

from states.terms import Text
from workflow.merkle import Tree

_HEAD = text("SELECT size, frontier, last_at FROM log_head")
_NO_ENTRIES = "[]"
_BROKEN_STEPS = text("""
    SELECT number, case_number, from_state, numbered, stood FROM (
        SELECT number, case_id, case_number, from_state,
               lag(case_number, 1, 0) OVER steps AS numbered, lag(to_state) OVER steps AS stood
        FROM history WHERE case_id IS NOT NULL
        WINDOW steps AS (PARTITION BY case_id ORDER BY case_number)
    ) AS step
    WHERE case_number <> numbered + 1 OR COALESCE(from_state, '') <> COALESCE(stood, '')
    OR numbered = 0 AND NOT EXISTS (SELECT 1 FROM case_file WHERE case_file.id = step.case_id)
    ORDER BY number LIMIT 20
""")
_UNEXPLAINED_CASES = text("""
    SELECT (SELECT MAX(number) FROM history WHERE case_id = live.id) AS entry,
           live.number, live.state, live.entries, live.version, last.to_state
    FROM case_file AS live
    LEFT JOIN history AS last ON last.case_id = live.id AND last.case_number = live.entries
    WHERE last.number IS NULL OR live.version <> live.entries
    OR COALESCE(last.to_state, '') <> live.state
    OR EXISTS (
        SELECT 1 FROM history AS later
        WHERE later.case_id = live.id AND later.case_number > live.entries
    )
    ORDER BY 1 LIMIT 20
""")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing found wrong, and the number of the entry it shows at, where there is one."""

    number: int | None
    says: Text


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the log as the database holds it; the frontier as the text that it should be."""

    size: int
    frontier: str
    last_at: str


def read_head(connection: Connection) -> Head:
    """Read the one row of the log's head; a head that is gone counts as that of no entries."""
    row = connection.execute(_HEAD).one_or_none()
    if row is None:
        return Head(0, _NO_ENTRIES, "")
    size = row.size if isinstance(row.size, int) else 0
    return Head(size, row.frontier, row.last_at)


def differing_head(head: Head, tree: Tree, last_at: str) -> Iterator[Fault]:
    """Compare the head of the log with what a walk over all entries came to."""
    if head.size > tree.size:
        says = Text(
            f"Thiếu từ bút toán này: đầu sổ ghi {head.size} bút toán.",
            f"Missing from this entry on: the head of the log counts {head.size}.",
        )
        yield Fault(tree.size + 1, says)
    elif head.size < tree.size:
        says = Text(
            f"Bút toán nằm ngoài sổ: đầu sổ chỉ ghi {head.size}.",
            f"The entry is beyond the head of the log, which counts {head.size}.",
        )
        yield Fault(head.size + 1, says)
    elif head != Head(tree.size, tree.written(), last_at):
        says = Text(
            "Đầu sổ không khớp với các bút toán.", "The head of the log differs from the entries."
        )
        yield Fault(tree.size or None, says)


def broken_steps(connection: Connection) -> Iterator[Fault]:
    """Replay every case: each step has the next number and leaves the state the last one led to."""
    for row in connection.execute(_BROKEN_STEPS):
        if row.case_number != row.numbered + 1:
            says = Text(
                f"Trong hồ sơ, bút toán {row.case_number} không nối tiếp {row.numbered}.",
                f"Within its case, entry {row.case_number} does not follow {row.numbered}.",
            )
        elif row.from_state != row.stood:
            says = Text(
                f"Bước đi từ {row.from_state}, nhưng hồ sơ đang ở {row.stood}.",
                f"The step leaves {row.from_state}, but the case stood at {row.stood}.",
            )
        else:
            says = Text(
                "Hồ sơ của bút toán này không còn.",
                "The case this entry belongs to is no longer there.",
            )
        yield Fault(row.number, says)


def unexplained_cases(connection: Connection) -> Iterator[Fault]:
    """Compare each case as it stands now with the last entry of its history."""
    for row in connection.execute(_UNEXPLAINED_CASES):
        says = Text(
            f"Hồ sơ {row.number} hiện ở {row.state} (bút toán {row.entries}, bản {row.version}); "
            "lịch sử không dẫn đến đó.",
            f"Case {row.number} now stands at {row.state} (entry {row.entries}, "
            f"version {row.version}); its history does not lead there.",
        )
        yield Fault(row.entry, says)
