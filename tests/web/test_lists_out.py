"""The lists taken out: the rows the pages show, no formula among them, nothing of others."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from sqlalchemy import select, update
from sqlmodel import SQLModel

from states.terms import CaseState, Text
from tests.builders import World
from tests.pages import Pages
from tests.people_and_places import NAMES, TODAY, place_id
from web.csv_text import BYTE_ORDER_MARK
from web.tables_out import CSV, XLSX, Table, written
from workflow.database import reading, writing
from workflow.views import docket

LISTS = ("/cases", "/inbox", "/inbox/waiting", "/inbox/deadlines", "/inbox/silent", "/decisions")


def taken(pages: Pages, page: str, address: str, kind: str) -> list[list[object]]:
    """The rows of the file that the form of a page gives, the heading first."""
    form = pages.get(page).form(address)
    answer = pages.post(address, [*form.filled({"kind": kind})])
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"].endswith(f'-{TODAY}.{kind}"')
    return rows(answer.content, kind)


def rows(content: bytes, kind: str) -> list[list[object]]:
    if kind == CSV:
        text = content.decode()
        assert text.startswith(BYTE_ORDER_MARK)
        return [*csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline=""))]
    return [*CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).iter_rows()]


def file_of(table: Table, kind: str) -> bytes:
    made = written(table, kind, "vi", on=TODAY)
    with made.file:
        return made.file.read()


@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_the_case_list_comes_out_whole_narrowed_and_in_its_order(
    either_world: World, monkeypatch: pytest.MonkeyPatch, kind: str
):
    monkeypatch.setattr(docket, "AT_A_TIME", 2)
    numbers = [either_world.opens(f"08/{place}").number for place in range(1, 6)]
    pages = Pages(either_world.engine).signed_in("officer")

    every = taken(pages, "/cases?sort=number&turn=up", "/lists/cases", kind)
    one = taken(pages, f"/cases?q={numbers[2]}", "/lists/cases", kind)

    assert [row[0] for row in every] == ["Số hồ sơ", *numbers]
    assert [row[0] for row in one[1:]] == [numbers[2]]


def test_nobody_takes_out_what_lies_outside_the_own_territory(world: World):
    number = world.opens().number
    pages = Pages(world.engine).signed_in("officer_elsewhere")

    for asked in ("", f"q={number}", f"province={place_id('08').hex}"):
        sent = [("form_key", pages.key), ("kind", "csv"), ("asked", asked)]
        assert number not in pages.post("/lists/cases", sent).text


@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_every_other_list_comes_out_too(world: World, kind: str):
    number = world.a_case()
    world.opens("08/2")
    pages = Pages(world.engine).signed_in("officer")

    for page, view in (("/inbox", ""), ("/inbox/waiting", "waiting")):
        found = taken(pages, page, "/lists/inbox", kind)
        assert number in [row[0] for row in found], view
    for view in ("silent", "deadlines"):
        sent = [("form_key", pages.key), ("kind", kind), ("asked", view)]
        assert len(rows(pages.post("/lists/inbox", sent).content, kind)) >= 1


def test_decisions_and_people_come_out_for_who_may_see_them(world: World):
    world.a_case(CaseState.IN_TRANSFORMATION)
    pages = Pages(world.engine).signed_in("auditor")

    decisions = taken(pages, "/decisions?state=recorded", "/lists/decisions", CSV)
    people = taken(pages, "/people?role=officer", "/lists/people", XLSX)

    assert len(decisions) == 2
    assert decisions[1][5] == "1"
    assert {row[0] for row in people[1:]} == {NAMES["officer"], NAMES["second_officer"]}
    sent = [("form_key", Pages(world.engine).signed_in("officer").key), ("kind", "csv")]
    assert Pages(world.engine).signed_in("officer").post("/lists/people", sent).status_code == 403


def test_an_auditor_leaves_an_entry_and_an_officer_none(world: World):
    world.opens()
    history = SQLModel.metadata.tables["history"]

    def newest() -> dict[str, object]:
        with reading(world.engine) as session:
            found = select(history.c.entry).order_by(history.c.number.desc()).limit(1)
            entry: dict[str, object] = json.loads(session.execute(found).scalar_one())
            return entry

    before = newest()
    taken(Pages(world.engine).signed_in("officer"), "/cases", "/lists/cases", CSV)
    assert newest() == before
    pages = Pages(world.engine).signed_in("auditor")
    taken(pages, "/cases?state=proposed", "/lists/cases", XLSX)

    told = newest()
    assert told["deed"] == "list_exported"
    assert told["facts"] == {"what": "cases", "rows": 1, "narrowed": {"states": ["proposed"]}}
    assert "Xuất danh sách ra tệp" in pages.get("/history").words


def test_a_kind_that_is_none_is_refused(world: World):
    pages = Pages(world.engine).signed_in("officer")

    assert pages.post("/lists/cases", [("form_key", pages.key), ("kind", "exe")]).status_code == 422


def test_a_name_that_looks_like_a_formula_is_text_in_both_kinds(world: World):
    place = SQLModel.metadata.tables["place"]
    number = world.opens().number
    with writing(world.engine) as session:
        named = update(place).where(place.c.id == place_id("08/1")).values(name="=1+1")
        session.execute(named)
    pages = Pages(world.engine).signed_in("officer")

    for kind in (CSV, XLSX):
        (_, row) = taken(pages, "/cases", "/lists/cases", kind)
        assert row[:2] == [number, "Xã =1+1"]


BEGINNINGS = st.sampled_from(["=", "+", "-", "@", "\t", "\r", "＝", "%", " =", "x"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(BEGINNINGS, st.text(st.characters(codec="utf-8"), max_size=20))))
def test_no_cell_of_either_kind_is_ever_a_formula(parts: list[tuple[str, str]]):
    cells = [[beginning + rest] for beginning, rest in parts]
    table = Table("x", (Text("=Đầu", "=Head"),), cells)

    for (cell,) in rows(file_of(table, CSV), CSV):
        assert not str(cell).lstrip(" \u00a0\ufeff").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert b"<f>" not in _sheet(file_of(table, XLSX))


def _sheet(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read("xl/worksheets/sheet1.xml")


def test_numbers_and_days_stay_what_they_are():
    table = Table("x", (Text("a", "a"),) * 3, [(-12, date(2019, 12, 2), None)])

    assert rows(file_of(table, XLSX), XLSX)[1][:2] == [-12.0, date(2019, 12, 2)]
    assert rows(file_of(table, CSV), CSV)[1] == ["-12", "2019-12-02", ""]


def test_a_fault_on_the_way_leaves_no_file_behind():
    def broken() -> Iterator[list[str]]:
        yield ["một"]
        raise FileNotFoundError

    for kind in (CSV, XLSX):
        with pytest.raises(FileNotFoundError):
            written(Table("x", (Text("a", "a"),), broken()), kind, "vi", on=TODAY)
