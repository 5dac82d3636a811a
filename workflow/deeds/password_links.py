"""An administrator gives out a link to a new password, and learns none.

A link opens whatever its owner may do. Where that is anything, now, later or asked for, two
administrators of every place it is held over give the link out: one asks, another one approves
within a day and is told it, and neither is its owner. It leaves a second factor in force, and
each step is an entry.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, Select, bindparam, insert, select, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Text
from workflow.database import stored_instant
from workflow.deeds.accounts import SYSTEM, UNKNOWN_PERSON, record_deed
from workflow.deeds.administration import (
    places_of,
    require_active,
    require_administrator_of,
)
from workflow.deeds.new_passwords import LINK_LASTS, new_link
from workflow.deeds.signing_in import login_of
from workflow.errors import InvalidInput, NotFound, NotPossibleNow
from workflow.sides import are_one_side

LINK_GIVEN, LINK_ASKED = "password_link_given", "password_link_asked"
_TABLES = SQLModel.metadata.tables
_PERSONS = _TABLES["person"]
_REQUESTS = _TABLES["password_link_request"]
_GRANTS = _TABLES["grant_request"]
_BY_LOGIN = select(_PERSONS.c.id).where(_PERSONS.c.login == bindparam("login"), _PERSONS.c.active)
_LOCK_PERSON = (
    select(_PERSONS.c.login).where(_PERSONS.c.id == bindparam("person")).with_for_update()
)
_LOCK_REQUEST: Select[Any] = (
    select(_REQUESTS).where(_REQUESTS.c.id == bindparam("request")).with_for_update()
)
_WAITS = select(_REQUESTS.c.id).where(
    _REQUESTS.c.person_id == bindparam("person"),
    _REQUESTS.c.approved_by.is_(None),
    _REQUESTS.c.asked_at > bindparam("after"),
)
_POWER_ASKED = select(_GRANTS.c.id).where(
    _GRANTS.c.person_id == bindparam("person"), _GRANTS.c.decided_by.is_(None)
)
NOT_ONESELF = Text(
    "Mật khẩu của chính mình được đổi ở trang tài khoản.",
    "One's own password is changed on the account page.",
)
_TWO = Text(
    "Tài khoản này giữ quyền: một quản trị đề nghị, một quản trị khác duyệt.",
    "This account holds powers: one administrator asks, another one approves.",
)
_WAITING = Text(
    "Đường dẫn cho tài khoản này đã được đề nghị và đang chờ duyệt.",
    "A link for this account has been asked for and waits already.",
)
_UNKNOWN = Text("Không có đề nghị này.", "There is no such request.")
_OVER = Text(
    "Đề nghị này đã được duyệt hoặc đã quá 24 giờ; cần đề nghị lại.",
    "This request was approved, or is older than 24 hours; somebody has to ask again.",
)
_NOT_THE_ASKER = Text(
    "Người đề nghị không tự duyệt; cần một quản trị khác.",
    "Who asked does not approve; another administrator has to.",
)
_ASKER_LEFT = Text(
    "Người đề nghị không còn quản trị mọi nơi tài khoản này giữ quyền; cần đề nghị lại.",
    "Who asked no longer administers every place of this account; somebody has to ask again.",
)


@dataclass(frozen=True, slots=True)
class GivenLink:
    """A link for an account: its token is told this once."""

    login: str
    token: str = field(repr=False)


def account_of(session: Session, login: str) -> UUID:
    """Return whose login this is; raises InvalidInput where there is no such open account."""
    person: UUID | None = session.execute(
        _BY_LOGIN, {"login": login_of(login)}
    ).scalar_one_or_none()
    if person is None:
        raise InvalidInput(UNKNOWN_PERSON, field="login")
    return person


def give_link(session: Session, login: str, *, by: UUID, at: datetime) -> str:
    """Give out a link alone and return its token, which is told this once.

    Raises InvalidInput for an unknown account, NotPossibleNow for one's own account, when `by`
    does not administer every place the account holds anything over, and when it takes two.
    """
    person = _account_for(session, login, by=by, at=at)
    if by != SYSTEM and _takes_two(session, person, at=at):
        raise NotPossibleNow(_TWO)
    token = new_link(session, person, by=by, at=at)
    record_deed(session, LINK_GIVEN, {"person": person.hex}, by=by, at=at)
    return token


def ask_link(session: Session, login: str, *, by: UUID, at: datetime) -> UUID:
    """Ask for a link and return the request's id; nothing can be opened by it.

    Raises InvalidInput for an unknown account and when a request waits already, NotPossibleNow
    for one's own account and when `by` does not administer every place of the account.
    """
    person = _account_for(session, login, by=by, at=at)
    after = {"person": person, "after": stored_instant(at - LINK_LASTS)}
    if session.execute(_WAITS, after).first() is not None:
        raise InvalidInput(_WAITING, field="login")
    request = uuid4()
    row = {"id": request, "person_id": person, "asked_by": by, "asked_at": stored_instant(at)}
    session.execute(insert(_REQUESTS), row)
    facts = {"request": request.hex, "person": person.hex}
    record_deed(session, LINK_ASKED, facts, by=by, at=at)
    return request


def give_or_ask_link(session: Session, login: str, *, by: UUID, at: datetime) -> GivenLink | None:
    """Give out a link where one administrator suffices, otherwise ask for it and return None.

    Raises as `ask_link` does.
    """
    person = account_of(session, login)
    if by != SYSTEM and _takes_two(session, person, at=at):
        ask_link(session, login, by=by, at=at)
        return None
    return GivenLink(login, give_link(session, login, by=by, at=at))


def approve_link(session: Session, request: UUID, *, by: UUID, at: datetime) -> GivenLink:
    """Approve what another administrator asked for; return the link, which is told this once.

    Raises NotFound for an unknown request; NotPossibleNow when it is over, when the side of
    `by` asked for it or `by` owns the account, and when either of the two does not administer
    every place of the account today; InvalidInput when the account was closed.
    """
    row: Row[Any] | None = session.execute(_LOCK_REQUEST, {"request": request}).one_or_none()
    if row is None:
        raise NotFound(_UNKNOWN)
    if row.approved_by is not None or row.asked_at <= stored_instant(at - LINK_LASTS):
        raise NotPossibleNow(_OVER)
    if by == row.person_id:
        raise NotPossibleNow(NOT_ONESELF)
    if by == SYSTEM or are_one_side(session, by, row.asked_by):
        raise NotPossibleNow(_NOT_THE_ASKER)
    login: str = session.execute(_LOCK_PERSON, {"person": row.person_id}).scalar_one()
    require_active(session, row.person_id)
    require_administrator_of(session, row.person_id, by=by, at=at)
    _require_asker(session, row, at=at)
    approved = update(_REQUESTS).where(_REQUESTS.c.id == request)
    session.execute(approved.values(approved_by=by, approved_at=stored_instant(at)))
    token = new_link(session, row.person_id, by=by, at=at)
    facts = {"person": row.person_id.hex, "request": request.hex, "asked_by": row.asked_by.hex}
    record_deed(session, LINK_GIVEN, facts, by=by, at=at)
    return GivenLink(login, token)


def _account_for(session: Session, login: str, *, by: UUID, at: datetime) -> UUID:
    """Return the account, locked, if it is another's and within what `by` administers."""
    person = account_of(session, login)
    if person == by:
        raise NotPossibleNow(NOT_ONESELF)
    session.execute(_LOCK_PERSON, {"person": person})
    require_administrator_of(session, person, by=by, at=at)
    return person


def _takes_two(session: Session, person: UUID, *, at: datetime) -> bool:
    """Whether an account holds anything, is to hold it, or has been asked for."""
    asked = session.execute(_POWER_ASKED, {"person": person}).first()
    return asked is not None or bool(places_of(session, person, at=at))


def _require_asker(session: Session, row: Row[Any], *, at: datetime) -> None:
    try:
        require_administrator_of(session, row.person_id, by=row.asked_by, at=at)
    except NotPossibleNow:
        raise NotPossibleNow(_ASKER_LEFT) from None
