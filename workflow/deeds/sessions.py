"""Sessions, opened and ended: the token goes to the browser, and here its SHA-256 alone is kept."""

import hashlib
import secrets
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import insert, update
from sqlmodel import Session, SQLModel

import workflow.models.people  # noqa: F401 - the table written below
from workflow.database import stored_instant

_SESSIONS = SQLModel.metadata.tables["sign_in_session"]


def open_session(session: Session, person: UUID, *, at: datetime) -> str:
    """Open a session of a person and return its token, which is told this once."""
    token = secrets.token_urlsafe(32)
    row = {
        "id": uuid4(),
        "token_hash": hash_of(token),
        "person_id": person,
        "form_key": secrets.token_hex(32),
        "created_at": stored_instant(at),
        "seen_at": stored_instant(at),
    }
    session.execute(insert(_SESSIONS), row)
    return token


def sign_out(session: Session, token: str, *, at: datetime) -> None:
    """End the session of a token; its token opens nothing any more."""
    ended = update(_SESSIONS).where(
        _SESSIONS.c.token_hash == hash_of(token), _SESSIONS.c.ended_at.is_(None)
    )
    session.execute(ended.values(ended_at=stored_instant(at)))


def end_sessions(session: Session, person: UUID, *, at: datetime) -> None:
    """End every session of a person, on whatever machine."""
    ended = update(_SESSIONS).where(_SESSIONS.c.person_id == person, _SESSIONS.c.ended_at.is_(None))
    session.execute(ended.values(ended_at=stored_instant(at)))


def hash_of(token: str) -> str:
    """Return what is kept of a token; nobody finds the token from it."""
    return hashlib.sha256(token.encode()).hexdigest()
