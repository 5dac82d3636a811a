"""A form that brings a file: who may send it, how large it may be, and what is said otherwise."""

from collections.abc import Iterator
from hashlib import sha256

import pytest
from fastapi import APIRouter
from fastapi.responses import PlainTextResponse
from httpx2 import Response

from states.terms import Role
from tests.builders import World
from tests.pages import Pages
from web import uploads
from web.dependencies import Form, SentFile, may
from web.uploads import MEBIBYTE, takes_file

router = APIRouter()
LARGEST = 2 * MEBIBYTE


@router.post("/try-file", dependencies=[takes_file(LARGEST), may(Role.OFFICER)])
def take(form: Form, sent: SentFile) -> PlainTextResponse:
    """Say back what was sent."""
    told = (sent.name, str(sent.size), sent.digest(), form.one("note"), str(len(sent.content())))
    return PlainTextResponse("|".join(told))


@pytest.fixture
def pages(world: World) -> Pages:
    pages = Pages(world.engine)
    pages.app.include_router(router)
    return pages.signed_in("officer")


def sends(
    pages: Pages, content: bytes, name: str = "số liệu.xlsx", key: str | None = None
) -> Response:
    """What the route answers to one file."""
    fields = {"form_key": pages.key if key is None else key, "note": "ghi chu\u0301"}
    return pages.client.post("/try-file", data=fields, files={"file": (name, content)})


def test_the_file_and_the_fields_come_as_they_were_sent(pages: Pages):
    for content in (b"PK", b"x" * LARGEST):
        answer = sends(pages, content, "C:\\bao cao\\Báo cáo.xlsx")

        digest, size = sha256(content).hexdigest(), len(content)
        assert answer.text == f"Báo cáo.xlsx|{size}|{digest}|ghi chu\u0301|{size}"


def test_a_file_one_byte_too_large_is_refused_with_the_limit(pages: Pages):
    for content in (b"x" * (LARGEST + 1), b"x" * (LARGEST + 3 * MEBIBYTE)):
        answer = sends(pages, content)

        assert answer.status_code == 413
        assert "trang này nhận tệp đến 2 MB" in answer.text


def test_a_body_without_end_is_read_no_further_than_it_must(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(uploads, "READ_AT_MOST", 5 * MEBIBYTE)
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    read = []

    def body() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        for number in range(9):
            read.append(number)
            yield b"x" * MEBIBYTE

    assert pages.client.post("/try-file", content=body(), headers=headers).status_code == 413


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"file": ("", b"")}, "Chưa chọn tệp nào"),
        ({}, "Chưa chọn tệp nào"),
        ({"file": ("a.xlsx", b"")}, "Tệp này rỗng"),
    ],
)
def test_no_file_and_an_empty_one_are_told_apart(
    pages: Pages, files: dict[str, tuple[str, bytes]], says: str
):
    fields = {"form_key": (None, pages.key)}

    answer = pages.client.post("/try-file", files={**fields, **files})

    assert answer.status_code == 422
    assert says in answer.text


def test_two_files_many_fields_and_broken_forms_are_refused(pages: Pages):
    def status(**given: object) -> int:
        return pages.client.post("/try-file", **given).status_code  # type: ignore[arg-type]

    key = {"form_key": pages.key}
    two = [("file", ("a", b"a")), ("file", ("b", b"b"))]
    typed = {"Content-Type": "multipart/form-data; boundary=x"}
    assert status(data=key, files=two) == 422
    assert status(data=key | {f"f{number}": "" for number in range(50)}, files=two[:1]) == 422
    assert status(data=key | {"n" * 101: ""}, files=two[:1]) == 413
    assert status(data=key | {"note": "x" * 70_000}, files=two[:1]) == 422
    assert status(data=key) == 422
    assert status(content=b"nothing of the kind", headers=typed) == 422


def test_a_file_from_elsewhere_of_a_stranger_or_of_another_role_is_refused(
    pages: Pages, world: World
):
    assert sends(pages, b"PK", key="0" * 64).status_code == 403
    pages.client.headers["Sec-Fetch-Site"] = "cross-site"
    assert sends(pages, b"PK", key="").status_code == 403
    pages.client.headers["Sec-Fetch-Site"] = "same-origin"
    pages.signed_in("secretary")
    assert sends(pages, b"x" * LARGEST).status_code == 403
    pages.client.cookies.clear()
    assert "/sign-in" in sends(pages, b"PK", key="").headers["location"]


def test_every_other_route_takes_no_file(pages: Pages):
    fields = {"form_key": pages.key}

    assert (
        pages.client.post("/account/password", data=fields, files={"file": b"x"}).status_code == 422
    )
