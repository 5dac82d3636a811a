"""The people an administrator or an auditor sees: a list to search, and one person's page."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, Table, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Role, Text
from workflow.deeds.accounts import SYSTEM
from workflow.folding import folded, vi_key
from workflow.views.happenings import Happening
from workflow.views.naming import unit
from workflow.views.powers_held import (
    Power,
    PowerStanding,
    handed_over,
    powers_of,
    powers_within,
)
from workflow.views.sentences_on_people import ON_PEOPLE, body_of, title_of

PAGE = 50
_TABLES = SQLModel.metadata.tables
_PERSONS = _TABLES["person"]
_HISTORY = _TABLES["history"]
_COUNCILS = _TABLES["council"]
_PLACES = _TABLES["place"]
_NAMED = ("holder", "asked_by", "council", "place")
_WRITERS = _PERSONS.alias("writer")
_EVERYBODY: Select[Any] = select(
    _PERSONS.c.id, _PERSONS.c.login, _PERSONS.c.name, _PERSONS.c.active
).where(_PERSONS.c.id != SYSTEM)
_HOLDING = (
    _TABLES["appointment"].c.person_id,
    _TABLES["seat"].c.person_id,
    _TABLES["delegation"].c.person_id,
)
_ABOUT: Select[Any] = (
    select(_HISTORY.c.number, _HISTORY.c.deed, _HISTORY.c.at, _HISTORY.c.entry, _WRITERS.c.name)
    .select_from(_HISTORY.outerjoin(_WRITERS, _WRITERS.c.id == _HISTORY.c.person_id))
    .where(_HISTORY.c.deed.in_(ON_PEOPLE))
    .order_by(_HISTORY.c.number.desc())
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleWanted:
    """What the list of people is narrowed to; `page` counts from 1."""

    q: str = ""
    role: Role | None = None
    standing: PowerStanding | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of the list, with the powers that answer what was asked."""

    id: str
    login: str
    name: str
    active: bool
    powers: tuple[Power, ...]


@dataclass(frozen=True, slots=True)
class PeopleFound:
    """One page of people in Vietnamese order, and how many there are on all pages."""

    lines: tuple[PersonLine, ...]
    many: int


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """One person: the account, every power, the delegations given to others, and all entries."""

    id: str
    login: str
    name: str
    active: bool
    powers: tuple[Power, ...]
    handed_over: tuple[Power, ...]
    entries: tuple[Happening, ...]


def find_people(
    session: Session, wanted: PeopleWanted, *, places: frozenset[UUID], on: date
) -> PeopleFound:
    """Return the people with a power over the places held, and those who hold nothing at all."""
    held: dict[UUID, list[Power]] = {}
    for power in powers_within(session, places, on=on):
        held.setdefault(power.person, []).append(power)
    lines = _lines(session, held, wanted)
    first = (max(wanted.page, 1) - 1) * PAGE
    return PeopleFound(tuple(lines[first : first + PAGE]), len(lines))


def person_sheet(
    session: Session, person: UUID, *, places: frozenset[UUID], on: date
) -> PersonSheet | None:
    """Return one person as the list has them; None outside the places held."""
    row = session.execute(_EVERYBODY.where(_PERSONS.c.id == person)).one_or_none()
    powers = powers_of(session, person, on=on)
    seen = {power.person for power in powers_within(session, places, on=on)}
    if row is None or (powers and person not in seen):
        return None
    return PersonSheet(
        id=row.id.hex,
        login=row.login,
        name=row.name,
        active=row.active,
        powers=powers,
        handed_over=handed_over(session, person, on=on),
        entries=entries_about(session, person),
    )


def entries_about(session: Session, person: UUID) -> tuple[Happening, ...]:
    """Return every entry about a person's account and powers, the newest first."""
    named = _HISTORY.c.entry.contains(person.hex, autoescape=True)
    rows = session.execute(_ABOUT.where(named)).all()
    facts = {row.number: json.loads(row.entry).get("facts") or {} for row in rows}
    names = _names(session, facts.values())
    return tuple(
        Happening(
            entry=0,
            number=row.number,
            title=title_of(row.deed, facts[row.number]),
            by=row.name or "",
            at=row.at,
            body=body_of(facts[row.number], names),
            tone="plain",
        )
        for row in rows
        if person.hex in (facts[row.number].get("person"), facts[row.number].get("holder"))
    )


def known_login(session: Session, login: str) -> UUID | None:
    """Return the id of an account by its user name, or None."""
    found: UUID | None = session.execute(
        select(_PERSONS.c.id).where(_PERSONS.c.login == login.strip().casefold())
    ).scalar_one_or_none()
    return found


def _lines(
    session: Session, held: Mapping[UUID, list[Power]], wanted: PeopleWanted
) -> list[PersonLine]:
    holders = {
        person for column in _HOLDING for person in session.execute(select(column)).scalars()
    }
    words, lines = folded(wanted.q), []
    for row in session.execute(_EVERYBODY).all():
        if row.id not in held and row.id in holders:
            continue
        powers = tuple(_answering(held.get(row.id, ()), wanted))
        named = words in folded(row.name) or words in row.login
        if named and (powers or not (wanted.role or wanted.standing)):
            lines.append(PersonLine(row.id.hex, row.login, row.name, row.active, powers))
    return sorted(lines, key=lambda line: (vi_key(line.name), line.login))


def _answering(powers: Iterable[Power], wanted: PeopleWanted) -> Iterable[Power]:
    for power in powers:
        of_role = wanted.role is None or power.role is wanted.role
        if of_role and wanted.standing in (None, power.standing):
            yield power


def _names(session: Session, facts: Iterable[Mapping[str, Any]]) -> dict[str, Text]:
    """Return today's names of the places, councils and people that entries hold by their ids."""
    ids = {key: {one[key] for one in facts if one.get(key)} for key in _NAMED}
    names: dict[str, Text] = {}
    for key in ("holder", "asked_by"):
        names |= {row.id.hex: _as_is(row.name) for row in _rows(session, _PERSONS, ids[key])}
    councils = _rows(session, _COUNCILS, ids["council"])
    names |= {row.id.hex: _as_is(row.name) for row in councils}
    places = _rows(session, _PLACES, ids["place"])
    return names | {row.id.hex: unit(row.kind, row.name) for row in places}


def _as_is(name: str) -> Text:
    return Text(name, name)


def _rows(session: Session, table: Table, ids: Iterable[str]) -> Iterable[Row[Any]]:
    return session.execute(select(table).where(table.c.id.in_([UUID(one) for one in ids]))).all()
