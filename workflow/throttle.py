"""The throttle of sign-in: attempts are counted in the database, by every process together.

A restart forgets none; after an hour an attempt counts no more and is deleted.
"""

from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from uuid import UUID, uuid4

from sqlalchemy import delete, func, insert, select, text, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the table read below
from states.terms import Text
from workflow.calendar import HANOI
from workflow.database import read_instant, stored_instant
from workflow.errors import WorkflowError

COUNTED = timedelta(hours=1)
FREE_PER_LOGIN, FREE_PER_ADDRESS = 5, 20
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)
ATTEMPTS = SQLModel.metadata.tables["sign_in_attempt"]
_ONE_AT_A_TIME = text("LOCK TABLE sign_in_attempt IN SHARE ROW EXCLUSIVE MODE")


class TooManyAttempts(WorkflowError):
    """Too many attempts failed; `until` is when the next one is heard."""

    def __init__(self, until: datetime) -> None:
        """Say when to try again, in Vietnamese time."""
        at = (until + timedelta(seconds=1)).astimezone(HANOI)
        super().__init__(
            Text(
                f"Đã nhập sai nhiều lần. Hãy thử lại sau {at:%H:%M:%S} ngày {at:%d/%m/%Y}.",
                f"Too many attempts failed. Try again after {at:%H:%M:%S} on {at:%d/%m/%Y}.",
            )
        )
        self.until = until


def reserve(session: Session, login: str, *, address: str, at: datetime) -> UUID:
    """Count an attempt before its password is looked at, and return its id.

    Raises TooManyAttempts when the login or the address has to wait.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_ONE_AT_A_TIME)
    session.execute(delete(ATTEMPTS).where(ATTEMPTS.c.at <= stored_instant(at - COUNTED)))
    address = counted_as(address)
    waits = (
        _heard_again(session, "login", login, at=at),
        _heard_again(session, "address", address, at=at),
    )
    until = max((wait for wait in waits if wait), default=at)
    if until > at:
        raise TooManyAttempts(until)
    attempt = uuid4()
    row = {"id": attempt, "login": login, "address": address, "succeeded": False}
    session.execute(insert(ATTEMPTS), row | {"at": stored_instant(at)})
    return attempt


def forgive(session: Session, *attempts: UUID) -> None:
    """Note that attempts succeeded: the failures of that login before them count no more."""
    session.execute(update(ATTEMPTS).where(ATTEMPTS.c.id.in_(attempts)).values(succeeded=True))


def counted_as(address: str) -> str:
    """Return what an address counts as: of IPv6 the network a whole house has (/64).

    What is no address of the network, such as the name of a test's client, counts as it is.
    """
    try:
        read = ip_address(address)
    except ValueError:
        return address
    if not isinstance(read, IPv6Address):
        return str(read)
    return str(read.ipv4_mapped or IPv6Network((read, 64), strict=False))


def _heard_again(session: Session, column: str, value: str, *, at: datetime) -> datetime | None:
    """Return when the next attempt is heard; a success of the same login forgives its failures."""
    same = ATTEMPTS.c[column] == value
    counted = [same, ~ATTEMPTS.c.succeeded, ATTEMPTS.c.at > stored_instant(at - COUNTED)]
    if column == "login":
        success = select(func.max(ATTEMPTS.c.at)).where(same, ATTEMPTS.c.succeeded)
        counted.append(ATTEMPTS.c.at > func.coalesce(success.scalar_subquery(), ""))
    row = session.execute(select(func.count(), func.max(ATTEMPTS.c.at)).where(*counted)).one()
    failures, last = row
    over = failures - (FREE_PER_LOGIN if column == "login" else FREE_PER_ADDRESS)
    if over < 0:
        return None
    wait: timedelta = min(FIRST_WAIT * 2 ** min(over, 10), LONGEST_WAIT)
    return read_instant(last) + wait
