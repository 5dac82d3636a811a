"""Prepared statements do what SQLAlchemy's own execution does, on both databases."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, bindparam, event, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import SQLModel

import workflow.models  # noqa: F401 - the tables used below
from states.terms import Level, UnitKind
from workflow.database import reading, writing
from workflow.prepared import Prepared

PLACES = SQLModel.metadata.tables["place"]
ADD = Prepared(insert(PLACES))
NAMED = select(PLACES).where(PLACES.c.name == bindparam("called"), PLACES.c.kind == UnitKind.TINH)
READ = Prepared(NAMED)
RENAME = Prepared(
    update(PLACES).where(PLACES.c.id == bindparam("which")).values(name=bindparam("now"))
)


def a_place(name: str, place: UUID | None = None) -> dict[str, object]:
    empty: dict[str, object] = dict.fromkeys(column.name for column in PLACES.c)
    return empty | {
        "id": place or uuid4(),
        "level": Level.PROVINCE,
        "kind": UnitKind.TINH,
        "name": name,
        "folded": name.lower(),
        "sort_key": name,
        "valid_from": date(2025, 7, 1),
        "origin": "test",
    }


def test_a_row_is_the_one_that_sqlalchemy_reads(engine: Engine) -> None:
    with writing(engine) as session:
        assert 1 == ADD.run(session, a_place("Gia Lai"))

    with reading(engine) as session:
        row = READ.one_or_none(session, {"called": "Gia Lai"})
        own = session.connection().execute(NAMED, {"called": "Gia Lai"}).one()
    assert row is not None
    assert tuple(own) == tuple(row)
    assert own._asdict() == row._asdict()
    assert (Level.PROVINCE, date(2025, 7, 1)) == (row.level, row.valid_from)


def test_nothing_found_is_none_and_nothing_changed_is_zero(engine: Engine) -> None:
    with writing(engine) as session:
        assert READ.one_or_none(session, {"called": "Gia Lai"}) is None
        assert 0 == RENAME.run(session, {"which": uuid4(), "now": "Kon Tum"})


def test_a_value_that_is_not_given_is_an_error(engine: Engine) -> None:
    with writing(engine) as session, pytest.raises(KeyError, match="now"):
        RENAME.run(session, {"which": uuid4()})


def test_a_refusal_of_the_database_comes_as_sqlalchemy_s_own(engine: Engine) -> None:
    place = a_place("Gia Lai", uuid4())
    with writing(engine) as session:
        ADD.run(session, place)
    with pytest.raises(IntegrityError), writing(engine) as session:
        ADD.run(session, place)
    with pytest.raises(DBAPIError, match=r"read.?only"), reading(engine) as session:
        ADD.run(session, place)


def test_whoever_listens_to_the_engine_hears_it(engine: Engine) -> None:
    heard: list[str] = []

    def hear(_: object, __: object, sql: str, *___: object) -> None:
        heard.append(sql)

    event.listen(engine, "before_cursor_execute", hear)
    with reading(engine) as session:
        READ.rows(session, {"called": "Gia Lai"})
    event.remove(engine, "before_cursor_execute", hear)

    assert [str(NAMED.compile(engine))] == [sql for sql in heard if "FROM place" in sql]
