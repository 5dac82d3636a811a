"""Gathering: a few queries, and everything a guard may know stands frozen in one object."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, exists, func, literal_column, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states import facts as law
from states.deadlines import DaysOff
from states.plans import Plan
from states.table import judged_on
from states.terms import Action, CaseState, Level, Phase, Role, UnitKind
from workflow.access import Held, held_by, lies_in
from workflow.calendar import days_off, library_days_off
from workflow.councils import councils_of
from workflow.prepared import Prepared
from workflow.reported import Sets, read_reported, reported_in

_TABLES = SQLModel.metadata.tables
CASES = _TABLES["case_file"]
_PLACES = _TABLES["place"]
_PARENTS = _TABLES["place_parent"]
_TITLES = _TABLES["place_title"]
_HISTORY = _TABLES["history"]
_REQUESTS = _TABLES["correction_request"]
MOVES = tuple(action.value for action in Action)
CORRECTIONS = (Action.RECTIFY, Action.VOID)
# Written out in the statement: as parameters they would have to be expanded at every deed.
_IS_A_MOVE = _HISTORY.c.deed.in_(
    [literal_column(f"'{move}'") for move in MOVES if move not in CORRECTIONS]
)
_IS_VOIDED = (
    exists()
    .where(_REQUESTS.c.entry == _HISTORY.c.number, _REQUESTS.c.approved, _REQUESTS.c.kind == "void")
    .correlate(_HISTORY)
)
# A voided step orders nothing any more, nor does the day of a correction.
STANDS = and_(_IS_A_MOVE, ~_IS_VOIDED)

_PROVINCE = _PLACES.alias("province")
_PARENT = _PLACES.alias("parent")
_UNITS = select(
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
    _TITLES.c.title,
    _TITLES.c.since.label("title_since"),
    _TITLES.c.until.label("title_until"),
).select_from(
    _PLACES.join(_PROVINCE, _PROVINCE.c.id == _PLACES.c.province_id)
    .outerjoin(_PARENTS, _PARENTS.c.place_id == _PLACES.c.id)
    .outerjoin(_PARENT, _PARENT.c.id == _PARENTS.c.parent_id)
    .outerjoin(_TITLES, _TITLES.c.place_id == _PLACES.c.id)
)
_COMMUNE = _UNITS.where(_PLACES.c.id == bindparam("commune"))
_COMMUNES = _UNITS.where(_PLACES.c.id.in_(bindparam("communes", expanding=True)))
_OTHER_OPEN = select(CASES.c.number).where(
    CASES.c.commune_id == bindparam("commune"), CASES.c.is_open
)
_FIGURES = _TABLES["figure"]
# What else the steps need to know, asked in the same breath and after the case was locked.
_COMMUNE_OF_CASE = Prepared(
    _COMMUNE.add_columns(
        select(func.max(_HISTORY.c.effective))
        .where(_HISTORY.c.case_id == bindparam("case"), STANDS)
        .scalar_subquery()
        .label("last"),
        exists()
        .where(_FIGURES.c.case_id == bindparam("case"), _FIGURES.c.recorded_by == bindparam("who"))
        .label("recorded"),
        exists().select_from(_TABLES["holiday"]).label("overridden"),
    )
)
AHEAD = 4
"""Years from a period's first day whose days off may move its end."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Who looks, as what day's law, on which day: the frame facts are gathered in.

    A council acts by its ballot: then `person` is the council's id.
    """

    person: UUID
    on: date
    today: date
    by_council: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """A commune with the places it lies in, as read from the register."""

    commune: law.Commune
    id: UUID
    province_id: UUID
    places: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Known:
    """What was read around the row of a case: its commune, who looks, its figures, its days."""

    standing: Ground
    held: Held
    sets: Sets
    last: date | None
    recorded: bool
    days_off: DaysOff


def ground(session: Session, commune_id: UUID, *, on: date) -> Ground | None:
    """Return the commune as it stood that day, or None when there is no such unit."""
    found = session.connection().execute(_COMMUNE, {"commune": commune_id})
    return _ground(found.all(), on)


def grounds(session: Session, communes: Iterable[UUID], *, on: date) -> dict[UUID, Ground]:
    """Return several communes as they stood that day, by their ids: all of them in one question."""
    rows: dict[UUID, list[Any]] = {}
    for row in session.connection().execute(_COMMUNES, {"communes": [*communes]}):
        rows.setdefault(row.id, []).append(row)
    known = {unit: _ground(lines, on) for unit, lines in rows.items()}
    return {unit: standing for unit, standing in known.items() if standing is not None}


def _ground(rows: Sequence[Any], on: date) -> Ground | None:
    if not rows or rows[0].level is not Level.COMMUNE:
        return None
    row = rows[0]
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
        new_countryside_since=_title_since(rows, "new_countryside", on),
        on_antt_list=_title_since(rows, "antt", on) is not None,
    )
    parents = frozenset(parent.parent_id for parent in rows if parent.parent_id)
    return Ground(commune, row.id, row.province_id, lies_in(row.id, row.province_id, parents))


def actor(held: Held, person: UUID, places: frozenset[UUID]) -> law.Actor:
    """Return the person as the guards see them: the roles held over these places.

    An administrator gives appointments there and reaches no case by it.
    """
    roles = held.roles_over(places)
    return law.Actor(
        person=person.hex, roles=roles, in_territory=bool(roles - {Role.ADMINISTRATOR})
    )


def gather(
    session: Session,
    file: Row[Any],
    plan: Plan | None,
    setting: Setting,
    read: Iterable[Row[Any]] | None = None,
) -> law.CaseFacts:
    """Return everything known about a case on one day, without the paper being handed in.

    Of the figures only those that the steps of its present state are judged on. `read` is what
    a page has read of them already, by revision.
    Raises LookupError when the case's commune is not in the register: a broken database.
    """
    state, who = CaseState(file.state), setting.person
    which = {"commune": file.commune_id, "case": file.id, "who": who}
    rows = _COMMUNE_OF_CASE.rows(session, which)
    standing = _ground(rows, setting.on)
    if standing is None:
        raise LookupError(f"case {file.number} names a commune that is not in the register")
    known: Any = rows[0]
    around = Known(
        standing=standing,
        held=_powers(session, file, setting),
        sets=_figures(session, file, judged_on(state), read),
        last=known.last,
        recorded=bool(known.recorded),
        days_off=_calendar(session, file, overridden=known.overridden),
    )
    return put_together(file, plan, setting, around)


def put_together(
    file: Row[Any], plan: Plan | None, setting: Setting, known: Known
) -> law.CaseFacts:
    """Return the facts of a case from what was read around it, however it was read."""
    state, who = CaseState(file.state), setting.person
    judged: dict[str, Any] = {phase.value: known.sets[phase] for phase in judged_on(state)}
    return law.CaseFacts(
        on=setting.on,
        today=setting.today,
        commune=known.standing.commune,
        actor=replace(
            actor(known.held, who, known.standing.places),
            proposed_this_case=file.proposed_by == who,
            recorded_figures=known.recorded,
        ),
        plan=plan,
        last_effective=known.last,
        **_kept(file, state),
        **judged,
        days_off=known.days_off,
    )


def _powers(session: Session, file: Row[Any], setting: Setting) -> Held:
    """Return what the person holds today, or the council on its day: nothing elsewhere."""
    if not setting.by_council:
        return held_by(session, setting.person, on=setting.today)
    standing = councils_of(session, file.province_id, on=setting.on)
    is_here = any(council.id == setting.person for council in standing)
    return Held(frozenset({(Role.COUNCIL, file.province_id)} if is_here else ()))


def _figures(
    session: Session,
    file: Row[Any],
    phases: tuple[Phase, ...],
    read: Iterable[Row[Any]] | None,
) -> Sets:
    if read is not None:
        return reported_in(read, round_=file.round)
    return read_reported(session, file.id, phases, round_=file.round) if phases else {}


def _kept(file: Row[Any], state: CaseState) -> dict[str, Any]:
    """Return what the row of the case itself says."""
    return {
        "pinned_plan": file.plan,
        "state": state,
        "round": file.round,
        "types": tuple(filter(None, file.types.split(","))),
        "argument": file.argument,
        "started_on": file.started_on,
        "reviewed_on": file.reviewed_on,
        "relapsed_from": CaseState(file.relapsed_from) if file.relapsed_from else None,
    }


def other_open_case(session: Session, commune_id: UUID) -> str | None:
    """Return the number of the commune's open case, if there is one."""
    number: str | None = session.connection().execute(_OTHER_OPEN, {"commune": commune_id}).scalar()
    return number


def _calendar(session: Session, file: Row[Any], *, overridden: bool) -> DaysOff:
    """Return the days off around the ends of the case's periods, and no others."""
    years = years_around(file)
    if not years:
        return DaysOff()
    return days_off(session, years=years) if overridden else library_days_off(years)


def years_around(file: Row[Any]) -> tuple[int, ...]:
    """Return the years in which the case's periods may end, none where none has begun."""
    events = [day for day in (file.started_on, file.reviewed_on) if day]
    return tuple(sorted({year for day in events for year in range(day.year, day.year + AHEAD)}))


def _is_district_on(row: Row[Any], on: date) -> bool:
    begun = row.parent_since is None or row.parent_since <= on
    running = row.parent_until is None or on <= row.parent_until
    return bool(row.parent_id and row.parent_level == Level.DISTRICT and begun and running)


def _title_since(rows: Iterable[Row[Any]], title: str, on: date) -> date | None:
    since = [
        row.title_since
        for row in rows
        if row.title == title
        and row.title_since <= on
        and (row.title_until is None or on <= row.title_until)
    ]
    return min(since, default=None)
