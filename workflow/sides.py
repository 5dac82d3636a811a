"""Who counts as one side: a person, and everybody who ever exercised the other's power.

Whoever acts for the proposer judges no more freely than the proposer: duties are kept apart
between sides, not accounts.
"""

from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    and_,
    bindparam,
    exists,
    literal,
    or_,
    select,
)
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below

_TABLES = SQLModel.metadata.tables
_DELEGATIONS = _TABLES["delegation"]
_APPOINTMENTS = _TABLES["appointment"]
_CASES = _TABLES["case_file"]
_FIGURES = _TABLES["figure"]
_CHECKS = _TABLES["verification"]
_POWERS = _DELEGATIONS.join(_APPOINTMENTS, _APPOINTMENTS.c.id == _DELEGATIONS.c.appointment_id)
_PERSON = _FIGURES.c.recorded_by.type


def side_of(person: BindParameter[UUID]) -> CompoundSelect[UUID]:
    """Return the question for the person, the holders acted for, and those who acted in turn."""
    return select(person).union(
        select(_APPOINTMENTS.c.person_id)
        .select_from(_POWERS)
        .where(_DELEGATIONS.c.person_id == person),
        select(_DELEGATIONS.c.person_id)
        .select_from(_POWERS)
        .where(_APPOINTMENTS.c.person_id == person),
    )


def is_of_the_side(someone: ColumnElement[UUID], person: UUID) -> ColumnElement[bool]:
    """Return the condition that somebody is of one side with the person."""
    return someone.in_(side_of(literal(person, _PERSON)))


def took_part(person: UUID) -> ColumnElement[bool]:
    """Return the condition that the person's side proposed a case or gave or verified figures."""
    recorded = exists().where(
        _FIGURES.c.case_id == _CASES.c.id, is_of_the_side(_FIGURES.c.recorded_by, person)
    )
    verified = exists().where(
        _FIGURES.c.case_id == _CASES.c.id,
        _CHECKS.c.figure_id == _FIGURES.c.id,
        is_of_the_side(_CHECKS.c.verified_by, person),
    )
    proposed = and_(_CASES.c.proposed_by.is_not(None), is_of_the_side(_CASES.c.proposed_by, person))
    return or_(proposed, recorded.correlate(_CASES), verified.correlate(_CASES))


_ONE_SIDE = select(
    bindparam("other", type_=_PERSON).in_(side_of(bindparam("person", type_=_PERSON)))
)


def are_one_side(session: Session, person: UUID, other: UUID) -> bool:
    """Whether two persons are one, or either ever exercised the other's power."""
    return bool(session.execute(_ONE_SIDE, {"person": person, "other": other}).scalar_one())


_EVERYBODY = side_of(bindparam("person", type_=_PERSON))


def side_with(session: Session, person: UUID) -> frozenset[UUID]:
    """Return everybody of one side with the person, who is one of them."""
    return frozenset(session.execute(_EVERYBODY, {"person": person}).scalars())


def has_taken_part(session: Session, case: UUID, person: UUID) -> bool:
    """Whether the person's side proposed the case, or recorded or verified a figure of it."""
    found = select(_CASES.c.id).where(_CASES.c.id == case, took_part(person))
    return session.execute(found).first() is not None
