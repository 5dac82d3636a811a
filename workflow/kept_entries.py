"""Entries as the database keeps them: streamed in order as bytes, and the form of their text."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import Connection

BLOCK = 250
LONGEST_TAIL = 400
_ON_SQLITE = """
    SELECT CAST(at AS BLOB), CAST(person_id AS BLOB), CAST(case_id AS BLOB),
           CAST(case_number AS BLOB), CAST(deed AS BLOB), CAST(effective AS BLOB),
           CAST(number AS BLOB), CAST(from_state AS BLOB), CAST(to_state AS BLOB),
           CAST(entry AS BLOB), CAST(leaf AS BLOB), CAST(root_after AS BLOB)
    FROM history ORDER BY number
"""
_ON_POSTGRESQL = """
    SELECT convert_to(at, 'UTF8'), convert_to(replace(person_id::text, '-', ''), 'UTF8'),
           convert_to(replace(case_id::text, '-', ''), 'UTF8'),
           convert_to(case_number::text, 'UTF8'), convert_to(deed, 'UTF8'),
           convert_to(to_char(effective, 'YYYY-MM-DD'), 'UTF8'),
           convert_to(number::text, 'UTF8'), convert_to(from_state, 'UTF8'),
           convert_to(to_state, 'UTF8'), convert_to(entry, 'UTF8'),
           convert_to(leaf, 'UTF8'), convert_to(root_after, 'UTF8')
    FROM history ORDER BY number
"""
HEAD = re.compile(
    rb'\{"after":"(.{64})","app":"[^"]*","at":"(.{27})","by":"(.{32})",'
    rb'"capacity":(?:null|"[^"\\]*(?:\\.[^"\\]*)*"),'
    rb'"case":(?:null|"(.{32})"),"case_number":(?:null|([0-9]+)),"corrects":[^,]*,'
    rb'"deed":"([^"]*)","effective":(?:null|"(.{10})"),"entry":([0-9]+),"facts":\{',
    re.DOTALL,
).match
TAIL = re.compile(
    rb',"for":(?:null|".{32}"),"from":(?:null|"([^"]*)"),'
    rb'"plan":(?:null|"[^"\\]*(?:\\.[^"\\]*)*"),"plan_digest":(?:null|"[^"]*"),'
    rb'"salt":".{32}","to":(?:null|"([^"]*)")\}\Z',
    re.DOTALL,
).search


class Row(NamedTuple):
    """One entry as the database holds it: the bytes of its text."""

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
    leaf: bytes
    root_after: bytes


@contextmanager
def rows_of(connection: Connection) -> Iterator[Iterable[tuple[Any, ...]]]:
    """Stream the entries in order past SQLAlchemy, which would double the time of a row."""
    driver: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite":
        yield driver.execute(_ON_SQLITE)
        return
    with driver.cursor("entries", binary=True) as cursor:
        cursor.itersize = BLOCK
        yield cursor.execute(_ON_POSTGRESQL)


@contextmanager
def any_text(connection: Connection) -> Iterator[None]:
    """Let SQLite give text that is not UTF-8, as its shell can put in, with its bytes escaped."""
    driver: Any = connection.connection.dbapi_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    driver.text_factory = _escaped
    try:
        yield
    finally:
        driver.text_factory = str


def _escaped(text: bytes) -> str:
    return text.decode("utf-8", "backslashreplace")
