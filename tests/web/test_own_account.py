"""One's own account: sessions seen and ended, a new password by oneself or by a link."""

from datetime import timedelta

import pytest

from tests.builders import World
from tests.codes import code, give_authenticator
from tests.pages import Page, Pages
from tests.people_and_places import AT, NAMES, PASSWORD

NEW = "con trâu ăn cỏ ven sông"
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."


@pytest.fixture
def pages(world: World) -> Pages:
    return Pages(world.engine)


def signs_in(pages: Pages, login: str, password: str, status: int = 303) -> Page:
    pages.client.cookies.clear()
    pages.speak(pages.language)
    form = pages.get("/sign-in").form("/sign-in")
    return pages.send(form, status, login=login, password=password)


def link_for(pages: Pages, login: str) -> str:
    """The address of a link that one administrator asks for and another one approves."""
    pages.signed_in("administrator")
    told = pages.send(pages.get("/password-links").form("/password-links"), 200, login=login)
    assert "/new-password/" not in told.text
    assert not [form for form in told.forms if form.action.endswith("/approve")]
    waiting = pages.signed_in("second_administrator").get("/password-links")
    (form,) = (form for form in waiting.forms if form.action.endswith("/approve"))
    shown = pages.send(form, 200)
    link = next(one for one in shown.tree.iter("p") if one.get("id") == "link")
    return (link.text or "").removeprefix("http://testserver")


def sets(pages: Pages, link: str, status: int = 200, **typed: str) -> Page:
    return pages.send(
        pages.get(link).form(link), status, **{"password": NEW, "again": NEW, **typed}
    )


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "address",
    ["/account", "/account/password", "/account/second-factor", "/password-links"],
)
def test_the_pages_of_the_account_are_there_in_both_languages(
    pages: Pages, language: str, address: str
):
    assert pages.speak(language).signed_in("administrator").get(address).heading


def test_the_sessions_are_shown_and_this_one_is_marked(world: World, pages: Pages):
    Pages(world.engine, at=AT - timedelta(minutes=20)).signed_in("officer")
    Pages(world.engine).signed_in("secretary")

    shown = pages.signed_in("officer").get("/account")

    assert NAMES["officer"] in shown.words
    assert "09:40 ngày 02/12/2019" in shown.words
    assert shown.words.count("Phiên này") == 1
    assert len([form for form in shown.forms if form.action.endswith("/end")]) == 1
    assert "testclient" not in shown.text


def test_one_session_is_ended_and_the_others_go_on(world: World, pages: Pages):
    other = Pages(world.engine).signed_in("officer")
    shown = pages.signed_in("officer").get("/account")
    form = next(form for form in shown.forms if form.action.endswith("/end"))

    assert pages.send(form).leads_to == "/account"

    assert other.get("/plans", 303).leads_to.startswith("/sign-in")
    assert pages.get("/plans").status == 200
    assert pages.send(form).leads_to == "/account"


def test_nobody_ends_the_session_of_somebody_else(world: World, pages: Pages):
    other = Pages(world.engine).signed_in("officer")
    Pages(world.engine).signed_in("officer")
    shown = other.get("/account")
    form = next(form for form in shown.forms if form.action.endswith("/end"))
    key = pages.signed_in("secretary").get("/plans").form("/sign-out").fields["form_key"][0]

    pages.post(form.action, [("form_key", key)])

    assert len([form for form in other.get("/account").forms if form.action.endswith("/end")]) == 1


def test_signing_out_everywhere_ends_every_session_and_is_recorded(world: World, pages: Pages):
    other = Pages(world.engine).signed_in("officer")
    form = pages.signed_in("officer").get("/account").form("/account/sign-out-everywhere")

    assert pages.send(form).leads_to == "/sign-in"

    assert other.get("/plans", 303).leads_to.startswith("/sign-in")
    assert pages.get("/plans", 303).leads_to.startswith("/sign-in")
    assert "Đăng xuất khỏi mọi nơi" in pages.signed_in("auditor").get("/history").words


def test_a_new_password_ends_the_other_sessions_and_renews_this_one(world: World, pages: Pages):
    other = Pages(world.engine).signed_in("officer")
    form = pages.signed_in("officer").get("/account/password").form("/account/password")
    before = pages.client.cookies["session"]

    pages.send(form, 200, present=PASSWORD, password=NEW, again=NEW)

    assert pages.client.cookies["session"] != before
    assert pages.get("/plans").status == 200
    assert other.get("/plans", 303).leads_to.startswith("/sign-in")
    assert WRONG in signs_in(pages, "officer", PASSWORD, 422).words
    assert signs_in(pages, "officer", NEW).leads_to == "/"
    assert "Đổi mật khẩu" in pages.signed_in("auditor").get("/history").words


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"present": "sai mật khẩu rồi"}, "present"),
        ({"password": "ngắn", "again": "ngắn"}, "password"),
        ({"password": "qwerty123456", "again": "qwerty123456"}, "password"),
        ({"password": "Officer 12345", "again": "Officer 12345"}, "password"),
        ({"again": "khác hẳn mật khẩu kia"}, "again"),
    ],
)
def test_a_new_password_with_a_fault_is_told_at_its_field(
    pages: Pages, typed: dict[str, str], field: str
):
    form = pages.signed_in("officer").get("/account/password").form("/account/password")

    told = pages.send(form, 422, **{"present": PASSWORD, "password": NEW, "again": NEW, **typed})

    assert f'href="#{field}"' in told.text
    for secret in (PASSWORD, NEW, *typed.values()):
        assert secret not in told.text
    assert signs_in(pages, "officer", PASSWORD).leads_to == "/"


