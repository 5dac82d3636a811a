"""Councils as their pages show them: which there are, and who sits on one on a day."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, or_, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Seat, Text
from workflow.councils import Membership, seats_on
from workflow.views.naming import unit
from workflow.views.powers_held import Power, inside, seats_over_time

_TABLES = SQLModel.metadata.tables
_COUNCILS = _TABLES["council"]
_SEATS = _TABLES["seat"]
_PLACES = _TABLES["place"]
_ALL: Select[Any] = select(
    _COUNCILS,
    _PLACES.c.kind.label("place_kind"),
    _PLACES.c.name.label("place"),
    _PLACES.c.valid_until,
).select_from(_COUNCILS.join(_PLACES, _PLACES.c.id == _COUNCILS.c.place_id))


@dataclass(frozen=True, slots=True)
class CouncilLine:
    """One council; `ended` is its last day where that is over."""

    id: str
    place: UUID
    name: str
    province: Text
    since: date
    until: date | None
    ended: bool


@dataclass(frozen=True, slots=True)
class CouncilSheet:
    """One council on one day: the seats in force, how many of each kind, and all seats ever."""

    council: CouncilLine
    on: date
    seats: tuple[Membership, ...]
    counts: tuple[tuple[Text, int], ...]
    all_seats: tuple[Power, ...]


def councils_within(
    session: Session, places: frozenset[UUID], *, reader: UUID, on: date
) -> tuple[CouncilLine, ...]:
    """Return the councils of the places held and those the reader sits on; ended ones last."""
    seen = _ALL.where(_seen(places, reader, on))
    rows = session.execute(seen.order_by(_COUNCILS.c.since.desc())).all()
    return tuple(sorted((_line(row, on) for row in rows), key=lambda line: line.ended))


def council_sheet(
    session: Session,
    council: UUID,
    *,
    places: frozenset[UUID],
    reader: UUID,
    on: date,
    today: date,
) -> CouncilSheet | None:
    """Return one council with its seats on a day; None for one that is not the reader's."""
    seen = _ALL.where(_seen(places, reader, today), _COUNCILS.c.id == council)
    row = session.execute(seen).one_or_none()
    if row is None:
        return None
    seats = seats_on(session, council, on=on)
    many = Counter(seat.kind for seat in seats)
    counts = tuple((kind.label, many[kind]) for kind in Seat)
    return CouncilSheet(
        _line(row, today), on, seats, counts, seats_over_time(session, council, on=today)
    )


def one_council(
    session: Session, council: UUID, *, places: frozenset[UUID], on: date
) -> CouncilLine | None:
    """Return one council of the places held, or None."""
    row = session.execute(_ALL.where(inside(places), _COUNCILS.c.id == council)).one_or_none()
    return _line(row, on) if row else None


def _seen(places: frozenset[UUID], reader: UUID, on: date) -> ColumnElement[bool]:
    sits = select(_SEATS.c.council_id).where(
        _SEATS.c.person_id == reader,
        _SEATS.c.since <= on,
        or_(_SEATS.c.until.is_(None), _SEATS.c.until >= on),
    )
    return or_(inside(places), _COUNCILS.c.id.in_(sits))


def _line(row: Row[Any], on: date) -> CouncilLine:
    last = min(filter(None, (row.until, row.valid_until)), default=None)
    return CouncilLine(
        id=row.id.hex,
        place=row.place_id,
        name=row.name,
        province=unit(row.place_kind, row.place),
        since=row.since,
        until=last,
        ended=last is not None and last < on,
    )
