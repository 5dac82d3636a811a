"""The second factor: set up with a picture and one code, asked for at sign-in, each code once."""

import re
from datetime import timedelta

import pytest

from states.terms import Role
from tests.builders import World
from tests.codes import SECRET, code, give_authenticator
from tests.pages import Page, Pages
from tests.people_and_places import AT, PASSWORD

HERE, PROVE = "/account/second-factor", "/account/second-factor/code"
RECOVERY = re.compile(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}")


@pytest.fixture
def pages(world: World) -> Pages:
    return Pages(world.engine)


def signs_in(pages: Pages, login: str = "secretary", **typed: str) -> Page:
    """Sign in with the password and, where it is asked for, go to the page of the code."""
    pages.client.cookies.clear()
    pages.speak(pages.language)
    form = pages.get("/sign-in?next=/plans").form("/sign-in")
    return pages.send(form, login=login, password=PASSWORD, **typed)


def second_step(pages: Pages) -> Page:
    return pages.follow(signs_in(pages))


def secret_on(page: Page) -> str:
    """The letters of the secret beside its picture."""
    found = next(one for one in page.tree.iter("p") if one.get("id") == "secret")
    return "".join((found.text or "").split())


def set_up(pages: Pages) -> tuple[str, list[str]]:
    """Set the second factor up as a person does; the secret and the recovery codes."""
    begun = pages.send(pages.get(HERE).form(HERE))
    shown = pages.follow(begun)
    secret = secret_on(shown)
    done = pages.send(shown.form(PROVE), 200, code=code(pages.at, secret))
    return secret, RECOVERY.findall(done.words)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_is_set_up_with_a_picture_and_one_code(pages: Pages, language: str):
    pages.speak(language).signed_in("secretary")
    before = pages.client.cookies["session"]

    secret, recovery = set_up(pages)

    assert len(secret) == 32
    assert len(set(recovery)) == 10
    assert pages.client.cookies["session"] != before
    assert str(10) in pages.get("/account").words
    assert not RECOVERY.findall(pages.get(HERE).words)
    assert pages.get(PROVE, 303).leads_to == HERE


def test_the_picture_is_drawn_in_the_page_itself(pages: Pages):
    pages.signed_in("secretary")
    shown = pages.follow(pages.send(pages.get(HERE).form(HERE)))
    picture = next(one for one in shown.tree.iter() if one.get("role") == "img")
    drawn = next(one.get("d") or "" for one in picture if one.get("d"))

    assert picture.get("aria-label")
    assert "data:" not in shown.text
    assert drawn.startswith("M4 4h7v1h-7z")


def test_a_wrong_first_code_leaves_it_off_and_the_same_secret_shown(pages: Pages):
    pages.signed_in("secretary")
    shown = pages.follow(pages.send(pages.get(HERE).form(HERE)))

    refused = pages.send(shown.form(PROVE), 422, code="000000")

    assert secret_on(refused) == secret_on(shown)
    assert signs_in(pages).leads_to == "/plans"


def test_the_sign_in_takes_the_password_and_then_a_code(world: World, pages: Pages):
    give_authenticator(world.engine, "secretary")
    first = signs_in(pages)
    no_session_yet = "session" not in pages.client.cookies
    asked = pages.follow(first)

    entered = pages.send(asked.form("/sign-in/code"), code=f" {code(AT)[:3]} {code(AT)[3:]} ")

    assert first.leads_to == "/sign-in/code?next=%2Fplans"
    assert no_session_yet
    assert entered.leads_to == "/plans"
    assert pages.follow(entered).status == 200


def test_a_code_is_taken_once_and_no_older_one_after_it(world: World, pages: Pages):
    give_authenticator(world.engine, "secretary")
    pages.send(second_step(pages).form("/sign-in/code"), code=code(AT))

    again = pages.send(second_step(pages).form("/sign-in/code"), 422, code=code(AT))
    before = AT - timedelta(seconds=30)
    older = pages.send(second_step(pages).form("/sign-in/code"), 422, code=code(before))
    pages.at += timedelta(seconds=30)
    newer = pages.send(second_step(pages).form("/sign-in/code"), code=code(pages.at))

    assert "đã được dùng" in again.words
    assert "đã được dùng" in older.words
    assert newer.leads_to == "/plans"


@pytest.mark.parametrize(("seconds", "status"), [(-30, 303), (30, 303), (-60, 422), (60, 422)])
def test_a_clock_may_be_half_a_minute_wrong(world: World, pages: Pages, seconds: int, status: int):
    give_authenticator(world.engine, "secretary")
    typed = code(AT + timedelta(seconds=seconds))

    assert pages.send(second_step(pages).form("/sign-in/code"), status, code=typed)


