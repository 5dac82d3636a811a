"""Handing letters to an SMTP server, and the address a person wants them at."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from smtplib import SMTP, SMTP_SSL
from uuid import UUID

from sqlalchemy import delete, insert
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the table written below
from states.terms import Text
from workflow.deeds.accounts import record_deed
from workflow.deeds.letters import Delivers
from workflow.errors import InvalidInput
from workflow.settings import Settings, SmtpTls

ADDRESS_SET, ADDRESS_REMOVED = "mail_address_set", "mail_address_removed"
LONGEST_ADDRESS = 254
WAIT = 30
_ADDRESSES = SQLModel.metadata.tables["mail_address"]


def set_mail_address(session: Session, person: UUID, address: str, *, at: datetime) -> None:
    """Keep the address a person wants letters at, none where it is blank.

    The history holds that it was changed, never the address. Raises InvalidInput for what is
    no address.
    """
    given = address.strip()
    if given:
        _check(given)
    session.execute(delete(_ADDRESSES).where(_ADDRESSES.c.person_id == person))
    if given:
        session.execute(insert(_ADDRESSES).values(person_id=person, address=given))
    deed = ADDRESS_SET if given else ADDRESS_REMOVED
    record_deed(session, deed, {"person": person.hex}, by=person, at=at)


@contextmanager
def connected(settings: Settings) -> Iterator[Delivers]:
    """Open the SMTP server the settings name; yield what hands one letter over.

    Raises OSError and smtplib.SMTPException when the server cannot be reached or refuses.
    """
    kind = SMTP_SSL if settings.smtp_tls is SmtpTls.TLS else SMTP
    with kind(settings.smtp_host, settings.smtp_port, timeout=WAIT) as server:
        if settings.smtp_tls is SmtpTls.STARTTLS:
            server.starttls()
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())

        def deliver(letter: EmailMessage) -> None:
            server.send_message(letter)

        yield deliver


def _check(address: str) -> None:
    try:
        parsed = Address(addr_spec=address)
    except (ValueError, IndexError, MessageError):
        raise InvalidInput(NO_ADDRESS, field="address") from None
    plain = address.isascii() and address.isprintable() and " " not in address
    if not (plain and parsed.username and "." in parsed.domain) or len(address) > LONGEST_ADDRESS:
        raise InvalidInput(NO_ADDRESS, field="address")


NO_ADDRESS = Text("Đây không phải là địa chỉ thư điện tử.", "This is no e-mail address.")
