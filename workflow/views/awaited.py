"""What waits for whom, since when: each case on its course with the body and the persons.

Where something can be done it waits for whoever may do it; where a condition stands in the way
for whoever can mend it; else only for the day on which a period is over.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from states.findings import Finding
from states.plans.book import PlanBook
from states.terms import CaseState, Role, Text
from workflow.database import read_instant
from workflow.holders import Holder, holders
from workflow.views.due import DueDay, due_day
from workflow.views.looking import Looker, Seen, Window, look_through
from workflow.views.narrowed import ripe, running, untouched_for
from workflow.views.tasks import Task, blockers, step_ahead, tasks

PAGE = 25
NAMED = 3
_NAMELESS = frozenset({Role.COUNCIL, Role.MEMBER, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Body:
    """Who has to act: a role over the case's commune, or a council, with the persons holding it.

    `others` is how many hold it besides those named; nobody at all is said as well.
    """

    label: Text
    names: tuple[Text, ...]
    others: int = 0
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """One case and what it waits for: what can be done, or what is missing, and by whom."""

    number: str
    name: Text
    lies_in: Text
    state: CaseState
    awaited: tuple[Text, ...]
    missing: tuple[Finding, ...]
    bodies: tuple[Body, ...]
    since: date | None
    acted_at: datetime | None
    due: DueDay | None


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """One page of cases, `looked_at` in all; from `next` on it goes further."""

    lines: tuple[Waiting, ...]
    looked_at: int
    next: str


def awaited(
    session: Session, book: PlanBook, looker: Looker, *, roles: tuple[Role, ...], after: str = ""
) -> WaitingPage:
    """Return the cases on their course within the territory held in the roles, page by page."""
    narrowed = (running(looker, *roles),)
    window = look_through(session, book, looker, narrowed, after=after, many=PAGE)
    return _page(session, looker, window, window.cases)


def silent(
    session: Session,
    book: PlanBook,
    looker: Looker,
    *,
    roles: tuple[Role, ...],
    days: int,
    after: str = "",
) -> WaitingPage:
    """Return the cases in whose way nothing stands and that nobody touched for so many days."""
    narrowed = (running(looker, *roles), ripe(book, looker), untouched_for(looker, days))
    window = look_through(session, book, looker, narrowed, after=after)
    kept = [seen for seen in window.cases if _steps(seen)]
    if len(kept) > PAGE:
        kept = kept[:PAGE]
        window = Window(window.cases[: window.cases.index(kept[-1]) + 1], more=True)
    return _page(session, looker, window, kept)


def _steps(seen: Seen) -> tuple[Task, ...]:
    return tuple(one for one in tasks(seen) if one.action is not None)


def _page(session: Session, looker: Looker, window: Window, cases: Iterable[Seen]) -> WaitingPage:
    found = [(seen, tasks(seen)) for seen in cases]
    wanted = {seen.number: _wanted(seen, todo) for seen, todo in found}
    named = _named(session, looker, [seen for seen, _ in found], wanted)
    lines = tuple(_line(seen, todo, named[seen.number], looker.today) for seen, todo in found)
    return WaitingPage(lines, len(window.cases), window.last if window.more else "")


def _wanted(seen: Seen, todo: tuple[Task, ...]) -> tuple[Role, ...]:
    """Return the roles a case waits for, the council's own secretary for the council."""
    if todo:
        roles = [role for task in todo for role in task.by]
    else:
        roles = [role for finding in _missing(seen) for role in finding.fixed_by]
    return tuple(dict.fromkeys(role for role in roles if role not in _NAMELESS))


def _missing(seen: Seen) -> tuple[Finding, ...]:
    ahead = step_ahead(seen)
    return blockers(ahead) if ahead else ()


def _named(
    session: Session,
    looker: Looker,
    cases: list[Seen],
    wanted: Mapping[str, tuple[Role, ...]],
) -> dict[str, tuple[Body, ...]]:
    """Return the bodies each case waits for: one question for a page."""
    roles = {role for each in wanted.values() for role in each}
    communes = {seen.file.commune_id for seen in cases}
    people = holders(session, communes, roles, on=looker.today) if roles else ()
    over: dict[UUID, list[Holder]] = {commune: [] for commune in communes}
    for one in people:
        over[one.commune].append(one)
    return {
        seen.number: tuple(_bodies(wanted[seen.number], over[seen.file.commune_id], looker.person))
        for seen in cases
    }


def _bodies(roles: tuple[Role, ...], people: list[Holder], me: UUID) -> Iterator[Body]:
    for role in roles:
        held: dict[UUID, Holder] = {}
        for one in people:
            if one.role is role:
                held.setdefault(one.person, one)
        council = next((one.council for one in held.values() if one.council), "")
        names = tuple(_called(one) for one in held.values())
        said = Text(council, council) if council else role.label
        yield Body(said, names[:NAMED], max(0, len(names) - NAMED), mine=me in held)


def _called(holder: Holder) -> Text:
    how = holder.seat or holder.capacity
    if how is None:
        return Text(holder.name, holder.name)
    return Text(f"{holder.name} ({how.label.vi})", f"{holder.name} ({how.label.en})")


def _line(seen: Seen, todo: tuple[Task, ...], bodies: tuple[Body, ...], today: date) -> Waiting:
    facts, file = seen.facts, seen.file
    return Waiting(
        number=seen.number,
        name=seen.name,
        lies_in=seen.lies_in,
        state=CaseState(file.state),
        awaited=tuple(task.label for task in todo),
        missing=() if todo else _missing(seen),
        bodies=bodies,
        since=facts.last_effective,
        acted_at=read_instant(file.acted_at) if file.acted_at else None,
        due=due_day(file, facts.plan, facts.days_off, on=today),
    )
