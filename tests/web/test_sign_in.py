"""Signing in and out: what opens a session, what ends it, and what a guesser learns."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from tests.builders import World
from tests.pages import Page, Pages, counted
from tests.people_and_places import AT, PASSWORD, TODAY, person_id
from workflow.database import reading, writing
from workflow.deeds.accounts import SYSTEM, system_actor
from workflow.deeds.appointments import end_appointment
from workflow.deeds.closing import close_account
from workflow.deeds.sessions import change_tokens
from workflow.settings import Mode

WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."


@pytest.fixture
def pages(world: World) -> Pages:
    return Pages(world.engine)


def attempted(pages: Pages, login: str, password: str, status: int = 422) -> Page:
    form = pages.get("/sign-in").form("/sign-in")
    return pages.send(form, status, login=login, password=password)


def test_a_person_comes_back_to_the_page_that_asked_for_the_sign_in(pages: Pages):
    asked = pages.get("/plans?x=1", 303)
    form = pages.follow(asked).form("/sign-in")

    entered = pages.send(form, login="auditor", password=PASSWORD)

    assert asked.leads_to == "/sign-in?next=%2Fplans%3Fx%3D1"
    assert entered.leads_to == "/plans?x=1"
    assert "Cán bộ kiểm tra" in pages.follow(entered).text


@pytest.mark.parametrize("login", ["officer", "auditor", "administrator", "nobody"])
def test_the_first_page_is_the_first_one_a_role_gives(pages: Pages, login: str):
    led = pages.signed_in(login).get("/", 303).leads_to
    first = pages.get("/plans").tree.find(".//nav//a")

    assert first is not None
    assert led == first.get("href")


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example", "/\\evil", ""])
def test_a_sign_in_leads_nowhere_else(pages: Pages, elsewhere: str):
    form = pages.get(f"/sign-in?next={elsewhere}").form("/sign-in")

    entered = pages.send(form, login="officer", password=PASSWORD, next=elsewhere)

    assert entered.leads_to == "/"


def test_a_wrong_password_and_an_unknown_login_are_answered_alike(pages: Pages):
    known = attempted(pages, "officer", "sai mật khẩu rồi")
    unknown = attempted(pages, "không-có-ai", "sai mật khẩu rồi")

    assert WRONG in known.words
    assert known.words == unknown.words
    assert known.title.startswith("Lỗi: ")


def test_the_login_typed_is_kept_and_the_password_is_not(pages: Pages):
    refused = attempted(pages, "officer", "sai mật khẩu rồi")

    assert refused.form("/sign-in").fields["login"] == ["officer"]
    assert "sai mật khẩu rồi" not in refused.text


def test_a_login_is_the_same_in_capitals_and_in_other_compositions(pages: Pages):
    entered = attempted(pages, " Officer ", PASSWORD, 303)

    assert entered.leads_to == "/"


def test_after_five_failures_the_next_attempt_has_to_wait(pages: Pages):
    for _ in range(5):
        attempted(pages, "officer", "sai mật khẩu rồi")

    waits = attempted(pages, "officer", PASSWORD, 429)
    pages.at += timedelta(seconds=31)
    heard = attempted(pages, "officer", PASSWORD, 303)

    assert "Hãy thử lại sau 10:00:31 ngày 02/12/2019" in waits.words
    assert heard.leads_to == "/"


def test_the_wait_grows_with_each_failure_and_a_success_forgives(pages: Pages):
    for _ in range(5):
        attempted(pages, "officer", "sai mật khẩu rồi")
    pages.at += timedelta(seconds=31)
    attempted(pages, "officer", "sai mật khẩu rồi")
    pages.at += timedelta(seconds=31)
    attempted(pages, "officer", PASSWORD, 429)
    pages.at += timedelta(seconds=31)
    attempted(pages, "officer", PASSWORD, 303)
    pages.client.cookies.clear()

    for _ in range(5):
        assert 422 == attempted(pages, "officer", "sai mật khẩu rồi").status


def test_one_address_may_fail_twenty_times_with_any_login(pages: Pages):
    for number in range(20):
        attempted(pages, f"người-{number}", "sai mật khẩu rồi")

    waits = attempted(pages, "officer", PASSWORD, 429)

    assert waits.status == 429


def test_the_session_cookie_is_bound_to_https_in_real_work(world: World):
    pages = Pages(world.engine, mode=Mode.PRODUCTION)
    entered = attempted(pages, "officer", PASSWORD, 303)

    cookies = entered.answer.headers.get_list("set-cookie")
    cookie = next(cookie for cookie in cookies if cookie.startswith("__Host-session="))

    for part in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie


def test_a_token_is_new_at_each_sign_in_and_kept_only_as_its_hash(world: World, pages: Pages):
    tokens = {pages.signed_in("officer").client.cookies["session"] for _ in range(2)}

    with reading(world.engine) as session:
        table = SQLModel.metadata.tables["sign_in_session"]
        kept = set(session.execute(select(table.c.token_hash)).scalars())

    assert len(tokens) == len(kept) == 2
    assert not tokens & kept


def test_a_change_of_rights_gives_every_browser_a_new_token_and_nobody_is_signed_out(
    world: World, pages: Pages
):
    before = pages.signed_in("officer").client.cookies["session"]
    form = pages.get("/plans").form("/sign-out")
    with writing(world.engine) as session:
        change_tokens(session, person_id("officer"))

    pages.get("/plans")
    after = pages.client.cookies["session"]
    pages.get("/plans")
    stayed = pages.client.cookies["session"]
    thief = Pages(world.engine)
    thief.client.cookies.set("session", before, domain="testserver.local")

    assert before != after == stayed
    assert thief.get("/plans", 303).leads_to.startswith("/sign-in")
    assert pages.send(form).leads_to == "/sign-in"


def test_a_token_opens_nothing_after_signing_out(pages: Pages):
    token = pages.signed_in("officer").client.cookies["session"]
    left = pages.send(pages.get("/plans").form("/sign-out"))
    pages.client.cookies.set("session", token)

    assert left.leads_to == "/sign-in"
    assert pages.get("/plans", 303).leads_to.startswith("/sign-in")


def test_a_session_ends_when_it_is_not_used_for_half_an_hour(pages: Pages):
    pages.signed_in("officer")
    pages.at += timedelta(minutes=29)
    pages.get("/plans")
    pages.at += timedelta(minutes=29)
    pages.get("/plans")
    pages.at += timedelta(minutes=30)

    assert pages.get("/plans", 303).leads_to.startswith("/sign-in")


def test_a_session_ends_after_eight_hours_however_busy(pages: Pages):
    pages.signed_in("officer")
    for _ in range(23):
        pages.at += timedelta(minutes=20)
        pages.get("/plans")
    pages.at += timedelta(minutes=20)

    assert pages.get("/plans", 303).leads_to.startswith("/sign-in")


def test_a_closed_account_is_out_at_once(world: World, pages: Pages):
    pages.signed_in("officer")
    with writing(world.engine) as session:
        system_actor(session, at=AT)
        close_account(session, person_id("officer"), by=SYSTEM, at=AT)

    assert pages.get("/plans", 303).leads_to.startswith("/sign-in")
    assert WRONG in attempted(pages, "officer", PASSWORD).words


def test_a_role_is_gone_the_day_after_its_appointment_ends(world: World, pages: Pages):
    appointments = SQLModel.metadata.tables["appointment"]
    with writing(world.engine) as session:
        system_actor(session, at=AT)
        held = select(appointments.c.id).where(appointments.c.person_id == person_id("auditor"))
        appointment = session.execute(held).scalar_one()
        end_appointment(session, appointment, last_day=TODAY, by=SYSTEM, at=AT)

    assert "/history" in pages.signed_in("auditor").get("/plans").links.values()
    pages.at += timedelta(days=1)
    assert "/history" not in pages.signed_in("auditor").get("/plans").links.values()


def test_somebody_without_an_appointment_sees_the_law_alone(pages: Pages):
    shown = pages.signed_in("nobody").get("/plans")

    assert "Chưa được phân công" in shown.text
    assert pages.get("/cases", 403).status == 403


def test_somebody_signed_in_is_not_asked_again(pages: Pages):
    pages.signed_in("officer")

    assert pages.get("/sign-in?next=/plans", 303).leads_to == "/plans"


def test_signing_out_twice_is_no_fault(pages: Pages):
    form = pages.signed_in("officer").get("/plans").form("/sign-out")
    pages.send(form)

    assert pages.send(form).leads_to.startswith("/sign-in")


def test_the_language_changes_and_the_page_stays(pages: Pages):
    shown = pages.signed_in("officer").get("/plans")
    switched = pages.get(shown.links["English"], 303)
    pages.language = "en"

    assert switched.leads_to == "/plans"
    assert "Sign out" in pages.follow(switched).text


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [("/language/en?next=//evil", "/"), ("/language/fr?next=/plans", "/plans")],
)
def test_the_language_switch_leads_nowhere_else(pages: Pages, address: str, leads_to: str):
    assert pages.get(address, 303).leads_to == leads_to


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("address", ["/sign-in", "/accessibility"])
def test_what_everybody_may_see_is_there_in_both_languages(
    pages: Pages, address: str, language: str
):
    assert pages.speak(language).get(address).heading


def test_the_product_says_that_its_database_answers(pages: Pages):
    assert pages.get("/health").text == "ok"


def test_who_is_signed_in_costs_two_questions(world: World, pages: Pages):
    pages.signed_in("officer")

    with counted(world.engine) as asked:
        pages.get("/accessibility")

    assert len(asked) == 2
