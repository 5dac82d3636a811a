"""A code is taken once: of the authenticator no older one after it, of the recovery codes each."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, or_, select, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables written below
from workflow import totp
from workflow.database import stored_instant
from workflow.deeds.accounts import record_deed

RECOVERY_USED = "recovery_code_used"
_FACTORS = SQLModel.metadata.tables["second_factor"]
_RECOVERY = SQLModel.metadata.tables["recovery_code"]
_SECRET = select(_FACTORS.c.secret).where(
    _FACTORS.c.person_id == bindparam("person"), _FACTORS.c.confirmed_at.is_not(None)
)


def take_code(session: Session, person: UUID, typed: str, *, at: datetime) -> bool:
    """Take a code of a person's second factor; False for a wrong, used or missing one.

    A recovery code leaves an entry in the history, for somebody has lost an authenticator: so
    this is called last in a transaction, which a refusal takes back as a whole.
    """
    secret = session.execute(_SECRET, {"person": person}).scalar()
    if secret is None:
        return False
    step = totp.step_of(secret, typed, at=at)
    if step is not None:
        return take_step(session, person, step)
    return _take_recovery_code(session, person, typed, at=at)


def take_step(session: Session, person: UUID, step: int) -> bool:
    """Take the code of a half minute; False when that one or a newer one was taken before."""
    unused = or_(_FACTORS.c.last_step.is_(None), _FACTORS.c.last_step < step)
    taken = update(_FACTORS).where(_FACTORS.c.person_id == person, unused).values(last_step=step)
    return bool(session.connection().execute(taken).rowcount)


def _take_recovery_code(session: Session, person: UUID, typed: str, *, at: datetime) -> bool:
    used = update(_RECOVERY).where(
        _RECOVERY.c.person_id == person,
        _RECOVERY.c.code_hash == totp.recovery_hash(typed),
        _RECOVERY.c.used_at.is_(None),
    )
    done = session.connection().execute(used.values(used_at=stored_instant(at)))
    if not done.rowcount:
        return False
    record_deed(session, RECOVERY_USED, {"person": person.hex}, by=person, at=at)
    return True
