"""The case list and a new proposal, as people meet them."""

from datetime import UTC, datetime

import pytest

from states.terms import CaseState
from tests.builders import World
from tests.pages import Pages, counted
from tests.people_and_places import place_id

BETWEEN_PLANS = datetime(2021, 2, 1, 3, tzinfo=UTC)
ARGUMENT = "Trộm cắp tăng tại hai thôn giáp ranh"


@pytest.fixture
def pages(world: World) -> Pages:
    return Pages(world.engine)


def test_the_list_shows_the_cases_of_the_territory_and_no_others(world: World, pages: Pages):
    number = world.a_case(CaseState.MONITORING)
    elsewhere = world.opens("51/1", "officer_elsewhere").number

    shown = pages.signed_in("auditor").get("/cases")

    assert f"/cases/{number}" == shown.links["Xã Tân Lập 1"]
    assert elsewhere not in shown.text
    assert "quá hạn 73 ngày" in shown.words
    assert "Quá hạn (1)" in shown.links


def test_an_administrator_has_no_list(pages: Pages):
    assert 403 == pages.signed_in("administrator").get("/cases", 403).status


def test_the_filters_are_the_address_and_can_be_taken_off(world: World, pages: Pages):
    world.a_case(CaseState.APPRAISED, "08/1")
    world.opens("08/2")
    pages.signed_in("secretary")

    form = pages.get("/cases").form("/cases")
    found = pages.send(form, 200, q="tan lap 1", state="appraised")

    assert "Xã Tân Lập 1" in found.links
    assert "Xã Tân Lập 2" not in found.links
    without = found.links["Bỏ lọc: “tan lap 1” ×"]
    assert "/cases?state=appraised" == without
    assert "Xã Tân Lập 1" in pages.get(without).links
    assert "Không có hồ sơ nào khớp." in pages.get("/cases?q=khong+co").words


def test_an_old_or_broken_address_still_shows_the_list(world: World, pages: Pages):
    world.opens()
    pages.signed_in("officer")

    shown = pages.get(
        "/cases?state=lost&due=never&province=x&sort=size&turn=left&after=DB-1999-001"
    )

    assert "Không có hồ sơ nào khớp." in shown.words
    assert "Xã Tân Lập 1" in pages.get("/cases?state=lost&sort=size&province=x").links


def test_headings_sort_and_say_so(world: World, pages: Pages):
    for commune in ("08/2", "08/1"):
        world.opens(commune)
    pages.signed_in("officer")

    by_name = pages.get("/cases?sort=name")

    sorted_now = [
        each.get("aria-sort") for each in by_name.tree.iter("th") if each.get("aria-sort")
    ]
    assert ["ascending"] == sorted_now
    assert by_name.text.index("Tân Lập 1") < by_name.text.index("Tân Lập 2")
    assert "/cases?sort=name&turn=down" == by_name.links["Địa bàn ▲"]


def test_the_list_asks_at_most_six_questions(world: World, pages: Pages):
    for number in range(1, 7):
        world.opens(f"08/{number}")
    pages.signed_in("officer")

    with counted(world.engine) as statements:
        pages.get("/cases?q=tan&due=soon")

    assert 6 >= len(statements), statements


def test_the_list_reads_in_english(world: World, pages: Pages):
    world.a_case(CaseState.MONITORING)

    shown = pages.speak("en").signed_in("officer").get("/cases")

    assert "Tân Lập 1 commune" in shown.links
    assert "73 days overdue" in shown.words


def test_a_commune_is_searched_for_and_proposed(world: World, pages: Pages):
    pages.signed_in("officer")
    search = pages.get("/cases/new").form("/cases/new")

    found = pages.send(search, 200, q="tan lap 2")
    form = pages.get(found.links["Xã Tân Lập 2"]).form("/cases/new")
    sent = pages.send(form, argument=ARGUMENT)

    assert sent.leads_to == "/cases/DB-2019-001?done=1"
    assert ARGUMENT == world.row("DB-2019-001")["case"]["argument"]
    assert "Xã Tân Lập 2" in pages.follow(sent).text


def test_a_commune_of_another_province_is_not_found(pages: Pages):
    pages.signed_in("officer")

    assert "Xã Tân Lập 1" not in pages.get("/cases/new?q=51001").links
    pages.get(f"/cases/new?commune={place_id('51/1').hex}", 404)
    pages.get("/cases/new?commune=x", 422)


def test_an_open_case_is_shown_before_and_refused_after(world: World, pages: Pages):
    number = world.opens("08/1").number
    pages.signed_in("officer")

    assert f"/cases/{number}" == pages.get("/cases/new?q=08001").links[number]
    form = pages.get(f"/cases/new?commune={place_id('08/1').hex}").form("/cases/new")
    refused = pages.send(form, 409, argument=ARGUMENT)

    assert refused.title.startswith("Lỗi:")
    assert f"Địa bàn đang có hồ sơ mở: {number}." in refused.words
    assert ARGUMENT in refused.form("/cases/new").fields["argument"][0]
    assert 1 == world.row(number)["history"]


def test_a_year_without_a_plan_is_a_finding(world: World):
    pages = Pages(world.engine, at=BETWEEN_PLANS).signed_in("officer")

    shown = pages.get(f"/cases/new?commune={place_id('08/2').hex}")
    refused = pages.send(shown.form("/cases/new"), 409, argument=ARGUMENT)

    assert "Chưa đề xuất được địa bàn này" in shown.words
    assert "Kế hoạch đang có hiệu lực không có" in shown.words
    assert ARGUMENT in refused.form("/cases/new").fields["argument"][0]


@pytest.mark.parametrize(
    "argument",
    ["Đối tượng Lò Thị Hoa, số 001099012345", "CCCD 001 099 012 345", "x" * 5001],
)
def test_text_about_a_person_is_turned_away_and_kept(world: World, pages: Pages, argument: str):
    form = pages.signed_in("officer").get(f"/cases/new?commune={place_id('08/2').hex}")

    refused = pages.send(form.form("/cases/new"), 422, argument=argument)

    assert refused.title.startswith("Lỗi:")
    assert argument in refused.form("/cases/new").fields["argument"][0]


def test_only_an_officer_proposes(pages: Pages):
    for login in ("secretary", "auditor", "committee_office"):
        pages.signed_in(login).get("/cases/new", 403)
        assert "Đề xuất địa bàn" not in pages.get("/cases").links
