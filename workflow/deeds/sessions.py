"""Sessions, opened and ended: the token goes to the browser, and here its SHA-256 alone is kept.

A token is new at every sign-in, at every proof of identity, and after every change of rights.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, insert, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables written below
from workflow.database import stored_instant

REMEMBERED = timedelta(days=30)
_SESSIONS = SQLModel.metadata.tables["sign_in_session"]
_LINKS = SQLModel.metadata.tables["password_link"]
_HALVES = SQLModel.metadata.tables["sign_in_half"]


def open_session(session: Session, person: UUID, *, at: datetime) -> str:
    """Open a session of a person and return its token, which is told this once."""
    token = secrets.token_urlsafe(32)
    now = stored_instant(at)
    forgotten = _SESSIONS.c.created_at < stored_instant(at - REMEMBERED)
    session.execute(delete(_SESSIONS).where(_SESSIONS.c.person_id == person, forgotten))
    row = {
        "id": uuid4(),
        "token_hash": hash_of(token),
        "person_id": person,
        "form_key": secrets.token_hex(32),
        "created_at": now,
        "seen_at": now,
        "confirmed_at": now,
        "to_renew": False,
    }
    session.execute(insert(_SESSIONS), row)
    return token


def open_half(session: Session, person: UUID, *, attempt: UUID, at: datetime) -> str:
    """Note that a password was right and a code is awaited; return the token of that step.

    Of one person only the newest such step waits.
    """
    token = secrets.token_urlsafe(32)
    session.execute(delete(_HALVES).where(_HALVES.c.person_id == person))
    row = {"id": uuid4(), "token_hash": hash_of(token), "person_id": person}
    session.execute(insert(_HALVES), row | {"attempt_id": attempt, "at": stored_instant(at)})
    return token


def renew_token(
    session: Session, own: UUID, *, at: datetime, confirmed: bool = False
) -> str | None:
    """Give a session a new token after its person's rights changed, or after a proof of identity.

    None when there is nothing to renew: another request did it, or the session has ended.
    """
    token, now = secrets.token_urlsafe(32), stored_instant(at)
    values: dict[str, object] = {"token_hash": hash_of(token), "to_renew": False, "seen_at": now}
    renewed = update(_SESSIONS).where(_SESSIONS.c.id == own, _SESSIONS.c.ended_at.is_(None))
    if confirmed:
        values["confirmed_at"] = now
    else:
        renewed = renewed.where(_SESSIONS.c.to_renew)
    done = session.connection().execute(renewed.values(**values)).rowcount
    return token if done else None


def change_tokens(session: Session, person: UUID) -> None:
    """Let every session of a person get a new token at its next request: the rights changed.

    A link to a new password that was given out before opens nothing any more.
    """
    running = update(_SESSIONS).where(
        _SESSIONS.c.person_id == person, _SESSIONS.c.ended_at.is_(None)
    )
    session.execute(running.values(to_renew=True))
    unused = _LINKS.c.ended_at.is_(None)
    session.execute(delete(_LINKS).where(_LINKS.c.person_id == person, unused))


def sign_out(session: Session, token: str, *, at: datetime) -> None:
    """End the session of a token; its token opens nothing any more."""
    ended = update(_SESSIONS).where(
        _SESSIONS.c.token_hash == hash_of(token), _SESSIONS.c.ended_at.is_(None)
    )
    session.execute(ended.values(ended_at=stored_instant(at)))


def end_sessions(session: Session, person: UUID, *, at: datetime, but: UUID | None = None) -> None:
    """End every session of a person, on whatever machine, perhaps but one."""
    ended = update(_SESSIONS).where(_SESSIONS.c.person_id == person, _SESSIONS.c.ended_at.is_(None))
    if but is not None:
        ended = ended.where(_SESSIONS.c.id != but)
    session.execute(ended.values(ended_at=stored_instant(at)))
    session.execute(delete(_HALVES).where(_HALVES.c.person_id == person))


def end_session(session: Session, one: UUID, *, of: UUID, at: datetime) -> bool:
    """End one session of a person; False when that person has no such session open."""
    ended = update(_SESSIONS).where(
        _SESSIONS.c.id == one, _SESSIONS.c.person_id == of, _SESSIONS.c.ended_at.is_(None)
    )
    done = session.connection().execute(ended.values(ended_at=stored_instant(at)))
    return bool(done.rowcount)


def hash_of(token: str) -> str:
    """Return what is kept of a token; nobody finds the token from it."""
    return hashlib.sha256(token.encode()).hexdigest()
