"""What became of an entry: the requests about it, and it beside the entry that corrects it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session

from workflow.entries import row_taking_back
from workflow.errors import NotPossibleNow
from workflow.views.case_requests import CORRECTIONS, CaseRequest, RequestReader, requests_where
from workflow.views.one_entry import EntrySheet
from workflow.views.record import ENTRIES, HISTORY, EntryLine, entry_line


@dataclass(frozen=True, slots=True)
class Pair:
    """A wrong entry beside the one that corrects it, with the request that led there."""

    wrong: EntryLine
    right: EntryLine
    request: CaseRequest


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of an entry: pairs of entries, other requests, and what may be asked for."""

    pairs: tuple[Pair, ...]
    requests: tuple[CaseRequest, ...]
    may_be_rectified: bool
    may_be_voided: bool


def corrections_of(session: Session, sheet: EntrySheet, reader: RequestReader) -> Corrections:
    """Return what concerns the correction of one entry, which the reader has been shown to see."""
    number = sheet.line.number
    if not sheet.line.case:
        return Corrections((), (), may_be_rectified=False, may_be_voided=False)
    about = or_(CORRECTIONS.c.entry == number, CORRECTIONS.c.decided_entry == number)
    requests = requests_where(session, CORRECTIONS, about, reader) if sheet.has_requests else ()
    lines = _lines(session, [one for one in requests if one.approved])
    pairs = tuple(
        Pair(lines[one.entry], lines[one.decided_entry], one) for one in requests if one.approved
    )
    gone = any(pair.wrong.number == number and pair.right.moved for pair in pairs)
    return Corrections(
        pairs=pairs,
        requests=tuple(one for one in requests if not one.approved),
        may_be_rectified=not gone,
        may_be_voided=not gone and _moved(json.loads(sheet.text)),
    )


def _lines(session: Session, requests: list[CaseRequest]) -> Mapping[int | None, EntryLine]:
    numbers = {number for one in requests for number in (one.entry, one.decided_entry)}
    if not numbers:
        return {}
    rows = session.execute(ENTRIES.where(HISTORY.c.number.in_(numbers)))
    return {row.number: entry_line(row, json.loads(row.entry)) for row in rows}


def _moved(entry: Mapping[str, Any]) -> bool:
    try:
        row_taking_back(entry["deed"], entry["from"], entry["to"])
    except NotPossibleNow:
        return False
    return True
