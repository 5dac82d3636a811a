"""The case list: the rows of one page, when each is due, and how many there are of each kind.

Rows, never entities; pages by key, never by offset. A page is picked first and described
afterwards, so that only its own rows are joined with their places.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlmodel import Session

from states.deadlines import DaysOff
from states.plans.book import PlanBook
from states.terms import CaseState, Level, Text
from workflow.access import within
from workflow.facts import CASES
from workflow.views.due import DueDay, calendar_around, due_day
from workflow.views.naming import joined, unit
from workflow.views.narrowing import PAGE, PARENTS, PLACES, Asked, chosen
from workflow.views.tally import Choice, Tally, choices, clocks, tally, territories

_PROVINCE = PLACES.alias("province")
_DISTRICT = PLACES.alias("district")
_UPPER = PLACES.alias("upper")
_DISTRICT_OF = (
    select(_UPPER.c.id)
    .join(PARENTS, PARENTS.c.parent_id == _UPPER.c.id)
    .where(PARENTS.c.place_id == CASES.c.commune_id, _UPPER.c.level == Level.DISTRICT)
    .order_by(PARENTS.c.since.desc())
    .limit(1)
    .correlate(CASES)
    .scalar_subquery()
)
_SHOWN = (
    CASES.c.id,
    CASES.c.number,
    CASES.c.state,
    CASES.c.plan,
    CASES.c.plan_digest,
    CASES.c.types,
    CASES.c.cycle,
    CASES.c.round,
    CASES.c.inherited,
    CASES.c.illustration,
    CASES.c.opened_on,
    CASES.c.started_on,
    CASES.c.reviewed_on,
    CASES.c.recognized_on,
    PLACES.c.name,
    PLACES.c.kind,
    PLACES.c.code,
    _PROVINCE.c.name.label("province"),
    _PROVINCE.c.kind.label("province_kind"),
    _DISTRICT.c.name.label("district"),
    _DISTRICT.c.kind.label("district_kind"),
)
_MILESTONES = (
    ("recognized_on", Text("Công nhận", "Recognized")),
    ("reviewed_on", Text("Sơ kết", "Reviewed")),
    ("started_on", Text("Bắt đầu chuyển hóa", "Transformation began")),
    ("opened_on", Text("Đề xuất", "Proposed")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One case of the list; `milestone` is the latest step whose day is known.

    `illustration` is false where the plan's own name says so already.
    """

    number: str
    name: Text
    lies_in: Text
    code: str
    state: CaseState
    types: tuple[str, ...]
    plan: Text
    due: DueDay | None
    milestone: tuple[Text, date] | None
    inherited: bool
    illustration: bool
    cycle: int


@dataclass(frozen=True, slots=True)
class Docket:
    """One page of the case list, the whole list in numbers, and what it may be narrowed to.

    `total` is None where counting what was asked would cost a search of its own; `previous` and
    `next` are the numbers of the cases the neighbouring pages begin before and after.
    """

    lines: tuple[Line, ...]
    previous: str
    next: str
    total: int | None
    tally: Tally
    provinces: tuple[Choice, ...]
    districts: tuple[Choice, ...]
    plans: tuple[Choice, ...]


def docket(
    session: Session, book: PlanBook, asked: Asked, *, places: frozenset[UUID], on: date
) -> Docket:
    """Return one page of the cases within the places, as they stand that day."""
    territory = within(places)
    calendar = calendar_around(session, book, on=on)
    due = clocks(book, calendar, on=on)
    counted = tally(session, territory, due)
    narrowed = [territory, *([due[asked.due]] if asked.due else [])]
    rows = session.execute(_described(chosen(asked, *narrowed), asked)).all()
    shown, previous, following = _turned(rows, asked)
    named = territories(session, places, asked)
    return Docket(
        lines=tuple(_line(row, book, calendar, on=on) for row in shown),
        previous=previous,
        next=following,
        total=counted.of(asked),
        tally=counted,
        provinces=tuple(choices(named, Level.PROVINCE)),
        districts=tuple(choices(named, Level.DISTRICT)),
        plans=tuple(Choice(plan.id, plan.name) for plan in book.plans.values()),
    )


def _described(picked: Select[Any], asked: Asked) -> Select[Any]:
    page = picked.subquery("page")
    down = asked.descending != bool(asked.before)
    ends = (page.c.key.desc(), page.c.number.desc()) if down else (page.c.key, page.c.number)
    joined_up = (
        page.join(CASES, CASES.c.id == page.c.id)
        .join(PLACES, PLACES.c.id == CASES.c.commune_id)
        .join(_PROVINCE, _PROVINCE.c.id == CASES.c.province_id)
        .outerjoin(_DISTRICT, _DISTRICT.c.id == _DISTRICT_OF)
    )
    return select(*_SHOWN).select_from(joined_up).order_by(*ends)


def _turned(rows: Sequence[Row[Any]], asked: Asked) -> tuple[Sequence[Row[Any]], str, str]:
    """Return the rows in the order they are read, and where the pages around them begin."""
    shown, more = rows[:PAGE], len(rows) > PAGE
    if asked.before:
        shown = shown[::-1]
    if not shown:
        return shown, "", ""
    first, last = shown[0].number, shown[-1].number
    if asked.before:
        return shown, first if more else "", last
    return shown, first if asked.after else "", last if more else ""


def _line(row: Row[Any], book: PlanBook, calendar: DaysOff, *, on: date) -> Line:
    plan = book.plan(row.plan)
    judged = plan if plan and plan.digest == row.plan_digest else None
    reached = ((label, getattr(row, column)) for column, label in _MILESTONES)
    district = unit(row.district_kind, row.district) if row.district else None
    return Line(
        number=row.number,
        name=unit(row.kind, row.name),
        lies_in=joined(district, unit(row.province_kind, row.province)),
        code=row.code or "",
        state=CaseState(row.state),
        types=tuple(row.types.split(",")) if row.types else (),
        plan=plan.name if plan else Text(row.plan, row.plan),
        due=due_day(row, judged, calendar, on=on),
        milestone=next(((label, day) for label, day in reached if day), None),
        inherited=row.inherited,
        illustration=row.illustration and not (plan and plan.illustration),
        cycle=row.cycle,
    )
