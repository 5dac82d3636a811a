"""Signing out everywhere: every session of a person ends, this one too, with an entry."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from workflow.deeds.accounts import record_deed
from workflow.deeds.sessions import end_sessions

EVERYWHERE = "signed_out_everywhere"


def sign_out_everywhere(session: Session, person: UUID, *, at: datetime) -> None:
    """End every session of a person on every machine; who signs in again gets a new one."""
    end_sessions(session, person, at=at)
    record_deed(session, EVERYWHERE, {"person": person.hex}, by=person, at=at)
