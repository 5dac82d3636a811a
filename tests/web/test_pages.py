"""The checked client itself: each promise is really checked."""

import pytest
from httpx2 import Request, Response

from tests.pages import Faulty, Page

WHOLE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Địa bàn – Chuyển hóa
địa bàn</title></head><body><main><h1>Địa bàn</h1>{}</main></body></html>"""


def shown(markup: str, whole: str = WHOLE) -> Page:
    answer = Response(
        200,
        text=whole.replace("{}", markup),
        headers={"Content-Type": "text/html; charset=utf-8"},
        request=Request("GET", "http://testserver/"),
    )
    return Page(answer, "vi")


@pytest.mark.parametrize(
    "markup",
    [
        "",
        '<label for="a">Tên</label><input id="a" name="a">',
        '<input type="hidden" name="a"><input aria-label="Tên" name="b">',
        '<form method="post" action="/x"><input type="hidden" name="form_key" value="k"></form>',
        '<p lang="en">Sign out</p>',
        '<a href="#a">Lên</a><p id="a"></p>',
    ],
)
def test_a_page_that_keeps_the_promises_passes(markup: str):
    assert shown(markup).check()


@pytest.mark.parametrize(
    ("markup", "says"),
    [
        ("<p><div></div></p>", "unexpected-end-tag"),
        ("<h1>Hai</h1>", "2 headings"),
        ('<p id="a"></p><p id="a"></p>', "stands twice"),
        ('<input name="a">', "no name a reader hears"),
        ('<label for="a"></label><input id="a">', "no name a reader hears"),
        ('<label for="b">Tên</label>', "there is nothing of the id b"),
        ('<a href="#b">Lên</a>', "there is nothing of the id #b"),
        ('<a href="/x"></a>', "has no words"),
        ('<p style="color:red">a</p>', "has ['style']"),
        ('<p onclick="x()">a</p>', "has ['onclick']"),
        ("<script>x()</script>", "<script> stands"),
        ('<form method="post"></form>', "without action"),
        ('<form method="post" action="/x"></form>', "has no key"),
        ("<p>Sign out</p>", "left in the other language: 'Sign out'"),
        ('<p aria-label="Main navigation">a</p>', "left in the other language"),
        ("<p>In transformation</p>", "left in the other language"),
    ],
)
def test_each_broken_promise_is_named(markup: str, says: str):
    with pytest.raises(Faulty) as faults:
        shown(markup).check()

    assert says in str(faults.value)


@pytest.mark.parametrize(
    ("former", "latter", "says"),
    [
        ("<title>Địa bàn", "<title>Hồ sơ", "does not begin with the heading"),
        ('lang="vi"', 'lang="en"', "lang is en"),
        ("<!doctype html>", "", "expected-doctype"),
    ],
)
def test_the_frame_of_the_page_is_checked_too(former: str, latter: str, says: str):
    with pytest.raises(Faulty) as faults:
        shown("", WHOLE.replace(former, latter)).check()

    assert says in str(faults.value)


def test_vietnamese_on_the_buttons_of_an_english_page_is_found():
    page = shown("<button>Lưu lại</button>", WHOLE.replace('"vi"', '"en"'))
    page.language = "en"

    with pytest.raises(Faulty) as faults:
        page.check()

    assert "Vietnamese in <button>: 'Lưu lại'" in str(faults.value)
