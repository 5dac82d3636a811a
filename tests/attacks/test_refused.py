"""With the triggers in place the database itself refuses, whoever asks."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from tests.chronicle import MORNING, OFFICER, a_history, the_case
from workflow.database import stored_instant, writing
from workflow.models import FigureRow, Person, Verification
from workflow.verification import verify

COLUMNS = "deed, person_id, at, entry, leaf, root_after"
COPIED = f"SELECT {{}}, {COLUMNS} FROM history WHERE number = 6"
PUT_IN = f"INSERT INTO history (number, {COLUMNS}) {COPIED}"
PUT_INTO_CASE = (
    f"INSERT INTO history (number, case_id, case_number, {COLUMNS}) "
    f"SELECT 17, case_id, {{}}, {COLUMNS} FROM history WHERE number = 6"
)
REFUSED = (
    "UPDATE history SET entry = 'x' WHERE number = 6",
    "UPDATE history SET leaf = root_after",
    "UPDATE history SET number = 17 WHERE number = 6",
    "DELETE FROM history WHERE number = 16",
    "DELETE FROM history",
    PUT_IN.format(18),
    PUT_IN.format(6),
    PUT_IN.format(0),
    PUT_IN.format(-1),
    PUT_INTO_CASE.format(6),
    PUT_INTO_CASE.format(4),
    f"{PUT_IN.format(6)} ON CONFLICT (number) DO UPDATE SET leaf = excluded.leaf",
    "UPDATE log_head SET size = 3",
    "UPDATE log_head SET size = size + 2",
    "UPDATE log_head SET frontier = '[]'",
    "UPDATE log_head SET size = size + 1, last_at = '2026-03-01T00:00:00.000000Z'",
    "DELETE FROM log_head",
    "INSERT INTO log_head (id, size, frontier, last_at) VALUES (1, 0, '[]', '')",
    "UPDATE figure SET count = 0",
    "DELETE FROM figure",
    "UPDATE verification SET verified_at = '2026-03-02T00:00:00.000000Z'",
    "DELETE FROM verification",
)
REFUSED_BY_SQLITE = (
    PUT_IN.format(6).replace("INSERT", "INSERT OR REPLACE"),
    PUT_IN.format("NULL"),
    PUT_INTO_CASE.format(2).replace("INSERT", "INSERT OR REPLACE"),
    PUT_IN.format(6).replace("INSERT", "REPLACE"),
    "UPDATE OR REPLACE history SET number = 7 WHERE number = 6",
    "REPLACE INTO log_head (id, size, frontier, last_at) VALUES (1, 0, '[]', '')",
    "REPLACE INTO figure SELECT * FROM figure",
    "REPLACE INTO verification SELECT * FROM verification",
)
REFUSED_BY_POSTGRESQL = (
    "TRUNCATE history",
    "TRUNCATE log_head",
    "TRUNCATE figure CASCADE",
    "TRUNCATE verification",
)


@pytest.fixture
def kept(engine: Engine) -> Engine:
    """A database with a history, and one figure that was verified."""
    a_history(engine)
    with writing(engine) as session:
        session.add(
            Person(
                id=OFFICER,
                login="lan",
                name="Lan",
                password_hash="-",
                created_at=stored_instant(MORNING),
            )
        )
        session.flush()
        figure = FigureRow(
            case_id=the_case(session, "A").id,
            measure="a1_vu_pham_phap_hinh_su",
            phase="proposal",
            round=1,
            period_start=MORNING.date(),
            period_end=MORNING.date(),
            revision=1,
            standing="reported",
            count=12,
            document="Báo cáo 12",
            body="Công an xã",
            recorded_by=OFFICER,
            recorded_at=stored_instant(MORNING),
        )
        session.add(figure)
        session.flush()
        session.add(
            Verification(
                figure_id=figure.id, verified_by=OFFICER, verified_at=stored_instant(MORNING)
            )
        )
    return engine


def contents(engine: Engine) -> list[object]:
    """Everything the triggers protect."""
    tables = ("history", "log_head", "figure", "verification")
    with engine.connect() as connection:
        return [connection.execute(text(f"SELECT * FROM {table}")).all() for table in tables]


def refused(engine: Engine, order: str) -> bool:
    """Whether the database refuses, saying why."""
    with pytest.raises(DBAPIError, match=r"append-only|pk_log_head"), engine.begin() as connection:
        connection.execute(text(order))
    return True


def test_what_is_kept_is_neither_changed_nor_removed_nor_disordered(kept: Engine) -> None:
    own = REFUSED_BY_SQLITE if kept.dialect.name == "sqlite" else REFUSED_BY_POSTGRESQL
    before = contents(kept)

    assert all(refused(kept, order) for order in (*REFUSED, *own))

    assert before == contents(kept)
    assert verify(kept).is_whole
