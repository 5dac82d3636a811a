"""Which cases a page looks through: what must hold of every case on which something can be done.

Each condition lets through at least what the assessment permits; a test compares both.
"""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, exists, false, or_
from sqlmodel import SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.plans.book import PlanBook
from states.terms import CaseState, Phase, Role
from workflow.access import within
from workflow.database import stored_instant
from workflow.deeds.figures import MAY_ENTER, MAY_VERIFY, OPEN_FOR
from workflow.facts import CASES
from workflow.views.due import STATES_WITH_A_CLOCK, may_have_ended
from workflow.views.looking import LAST_ACT, Looker
from workflow.views.tasks import DUTIES

_FIGURES = SQLModel.metadata.tables["figure"]
_WAIVERS = SQLModel.metadata.tables["waiver"]
_BY_FIGURES = MAY_ENTER | MAY_VERIFY
# Of which phase somebody must have reported before anything can be done earlier than the clock.
_AHEAD_OF_TIME = {
    CaseState.IN_TRANSFORMATION: (Phase.REVIEW,),
    CaseState.MONITORING: (Phase.MONITORING, Phase.RELAPSE),
    CaseState.RECOGNIZED: (Phase.RELAPSE,),
}


def of_my_roles(book: PlanBook, looker: Looker) -> ColumnElement[bool]:
    """Return the condition that the person's roles may have something to do about a case."""
    held = sorted(looker.held.roles & {role for role in Role if _states_of(role)})
    mine = (
        and_(within(looker.held.places(role)), CASES.c.state.in_(_states_of(role))) for role in held
    )
    return and_(or_(false(), *mine), _timely(book, looker))


def running(looker: Looker, *roles: Role) -> ColumnElement[bool]:
    """Return the condition that a case within the person's territory is on its course."""
    states = {row.source for row in DUTIES} - {CaseState.RECOGNIZED}
    return and_(within(looker.held.places(*roles)), CASES.c.state.in_(sorted(filter(None, states))))


def untouched_for(looker: Looker, days: int) -> ColumnElement[bool]:
    """Return the condition that nobody has done anything to a case for so many days."""
    return stored_instant(looker.at - timedelta(days=days)) >= LAST_ACT


def ripe(book: PlanBook, looker: Looker) -> ColumnElement[bool]:
    """Return the condition that no period keeps everybody from acting on a case."""
    return _timely(book, looker)


def _states_of(role: Role) -> list[CaseState]:
    """Return the states in which a role has a duty, by a step, a sitting or the figures."""
    found = {row.source for row in DUTIES if row.source and role in _doers(row.by)}
    if role in _BY_FIGURES:
        found |= {state for states in OPEN_FOR.values() for state in states}
    if role is Role.SECRETARY:
        found.add(CaseState.MONITORING)
    return sorted(found)


def _doers(by: tuple[Role, ...]) -> tuple[Role, ...]:
    return (*by, Role.SECRETARY) if Role.COUNCIL in by else by


def _timely(book: PlanBook, looker: Looker) -> ColumnElement[bool]:
    clockless = CASES.c.state.not_in([*STATES_WITH_A_CLOCK, CaseState.RECOGNIZED])
    waived = exists().where(_WAIVERS.c.case_id == CASES.c.id).correlate(CASES)
    return or_(clockless, may_have_ended(book, looker.today), waived, *_reported())


def _reported() -> Iterator[ColumnElement[bool]]:
    for state, phases in _AHEAD_OF_TIME.items():
        given = exists().where(
            _FIGURES.c.case_id == CASES.c.id,
            _FIGURES.c.phase.in_(phases),
            _FIGURES.c.round == CASES.c.round,
        )
        yield and_(CASES.c.state == state, given.correlate(CASES))
