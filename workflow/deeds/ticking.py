"""The daily tick: who is reminded today of which due day, each of it once, however often it runs.

A due day is told of some days before, on the day, and on the first day after. A tick that comes
late tells only what still holds that day, so days without a tick repeat nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables written below
from states.milestones import milestones
from states.plans.book import PlanBook
from states.terms import CaseState, Level, Role
from workflow.calendar import HANOI
from workflow.deeds.letters import write_letters
from workflow.due import Reckoning, due_day, ended_before, reckoning
from workflow.engine import plan_of
from workflow.facts import CASES
from workflow.holders import holders
from workflow.models.reminders import ReminderKind

REMINDED = (Role.OFFICER, Role.COMMITTEE_OFFICE)
OF_PLANS = (Role.COMMITTEE_OFFICE,)
AT_A_TIME = 500
PERIODS = {
    CaseState.IN_TRANSFORMATION: "transformation_end",
    CaseState.MONITORING: "monitoring_end",
}
_PLACES = SQLModel.metadata.tables["place"]
_REMINDERS = SQLModel.metadata.tables["reminder"]
_PROVINCES: Select[Any] = select(_PLACES.c.id).where(
    _PLACES.c.level == Level.PROVINCE, _PLACES.c.code.in_(bindparam("codes", expanding=True))
)


@dataclass(frozen=True, slots=True)
class _Due:
    """One due day near today: of a case or a plan, over which place, for whom."""

    subject: str
    what: str
    on: date
    place: UUID
    roles: tuple[Role, ...]
    case: UUID | None = None


@dataclass(frozen=True, slots=True)
class Ticked:
    """How many reminders a tick wrote, and how many letters wait because of them."""

    reminders: int
    letters: int


def tick(
    session: Session, book: PlanBook, *, at: datetime, ahead: int, mails: bool = False
) -> Ticked:
    """Write the reminders of this day and, where letters are sent, one letter a person."""
    today = at.astimezone(HANOI).date()
    dues = [*_of_cases(session, book, today, ahead), *_of_plans(session, book, today, ahead)]
    written = 0
    for start in range(0, len(dues), AT_A_TIME):
        written += _remind(session, dues[start : start + AT_A_TIME], today)
    return Ticked(written, write_letters(session, today=today) if mails else 0)


def _of_cases(session: Session, book: PlanBook, today: date, ahead: int) -> Iterator[_Due]:
    known: Reckoning = reckoning(session, book, on=today)
    near = ended_before(book, known, today + timedelta(days=ahead + 1), on=today)
    for row in session.execute(select(CASES).where(near).order_by(CASES.c.number)):
        segments = known.segments(row.id)
        due = due_day(row, plan_of(book, row), known.days_off, segments, on=today)
        if due:
            what = PERIODS[CaseState(row.state)]
            yield _Due(row.id.hex, what, due.on, row.commune_id, REMINDED, row.id)


def _of_plans(session: Session, book: PlanBook, today: date, ahead: int) -> Iterator[_Due]:
    for plan in book.plans.values():
        near = [one for one in milestones(plan, today.year) if abs((one.day - today).days) <= ahead]
        if not near or not plan.provinces:
            continue
        for place in session.execute(_PROVINCES, {"codes": plan.provinces}).scalars():
            for one in near:
                yield _Due(plan.id, one.name, one.day, place, OF_PLANS)


def _remind(session: Session, dues: list[_Due], today: date) -> int:
    """Write what nobody was told yet; the key of the table holds back what was."""
    rows = [row for due, people in _people(session, dues, today) for row in _rows(due, people)]
    written = 0
    for start in range(0, len(rows), AT_A_TIME):
        written += _insert(session, [{**row, "said_on": today} for row in rows[start:][:AT_A_TIME]])
    return written


def _people(
    session: Session, dues: Iterable[_Due], today: date
) -> Iterator[tuple[tuple[_Due, ReminderKind], set[UUID]]]:
    every = [*dues]
    found = holders(session, {due.place for due in every}, REMINDED, on=today)
    for due in every:
        who = {one.person for one in found if one.commune == due.place and one.role in due.roles}
        yield (due, _kind(due.on, today)), who


def _kind(due: date, today: date) -> ReminderKind:
    if due > today:
        return ReminderKind.SOON
    return ReminderKind.TODAY if due == today else ReminderKind.OVERDUE


def _rows(told: tuple[_Due, ReminderKind], people: set[UUID]) -> Iterator[dict[str, Any]]:
    due, kind = told
    for person in sorted(people):
        yield {
            "id": uuid4(),
            "person_id": person,
            "case_id": due.case,
            "subject": due.subject,
            "what": due.what,
            "due_on": due.on,
            "kind": kind,
        }


def _insert(session: Session, rows: list[dict[str, Any]]) -> int:
    if not rows:
        return 0
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    new: Any = sqlite.insert(_REMINDERS) if on_sqlite else postgresql.insert(_REMINDERS)
    statement = new.values(rows).on_conflict_do_nothing().returning(_REMINDERS.c.id)
    return len(session.execute(statement).all())
