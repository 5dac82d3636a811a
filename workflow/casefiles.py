"""The row of a case: read, locked, and changed together with its version."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select, update
from sqlmodel import Session

from workflow.errors import StaleForm, UnknownCase
from workflow.facts import CASES
from workflow.prepared import Prepared

CASE_AFTER = "case_after"
# Beside the row an entry names the case by its id, and its own number is the version to come.
RECORDED = tuple(
    sorted(
        (column for column in CASES.c if column.name not in {"id", "version", "entries"}),
        key=lambda column: column.name,
    )
)
_CASE = select(CASES).where(CASES.c.number == bindparam("case_number"))
_READ = Prepared(_CASE)
_LOCK = Prepared(_CASE.with_for_update())


def lock_case(session: Session, number: str) -> Row[Any]:
    """Return a case's row, locked until the transaction ends; raises UnknownCase."""
    return _one(session, number, lock=True)


def read_case(session: Session, number: str) -> Row[Any]:
    """Return a case's row as it stands; raises UnknownCase."""
    return _one(session, number, lock=False)


def change_case(session: Session, file: Row[Any], changes: Mapping[str, Any]) -> None:
    """Write a case's changes with its next version and entry; the version is the second lock.

    Raises StaleForm when somebody else wrote first, which the row lock should have prevented.
    """
    following = {"version": file.version + 1, "entries": file.entries + 1}
    which = {"changed_case": file.id, "read_version": file.version}
    written = _change_of(frozenset(changes)).run(session, {**which, **following, **changes})
    if written != 1:
        raise StaleForm(file.number, seen=file.version, now=file.version + 1)


def case_after(file: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fact that every entry of a case holds: its row as the deed leaves it."""
    return {CASE_AFTER: as_recorded({**file, **changes})}


def as_recorded(row: Mapping[str, Any]) -> dict[str, str | int]:
    """Return the row of a case as an entry holds it: strings and whole numbers, nothing empty."""
    told = ((column.name, row.get(column.name)) for column in RECORDED)
    return {name: recorded(value) for name, value in told if value is not None}


def recorded(value: object) -> str | int:
    """Return one value as an entry holds it."""
    match value:
        case int():
            return int(value)
        case UUID():
            return value.hex
        case date():
            return value.isoformat()
    return str(value)


@cache
def _change_of(columns: frozenset[str]) -> Prepared:
    """Return the statement that changes those columns: made once, since making it is dear."""
    return Prepared(
        update(CASES)
        .where(
            CASES.c.id == bindparam("changed_case"), CASES.c.version == bindparam("read_version")
        )
        .values({name: bindparam(name) for name in ("version", "entries", *sorted(columns))})
    )


def _one(session: Session, number: str, *, lock: bool) -> Row[Any]:
    row = (_LOCK if lock else _READ).one_or_none(session, {"case_number": number})
    if row is None:
        raise UnknownCase(number)
    return row
