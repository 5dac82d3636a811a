"""A new password: set by its owner, who gives the present one, or by a link given once.

An administrator gives out a link and never learns a password; a second factor stays in force.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Engine, Row, bindparam, insert, select, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables written below
from states.terms import Text
from workflow import passwords
from workflow.database import stored_instant, writing
from workflow.deeds.accounts import record_deed
from workflow.deeds.confirming import Proof, check_password
from workflow.deeds.sessions import end_sessions, hash_of, renew_token
from workflow.errors import WorkflowError
from workflow.password_rules import refuse_guessable
from workflow.throttle import forgive

CHANGED, LINK_USED = "password_changed", "password_set_by_link"
LINK_LASTS = timedelta(hours=24)
_TABLES = SQLModel.metadata.tables
_PERSONS = _TABLES["person"]
_LINKS = _TABLES["password_link"]
_ABOUT = select(_PERSONS.c.login, _PERSONS.c.name).where(_PERSONS.c.id == bindparam("person"))
_LINK = (
    select(_LINKS.c.id, _PERSONS.c.id.label("person"), _PERSONS.c.login, _PERSONS.c.name)
    .join(_PERSONS, _PERSONS.c.id == _LINKS.c.person_id)
    .where(
        _LINKS.c.token_hash == bindparam("token_hash"),
        _LINKS.c.issued_at > bindparam("after"),
        _LINKS.c.ended_at.is_(None),
        _PERSONS.c.active,
    )
)


class LinkOver(WorkflowError):
    """The link was used, replaced by a newer one, or is older than a day."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__(
            Text(
                "Đường dẫn này đã được dùng, đã bị thay bằng đường dẫn mới hoặc đã hết hạn.",
                "This link was used, was replaced by a newer one, or has run out.",
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ByLink:
    """A new password typed on the page of a link, and when."""

    token: str = field(repr=False)
    password: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class LinkOwner:
    """Whose link it is: the login is shown on its page."""

    person: UUID
    login: str


def change_password(engine: Engine, proof: Proof, password: str) -> str | None:
    """Set one's own new password: other sessions end, and this one gets the token returned.

    Raises InvalidInput for a password that is refused, TooManyAttempts, and NotYourPassword.
    """
    person, at = proof.signed.person, proof.at
    with writing(engine) as session:
        about = session.execute(_ABOUT, {"person": person}).one()
    refuse_guessable(password, about=about)
    attempt = check_password(engine, proof)
    kept = passwords.hashed(password)
    with writing(engine) as session:
        forgive(session, attempt)
        _set(session, person, kept, at=at, but=proof.signed.session)
        token = renew_token(session, proof.signed.session, at=at, confirmed=True)
        record_deed(session, CHANGED, {"person": person.hex}, by=person, at=at)
    return token


def new_link(session: Session, person: UUID, *, by: UUID, at: datetime) -> str:
    """Make the link of a person who may have one and return its token; older links end."""
    token = secrets.token_urlsafe(32)
    _end_links(session, person, at=at)
    row = {
        "id": uuid4(),
        "token_hash": hash_of(token),
        "person_id": person,
        "issued_by": by,
        "issued_at": stored_instant(at),
    }
    session.execute(insert(_LINKS), row)
    return token


def link_owner(session: Session, token: str, *, at: datetime) -> LinkOwner:
    """Return whose link a token is; raises LinkOver."""
    found = _link(session, token, at=at)
    return LinkOwner(found.person, found.login)


def set_by_link(engine: Engine, typed: ByLink) -> None:
    """Set the password of a link's owner: the link is used up and every session ends.

    Raises LinkOver, and InvalidInput for a password that is refused; the link then stays.
    """
    with writing(engine) as session:
        found = _link(session, typed.token, at=typed.at)
    refuse_guessable(typed.password, about=(found.login, found.name))
    kept = passwords.hashed(typed.password)
    with writing(engine) as session:
        used = update(_LINKS).where(_LINKS.c.id == found.id, _LINKS.c.ended_at.is_(None))
        done = session.connection().execute(used.values(ended_at=stored_instant(typed.at)))
        if not done.rowcount:
            raise LinkOver
        _set(session, found.person, kept, at=typed.at)
        facts = {"person": found.person.hex}
        record_deed(session, LINK_USED, facts, by=found.person, at=typed.at)


def _link(session: Session, token: str, *, at: datetime) -> Row[Any]:
    asked = {"token_hash": hash_of(token), "after": stored_instant(at - LINK_LASTS)}
    found: Row[Any] | None = session.execute(_LINK, asked).one_or_none()
    if found is None:
        raise LinkOver
    return found


def _set(
    session: Session, person: UUID, kept: str, *, at: datetime, but: UUID | None = None
) -> None:
    """Keep the new hash; what the old password opened ends, and so does every link."""
    owner = update(_PERSONS).where(_PERSONS.c.id == person)
    session.execute(owner.values(password_hash=kept))
    end_sessions(session, person, at=at, but=but)
    _end_links(session, person, at=at)


def _end_links(session: Session, person: UUID, *, at: datetime) -> None:
    open_ones = update(_LINKS).where(_LINKS.c.person_id == person, _LINKS.c.ended_at.is_(None))
    session.execute(open_ones.values(ended_at=stored_instant(at)))
