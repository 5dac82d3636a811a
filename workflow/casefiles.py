"""The row of a case: read, locked, and changed together with its version."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Row, Update, bindparam, select, update
from sqlmodel import Session

from workflow.errors import StaleForm, UnknownCase
from workflow.facts import CASES

_CASE = select(CASES).where(CASES.c.number == bindparam("case_number"))
_LOCK = _CASE.with_for_update()


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
    written = session.connection().execute(
        _change_of(frozenset(changes)), {**which, **following, **changes}
    )
    if written.rowcount != 1:
        raise StaleForm(file.number, seen=file.version, now=file.version + 1)


@cache
def _change_of(columns: frozenset[str]) -> Update:
    """Return the statement that changes those columns: made once, since making it is dear."""
    return (
        update(CASES)
        .where(
            CASES.c.id == bindparam("changed_case"), CASES.c.version == bindparam("read_version")
        )
        .values({name: bindparam(name) for name in ("version", "entries", *sorted(columns))})
    )


def _one(session: Session, number: str, *, lock: bool) -> Row[Any]:
    statement = _LOCK if lock else _CASE
    row = session.connection().execute(statement, {"case_number": number}).one_or_none()
    if row is None:
        raise UnknownCase(number)
    return row
