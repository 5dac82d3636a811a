"""Powers that were asked for: what waits, for whom, who asked and who may decide it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Capacity, Granted, Role, Seat, Text
from workflow.sides import is_of_the_side
from workflow.views.naming import unit
from workflow.views.powers_held import inside

DECIDED_SHOWN = 20
_TABLES = SQLModel.metadata.tables
_REQUESTS = _TABLES["grant_request"]
_APPOINTMENTS = _TABLES["appointment"]
_COUNCILS = _TABLES["council"]
_PLACES = _TABLES["place"]
_PERSONS = _TABLES["person"]
_ASKERS, _DECIDERS, _HOLDERS = (_PERSONS.alias(name) for name in ("asker", "decider", "holder"))
_WHERE = func.coalesce(_REQUESTS.c.place_id, _COUNCILS.c.place_id, _APPOINTMENTS.c.place_id)
_ALL: Select[Any] = select(
    _REQUESTS,
    _PERSONS.c.name,
    _PERSONS.c.login,
    _ASKERS.c.name.label("asker"),
    _DECIDERS.c.name.label("decider"),
    _HOLDERS.c.name.label("holder"),
    _COUNCILS.c.name.label("council"),
    _APPOINTMENTS.c.role.label("delegated_role"),
    _PLACES.c.kind.label("place_kind"),
    _PLACES.c.name.label("place"),
).select_from(
    _REQUESTS.join(_PERSONS, _PERSONS.c.id == _REQUESTS.c.person_id)
    .join(_ASKERS, _ASKERS.c.id == _REQUESTS.c.asked_by)
    .outerjoin(_DECIDERS, _DECIDERS.c.id == _REQUESTS.c.decided_by)
    .outerjoin(_COUNCILS, _COUNCILS.c.id == _REQUESTS.c.council_id)
    .outerjoin(_APPOINTMENTS, _APPOINTMENTS.c.id == _REQUESTS.c.appointment_id)
    .outerjoin(_HOLDERS, _HOLDERS.c.id == _APPOINTMENTS.c.person_id)
    .join(_PLACES, _PLACES.c.id == _WHERE)
)


@dataclass(frozen=True, slots=True)
class Requested:
    """One request with today's names; `why_not` says why this reader cannot decide it."""

    id: str
    person: str
    login: str
    name: str
    granted: Granted
    what: Text
    where: Text
    since: date
    until: date | None
    asker: str
    asked_at: str
    decider: str
    decided_at: str | None
    approved: bool | None
    reason: str
    holder: str
    why_not: Text | None

    @property
    def waits(self) -> bool:
        """Whether nobody has decided yet."""
        return self.approved is None


@dataclass(frozen=True, slots=True)
class Desk:
    """The requests of a territory: what waits for this reader, for others, what was decided."""

    mine: tuple[Requested, ...]
    others: tuple[Requested, ...]
    decided: tuple[Requested, ...]


def requests_within(session: Session, places: frozenset[UUID], *, reader: UUID) -> Desk:
    """Return the requests over the places administered, the longest waiting first."""
    within = _all(reader).where(inside(places))
    waiting = session.execute(
        within.where(_REQUESTS.c.decided_by.is_(None)).order_by(_REQUESTS.c.asked_at)
    ).all()
    decided = session.execute(
        within.where(_REQUESTS.c.decided_by.is_not(None))
        .order_by(_REQUESTS.c.decided_at.desc())
        .limit(DECIDED_SHOWN)
    ).all()
    lines = tuple(_requested(row) for row in waiting)
    return Desk(
        tuple(line for line in lines if line.why_not is None),
        tuple(line for line in lines if line.why_not is not None),
        tuple(_requested(row) for row in decided),
    )


def one_request(
    session: Session, request: UUID, places: frozenset[UUID], *, reader: UUID
) -> Requested | None:
    """Return one request over the places administered, or None."""
    found = session.execute(
        _all(reader).where(inside(places), _REQUESTS.c.id == request)
    ).one_or_none()
    return _requested(found) if found else None


_ASKED_IT = Text("Bên bạn đã đề nghị; một quản trị khác duyệt.", "Your side asked it.")
_IS_IT = Text("Đây là phân công cho bên bạn.", "This is a grant to your own side.")


def _all(reader: UUID) -> Select[Any]:
    return _ALL.add_columns(
        is_of_the_side(_REQUESTS.c.asked_by, reader).label("asked_it"),
        is_of_the_side(_REQUESTS.c.person_id, reader).label("is_granted_it"),
    )


def _requested(row: Row[Any]) -> Requested:
    what, where = _power(row)
    return Requested(
        id=row.id.hex,
        person=row.person_id.hex,
        login=row.login,
        name=row.name,
        granted=row.granted,
        what=what,
        where=where,
        since=row.since,
        until=row.until,
        asker=row.asker,
        asked_at=row.asked_at,
        decider=row.decider or "",
        decided_at=row.decided_at,
        approved=row.approved,
        reason=row.reason or "",
        holder=row.holder or "",
        why_not=_why_not(row),
    )


def _why_not(row: Row[Any]) -> Text | None:
    if row.asked_it:
        return _ASKED_IT
    return _IS_IT if row.is_granted_it else None


def _power(row: Row[Any]) -> tuple[Text, Text]:
    where = unit(row.place_kind, row.place)
    match row.granted:
        case Granted.ROLE:
            return Role(row.role).label, where
        case Granted.SEAT:
            return Seat(row.seat).label, Text(row.council, row.council)
        case _:
            role, how = Role(row.delegated_role).label, Capacity(row.capacity).label
            return Text(f"{role.vi} – {how.vi}", f"{role.en} – {how.en}"), where
