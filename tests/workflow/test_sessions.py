"""Sessions and their tokens: new after a change of rights, ended one by one, forgotten in time."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlmodel import Session, SQLModel

from tests.builders import World
from tests.codes import code, give_authenticator
from tests.people_and_places import AT, PASSWORD, person_id
from workflow.database import reading, writing
from workflow.deeds.accounts import SYSTEM, system_actor
from workflow.deeds.closing import close_account
from workflow.deeds.confirming import NotYourPassword, Proof, check_password, confirm_identity
from workflow.deeds.new_passwords import ByLink, LinkOver, link_owner, new_link, set_by_link
from workflow.deeds.second_factor import enrol, forget_second_factor, switch_off
from workflow.deeds.second_step import CodeTyped, StepOver, WrongCode, enter_code
from workflow.deeds.sessions import (
    change_tokens,
    end_session,
    end_sessions,
    open_session,
    renew_token,
)
from workflow.deeds.signing_in import (
    CodeNeeded,
    Credentials,
    SignedIn,
    WrongPassword,
    find_signed_in,
    sign_in,
)
from workflow.errors import NotPossibleNow
from workflow.settings import Lasting
from workflow.throttle import reserve

OFFICER = person_id("officer")


def typed(**more: object) -> Credentials:
    given = {"login": "officer", "password": PASSWORD, "address": "10.0.0.1", "at": AT} | more
    return Credentials(**given)


def opened(world: World) -> tuple[str, SignedIn]:
    """A new session of the officer: its token and who it is of."""
    token = sign_in(world.engine, typed())
    with reading(world.engine) as session:
        signed = find_signed_in(session, token, at=AT)
    assert signed is not None
    return token, signed


def many(world: World, name: str) -> int:
    with reading(world.engine) as session:
        counting = select(func.count()).select_from(SQLModel.metadata.tables[name])
        return int(session.execute(counting).scalar_one())


def test_after_a_change_of_rights_every_session_waits_for_a_new_token(either_world: World):
    tokens = [opened(either_world)[0] for _ in range(2)]
    with writing(either_world.engine) as session:
        change_tokens(session, OFFICER)
        due = [find_signed_in(session, token, at=AT) for token in tokens]

    assert [signed.to_renew for signed in due if signed] == [True, True]


def test_a_token_is_renewed_once_however_many_requests_ask(either_world: World):
    token, signed = opened(either_world)
    with writing(either_world.engine) as session:
        assert renew_token(session, signed.session, at=AT) is None
        change_tokens(session, OFFICER)
        renewed = renew_token(session, signed.session, at=AT)
        assert renew_token(session, signed.session, at=AT) is None
        after = find_signed_in(session, renewed or "", at=AT)

        assert find_signed_in(session, token, at=AT) is None
    assert after is not None
    assert (after.session, after.form_key) == (signed.session, signed.form_key)
    assert not after.to_renew


def test_an_ended_session_is_not_renewed(either_world: World):
    _, signed = opened(either_world)
    with writing(either_world.engine) as session:
        assert end_session(session, signed.session, of=OFFICER, at=AT)
        assert not end_session(session, signed.session, of=OFFICER, at=AT)

        assert renew_token(session, signed.session, at=AT, confirmed=True) is None


def test_sessions_end_but_for_the_one_at_work(either_world: World):
    (kept, signed), (other, _) = opened(either_world), opened(either_world)
    with writing(either_world.engine) as session:
        end_sessions(session, OFFICER, at=AT, but=signed.session)

        assert find_signed_in(session, kept, at=AT)
        assert not find_signed_in(session, other, at=AT)


@pytest.mark.parametrize(
    ("later", "open_"),
    [(timedelta(minutes=4), True), (timedelta(minutes=5), False)],
)
def test_how_long_a_session_lasts_is_a_setting(world: World, later: timedelta, open_: bool):
    token, _ = opened(world)
    lasting = Lasting(idle=timedelta(minutes=5))
    with reading(world.engine) as session:
        assert open_ == bool(find_signed_in(session, token, at=AT + later, lasting=lasting))


def test_sessions_of_last_month_are_forgotten(either_world: World):
    with writing(either_world.engine) as session:
        open_session(session, OFFICER, at=AT - timedelta(days=31))
        open_session(session, OFFICER, at=AT)

    assert many(either_world, "sign_in_session") == 1


def test_a_proof_is_refused_after_the_account_is_closed(world: World):
    _, signed = opened(world)
    with writing(world.engine) as session:
        close_account(session, OFFICER, by=system_actor(session, at=AT), at=AT)
    proof = Proof(signed=signed, typed=PASSWORD, address="a", at=AT)

    with pytest.raises(NotYourPassword):
        check_password(world.engine, proof)


def test_a_proof_for_a_session_that_ended_gives_no_token(either_world: World):
    _, signed = opened(either_world)
    with writing(either_world.engine) as session:
        end_sessions(session, OFFICER, at=AT)

    proof = Proof(signed=signed, typed=PASSWORD, address="a", at=AT)

    assert confirm_identity(either_world.engine, proof) is None


def test_a_second_step_is_taken_once_and_the_newest_one_only(either_world: World):
    give_authenticator(either_world.engine, "officer")
    steps = []
    for _ in range(2):
        with pytest.raises(CodeNeeded) as step:
            sign_in(either_world.engine, typed())
        steps.append(step.value.token)
    older, newer = (CodeTyped(token=token, code=code(AT), address="a", at=AT) for token in steps)

    with pytest.raises(StepOver):
        enter_code(either_world.engine, older)
    assert enter_code(either_world.engine, newer)
    with pytest.raises(StepOver):
        enter_code(either_world.engine, newer)


def test_a_step_that_ends_while_its_code_is_read_opens_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    give_authenticator(world.engine, "officer")
    with pytest.raises(CodeNeeded) as step:
        sign_in(world.engine, typed())

    def ends_it(session: Session, login: str, *, address: str, at: datetime) -> UUID:
        end_sessions(session, OFFICER, at=at)
        return reserve(session, login, address=address, at=at)

    monkeypatch.setattr("workflow.deeds.second_step.reserve", ends_it)

    with pytest.raises(StepOver):
        enter_code(
            world.engine, CodeTyped(token=step.value.token, code=code(AT), address="a", at=AT)
        )


def test_a_code_proves_nothing_once_the_second_factor_is_off(world: World):
    give_authenticator(world.engine, "officer")
    with writing(world.engine) as session:
        token = open_session(session, OFFICER, at=AT)
        signed = find_signed_in(session, token, at=AT)
        forget_second_factor(session, OFFICER, by=OFFICER, at=AT)
    assert signed is not None

    with pytest.raises(WrongCode):
        confirm_identity(world.engine, Proof(signed=signed, typed=code(AT), address="a", at=AT))


def test_a_refused_code_leaves_no_session_and_no_success(either_world: World):
    give_authenticator(either_world.engine, "officer")
    with pytest.raises(CodeNeeded) as step:
        sign_in(either_world.engine, typed())

    wrong = CodeTyped(token=step.value.token, code="1", address="a", at=AT)
    with pytest.raises(WrongCode):
        enter_code(either_world.engine, wrong)

    attempts = SQLModel.metadata.tables["sign_in_attempt"]
    with reading(either_world.engine) as session:
        assert set(session.execute(select(attempts.c.succeeded)).scalars()) == {False}
    assert many(either_world, "sign_in_session") == 0
    assert many(either_world, "history") == 0


def test_a_password_changed_in_the_middle_of_a_sign_in_opens_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    def closed_meanwhile(*_: object) -> tuple[bool, None]:
        with writing(world.engine) as session:
            close_account(session, OFFICER, by=system_actor(session, at=AT), at=AT)
        return True, None

    monkeypatch.setattr("workflow.passwords.matches", closed_meanwhile)

    with pytest.raises(WrongPassword):
        sign_in(world.engine, typed())


def test_a_link_is_used_once_however_many_hold_it(either_world: World):
    with writing(either_world.engine) as session:
        token = new_link(session, OFFICER, by=system_actor(session, at=AT), at=AT)
        assert link_owner(session, token, at=AT).login == "officer"
    use = ByLink(token=token, password="con trâu ăn cỏ ven sông", at=AT)

    set_by_link(either_world.engine, use)

    with pytest.raises(LinkOver):
        set_by_link(either_world.engine, use)
    with pytest.raises(WrongPassword):
        sign_in(either_world.engine, typed())
    assert sign_in(either_world.engine, typed(password=use.password))


def test_two_who_use_a_link_at_once_set_one_password(world: World, monkeypatch: pytest.MonkeyPatch):
    with writing(world.engine) as session:
        token = new_link(session, OFFICER, by=system_actor(session, at=AT), at=AT)
    use = ByLink(token=token, password="con trâu ăn cỏ ven sông", at=AT)

    def hashed(password: str) -> str:
        monkeypatch.undo()
        set_by_link(world.engine, use)
        return "!"

    monkeypatch.setattr("workflow.passwords.hashed", hashed)

    with pytest.raises(LinkOver):
        set_by_link(world.engine, use)
    assert sign_in(world.engine, typed(password=use.password))


def test_a_lost_second_factor_is_taken_out_of_force_by_the_system(either_world: World):
    give_authenticator(either_world.engine, "officer")
    with writing(either_world.engine) as session:
        system_actor(session, at=AT)
        forget_second_factor(session, OFFICER, by=SYSTEM, at=AT)
        with pytest.raises(NotPossibleNow):
            forget_second_factor(session, OFFICER, by=SYSTEM, at=AT)

    assert sign_in(either_world.engine, typed())


def test_a_second_factor_not_begun_is_neither_proved_nor_switched_off(world: World):
    _, signed = opened(world)
    with writing(world.engine) as session:
        with pytest.raises(NotPossibleNow):
            enrol(session, signed, code(AT), at=AT)
        with pytest.raises(NotPossibleNow):
            switch_off(session, signed, at=AT)
