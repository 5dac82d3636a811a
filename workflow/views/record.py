"""The record of deeds: lists of entries, and how the log stands.

What an entry says is printed as it was recorded and never judged again; only the names of
people and of cases are looked up today.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Engine, Row, and_, exists, func, or_, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import CaseState, Role, Text
from workflow.access import within
from workflow.calendar import HANOI
from workflow.database import read_instant, reading, stored_instant
from workflow.facts import CASES
from workflow.folding import folded
from workflow.verification import Verification, verify
from workflow.views.deed_names import DEEDS
from workflow.views.marks import RECTIFIED_BY, VOIDED_BY, mark
from workflow.views.naming import unit
from workflow.views.sentences import Told, told

PAGE = 25
_TABLES = SQLModel.metadata.tables
HISTORY = _TABLES["history"]
_HEAD = _TABLES["log_head"]
_PERSONS = _TABLES["person"]
_PLACES = _TABLES["place"]
_COUNCILS = _TABLES["council"]
_BELONGS = _TABLES["entry_place"]
_PARENTS = _TABLES["place_parent"]
_THERE = _PLACES.alias("there")
_NAMES = (
    func.coalesce(_PERSONS.c.name, _COUNCILS.c.name).label("person"),
    CASES.c.number.label("case"),
    _PLACES.c.name.label("commune"),
    _PLACES.c.kind.label("commune_kind"),
)
ENTRIES = select(HISTORY, *_NAMES, VOIDED_BY, RECTIFIED_BY).select_from(
    HISTORY.outerjoin(_PERSONS, _PERSONS.c.id == HISTORY.c.person_id)
    .outerjoin(_COUNCILS, _COUNCILS.c.id == HISTORY.c.person_id)
    .outerjoin(CASES, CASES.c.id == HISTORY.c.case_id)
    .outerjoin(_PLACES, _PLACES.c.id == CASES.c.commune_id)
)
_PEOPLE = select(_PERSONS.c.id, _PERSONS.c.name, _PERSONS.c.login)
_STANDING = select(_HEAD.c.size, _HEAD.c.last_at, HISTORY.c.root_after).select_from(
    _HEAD.outerjoin(HISTORY, HISTORY.c.number == _HEAD.c.size)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the list of entries is narrowed to; days are those of recording, both counted.

    `older` and `newer` are the number of the entry the page lies beyond.
    """

    case: str = ""
    deed: str = ""
    person: str = ""
    since: date | None = None
    until: date | None = None
    older: int | None = None
    newer: int | None = None


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry of a list; `at` is the instant of recording, `effective` the legal day.

    `mark` says by which entry it was corrected since, where it was.
    """

    number: int
    case_number: int | None
    at: str
    effective: date | None
    person: str
    capacity: Text | None
    case: str
    commune: Text | None
    source: CaseState | None
    target: CaseState | None
    deed: Text
    told: Told
    leaf: str
    mark: Text | None = None

    @property
    def recorded_on(self) -> date:
        """The day of recording, in Vietnam."""
        return read_instant(self.at).astimezone(HANOI).date()

    @property
    def legal_day(self) -> date | None:
        """The legal day where it is another than the day of recording."""
        return None if self.effective == self.recorded_on else self.effective

    @property
    def moved(self) -> bool:
        """Whether the case changed its state."""
        return self.source is not self.target


@dataclass(frozen=True, slots=True)
class Log:
    """One page of entries, newest first, and the numbers the pages around it begin at."""

    lines: tuple[EntryLine, ...]
    newer: int | None
    older: int | None


@dataclass(frozen=True, slots=True)
class LogStanding:
    """The head of the log: how many entries, the root over them, when the newest was recorded."""

    size: int
    root: str
    last_at: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose eyes look: the places held, and those held as their auditor.

    Entries without a case are for the auditors of the places they belong to; those about
    accounts alone belong to none and are for every auditor.
    """

    places: frozenset[UUID]
    audits: frozenset[UUID] = frozenset()

    @property
    def may_see(self) -> ColumnElement[bool]:
        """Return the condition that an entry is for this reader."""
        if not self.audits:
            return within(self.places)
        belongs = exists().where(_BELONGS.c.number == HISTORY.c.number)
        audited = belongs.where(
            _BELONGS.c.place_id == _THERE.c.id,
            or_(
                _THERE.c.id.in_(self.audits),
                _THERE.c.province_id.in_(self.audits),
                _THERE.c.id.in_(
                    select(_PARENTS.c.place_id).where(_PARENTS.c.parent_id.in_(self.audits))
                ),
            ),
        )
        of_no_case = and_(HISTORY.c.case_id.is_(None), or_(~belongs, audited))
        return or_(of_no_case, within(self.places))


