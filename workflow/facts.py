"""Gathering: a few queries, and everything a guard may know stands frozen in one object."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, func, or_, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states import facts as law
from states.case import OPEN_STATES
from states.deadlines import DaysOff
from states.figures import Figure
from states.plans import Plan
from states.terms import Action, CaseState, Level, Phase, Standing, UnitKind
from workflow.access import Held, held_by, lies_in
from workflow.calendar import days_off

_TABLES = SQLModel.metadata.tables
CASES = _TABLES["case_file"]
_PLACES = _TABLES["place"]
_PARENTS = _TABLES["place_parent"]
_TITLES = _TABLES["place_title"]
_FIGURES = _TABLES["figure"]
_CHECKS = _TABLES["verification"]
_HISTORY = _TABLES["history"]
MOVES = tuple(action.value for action in Action)

_PROVINCE = _PLACES.alias("province")
_PARENT = _PLACES.alias("parent")
_COMMUNE = (
    select(
        _PLACES.c.id,
        _PLACES.c.code,
        _PLACES.c.name,
        _PLACES.c.kind,
        _PLACES.c.level,
        _PLACES.c.province_id,
        _PLACES.c.valid_from,
        _PLACES.c.valid_until,
        _PROVINCE.c.name.label("province"),
        _PROVINCE.c.kind.label("province_kind"),
        _PROVINCE.c.code.label("province_code"),
        _PARENT.c.id.label("parent_id"),
        _PARENT.c.name.label("parent"),
        _PARENT.c.kind.label("parent_kind"),
        _PARENT.c.level.label("parent_level"),
        _PARENTS.c.since.label("parent_since"),
        _PARENTS.c.until.label("parent_until"),
    )
    .select_from(
        _PLACES.join(_PROVINCE, _PROVINCE.c.id == _PLACES.c.province_id)
        .outerjoin(_PARENTS, _PARENTS.c.place_id == _PLACES.c.id)
        .outerjoin(_PARENT, _PARENT.c.id == _PARENTS.c.parent_id)
    )
    .where(_PLACES.c.id == bindparam("commune"))
)
_HELD_TITLES = select(_TITLES.c.title, _TITLES.c.since, _TITLES.c.until).where(
    _TITLES.c.place_id == bindparam("commune")
)
_OTHER_OPEN = select(CASES.c.number).where(
    CASES.c.commune_id == bindparam("commune"), CASES.c.is_open
)
_FIGURES_OF = (
    select(
        _FIGURES.c.measure,
        _FIGURES.c.phase,
        _FIGURES.c.round,
        _FIGURES.c.standing,
        _FIGURES.c.count.label("counted"),
        _FIGURES.c.numerator,
        _FIGURES.c.denominator,
        _FIGURES.c.answer,
        _FIGURES.c.period_start,
        _FIGURES.c.period_end,
        _FIGURES.c.recorded_by,
        _CHECKS.c.verified_by,
    )
    .select_from(_FIGURES.outerjoin(_CHECKS, _CHECKS.c.figure_id == _FIGURES.c.id))
    .where(_FIGURES.c.case_id == bindparam("case"))
    .order_by(_FIGURES.c.revision)
)
_LAST_DAY = select(func.max(_HISTORY.c.effective)).where(
    _HISTORY.c.case_id == bindparam("case"), _HISTORY.c.deed.in_(MOVES)
)
_ACTIVE = (
    select(CASES.c.state, func.count().label("cases"))
    .where(
        CASES.c.province_id == bindparam("province"),
        CASES.c.started_on <= bindparam("on"),
        CASES.c.state.in_([*OPEN_STATES]),
        or_(CASES.c.state != CaseState.MONITORING, CASES.c.reviewed_on <= bindparam("on")),
    )
    .group_by(CASES.c.state)
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Who looks, as what day's law, on which day: the frame facts are gathered in."""

    person: UUID
    on: date
    today: date


@dataclass(frozen=True, slots=True)
class Ground:
    """A commune with the places it lies in, as read from the register."""

    commune: law.Commune
    id: UUID
    province_id: UUID
    places: frozenset[UUID]


def ground(session: Session, commune_id: UUID, *, on: date) -> Ground | None:
    """Return the commune as it stood that day, or None when there is no such unit."""
    rows = session.execute(_COMMUNE, {"commune": commune_id}).all()
    if not rows or rows[0].level is not Level.COMMUNE:
        return None
    row = rows[0]
    titles = session.execute(_HELD_TITLES, {"commune": commune_id}).all()
    district = next((parent for parent in rows if _is_district_on(parent, on)), None)
    commune = law.Commune(
        code=row.code,
        name=row.name,
        kind=UnitKind(row.kind),
        province=f"{UnitKind(row.province_kind).label.vi} {row.province}",
        province_code=row.province_code,
        district=district.parent if district else None,
        district_kind=UnitKind(district.parent_kind) if district else None,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        new_countryside_since=_title_since(titles, "new_countryside", on),
        on_antt_list=_title_since(titles, "antt", on) is not None,
    )
    parents = frozenset(parent.parent_id for parent in rows if parent.parent_id)
    return Ground(commune, row.id, row.province_id, lies_in(row.id, row.province_id, parents))


