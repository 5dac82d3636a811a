"""The log taken out by an auditor: the whole list, no formula in it, and an entry first."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlmodel import SQLModel

from tests.builders import World
from tests.pages import Pages
from tests.people_and_places import NAMES, person_id
from web.csv_text import BEGINS_A_FORMULA, BYTE_ORDER_MARK, csv_lines
from workflow.database import reading
from workflow.views import exporting

EXPORT = "/history/export"


def taken_out(pages: Pages, address: str = "/history") -> list[dict[str, str]]:
    """The rows of the file an auditor gets from the page of a list."""
    form = pages.get(address).form(EXPORT)
    answer = pages.post(EXPORT, form.filled({}))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text.startswith(BYTE_ORDER_MARK)
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix(BYTE_ORDER_MARK))))


def newest_entry(world: World) -> dict[str, object]:
    history = SQLModel.metadata.tables["history"]
    with reading(world.engine) as session:
        newest = select(history.c.entry).order_by(history.c.number.desc()).limit(1)
        entry: dict[str, object] = json.loads(session.execute(newest).scalar_one())
        return entry


def test_an_auditor_takes_the_whole_list_out_and_that_is_recorded_first(
    either_world: World, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(exporting, "AT_A_TIME", 2)
    number = either_world.a_case()
    either_world.opens("08/2")
    either_world.opens("08/3")
    pages = Pages(either_world.engine).signed_in("auditor")

    rows = taken_out(pages)

    assert [row["Số"] for row in rows] == ["3", "2", "1"]
    assert (rows[-1]["Hồ sơ"], rows[-1]["Người thực hiện"]) == (number, NAMES["officer"])
    entry = newest_entry(either_world)
    assert (entry["deed"], entry["by"]) == ("history_exported", person_id("auditor").hex)
    assert entry["facts"] == {"what": "history", "rows": 3, "newest": 3, "narrowed": {}}
    assert "Xuất dữ liệu nhật ký" in pages.get("/history").words


def test_what_the_list_is_narrowed_to_is_kept_without_names(world: World):
    number = world.a_case()
    world.opens("08/2")
    pages = Pages(world.engine).signed_in("auditor")
    address = f"/history?case={number}&person=Nguyễn&deed=propose&since=01/12/2019&until=03/12/2019"

    rows = taken_out(pages.speak("en"), address)

    assert [row["Case"] for row in rows] == [number]
    facts = newest_entry(world)["facts"]
    people = facts["narrowed"].pop("people")
    assert people == sorted(people)
    assert {person_id(login).hex for login in NAMES} <= set(people)
    assert facts["narrowed"] == {
        "case": number,
        "deed": "propose",
        "since": "2019-12-01",
        "until": "2019-12-03",
    }
    assert "Nguyễn" not in json.dumps(facts, ensure_ascii=False)


def test_an_empty_list_is_a_heading(world: World):
    world.opens("08/1")
    pages = Pages(world.engine).signed_in("auditor")

    form = pages.get("/history").form(EXPORT)
    answer = pages.post(EXPORT, form.filled({"case": "DB-1999-001"}))

    assert answer.text.count("\r\n") == 1


def test_a_day_that_cannot_be_read_is_told_and_nothing_is_recorded(world: World):
    world.opens("08/1")
    pages = Pages(world.engine).signed_in("auditor")
    form = pages.get("/history").form(EXPORT)

    refused = pages.send(form, 422, since="hôm qua")

    assert refused.heading
    assert newest_entry(world)["deed"] == "propose"


@pytest.mark.parametrize("login", ["officer", "secretary", "committee_office", "registrar"])
def test_nobody_else_is_offered_it_or_gets_it(world: World, login: str):
    pages = Pages(world.engine).signed_in(login)
    key = pages.get("/history").form("/sign-out").fields["form_key"][0]

    assert EXPORT not in [form.action for form in pages.get("/history").forms]
    assert pages.post(EXPORT, [("form_key", key)]).status_code == 403


SIGNS = st.sampled_from([*sorted(BEGINS_A_FORMULA), " ", "\u00a0", "a", "1", '"', ",", "ắ"])
CELLS = st.lists(st.text(SIGNS, max_size=6), min_size=2, max_size=4)


@given(st.lists(CELLS, max_size=5))
def test_no_cell_begins_a_formula(rows: list[list[str]]):
    text = "".join(csv_lines(["a"], rows)).removeprefix(BYTE_ORDER_MARK)
    cells = [cell for row in list(csv.reader(io.StringIO(text, newline="")))[1:] for cell in row]

    assert [] == [cell for cell in cells if cell.lstrip(" \u00a0")[:1] in BEGINS_A_FORMULA - {""}]


def test_a_cell_keeps_its_words():
    line = list(csv_lines(["a"], [["Tân Lập, 1", 'nói "được"', "=1+1", ""]]))[1]

    assert line == '"Tân Lập, 1","nói ""được""",\'=1+1,\r\n'
