"""Who sits there? A person at work proves it again before a deed that weighs."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import Engine, bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the table read below
from states.terms import Text
from workflow import passwords
from workflow.database import writing
from workflow.deeds.codes import take_code
from workflow.deeds.second_step import WrongCode
from workflow.deeds.sessions import renew_token
from workflow.deeds.signing_in import SignedIn
from workflow.errors import WorkflowError
from workflow.throttle import forgive, reserve

_PERSONS = SQLModel.metadata.tables["person"]
_ACCOUNT = select(_PERSONS.c.login, _PERSONS.c.password_hash).where(
    _PERSONS.c.id == bindparam("person"), _PERSONS.c.active
)


class NotYourPassword(WorkflowError):
    """The password typed is not the one of the person at work."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__(Text("Mật khẩu không đúng.", "The password is not correct."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a person at work typed to prove who it is, from which address and when."""

    signed: SignedIn
    typed: str = field(repr=False)
    address: str
    at: datetime


def confirm_identity(engine: Engine, proof: Proof) -> str | None:
    """Check a code where a second factor is in force, a password where none is.

    Returns the session's new token; None when the session has ended meanwhile.
    Raises TooManyAttempts, NotYourPassword or WrongCode; attempts count as those to sign in.
    """
    person = proof.signed.person
    if not proof.signed.has_codes:
        attempt = check_password(engine, proof)
        with writing(engine) as session:
            return _confirmed(session, proof, attempt)
    with writing(engine) as session:
        _, attempt = _reserved(session, proof)
    with writing(engine) as session:
        token = _confirmed(session, proof, attempt)
        if not take_code(session, person, proof.typed, at=proof.at):
            raise WrongCode
    return token


def check_password(engine: Engine, proof: Proof) -> UUID:
    """Check the password of a person at work and return the attempt, still to be forgiven.

    Raises TooManyAttempts before the password is looked at, and NotYourPassword.
    """
    with writing(engine) as session:
        kept, attempt = _reserved(session, proof)
    if not passwords.matches(proof.typed, kept)[0]:
        raise NotYourPassword
    return attempt


def _reserved(session: Session, proof: Proof) -> tuple[str, UUID]:
    account = session.execute(_ACCOUNT, {"person": proof.signed.person}).one_or_none()
    if account is None:
        raise NotYourPassword
    attempt = reserve(session, account.login, address=proof.address, at=proof.at)
    return account.password_hash, attempt


def _confirmed(session: Session, proof: Proof, attempt: UUID) -> str | None:
    forgive(session, attempt)
    return renew_token(session, proof.signed.session, at=proof.at, confirmed=True)
