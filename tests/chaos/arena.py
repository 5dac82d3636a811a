"""A world in memory that is put back in no time, and in which anybody may try anything.

A database of small pages is taken byte by byte: what was refused has left the same bytes.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Engine
from sqlmodel import Session

from tests.builders import World
from tests.people_and_places import PEOPLE, SEATS, person_id
from workflow.database import open_engine, writing
from workflow.errors import WorkflowError

COUNCIL = tuple(f"{login}_08" for login in SEATS)
EVERYBODY = [*PEOPLE, *COUNCIL]
DONE, AGAIN = "done", "done before"
SMALL = 1024


class Nothing(Exception):
    """There is nothing this could be done to now."""


@dataclass
class Arena:
    """One database in memory, the dice of one sequence, and what was done in it."""

    engine: Engine = field(default_factory=lambda: open_engine("sqlite://"))
    dice: Random = field(default_factory=Random)
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.world = World(self.engine)
        self.file: sqlite3.Connection = self.engine.raw_connection().driver_connection  # type: ignore[assignment]

    def begin(self, template: bytes, dice: Random) -> None:
        """Put a database in place, and begin anew."""
        self.file.deserialize(template)
        self.dice, self.told = dice, []

    def bytes(self) -> bytes:
        """The database as it is."""
        return self.file.serialize()

    def rows(self, question: str, *given: object) -> list[Any]:
        """The rows a question finds."""
        return self.file.execute(question, given).fetchall()

    def one(self, question: str, *given: object) -> Any:
        """One of the rows, or of the single values, a question finds; raises Nothing."""
        found = self.rows(question, *given)
        if not found:
            raise Nothing
        row = self.dice.choice(found)
        return row[0] if len(row) == 1 else row

    def id(self, question: str, *given: object) -> UUID:
        """One of the ids a question finds; raises Nothing."""
        return UUID(self.one(question, *given))

    def who(self, *fitting: str | UUID) -> UUID:
        """As a rule one of those it is for, else anybody."""
        if fitting and self.dice.random() < 0.8:
            chosen = self.dice.choice(fitting)
            return chosen if isinstance(chosen, UUID) else person_id(chosen)
        return person_id(self.dice.choice(EVERYBODY))

    def often(self, right: Any, *wrong: Any, share: float = 0.85) -> Any:
        """As a rule what is right, else something that is not."""
        return right if self.dice.random() < share else self.dice.choice(wrong)

    def tries(self, name: str, deed: Callable[[Session], object]) -> str:
        """Do a deed in a transaction of its own; return how it ended.

        A refusal in words, or a deed that needed no entry, must have left every byte as it was.
        """
        before, ended = self.bytes(), DONE
        entries = self.entries()
        try:
            with writing(self.engine) as session:
                deed(session)
        except WorkflowError as refusal:
            ended = type(refusal).__name__
        self.told.append(f"{name}: {ended}")
        if ended != DONE or self.entries() == entries:
            assert before == self.bytes(), f"changed without an entry by {self.told[-1]}"
            return ended if ended != DONE else AGAIN
        return DONE

    def entries(self) -> int:
        """How many entries the history has."""
        found: int = self.file.execute("SELECT size FROM log_head").fetchone()[0]
        return found


Tried = tuple[str, Callable[[Session], object]]
"""A deed with everything drawn that it needs: its name, and how it is done in a transaction."""
Deed = Callable[[Arena], Tried]
Watch = Callable[[], list[str]]


def taken(path: Path) -> bytes:
    """The bytes of a database in a file, in small pages."""
    small = path.with_suffix(".small")
    small.unlink(missing_ok=True)
    source = sqlite3.connect(path)
    source.execute(f"PRAGMA page_size = {SMALL}")
    source.execute("VACUUM INTO ?", (str(small),))
    source.close()
    found = sqlite3.connect(small)
    found.execute("PRAGMA journal_mode = DELETE")
    read = found.serialize()
    found.close()
    return read


def sequence(
    arena: Arena, deeds: Sequence[Deed], many: int, watch: Callable[[Arena], Watch]
) -> list[str]:
    """Try so many deeds; return how each ended, those left out for which there was nothing.

    Each is watched from before it; raises AssertionError for what is broken once it was done.
    """
    ends: list[str] = []
    for _ in range(3 * many):
        if len(ends) == many:
            break
        try:
            name, deed = arena.dice.choice(deeds)(arena)
        except Nothing:
            continue
        broken = watch(arena)
        ended = arena.tries(name, deed)
        if ended == DONE:
            assert not (found := broken()), found
        ends.append(ended)
    return ends
