"""Gathering: a few queries, and everything a guard may know stands frozen in one object."""

from collections.abc import Iterable, Iterator
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
from states.terms import Action, CaseState, Phase, Role
from workflow.access import Held, held_by
from workflow.calendar import days_off, library_days_off
from workflow.councils import councils_of
from workflow.ground import COMMUNE, Ground, ground_in
from workflow.prepared import Prepared
from workflow.reported import Sets, read_reported, reported_in
from workflow.sides import side_of

_TABLES = SQLModel.metadata.tables
CASES = _TABLES["case_file"]
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

_OTHER_OPEN = select(CASES.c.number).where(
    CASES.c.commune_id == bindparam("commune"), CASES.c.is_open
)
_FIGURES = _TABLES["figure"]
_SIDE = side_of(bindparam("who", type_=_FIGURES.c.recorded_by.type))
# What else the steps need to know, asked in the same breath and after the case was locked.
_COMMUNE_OF_CASE = Prepared(
    COMMUNE.add_columns(
        select(func.max(_HISTORY.c.effective))
        .where(_HISTORY.c.case_id == bindparam("case"), STANDS)
        .scalar_subquery()
        .label("last"),
        exists()
        .where(CASES.c.id == bindparam("case"), CASES.c.proposed_by.in_(_SIDE))
        .label("proposed"),
        exists()
        .where(_FIGURES.c.case_id == bindparam("case"), _FIGURES.c.recorded_by.in_(_SIDE))
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
class Known:
    """What was read around the row of a case: its commune, who looks, its figures, its days."""

    standing: Ground
    held: Held
    sets: Sets
    last: date | None
    proposed: bool
    recorded: bool
    days_off: DaysOff


def actor(held: Held, person: UUID, places: frozenset[UUID]) -> law.Actor:
    """Return the person as the guards see them: the roles held over these places.

    An administrator gives appointments there and reaches no case by it.
    """
    roles = held.roles_over(places)
    return law.Actor(
        person=person.hex,
        roles=roles,
        in_territory=bool(roles - {Role.ADMINISTRATOR}),
        on_behalf=tuple(_on_behalf(held, roles, places)) if held.delegated else (),
    )


def _on_behalf(held: Held, roles: frozenset[Role], places: frozenset[UUID]) -> Iterator[law.Behalf]:
    for role in sorted(roles):
        if behalf := held.acting_for(role, places):
            holder, capacity = behalf
            yield law.Behalf(role, holder.hex, capacity)


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
    standing = ground_in(rows, setting.on)
    if standing is None:
        raise LookupError(f"case {file.number} names a commune that is not in the register")
    known: Any = rows[0]
    around = Known(
        standing=standing,
        held=_powers(session, file, setting),
        sets=_figures(session, file, judged_on(state), read),
        last=known.last,
        proposed=bool(known.proposed),
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
            proposed_this_case=known.proposed,
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