def entries(session: Session, wanted: Wanted, reader: Reader) -> Log:
    """Return one page of the entries a reader may see, the newest first."""
    number = HISTORY.c.number
    statement = ENTRIES.where(reader.may_see, *conditions(session, wanted)).limit(PAGE + 1)
    if wanted.newer is not None:
        rows = session.execute(statement.where(number > wanted.newer).order_by(number)).all()
        shown, more = rows[:PAGE][::-1], len(rows) > PAGE
        lines = tuple(entry_line(row, json.loads(row.entry)) for row in shown)
        return Log(lines, lines[0].number if more and lines else None, _last(lines))
    if wanted.older is not None:
        statement = statement.where(number < wanted.older)
    rows = session.execute(statement.order_by(number.desc())).all()
    lines = tuple(entry_line(row, json.loads(row.entry)) for row in rows[:PAGE])
    first = lines[0].number if lines and wanted.older is not None else None
    return Log(lines, first, _last(lines) if len(rows) > PAGE else None)


def entries_of(
    session: Session, case: str, reader: Reader, *, oldest_first: bool
) -> tuple[EntryLine, ...]:
    """Return every entry of a case; none when the case is unknown or not the reader's."""
    number = HISTORY.c.case_number
    order = number if oldest_first else number.desc()
    statement = ENTRIES.where(reader.may_see, CASES.c.number == case).order_by(order)
    return tuple(entry_line(row, json.loads(row.entry)) for row in session.execute(statement))


def log_standing(session: Session) -> LogStanding:
    """Return the head of the log as the database holds it."""
    row = session.execute(_STANDING).one()
    return LogStanding(row.size, row.root_after or "", row.last_at)


def recheck(engine: Engine, *, at_most: int) -> Verification | None:
    """Verify the whole history at once, or return None when it is longer than that."""
    with reading(engine) as session:
        size = log_standing(session).size
    return verify(engine) if size <= at_most else None


def conditions(session: Session, wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return the conditions that an entry fits what is wanted."""
    found: list[ColumnElement[bool]] = []
    if wanted.case:
        found.append(CASES.c.number == folded(wanted.case).upper())
    if wanted.deed:
        found.append(HISTORY.c.deed == wanted.deed)
    if wanted.person:
        found.append(HISTORY.c.person_id.in_(people_named(session, wanted.person)))
    if wanted.since:
        found.append(HISTORY.c.at >= _midnight(wanted.since))
    if wanted.until:
        found.append(HISTORY.c.at < _midnight(wanted.until + timedelta(days=1)))
    return found


def people_named(session: Session, typed: str) -> list[UUID]:
    """Return the people whose name holds what was typed, or whose login it is."""
    words = folded(typed)
    people = session.execute(_PEOPLE).all()
    return [each.id for each in people if words in folded(each.name) or words == each.login]


def _midnight(day: date) -> str:
    return stored_instant(datetime.combine(day, time(), HANOI))


def _last(lines: Sequence[EntryLine]) -> int | None:
    return lines[-1].number if lines else None


def entry_line(row: Row[Any], content: Mapping[str, Any]) -> EntryLine:
    """Return an entry as a list shows it; `content` is its text as parsed JSON."""
    deed = DEEDS.get(row.deed, Text(row.deed, row.deed))
    said = told(content)
    capacity = content.get("capacity")
    return EntryLine(
        number=row.number,
        case_number=row.case_number,
        at=row.at,
        effective=row.effective,
        person=row.person or row.person_id.hex,
        capacity=Role(capacity).label if capacity in set(Role) else None,
        case=row.case or "",
        commune=unit(row.commune_kind, row.commune) if row.commune else None,
        source=CaseState(row.from_state) if row.from_state else None,
        target=CaseState(row.to_state) if row.to_state else None,
        deed=deed,
        told=Told(deed, said.body, said.tone) if said.title.vi == row.deed else said,
        leaf=row.leaf,
        mark=mark(row),
    )
