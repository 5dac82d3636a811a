"""A spreadsheet opened in a process of its own, with little memory and a few seconds.

`python -m workflow.intake.apart SHEET …` reads a file from its input and writes lines of JSON:
one about the workbook, then for each sheet asked for one line about it and one for each row.
Whatever a file does to the reader, it does it here, and the product goes on.
"""

import json
import re
import resource
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
)

from workflow.folding import folded
from workflow.intake.guard import NotToOpen, inspect

MOST_MEMORY = 280 * 1024 * 1024
MOST_SECONDS = 8
FARTHEST = 1000
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FAULTY = re.compile(r'<c\s([^>]*\bt="e"[^>]*)>(?:<f[^>]*?(?:/>|>[^<]*</f>))?<v>(#[^<]{1,20})</v>')
_PLACE = re.compile(r'\br="([A-Z]{1,3})([0-9]{1,7})"')
Faults = Mapping[int, Mapping[int, str]]


def main() -> None:
    """Read the file from the input and write what stands in the sheets asked for."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))
    content = sys.stdin.buffer.read()
    try:
        for line in read(content, sys.argv[1:]):
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    except NotToOpen as fault:
        sys.stdout.write(json.dumps({"refused": fault.why, "named": fault.named}) + "\n")
    except MemoryError:
        sys.stdout.write(json.dumps({"refused": "bomb", "named": ""}) + "\n")


def read(content: bytes, wanted: Sequence[str]) -> Iterator[object]:
    """Yield the workbook, then each sheet wanted that it has, with its rows.

    Raises NotToOpen.
    """
    kind = inspect(content)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        shown = {
            each.name: each.visible is SheetVisibleEnum.Visible for each in workbook.sheets_metadata
        }
        yield {"sheets": shown}
        written = {folded(name): name for name in reversed(shown)}
        for asked in wanted:
            if name := written.get(folded(asked)):
                sheet = workbook.get_sheet_by_name(name)
                merged = [[*first, *last] for first, last in sheet.merged_cell_ranges or ()]
                yield {"sheet": asked, "shown": shown[name], "merged": merged}
                yield from _rows(sheet, _faults(content, name) if kind == "zip" else {})
    except PasswordError as fault:
        raise NotToOpen("password") from fault
    except (CalamineError, OSError, ET.ParseError, KeyError) as fault:
        raise NotToOpen("broken") from fault


def _rows(sheet: CalamineSheet, faults: Faults) -> Iterator[object]:
    start = sheet.start
    if start is None:
        return
    before = [None] * start[1]
    for number, cells in enumerate(sheet.iter_rows()):
        row = before + [_told(cell) for cell in cells]
        for column, says in faults.get(number, {}).items():
            row += [None] * (column + 1 - len(row))
            row[column] = {"fault": says}
        yield row


def _told(cell: object) -> object:
    if isinstance(cell, datetime | date):
        return {"day": cell.isoformat()[:10]}
    if isinstance(cell, time | timedelta):
        return {"time": str(cell)}
    if cell == "":
        return None
    return cell


def _faults(content: bytes, name: str) -> Faults:
    """Return where an .xlsx holds an error value such as #REF!, which reads as a blank."""
    with ZipFile(BytesIO(content)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return {}
        # The guard has refused every declaration of an entity.
        book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
        links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
        targets = {link.get("Id"): link.get("Target", "") for link in links}
        every = book.iter(f"{_MAIN}sheet")
        sheets = {each.get("name"): targets.get(each.get(_ID), "") for each in every}
        target = sheets.get(name, "").removeprefix("/")
        member = target if target.startswith("xl/") else f"xl/{target}"
        text = archive.read(member).decode("utf-8", "replace")
    found: dict[int, dict[int, str]] = {}
    for match in _FAULTY.finditer(text):
        if placed := _PLACE.search(match[1]):
            row, column = int(placed[2]) - 1, _column(placed[1])
            if column < FARTHEST:
                found.setdefault(row, {})[column] = match[2]
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


if __name__ == "__main__":
    main()