def test_guesses_at_the_present_password_are_throttled(pages: Pages):
    form = pages.signed_in("officer").get("/account/password").form("/account/password")
    typed = {"password": NEW, "again": NEW}
    pages.at += timedelta(seconds=1)
    for _ in range(5):
        pages.send(form, 422, present="sai mật khẩu rồi", **typed)

    assert "Hãy thử lại sau" in pages.send(form, 429, present=PASSWORD, **typed).words


def test_a_link_sets_a_password_once_and_nobody_but_its_holder_learns_it(
    world: World, pages: Pages
):
    other = Pages(world.engine).signed_in("officer")
    link = link_for(pages, "officer")
    pages.client.cookies.clear()
    shown = pages.get(link)

    sets(pages, link)
    over = pages.get(link, 410)

    assert "officer" in shown.words
    assert "đã được dùng" in over.words
    assert other.get("/plans", 303).leads_to.startswith("/sign-in")
    assert WRONG in signs_in(pages, "officer", PASSWORD, 422).words
    assert signs_in(pages, "officer", NEW).leads_to == "/"
    told = pages.signed_in("auditor").get("/history").words
    assert "Cấp đường dẫn đặt mật khẩu" in told
    assert "Đặt mật khẩu qua đường dẫn" in told


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_password_refused_leaves_the_link_as_it_was(pages: Pages, language: str):
    pages.speak(language)
    link = link_for(pages, "officer")
    pages.client.cookies.clear()
    pages.speak(language)

    sets(pages, link, 422, password="ngắn", again="ngắn")
    sets(pages, link, 422, again="khác hẳn mật khẩu kia")

    assert sets(pages, link).status == 200


def test_a_link_works_for_who_is_signed_in_as_somebody(pages: Pages):
    link = link_for(pages, "officer")

    assert sets(pages, link).status == 200


def test_a_link_runs_out_after_a_day_and_when_a_newer_one_is_given(pages: Pages):
    older, newer = link_for(pages, "officer"), link_for(pages, "officer")
    pages.client.cookies.clear()
    form = pages.get(newer).form(newer)
    pages.get(older, 410)
    pages.at += timedelta(hours=24)

    assert pages.get(newer, 410).forms[0:] == []
    assert pages.send(form, 410, password=NEW, again=NEW).status == 410
    assert pages.get("/new-password/none", 410).status == 410


def test_a_link_leaves_the_second_factor_in_force(world: World, pages: Pages):
    give_authenticator(world.engine, "officer")
    link = link_for(pages, "officer")
    pages.client.cookies.clear()
    sets(pages, link)

    asked = signs_in(pages, "officer", NEW)

    assert asked.leads_to == "/sign-in/code?next=%2F"
    entered = pages.send(pages.follow(asked).form("/sign-in/code"), code=code(AT))
    assert entered.leads_to == "/"


@pytest.mark.parametrize(
    ("login", "status"), [("officer_elsewhere", 409), ("administrator", 409), ("ai-đó", 422)]
)
def test_a_link_is_given_for_accounts_of_one_s_own_territory_alone(
    pages: Pages, login: str, status: int
):
    form = pages.signed_in("administrator").get("/password-links?login=x").form("/password-links")

    refused = pages.send(form, status, login=login)

    assert "/new-password/" not in refused.text


def test_a_link_is_asked_for_by_somebody_who_lately_proved_who_it_is(pages: Pages):
    pages.signed_in("administrator")
    pages.at += timedelta(minutes=10)

    assert pages.get("/password-links", 303).leads_to.startswith("/confirm-identity")


def test_an_account_without_powers_gets_a_link_from_one_administrator(pages: Pages):
    form = pages.signed_in("administrator").get("/password-links").form("/password-links")

    answer = pages.post(form.action, form.filled({"login": "nobody"}))

    assert "/new-password/" in answer.text


def test_what_waits_is_shown_in_both_languages_and_asked_for_once(pages: Pages):
    form = pages.signed_in("administrator").get("/password-links").form("/password-links")
    pages.send(form, 200, login="officer")

    assert "đang chờ duyệt" in pages.send(form, 422, login="officer").words
    pages.signed_in("second_administrator")
    for language, words in (("vi", "Chờ quản trị thứ hai"), ("en", "Waiting for a second")):
        assert words in pages.speak(language).get("/password-links").words
