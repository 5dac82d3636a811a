"""Fifty broken or hostile files, each refused or read with a sentence, in little time and room."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.hostile_files import READ, REFUSED, write_all
from tests.hostile_books import CRIMES, HEAD, REPORTS, book, register
from workflow.intake.layout import CODE, NAME
from workflow.intake.reading import understood

ROOT = Path(__file__).parents[2]
MOST_SECONDS, MOST_KILOBYTES = 10, 300 * 1024


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What became of every file, opened in a fresh process."""
    folder = tmp_path_factory.mktemp("hostile")
    write_all(folder)
    started = [sys.executable, "-m", "tests.attacks.hostile_files", str(folder)]
    told: dict[str, Any] = json.loads(
        subprocess.run(started, cwd=ROOT, check=True, capture_output=True).stdout
    )
    return told


def test_there_are_more_than_fifty_of_them():
    assert len(REFUSED | READ) == len(REFUSED) + len(READ) > 50


@pytest.mark.parametrize("name", REFUSED)
def test_the_file_is_refused_with_its_sentence(opened: dict[str, Any], name: str):
    assert REFUSED[name][1] in opened["files"][name].get("refused", opened["files"][name])


@pytest.mark.parametrize("name", READ)
def test_the_file_is_read_and_its_cell_has_its_answer(opened: dict[str, Any], name: str):
    expected, file = READ[name][1], opened["files"][name]

    seen = [cell for cell in file["cells"] if cell is not None]

    assert seen, file
    assert all(expected in c if isinstance(expected, str) else c == expected for c in seen), seen


def test_none_takes_ten_seconds_or_three_hundred_megabytes(opened: dict[str, Any]):
    slow = {n: f["seconds"] for n, f in opened["files"].items() if f["seconds"] > MOST_SECONDS}

    assert slow == {}
    assert opened["kilobytes"] < MOST_KILOBYTES


def test_an_extra_column_is_named_and_not_read_and_a_missing_one_is_named():
    content = book(
        ("02212", "xã Hòa An", 3, "bí mật"),
        head=(CODE, NAME, CRIMES, "Ghi chú"),
        front={"groups": "a"},
    )

    with understood(content, lambda _: register()) as read:
        cells = list(read.cells)

    told = [each.vi for each in read.reading.remarks]
    assert [cell.figure.count for cell in cells if cell.figure] == [3]
    assert "Cột D “Ghi chú” không thuộc tệp mẫu và không được đọc." in told
    assert any("Thiếu cột" in each and REPORTS in each for each in told)


def test_one_bad_row_loses_none_of_the_others():
    content = book(("02212", "", 3, "HSNV"), ("99999", "", 1, 1), (4, "", "ba", "KPS"), head=HEAD)

    with understood(content, lambda _: register()) as read:
        told = [(cell.row, cell.column, cell.fault is None) for cell in read.cells]

    assert told == [
        (2, "C", True),
        (2, "D", True),
        (3, "A", False),
        (4, "C", False),
        (4, "D", True),
    ]
