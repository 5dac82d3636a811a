"""The registrar inherits a case: found under its old name, told as its source tells it."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update
from sqlmodel import SQLModel

from states.terms import Action, CaseState, Role
from tests.authority import FIRST_DAY, MERGED, gives, merges
from tests.builders import World
from tests.pages import Form, Pages
from tests.people_and_places import person_id, place_id
from workflow.database import writing
from workflow.deeds.appointments import Post

HERE = f"/cases/inherit?commune={place_id('08/2').hex}"
AFTER_THE_MERGER = datetime(2026, 2, 3, 3, tzinfo=UTC)
SOURCE = "Danh sách kèm theo Kế hoạch 62/KH-BCĐ, trang 3"
TOLD = {
    "action": "inherit",
    "round": "1",
    "old_decision_number": "42/QĐ-BCĐ",
    "old_decision_day": "17/01/2018",
    "old_decision_body": "Ban Chỉ đạo 138 tỉnh",
    "origin": SOURCE,
}
UNDATED = TOLD | {
    "old_decision_day": "",
    "old_decision_printed": "năm 2018 (nguồn không ghi rõ)",
    "judged_on": "31/12/2018",
}


@pytest.fixture
def pages(world: World) -> Pages:
    return Pages(world.engine).signed_in("registrar")


def form(pages: Pages) -> Form:
    return pages.get(HERE).form(HERE)


def test_a_case_is_inherited_from_its_earlier_decision(world: World, pages: Pages):
    found = pages.get(pages.get("/cases").links["Nhập hồ sơ kế thừa"]).form("/cases/inherit")
    listed = pages.send(found, 200, q="tan lap 2")
    told = TOLD | {"types": ["1", "4"], "started_on": "01/02/2018", "round": "2"}

    sent = pages.send(pages.get(listed.links["Xã Tân Lập 2"]).form(HERE), **told)

    case = world.row("DB-2018-001")["case"]
    assert "/cases/DB-2018-001?done=1" == sent.leads_to
    assert (CaseState.IN_TRANSFORMATION, 2, "1,4") == (case["state"], case["round"], case["types"])
    assert date(2018, 1, 17) == case["opened_on"]
    assert date(2018, 2, 1) == case["started_on"]
    assert SOURCE == case["origin"]
    shown = pages.follow(sent)
    assert "42/QĐ-BCĐ" in shown.words
    assert SOURCE in shown.words


@pytest.mark.parametrize(
    ("action", "state", "days"),
    [
        (Action.INHERIT_REVIEW, CaseState.PRELIMINARY_REVIEW, {}),
        (Action.INHERIT_MONITORING, CaseState.MONITORING, {"reviewed_on": "15/11/2019"}),
        (Action.INHERIT_RECOGNITION, CaseState.RECOGNIZED, {"reviewed_on": "02/01/2018"}),
    ],
)
def test_it_enters_where_it_stood(
    world: World, pages: Pages, action: Action, state: CaseState, days: dict[str, str]
):
    pages.send(form(pages), **TOLD | {"action": action.value} | days)

    assert state == world.row("DB-2018-001")["case"]["state"]


def test_what_the_source_does_not_say_is_shown_as_not_said(world: World, pages: Pages):
    sent = pages.send(form(pages), **UNDATED)

    case = world.row("DB-2018-001")["case"]
    assert {None} == {case[day] for day in ("opened_on", "started_on", "reviewed_on")}
    assert world.entries("DB-2018-001")[0]["effective"] is None
    shown = pages.follow(sent)
    assert "nguồn không nêu" in shown.words
    assert "năm 2018 (nguồn không ghi rõ)" in shown.words


def test_a_unit_that_exists_no_longer_is_found_and_inherited(world: World, pages: Pages):
    merges(world, "08")
    gives(world, Post(person_id("registrar"), Role.REGISTRAR, MERGED, FIRST_DAY))
    gives(world, Post(person_id("officer"), Role.OFFICER, MERGED, FIRST_DAY))
    pages.at = AFTER_THE_MERGER
    pages.signed_in("registrar")

    listed = pages.get("/cases/inherit?q=tan+lap+2")
    shown = pages.get(listed.links["Xã Tân Lập 2"])
    pages.send(shown.form(HERE), **TOLD)

    assert "tồn tại đến hết 30/06/2025" in listed.words
    assert "Xã Tân Lập 2" not in pages.signed_in("officer").get("/cases/new?q=tan+lap+2").links
    assert world.row("DB-2018-001")["case"]["inherited"]


def test_a_list_older_than_every_plan_is_judged_by_the_first_after_it(world: World, pages: Pages):
    pages.send(form(pages), **TOLD | {"old_decision_day": "13/04/2015"})

    assert "khung_2017" == world.row("DB-2015-001")["case"]["plan"]


def test_a_unit_younger_than_the_decision_is_refused_and_the_text_is_kept(
    world: World, pages: Pages
):
    places = SQLModel.metadata.tables["place"]
    younger = update(places).where(places.c.id == place_id("08/2"))
    with writing(world.engine) as session:
        session.execute(younger.values(valid_from=date(2018, 6, 1)))

    refused = pages.send(form(pages), 409, **TOLD)

    kept = refused.form(HERE).fields
    assert refused.title.startswith("Lỗi:")
    assert "có từ 01/06/2018" in refused.words
    assert (["42/QĐ-BCĐ"], ["inherit"]) == (kept["old_decision_number"], kept["action"])
    assert SOURCE in kept["origin"][0]


def test_an_open_case_is_shown_before_and_refused_after(world: World, pages: Pages):
    number = world.opens("08/2").number

    shown = pages.get(HERE)
    refused = pages.send(shown.form(HERE), 409, **TOLD)

    assert "Chưa nhập được hồ sơ kế thừa của địa bàn này" in shown.words
    assert f"Địa bàn đang có hồ sơ mở: {number}." in refused.words
    assert 1 == world.row(number)["history"]


def test_a_decision_without_a_number_is_refused(pages: Pages):
    refused = pages.send(form(pages), 409, **TOLD | {"old_decision_number": ""})

    assert "Cần số quyết định cũ" in refused.words


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"action": ""}, "Không được để trống"),
        ({"origin": " "}, "Không được để trống"),
        ({"origin": "CCCD 001 099 012 345"}, "số căn cước"),
        ({"round": ""}, "Không được để trống"),
        ({"round": "0"}, "Nhập số từ 1 đến 99"),
        ({"old_decision_day": "31/02/2018"}, "Không có ngày này trong lịch"),
        ({"old_decision_day": ""}, "Quyết định không có ngày ký thì cần ngày này"),
        ({"judged_on": "31/12/2018"}, "Đã có ngày ký quyết định"),
        ({"reviewed_on": "01/02/2019"}, "chưa có kết luận"),
        (
            {
                "action": "inherit_monitoring",
                "started_on": "01/02/2019",
                "reviewed_on": "01/02/2018",
            },
            "Sớm hơn ngày bắt đầu chuyển hóa",
        ),
        ({"started_on": "01/01/2030"}, "Ngày này chưa đến"),
        (
            {"action": "inherit_recognition", "started_on": "18/01/2018"},
            "Muộn hơn ngày công nhận",
        ),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field_and_kept(
    pages: Pages, typed: dict[str, str], says: str
):
    refused = pages.send(form(pages), 422, **TOLD | typed)

    assert refused.title.startswith("Lỗi:")
    assert says in refused.words
    assert ["42/QĐ-BCĐ"] == refused.form(HERE).fields["old_decision_number"]


def test_only_a_registrar_inherits(pages: Pages):
    for login in ("officer", "secretary", "committee_office", "auditor", "administrator"):
        pages.signed_in(login).get("/cases/inherit", 403)
        pages.get(HERE, 403)
        assert "Nhập hồ sơ kế thừa" not in pages.get("/plans").links


def test_a_commune_outside_the_territory_is_not_there(pages: Pages):
    elsewhere = f"/cases/inherit?commune={place_id('51/1').hex}"
    mine = form(pages)
    mine.action = elsewhere

    assert "Xã Tân Lập 1" not in pages.get("/cases/inherit?q=51001").links
    pages.get(elsewhere, 404)
    pages.send(mine, 404, **TOLD)
    pages.send(mine, 404, **TOLD | {"round": "0"})
    pages.get("/cases/inherit?commune=x", 422)


def test_the_form_reads_in_english(pages: Pages):
    pages.speak("en")

    assert "Inherit a case: Tân Lập 2 commune" == pages.get(HERE).heading
    assert "No unit of your territory" in pages.get("/cases/inherit?q=nowhere").words
