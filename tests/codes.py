"""The authenticator of a test: the codes of a secret at an instant, and a person who has one."""

from datetime import datetime

import pyotp
from sqlalchemy import Engine, insert
from sqlmodel import SQLModel

import workflow.models  # noqa: F401 - the table filled below
from tests.people_and_places import AT, person_id
from workflow.database import stored_instant, writing

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(at: datetime, secret: str = SECRET) -> str:
    """The code an authenticator shows at an instant."""
    return pyotp.TOTP(secret).at(at)


def give_authenticator(engine: Engine, login: str) -> None:
    """Put a second factor in force for somebody of the world."""
    row = {"person_id": person_id(login), "secret": SECRET, "last_step": None}
    times = {"begun_at": stored_instant(AT), "confirmed_at": stored_instant(AT)}
    with writing(engine) as session:
        session.execute(insert(SQLModel.metadata.tables["second_factor"]), row | times)
