"""With the triggers gone and the database's own words: whatever is changed, verification tells.

Each attack names the first entry that is no longer what it was.
"""

import json
from typing import Any

import pytest
from sqlalchemy import Engine, text

from tests.chronicle import LUNCH, a_draft, a_history, texts
from workflow.database import writing
from workflow.history import record
from workflow.merkle import leaf_hash
from workflow.verification import Verification, verify

ATTACKED = 6
SIZE = 16
OTHER_PERSON = "0" * 31 + "7"
LAST_OF_CASE_A = 13


def without_triggers(engine: Engine, *orders: str, **values: Any) -> None:
    """Do what somebody does who owns the database."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            named = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for name in connection.scalars(named).all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            for table in ("history", "log_head", "figure", "verification"):
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        for order in orders:
            connection.execute(text(order), values)


def first_bad_entry(engine: Engine) -> int | None:
    found = verify(engine)
    assert not found.is_whole
    return found.faults[0].number


@pytest.fixture
def attacked(engine: Engine) -> Engine:
    """A database with sixteen entries, of three cases and of none."""
    a_history(engine)
    assert verify(engine).is_whole
    return engine


@pytest.mark.parametrize("place", [0, 9, 30, 60, 150, 200, 0.4, 0.5, 0.6, -200, -90, -40, -1])
def test_one_letter_of_an_entry_is_changed(attacked: Engine, place: float) -> None:
    before = texts(attacked)[ATTACKED - 1]
    at = place if isinstance(place, int) else int(len(before) * place)
    letter = "7" if before[at] != "7" else "8"
    after = f"{before[:at]}{letter}{before[at + 1 :] if at != -1 else ''}"

    without_triggers(
        attacked, "UPDATE history SET entry = :entry WHERE number = :it", entry=after, it=ATTACKED
    )

    assert before != after
    assert ATTACKED == first_bad_entry(attacked)


def test_any_letter_of_an_entry_is_changed(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        for _ in range(3):
            record(session, a_draft(facts={}, findings=[]), at=LUNCH)
    without_triggers(sqlite_engine)
    before = texts(sqlite_engine)[1].encode()
    order = "UPDATE history SET entry = CAST(:entry AS TEXT) WHERE number = 2"

    named = []
    for at in range(len(before)):
        after = before[:at] + bytes([before[at] ^ 1]) + before[at + 1 :]
        without_triggers(sqlite_engine, order, entry=after)
        named.append(first_bad_entry(sqlite_engine))

    assert [2] * len(before) == named


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("leaf", "0" * 64),
        ("root_after", "0" * 64),
        ("deed", "void"),
        ("person_id", OTHER_PERSON),
        ("case_id", OTHER_PERSON),
        ("case_number", 9),
        ("at", "2026-03-02T08:02:00.000001Z"),
        ("effective", "2026-03-03"),
        ("effective", None),
        ("from_state", "appraised"),
        ("from_state", None),
        ("to_state", "recognized"),
        ("to_state", None),
        ("number", 1006),
        ("number", 0),
    ],
)
def test_one_column_of_an_entry_is_changed(attacked: Engine, column: str, value: Any) -> None:
    without_triggers(
        attacked, f"UPDATE history SET {column} = :value WHERE number = {ATTACKED}", value=value
    )

    named = 0 if value == 0 else ATTACKED
    assert named == first_bad_entry(attacked)


def test_a_leaf_is_made_to_fit_the_changed_text(attacked: Engine) -> None:
    forged = texts(attacked)[ATTACKED - 1].replace("Ia Dơk", "Ia Krêl")

    without_triggers(
        attacked,
        f"UPDATE history SET entry = :entry, leaf = :leaf WHERE number = {ATTACKED}",
        entry=forged,
        leaf=leaf_hash(forged.encode()).hex(),
    )

    assert ATTACKED == first_bad_entry(attacked)


def test_a_text_of_another_form_is_given_its_own_leaf(attacked: Engine) -> None:
    forged = json.dumps(json.loads(texts(attacked)[ATTACKED - 1]))

    without_triggers(
        attacked,
        f"UPDATE history SET entry = :entry, leaf = :leaf WHERE number = {ATTACKED}",
        entry=forged,
        leaf=leaf_hash(forged.encode()).hex(),
    )

    found = verify(attacked)
    assert (ATTACKED, "form" in found.faults[0].says.en) == (found.faults[0].number, True)


def test_an_entry_in_the_middle_is_deleted(attacked: Engine) -> None:
    without_triggers(attacked, f"DELETE FROM history WHERE number = {ATTACKED}")

    assert ATTACKED == first_bad_entry(attacked)


def test_an_entry_is_deleted_and_the_others_move_up(attacked: Engine) -> None:
    orders = [f"DELETE FROM history WHERE number = {ATTACKED}"]
    orders += [
        f"UPDATE history SET number = {number - 1} WHERE number = {number}"
        for number in range(ATTACKED + 1, SIZE + 1)
    ]

    without_triggers(attacked, *orders)

    assert ATTACKED == first_bad_entry(attacked)


def test_two_entries_are_swapped(attacked: Engine) -> None:
    moves = ((ATTACKED, 99), (ATTACKED + 3, ATTACKED), (99, ATTACKED + 3))

    without_triggers(
        attacked, *(f"UPDATE history SET number = {to} WHERE number = {of}" for of, to in moves)
    )

    assert ATTACKED == first_bad_entry(attacked)


def test_an_entry_is_replaced_by_a_copy_of_another(attacked: Engine) -> None:
    without_triggers(
        attacked,
        f"UPDATE history SET (entry, leaf) = (SELECT entry, leaf FROM history WHERE number = 4) "
        f"WHERE number = {ATTACKED}",
    )

    assert ATTACKED == first_bad_entry(attacked)


def test_an_entry_is_replaced_by_insert_or_replace(sqlite_engine: Engine) -> None:
    a_history(sqlite_engine)

    without_triggers(
        sqlite_engine,
        "INSERT OR REPLACE INTO history (number, deed, person_id, at, entry, leaf, root_after) "
        f"SELECT {ATTACKED}, deed, person_id, at, entry, leaf, root_after "
        "FROM history WHERE number = 4",
    )

    assert ATTACKED == first_bad_entry(sqlite_engine)


def test_an_entry_is_added_past_the_head(attacked: Engine) -> None:
    without_triggers(attacked, "UPDATE log_head SET size = 15")

    assert SIZE == first_bad_entry(attacked)


@pytest.mark.parametrize(
    ("order", "named"),
    [
        ("DELETE FROM history WHERE number = 16", 16),
        ("DELETE FROM history WHERE number > 9", 10),
        ("DELETE FROM log_head", 1),
        ("UPDATE log_head SET size = 17", 17),
        ("UPDATE log_head SET frontier = '[]'", 16),
        ("UPDATE log_head SET last_at = '2026-03-02T08:00:00.000000Z'", 16),
    ],
)
def test_the_end_or_the_head_of_the_log_is_changed(
    attacked: Engine, order: str, named: int
) -> None:
    without_triggers(attacked, order)

    assert named == first_bad_entry(attacked)


@pytest.mark.parametrize(
    "change",
    [
        "state = 'recognized'",
        "entries = 3",
        "entries = 5, version = 5",
        "entries = 3, version = 3, state = 'appraised'",
        "version = 9",
    ],
)
def test_the_live_state_of_a_case_is_changed(attacked: Engine, change: str) -> None:
    without_triggers(attacked, f"UPDATE case_file SET {change} WHERE number = 'DB-2026-A'")

    assert LAST_OF_CASE_A == first_bad_entry(attacked)


def test_a_case_is_deleted(attacked: Engine) -> None:
    without_triggers(attacked, "DELETE FROM case_file WHERE number = 'DB-2026-B'")

    assert 2 == first_bad_entry(attacked)


def test_a_case_is_put_in_that_no_entry_opened(attacked: Engine) -> None:
    columns = "commune_id, province_id, plan, plan_digest, state, cycle, round, version, entries"
    rest = "types, argument, inherited, illustration"
    without_triggers(
        attacked,
        f"INSERT INTO case_file (id, number, is_open, {columns}, {rest}) "
        f"SELECT '{OTHER_PERSON}', 'DB-2026-X', (1 = 0), {columns}, {rest} "
        "FROM case_file WHERE number = 'DB-2026-B'",
    )

    found: Verification = verify(attacked)
    assert [None] == [fault.number for fault in found.faults]
    assert "DB-2026-X" in found.faults[0].says.vi


def test_a_tail_cut_off_together_with_its_head_goes_unseen(attacked: Engine) -> None:
    """What one database cannot show by itself: only a root noted elsewhere shows it."""
    noted = verify(attacked).root
    kept = "SELECT size, frontier, last_at FROM log_head"
    with attacked.connect() as connection:
        before = connection.execute(text(kept)).one()
    longer = a_longer_history(attacked)

    without_triggers(
        attacked,
        "DELETE FROM history WHERE number > :size",
        "UPDATE log_head SET size = :size, frontier = :frontier, last_at = :last_at",
        size=before.size,
        frontier=before.frontier,
        last_at=before.last_at,
    )

    found = verify(attacked)
    assert (True, noted) == (found.is_whole, found.root)
    assert longer != found.root


def a_longer_history(engine: Engine) -> str:
    """Add one entry about no case; return the root after it."""
    with writing(engine) as session:
        return record(session, a_draft(), at=LUNCH).root
