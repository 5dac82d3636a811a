"""Finding the commune a proposal is for, and what is known before it is proposed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Row, and_, case, or_, select
from sqlmodel import Session, SQLModel

from states.case import Assessment
from states.findings import Finding
from states.plans.book import PlanBook
from states.terms import Level, Spot, Text
from workflow.calendar import HANOI
from workflow.deeds.cases import Opening, explain_opening, plan_for
from workflow.facts import CASES
from workflow.folding import folded
from workflow.views.naming import joined, unit
from workflow.views.narrowing import PARENTS, PLACES, holding

MOST = 20
_SUCCESSIONS = SQLModel.metadata.tables["succession"]
_FORMER = PLACES.alias("former")
_PROVINCE = PLACES.alias("province")
_DISTRICT = PLACES.alias("district")
_OPEN = CASES.alias("open_case")
_SHOWN = (
    PLACES.c.id,
    PLACES.c.name,
    PLACES.c.kind,
    PLACES.c.code,
    PLACES.c.valid_from,
    PLACES.c.valid_until,
    PLACES.c.province_id,
    _PROVINCE.c.name.label("province"),
    _PROVINCE.c.kind.label("province_kind"),
    _PROVINCE.c.code.label("province_code"),
    _DISTRICT.c.name.label("district"),
    _DISTRICT.c.kind.label("district_kind"),
    _OPEN.c.number.label("open_case"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A commune that may have a case: where it lies, what became part of it, its open case.

    `until` is the last day of a unit that exists no longer.
    """

    id: str
    name: Text
    lies_in: Text
    code: str
    since: date | None
    until: date | None
    former: tuple[Text, ...]
    open_case: str


@dataclass(frozen=True, slots=True)
class Search:
    """The communes found; `more` when there are others the words fit as well."""

    found: tuple[Found, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Prospect:
    """A commune with the plan that would judge its proposal, and every finding so far.

    `plan` is None when no plan is in force that day, which the findings say too.
    """

    commune: Found
    plan: Text | None
    plan_id: str
    argument_is_asked: bool
    illustration: bool
    findings: tuple[Finding, ...]

    @property
    def stops(self) -> tuple[Finding, ...]:
        """The findings that no words typed into the form can settle."""
        typed = (Spot.PROPOSAL, Spot.CONFIRM)
        return tuple(o for o in self.findings if not o.passes and o.fixed_at not in typed)


def search_communes(
    session: Session, words: str, *, places: frozenset[UUID], on: date, ended: bool = False
) -> Search:
    """Return the communes of a territory, valid that day, whose name or former names fit.

    The words may come without diacritics, with or without the kind of unit, or as a code.
    With `ended`, units that existed before that day are found as well, as on their last day.
    """
    wanted = folded(words)
    if not wanted:
        return Search((), more=False)
    merged = (
        select(_SUCCESSIONS.c.successor_id)
        .join(_FORMER, _FORMER.c.id == _SUCCESSIONS.c.predecessor_id)
        .where(holding(wanted, _FORMER), _SUCCESSIONS.c.on <= on)
    )
    nearest = case((PLACES.c.folded == wanted, 0), (holding(wanted), 1), else_=2)
    statement = (
        select(*_SHOWN)
        .select_from(_lying(on))
        .where(
            PLACES.c.level == Level.COMMUNE,
            _has_begun(PLACES, on) if ended else _is_valid(PLACES, on),
            _below(places),
            or_(holding(wanted), PLACES.c.id.in_(merged)),
        )
        .order_by(nearest, PLACES.c.sort_key, PLACES.c.id)
        .limit(MOST + 1)
    )
    rows = session.execute(statement).all()
    return Search(_with_former(session, rows[:MOST], on), more=len(rows) > MOST)


def prospect(
    session: Session, book: PlanBook, opening: Opening, assessment: Assessment | None = None
) -> Prospect:
    """Return what is known of a commune before it is proposed; `assessment` if made already.

    Raises UnknownCase when it is unknown or lies outside the person's territory.
    """
    assessment = assessment or explain_opening(session, book, opening)
    on = opening.on or opening.at.astimezone(HANOI).date()
    statement = select(*_SHOWN).select_from(_lying(on)).where(PLACES.c.id == opening.commune)
    rows = session.execute(statement).all()
    plan = plan_for(book, opening.action, rows[0].province_code, on=on)
    return Prospect(
        commune=_with_former(session, rows[:1], opening.at.astimezone(HANOI).date())[0],
        plan=plan.name if plan else None,
        plan_id=plan.id if plan else "",
        argument_is_asked=bool(plan and plan.get("selection.argument")),
        illustration=bool(plan and plan.illustration),
        findings=assessment.findings,
    )


def _lying(on: date) -> FromClause:
    """Return the communes with their province, their district that day, and their open case.

    A unit that had ended by then is shown in the district of its last day.
    """
    district = PARENTS.join(
        _DISTRICT, and_(_DISTRICT.c.id == PARENTS.c.parent_id, _DISTRICT.c.level == Level.DISTRICT)
    )
    there = case((PLACES.c.valid_until < on, PLACES.c.valid_until), else_=on)
    that_day = and_(
        PARENTS.c.place_id == PLACES.c.id,
        or_(PARENTS.c.since.is_(None), PARENTS.c.since <= there),
        or_(PARENTS.c.until.is_(None), PARENTS.c.until >= there),
    )
    open_case = and_(_OPEN.c.commune_id == PLACES.c.id, _OPEN.c.is_open)
    return (
        PLACES.join(_PROVINCE, _PROVINCE.c.id == PLACES.c.province_id)
        .outerjoin(district, that_day)
        .outerjoin(_OPEN, open_case)
    )


def _below(places: frozenset[UUID]) -> ColumnElement[bool]:
    """Return the condition that a commune lies within the places held."""
    below = select(PARENTS.c.place_id).where(PARENTS.c.parent_id.in_(places))
    return or_(PLACES.c.province_id.in_(places), PLACES.c.id.in_(places), PLACES.c.id.in_(below))


def _has_begun(places: FromClause, on: date) -> ColumnElement[bool]:
    return or_(places.c.valid_from.is_(None), places.c.valid_from <= on)


def _is_valid(places: FromClause, on: date) -> ColumnElement[bool]:
    lasts = or_(places.c.valid_until.is_(None), places.c.valid_until >= on)
    return and_(_has_begun(places, on), lasts)


def _with_former(session: Session, rows: Sequence[Row[Any]], today: date) -> tuple[Found, ...]:
    former: dict[UUID, list[Text]] = {row.id: [] for row in rows}
    read = (
        select(_SUCCESSIONS.c.successor_id, _FORMER.c.kind, _FORMER.c.name)
        .join(_FORMER, _FORMER.c.id == _SUCCESSIONS.c.predecessor_id)
        .where(_SUCCESSIONS.c.successor_id.in_(former))
        .order_by(_FORMER.c.sort_key)
    )
    for place, kind, name in session.execute(read):
        former[place].append(unit(kind, name))
    return tuple(_found(row, tuple(former[row.id]), today) for row in rows)


def _found(row: Row[Any], former: tuple[Text, ...], today: date) -> Found:
    district = unit(row.district_kind, row.district) if row.district else None
    return Found(
        id=row.id.hex,
        name=unit(row.kind, row.name),
        lies_in=joined(district, unit(row.province_kind, row.province)),
        code=row.code or "",
        since=row.valid_from,
        until=row.valid_until if row.valid_until and row.valid_until < today else None,
        former=former,
        open_case=row.open_case or "",
    )
