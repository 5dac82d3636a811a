"""Corrections, waivers and hand-overs, as people meet them on their pages."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import insert
from sqlmodel import SQLModel

from states.terms import Action, CaseState
from tests.builders import World
from tests.corrections import approves, asks, asks_waiver, entry_of, grants_waiver, voids
from tests.pages import Page, Pages
from tests.people_and_places import TODAY, person_id, place_id
from workflow.database import writing

DECISION = {
    "decision_number": "77/QĐ-BCĐ",
    "decision_day": "25/11/2019",
    "decision_body": "Ban Chỉ đạo 138 tỉnh",
    "decision_capacity": "TM.",
}
YEAR = "/waivers/submit_review?rule=review.one_year_over"
RESOLUTION = {
    "resolution_number": "5/NQ-HĐND",
    "resolution_day": "1/6/2019",
    "resolution_body": "HĐND tỉnh",
}


@pytest.fixture
def pages(world: World) -> Pages:
    return Pages(world.engine)


def both_languages(pages: Pages, address: str) -> Page:
    """Open a page in both languages, each of which is checked; return the Vietnamese one."""
    pages.speak("en").get(address)
    return pages.speak("vi").get(address)


def test_a_step_is_voided_from_the_entry_on(world: World, pages: Pages) -> None:
    number = world.a_case(CaseState.APPRAISED)
    entry = entry_of(world, number, Action.APPRAISE)
    shown = pages.signed_in("officer").get(f"/history/{entry}")
    address = shown.links["Đề nghị hủy"]

    form = both_languages(pages, address).form(address)
    asked = pages.follow(pages.send(form, reason="Biên bản ghi nhầm xã", **DECISION))

    assert "Đang chờ người khác" in asked.words
    listed = pages.signed_in("committee_office").get("/corrections")
    assert "Chờ bạn duyệt" in listed.words
    [request] = {href for href in listed.links.values() if href.startswith("/corrections/")}
    waiting = both_languages(pages, request)
    corrected = pages.follow(pages.send(waiting.form(f"{request}/approve")))
    assert f"Hủy bút toán {entry}" in corrected.heading
    assert "Bút toán sai" in corrected.words
    both_languages(pages, f"/history/{entry}")
    wrong = pages.get(f"/history/{entry}")
    assert "Đã bị hủy bởi bút toán" in wrong.words
    assert "Đề nghị hủy" not in wrong.links
    history = pages.get(f"/cases/{number}/history")
    assert "Đã bị hủy bởi bút toán" in history.words
    case = both_languages(pages, f"/cases/{number}")
    assert "Đã đề xuất" in case.heading
    assert "của bút toán đã hủy" in case.words


def test_the_right_value_stands_beside_the_wrong_one(world: World, pages: Pages) -> None:
    number = world.a_case(CaseState.IN_TRANSFORMATION)
    entry = entry_of(world, number, Action.SELECT)
    address = f"/history/{entry}/rectify"
    form = both_languages(pages.signed_in("officer"), address).form(address)

    values = {"wrong": "ký ngày 15/03/2018", "right": "ký ngày 16/03/2018", "reason": "Ghi nhầm"}
    asked = pages.send(form, **values, **DECISION)

    assert asked.leads_to
    request = asked.leads_to
    approving = pages.signed_in("committee_office").get(request).form(f"{request}/approve")
    right = pages.follow(pages.send(approving))
    for page in (right, both_languages(pages, f"/history/{entry}")):
        assert "ký ngày 15/03/2018" in page.words
        assert "ký ngày 16/03/2018" in page.words
    assert "Đã được đính chính bởi bút toán" in page.words


def test_what_is_missing_stands_at_its_field(world: World, pages: Pages) -> None:
    entry = entry_of(world, world.a_case(CaseState.APPRAISED), Action.APPRAISE)
    address = f"/history/{entry}/void"
    form = pages.signed_in("officer").get(address).form(address)

    shown = pages.send(form, 422, reason="x", **(DECISION | {"decision_day": "3/12/2019"}))

    assert "Ngày ký không được ở sau hôm nay" in shown.words


def test_what_rests_on_a_step_is_named(world: World, pages: Pages) -> None:
    entry = entry_of(world, world.a_case(CaseState.MONITORING), Action.SELECT)
    address = f"/history/{entry}/void"
    form = pages.signed_in("officer").get(address).form(address)

    shown = pages.send(form, 409, reason="x", **DECISION)

    assert "Phải xử lý trước, theo thứ tự: hủy bút toán" in shown.words


def test_a_correction_is_refused_with_a_reason(world: World, pages: Pages) -> None:
    request = asks(world, entry_of(world, world.a_case(CaseState.APPRAISED), Action.APPRAISE))
    href = f"/corrections/{request.hex}"
    pages.signed_in("committee_office")
    address = pages.get(href).links["Không duyệt…"]

    pages.send(pages.get(address).form(address), 422, answer="")
    refused = pages.follow(pages.send(pages.get(address).form(address), answer="Biên bản đúng"))

    assert "Biên bản đúng" in refused.words
    numbers = (re.fullmatch(r"Bút toán (\d+)", words) for words in refused.links)
    newest = max(int(found[1]) for found in numbers if found)
    entry = both_languages(pages, refused.links[f"Bút toán {newest}"])
    assert "Không duyệt đính chính, hủy" in entry.heading


def test_who_asked_and_other_roles_find_no_button(world: World, pages: Pages) -> None:
    entry = entry_of(world, world.a_case(CaseState.APPRAISED), Action.APPRAISE)
    request = asks(world, entry, by="committee_office")
    href = f"/corrections/{request.hex}"

    for login in ("committee_office", "officer", "auditor"):
        assert not [
            form
            for form in pages.signed_in(login).get(href).forms
            if form.action.endswith("approve")
        ]
    pages.signed_in("officer_elsewhere").get(href, 404)
    assert "Đề nghị hủy" not in pages.signed_in("auditor").get(f"/history/{entry}").links
    pages.get(f"/history/{entry}/void", 403)
    pages.signed_in("officer_elsewhere").get(f"/history/{entry}/void", 404)


def test_whoever_approves_has_lately_proved_who_it_is(world: World, pages: Pages) -> None:
    request = asks(world, entry_of(world, world.a_case(CaseState.APPRAISED), Action.APPRAISE))
    href = f"/corrections/{request.hex}"
    shown = pages.signed_in("committee_office").get(href)

    pages.at += timedelta(minutes=10)

    assert "Xác nhận đúng là bạn" in pages.send(shown.form(f"{href}/approve"), 403).words


def test_a_waiver_is_asked_for_at_the_condition_and_marked_on_the_case(
    world: World, pages: Pages
) -> None:
    number = world.a_case(CaseState.IN_TRANSFORMATION)
    pages.at = pages.at.replace(year=2018, month=12, day=20)
    case = pages.signed_in("officer").get(f"/cases/{number}")
    address = f"/cases/{number}{YEAR}"
    assert address in case.links.values()
    pages.at = pages.at.replace(year=2019, month=12, day=2)
    pages.signed_in("officer")

    form = both_languages(pages, address).form(address)
    pages.send(form, 422, reason="", rests_on="")
    asked = pages.send(form, reason="Kế hoạch rút còn 9 tháng", rests_on="Công văn 12/BCĐ")

    assert asked.leads_to
    href = asked.leads_to
    approving = both_languages(pages.signed_in("committee_office"), href)
    given = pages.follow(pages.send(approving.form(f"{href}/approve")))
    assert "Đã duyệt" in given.heading
    shown = both_languages(pages, f"/cases/{number}")
    assert "Kế hoạch rút còn 9 tháng" in shown.words
    assert "Miễn điều kiện: Đã hết thời gian chuyển hóa" in shown.words
    listed = both_languages(pages.signed_in("auditor"), "/waivers")
    assert "Kế hoạch rút còn 9 tháng" in listed.words
    assert "Chưa có đề nghị nào." in pages.get("/corrections").words


def test_a_waiver_is_refused_with_a_reason(world: World, pages: Pages) -> None:
    waiver = asks_waiver(world, world.a_case(CaseState.IN_TRANSFORMATION))
    href = f"/waivers/{waiver.hex}"
    pages.signed_in("committee_office")
    assert "Chờ bạn duyệt" in pages.get("/waivers").words

    address = f"{href}/refuse"
    refused = pages.follow(pages.send(pages.get(address).form(address), answer="Chưa có văn bản"))

    assert "Chưa có văn bản" in refused.words
    pages.get(f"/waivers/{person_id('nobody').hex}", 404)


def test_a_condition_that_may_not_be_waived_has_no_form(world: World, pages: Pages) -> None:
    number = world.a_case(CaseState.IN_TRANSFORMATION)

    other = f"/cases/{number}/waivers/submit_review?rule=access.role"
    assert "không được miễn" in pages.signed_in("officer").get(other, 409).words
    pages.signed_in("auditor").get(f"/cases/{number}{YEAR}", 403)
    pages.signed_in("officer_elsewhere").get(f"/cases/{number}{YEAR}", 404)


def test_a_long_list_goes_on_on_the_next_page(world: World, pages: Pages) -> None:
    entry = entry_of(world, world.a_case(), Action.PROPOSE)
    for value in range(26):
        asks(world, entry, Action.RECTIFY, right=f"giá trị {value}")

    first = pages.signed_in("auditor").get("/corrections")
    [older] = [href for href in first.links.values() if "older=" in href]

    assert len({href for href in first.links.values() if href.startswith("/corrections/")}) == 25
    second = pages.get(older)
    assert len({href for href in second.links.values() if href.startswith("/corrections/")}) == 1


def test_a_case_is_handed_over_to_a_unit_of_the_register(world: World, pages: Pages) -> None:
    number = world.a_case(CaseState.IN_TRANSFORMATION)
    case = pages.signed_in("registrar").get(f"/cases/{number}")
    address = case.links["Bàn giao do sắp xếp đơn vị hành chính"]
    assert "nạp nghị quyết" in pages.get(address, 409).words
    row = {
        "id": person_id("x"),
        "predecessor_id": place_id("08/1"),
        "successor_id": place_id("08/2"),
        "on": TODAY,
        "extent": "part",
        "document": "Nghị quyết 5",
    }
    with writing(world.engine) as session:
        session.execute(insert(SQLModel.metadata.tables["succession"]), row)
    assert pages.get(f"/cases/{number}/actions/hand_over", 303).leads_to == address

    form = both_languages(pages, address).form(address)
    pages.send(form, 422, **RESOLUTION)
    done = pages.follow(pages.send(form, units=[place_id("08/2").hex], **RESOLUTION))

    assert "Bàn giao cho" in done.words
    assert "(một phần)" in done.words
    assert "nơi đó chưa có hồ sơ" in done.words
    later = world.opens("08/2", on=TODAY).number
    assert later in both_languages(pages, f"/cases/{number}").links
    taken = pages.get(f"/cases/{later}")
    assert "Tiếp nhận từ" in taken.words
    assert number in taken.links


def test_the_log_tells_of_each_deed_in_words(world: World, pages: Pages) -> None:
    number = world.a_case(CaseState.IN_TRANSFORMATION)
    grants_waiver(world, asks_waiver(world, number))
    voids(world, number, Action.SELECT)
    approves(world, asks(world, entry_of(world, number, Action.APPRAISE), Action.RECTIFY))

    shown = both_languages(pages.signed_in("auditor"), f"/cases/{number}/history")

    for words in (
        "Đề nghị miễn điều kiện: Đã hết thời gian chuyển hóa",
        "Miễn điều kiện: Đã hết thời gian chuyển hóa",
        "Đề nghị hủy bút toán",
        "Hủy bút toán",
        "Ghi sai: 15/03/2018; đúng là: 16/03/2018",
        "Quyết định 77/QĐ-BCĐ",
    ):
        assert words in shown.words
    for entry in world.entries(number):
        both_languages(pages, f"/history/{entry['entry']}")
