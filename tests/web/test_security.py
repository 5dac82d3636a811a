"""What an attacker meets: headers on every answer, forms that must be ours, nothing to learn."""

from uuid import uuid4

import pytest
from fastapi import APIRouter
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from states.terms import Role
from tests.builders import World
from tests.pages import Pages
from tests.people_and_places import AT, PASSWORD
from web.app import UndeclaredRoute, create_app, require_declared
from web.headers import HEADERS
from web.security import (
    LARGEST_BODY,
    ForgedForm,
    MalformedForm,
    Posted,
    TypedForm,
    form_token,
    local_path,
    seen_token,
    seen_version,
)
from workflow.access import Held
from workflow.deeds.signing_in import SignedIn
from workflow.settings import Mode, Settings

CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@pytest.fixture
def pages(world: World) -> Pages:
    return Pages(world.engine)


def signed(form_key: str = "a key") -> SignedIn:
    held = Held(frozenset({(Role.OFFICER, uuid4())}))
    return SignedIn(uuid4(), uuid4(), "Người 1", form_key, held, ("tỉnh Tuyên Quang",), AT, AT)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/sign-in", 200),
        ("/", 303),
        ("/none", 404),
        ("/static/css/main.css", 200),
        ("/health", 200),
    ],
)
def test_every_answer_leaves_with_the_same_headers(pages: Pages, address: str, status: int):
    answer = pages.client.get(address)

    assert status == answer.status_code
    assert answer.headers["content-security-policy"] == CSP
    for name, value in HEADERS.items():
        assert answer.headers[name] == value


def test_a_failure_leaves_with_the_same_headers_and_tells_nothing(pages: Pages):
    form = pages.get("/sign-in").form("/sign-in")
    with pages.app.state.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE sign_in_attempt")

    failed = pages.send(form, 500, login="officer", password=PASSWORD)

    assert failed.answer.headers["content-security-policy"] == CSP
    assert "Hệ thống gặp lỗi" in failed.heading
    for told in ("sign_in_attempt", "Traceback", "OperationalError", "SELECT"):
        assert told not in failed.text


def test_pages_are_not_kept_and_the_style_sheet_is(pages: Pages):
    kept = {
        address: pages.client.get(address).headers["cache-control"]
        for address in ("/sign-in", "/static/css/main.css", "/static/none.css")
    }

    assert kept["/sign-in"] == kept["/static/none.css"] == "no-store"
    assert kept["/static/css/main.css"].startswith("public")


def test_browsers_are_told_to_stay_with_https_in_real_work_alone(world: World):
    told = {
        mode: Pages(world.engine, mode=mode).client.get("/sign-in").headers
        for mode in (Mode.PRODUCTION, Mode.DEVELOPMENT)
    }

    assert told[Mode.PRODUCTION]["strict-transport-security"].startswith("max-age=")
    assert "strict-transport-security" not in told[Mode.DEVELOPMENT]


def test_the_product_starts_and_stops_with_its_server(pages: Pages):
    with pages.client:
        assert pages.client.get("/health").text == "ok"


def test_another_host_is_not_answered(pages: Pages):
    assert pages.client.get("/sign-in", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("address", ["/docs", "/redoc", "/openapi.json"])
def test_the_product_does_not_describe_itself(pages: Pages, address: str):
    assert pages.get(address, 404).status == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": None, "Origin": "http://evil.example"},
        {"Sec-Fetch-Site": None, "Origin": "null"},
        {"Sec-Fetch-Site": None, "Origin": None},
    ],
)
def test_a_form_sent_by_another_site_is_refused(pages: Pages, headers: dict[str, str | None]):
    form = pages.signed_in("officer").get("/plans").form("/sign-out")
    for name, value in headers.items():
        pages.client.headers.pop(name)
        if value:
            pages.client.headers[name] = value

    refused = pages.send(form, 403)

    assert "Biểu mẫu không hợp lệ" in refused.heading
    assert pages.get("/plans").status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin", "Origin": None},
        {"Sec-Fetch-Site": None, "Origin": "http://testserver"},
    ],
)
def test_one_sign_of_our_own_page_is_enough(pages: Pages, headers: dict[str, str | None]):
    form = pages.signed_in("officer").get("/plans").form("/sign-out")
    for name, value in headers.items():
        pages.client.headers.pop(name)
        if value:
            pages.client.headers[name] = value

    assert pages.send(form).leads_to == "/sign-in"


def test_a_form_needs_the_key_of_its_own_session(world: World, pages: Pages):
    other = Pages(world.engine).signed_in("secretary").get("/plans").form("/sign-out")
    form = pages.signed_in("officer").get("/plans").form("/sign-out")

    for key in (other.fields["form_key"][0], "", "x"):
        assert pages.send(form, 403, form_key=key).status == 403
    assert pages.send(form).leads_to == "/sign-in"


