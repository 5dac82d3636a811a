"""Việc cần làm: what a person can do, what waits for whom, what is due, where nobody acts."""

from datetime import date, timedelta

import pytest

from states.terms import CaseState, Phase
from tests.builders import World
from tests.law_builders import criteria
from tests.pages import Pages, counted
from tests.people_and_places import AT, NAMES

PAGES = ("/inbox", "/inbox/waiting", "/inbox/deadlines", "/inbox/silent")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_whole_in_both_languages(world: World, address: str, language: str):
    for commune, state in enumerate(list(CaseState)[:5], 1):
        world.a_case(state, f"08/{commune}")
    pages = Pages(world.engine, at=AT + timedelta(days=31))
    pages.speak(language)
    pages.signed_in("committee_office")

    shown = pages.get(address)

    assert "DB-2018-00" in shown.words


def test_the_inbox_is_the_first_page_after_signing_in(world: World):
    pages = Pages(world.engine).signed_in("officer")

    assert pages.get("/", 303).leads_to == "/inbox"
    assert pages.get("/inbox").heading == "Việc cần làm"


def test_an_item_leads_to_where_the_deed_is_begun(world: World):
    number = world.a_case()
    pages = Pages(world.engine).signed_in("officer")

    entering = pages.get("/inbox").links[f"Nhập số liệu: Đề xuất – {number}"]
    pages.get(entering)
    world.enters(number, Phase.PROPOSAL, criteria())
    mine = pages.get("/inbox")
    other = Pages(world.engine).signed_in("second_officer").get("/inbox")

    assert f"Kiểm tra số liệu: Đề xuất – {number}" not in mine.links
    assert f"Kiểm tra số liệu: Đề xuất – {number}" in other.links


def test_who_is_waited_for_is_named(world: World):
    world.a_case(CaseState.APPRAISED)
    pages = Pages(world.engine).signed_in("auditor")

    words = pages.get("/inbox/waiting").words

    assert f"Văn phòng Ban Chỉ đạo: {NAMES['committee_office']}" in words
    assert "01/03/2018" in words


def test_the_period_that_is_over_is_a_deadline(world: World):
    number = world.a_case(CaseState.MONITORING)
    pages = Pages(world.engine).signed_in("officer")

    words = pages.get("/inbox/deadlines").words

    assert number in words
    assert "20/09/2019" in words
    assert "Tuyên Quang 2018–2020" in words


def test_a_case_is_silent_after_as_many_days_as_configured(world: World):
    number = world.a_case(CaseState.APPRAISED)
    pages = Pages(world.engine)
    pages.at = AT + timedelta(days=30)
    pages.signed_in("auditor")

    after = pages.get("/inbox/silent").words
    pages.at = AT + timedelta(days=29)
    pages.signed_in("auditor")
    before = pages.get("/inbox/silent").words

    assert number in after
    assert "30 ngày" in after
    assert "cấu hình" in after
    assert number not in before


def test_administrators_and_whoever_holds_nothing_see_no_case(world: World):
    world.a_case(CaseState.APPRAISED)
    for login in ("administrator", "nobody"):
        pages = Pages(world.engine).signed_in(login)
        shown = pages.get("/inbox")
        assert "DB-2018" not in shown.words
        assert "Không có việc nào cho bạn." in shown.words
        for address in PAGES[1:]:
            pages.get(address, 403)


def test_the_cases_of_another_territory_are_not_there(world: World):
    number = world.a_case()
    pages = Pages(world.engine).signed_in("officer_elsewhere")

    for address in PAGES:
        assert number not in pages.get(address).words


def test_no_page_asks_more_than_ten_questions(world: World):
    for commune, state in enumerate(list(CaseState)[:6], 1):
        world.a_case(state, f"08/{commune}")
    for login in ("officer", "secretary", "committee_office", "auditor"):
        pages = Pages(world.engine).signed_in(login)
        for address in PAGES:
            with counted(world.engine) as asked:
                pages.get(address)
            assert len([one for one in asked if "SELECT" in one]) <= 10, (login, address)


def test_a_day_is_shown_as_it_is_counted(world: World):
    world.a_case(CaseState.IN_TRANSFORMATION)
    pages = Pages(world.engine).signed_in("officer")

    words = pages.get("/inbox").words

    assert "Nhập số liệu: Sơ kết" in words
    assert date(2019, 3, 15).strftime("%d/%m/%Y") in words
