"""Links to a new password that wait for a second administrator."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from workflow.database import stored_instant
from workflow.deeds.administration import require_administrator_of
from workflow.deeds.new_passwords import LINK_LASTS
from workflow.errors import NotPossibleNow

_TABLES = SQLModel.metadata.tables
_REQUESTS = _TABLES["password_link_request"]
_PERSONS = _TABLES["person"]
_ASKERS = _PERSONS.alias("asker")
_WAITING: Select[Any] = (
    select(_REQUESTS, _PERSONS.c.login, _PERSONS.c.name, _ASKERS.c.name.label("asker"))
    .join(_PERSONS, _PERSONS.c.id == _REQUESTS.c.person_id)
    .join(_ASKERS, _ASKERS.c.id == _REQUESTS.c.asked_by)
    .where(
        _REQUESTS.c.approved_by.is_(None),
        _REQUESTS.c.asked_at > bindparam("after"),
        _REQUESTS.c.person_id != bindparam("reader"),
        _PERSONS.c.active,
    )
    .order_by(_REQUESTS.c.asked_at)
)


@dataclass(frozen=True, slots=True)
class LinkAsked:
    """One request: for whom, by whom, when, and whether this reader asked for it."""

    id: str
    login: str
    name: str
    asker: str
    asked_at: str
    is_mine: bool


def links_asked(session: Session, *, reader: UUID, at: datetime) -> tuple[LinkAsked, ...]:
    """Return what waits among the accounts this reader administers, the longest first."""
    asked = {"reader": reader, "after": stored_instant(at - LINK_LASTS)}
    rows = session.execute(_WAITING, asked).all()
    return tuple(
        LinkAsked(row.id.hex, row.login, row.name, row.asker, row.asked_at, row.asked_by == reader)
        for row in rows
        if _administers(session, row.person_id, by=reader, at=at)
    )


def _administers(session: Session, person: UUID, *, by: UUID, at: datetime) -> bool:
    try:
        require_administrator_of(session, person, by=by, at=at)
    except NotPossibleNow:
        return False
    return True
