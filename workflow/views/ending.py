"""The periods of cases that are over or end soon, and the days the plans in force set."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import Session

from states.milestones import Milestone, milestones
from states.plans.book import PlanBook
from states.terms import CaseState, Role, Text
from workflow.access import within
from workflow.engine import plan_of
from workflow.facts import CASES
from workflow.views.due import SOON, DueDay, calendar_around, due_day, ended_before
from workflow.views.looking import Looker
from workflow.views.naming import unit
from workflow.views.narrowing import PLACES

PAGE = 25


@dataclass(frozen=True, slots=True)
class Ending:
    """One case whose period is over or ends within thirty days."""

    number: str
    name: Text
    province: Text
    state: CaseState
    due: DueDay


@dataclass(frozen=True, slots=True)
class PlanDay:
    """One day a plan sets, and how far off it is."""

    plan: Text
    day: Milestone
    days: int


@dataclass(frozen=True, slots=True)
class EndingPage:
    """One page of periods in the order of the case numbers; `next` is where it goes further."""

    lines: tuple[Ending, ...]
    plans: tuple[PlanDay, ...]
    next: str


_PROVINCE = PLACES.alias("of_province")
_SHOWN = (
    select(
        CASES,
        PLACES.c.name,
        PLACES.c.kind,
        _PROVINCE.c.name.label("province"),
        _PROVINCE.c.kind.label("province_kind"),
    )
    .select_from(
        CASES.join(PLACES, PLACES.c.id == CASES.c.commune_id).join(
            _PROVINCE, _PROVINCE.c.id == CASES.c.province_id
        )
    )
    .order_by(CASES.c.number)
    .limit(PAGE + 1)
)


def ending(
    session: Session, book: PlanBook, looker: Looker, *, roles: tuple[Role, ...], after: str = ""
) -> EndingPage:
    """Return the cases within the territory held in the roles whose period ends, page by page."""
    today = looker.today
    calendar = calendar_around(session, book, on=today)
    near = ended_before(book, calendar, today + timedelta(days=SOON + 1))
    chosen = _SHOWN.where(within(looker.held.places(*roles)), near)
    if after:
        chosen = chosen.where(CASES.c.number > after)
    rows = session.execute(chosen).all()
    found = ((row, due_day(row, plan_of(book, row), calendar, on=today)) for row in rows[:PAGE])
    lines = tuple(_line(row, due) for row, due in found if due)
    further = rows[PAGE - 1].number if len(rows) > PAGE else ""
    return EndingPage(lines, _days_of_plans(book, today), further)


def _line(row: Row[Any], due: DueDay) -> Ending:
    province = unit(row.province_kind, row.province)
    return Ending(row.number, unit(row.kind, row.name), province, CaseState(row.state), due)


def _days_of_plans(book: PlanBook, today: date) -> tuple[PlanDay, ...]:
    """Return the days still ahead, or just past, of the plans in force today."""
    plans = [plan for plan in book.plans.values() if plan.since <= today <= plan.until]
    days = [
        PlanDay(plan.name, one, (one.day - today).days)
        for plan in plans
        for one in milestones(plan, today.year)
    ]
    return tuple(sorted(days, key=lambda one: (one.day.day, one.plan.vi)))
