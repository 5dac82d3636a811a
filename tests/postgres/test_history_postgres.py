"""The history on a server: several writers, one line; a reader that never waits."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from tests.chronicle import MORNING, a_draft, a_history, texts
from workflow.database import open_engine, reading, writing
from workflow.history import record
from workflow.verification import verify


def test_a_second_writer_waits_for_the_head_of_the_log(postgresql_engine: Engine) -> None:
    recorded, may_commit = Event(), Event()

    def first() -> int:
        with writing(postgresql_engine) as session:
            number = record(session, a_draft(), at=MORNING).number
            recorded.set()
            may_commit.wait(5)
        return number

    def second() -> int:
        recorded.wait(5)
        may_commit.set()
        with writing(postgresql_engine) as session:
            return record(session, a_draft(), at=MORNING - timedelta(seconds=1)).number

    with ThreadPoolExecutor(2) as threads:
        numbers = [deed.result() for deed in (threads.submit(first), threads.submit(second))]

    assert [1, 2] == numbers
    assert verify(postgresql_engine).is_whole


def test_several_processes_worth_of_writers_leave_one_line(postgresql_engine: Engine) -> None:
    url = postgresql_engine.url.render_as_string(hide_password=False)
    engines = [open_engine(url) for _ in range(3)]

    def write(turn: int) -> None:
        with writing(engines[turn % 3]) as session:
            record(session, a_draft(facts={"turn": turn}), at=MORNING)

    with ThreadPoolExecutor(9) as threads:
        list(threads.map(write, range(60)))

    found = verify(postgresql_engine)
    assert (60, ()) == (found.size, found.faults)
    for engine in engines:
        engine.dispose()


def test_verification_sees_one_moment_while_entries_arrive(postgresql_engine: Engine) -> None:
    a_history(postgresql_engine, rounds=130)

    def write_meanwhile(done: int, _of: int) -> None:
        with writing(postgresql_engine) as session:
            record(session, a_draft(facts={"done": done}), at=MORNING + timedelta(days=1))

    found = verify(postgresql_engine, write_meanwhile)

    assert (520, ()) == (found.size, found.faults)
    assert 523 == len(texts(postgresql_engine))


def test_the_same_history_has_the_same_root_on_both_engines(
    postgresql_engine: Engine, sqlite_engine: Engine
) -> None:
    a_history(sqlite_engine)
    copied = text("SELECT * FROM history ORDER BY number")
    with sqlite_engine.connect() as connection:
        rows = [dict(row) for row in connection.execute(copied).mappings()]
    put_in = text(
        f"INSERT INTO history ({', '.join(rows[0])}) "
        f"VALUES ({', '.join(f':{name}' for name in rows[0])})"
    )

    with postgresql_engine.begin() as connection:
        for row in rows:
            connection.execute(put_in, row)

    assert verify(sqlite_engine).root == verify(postgresql_engine).root


def test_triggers_hold_in_a_session_that_plays_a_replica(postgresql_engine: Engine) -> None:
    a_history(postgresql_engine)

    with postgresql_engine.connect() as connection:
        connection.execute(text("SET session_replication_role = replica"))
        with pytest.raises(DBAPIError, match="append-only"):
            connection.execute(text("DELETE FROM history"))


def test_a_line_the_server_cut_is_replaced_unnoticed(postgresql_engine: Engine) -> None:
    with reading(postgresql_engine) as session:
        pid = session.connection().scalar(text("SELECT pg_backend_pid()"))
    other = open_engine(postgresql_engine.url.render_as_string(hide_password=False))
    with other.connect() as connection:
        connection.execute(text(f"SELECT pg_terminate_backend({pid}, 5000)"))
    other.dispose()

    with writing(postgresql_engine) as session:
        assert 1 == record(session, a_draft(), at=MORNING).number
