"""Transactions: who may write, who waits, what a reader sees, what a failure leaves."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from enum import StrEnum

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import func, select

from tests.chronicle import MORNING, a_case, a_draft
from workflow import database
from workflow.columns import INSTANT_LENGTH, stored_by_value
from workflow.database import (
    open_engine,
    read_instant,
    reading,
    stored_instant,
    writing,
)
from workflow.history import record
from workflow.models import CaseFile, Entry, Person
from workflow.verification import verify


class Fruit(StrEnum):
    """Something to choose from."""

    APPLE = "táo"


def a_person(login: str) -> Person:
    return Person(login=login, name="A", password_hash="-", created_at=stored_instant(MORNING))


def people(engine: Engine) -> int:
    with reading(engine) as session:
        return session.exec(select(func.count()).select_from(Person)).one()


def test_what_was_written_is_there_afterwards(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(a_person("lan"))

    assert 1 == people(engine)


def test_a_failure_leaves_nothing(engine: Engine) -> None:
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add_all([a_person("lan"), a_person("lan")])

    assert 0 == people(engine)


def test_a_reader_can_change_nothing(engine: Engine) -> None:
    with pytest.raises(DBAPIError, match=r"read.?only"), reading(engine) as session:
        session.add(a_person("lan"))

    with writing(engine) as session:
        session.add(a_person("hoa"))
    assert 1 == people(engine)


def test_a_reader_sees_one_moment_while_others_write(engine: Engine) -> None:
    counted = select(func.count()).select_from(Person)
    with reading(engine) as session:
        before = session.exec(counted).one()
        with writing(engine) as other:
            other.add(a_person("lan"))
        after = session.exec(counted).one()

    assert (0, 0) == (before, after)
    assert 1 == people(engine)


def test_eight_threads_write_one_after_another(engine: Engine) -> None:
    def write(number: int) -> None:
        with writing(engine) as session:
            record(session, a_draft(facts={"turn": number}), at=MORNING)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(40)))

    found = verify(engine)
    assert (40, ()) == (found.size, found.faults)


def test_a_thread_that_asks_for_a_second_turn_is_told(
    sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "WAIT_FOR_A_TURN", 0.01)

    with (
        pytest.raises(TimeoutError, match="no turn"),
        writing(sqlite_engine),
        writing(sqlite_engine),
    ):
        pytest.fail("the second turn came")


def test_sqlite_keeps_what_it_acknowledged_and_minds_its_references(sqlite_engine: Engine) -> None:
    names = ("journal_mode", "synchronous", "foreign_keys", "wal_autocheckpoint")
    with sqlite_engine.connect() as connection:
        found = [connection.scalar(text(f"PRAGMA {name}")) for name in names]

    assert ["wal", 2, 1, 4000] == found


def test_a_database_in_memory_is_one_database() -> None:
    engine = open_engine("sqlite://")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE place (name TEXT)"))

    with engine.connect() as connection:
        assert [] == connection.execute(text("SELECT name FROM place")).all()
    engine.dispose()


def test_a_commune_has_one_open_case_and_any_number_of_closed_ones(engine: Engine) -> None:
    with writing(engine) as session:
        case = a_case(session, "A")
        for number in ("X", "Y"):
            session.add(
                CaseFile(
                    **case.model_dump(exclude={"id", "number", "is_open"}),
                    number=number,
                    is_open=False,
                )
            )

    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add(CaseFile(**case.model_dump(exclude={"id", "number"}), number="Z"))


def test_a_word_outside_the_vocabulary_is_refused(engine: Engine) -> None:
    with writing(engine) as session:
        a_case(session, "A")

    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text("UPDATE case_file SET state = 'DECIDED'"))


def test_words_are_stored_by_value() -> None:
    assert ["táo"] == stored_by_value(Fruit, "fruit").enums


def test_instants_come_back_as_they_went_and_sort_as_text() -> None:
    earlier = stored_instant(MORNING)
    later = stored_instant(MORNING + timedelta(microseconds=1))

    assert MORNING == read_instant(earlier)
    assert earlier < later
    assert INSTANT_LENGTH == len(earlier)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        stored_instant(MORNING.replace(tzinfo=None))


def test_the_newest_entry_is_read_by_the_next_transaction(engine: Engine) -> None:
    with writing(engine) as session:
        recorded = record(session, a_draft(), at=MORNING)

    with reading(engine) as session:
        assert [recorded.leaf] == session.exec(select(Entry.leaf)).all()
