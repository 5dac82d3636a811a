"""The throttle and the sessions, where many knock at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select, update
from sqlmodel import SQLModel

from tests.builders import World
from tests.people_and_places import AT, PASSWORD, person_id
from workflow.database import reading, writing
from workflow.deeds.sessions import end_sessions
from workflow.deeds.signing_in import (
    Credentials,
    WrongPassword,
    find_signed_in,
    sign_in,
)
from workflow.passwords import matches
from workflow.throttle import TooManyAttempts


def typed(password: str, address: str = "10.0.0.1") -> Credentials:
    """What somebody typed for the officer's account."""
    return Credentials(login="officer", password=password, address=address, at=AT)


def attempts(world: World) -> int:
    """How many attempts were reserved, and so reached the password."""
    table = SQLModel.metadata.tables["sign_in_attempt"]
    with reading(world.engine) as session:
        return int(session.execute(select(func.count()).select_from(table)).scalar_one())


def test_of_sixty_guesses_at_the_same_moment_five_reach_the_password(either_world: World):
    def guessed(number: int) -> type[Exception]:
        with pytest.raises((WrongPassword, TooManyAttempts)) as refusal:
            sign_in(either_world.engine, typed("đoán mật khẩu", f"10.0.0.{number}"))
        return refusal.type

    with ThreadPoolExecutor(15) as together:
        ends = list(together.map(guessed, range(60)))

    assert ends.count(WrongPassword) == attempts(either_world) == 5


def test_the_wait_is_a_quarter_of_an_hour_at_most_and_what_is_an_hour_old_is_deleted(world: World):
    at = AT
    for _ in range(12):
        with pytest.raises(WrongPassword):
            sign_in(
                world.engine,
                Credentials(login="officer", password="sai", address="a", at=at),
            )
        at += timedelta(minutes=15)

    assert attempts(world) == 4


def test_ending_the_sessions_of_a_person_ends_all_of_them(either_world: World):
    tokens = [sign_in(either_world.engine, typed(PASSWORD)) for _ in range(2)]
    with writing(either_world.engine) as session:
        assert all(find_signed_in(session, token, at=AT) for token in tokens)
        end_sessions(session, person_id("officer"), at=AT)

    with reading(either_world.engine) as session:
        assert not any(find_signed_in(session, token, at=AT) for token in tokens)


def test_a_hash_made_with_lesser_work_is_renewed_at_sign_in(world: World):
    persons = SQLModel.metadata.tables["person"]
    chosen = persons.c.id == person_id("officer")
    with writing(world.engine) as session:
        weak = _weak_hash()
        session.execute(update(persons).where(chosen).values(password_hash=weak))

    sign_in(world.engine, typed(PASSWORD))

    with reading(world.engine) as session:
        kept = session.execute(select(persons.c.password_hash).where(chosen)).scalar_one()
    assert kept != weak
    assert "m=19456,t=2,p=1" in kept


def test_an_unknown_login_never_matches():
    assert not matches("mật khẩu bất kỳ", None)[0]
    assert not matches("", None)[0]


def _weak_hash() -> str:
    from_library = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1)
    return from_library.hash(PASSWORD)
