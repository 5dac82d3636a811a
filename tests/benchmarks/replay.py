"""A deed over several cases sent again: the statements it was heard to send, for other ids.

Whatever names the deed's own cases, lines and papers is put in place of the ids it was heard
with; entries are made afresh, hashed and appended. Not one rule of Python is asked.
"""

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, event

from tests.benchmarks.bare import columns_of, connected
from workflow.database import stored_instant
from workflow.merkle import Tree, leaf_hash

HEAD = ("size", "frontier", "last_at")
Names = Mapping[Any, Any]


@dataclass(frozen=True, slots=True)
class Heard:
    """One statement with its parameters, one set of them or many."""

    sql: str
    parameters: Any
    many: bool

    @property
    def row(self) -> dict[str, Any]:
        """What an insert puts in, by column."""
        if isinstance(self.parameters, Mapping):
            return dict(self.parameters)
        return dict(zip(columns_of(self.sql), self.parameters, strict=True))

    def renamed(self, names: Names) -> Any:
        """Return the parameters with every value that has another name under it."""
        if self.many:
            return [_renamed(each, names) for each in self.parameters]
        return _renamed(self.parameters, names)

    def of_entry(self, number: int) -> Any:
        """Return the parameters of rows that name their entry, for an entry of that number."""
        sets = self.parameters if self.many else [self.parameters]
        slot: Any = "number"
        if not isinstance(sets[0], Mapping):
            slot = columns_of(self.sql).index(slot)
        changed = [_with(each, slot, number) for each in sets]
        return changed if self.many else changed[0]


@contextmanager
def listened(engine: Engine) -> Iterator[list[Heard]]:
    """Note every statement that is sent meanwhile."""
    heard: list[Heard] = []

    def hear(_: Connection, __: object, *sent: Any) -> None:
        sql, parameters, _context, many = sent
        heard.append(Heard(sql, parameters, many))

    event.listen(engine, "before_cursor_execute", hear)
    yield heard
    event.remove(engine, "before_cursor_execute", hear)


class Replay:
    """What was heard, on a connection of its own; each `send` is one transaction."""

    def __init__(self, engine: Engine, heard: Sequence[Heard], named: Sequence[Any]) -> None:
        """Open a connection of the bare driver; `named` are the values that will be others."""
        self.on_sqlite = engine.dialect.name == "sqlite"
        self.connection = connected(engine)
        self.steps = [(each, _Entry(each, named) if _is_entry(each) else None) for each in heard]

    def send(self, names: Names) -> None:
        """Send everything again under other names, and commit it."""
        cursor = self.connection.cursor()
        if self.on_sqlite:
            cursor.execute("BEGIN IMMEDIATE")
        tree, head = Tree(), dict.fromkeys(HEAD)
        for heard, entry in self.steps:
            if entry:
                parameters, head = entry.appended_to(tree, names)
            elif heard.sql.startswith("UPDATE log_head"):
                parameters = [*head.values()] if self.on_sqlite else head
            elif heard.sql.startswith("INSERT INTO entry_place "):
                parameters = heard.of_entry(tree.size)
            else:
                parameters = heard.renamed(names)
            (cursor.executemany if heard.many else cursor.execute)(heard.sql, parameters)
            if cursor.description is None:
                continue
            rows = cursor.fetchall()
            if cursor.description[0][0] == "size":
                size, frontier, _ = rows[0]
                tree = Tree(size, [bytes.fromhex(node) for node in json.loads(frontier)])
        self.connection.execute("COMMIT")


class _Entry:
    """One entry that was heard, with what in its text will be other words."""

    def __init__(self, heard: Heard, named: Sequence[Any]) -> None:
        self.by_position = not isinstance(heard.parameters, Mapping)
        self.row = heard.row
        self.text: str = self.row["entry"]
        self.named = [(value, _written(value)) for value in named if _written(value) in self.text]
        self.told = json.loads(self.text)

    def appended_to(self, tree: Tree, names: Names) -> tuple[Any, dict[str, Any]]:
        """Return the row of a fresh entry, appended to the tree, and the head after it."""
        number, at = tree.size + 1, stored_instant(datetime.now(UTC))
        text, told = self.text, self.told
        for former, fresh in (
            (told["after"], tree.root().hex()),
            (told["at"], at),
            (f'"entry":{told["entry"]},', f'"entry":{number},'),
            (told["salt"], secrets.token_hex(16)),
        ):
            text = text.replace(former, fresh, 1)
        for value, former in self.named:
            text = text.replace(former, _written(names[value]))
        leaf = leaf_hash(text.encode())
        tree.append(leaf)
        fresh = {
            "number": number,
            "at": at,
            "entry": text,
            "leaf": leaf.hex(),
            "root_after": tree.root().hex(),
        }
        row = _renamed(self.row, names) | fresh
        return [*row.values()] if self.by_position else row, {
            "size": number,
            "frontier": tree.written(),
            "last_at": at,
        }


def _is_entry(heard: Heard) -> bool:
    return heard.sql.startswith("INSERT INTO history ")


def _written(value: Any) -> str:
    return value.hex if isinstance(value, UUID) else str(value)


def _with(parameters: Any, slot: Any, value: int) -> Any:
    """The parameters with one of them changed."""
    changed = dict(parameters) if isinstance(parameters, Mapping) else list(parameters)
    changed[slot] = value
    return changed


def _renamed(parameters: Any, names: Names) -> Any:
    """The parameters with every value that has another name under it."""
    if isinstance(parameters, Mapping):
        return {slot: names.get(value, value) for slot, value in parameters.items()}
    return [names.get(value, value) for value in parameters]