def test_a_sign_in_form_needs_the_key_of_its_own_browser(pages: Pages, world: World):
    other = Pages(world.engine).get("/sign-in").form("/sign-in")
    pages.get("/sign-in")

    refused = pages.send(other, 403, login="officer", password=PASSWORD)

    assert "session" not in pages.client.cookies
    assert PASSWORD not in refused.text


@pytest.mark.parametrize(
    "more",
    [[("login", "officer")], [("state", "recognized")], [("form_key", "x")], [("next", "/a")]],
)
def test_repeated_and_unknown_fields_are_refused(pages: Pages, more: list[tuple[str, str]]):
    form = pages.get("/sign-in").form("/sign-in")
    pairs = form.filled({"login": "officer", "password": PASSWORD})

    answer = pages.post("/sign-in", [*pairs, *more])

    assert answer.status_code == 422
    assert "session" not in pages.client.cookies


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"a=" + b"x" * LARGEST_BODY, "application/x-www-form-urlencoded", 413),
        (b"a=1&" * 1001, "application/x-www-form-urlencoded", 422),
        (b"login=%FF%FE", "application/x-www-form-urlencoded", 422),
        ("login=ợ".encode(), "application/x-www-form-urlencoded", 422),
        (b"login", "application/x-www-form-urlencoded", 422),
        (b'{"login": "officer"}', "application/json", 422),
        (b"", "", 422),
    ],
)
def test_what_is_no_form_of_ours_is_refused(pages: Pages, body: bytes, kind: str, status: int):
    answer = pages.client.post("/sign-in", content=body, headers={"Content-Type": kind})

    assert answer.status_code == status
    assert "<h1" in answer.text


def test_another_method_is_refused(pages: Pages):
    assert pages.client.put("/sign-in").status_code == 405
    assert pages.client.delete("/plans").status_code == 405


@pytest.mark.parametrize("address", ["/plans", "/plans?on=chữ", "/accessibility?x=%FF"])
def test_no_address_makes_the_product_fail(pages: Pages, address: str):
    assert pages.signed_in("officer").client.get(address).status_code < 500


def test_a_session_that_is_over_keeps_what_was_typed(pages: Pages):
    pages.signed_in("officer")
    key = pages.get("/plans").form("/sign-out").fields["form_key"][0]
    pages.client.cookies.delete("session")

    over = pages.post("/sign-out", [("form_key", key), ("argument", "Trộm cắp <b>tăng</b>")])

    assert over.status_code == 403
    assert "Trộm cắp &lt;b&gt;tăng&lt;/b&gt;</textarea>" in over.text
    assert "/sign-in?next=" in over.text


def test_the_seal_of_an_action_holds_person_action_case_and_version():
    person = signed()
    token = seen_token(person, "select", "DB-2018-001", 7)

    assert 7 == seen_version(person, token, "select", "DB-2018-001")
    for other, forged, action, number in (
        (signed(), token, "select", "DB-2018-001"),
        (person, token, "decline", "DB-2018-001"),
        (person, token, "select", "DB-2018-002"),
        (person, token.replace("7.", "8.", 1), "select", "DB-2018-001"),
        (person, "", "select", "DB-2018-001"),
        (person, token.replace("7.", "７.", 1), "select", "DB-2018-001"),
        (person, f"7.{form_token(person)}", "select", "DB-2018-001"),
    ):
        with pytest.raises(ForgedForm):
            seen_version(other, forged, action, number)


@given(st.text(max_size=30))
def test_an_address_of_ours_begins_with_one_slash(address: str):
    path = local_path(address)

    assert path.startswith("/")
    assert path[1:2] not in ("/", "\\")
    assert all(sign.isprintable() or sign > "\x7f" for sign in path)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.text(max_size=4)), max_size=6))
def test_a_form_is_read_whole_or_not_at_all(pairs: list[tuple[str, str]]):
    fields: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        fields[name] = (*fields.get(name, ()), value)

    class Shape(TypedForm):
        a: str = ""
        b: tuple[str, ...] = ()

    fits = "c" not in fields and len(fields.get("a", ())) <= 1
    if fits:
        read = Posted(fields).read(Shape)
        assert len(read.b) == len(fields.get("b", ()))
    else:
        with pytest.raises(MalformedForm):
            Posted(fields).read(Shape)


def test_typed_words_are_composed_and_trimmed_and_a_password_is_not():
    class Shape(TypedForm):
        name: str
        password: SecretStr

    read = Posted({"name": (" Hoà\u0300 \r\n",), "password": (" a\u0300 ",)}).read(Shape)

    assert read.name == "Hoà\u0300"
    assert read.password.get_secret_value() == " a\u0300 "
    assert Posted({"x": ("",)}).named("x") == {"x": ""}


def test_a_route_that_says_nothing_of_who_may_use_it_stops_the_start():
    router = APIRouter()
    router.add_api_route("/open", lambda: "")

    with pytest.raises(UndeclaredRoute):
        require_declared(router)


def test_two_products_do_not_share_their_state(world: World):
    url = world.engine.url.render_as_string()
    settings = Settings(_env_file=None, database_url=url)

    assert create_app(settings).state.engine is not create_app(settings).state.engine
