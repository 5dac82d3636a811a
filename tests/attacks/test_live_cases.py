"""Every column of a case as it stands now is compared with the case's last entry."""

from datetime import date

import pytest
from sqlalchemy import Engine, text

from states.terms import CaseState
from tests.attacks.test_tampering import LAST_OF_CASE_A, SIZE, first_bad_entry, without_triggers
from tests.builders import World
from tests.chronicle import MORNING, a_history, take_step, the_case
from tests.people_and_places import person_id
from workflow.casefiles import RECORDED
from workflow.database import writing
from workflow.facts import CASES
from workflow.verification import verify

ANOTHER: dict[str, str] = {
    "argument": "'khác'",
    "commune_id": "(SELECT commune_id FROM case_file WHERE number = 'DB-2026-B')",
    "cycle": "2",
    "illustration": "(1 = 1)",
    "inherited": "(1 = 1)",
    "is_open": "(1 = 0)",
    "number": "'DB-2026-Z'",
    "opened_on": "'2026-01-01'",
    "origin": "'khác'",
    "plan": "'tuyen_quang_2018'",
    "plan_digest": "'khác'",
    "predecessor_id": "(SELECT id FROM case_file WHERE number = 'DB-2026-B')",
    "proposed_by": ":person",
    "province_id": "(SELECT province_id FROM case_file WHERE number = 'DB-2026-B')",
    "recognized_on": "'2026-01-01'",
    "relapsed_from": "'monitoring'",
    "reviewed_on": "'2026-01-01'",
    "round": "2",
    "started_on": "'2026-01-01'",
    "state": "'recognized'",
    "types": "'1,4'",
}
OF_A = "WHERE number = 'DB-2026-A'"
A_PERSON = (
    "INSERT INTO person (id, login, name, password_hash, active, created_at) "
    "VALUES (:person, 'x', 'x', 'x', (1 = 1), '2026-03-02T08:00:00.000000Z')"
)


@pytest.fixture
def attacked(engine: Engine) -> Engine:
    """A database with sixteen entries, of three cases and of none."""
    a_history(engine)
    assert verify(engine).is_whole
    return engine


def test_every_column_is_attacked_below() -> None:
    assert set(ANOTHER) == {column.name for column in RECORDED}
    assert {"id", "version", "entries"} == set(CASES.c.keys()) - set(ANOTHER)


@pytest.mark.parametrize("column", ANOTHER)
def test_one_column_of_a_case_is_changed(attacked: Engine, column: str) -> None:
    person = "0" * 31 + "7"
    freed = "UPDATE case_file SET is_open = (1 = 0) WHERE number = 'DB-2026-B'"
    with attacked.begin() as connection:
        connection.execute(text(A_PERSON), {"person": person})
    orders = [f"UPDATE case_file SET {column} = {ANOTHER[column]} {OF_A}"]
    if column == "commune_id":
        orders = [freed, *orders]

    without_triggers(attacked, *orders, **({"person": person} if "person" in orders[-1] else {}))

    faults = verify(attacked).faults
    assert LAST_OF_CASE_A == faults[0].number
    assert column == "state" or faults[0].says.en.endswith(f"in: {column}.")


@pytest.mark.parametrize("column", ["opened_on", "origin", "argument"])
def test_what_was_recorded_is_taken_out(attacked: Engine, column: str) -> None:
    with writing(attacked) as session:
        case = the_case(session, "A")
        case.opened_on, case.origin, case.argument = date(2026, 1, 1), "KH 62/2015", "Giáp ranh"
        entry = take_step(session, case, "declined", at=MORNING.replace(hour=9)).number
    assert verify(attacked).is_whole
    nothing = "''" if column == "argument" else "NULL"

    without_triggers(attacked, f"UPDATE case_file SET {column} = {nothing} {OF_A}")

    assert (SIZE + 1, entry) == (entry, first_bad_entry(attacked))


def test_the_id_of_a_case_is_changed(attacked: Engine) -> None:
    without_triggers(attacked, f"UPDATE case_file SET id = '{'0' * 31}7' {OF_A}")

    assert 1 == first_bad_entry(attacked)


