"""Figures of many communes on one page: typed, shown back, stored, verified by another person."""

from html import unescape

import pytest

from states.figures import NOT_ARISEN, WITHHELD, answer, count, ratio
from states.spans import SpanKind, span_of
from tests.builders import World
from tests.pages import Form, Page, Pages
from tests.people_and_places import place_id
from web.security import MOST_FIELDS
from workflow.commune_figures import known_of
from workflow.database import reading
from workflow.views.commune_grid import GROUPS, ROWS, measures_of

HERE = "/commune-figures"
QUARTER = span_of(SpanKind.QUARTER, 2019, 3)
BEFORE = span_of(SpanKind.QUARTER, 2019, 2)
PAPER = {"document": "45/BC-CAT", "document_date": "05/10/2019", "body": "Công an tỉnh"}
ONE, OTHER, KEPT = "a1_vu_pham_phap_hinh_su", "a8_to_giac_tin_bao", "a4_quan_ly_nghiep_vu_hs"


@pytest.fixture
def pages(world: World) -> Pages:
    return Pages(world.engine).signed_in("officer")


def cell(commune: str, measure: str = ONE) -> str:
    return f"{place_id(commune).hex}.{measure}"


def asked(pages: Pages, more: str = "") -> Form:
    """The form of the grid, of the last quarter unless the address says otherwise."""
    page = pages.get(HERE + more)
    return next(form for form in page.forms if form.method == "post" and HERE in form.action)


def stored(world: World, span=QUARTER):
    with reading(world.engine) as session:
        return {cell: each.figure for cell, each in known_of(session, place_id("08"), span).items()}


def stores(pages: Pages, typed: dict[str, str], more: str = "", **around: str) -> Page:
    form = asked(pages, more)
    shown = pages.send(form, 200, **PAPER, **around, **typed, stage="review")
    again = next(form for form in shown.forms if HERE in form.action)
    return pages.send(again, 303, stage="store")


def test_what_was_understood_is_shown_and_stored_only_when_confirmed(world: World, pages: Pages):
    typed = {cell("08/1"): "1.234", cell("08/2"): "–", cell("08/3", KEPT): "k", cell("08/4"): "0"}

    shown = pages.send(asked(pages), 200, **PAPER, **typed, stage="review")

    assert {} == stored(world)
    assert "4 số liệu" in shown.words
    assert "1.234" in shown.words
    again = next(form for form in shown.forms if HERE in form.action)
    done = pages.follow(pages.send(again, 303, stage="store"))
    assert "Đã lưu số liệu" in done.words
    assert {
        (place_id("08/1"), ONE): count(1234),
        (place_id("08/2"), ONE): NOT_ARISEN,
        (place_id("08/3"), KEPT): WITHHELD,
        (place_id("08/4"), ONE): count(0),
    } == stored(world)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({cell("08/1"): "1,5"}, "không phải số nguyên viết theo cách Việt Nam"),
        ({cell("08/1"): "-3"}, "số âm"),
        ({cell("08/1"): "K"}, "không thuộc loại giữ trong hồ sơ nghiệp vụ"),
        ({cell("08/1"): "3/7"}, "là chữ"),
        ({}, "Chưa có số liệu nào mới hoặc thay đổi"),
    ],
)
def test_what_cannot_be_read_is_told_beside_its_cell_and_nothing_is_lost(
    world: World, pages: Pages, typed: dict[str, str], says: str
):
    more = {cell("08/2"): "7"} if typed else {}

    shown = pages.send(asked(pages), 422, **PAPER, **typed, **more, stage="store")

    assert says in unescape(shown.words)
    assert {} == stored(world)
    form = next(form for form in shown.forms if form.method == "post" and HERE in form.action)
    assert all([text] == form.fields[name] for name, text in {**typed, **more}.items())


def test_a_changed_figure_needs_its_reason_and_none_is_taken_away(world: World, pages: Pages):
    stores(pages, {cell("08/1"): "4", cell("08/2"): "5"})

    for typed in ({cell("08/1"): "9"}, {cell("08/1"): ""}):
        shown = pages.send(asked(pages), 422, **PAPER, **typed, stage="review")
        assert "lý do" in shown.words or "không xóa được" in shown.words
    stores(pages, {cell("08/1"): "9"}, reason="Đếm sót")

    assert {count(9), count(5)} == {*stored(world).values()}


