"""What happened to a case, entry by entry, in words and with the names of today."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Row, bindparam, case, func, or_, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Text
from states.wording import day
from workflow.calendar import HANOI
from workflow.database import read_instant
from workflow.facts import MOVES
from workflow.views.marks import RECTIFIED_BY, VOIDED_BY, mark
from workflow.views.sentences import told

_TABLES = SQLModel.metadata.tables
_HISTORY = _TABLES["history"]
_PERSONS = _TABLES["person"]
_COUNCILS = _TABLES["council"]
# The steps of the case all, but the words of the newest entries only.
_ENTRIES = (
    select(
        _HISTORY.c.number,
        _HISTORY.c.case_number,
        _HISTORY.c.deed,
        _HISTORY.c.to_state,
        _HISTORY.c.effective,
        _HISTORY.c.at,
        func.coalesce(_PERSONS.c.name, _COUNCILS.c.name).label("name"),
        case((_HISTORY.c.case_number > bindparam("after"), _HISTORY.c.entry)).label("entry"),
        VOIDED_BY,
        RECTIFIED_BY,
    )
    .select_from(
        _HISTORY.outerjoin(_PERSONS, _PERSONS.c.id == _HISTORY.c.person_id).outerjoin(
            _COUNCILS, _COUNCILS.c.id == _HISTORY.c.person_id
        )
    )
    .where(
        _HISTORY.c.case_id == bindparam("case"),
        or_(_HISTORY.c.deed.in_(MOVES), _HISTORY.c.case_number > bindparam("after")),
    )
    .order_by(_HISTORY.c.case_number.desc())
)


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of the history in words; `at` is the legal day, or the instant of recording.

    `entry` is its number within the case, `number` that in the whole history.
    """

    entry: int
    number: int
    title: Text
    by: str
    at: date | str
    body: Text
    tone: Literal["plain", "bad"]
    href: str = ""

    @property
    def sentence(self) -> Text:
        """The entry in one line: when, by whom, what."""
        when = day(self.at) if isinstance(self.at, date) else _moment(self.at)
        by = f" · {self.by}" if self.by else ""
        return Text(f"{when}{by}: {self.title.vi}.", f"{when}{by}: {self.title.en}.")


def read_entries(session: Session, case_id: UUID, *, after: int) -> Sequence[Row[Any]]:
    """Return the entries of a case after a number, newest first, and every step before it.

    The steps before come without their text: their days alone are wanted.
    """
    return session.execute(_ENTRIES, {"case": case_id, "after": max(after, 0)}).all()


def in_words(row: Row[Any]) -> Happening:
    """Date an entry by its legal day where that is not the day it was recorded on."""
    said = told(json.loads(row.entry))
    recorded = read_instant(row.at).astimezone(HANOI).date()
    same = row.effective is None or row.effective == recorded
    late = Text(
        f"Ghi vào hệ thống ngày {day(recorded)}.", f"Recorded in the system on {day(recorded)}."
    )
    parts = [said.body, *([] if same else [late]), *filter(None, [mark(row)])]
    return Happening(
        entry=row.case_number,
        number=row.number,
        title=said.title,
        by=row.name or "",
        at=row.at if same else row.effective,
        body=Text(
            " ".join(part.vi for part in parts if part.vi),
            " ".join(part.en for part in parts if part.en),
        ),
        tone=said.tone,
    )


def _moment(at: str) -> str:
    return f"{read_instant(at).astimezone(HANOI):%H:%M %d/%m/%Y}"
