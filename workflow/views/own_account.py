"""One's own account: the sessions that are open, and how the second factor stands."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from workflow import totp
from workflow.database import read_instant, stored_instant
from workflow.deeds.signing_in import SignedIn
from workflow.settings import Lasting

_TABLES = SQLModel.metadata.tables
_PERSONS = _TABLES["person"]
_SESSIONS = _TABLES["sign_in_session"]
_FACTORS = _TABLES["second_factor"]
_RECOVERY = _TABLES["recovery_code"]
_OPEN = (
    select(_SESSIONS.c.id, _SESSIONS.c.created_at, _SESSIONS.c.seen_at)
    .where(
        _SESSIONS.c.person_id == bindparam("person"),
        _SESSIONS.c.ended_at.is_(None),
        _SESSIONS.c.created_at > bindparam("begun_after"),
        _SESSIONS.c.seen_at > bindparam("seen_after"),
    )
    .order_by(_SESSIONS.c.created_at.desc(), _SESSIONS.c.id)
)
_LEFT = (
    select(func.count())
    .select_from(_RECOVERY)
    .where(_RECOVERY.c.person_id == bindparam("person"), _RECOVERY.c.used_at.is_(None))
)
_FACTOR = (
    select(_PERSONS.c.login, _FACTORS.c.secret, _FACTORS.c.confirmed_at)
    .select_from(_PERSONS.outerjoin(_FACTORS, _FACTORS.c.person_id == _PERSONS.c.id))
    .where(_PERSONS.c.id == bindparam("person"))
)


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One open session: when it began, when it was last used, whether it is this one."""

    id: UUID
    begun: datetime
    seen: datetime
    this: bool


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A secret waiting for its first code: for typing, and as the address a QR code holds."""

    secret: str = field(repr=False)
    address: str = field(repr=False)

    @property
    def grouped(self) -> str:
        """Return the secret in groups of four letters, for typing."""
        starts = range(0, len(self.secret), 4)
        return " ".join(self.secret[start : start + 4] for start in starts)


@dataclass(frozen=True, slots=True)
class SecondFactorStanding:
    """Since when a second factor is in force, and how many recovery codes are left."""

    since: datetime | None
    codes_left: int


def own_sessions(
    session: Session, signed: SignedIn, lasting: Lasting, *, at: datetime
) -> tuple[OwnSession, ...]:
    """Return a person's open sessions, the newest first."""
    asked = {
        "person": signed.person,
        "begun_after": stored_instant(at - lasting.longest),
        "seen_after": stored_instant(at - lasting.idle),
    }
    return tuple(
        OwnSession(
            row.id,
            read_instant(row.created_at),
            read_instant(row.seen_at),
            row.id == signed.session,
        )
        for row in session.execute(_OPEN, asked)
    )


def second_factor_of(session: Session, person: UUID) -> SecondFactorStanding:
    """Return how a person's second factor stands."""
    row = session.execute(_FACTOR, {"person": person}).one()
    left = session.execute(_LEFT, {"person": person}).scalar_one()
    return SecondFactorStanding(read_instant(row.confirmed_at) if row.confirmed_at else None, left)


def enrolment_of(session: Session, person: UUID) -> Enrolment | None:
    """Return the secret that waits for its first code; None when there is none."""
    row = session.execute(_FACTOR, {"person": person}).one()
    if row.secret is None or row.confirmed_at is not None:
        return None
    return Enrolment(row.secret, totp.address_of(row.secret, row.login))
