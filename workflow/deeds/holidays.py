"""Loading the yearly decisions on days off: swapped working days, a holiday in force or not.

A file has one day a row: the day, `yes` where it is off and `no` where it is worked, what it is
called, and the document that says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlmodel import Session, SQLModel

import workflow.models.places  # noqa: F401 - the table written below
from workflow.deeds.accounts import record_deed
from workflow.territory.fields import as_day, as_name
from workflow.territory.reading import read_rows
from workflow.territory.rows import Line

LOADED = "holidays_loaded"
OVERRIDES = Path(__file__).parents[1] / "overrides.csv"
COLUMNS = ("day", "off", "name", "document")
ANSWERS = {"yes": True, "no": False}
_HOLIDAYS = SQLModel.metadata.tables["holiday"]
_CHANGE = (
    update(_HOLIDAYS)
    .where(_HOLIDAYS.c.day == bindparam("changed"))
    .values({name: bindparam(name) for name in COLUMNS[1:]})
)


@dataclass(frozen=True, slots=True)
class Override:
    """One day that a document sets off, or sets to be worked, against the calendar."""

    line: Line
    day: date
    off: bool
    name: str
    document: str

    def as_row(self) -> dict[str, Any]:
        """Return the row of the table."""
        return {name: getattr(self, name) for name in COLUMNS}


def load_holidays(session: Session, file: Path, *, by: UUID, at: datetime) -> int:
    """Bring the table of overrides in step with a file, and return how many days changed.

    Days the file does not name stay. What changed is one entry of the history; the same file
    loaded again changes and records nothing.

    Raises InvalidInput, before anything is written, naming the line and its fault.
    """
    given = list(_each_once(read_rows(file, COLUMNS, _override)))
    kept = session.connection().execute(select(_HOLIDAYS)).mappings()
    present = {row["day"]: dict(row) for row in kept}
    changed = [one.as_row() for one in given if present.get(one.day) != one.as_row()]
    if not changed:
        return 0
    if new := [row for row in changed if row["day"] not in present]:
        session.connection().execute(insert(_HOLIDAYS), new)
    if old := [{**row, "changed": row["day"]} for row in changed if row["day"] in present]:
        session.connection().execute(_CHANGE, old)
    facts = {
        "count": len(changed),
        "documents": sorted({row["document"] for row in changed}),
        "holidays": sorted(row["day"].isoformat() for row in changed if row["off"]),
        "worked": sorted(row["day"].isoformat() for row in changed if not row["off"]),
    }
    record_deed(session, LOADED, facts, by=by, at=at)
    return len(changed)


def _override(line: Line, fields: dict[str, str]) -> Override:
    day = as_day(line, fields["day"])
    if day is None:
        raise line.wrong("thiếu ngày", "the day is missing")
    if fields["off"] not in ANSWERS:
        raise line.wrong(
            f"cột off ghi “{fields['off']}”, phải là yes (nghỉ) hoặc no (làm việc)",
            f"off reads “{fields['off']}”, must be yes (off) or no (worked)",
        )
    document = fields["document"].strip()
    if not document:
        raise line.wrong("thiếu văn bản công bố", "the announcing document is missing")
    name = as_name(line, fields["name"]).strip()
    return Override(line, day, off=ANSWERS[fields["off"]], name=name, document=document)


def _each_once(overrides: Iterable[Override]) -> Iterable[Override]:
    seen: dict[date, int] = {}
    for one in overrides:
        if one.day in seen:
            before = seen[one.day]
            raise one.line.wrong(
                f"ngày {one.day} đã có ở dòng {before}",
                f"{one.day} stands on line {before} already",
            )
        seen[one.day] = one.line.number
        yield one
