"""The tests' world in a fresh database of each kind, copied from one that was filled once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import World
from tests.databases import TEMPLATE, Orders, copy_of, database_url
from tests.people_and_places import fill
from workflow.database import open_engine

__all__ = ["either_world", "postgresql_world", "world", "world_on_postgresql", "world_template"]


@pytest.fixture(scope="session")
def world_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file of this world to copy."""
    path = tmp_path_factory.mktemp("world") / "world.sqlite3"
    shutil.copyfile(sqlite_template, path)
    engine = open_engine(f"sqlite:///{path}")
    fill(engine)
    engine.dispose()
    return path


@pytest.fixture
def world(world_template: Path, tmp_path: Path) -> Iterator[World]:
    """This world in a fresh SQLite database."""
    path = tmp_path / "world.sqlite3"
    shutil.copyfile(world_template, path)
    engine = open_engine(f"sqlite:///{path}")
    yield World(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql_world(postgresql_server: str, postgresql_orders: Orders) -> str:
    """The name of a PostgreSQL database of this world to copy."""
    postgresql_orders(f"CREATE DATABASE world TEMPLATE {TEMPLATE}")
    engine = open_engine(database_url(postgresql_server, "world"))
    fill(engine)
    engine.dispose()
    return "world"


@pytest.fixture
def world_on_postgresql(
    postgresql_server: str, postgresql_orders: Orders, postgresql_world: str
) -> Iterator[World]:
    """This world in a fresh PostgreSQL database."""
    with copy_of(postgresql_world, postgresql_server, postgresql_orders) as engine:
        yield World(engine)


@pytest.fixture(params=["world", pytest.param("world_on_postgresql", marks=pytest.mark.postgres)])
def either_world(request: pytest.FixtureRequest) -> World:
    """This world in each kind of database in turn."""
    chosen: World = request.getfixturevalue(request.param)
    return chosen
