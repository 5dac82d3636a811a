"""Signing in: sessions, attempts, second factors, recovery codes, links to a new password.

Nothing here opens anything by itself: of every token and recovery code its SHA-256 alone is
kept, in hex. Only the secret of a second factor is kept as it is, for codes are made from it.
"""

from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from workflow.columns import INSTANT_LENGTH

HASH_LENGTH = 64


class SignInSession(SQLModel, table=True):
    """One signed-in browser; `confirmed_at` is when its person last proved who it is.

    `to_renew` after a change of rights: the next request gets a new token.
    """

    __tablename__ = "sign_in_session"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    token_hash: str = Field(unique=True, max_length=HASH_LENGTH)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    form_key: str
    created_at: str = Field(max_length=INSTANT_LENGTH)
    seen_at: str = Field(max_length=INSTANT_LENGTH)
    confirmed_at: str = Field(max_length=INSTANT_LENGTH)
    to_renew: bool = False
    ended_at: str | None = Field(default=None, max_length=INSTANT_LENGTH)


class SignInAttempt(SQLModel, table=True):
    """One attempt to sign in, written before the password is checked, for the throttle."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index(None, "login", "at"), Index(None, "address", "at"), Index(None, "at"))

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    login: str
    address: str
    at: str = Field(max_length=INSTANT_LENGTH)
    succeeded: bool


class SignInHalf(SQLModel, table=True):
    """A sign-in whose password was right and whose code of the second factor is awaited."""

    __tablename__ = "sign_in_half"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    token_hash: str = Field(unique=True, max_length=HASH_LENGTH)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    attempt_id: UUID
    at: str = Field(max_length=INSTANT_LENGTH)


class SecondFactor(SQLModel, table=True):
    """The secret a person shares with an authenticator; in force from `confirmed_at` on.

    `last_step` is the half minute of the newest code taken: none before it is taken again.
    """

    __tablename__ = "second_factor"

    person_id: UUID = Field(foreign_key="person.id", primary_key=True)
    secret: str = Field(max_length=64)
    begun_at: str = Field(max_length=INSTANT_LENGTH)
    confirmed_at: str | None = Field(default=None, max_length=INSTANT_LENGTH)
    last_step: int | None = None


class RecoveryCode(SQLModel, table=True):
    """One code that stands in for the authenticator once."""

    __tablename__ = "recovery_code"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    code_hash: str = Field(unique=True, max_length=HASH_LENGTH)
    used_at: str | None = Field(default=None, max_length=INSTANT_LENGTH)


class PasswordLink(SQLModel, table=True):
    """One link to a new password; it is used up, replaced by a newer one, or runs out."""

    __tablename__ = "password_link"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    token_hash: str = Field(unique=True, max_length=HASH_LENGTH)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    issued_by: UUID = Field(foreign_key="person.id")
    issued_at: str = Field(max_length=INSTANT_LENGTH)
    ended_at: str | None = Field(default=None, max_length=INSTANT_LENGTH)


class PasswordLinkRequest(SQLModel, table=True):
    """A link one administrator asked for; another one approves it within a day, or nobody."""

    __tablename__ = "password_link_request"
    __table_args__ = (
        CheckConstraint("asked_by <> person_id", name="asked_for_another"),
        CheckConstraint("approved_by <> person_id", name="approved_for_another"),
        CheckConstraint("approved_by <> asked_by", name="two_persons"),
        CheckConstraint("(approved_by IS NULL) = (approved_at IS NULL)", name="approved_whole"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    asked_by: UUID = Field(foreign_key="person.id")
    asked_at: str = Field(max_length=INSTANT_LENGTH)
    approved_by: UUID | None = Field(default=None, foreign_key="person.id")
    approved_at: str | None = Field(default=None, max_length=INSTANT_LENGTH)
