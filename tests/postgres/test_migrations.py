"""The steps of the database: up, checked against the models, down, and up again."""

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import CheckConstraint, Engine, Enum, inspect, text
from sqlmodel import SQLModel

from states.terms import Role
from tests.chronicle import MORNING, a_draft, a_history
from workflow.database import open_engine, writing
from workflow.history import record
from workflow.migrations import check_against_tables, is_up_to_date, migrate, take_back
from workflow.models.people import GRANTED
from workflow.verification import verify

STEPS = (
    "0008_waivers_and_corrections",
    "0007_sittings",
    "0006_sign_ins",
    "0005_councils_and_grants",
    "0004_append_only",
    "0003_history",
    "0002_cases_and_figures",
    "0001_places_and_people",
)
TRIGGERS = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal",
}


def triggers(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text(TRIGGERS[engine.dialect.name])).scalar_one())


def test_the_steps_make_the_tables_of_the_models(engine: Engine) -> None:
    assert is_up_to_date(engine)
    check_against_tables(engine)
    assert {*SQLModel.metadata.tables, "alembic_version"} == {*inspect(engine).get_table_names()}


def test_the_steps_allow_the_words_of_the_models(sqlite_engine: Engine) -> None:
    """What `alembic check` does not compare."""
    found = inspect(sqlite_engine)
    for table in SQLModel.metadata.tables.values():
        made = {
            check["name"]: check["sqltext"] for check in found.get_check_constraints(table.name)
        }
        meant = {
            str(check.name) for check in table.constraints if isinstance(check, CheckConstraint)
        }
        assert meant == {*made}
        for column in table.columns:
            if isinstance(column.type, Enum):
                allowed = made[f"ck_{table.name}_{column.name}"]
                words = [*GRANTED] if column.type.enum_class is Role else column.type.enums
                assert words == allowed.split("'")[1::2]


def test_every_step_can_be_taken_back_and_taken_again(engine: Engine) -> None:
    all_triggers = triggers(engine)
    for step in STEPS:
        take_back(engine, step)
        assert not is_up_to_date(engine)
    assert 0 == triggers(engine)
    take_back(engine, "base")
    assert ["alembic_version"] == inspect(engine).get_table_names()

    migrate(engine)

    check_against_tables(engine)
    assert all_triggers == triggers(engine) > 0


def test_a_history_with_entries_is_not_taken_back(engine: Engine) -> None:
    a_history(engine)
    take_back(engine, "0003_history")

    with pytest.raises(RuntimeError, match="not dropped"):
        take_back(engine, "base")

    migrate(engine)
    assert verify(engine).is_whole
    with writing(engine) as session:
        assert 17 == record(session, a_draft(), at=MORNING.replace(hour=12)).number


def test_alembic_s_own_command_finds_the_database_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'own.sqlite3'}"
    monkeypatch.setenv("CHUYENHOA_DATABASE_URL", url)
    settings = Config()
    settings.set_main_option("script_location", "workflow:migrations")
    settings.set_main_option("path_separator", "os")

    command.upgrade(settings, "head")

    engine = open_engine(url)
    assert is_up_to_date(engine)
    engine.dispose()