def test_guesses_at_codes_count_with_guesses_at_passwords(world: World, pages: Pages):
    """With the password in hand nobody gets more tries by typing it again."""
    give_authenticator(world.engine, "secretary")
    for _ in range(2):
        pages.send(second_step(pages).form("/sign-in/code"), 422, code="000000")
    asked = second_step(pages)

    waits = pages.send(asked.form("/sign-in/code"), 429, code=code(AT))
    pages.at += timedelta(seconds=31)
    heard = pages.send(asked.form("/sign-in/code"), code=code(pages.at))

    assert "Hãy thử lại sau" in waits.words
    assert heard.leads_to == "/plans"


def test_the_second_step_waits_five_minutes(world: World, pages: Pages):
    give_authenticator(world.engine, "secretary")
    asked = second_step(pages)
    pages.at += timedelta(minutes=5)

    over = pages.send(asked.form("/sign-in/code"), 422, code=code(pages.at))

    assert "Hãy đăng nhập lại" in over.words
    assert "Đăng nhập" in over.links


def test_the_second_step_has_to_be_begun(pages: Pages):
    assert pages.get("/sign-in/code?next=/plans", 303).leads_to == "/plans"
    assert pages.signed_in("secretary").get("/sign-in/code", 303).leads_to == "/"


def test_a_recovery_code_stands_in_once_and_leaves_an_entry(pages: Pages):
    _, recovery = set_up(pages.signed_in("secretary"))

    entered = pages.send(second_step(pages).form("/sign-in/code"), code=recovery[0].lower())
    left = pages.get(HERE).words
    again = pages.send(second_step(pages).form("/sign-in/code"), 422, code=recovery[0])

    assert entered.leads_to == "/plans"
    assert "Còn 9 mã dự phòng" in left
    assert "đã được dùng" in again.words
    assert "Dùng mã dự phòng" in pages.signed_in("auditor").get("/history").words


def test_new_recovery_codes_take_the_place_of_the_old(pages: Pages):
    _, old = set_up(pages.signed_in("secretary"))

    shown = pages.send(pages.get(HERE).form(f"{HERE}/recovery-codes"), 200)
    new = RECOVERY.findall(shown.words)
    refused = pages.send(second_step(pages).form("/sign-in/code"), 422, code=old[0])
    entered = pages.send(second_step(pages).form("/sign-in/code"), code=new[0])

    assert not set(old) & set(new)
    assert (refused.status, entered.status) == (422, 303)


def test_switching_it_off_asks_again_who_sits_there(world: World, pages: Pages):
    give_authenticator(world.engine, "secretary")
    pages.send(second_step(pages).form("/sign-in/code"), code=code(AT))
    pages.at += timedelta(minutes=10)
    off = f"{HERE}/off"
    asked = pages.send(pages.get(HERE).form(off), 403)
    wrong = pages.send(asked.form(off), 422, identity_proof=PASSWORD)

    done = pages.send(wrong.form(off), identity_proof=code(pages.at))

    assert done.leads_to == HERE
    assert signs_in(pages).leads_to == "/plans"


def test_setting_it_up_twice_is_refused(pages: Pages):
    pages.signed_in("secretary")
    form = pages.get(HERE).form(HERE)
    first = pages.follow(pages.send(form)).form(PROVE)
    set_up(pages)

    assert pages.send(form, 409).status == 409
    assert pages.send(first, code=code(AT, SECRET)).leads_to == HERE
    for action in ("off", "recovery-codes"):
        pages.signed_in("officer")
        key = pages.get("/plans").form("/sign-out").fields["form_key"][0]
        assert pages.post(f"{HERE}/{action}", [("form_key", key)]).status_code == 409


def test_other_sessions_end_when_it_changes(world: World, pages: Pages):
    other = Pages(world.engine).signed_in("secretary")

    set_up(pages.signed_in("secretary"))

    assert other.get("/plans", 303).leads_to.startswith("/sign-in")
    assert pages.get("/plans").status == 200


def asking(pages: Pages, *roles: Role) -> Pages:
    """The same product where a second factor is asked of some roles."""
    settings = pages.app.state.settings.model_copy(update={"second_factor_for": roles})
    pages.app.state.settings = settings
    return pages


def test_who_holds_a_role_that_asks_for_it_sets_it_up_before_anything_else(pages: Pages):
    asking(pages, Role.SECRETARY).signed_in("secretary")

    led = {address: pages.get(address, 303).leads_to for address in ("/cases", "/plans")}
    told = pages.get(HERE).words
    set_up(pages)

    assert set(led.values()) == {HERE}
    assert "bắt buộc" in told
    assert pages.get("/cases").status == 200
    assert pages.signed_in("officer").get("/cases").status == 200


def test_who_still_has_to_set_it_up_may_sign_out(pages: Pages):
    asking(pages, Role.SECRETARY).signed_in("secretary")

    assert pages.send(pages.get("/account").form("/sign-out")).leads_to == "/sign-in"
