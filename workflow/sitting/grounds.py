"""Who may not vote on a case, and by which part taken in it: proposer, recorder, verifier, body.

Whoever is an officer for the commune belongs to the body that proposes it. No text says so much;
it is the separation of duties that every case is kept under.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Row, Select, bindparam, or_, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Role
from workflow.ground import ground
from workflow.models.sittings import Ground

_TABLES = SQLModel.metadata.tables
_FIGURES = _TABLES["figure"]
_CHECKS = _TABLES["verification"]
_APPOINTMENTS = _TABLES["appointment"]
_SUCCESSIONS = _TABLES["succession"]
_CASE: BindParameter[UUID] = bindparam("case")
_RECORDERS = select(_FIGURES.c.recorded_by).where(_FIGURES.c.case_id == _CASE).distinct()
_VERIFIERS = (
    select(_CHECKS.c.verified_by)
    .join(_FIGURES, _FIGURES.c.id == _CHECKS.c.figure_id)
    .where(_FIGURES.c.case_id == _CASE)
    .distinct()
)
_HEIRS = select(_SUCCESSIONS.c.successor_id).where(
    _SUCCESSIONS.c.predecessor_id.in_(bindparam("places", expanding=True))
)
_OFFICERS: Select[Any] = select(_APPOINTMENTS.c.person_id).where(
    _APPOINTMENTS.c.role == Role.OFFICER,
    _APPOINTMENTS.c.place_id.in_(bindparam("places", expanding=True)),
    _APPOINTMENTS.c.since <= bindparam("on"),
    or_(_APPOINTMENTS.c.until.is_(None), _APPOINTMENTS.c.until >= bindparam("on")),
)


def grounds(
    session: Session, file: Row[Any], persons: Collection[UUID], *, on: date
) -> Mapping[UUID, Ground]:
    """Return which of the persons may not vote on a case that day, each with the first ground."""
    asked = frozenset(persons)
    connection = session.connection()
    recorders = frozenset(connection.execute(_RECORDERS, {"case": file.id}).scalars())
    verifiers = frozenset(connection.execute(_VERIFIERS, {"case": file.id}).scalars())
    found = (
        (Ground.PROPOSED, frozenset({file.proposed_by})),
        (Ground.RECORDED, recorders),
        (Ground.VERIFIED, verifiers),
        (Ground.PROPOSING_BODY, _officers(session, file, on=on)),
    )
    told: dict[UUID, Ground] = {}
    for why, people in found:
        for person in asked & people:
            told.setdefault(person, why)
    return told


def _officers(session: Session, file: Row[Any], *, on: date) -> frozenset[UUID]:
    """Return the officers of any place the commune lies in, or of what that went over into."""
    standing = ground(session, file.commune_id, on=on)
    places = standing.places if standing else frozenset({file.commune_id, file.province_id})
    connection = session.connection()
    heirs = connection.execute(_HEIRS, {"places": [*places]}).scalars()
    which = {"places": [*places, *heirs], "on": on}
    return frozenset(connection.execute(_OFFICERS, which).scalars())
