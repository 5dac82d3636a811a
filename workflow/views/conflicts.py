"""Who may not vote on which of several cases: what `workflow.sitting.grounds` says of one.

The same grounds in the same order, in a few statements however many cases are on a docket.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Row, Select, bindparam, or_, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Role
from workflow.ground import grounds as grounds_of_communes
from workflow.models.sittings import Ground

_TABLES = SQLModel.metadata.tables
_FIGURES = _TABLES["figure"]
_CHECKS = _TABLES["verification"]
_APPOINTMENTS = _TABLES["appointment"]
_SUCCESSIONS = _TABLES["succession"]
_CASES: BindParameter[Any] = bindparam("cases", expanding=True, type_=_FIGURES.c.case_id.type)
_WORKED_ON: Select[Any] = (
    select(_FIGURES.c.case_id, _FIGURES.c.recorded_by, _CHECKS.c.verified_by)
    .outerjoin(_CHECKS, _CHECKS.c.figure_id == _FIGURES.c.id)
    .where(_FIGURES.c.case_id.in_(_CASES))
    .distinct()
)
_HEIRS = select(_SUCCESSIONS.c.predecessor_id, _SUCCESSIONS.c.successor_id).where(
    _SUCCESSIONS.c.predecessor_id.in_(bindparam("places", expanding=True))
)
_OFFICERS: Select[Any] = select(_APPOINTMENTS.c.person_id, _APPOINTMENTS.c.place_id).where(
    _APPOINTMENTS.c.role == Role.OFFICER,
    _APPOINTMENTS.c.person_id.in_(bindparam("people", expanding=True)),
    _APPOINTMENTS.c.since <= bindparam("on"),
    or_(_APPOINTMENTS.c.until.is_(None), _APPOINTMENTS.c.until >= bindparam("on")),
)
Told = Mapping[UUID, Ground]


def conflicts(
    session: Session, files: Sequence[Row[Any]], people: Iterable[UUID], *, on: date
) -> Mapping[UUID, Told]:
    """Return for each case which of these people may not vote on it, each with the first ground."""
    asked = frozenset(people)
    if not files or not asked:
        return {file.id: {} for file in files}
    recorded: dict[UUID, set[UUID]] = {}
    verified: dict[UUID, set[UUID]] = {}
    for row in session.execute(_WORKED_ON, {"cases": [file.id for file in files]}):
        recorded.setdefault(row.case_id, set()).add(row.recorded_by)
        verified.setdefault(row.case_id, set()).add(row.verified_by)
    proposing = _officers(session, files, asked, on=on)
    return {
        file.id: _told(
            asked,
            (
                (Ground.PROPOSED, {file.proposed_by}),
                (Ground.RECORDED, recorded.get(file.id, set())),
                (Ground.VERIFIED, verified.get(file.id, set())),
                (Ground.PROPOSING_BODY, proposing[file.id]),
            ),
        )
        for file in files
    }


def _told(asked: frozenset[UUID], found: Iterable[tuple[Ground, set[UUID]]]) -> Told:
    told: dict[UUID, Ground] = {}
    for why, people in found:
        for person in asked & people:
            told.setdefault(person, why)
    return told


def _officers(
    session: Session, files: Sequence[Row[Any]], people: frozenset[UUID], *, on: date
) -> Mapping[UUID, set[UUID]]:
    """Return of each case the officers of any place it lies in, or of what that went over into."""
    held: dict[UUID, set[UUID]] = {}
    for row in session.execute(_OFFICERS, {"people": sorted(people, key=str), "on": on}):
        held.setdefault(row.place_id, set()).add(row.person_id)
    if not held:
        return {file.id: set() for file in files}
    standings = grounds_of_communes(session, {file.commune_id for file in files}, on=on)
    lying = {file.id: standings[file.commune_id].places for file in files}
    heirs: dict[UUID, set[UUID]] = {}
    every = sorted({place for places in lying.values() for place in places}, key=str)
    for row in session.execute(_HEIRS, {"places": every}):
        heirs.setdefault(row.predecessor_id, set()).add(row.successor_id)
    return {
        file.id: {
            person
            for place in lying[file.id]
            for near in (place, *heirs.get(place, ()))
            for person in held.get(near, ())
        }
        for file in files
    }
