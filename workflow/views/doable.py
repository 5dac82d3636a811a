"""What I can do now: case by case, in the order of their numbers, never a count that is guessed.

The cases are looked through in windows; a page ends when it is full or its window is through,
and says from which case to look further.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from states.plans.book import PlanBook
from states.terms import CaseState, Text
from workflow.views.due import DueDay, due_day
from workflow.views.looking import Looker, Seen, look_through
from workflow.views.narrowed import of_my_roles
from workflow.views.tasks import Task, my_tasks

PAGE = 25


@dataclass(frozen=True, slots=True)
class Doable:
    """One deed that whoever looks can do now to one case; `since` is the day of its last step."""

    number: str
    name: Text
    lies_in: Text
    state: CaseState
    task: Task
    since: date | None
    due: DueDay | None
    illustration: bool


@dataclass(frozen=True, slots=True)
class DoablePage:
    """One page of lines; `looked_at` cases were looked through, from `next` on it goes further."""

    lines: tuple[Doable, ...]
    looked_at: int
    next: str


def doable(session: Session, book: PlanBook, looker: Looker, *, after: str = "") -> DoablePage:
    """Return what the person can do now in the cases that follow the one of that number."""
    window = look_through(session, book, looker, (of_my_roles(book, looker),), after=after)
    lines: list[Doable] = []
    for place, seen in enumerate(window.cases, 1):
        lines += _doables(seen, looker.today)
        if len(lines) >= PAGE and (place < len(window.cases) or window.more):
            return DoablePage(tuple(lines), place, seen.number)
    return DoablePage(tuple(lines), len(window.cases), window.last if window.more else "")


def _doables(seen: Seen, today: date) -> Iterator[Doable]:
    for task in my_tasks(seen):
        facts, file = seen.facts, seen.file
        yield Doable(
            number=seen.number,
            name=seen.name,
            lies_in=seen.lies_in,
            state=CaseState(file.state),
            task=task,
            since=facts.last_effective,
            due=due_day(file, facts.plan, facts.days_off, on=today),
            illustration=file.illustration,
        )
