"""What a request may bring: refused before it is read where it says so, and piece by piece."""

from collections.abc import Iterator

import pytest

from tests.builders import World
from tests.pages import Pages
from web.security import LARGEST_BODY, LONGEST_FIELD, LONGEST_NAME, MOST_FIELDS
from workflow.settings import Mode

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def pages(world: World) -> Pages:
    return Pages(world.engine)


def posted(pages: Pages, body: bytes | Iterator[bytes], **headers: str) -> int:
    sent = FORM | headers
    return pages.client.post("/sign-in", content=body, headers=sent).status_code


def test_a_body_that_says_it_is_too_large_is_not_read(pages: Pages):
    read = []

    def body() -> Iterator[bytes]:
        read.append(1)
        yield b"login=a"

    announced = {"Content-Length": str(LARGEST_BODY + 1)}

    assert posted(pages, body(), **announced) == 413


@pytest.mark.parametrize("said", ["-1", "x", "1_0", "\u00b2"])
def test_a_length_that_is_no_number_is_not_believed(pages: Pages, said: str):
    body = iter([b"a=" + b"x" * LARGEST_BODY])
    sent = [(name.encode(), text.encode()) for name, text in FORM.items()]
    sent.append((b"Content-Length", said.encode("latin-1")))

    assert pages.client.post("/sign-in", content=body, headers=sent).status_code == 413


def test_a_body_without_a_length_is_read_no_further_than_the_limit(pages: Pages):
    pieces = iter([b"a=" + b"x" * 65536] * 4 + [b"x" * 65536] * 10_000)

    assert posted(pages, pieces) == 413


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"login=" + b"a" * LONGEST_FIELD, 403),
        (b"login=" + b"a" * (LONGEST_FIELD + 1), 413),
        (b"a" * (LONGEST_NAME + 1) + b"=1", 413),
        (b"&".join([b"a=1"] * (MOST_FIELDS + 1)), 422),
    ],
)
def test_fields_have_a_length_and_a_number(pages: Pages, body: bytes, status: int):
    pages.get("/sign-in")

    assert posted(pages, body) == status


@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "application/json", "text/plain", ""]
)
def test_no_page_takes_a_file_or_anything_but_a_form(pages: Pages, kind: str):
    assert posted(pages, b"--x--", **{"Content-Type": kind}) == 422


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "", "testserver:80:1"])
@pytest.mark.parametrize("mode", [Mode.PRODUCTION, Mode.DEVELOPMENT])
def test_only_the_hosts_of_the_settings_are_answered(world: World, host: str, mode: Mode):
    pages = Pages(world.engine, mode=mode)

    assert pages.client.get("/sign-in", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-Ip"])
def test_what_a_client_says_of_its_address_is_not_believed(pages: Pages, header: str):
    for number in range(20):
        pages.client.headers[header] = f"10.0.0.{number}"
        form = pages.get("/sign-in").form("/sign-in")
        pages.send(form, 422, login=f"người-{number}", password="sai mật khẩu rồi")
    pages.client.headers[header] = "10.0.0.99"

    assert pages.send(form, 429, login="officer", password="sai mật khẩu rồi")
