"""The throttle: what an address counts as, what is forgotten, and equal work for every login."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.builders import World
from tests.people_and_places import AT
from workflow import passwords
from workflow.database import reading, writing
from workflow.deeds.signing_in import Credentials, WrongPassword, sign_in
from workflow.throttle import ATTEMPTS, TooManyAttempts, counted_as, forgive, reserve


def kept(world: World) -> int:
    with reading(world.engine) as session:
        return int(session.execute(select(func.count()).select_from(ATTEMPTS)).scalar_one())


@pytest.mark.parametrize(
    ("address", "counts_as"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_an_address_counts_with_its_neighbours_where_a_house_has_many(address: str, counts_as: str):
    assert counted_as(address) == counts_as


def test_many_addresses_of_one_network_are_one(either_world: World):
    with writing(either_world.engine) as session:
        for number in range(20):
            reserve(session, f"login {number}", address=f"2001:db8::{number:x}", at=AT)
        with pytest.raises(TooManyAttempts):
            reserve(session, "another", address="2001:db8::ffff", at=AT)

        assert reserve(session, "another", address="2001:db8:0:1::1", at=AT)


def test_what_is_an_hour_old_is_deleted_at_the_next_attempt(either_world: World):
    with writing(either_world.engine) as session:
        for _ in range(5):
            reserve(session, "officer", address="a", at=AT)
    later = AT + timedelta(hours=1)
    with writing(either_world.engine) as session:
        reserve(session, "secretary", address="a", at=later)

    assert kept(either_world) == 1


def test_a_success_forgives_the_login_and_not_the_address(either_world: World):
    with writing(either_world.engine) as session:
        for second in range(5):
            reserve(session, "officer", address="a", at=AT + timedelta(seconds=second))
        at = AT + timedelta(minutes=5)
        forgive(session, reserve(session, "officer", address="a", at=at))
        for second in range(1, 6):
            reserve(session, "officer", address="b", at=at + timedelta(seconds=second))
        with pytest.raises(TooManyAttempts):
            reserve(session, "officer", address="c", at=at + timedelta(seconds=6))


@pytest.mark.parametrize("login", ["officer", "không-có-ai", "@system", ""])
def test_every_login_costs_one_hash_known_or_not(
    world: World, monkeypatch: pytest.MonkeyPatch, login: str
):
    checked: list[str] = []
    scheme = passwords._SCHEME  # noqa: SLF001 - the work itself is what is counted

    class Counting:
        def verify_and_update(self, password: str, hashed: str) -> tuple[bool, str | None]:
            checked.append(hashed[:30])
            return scheme.verify_and_update(password, hashed)

    monkeypatch.setattr(passwords, "_SCHEME", Counting())

    with pytest.raises(WrongPassword):
        sign_in(world.engine, Credentials(login=login, password="sai", address="a", at=AT))

    assert checked == ["$argon2id$v=19$m=19456,t=2,p=1"]
