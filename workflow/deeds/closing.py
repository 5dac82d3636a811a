"""Accounts are closed, and opened again with no power: each time with an entry."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, exists, or_, select, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Text
from workflow.deeds.accounts import SYSTEM, UNKNOWN_PERSON, record_deed
from workflow.deeds.administration import day_of, require_administrator_of
from workflow.deeds.sessions import end_sessions
from workflow.errors import InvalidInput, NotPossibleNow

CLOSED, OPENED = "account_closed", "account_opened"
_TABLES = SQLModel.metadata.tables
_PERSONS = _TABLES["person"]
_ON: BindParameter[date] = bindparam("on")
_HOLDS = or_(
    *(
        exists()
        .where(table.c.person_id == bindparam("person"))
        .where(or_(table.c.until.is_(None), table.c.until >= _ON))
        for table in (_TABLES["appointment"], _TABLES["seat"], _TABLES["delegation"])
    )
)


def close_account(session: Session, person: UUID, *, by: UUID, at: datetime) -> None:
    """Close an account: its sessions end at once and it opens no new one; its deeds stay.

    Raises InvalidInput for an unknown person, NotPossibleNow when `by` does not administer every
    place the person holds something over.
    """
    require_administrator_of(session, person, by=by, at=at)
    closed = update(_PERSONS).where(_PERSONS.c.id == person, _PERSONS.c.active)
    if session.connection().execute(closed.values(active=False)).rowcount != 1:
        raise InvalidInput(UNKNOWN_PERSON, field="person")
    end_sessions(session, person, at=at)
    record_deed(session, CLOSED, {"person": person.hex}, by=by, at=at)


def reopen_account(session: Session, person: UUID, *, by: UUID, at: datetime) -> None:
    """Open a closed account again, once nothing is left in force that it would bring back.

    Raises InvalidInput for a person whose account is not closed, NotPossibleNow as
    `close_account` does, for oneself, and while an appointment, a seat or a delegation has not
    ended: a power is given by two persons, never by opening an account.
    """
    require_administrator_of(session, person, by=by, at=at)
    if person in (by, SYSTEM):
        raise InvalidInput(UNKNOWN_PERSON, field="person")
    if session.execute(select(_HOLDS), {"person": person, "on": day_of(at)}).scalar_one():
        raise NotPossibleNow(_STILL_HOLDS)
    opened = update(_PERSONS).where(_PERSONS.c.id == person, _PERSONS.c.active.is_(False))
    if session.connection().execute(opened.values(active=True)).rowcount != 1:
        raise InvalidInput(_NOT_CLOSED, field="person")
    record_deed(session, OPENED, {"person": person.hex}, by=by, at=at)


_NOT_CLOSED = Text("Không có tài khoản đã khóa này.", "There is no such closed account.")
_STILL_HOLDS = Text(
    "Phải cho thôi mọi phân công, ghế và ủy quyền trước khi mở lại; sau đó hai người phân công "
    "lại.",
    "End every appointment, seat and delegation first; then two persons grant them anew.",
)
