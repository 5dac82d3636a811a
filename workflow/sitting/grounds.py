"""Who may not vote on a case, and by which part taken in it: proposer, recorder, verifier, body.

A person counts as one with whoever acted for him and for whom he acted (`workflow.sides`). Who is
an officer for the commune, or acts for one, on that day or on the day of the proposal, belongs to
the body that proposes it. No text says so much; it is the separation of duties that every case is
kept under.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Row, Select, bindparam, or_, select, union_all
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Role
from workflow.ground import grounds as grounds_of_communes
from workflow.models.sittings import Ground

_TABLES = SQLModel.metadata.tables
_FIGURES = _TABLES["figure"]
_CHECKS = _TABLES["verification"]
_APPOINTMENTS = _TABLES["appointment"]
_DELEGATIONS = _TABLES["delegation"]
_SUCCESSIONS = _TABLES["succession"]
_CASES: BindParameter[Any] = bindparam("cases", expanding=True, type_=_FIGURES.c.case_id.type)
_PEOPLE: BindParameter[Any] = bindparam(
    "people", expanding=True, type_=_APPOINTMENTS.c.person_id.type
)
_WORKED_ON: Select[Any] = (
    select(_FIGURES.c.case_id, _FIGURES.c.recorded_by, _CHECKS.c.verified_by)
    .outerjoin(_CHECKS, _CHECKS.c.figure_id == _FIGURES.c.id)
    .where(_FIGURES.c.case_id.in_(_CASES))
    .distinct()
)
_HEIRS = select(_SUCCESSIONS.c.predecessor_id, _SUCCESSIONS.c.successor_id).where(
    _SUCCESSIONS.c.predecessor_id.in_(bindparam("places", expanding=True))
)
_PLACE, _SINCE, _UNTIL = _APPOINTMENTS.c.place_id, _APPOINTMENTS.c.since, _APPOINTMENTS.c.until
_OFFICERS = union_all(
    select(
        _APPOINTMENTS.c.person_id,
        _PLACE,
        _SINCE,
        _UNTIL,
        _SINCE.label("deputy_since"),
        _UNTIL.label("deputy_until"),
    ).where(_APPOINTMENTS.c.role == Role.OFFICER, _APPOINTMENTS.c.person_id.in_(_PEOPLE)),
    select(
        _DELEGATIONS.c.person_id,
        _PLACE,
        _SINCE,
        _UNTIL,
        _DELEGATIONS.c.since,
        _DELEGATIONS.c.until,
    )
    .join(_APPOINTMENTS, _APPOINTMENTS.c.id == _DELEGATIONS.c.appointment_id)
    .where(_APPOINTMENTS.c.role == Role.OFFICER, _DELEGATIONS.c.person_id.in_(_PEOPLE)),
)
"""Officers and those who act for one, each with the terms in which they do."""
_BETWEEN = (
    select(_DELEGATIONS.c.person_id, _APPOINTMENTS.c.person_id.label("holder"))
    .join(_APPOINTMENTS, _APPOINTMENTS.c.id == _DELEGATIONS.c.appointment_id)
    .where(or_(_DELEGATIONS.c.person_id.in_(_PEOPLE), _APPOINTMENTS.c.person_id.in_(_PEOPLE)))
)
Told = Mapping[UUID, Ground]


def grounds(
    session: Session, file: Row[Any], persons: Collection[UUID], *, on: date
) -> Mapping[UUID, Ground]:
    """Return which of the persons may not vote on a case that day, each with the first ground."""
    return conflicts(session, [file], persons, on=on)[file.id]


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
    sides = _sides_of(session, asked)
    proposing = _officers(session, files, asked, on=on)
    found = {}
    for file in files:
        parts = (
            (Ground.PROPOSED, {file.proposed_by}),
            (Ground.RECORDED, recorded.get(file.id, set())),
            (Ground.VERIFIED, verified.get(file.id, set())),
        )
        body = dict.fromkeys(sorted(proposing[file.id], key=str), Ground.PROPOSING_BODY)
        found[file.id] = body | _by_sides(sides, parts)
    return found


def _sides_of(session: Session, people: Collection[UUID]) -> Mapping[UUID, frozenset[UUID]]:
    """Return of each of these people what `workflow.sides.side_of` asks for one."""
    sides = {person: {person} for person in people}
    for row in session.execute(_BETWEEN, {"people": sorted(people, key=str)}):
        for one, other in ((row.person_id, row.holder), (row.holder, row.person_id)):
            if one in sides:
                sides[one].add(other)
    return {person: frozenset(side) for person, side in sides.items()}


def _by_sides(
    sides: Mapping[UUID, frozenset[UUID]], parts: Iterable[tuple[Ground, set[UUID]]]
) -> dict[UUID, Ground]:
    told: dict[UUID, Ground] = {}
    for why, involved in parts:
        for person, side in sides.items():
            if side & involved:
                told.setdefault(person, why)
    return told


def _officers(
    session: Session, files: Sequence[Row[Any]], people: frozenset[UUID], *, on: date
) -> Mapping[UUID, set[UUID]]:
    """Return of each case the officers of any place it lies in, or of what that went over into."""
    held: dict[UUID, list[Row[Any]]] = {}
    for row in session.execute(_OFFICERS, {"people": sorted(people, key=str)}):
        held.setdefault(row.place_id, []).append(row)
    if not held:
        return {file.id: set() for file in files}
    standings = grounds_of_communes(session, {file.commune_id for file in files}, on=on)
    lying = {
        file.id: standings[file.commune_id].places
        if file.commune_id in standings
        else frozenset({file.commune_id, file.province_id})
        for file in files
    }
    heirs: dict[UUID, set[UUID]] = {}
    every = sorted({place for places in lying.values() for place in places}, key=str)
    for row in session.execute(_HEIRS, {"places": every}):
        heirs.setdefault(row.predecessor_id, set()).add(row.successor_id)
    return {
        file.id: {
            row.person_id
            for place in lying[file.id]
            for near in (place, *heirs.get(place, ()))
            for row in held.get(near, ())
            if any(_acts_on(row, day) for day in (on, file.opened_on) if day is not None)
        }
        for file in files
    }


def _acts_on(row: Row[Any], day: date) -> bool:
    """Whether the office, and the delegation of it where there is one, runs on a day."""
    terms = ((row.since, row.until), (row.deputy_since, row.deputy_until))
    return all(since <= day and (until is None or day <= until) for since, until in terms)