def test_the_first_bad_entry_is_named_and_every_column_of_each_case(attacked: Engine) -> None:
    without_triggers(attacked, "UPDATE case_file SET round = 7, cycle = 7 WHERE number <> 'X'")

    faults = verify(attacked).faults
    assert [13, 14, 15] == [fault.number for fault in faults]
    assert "DB-2026-A now differs from its last entry in: cycle, round." in faults[0].says.en


@pytest.mark.parametrize("value", ["'infinity'", "'0044-03-15 BC'"])
def test_a_day_that_only_postgresql_knows_is_put_in(postgresql_engine: Engine, value: str) -> None:
    a_history(postgresql_engine)

    without_triggers(postgresql_engine, f"UPDATE case_file SET reviewed_on = {value} {OF_A}")

    assert LAST_OF_CASE_A == first_bad_entry(postgresql_engine)


@pytest.mark.parametrize("value", ["1.5", "9223372036854775807", "x'00ff'", "'một'"])
@pytest.mark.parametrize("column", ["round", "reviewed_on", "is_open", "types", "argument"])
def test_what_is_of_no_type_of_the_column_is_put_in(
    sqlite_engine: Engine, column: str, value: str
) -> None:
    a_history(sqlite_engine)

    without_triggers(sqlite_engine, f"UPDATE case_file SET {column} = {value} {OF_A}")

    assert LAST_OF_CASE_A == first_bad_entry(sqlite_engine)


@pytest.mark.parametrize("column", ["state", "number", "argument", "reviewed_on"])
def test_text_that_is_not_utf_8_is_put_in(sqlite_engine: Engine, column: str) -> None:
    a_history(sqlite_engine)

    without_triggers(
        sqlite_engine,
        "PRAGMA ignore_check_constraints = ON",
        f"UPDATE case_file SET {column} = CAST(x'ff' AS TEXT) {OF_A}",
    )

    assert LAST_OF_CASE_A == first_bad_entry(sqlite_engine)


def test_an_entry_that_does_not_tell_how_it_left_the_case_is_named(attacked: Engine) -> None:
    with attacked.connect() as connection:
        entry = connection.scalar(text("SELECT entry FROM history WHERE number = 13"))
    without_triggers(
        attacked,
        "UPDATE history SET entry = :entry WHERE number = 13",
        entry=str(entry).replace("case_after", "case_befor"),
    )

    faults = verify(attacked).faults
    assert [13, 13] == [fault.number for fault in faults]
    assert "does not tell how it left the case" in faults[1].says.en


@pytest.mark.parametrize(
    "frontier", ["", "not JSON", "5", "null", "[1]", '["zz"]', "{}", "[[]]", "[" * 9999]
)
def test_the_frontier_is_not_the_list_it_should_be(attacked: Engine, frontier: str) -> None:
    without_triggers(attacked, "UPDATE log_head SET frontier = :it", it=frontier)

    assert SIZE == first_bad_entry(attacked)


@pytest.mark.parametrize(
    "change", ["size = 'x'", "frontier = CAST(x'ff' AS TEXT)", "frontier = x'ff'", "last_at = 1"]
)
def test_the_head_holds_what_is_of_no_type_of_its_columns(
    sqlite_engine: Engine, change: str
) -> None:
    a_history(sqlite_engine)

    without_triggers(sqlite_engine, f"UPDATE log_head SET {change}")

    assert first_bad_entry(sqlite_engine) in (1, SIZE)


@pytest.mark.parametrize(
    "state", [CaseState.RECOGNIZED, CaseState.RELAPSED, CaseState.DECLINED, CaseState.CLOSED]
)
def test_each_lawful_deed_tells_how_it_left_the_case(either_world: World, state: CaseState) -> None:
    number = either_world.a_case(state)

    assert verify(either_world.engine).is_whole
    told = [entry["facts"]["case_after"] for entry in either_world.entries(number)]
    assert {person_id("officer").hex} == {each["proposed_by"] for each in told}
    assert ("proposed", state.value) == (told[0]["state"], told[-1]["state"])
