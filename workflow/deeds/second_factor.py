"""A second factor: begun, proved with a code and so in force, renewed, switched off.

The secret is kept as it is, since every code is made from it; whoever reads the database has
it, and still lacks the password. Recovery codes are kept as hashes.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import bindparam, delete, insert, select, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables written below
from states.terms import Text
from workflow import totp
from workflow.database import stored_instant
from workflow.deeds.accounts import record_deed
from workflow.deeds.codes import take_step
from workflow.deeds.sessions import end_sessions, renew_token
from workflow.deeds.signing_in import SignedIn
from workflow.errors import InvalidInput, NotPossibleNow

ON, OFF, RENEWED = "second_factor_on", "second_factor_off", "recovery_codes_renewed"
_TABLES = SQLModel.metadata.tables
_FACTORS = _TABLES["second_factor"]
_RECOVERY = _TABLES["recovery_code"]
_FACTOR = (
    select(_FACTORS.c.secret, _FACTORS.c.confirmed_at)
    .where(_FACTORS.c.person_id == bindparam("person"))
    .with_for_update()
)
NO_CODE = Text(
    "Mã không đúng. Hãy nhập sáu chữ số ứng dụng đang hiển thị; đồng hồ của điện thoại phải đúng.",
    "The code is not correct. Type the six digits the authenticator shows now; the clock of the "
    "telephone has to be right.",
)
ALREADY_ON = Text("Xác thực hai bước đã được bật.", "The second factor is in force already.")
NOT_ON = Text("Xác thực hai bước chưa được bật.", "No second factor is in force.")


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A second factor now in force: its recovery codes, told this once, and the new token."""

    codes: tuple[str, ...] = field(repr=False)
    token: str | None = field(repr=False)


def begin_second_factor(session: Session, person: UUID, *, at: datetime) -> None:
    """Make a secret that is not in force yet; one begun before is replaced.

    Raises NotPossibleNow when a second factor is in force.
    """
    row = session.execute(_FACTOR, {"person": person}).one_or_none()
    if row is not None and row.confirmed_at is not None:
        raise NotPossibleNow(ALREADY_ON)
    session.execute(delete(_FACTORS).where(_FACTORS.c.person_id == person))
    made = {"person_id": person, "secret": totp.new_secret(), "begun_at": stored_instant(at)}
    session.execute(insert(_FACTORS), made)


def enrol(session: Session, signed: SignedIn, code: str, *, at: datetime) -> Enrolled:
    """Put the secret in force that a code proves to be in an authenticator.

    Other sessions end; this one gets a new token. Raises NotPossibleNow when none was begun or
    one is in force, and InvalidInput for a wrong code.
    """
    row = session.execute(_FACTOR, {"person": signed.person}).one_or_none()
    if row is None or row.confirmed_at is not None:
        raise NotPossibleNow(ALREADY_ON if row else NOT_ON)
    step = totp.step_of(row.secret, code, at=at)
    if step is None:
        raise InvalidInput(NO_CODE, field="code")
    proved = update(_FACTORS).where(_FACTORS.c.person_id == signed.person)
    session.execute(proved.values(confirmed_at=stored_instant(at)))
    take_step(session, signed.person, step)
    codes = _new_codes(session, signed.person)
    return Enrolled(codes, _changed(session, signed, ON, at=at))


def renew_recovery_codes(session: Session, person: UUID, *, at: datetime) -> tuple[str, ...]:
    """Return new recovery codes; the old ones open nothing any more.

    Raises NotPossibleNow when no second factor is in force.
    """
    _require_on(session, person)
    codes = _new_codes(session, person)
    record_deed(session, RENEWED, {"person": person.hex}, by=person, at=at)
    return codes


def switch_off(session: Session, signed: SignedIn, *, at: datetime) -> str | None:
    """Take one's own second factor out of force; other sessions end, this one gets a new token.

    Raises NotPossibleNow when none is in force.
    """
    _require_on(session, signed.person)
    _forget(session, signed.person)
    return _changed(session, signed, OFF, at=at)


def forget_second_factor(session: Session, person: UUID, *, by: UUID, at: datetime) -> None:
    """Take somebody's lost second factor out of force; every session of that person ends.

    For the command line alone: together with a link to a new password it would hand over the
    account, so no administrator can do both. Raises NotPossibleNow when none is in force.
    """
    _require_on(session, person)
    _forget(session, person)
    end_sessions(session, person, at=at)
    record_deed(session, OFF, {"person": person.hex}, by=by, at=at)


def _require_on(session: Session, person: UUID) -> None:
    row = session.execute(_FACTOR, {"person": person}).one_or_none()
    if row is None or row.confirmed_at is None:
        raise NotPossibleNow(NOT_ON)


def _forget(session: Session, person: UUID) -> None:
    for table in (_FACTORS, _RECOVERY):
        session.execute(delete(table).where(table.c.person_id == person))


def _new_codes(session: Session, person: UUID) -> tuple[str, ...]:
    codes = totp.new_recovery_codes()
    session.execute(delete(_RECOVERY).where(_RECOVERY.c.person_id == person))
    rows = [
        {"id": uuid4(), "person_id": person, "code_hash": totp.recovery_hash(code)}
        for code in codes
    ]
    session.execute(insert(_RECOVERY), rows)
    return codes


def _changed(session: Session, signed: SignedIn, deed: str, *, at: datetime) -> str | None:
    end_sessions(session, signed.person, at=at, but=signed.session)
    token = renew_token(session, signed.session, at=at, confirmed=True)
    record_deed(session, deed, {"person": signed.person.hex}, by=signed.person, at=at)
    return token
