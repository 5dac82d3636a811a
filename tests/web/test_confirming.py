"""A proof of identity before what weighs: asked when it is stale, and nothing typed is lost."""

from datetime import timedelta

import pytest
from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

from tests.builders import World
from tests.pages import Page, Pages
from tests.people_and_places import PASSWORD
from web.dependencies import EVERYONE, Form, may
from web.freshness import fresh
from web.security import TypedForm

ROUTE = "/weighty/{number}"
HERE = "/weighty/7"
router = APIRouter(dependencies=[may(*EVERYONE)])


class WeightyForm(TypedForm):
    reason: str = ""
    types: tuple[str, ...] = ()


@router.get(ROUTE, dependencies=[fresh()])
def show(number: str) -> PlainTextResponse:
    return PlainTextResponse(f"form {number}")


@router.post(ROUTE, dependencies=[fresh()])
def act(number: str, form: Form) -> PlainTextResponse:
    typed = form.read(WeightyForm)
    return PlainTextResponse(f"{number}: {typed.reason} {','.join(typed.types)}")


@pytest.fixture
def pages(world: World) -> Pages:
    pages = Pages(world.engine)
    pages.app.include_router(router)
    return pages.signed_in("secretary")


def sent(pages: Pages, status: int, **more: str) -> Page:
    key = pages.get("/plans").form("/sign-out").fields["form_key"][0]
    fields = [("form_key", key), ("reason", "Lý do\ndòng hai"), ("types", "1"), ("types", "4")]
    answer = Page(pages.post(HERE, [*fields, *more.items()]), pages.language)
    assert answer.status == status
    return answer.check()


def test_for_ten_minutes_after_the_sign_in_nothing_is_asked(pages: Pages):
    pages.at += timedelta(minutes=9, seconds=59)

    assert pages.get(HERE).text == "form 7"
    assert sent(pages, 200).text.startswith("7: Lý do")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_page_opened_later_asks_who_sits_there_and_leads_back(pages: Pages, language: str):
    pages.speak(language)
    pages.at += timedelta(minutes=10)
    led = pages.get(f"{HERE}?a=1", 303)
    asked = pages.follow(led)

    back = pages.send(asked.form("/confirm-identity"), identity_proof=PASSWORD)

    assert led.leads_to == "/confirm-identity?next=%2Fweighty%2F7%3Fa%3D1"
    assert back.leads_to == f"{HERE}?a=1"
    assert pages.follow(back).text == "form 7"


def test_a_form_sent_later_goes_on_with_the_proof_and_all_that_was_typed(pages: Pages):
    pages.at += timedelta(minutes=10)
    asked = sent(pages, 403)
    form = asked.form(HERE)

    done = pages.send(form, 200, identity_proof=PASSWORD)

    assert form.fields["types"] == ["1", "4"]
    assert done.text == "7: Lý do\ndòng hai 1,4"
    assert sent(pages, 200).status == 200


def test_a_wrong_proof_is_told_and_what_was_typed_is_still_there(pages: Pages):
    pages.at += timedelta(minutes=10)
    form = sent(pages, 403).form(HERE)

    refused = pages.send(form, 422, identity_proof="sai mật khẩu rồi")

    assert "Mật khẩu không đúng." in refused.words
    assert refused.form(HERE).fields["reason"] == ["Lý do\ndòng hai"]
    assert "sai mật khẩu rồi" not in refused.text
    assert pages.send(refused.form(HERE), 200, identity_proof=PASSWORD).text.startswith("7")


def test_an_empty_proof_is_asked_for_again(pages: Pages):
    pages.at += timedelta(minutes=10)
    form = sent(pages, 403).form(HERE)

    assert pages.send(form, 403, identity_proof="").form(HERE)
    assert pages.send(pages.get("/confirm-identity").form("/confirm-identity"), 403)


def test_guesses_at_a_proof_count_as_guesses_at_the_sign_in(pages: Pages):
    pages.at += timedelta(minutes=10)
    form = sent(pages, 403).form(HERE)
    for _ in range(5):
        pages.send(form, 422, identity_proof="sai mật khẩu rồi")

    waits = pages.send(form, 429, identity_proof=PASSWORD)

    assert "Hãy thử lại sau" in waits.words


def test_the_token_is_new_after_a_proof_and_the_old_one_opens_nothing(pages: Pages):
    before = pages.client.cookies["session"]
    form = pages.get("/confirm-identity?next=/plans").form("/confirm-identity")

    pages.send(form, identity_proof=PASSWORD)
    after = pages.client.cookies["session"]
    pages.get("/plans")
    pages.client.cookies.set("session", before, domain="testserver.local")

    assert before != after
    assert pages.get("/plans", 303).leads_to.startswith("/sign-in")


def test_a_confirmation_leads_nowhere_else(pages: Pages):
    form = pages.get("/confirm-identity?next=//evil.example").form("/confirm-identity")

    sent_on = pages.send(form, identity_proof=PASSWORD, next="//evil.example")

    assert sent_on.leads_to == "/"


def test_a_proof_for_a_session_that_has_just_ended_opens_nothing(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
):
    pages.at += timedelta(minutes=10)
    form = sent(pages, 403).form(HERE)
    monkeypatch.setattr("web.freshness.confirm_identity", lambda *_: None)

    assert pages.send(form, 403, identity_proof=PASSWORD).form(HERE)


def test_a_route_that_asks_for_no_proof_takes_none(pages: Pages):
    form = pages.get("/plans").form("/sign-out")

    assert pages.send(form, 422, identity_proof=PASSWORD).status == 422


def test_a_proof_needs_the_key_of_the_session_s_forms(pages: Pages):
    pages.at += timedelta(minutes=10)
    form = sent(pages, 403).form(HERE)

    assert pages.send(form, 403, identity_proof=PASSWORD, form_key="x").status == 403
    assert sent(pages, 403).form(HERE)
