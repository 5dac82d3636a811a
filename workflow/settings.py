"""What differs between one installation and another; nothing legal is a setting."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from states.terms import Role

DEMO_PLANS = Path(__file__).parent / "demo" / "plans"
DEMO_DATABASE_URL = "sqlite:///chuyenhoa.sqlite3"
"""A file in the current directory, for trying out; production names its own database."""


class Mode(StrEnum):
    """What the installation is for: showing, building, or real work."""

    DEMO = "demo"
    DEVELOPMENT = "development"
    PRODUCTION = "production"


class SmtpTls(StrEnum):
    """How the way to the mail server is kept secret."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long a session lasts: unused, altogether, and how long a proof of identity counts."""

    idle: timedelta = timedelta(minutes=30)
    longest: timedelta = timedelta(hours=8)
    proof: timedelta = timedelta(minutes=10)


class Settings(BaseSettings):
    """The settings of one process, read once from the environment and `.env`.

    Raises pydantic.ValidationError for an unknown mode or a value of the wrong shape, and in
    production when no database is named.
    """

    model_config = SettingsConfigDict(
        env_prefix="CHUYENHOA_", env_file=".env", extra="ignore", frozen=True
    )

    mode: Mode = Mode.DEMO
    database_url: str = ""
    plans_directory: Path | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    allowed_hosts: tuple[str, ...] = ("localhost", "127.0.0.1")
    trusted_proxy: str | None = None
    page_size: int = Field(default=50, ge=1, le=500)
    session_idle_minutes: int = Field(default=30, ge=1, le=24 * 60)
    session_hours: int = Field(default=8, ge=1, le=7 * 24)
    confirmed_minutes: int = Field(default=10, ge=1, le=24 * 60)
    silent_days: int = Field(default=30, ge=1, le=3650)
    remind_days: int = Field(default=7, ge=1, le=90)
    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_from: str = ""
    smtp_tls: SmtpTls = SmtpTls.STARTTLS
    second_factor_for: Annotated[tuple[Role, ...], NoDecode] = ()

    @field_validator("second_factor_for", mode="before")
    @classmethod
    def _read_roles(cls, given: object) -> object:
        """Take the roles as a list with commas."""
        if not isinstance(given, str):
            return given
        return tuple(filter(None, (word.strip() for word in given.split(","))))

    @model_validator(mode="before")
    @classmethod
    def _name_a_database_for_trying_out(cls, given: dict[str, object]) -> dict[str, object]:
        if given.get("database_url") or given.get("mode") == Mode.PRODUCTION:
            return given
        return {**given, "database_url": DEMO_DATABASE_URL}

    @model_validator(mode="after")
    def _name_a_database_for_real_work(self) -> Self:
        if not self.database_url:
            raise ValueError("production mode needs CHUYENHOA_DATABASE_URL")
        if self.smtp_host and "@" not in self.smtp_from:
            raise ValueError("CHUYENHOA_SMTP_HOST needs the sender in CHUYENHOA_SMTP_FROM")
        if self.mode is Mode.PRODUCTION and "*" in self.allowed_hosts:
            raise ValueError("production mode needs the host names in CHUYENHOA_ALLOWED_HOSTS")
        return self

    @property
    def plan_directories(self) -> tuple[Path, ...]:
        """The folders of plans besides the product's own: the demo's while showing, the setting's.

        For `PlanBook.load`; a plan of the setting's folder stands before one of the same id.
        """
        shown = (DEMO_PLANS,) if self.mode is Mode.DEMO else ()
        return shown if self.plans_directory is None else (*shown, self.plans_directory)

    @property
    def secure_cookies(self) -> bool:
        """Whether cookies travel over https only: always, except when trying out on localhost."""
        return self.mode is Mode.PRODUCTION

    @property
    def lasting(self) -> Lasting:
        """How long sessions last here."""
        return Lasting(
            idle=timedelta(minutes=self.session_idle_minutes),
            longest=timedelta(hours=self.session_hours),
            proof=timedelta(minutes=self.confirmed_minutes),
        )
