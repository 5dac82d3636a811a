"""Daily letters: never lost, never delivered twice, wherever the process is killed."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from socket import socket
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import event, select
from sqlmodel import SQLModel

from states.terms import CaseState
from tests.builders import World, book
from tests.people_and_places import AT, person_id
from workflow.database import writing
from workflow.deeds.letters import LEASE, send_letters
from workflow.deeds.mailing import connected, set_mail_address
from workflow.deeds.ticking import tick
from workflow.errors import InvalidInput
from workflow.settings import Settings, SmtpTls

TABLES = SQLModel.metadata.tables
SENDER = "nhachan@tinh.gov.vn"
PEOPLE = ("officer", "second_officer", "committee_office")


class Killed(BaseException):
    """The process is gone: nothing catches it."""


class Receiver:
    """A mail server that knows each Message-ID and drops what comes again."""

    def __init__(self) -> None:
        self.accepted: list[str] = []
        self.delivered: dict[str, tuple[str, str]] = {}

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - the server's own name
        letter = message_from_bytes(bytes(envelope.content or b""))
        self.accepted.append(letter["Message-ID"])
        text = bytes(letter.get_payload(decode=True) or b"").decode()
        self.delivered.setdefault(letter["Message-ID"], (letter["To"], text))
        return "250 OK"


class Fuse:
    """Kills at the n-th step: before each commit, before and after each delivery."""

    def __init__(self, step: int) -> None:
        self.left = step

    def burn(self, *_: object) -> None:
        self.left -= 1
        if self.left == 0:
            raise Killed


@pytest.fixture
def receiver() -> Iterator[tuple[Receiver, Settings]]:
    """A receiver that listens on a port the system chooses, and the settings that name it."""
    kept = Receiver()
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    settings = Settings(
        _env_file=None,
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_from=SENDER,
        smtp_tls=SmtpTls.NONE,
    )
    yield kept, settings
    server.stop()


def prepare(world: World) -> None:
    """Two cases whose period is over, and three people who want letters."""
    world.a_case(CaseState.MONITORING)
    world.a_case(CaseState.MONITORING, "08/2")
    with writing(world.engine) as session:
        for login in PEOPLE:
            set_mail_address(session, person_id(login), f"{login}@tinh.gov.vn", at=AT)


def day(world: World, settings: Settings, at: datetime, fuse: Fuse) -> int:
    """One run of cron, which the fuse may kill."""
    with writing(world.engine) as session:
        tick(session, book(), at=at, ahead=7, mails=True)
    with connected(settings) as deliver:
        return send_letters(world.engine, fused(deliver, fuse), sender=SENDER, now=lambda: at)


def fused(deliver: Callable[[EmailMessage], None], fuse: Fuse) -> Callable[[EmailMessage], None]:
    def delivers(letter: EmailMessage) -> None:
        fuse.burn()
        deliver(letter)
        fuse.burn()

    return delivers


def rows(world: World, table: str) -> list[Any]:
    with writing(world.engine) as session:
        return list(session.execute(select(TABLES[table])).all())


def test_killed_between_any_two_steps_no_letter_is_lost_or_delivered_twice(
    either_world: World, receiver: tuple[Receiver, Settings]
) -> None:
    kept, settings = receiver
    prepare(either_world)
    at, kills, sent_again = AT, 0, 0
    for step in range(1, 60):
        at += timedelta(days=1)
        for table in ("reminder", "outbox"):
            with writing(either_world.engine) as session:
                session.execute(TABLES[table].delete())
        before = set(kept.delivered)
        accepted = len(kept.accepted)
        fuse = Fuse(step)
        event.listen(either_world.engine, "commit", fuse.burn)
        try:
            day(either_world, settings, at, fuse)
            killed = False
        except Killed:
            killed = True
            either_world.engine.dispose()
        event.remove(either_world.engine, "commit", fuse.burn)
        later = at + LEASE
        day(either_world, settings, later, Fuse(0))

        new = {key: letter for key, letter in kept.delivered.items() if key not in before}
        assert Counter(to for to, _ in new.values()) == Counter(
            f"{login}@tinh.gov.vn" for login in PEOPLE
        )
        assert all(one.sent_at for one in rows(either_world, "outbox"))
        assert {one.outbox_id is None for one in rows(either_world, "reminder")} <= {False, True}
        kills += killed
        sent_again += len(kept.accepted) - accepted - len(PEOPLE)
        if not killed:
            break
    # The tick, and for each letter its claim, both ends of its delivery, its mark; the last look.
    assert kills == 1 + 4 * len(PEOPLE) + 1
    # What was accepted and not marked went again, under the Message-ID it had: after the
    # delivery, and before the mark, of each.
    assert sent_again == 2 * len(PEOPLE)


def test_a_letter_says_number_commune_and_day_and_nothing_more(
    world: World, receiver: tuple[Receiver, Settings]
) -> None:
    kept, settings = receiver
    prepare(world)

    day(world, settings, AT, Fuse(0))

    to, text = next(iter(kept.delivered.values()))
    assert to in {f"{login}@tinh.gov.vn" for login in PEOPLE}
    assert "DB-2018-001, xã Tân Lập 1 – Hết thời gian theo dõi: đã quá hạn (20/09/2019)" in text
    assert {key.partition("@")[2] for key in kept.delivered} == {"tinh.gov.vn>"}


def test_one_letter_a_person_and_day_and_the_rest_the_day_after(
    world: World, receiver: tuple[Receiver, Settings]
) -> None:
    kept, settings = receiver
    prepare(world)
    assert day(world, settings, AT, Fuse(0)) == 3
    world.a_case(CaseState.MONITORING, "08/3")

    assert day(world, settings, AT, Fuse(0)) == 0
    assert day(world, settings, AT + timedelta(days=1), Fuse(0)) == 3
    assert len(kept.delivered) == 6


def test_a_claimed_letter_is_left_to_whoever_claimed_it_until_the_lease_is_over(
    world: World, receiver: tuple[Receiver, Settings]
) -> None:
    kept, settings = receiver
    prepare(world)
    with pytest.raises(Killed):
        day(world, settings, AT, Fuse(1))

    assert day(world, settings, AT, Fuse(0)) == 2
    assert day(world, settings, AT + LEASE, Fuse(0)) == 1
    assert len(kept.delivered) == 3


@pytest.mark.parametrize(
    "address",
    [
        "tinh.gov.vn",
        "a b@c.vn",
        "a@b",
        "a@c.vn\nBcc: d@e.vn",
        "@c.vn",
        "x" * 250 + "@c.vn",
        "đ@c.vn",
    ],
)
def test_what_is_no_address_is_not_kept(world: World, address: str) -> None:
    with pytest.raises(InvalidInput), writing(world.engine) as session:
        set_mail_address(session, person_id("officer"), address, at=AT)


def test_an_address_is_changed_and_removed_and_never_in_the_history(world: World) -> None:
    for address in ("mot@tinh.gov.vn", "hai@tinh.gov.vn", ""):
        with writing(world.engine) as session:
            set_mail_address(session, person_id("officer"), address, at=AT)

    assert rows(world, "mail_address") == []
    entries = [row.entry for row in rows(world, "history")]
    assert not [entry for entry in entries if "tinh.gov.vn" in entry]
    assert sum("mail_address_set" in entry for entry in entries) == 2
    assert sum("mail_address_removed" in entry for entry in entries) == 1


def test_who_saw_a_reminder_gets_no_letter_of_it(
    world: World, receiver: tuple[Receiver, Settings]
) -> None:
    _, settings = receiver
    prepare(world)
    with writing(world.engine) as session:
        tick(session, book(), at=AT, ahead=7)
        session.execute(TABLES["reminder"].update().values(seen_at="2019-12-02T03:00:00.000000Z"))

    assert day(world, settings, AT, Fuse(0)) == 0
