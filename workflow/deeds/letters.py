"""Letters of reminders: one a person and day, written with the reminders, sent afterwards.

A letter is written in the transaction of its reminders, so neither is there without the other.
Whoever sends claims a letter, sends it and marks it sent, each step for itself. Killed between
the server's acceptance and the mark, the same letter goes again under the same Message-ID: SMTP
promises no more, and a receiver that knows the Message-ID drops it. Nothing is lost.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Engine, Row, bindparam, insert, or_, select, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables written below
from states.wording import day
from workflow.database import stored_instant, writing
from workflow.reminded import LINES, said_in_letter

LEASE = timedelta(minutes=15)
_TABLES = SQLModel.metadata.tables
_REMINDERS, _OUTBOX, _ADDRESSES = (_TABLES[name] for name in ("reminder", "outbox", "mail_address"))
_UNTOLD = (
    LINES.add_columns(_ADDRESSES.c.address)
    .join(_ADDRESSES, _ADDRESSES.c.person_id == _REMINDERS.c.person_id)
    .where(
        _REMINDERS.c.outbox_id.is_(None),
        _REMINDERS.c.seen_at.is_(None),
        ~select(_OUTBOX.c.id)
        .where(_OUTBOX.c.person_id == _REMINDERS.c.person_id, _OUTBOX.c.day == bindparam("today"))
        .exists(),
    )
    .order_by(_REMINDERS.c.person_id, _REMINDERS.c.due_on, LINES.selected_columns.number)
)
_WAITING = (
    select(_OUTBOX)
    .where(
        _OUTBOX.c.sent_at.is_(None),
        or_(_OUTBOX.c.claimed_at.is_(None), _OUTBOX.c.claimed_at <= bindparam("lapsed")),
    )
    .order_by(_OUTBOX.c.day, _OUTBOX.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
Delivers = Callable[[EmailMessage], None]


def write_letters(session: Session, *, today: date) -> int:
    """Write the letter of each person with an address and something not told in one yet."""
    told: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for row in session.execute(_UNTOLD, {"today": today}):
        told[row.person_id].append(row)
    for person, rows in told.items():
        letter = uuid4()
        lines = [f"- {said_in_letter(row)}" for row in rows]
        values = {
            "id": letter,
            "person_id": person,
            "day": today,
            "address": rows[0].address,
            "subject": f"Chuyển hóa địa bàn: {len(rows)} thời hạn, {day(today)}",
            "body": "\n".join((*lines, "", "Xem tại trang “Việc cần làm” sau khi đăng nhập.")),
        }
        session.execute(insert(_OUTBOX).values(values))
        which = _REMINDERS.c.id.in_([row.id for row in rows])
        session.execute(update(_REMINDERS).where(which).values(outbox_id=letter))
    return len(told)


def send_letters(
    engine: Engine, deliver: Delivers, *, sender: str, now: Callable[[], datetime]
) -> int:
    """Send every letter that waits; return how many went.

    Raises what `deliver` raises: the letter stays claimed and waits until its lease is over.
    """
    sent = 0
    while True:
        at = now()
        with writing(engine) as session:
            letter = _claim(session, at)
        if letter is None:
            return sent
        deliver(_message(letter, sender))
        with writing(engine) as session:
            which = _OUTBOX.c.id == letter.id
            session.execute(update(_OUTBOX).where(which).values(sent_at=stored_instant(now())))
        sent += 1


def _claim(session: Session, at: datetime) -> Row[Any] | None:
    letter = session.execute(_WAITING, {"lapsed": stored_instant(at - LEASE)}).first()
    if letter is not None:
        which = _OUTBOX.c.id == letter.id
        session.execute(update(_OUTBOX).where(which).values(claimed_at=stored_instant(at)))
    return letter


def _message(letter: Row[Any], sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, letter.address, letter.subject
    message["Message-ID"] = f"<{letter.id.hex}@{sender.rpartition('@')[2]}>"
    message.set_content(letter.body)
    return message
