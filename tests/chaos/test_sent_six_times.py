"""One form sent six times at one moment, from several browsers at several servers: one effect."""

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier
from urllib.parse import urlencode

from sqlalchemy import func, select
from sqlmodel import SQLModel
from starlette.testclient import TestClient

from tests import seated
from tests.builders import World
from tests.chaos.multiplied import multiplied
from tests.chaos.racing import PATIENCE, ROUNDS, races, sums
from tests.chaos.test_last_place import drafts
from tests.deciding import OFFICE
from tests.pages import HOST, Form, Pages
from tests.people_and_places import AT
from web.drafts import SEALED_FOR
from web.security import seen_token
from workflow.database import reading, writing
from workflow.deeds.signing_in import find_signed_in
from workflow.verification import verify

FEW = 20
TABLES = SQLModel.metadata.tables
# So many servers, each with so many of the six forms.
SERVERS = {"sqlite": 2, "postgresql": 3}
SIX = 6
Sent = tuple[str, list[tuple[str, str]]]


@dataclass
class Browsers:
    """The browsers of one person at one server: they send the same form at one moment.

    The server is started by the first round, in the process the round is in.
    """

    forms: list[Sent]
    cookies: str
    many: int
    clients: list[TestClient] = field(default_factory=list)

    def __call__(self, world: World, number: int) -> str:
        """Send the form of a round; return the status of each answer."""
        if not self.clients:
            self.clients = opened(world, self.cookies, self.many)
        address, pairs = self.forms[number]
        together = Barrier(self.many)

        def sends(client: TestClient) -> str:
            together.wait(PATIENCE)
            return str(client.post(address, content=urlencode(pairs)).status_code)

        with ThreadPoolExecutor(self.many) as threads:
            return ",".join(threads.map(sends, self.clients))


def opened(world: World, cookies: str, many: int) -> list[TestClient]:
    """Browsers at one server, all with the same cookies."""
    app = Pages(world.engine).app
    headers = {
        "Cookie": cookies,
        "Origin": f"http://{HOST}",
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return [
        TestClient(
            app,
            base_url=f"http://{HOST}",
            follow_redirects=False,
            raise_server_exceptions=False,
            headers=headers,
        )
        for _ in range(many)
    ]


def six(world: World, pages: Pages, forms: list[Sent], **more: bool) -> list[list[str]]:
    """Send each form six times from all servers together; return the answers of each round."""
    servers = SERVERS[world.engine.dialect.name]
    cookies = "; ".join(f"{name}={value}" for name, value in pages.client.cookies.items())
    deeds = [Browsers(forms, cookies, SIX // servers) for _ in range(servers)]
    return races(world, deeds, rounds=len(forms), **more)


def votes(world: World, rounds: int) -> tuple[Pages, list[Sent]]:
    """A member with as many open ballots, and the form of a vote on each."""
    council, cases = seated.seat(world), multiplied(world, rounds)
    with writing(world.engine) as session:
        sitting = seated.sits(session, council)
        for case in cases:
            seated.puts(world, session, council, seated.appraisal(sitting, case))
        motions = session.execute(
            select(TABLES["motion"].c.facts_digest).order_by(TABLES["motion"].c.ordinal)
        ).scalars().all()  # fmt: skip
    pages = Pages(world.engine).signed_in(seated.logins("council")[3])
    address = f"/sittings/{sitting}/motions/{{}}"
    shown = filled(pages, address.format(1), "/vote", choice="for")
    return pages, [
        (f"{address.format(number)}/vote", changed(shown, seen=digest))
        for number, digest in enumerate(motions, start=1)
    ]


def decisions(world: World, rounds: int) -> tuple[Pages, list[Sent]]:
    """The committee's office with as many drafts, and the form that records each."""
    (made,) = drafts(world, 1, rounds, places=rounds)
    pages = Pages(world.engine).signed_in(OFFICE)
    with reading(world.engine) as session:
        signed = find_signed_in(session, pages.client.cookies["session"], at=AT)
    assert signed
    addresses = [f"/decisions/{draft.hex}/record" for draft in made]
    shown = filled(pages, addresses[0], "/record")
    sealed = [seen_token(signed, SEALED_FOR, draft.hex, 1) for draft in made]
    assert ("seen", sealed[0]) in shown
    return pages, [
        (address, changed(shown, seen=token))
        for address, token in zip(addresses, sealed, strict=True)
    ]


def filled(pages: Pages, address: str, ends: str, **typed: str) -> list[tuple[str, str]]:
    """The form of a page whose address ends so, filled in."""
    forms = [form for form in pages.get(address).forms if form.action.endswith(ends)]
    return only(forms).filled(typed)


def only(forms: list[Form]) -> Form:
    assert len(forms) == 1
    return forms[0]


def changed(pairs: list[tuple[str, str]], **said: str) -> list[tuple[str, str]]:
    """The pairs of a form with some values of another."""
    return [(name, said.get(name, value)) for name, value in pairs]


def count(world: World, deed: str) -> int:
    entries = TABLES["history"].c
    with reading(world.engine) as session:
        return session.execute(select(func.count()).where(entries.deed == deed)).scalar_one()


def told(world: World, what: str, rounds: list[list[str]]) -> None:
    ended = dict(sorted(sums(rounds).items()))
    sys.stdout.write(f"{world.engine.dialect.name}: {what}, {len(rounds)} rounds: {ended}\n")


def test_a_vote_sent_six_times_is_cast_once(either_world: World):
    pages, forms = votes(either_world, ROUNDS)

    rounds = six(either_world, pages, forms)

    told(either_world, "a vote sent six times", rounds)
    assert {"303": SIX * ROUNDS} == sums(rounds)
    assert ROUNDS == count(either_world, "vote_cast")
    with reading(either_world.engine) as session:
        assert ROUNDS == session.execute(select(func.count(TABLES["vote"].c.at))).scalar_one()
    assert verify(either_world.engine).is_whole


def test_a_decision_sent_six_times_is_recorded_once(either_world: World):
    pages, forms = decisions(either_world, ROUNDS)

    rounds = six(either_world, pages, forms)

    told(either_world, "a decision sent six times", rounds)
    assert {"303": ROUNDS, "409": (SIX - 1) * ROUNDS} == sums(rounds)
    assert all(sums([ends])["303"] == 1 for ends in rounds)
    assert ROUNDS == count(either_world, "select") == count(either_world, "decision_recorded")
    assert verify(either_world.engine).is_whole


def test_without_the_locks_a_vote_sent_six_times_would_be_seen(either_world: World):
    pages, forms = votes(either_world, FEW)

    rounds = six(either_world, pages, forms, locked=False)

    told(either_world, "a vote sent six times without the locks", rounds)
    assert {"303": SIX * FEW} != sums(rounds)


def test_without_the_locks_a_decision_sent_six_times_would_be_seen(either_world: World):
    pages, forms = decisions(either_world, FEW)

    rounds = six(either_world, pages, forms, locked=False)

    told(either_world, "a decision sent six times without the locks", rounds)
    assert {"303": FEW, "409": (SIX - 1) * FEW} != sums(rounds)
