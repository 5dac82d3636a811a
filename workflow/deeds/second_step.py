"""The second step of a sign-in: a code after the password, within a few minutes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy.engine import Engine
from sqlmodel import SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Text
from workflow.database import stored_instant, writing
from workflow.deeds.codes import take_code
from workflow.deeds.sessions import hash_of, open_session
from workflow.errors import WorkflowError
from workflow.throttle import forgive, reserve

WAITS = timedelta(minutes=5)
_HALVES = SQLModel.metadata.tables["sign_in_half"]
_PERSONS = SQLModel.metadata.tables["person"]
_HALF = (
    select(_HALVES.c.id, _HALVES.c.person_id, _HALVES.c.attempt_id, _PERSONS.c.login)
    .join(_PERSONS, _PERSONS.c.id == _HALVES.c.person_id)
    .where(
        _HALVES.c.token_hash == bindparam("token_hash"),
        _HALVES.c.at > bindparam("after"),
        _PERSONS.c.active,
    )
)


class WrongCode(WorkflowError):
    """The code is not one of this moment, was taken before, or is no recovery code left."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__(
            Text(
                "Mã không đúng hoặc đã được dùng. Mỗi mã chỉ dùng được một lần.",
                "The code is not correct or was used before. Each code works once.",
            )
        )


class StepOver(WorkflowError):
    """The second step waits no longer; the sign-in begins again."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__(
            Text(
                "Đã quá thời gian nhập mã. Hãy đăng nhập lại.",
                "The time for the code is over. Sign in again.",
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeTyped:
    """A code typed after the password: the token of that step, the address and the time."""

    token: str = field(repr=False)
    code: str = field(repr=False)
    address: str
    at: datetime


def enter_code(engine: Engine, typed: CodeTyped) -> str:
    """Check the code and return the token of a new session.

    Raises StepOver, TooManyAttempts before the code is looked at, and WrongCode.
    """
    now = {"token_hash": hash_of(typed.token), "after": stored_instant(typed.at - WAITS)}
    with writing(engine) as session:
        half = session.execute(_HALF, now).one_or_none()
        if half is None:
            raise StepOver
        attempt = reserve(session, half.login, address=typed.address, at=typed.at)
    with writing(engine) as session:
        if session.execute(_HALF, now).one_or_none() != half:
            raise StepOver
        forgive(session, attempt, half.attempt_id)
        session.execute(delete(_HALVES).where(_HALVES.c.id == half.id))
        token = open_session(session, half.person_id, at=typed.at)
        if not take_code(session, half.person_id, typed.code, at=typed.at):
            raise WrongCode
    return token
