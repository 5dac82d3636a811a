"""The bare driver: the statements our move sends, word for word, without a rule of Python.

They are listened to during one move of ours, so they cannot fall behind it. Each replay sends
them again with another case's ids and a fresh entry of the same size, hashed and appended.
"""

import json
import secrets
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock, local
from typing import Any
from uuid import UUID, uuid4

import psycopg
from sqlalchemy import Connection, Engine, event

from tests.benchmarks.ours import Ours
from tests.benchmarks.stage import Stage
from workflow.casefiles import CASE_AFTER
from workflow.database import PRAGMAS, stored_instant
from workflow.merkle import Tree, leaf_hash

Parameters = Mapping[str, Any] | Sequence[Any]
Known = dict[Any, str]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, its parameters as they were, and which of them change with the case."""

    sql: str
    parameters: Parameters
    changing: tuple[tuple[Any, str], ...]

    def filled(self, values: Mapping[str, Any]) -> Parameters:
        """The parameters for another case."""
        given: Any = self.parameters
        filled = dict(given) if isinstance(given, Mapping) else list(given)
        for slot, name in self.changing:
            filled[slot] = values[name]
        return filled


@dataclass(slots=True)
class Bare:
    """A client of the bare driver; one connection for each thread."""

    name = "bare driver"
    stage: Stage
    statements: tuple[Statement, ...]
    entry: str
    former: Mapping[str, str]
    connections: local
    turn: Lock

    def move(self, number: str) -> None:
        """Send one move's statements for a case and commit them."""
        if self.stage.engine.dialect.name == "sqlite":
            with self.turn:
                self._send(number)
        else:
            self._send(number)

    def _send(self, number: str) -> None:
        connection = self._connection()
        cursor = connection.cursor()
        if self.stage.engine.dialect.name == "sqlite":
            cursor.execute("BEGIN IMMEDIATE")
        values: dict[str, Any] = {"number": number, "paper": self._key(uuid4())}
        for statement in self.statements:
            cursor.execute(statement.sql, statement.filled(values))
            if cursor.description is None:
                continue
            rows = cursor.fetchall()
            if "case" not in values:
                columns = [column[0] for column in cursor.description]
                values["case"] = rows[0][columns.index("id")]
                values["commune"] = rows[0][columns.index("commune_id")]
            elif cursor.description[0][0] == "size":
                values |= self._appended(rows[0], values)
        connection.execute("COMMIT")

    def _appended(self, head: Sequence[Any], values: Mapping[str, Any]) -> dict[str, Any]:
        size, frontier, _ = head
        at = stored_instant(datetime.now(UTC))
        tree = Tree(size, [bytes.fromhex(node) for node in json.loads(frontier)])
        fresh = {
            "after": tree.root().hex(),
            "entry": f'"entry":{size + 1},',
            "case": _hex(values["case"]),
            "commune": f'"commune_id":"{_hex(values["commune"])}"',
            "number": f'"number":"{values["number"]}"',
            "at": at,
            "salt": secrets.token_hex(16),
        }
        text = self.entry
        for name, former in self.former.items():
            text = text.replace(former, fresh[name], 1)
        leaf = leaf_hash(text.encode())
        tree.append(leaf)
        return {
            "entry": size + 1,
            "at": at,
            "text": text,
            "leaf": leaf.hex(),
            "root": tree.root().hex(),
            "frontier": json.dumps([node.hex() for node in tree.frontier]),
        }

    def _key(self, key: UUID) -> str | UUID:
        return key.hex if self.stage.engine.dialect.name == "sqlite" else key

    def _connection(self) -> Any:
        if not hasattr(self.connections, "open"):
            self.connections.open = connected(self.stage.engine)
        return self.connections.open


def listening_to(ours: Ours, number: str) -> Bare:
    """A client that repeats what one move of ours sends."""
    heard: list[tuple[str, Any]] = []

    def hear(_: Connection, __: object, sql: str, parameters: Any, *___: object) -> None:
        heard.append((sql, parameters))

    engine = ours.stage.engine
    event.listen(engine, "before_cursor_execute", hear)
    ours.move(number)
    event.remove(engine, "before_cursor_execute", hear)
    known, entry = _known(heard, number)
    told = json.loads(entry)
    return Bare(
        ours.stage,
        tuple(_statement(sql, parameters, known) for sql, parameters in heard),
        entry,
        {
            "after": told["after"],
            "entry": f'"entry":{told["entry"]},',
            "case": told["case"],
            "commune": f'"commune_id":"{told["facts"][CASE_AFTER]["commune_id"]}"',
            "number": f'"number":"{number}"',
            "at": told["at"],
            "salt": told["salt"],
        },
        local(),
        Lock(),
    )


def _known(heard: Sequence[tuple[str, Any]], number: str) -> tuple[Known, str]:
    """Name the values of the move that was listened to by what they are."""
    inserts = {
        table: dict(zip(columns_of(sql), _values(parameters), strict=True))
        for sql, parameters in heard
        for table in ("history", "paper")
        if sql.startswith(f"INSERT INTO {table} ")
    }
    entry, paper = inserts["history"], inserts["paper"]
    frontier = next(
        value
        for sql, parameters in heard
        if sql.startswith("UPDATE log_head")
        for value in _values(parameters)
        if isinstance(value, str) and value.startswith("[")
    )
    told = json.loads(entry["entry"])["facts"][CASE_AFTER]["commune_id"]
    commune = type(entry["case_id"])(told)
    known = {
        number: "number",
        entry["case_id"]: "case",
        commune: "commune",
        paper["id"]: "paper",
        entry["number"]: "entry",
        entry["at"]: "at",
        entry["entry"]: "text",
        entry["leaf"]: "leaf",
        entry["root_after"]: "root",
        frontier: "frontier",
    }
    return known, entry["entry"]


def _hex(key: str | UUID) -> str:
    return key if isinstance(key, str) else key.hex


def columns_of(sql: str) -> list[str]:
    """The columns an insert names, in their order."""
    return [name.strip(' "') for name in sql.split("(", 1)[1].split(")", 1)[0].split(",")]


def _values(parameters: Any) -> Iterator[Any]:
    return iter(parameters.values() if isinstance(parameters, Mapping) else parameters)


def _statement(sql: str, parameters: Any, known: Known) -> Statement:
    slots = parameters.items() if isinstance(parameters, Mapping) else enumerate(parameters)
    changing = [(slot, known[value]) for slot, value in slots if value in known]
    return Statement(sql, parameters, tuple(changing))


def connected(engine: Engine) -> Any:
    """A connection of the bare driver, with the settings of ours."""
    if engine.dialect.name == "sqlite":
        assert engine.url.database
        connection = sqlite3.connect(engine.url.database, check_same_thread=False)
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(pragma)
        return connection
    url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    connect: Callable[[str], Any] = psycopg.connect
    return connect(url)
