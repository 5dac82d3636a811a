"""The way to the database: engines, transactions, and how an instant is written.

SQLite is the embedded default and serves one process; PostgreSQL serves several. Both run the
same statements. Every transaction says at its beginning whether it may write.
"""

import select
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Lock
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DisconnectionError
from sqlmodel import Session

INSTANT_FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"
PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 10000",
    "PRAGMA wal_autocheckpoint = 4000",
)
WAIT_FOR_A_TURN = 60.0
ONE_SNAPSHOT: Mapping[str, Mapping[str, object]] = {
    "sqlite": {"reads_only": True},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}
_TURNS: dict[str | None, Lock] = {}


class Line(Protocol):
    """A connection that can be watched for what arrives on it."""

    def fileno(self) -> int:
        """Return the operating system's number for it."""


def stored_instant(at: datetime) -> str:
    """Return an instant as it is stored: UTC text of fixed length, which sorts by time.

    Raises ValueError for a time without a zone.
    """
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def read_instant(text: str) -> datetime:
    """Return the instant that `stored_instant` wrote."""
    return datetime.strptime(text, INSTANT_FORMAT).replace(tzinfo=UTC)


def open_engine(url: str) -> Engine:
    """Return an engine for a database url; nothing is connected yet.

    `postgresql://` is read as PostgreSQL through psycopg 3.
    """
    place = make_url(url)
    if place.get_backend_name() == "postgresql":
        return _open_postgresql(place)
    return _open_sqlite(place)


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """One transaction that may write: committed at the end, rolled back on any exception.

    SQLite has one writer at a time: threads wait here in turn, and the database is locked at
    the beginning, so nothing read in the transaction can change before it is written.
    Nothing is flushed by a query; what was added is written by `flush` or at the end.

    Raises TimeoutError when no turn comes, as when a thread asks for a second one inside its own.
    """
    if engine.dialect.name != "sqlite":
        with _transaction(engine, {}) as session:
            yield session
        return
    with _turn_to_write(engine), _transaction(engine, {}) as session:
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """One transaction that sees one moment and can change nothing; it waits for no writer."""
    with _transaction(engine, ONE_SNAPSHOT[engine.dialect.name]) as session:
        yield session


class Transaction(Session):
    """A session over a connection that has begun: the statements of a deed go straight to it."""

    def __init__(self, connection: Connection) -> None:
        """Take a connection in its transaction, which whoever opened it commits."""
        super().__init__(connection, autoflush=False, expire_on_commit=False)
        self._begun = connection

    def connection(self, *_: object, **__: object) -> Connection:
        """Return the connection the transaction began on."""
        return self._begun

    def rollback(self) -> None:
        """Take everything back; what follows begins anew."""
        super().rollback()
        self._begun.rollback()


@contextmanager
def _transaction(engine: Engine, options: Mapping[str, Any]) -> Iterator[Session]:
    with engine.connect() as connection:
        connection.execution_options(**options).begin()
        with Transaction(connection) as session:
            yield session
            session.flush()
        connection.commit()


@contextmanager
def _turn_to_write(engine: Engine) -> Iterator[None]:
    file = engine.url.database
    turn = _TURNS.get(file) or _TURNS.setdefault(file, Lock())
    if not turn.acquire(timeout=WAIT_FOR_A_TURN):
        raise TimeoutError(f"no turn to write within {WAIT_FOR_A_TURN:.0f} s")
    try:
        yield
    finally:
        turn.release()


def _open_sqlite(place: URL) -> Engine:
    if place.database in (None, "", ":memory:"):
        engine = create_engine(
            place, poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
    else:
        engine = create_engine(place, pool_size=40, max_overflow=0, pool_use_lifo=True)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    """Begin in SQLite's own words; the driver's own begin comes too late to lock what is read.

    The pragma only where it changes something: after it SQLite prepares every statement anew.
    """
    driver: Any = connection.connection.dbapi_connection
    reads_only = bool(connection.get_execution_options().get("reads_only"))
    if connection.info.get("reads_only", False) is not reads_only:
        driver.execute(f"PRAGMA query_only = {reads_only:d}")
        connection.info["reads_only"] = reads_only
    driver.execute("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def _open_postgresql(place: URL) -> Engine:
    engine = create_engine(
        place.set(drivername="postgresql+psycopg"),
        isolation_level="READ COMMITTED",
        pool_size=10,
        max_overflow=10,
    )
    event.listen(engine, "checkout", _refuse_a_dead_connection)
    return engine


def _refuse_a_dead_connection(connection: Line, _record: object, _proxy: object) -> None:
    """Notice without a question to the server that it hung up: an idle line has nothing to say."""
    line = select.poll()
    line.register(connection.fileno(), select.POLLIN)
    if line.poll(0):
        raise DisconnectionError
