"""Figures by spreadsheet: the template, the file checked cell by cell, and nothing stored."""

import io
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select
from sqlmodel import SQLModel

from tests.builders import World
from tests.hostile_books import HEAD, book
from tests.pages import Page, Pages
from workflow.database import reading
from workflow.intake.layout import FIGURES
from workflow.views import intake

QUERY = "province=08&start=01/07/2019&end=30/09/2019"
ROW = ("08001", "xã Tân Lập 1")


@pytest.fixture
def pages(world: World) -> Pages:
    return Pages(world.engine).signed_in("officer")


def sends(pages: Pages, content: bytes, status: int = 200) -> Page:
    """The page that shows what a file holds."""
    form = pages.get("/intake").form("/intake")
    answer = pages.attach(form, "Quý 3.xlsx", content)
    assert answer.leads_to == "/intake/check"
    return pages.follow(answer, status)


def table(content: bytes, sheet: str | int = 0) -> list[list[object]]:
    found = CalamineWorkbook.from_filelike(io.BytesIO(content))
    name = sheet if isinstance(sheet, str) else found.sheet_names[sheet]
    return [*found.get_sheet_by_name(name).iter_rows()]


def stored(world: World, name: str) -> int:
    with reading(world.engine) as session:
        rows = select(func.count()).select_from(SQLModel.metadata.tables[name])
        return int(session.execute(rows).scalar_one())


def test_the_template_holds_the_communes_of_the_province_and_is_read_back(pages: Pages):
    answer = pages.client.get(f"/intake/template?{QUERY}&group=a&group=b")

    assert answer.headers["content-disposition"].endswith('"so-lieu-08-2019-07-01-2019-09-30.xlsx"')
    rows = table(answer.content, FIGURES)
    assert [row[0] for row in rows[2:]] == [f"0800{number}" for number in range(1, 7)]
    assert rows[2][1] == ROW[1]
    assert "0 xã, phường" in sends(pages, answer.content).words


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("province=08&start=1&end=30/09/2019&group=a", "Ngày phải ghi dạng"),
        ("province=08&start=01/10/2019&end=30/09/2019&group=a", "không được trước"),
        (QUERY, "Chọn ít nhất một nhóm"),
        ("province=51&start=01/07/2019&end=30/09/2019&group=a", "Chọn tỉnh trong danh sách"),
    ],
)
def test_a_template_of_nothing_of_another_province_or_of_no_span_is_refused(
    pages: Pages, query: str, says: str
):
    assert says in pages.get(f"/intake/template?{query}", 422).words


def test_a_file_is_shown_cell_by_cell_rejected_ones_first_and_nothing_is_stored(
    either_world: World,
):
    pages = Pages(either_world.engine).signed_in("officer")
    before = stored(either_world, "figure"), stored(either_world, "history")
    content = book(
        (*ROW, 1234, "HSNV"), ("51001", "", 1, 2), ("08002", "", "1,5", 0), front={"reason": ""}
    )

    page = sends(pages, content)

    _, first, *_ = page.tree.iter("tr")
    assert "Bị loại" in "".join(first.itertext())
    assert {"Tất cả (5)", "Bị loại (2)", "Đọc được (3)"} <= page.links.keys()
    for words in ("ngoài địa bàn", "C4", "1234"):
        assert words in page.words, words
    assert before == (stored(either_world, "figure"), stored(either_world, "history"))


def test_the_cells_are_turned_page_by_page(pages: Pages, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(intake, "PAGE", 2)
    page = sends(pages, book(*((f"0800{n}", "", n, n) for n in range(1, 4))))

    assert "/intake/check?page=2" in page.links.values()
    second = pages.get("/intake/check?page=2")
    last = pages.get("/intake/check?page=3&standing=read")

    assert "Tân Lập 2" in second.words
    assert "Tân Lập 3" in last.words
    assert "Không có ô nào" in pages.get("/intake/check?standing=rejected").words


def test_the_rejected_cells_come_as_a_file_with_their_reasons(pages: Pages):
    sends(pages, book((*ROW, "=1+1", 1), ("08002", "", 3, 4)))

    _, row, *others = table(pages.client.get("/intake/rejected").content)

    assert row[:3] == [FIGURES, 2.0, "C"]
    assert row[5] == "=1+1"
    assert "công thức" in str(row[6])
    assert others == []


def test_a_file_that_cannot_be_read_gets_its_sentence(pages: Pages):
    page = sends(pages, b"%PDF-1.7", 422)

    assert "Đây là tệp PDF" in page.words
    assert pages.client.get("/intake/rejected").status_code == 422


def test_nobody_else_sees_the_file_and_a_day_later_nobody_does(pages: Pages, world: World):
    sends(pages, book((*ROW, 1, 2)))

    other = Pages(world.engine).signed_in("second_officer")
    assert other.get("/intake/check", 303).leads_to == "/intake"
    assert "Quý 3.xlsx" not in other.get("/intake").words
    assert "Quý 3.xlsx" in pages.get("/intake").words
    later = Pages(world.engine, at=pages.at + timedelta(days=1, seconds=1)).signed_in("officer")
    assert later.get("/intake/check", 303).leads_to == "/intake"
    assert later.client.get("/intake/rejected").headers["location"] == "/intake"


def test_a_further_file_takes_the_place_of_the_first_and_one_can_be_forgotten(
    pages: Pages, world: World
):
    sends(pages, book((*ROW, 1, 2)))
    page = sends(pages, book((*ROW, 3, 4)))
    assert stored(world, "intake_draft") == 1

    pages.send(page.form("/intake/drop"))

    assert stored(world, "intake_draft") == 0


def test_communes_of_others_are_refused_in_a_file_of_the_whole_country(world: World):
    pages = Pages(world.engine).signed_in("officer_elsewhere")

    page = sends(pages, book((*ROW, 1, 2), front={"province": "cả nước"}))

    assert "ngoài địa bàn của tệp này" in page.words


def test_the_pages_speak_english_too(pages: Pages):
    sends(pages, book((*ROW, "1,5", 2), head=(*HEAD[:3], "Ghi chú")))
    pages.speak("en")

    assert "not of the template" in pages.get("/intake/check").words
    assert "Download the template" in pages.get("/intake").text