def actor(held: Held, person: UUID, places: frozenset[UUID]) -> law.Actor:
    """Return the person as the guards see them: the roles held over these places."""
    roles = held.roles_over(places)
    return law.Actor(person=person.hex, roles=roles, in_territory=bool(roles))


@dataclass(frozen=True, slots=True)
class Known:
    """What a page has read of a case already: its figures by revision, the last step's day."""

    figures: Sequence[Row[Any]]
    last: date | None


def gather(
    session: Session,
    file: Row[Any],
    plan: Plan | None,
    setting: Setting,
    known: Known | None = None,
) -> law.CaseFacts:
    """Return everything known about a case on one day, without the paper being handed in.

    Raises LookupError when the case's commune is not in the register: a broken database.
    """
    standing = ground(session, file.commune_id, on=setting.on)
    if standing is None:
        message = f"case {file.number} names a commune that is not in the register"
        raise LookupError(message)
    held = held_by(session, setting.person, on=setting.today)
    known = known or _known(session, file.id)
    rows = known.figures
    who = actor(held, setting.person, standing.places)
    return law.CaseFacts(
        on=setting.on,
        today=setting.today,
        commune=standing.commune,
        actor=replace(
            who,
            proposed_this_case=file.proposed_by == setting.person,
            recorded_figures=any(row.recorded_by == setting.person for row in rows),
        ),
        plan=plan,
        state=CaseState(file.state),
        round=file.round,
        types=tuple(file.types.split(",")) if file.types else (),
        argument=file.argument,
        started_on=file.started_on,
        reviewed_on=file.reviewed_on,
        relapsed_from=CaseState(file.relapsed_from) if file.relapsed_from else None,
        last_effective=known.last,
        proposal=figure_set(row for row in rows if row.phase == Phase.PROPOSAL),
        review=_of_round(rows, Phase.REVIEW, file.round),
        monitoring=_of_round(rows, Phase.MONITORING, file.round),
        relapse=_of_round(rows, Phase.RELAPSE, file.round),
        days_off=_calendar(session, file),
    )


def figure_set(rows: Iterable[Row[Any]]) -> law.FigureSet:
    """Return the latest revision of each figure; rows come in the order of their revisions."""
    latest = {row.measure: row for row in rows}
    if not latest:
        return law.FigureSet()
    return law.FigureSet(
        values={measure: figure(row) for measure, row in latest.items()},
        verified=frozenset(
            measure
            for measure, row in latest.items()
            if row.verified_by and row.verified_by != row.recorded_by
        ),
        start=min(row.period_start for row in latest.values()),
        end=max(row.period_end for row in latest.values()),
    )


def figure(row: Row[Any]) -> Figure:
    """Return the figure a row of the table holds."""
    return Figure(Standing(row.standing), row.counted, row.numerator, row.denominator, row.answer)


def active_areas(session: Session, province: UUID, *, on: date) -> tuple[int, int]:
    """Return how many areas of a province are in transformation, and in monitoring, that day."""
    rows = session.execute(_ACTIVE, {"province": province, "on": on})
    counted = {CaseState(row.state): row.cases for row in rows}
    working = counted.get(CaseState.IN_TRANSFORMATION, 0)
    return working + counted.get(CaseState.PRELIMINARY_REVIEW, 0), counted.get(
        CaseState.MONITORING, 0
    )


def other_open_case(session: Session, commune_id: UUID) -> str | None:
    """Return the number of the commune's open case, if there is one."""
    number: str | None = session.execute(_OTHER_OPEN, {"commune": commune_id}).scalar()
    return number


def _known(session: Session, case_id: UUID) -> Known:
    rows = session.execute(_FIGURES_OF, {"case": case_id}).all()
    return Known(rows, session.execute(_LAST_DAY, {"case": case_id}).scalar_one())


def _of_round(rows: Sequence[Row[Any]], phase: Phase, number: int) -> law.FigureSet:
    return figure_set(row for row in rows if row.phase == phase and row.round == number)


def _calendar(session: Session, file: Row[Any]) -> DaysOff:
    """Return the days off around the ends of the case's periods, and no others."""
    events = [day for day in (file.started_on, file.reviewed_on) if day]
    if not events:
        return DaysOff()
    years = tuple(sorted({year for day in events for year in (day.year, day.year + 1)}))
    return days_off(session, years=years)


def _is_district_on(row: Row[Any], on: date) -> bool:
    begun = row.parent_since is None or row.parent_since <= on
    running = row.parent_until is None or on <= row.parent_until
    return bool(row.parent_id and row.parent_level == Level.DISTRICT and begun and running)


def _title_since(titles: Sequence[Row[Any]], title: str, on: date) -> date | None:
    since = [
        row.since
        for row in titles
        if row.title == title and row.since <= on and (row.until is None or on <= row.until)
    ]
    return min(since, default=None)
