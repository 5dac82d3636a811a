"""Days off as documents set them: loaded from a file, once, and counted in every deadline."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel
from typer.testing import CliRunner

import web.cli
from states.deadlines import months_after
from tests.builders import World
from tests.people_and_places import AT
from workflow.calendar import days_off
from workflow.database import reading, writing
from workflow.deeds.accounts import SYSTEM, system_actor
from workflow.deeds.holidays import COLUMNS, OVERRIDES, load_holidays
from workflow.errors import InvalidInput

HEADER = ",".join(COLUMNS)
SWAP = "2026-02-28,no,Làm bù,Công văn 1/CV"
CULTURE_DAY_OFF = "2026-11-24,yes,Ngày Văn hóa Việt Nam,Nghị quyết 1/NQ"
CULTURE_DAY_WORKED = "2026-11-24,no,Ngày Văn hóa Việt Nam,Nghị quyết 2/NQ"


def loaded(world: World, path: Path, *rows: str) -> int:
    """How many days changed when a file of those rows was loaded."""
    path.joinpath("days.csv").write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    with writing(world.engine) as session:
        by = system_actor(session, at=AT)
        return load_holidays(session, path / "days.csv", by=by, at=AT)


def last_day(world: World, event: date, months: int) -> date:
    with reading(world.engine) as session:
        return months_after(event, months, days_off(session, years=(2025, 2026))).last_day


def entries(world: World) -> list[dict[str, object]]:
    history = SQLModel.metadata.tables["history"]
    chosen = select(history.c.entry).where(history.c.deed == "holidays_loaded")
    with reading(world.engine) as session:
        return [json.loads(text) for text in session.execute(chosen).scalars()]


def test_a_swapped_working_saturday_moves_the_end_of_a_period(either_world: World, tmp_path: Path):
    # domain: six months from 31/08/2025 end on Saturday 28/02/2026, so on Monday 02/03/2026.
    assert date(2026, 3, 2) == last_day(either_world, date(2025, 8, 31), 6)

    assert 1 == loaded(either_world, tmp_path, SWAP)

    assert date(2026, 2, 28) == last_day(either_world, date(2025, 8, 31), 6)


def test_the_culture_day_is_switched_off_and_on(either_world: World, tmp_path: Path):
    loaded(either_world, tmp_path, CULTURE_DAY_WORKED)
    assert date(2026, 11, 24) == last_day(either_world, date(2026, 5, 24), 6)

    assert 1 == loaded(either_world, tmp_path, CULTURE_DAY_OFF)

    assert date(2026, 11, 25) == last_day(either_world, date(2026, 5, 24), 6)


def test_a_file_is_one_entry_and_the_same_file_again_none(either_world: World, tmp_path: Path):
    first = loaded(either_world, tmp_path, SWAP, CULTURE_DAY_WORKED)
    again = loaded(either_world, tmp_path, SWAP, CULTURE_DAY_WORKED)

    (entry,) = entries(either_world)
    assert (2, 0) == (first, again)
    assert SYSTEM.hex == entry["by"]
    assert {
        "count": 2,
        "documents": ["Công văn 1/CV", "Nghị quyết 2/NQ"],
        "holidays": [],
        "worked": ["2026-02-28", "2026-11-24"],
    } == entry["facts"]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("28/02/2026,no,Làm bù,Công văn 1", ("năm-tháng-ngày", "must be year-month-day")),
        (",no,Làm bù,Công văn 1", ("thiếu ngày", "the day is missing")),
        ("2026-02-28,0,Làm bù,Công văn 1", ("yes (nghỉ) hoặc no", "must be yes (off) or no")),
        ("2026-02-28,no, ,Công văn 1", ("thiếu tên", "name or source is missing")),
        ("2026-02-28,no,Làm bù, ", ("thiếu văn bản", "document is missing")),
        ("2026-02-28,no,Làm bù", ("có 3 cột", "3 columns found")),
        (CULTURE_DAY_OFF, ("đã có ở dòng 2", "stands on line 2 already")),
    ],
)
def test_a_fault_is_named_with_its_line_and_nothing_is_loaded(
    world: World, tmp_path: Path, row: str, says: tuple[str, str]
):
    with pytest.raises(InvalidInput) as fault:
        loaded(world, tmp_path, CULTURE_DAY_WORKED, row)

    assert all(
        words in text
        for words, text in zip(says, (fault.value.says.vi, fault.value.says.en), strict=True)
    )
    assert "dòng 3" in fault.value.says.vi
    assert "line 3" in fault.value.says.en
    assert [] == entries(world)
    assert date(2026, 11, 25) == last_day(world, date(2026, 5, 24), 6)


def test_the_file_of_the_product_can_be_loaded(world: World):
    with writing(world.engine) as session:
        by = system_actor(session, at=AT)
        changed = load_holidays(session, OVERRIDES, by=by, at=AT)

    assert len(OVERRIDES.read_text(encoding="utf-8").splitlines()) - 1 == changed


def test_the_command_loads_a_file_and_names_a_fault(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CHUYENHOA_DATABASE_URL", str(world.engine.url))
    file, faulty = tmp_path / "days.csv", tmp_path / "faulty.csv"
    file.write_text(f"{HEADER}\n{SWAP}\n", encoding="utf-8")
    faulty.write_text(f"{HEADER}\n28/02/2026,no,a,b\n", encoding="utf-8")
    run = CliRunner().invoke

    done = run(web.cli.app, ["holidays", "load", str(file)])
    shipped = run(web.cli.app, ["holidays", "load"])
    refused = run(web.cli.app, ["holidays", "load", str(faulty)])

    assert (0, 0, 1) == (done.exit_code, shipped.exit_code, refused.exit_code)
    assert "Đã ghi 1 ngày" in done.output
    assert "Tệp faulty.csv, dòng 2" in refused.output
    assert 1 == len(entries(world))