def test_a_figure_far_from_the_one_before_is_marked(world: World, pages: Pages):
    stores(
        pages, {cell("08/1"): "10", cell("08/2"): "10"}, f"?start={BEFORE.start}&end={BEFORE.end}"
    )

    typed = {cell("08/1"): "15", cell("08/2"): "16"}
    shown = pages.send(asked(pages), 200, **PAPER, **typed, stage="review")

    assert 1 == shown.words.count("hơn một nửa")
    assert 2 == len(stored(world, BEFORE))


def test_a_form_overtaken_by_another_officer_is_shown_again(world: World, pages: Pages):
    first = asked(pages)
    stores(pages, {cell("08/1"): "4"})

    shown = pages.send(first, 422, **PAPER, **{cell("08/1"): "5"}, stage="store", reason="x")

    assert "vừa được người khác cập nhật" in shown.words
    assert {count(4)} == {*stored(world).values()}


def test_a_ratio_is_two_whole_numbers_and_comes_back_as_it_was_typed(world: World, pages: Pages):
    measure = next(each.id for each in measures_of("target") if each.kind == "ratio")

    stores(pages, {cell("08/1", measure): "1.000/2.000"}, "?group=target")

    assert {ratio(1000, 2000)} == {*stored(world).values()}
    form = asked(pages, "?group=target")
    assert ["1.000/2.000"] == form.fields[cell("08/1", measure)]
    shown = pages.send(form, 422, **PAPER, **{cell("08/2", measure): "5"}, stage="review")
    assert "ghi cả tử số và mẫu số" in shown.words


def test_answers_come_back_as_they_were_typed(world: World, pages: Pages):
    choice = next(each for each in measures_of("d") if each.kind == "yes_no")

    stores(pages, {cell("08/1", choice.id): "Có"}, "?group=d")

    assert {answer("yes")} == {*stored(world).values()}
    assert ["có"] == asked(pages, "?group=d").fields[cell("08/1", choice.id)]


@pytest.mark.parametrize("login", ["second_officer", "secretary"])
def test_another_person_verifies_the_group(world: World, pages: Pages, login: str):
    stores(pages, {cell("08/1"): "4", cell("08/2"): "5"})
    assert [] == [
        f for f in pages.get(f"{HERE}/check").forms if f.action.startswith(f"{HERE}/check?")
    ]

    pages.signed_in(login)
    page = pages.get(f"{HERE}/check")
    form = next(form for form in page.forms if form.action.startswith(f"{HERE}/check?"))
    done = pages.follow(pages.send(form))

    assert "2 số liệu do người khác nhập" in page.words
    assert "Đã xác nhận số liệu" in done.words
    with reading(world.engine) as session:
        known = known_of(session, place_id("08"), QUARTER)
    assert all(each.verified_by for each in known.values())


def test_a_page_of_figures_reported_since_is_shown_anew_instead_of_verified(
    world: World, pages: Pages
):
    stores(pages, {cell("08/1"): "4"})
    pages.signed_in("secretary")
    page = pages.get(f"{HERE}/check")
    form = next(form for form in page.forms if form.action.startswith(f"{HERE}/check?"))
    stores(pages.signed_in("officer"), {cell("08/2"): "4"})
    pages.signed_in("secretary")

    pages.post(form.action, [("form_key", pages.key), ("seen", form.fields["seen"][0])])

    with reading(world.engine) as session:
        known = known_of(session, place_id("08"), QUARTER)
    assert not any(each.verified_by for each in known.values())


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("address", [HERE, f"{HERE}/check"])
def test_every_group_has_a_good_page(pages: Pages, address: str, language: str):
    pages.speak(language)
    shown = [pages.get(f"{address}?group={group}") for group in GROUPS]

    assert all(page.heading for page in shown)


@pytest.mark.parametrize(
    "more",
    [
        f"?province={place_id('51').hex}",
        f"?province={place_id('08/1').hex}",
        "?start=1/1/2019&end=31/13/2019",
        "?start=2/1/2019&end=1/1/2019",
        "?start=1/1/0001&end=31/12/0001",
        "?group=zz",
    ],
)
def test_what_is_none_of_ones_own_has_no_grid(pages: Pages, more: str):
    page = pages.get(HERE + more)

    assert [] == [form for form in page.forms if form.method == "post" and HERE in form.action]


def test_no_form_holds_more_fields_than_are_read():
    assert all(ROWS * len(measures_of(group)) + 20 <= MOST_FIELDS for group in GROUPS)
