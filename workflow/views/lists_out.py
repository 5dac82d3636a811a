"""The lists as rows of plain cells, read page by page to their end, for taking them out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import Engine
from sqlmodel import Session

from states.plans.book import PlanBook
from states.terms import CaseState, Role, Text
from workflow.database import reading
from workflow.due import DueDay
from workflow.models.decisions import DecisionState
from workflow.views.awaited import Body, awaited, silent
from workflow.views.decisions import list_decisions
from workflow.views.doable import doable
from workflow.views.docket import every_line
from workflow.views.ending import ending
from workflow.views.looking import Looker
from workflow.views.narrowing import Asked
from workflow.views.people import PeopleWanted, all_people

Cells = tuple[str | int | date | Text | None, ...]
L = TypeVar("L")
Line_co = TypeVar("Line_co", covariant=True)
SEES = (
    Role.OFFICER,
    Role.SECRETARY,
    Role.COMMITTEE_OFFICE,
    Role.REGISTRAR,
    Role.AUDITOR,
    Role.MEMBER,
)
OPEN, CLOSED = Text("Đang mở", "Open"), Text("Đã đóng", "Closed")


class _Page(Protocol[Line_co]):
    """One page of a list, and where the next one begins."""

    @property
    def lines(self) -> tuple[Line_co, ...]:
        """The lines."""

    @property
    def next(self) -> str:
        """Where the next page begins, empty after the last."""


class _Area(Protocol):
    """What names a case in every list."""

    @property
    def number(self) -> str:
        """The number of the case."""

    @property
    def name(self) -> Text:
        """The commune."""

    @property
    def state(self) -> CaseState:
        """Where the case stands."""


def cases(
    engine: Engine, book: PlanBook, asked: Asked, *, places: frozenset[UUID], on: date
) -> Iterator[Cells]:
    """Return the case list from its beginning to its end."""
    for line in every_line(engine, book, asked, places=places, on=on):
        label, day = line.milestone or (None, None)
        yield (
            *_area(line, line.lies_in),
            line.code,
            ", ".join(line.types),
            line.plan,
            label,
            day,
            *_due(line.due),
        )


def to_do(engine: Engine, book: PlanBook, looker: Looker) -> Iterator[Cells]:
    """Return what the person can do now, case after case."""
    for line in _through(engine, lambda s, after: doable(s, book, looker, after=after)):
        yield (*_area(line, line.lies_in), line.task.label, line.since, *_due(line.due))


def waiting(engine: Engine, book: PlanBook, looker: Looker, *, days: int) -> Iterator[Cells]:
    """Return what waits for whom; with `days`, only where nobody acted for so long."""

    def page(session: Session, after: str) -> _Page[Any]:
        if days:
            return silent(session, book, looker, roles=SEES, days=days, after=after)
        return awaited(session, book, looker, roles=SEES, after=after)

    for line in _through(engine, page):
        wants = _joined(line.awaited or [finding.says for finding in line.missing])
        bodies = _joined(map(_body, line.bodies))
        yield (*_area(line, line.lies_in), wants, bodies, line.since, *_due(line.due))


def due(engine: Engine, book: PlanBook, looker: Looker) -> Iterator[Cells]:
    """Return the periods that are over or end within thirty days."""
    for line in _through(engine, lambda s, a: ending(s, book, looker, roles=SEES, after=a)):
        yield (*_area(line, line.province), *_due(line.due))


def decisions(
    engine: Engine, *, places: frozenset[UUID], state: DecisionState | None
) -> Iterator[Cells]:
    """Return the decisions a person with these places may see."""

    def page(session: Session, after: str) -> _Page[Any]:
        return list_decisions(
            session, places=places, state=state, after=UUID(after) if after else None
        )

    for one in _through(engine, page):
        yield (
            one.name,
            one.signed_on,
            one.body,
            one.province,
            one.subject,
            one.cases,
            one.author,
            one.state.label,
        )


def people(
    engine: Engine, wanted: PeopleWanted, *, places: frozenset[UUID], on: date
) -> Iterator[Cells]:
    """Return each person once for each power that answers what was asked."""
    with reading(engine) as session:
        found = all_people(session, replace(wanted, page=1), places=places, on=on)
    for person in found:
        head = (person.name, person.login, OPEN if person.active else CLOSED)
        if not person.powers:
            yield (*head, None, None, None, None, None)
        for power in person.powers:
            standing = power.standing.label
            yield (*head, power.what, power.where, power.since, power.until, standing)


def _through(engine: Engine, page: Callable[[Session, str], _Page[L]]) -> Iterator[L]:
    """Read a list page by page, each in a transaction of its own."""
    after = ""
    while True:
        with reading(engine) as session:
            found = page(session, after)
        yield from found.lines
        if not found.next:
            return
        after = found.next


def _area(line: _Area, lies_in: Text) -> Cells:
    return (line.number, line.name, lies_in, line.state.label)


def _due(day: DueDay | None) -> Cells:
    return (day.on, day.days) if day else (None, None)


def _joined(texts: Iterable[Text]) -> Text:
    told = list(texts)
    return Text("; ".join(one.vi for one in told), "; ".join(one.en for one in told))


def _body(body: Body) -> Text:
    def named(language: str) -> str:
        names = [name.in_(language) for name in body.names]
        names += [f"+{body.others}"] if body.others else []
        return f"{body.label.in_(language)}: {', '.join(names) or '–'}"

    return Text(named("vi"), named("en"))
