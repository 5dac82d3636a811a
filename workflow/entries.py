"""One entry of a case looked at again: what it was, what rests on it, how the case stood before."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Date, Row, Select, Uuid, bindparam, func, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.case import ImpossibleMoveError, row_voiding
from states.facts import Resting
from states.terms import Action, CaseState, Text
from states.transition import Transition
from workflow.casefiles import CASE_AFTER, RECORDED
from workflow.errors import NotFound, NotPossibleNow
from workflow.facts import CASES, STANDS, other_open_case

_TABLES = SQLModel.metadata.tables
_HISTORY = _TABLES["history"]
_REQUESTS = _TABLES["correction_request"]
_HANDED = _TABLES["handed_over"]
_PLACES = _TABLES["place"]
_ENTRY: Select[Any] = (
    select(_HISTORY, CASES.c.number.label("case_file"))
    .join(CASES, CASES.c.id == _HISTORY.c.case_id)
    .where(_HISTORY.c.number == bindparam("entry"))
)
_BEFORE = select(_HISTORY.c.entry).where(
    _HISTORY.c.case_id == bindparam("case"), _HISTORY.c.case_number == bindparam("place")
)
_LATER: Select[Any] = (
    select(_HISTORY.c.number, _HISTORY.c.deed)
    .where(
        _HISTORY.c.case_id == bindparam("case"),
        _HISTORY.c.case_number > bindparam("place"),
        _HISTORY.c.from_state != _HISTORY.c.to_state,
        STANDS,
    )
    .order_by(_HISTORY.c.number.desc())
)
_FIRST = (
    select(func.min(_HISTORY.c.number))
    .where(_HISTORY.c.case_id == CASES.c.id)
    .correlate(CASES)
    .scalar_subquery()
)
_TAKEN_ON: Select[Any] = (
    select(CASES.c.number)
    .join(_HANDED, _HANDED.c.successor_id == CASES.c.id)
    .where(_HANDED.c.entry == bindparam("entry"), CASES.c.is_open, bindparam("entry") < _FIRST)
    .order_by(CASES.c.number)
)
_LOCK_COMMUNE = select(_PLACES.c.id).where(_PLACES.c.id == bindparam("commune")).with_for_update()
_VOIDING = select(_REQUESTS.c.id).where(
    _REQUESTS.c.entry == bindparam("entry"), _REQUESTS.c.kind == "void", _REQUESTS.c.approved
)


def entry_of_a_case(session: Session, number: int) -> Row[Any]:
    """Return an entry with the number of its case; raises NotFound where there is none such."""
    row: Row[Any] | None = session.execute(_ENTRY, {"entry": number}).one_or_none()
    if row is None:
        raise NotFound(Text("Không có bút toán này.", "There is no such entry."))
    return row


def row_taking_back(deed: str, source: str | None, target: str | None) -> Transition:
    """Return the row of the table that voids a step, from where it led back to where it began.

    Raises NotPossibleNow for an entry that moved nothing or opened its case.
    """
    try:
        return row_voiding(Action(deed), CaseState(target or ""), back_to=CaseState(source or ""))
    except (ValueError, ImpossibleMoveError):
        raise NotPossibleNow(_NO_STEP) from None


def is_voided(session: Session, number: int) -> bool:
    """Whether an entry has been voided."""
    return session.execute(_VOIDING, {"entry": number}).first() is not None


def resting_on(session: Session, file: Row[Any], entry: Row[Any]) -> tuple[Resting, ...]:
    """Return what has to be undone before an entry is voided, in that order.

    The caller has locked the case; the commune is locked here, so that no case is opened meanwhile.
    """
    session.execute(_LOCK_COMMUNE, {"commune": file.commune_id})
    which = {"case": file.id, "place": entry.case_number}
    later = session.execute(_LATER, which)
    resting = [Resting(row.number, row.deed) for row in later]
    before = row_before(session, entry)
    other = other_open_case(session, file.commune_id) if before["is_open"] else None
    opened = {other} - {None, file.number}
    opened |= set(session.execute(_TAKEN_ON, {"entry": entry.number}).scalars())
    return (*resting, *(Resting(0, "", number) for number in sorted(filter(None, opened))))


def row_before(session: Session, entry: Row[Any]) -> dict[str, Any]:
    """Return the columns of the case as the entry before this one left them."""
    which = {"case": entry.case_id, "place": entry.case_number - 1}
    told: Mapping[str, Any] = json.loads(session.execute(_BEFORE, which).scalar_one())
    kept = told["facts"][CASE_AFTER]
    return {column.name: _value(column, kept.get(column.name)) for column in RECORDED}


def _value(column: Column[Any], told: str | int | None) -> Any:  # noqa: ANN401 - by the column
    if told is None:
        return None
    match column.type:
        case Boolean():
            return bool(told)
        case Date():
            return date.fromisoformat(str(told))
        case Uuid():
            return UUID(str(told))
    return told


_NO_STEP = Text(
    "Chỉ hủy được bút toán đã chuyển trạng thái hồ sơ; bút toán khác thì đính chính.",
    "Only an entry that moved the case can be voided; others are rectified.",
)
