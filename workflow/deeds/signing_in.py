"""Signing in: attempts are reserved before a password is checked; who holds a session.

A session is an opaque token; the database keeps its SHA-256 alone, so a copy of the table opens
nothing. It ends when it is not used, when its time is over, or when anybody ends it.
"""

import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Engine, Row, bindparam, or_, select, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Role, Text, UnitKind
from workflow import passwords
from workflow.access import Held, held_by
from workflow.calendar import HANOI
from workflow.database import read_instant, stored_instant, writing
from workflow.deeds.sessions import hash_of, open_half, open_session
from workflow.errors import WorkflowError
from workflow.settings import Lasting
from workflow.throttle import forgive, reserve

USUAL = Lasting()
SEEN_EVERY = timedelta(minutes=1)
LONGEST_LOGIN = 80
_TABLES = SQLModel.metadata.tables
_PERSONS = _TABLES["person"]
_SESSIONS = _TABLES["sign_in_session"]
_FACTORS = _TABLES["second_factor"]
_APPOINTMENTS = _TABLES["appointment"]
_PLACES = _TABLES["place"]
_HAS_CODES = _FACTORS.c.confirmed_at.is_not(None).label("has_codes")
_ACCOUNT = (
    select(_PERSONS.c.id, _PERSONS.c.password_hash, _HAS_CODES)
    .select_from(_PERSONS.outerjoin(_FACTORS, _FACTORS.c.person_id == _PERSONS.c.id))
    .where(_PERSONS.c.login == bindparam("login"), _PERSONS.c.active)
)
_TODAY: BindParameter[date] = bindparam("on")
_OPEN = (
    select(
        _SESSIONS.c.id,
        _SESSIONS.c.person_id,
        _SESSIONS.c.form_key,
        _SESSIONS.c.seen_at,
        _SESSIONS.c.confirmed_at,
        _SESSIONS.c.to_renew,
        _PERSONS.c.name,
        _HAS_CODES,
        _PLACES.c.kind,
        _PLACES.c.name.label("place"),
    )
    .select_from(
        _SESSIONS.join(_PERSONS, _PERSONS.c.id == _SESSIONS.c.person_id)
        .outerjoin(_FACTORS, _FACTORS.c.person_id == _SESSIONS.c.person_id)
        .outerjoin(
            _APPOINTMENTS,
            (_APPOINTMENTS.c.person_id == _PERSONS.c.id)
            & (_APPOINTMENTS.c.since <= _TODAY)
            & or_(_APPOINTMENTS.c.until.is_(None), _APPOINTMENTS.c.until >= _TODAY),
        )
        .outerjoin(
            _PLACES,
            (_PLACES.c.id == _APPOINTMENTS.c.place_id)
            & or_(_PLACES.c.valid_from.is_(None), _PLACES.c.valid_from <= _TODAY)
            & or_(_PLACES.c.valid_until.is_(None), _PLACES.c.valid_until >= _TODAY),
        )
    )
    .where(
        _SESSIONS.c.token_hash == bindparam("token_hash"),
        _SESSIONS.c.ended_at.is_(None),
        _SESSIONS.c.created_at > bindparam("begun_after"),
        _SESSIONS.c.seen_at > bindparam("seen_after"),
        _PERSONS.c.active,
    )
    .order_by(_APPOINTMENTS.c.since, _PLACES.c.sort_key)
)


class WrongPassword(WorkflowError):
    """The login or the password is wrong; which of them is never said."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__(
            Text(
                "Tên đăng nhập hoặc mật khẩu không đúng.",
                "The user name or the password is not correct.",
            )
        )


class CodeNeeded(WorkflowError):
    """The password was right, and a code has to follow; `token` opens that step."""

    def __init__(self, token: str) -> None:
        """Keep the token."""
        super().__init__(
            Text(
                "Hãy nhập mã của ứng dụng xác thực.",
                "Give the code of your authenticator.",
            )
        )
        self.token = token


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What somebody typed to sign in, from which address and when."""

    login: str
    password: str = field(repr=False)
    address: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person at work: the session, the powers held today and the places they are for.

    `confirmed_at` is when the person last proved who it is, `has_codes` whether a second factor
    is in force, `to_renew` whether the session has to get a new token.
    """

    session: UUID
    person: UUID
    name: str
    form_key: str = field(repr=False)
    held: Held
    places: tuple[str, ...]
    seen_at: datetime
    confirmed_at: datetime
    has_codes: bool = False
    to_renew: bool = False

    @property
    def roles(self) -> tuple[Role, ...]:
        """Return the roles held anywhere, in the order of the list of roles."""
        return tuple(role for role in Role if role in self.held.roles)


def login_of(typed: str) -> str:
    """Return a login as it is kept: whoever types it, however, means the same account."""
    return unicodedata.normalize("NFC", typed).strip().casefold()[:LONGEST_LOGIN]


def sign_in(engine: Engine, typed: Credentials) -> str:
    """Check a password and return the token of a new session.

    Two short transactions with the hashing between them: the attempt is reserved, and counts,
    before a password is looked at, however many arrive together.

    Raises TooManyAttempts before a password is checked, WrongPassword, and CodeNeeded when
    the password is right and a second factor is in force: the attempt still counts as failed.
    """
    login = login_of(typed.login)
    with writing(engine) as session:
        attempt = reserve(session, login, address=typed.address, at=typed.at)
        account = session.execute(_ACCOUNT, {"login": login}).one_or_none()
    same, renewed = passwords.matches(typed.password, account.password_hash if account else None)
    if account is None or not same:
        raise WrongPassword
    with writing(engine) as session:
        if session.execute(_ACCOUNT, {"login": login}).one_or_none() != account:
            raise WrongPassword
        if renewed:
            kept = update(_PERSONS).where(_PERSONS.c.id == account.id)
            session.execute(kept.values(password_hash=renewed))
        if not account.has_codes:
            forgive(session, attempt)
            return open_session(session, account.id, at=typed.at)
        half = open_half(session, account.id, attempt=attempt, at=typed.at)
    raise CodeNeeded(half)


def find_signed_in(
    session: Session, token: str, *, at: datetime, lasting: Lasting = USUAL
) -> SignedIn | None:
    """Return who holds a token, with today's powers; None when the session has ended."""
    today = at.astimezone(HANOI).date()
    rows = session.execute(
        _OPEN,
        {
            "token_hash": hash_of(token),
            "begun_after": stored_instant(at - lasting.longest),
            "seen_after": stored_instant(at - lasting.idle),
            "on": today,
        },
    ).all()
    if not rows:
        return None
    first = rows[0]
    return SignedIn(
        session=first.id,
        person=first.person_id,
        name=first.name,
        form_key=first.form_key,
        held=held_by(session, first.person_id, on=today),
        places=tuple(dict.fromkeys(_place(row) for row in rows if row.place is not None)),
        seen_at=read_instant(first.seen_at),
        confirmed_at=read_instant(first.confirmed_at),
        has_codes=first.has_codes,
        to_renew=first.to_renew,
    )


def keep_open(session: Session, signed: SignedIn, *, at: datetime) -> None:
    """Note that a session was used, so that it is not idle."""
    kept = update(_SESSIONS).where(_SESSIONS.c.id == signed.session)
    session.execute(kept.values(seen_at=stored_instant(at)))


def _place(row: Row[Any]) -> str:
    return f"{UnitKind(row.kind).label.vi} {row.place}"
