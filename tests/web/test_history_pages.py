"""The processing log, one entry, and the entries of a case, as people meet them."""

from datetime import date

import pytest
from sqlalchemy import text

from states.terms import Action, Phase
from tests.builders import World, paper
from tests.law_builders import criteria
from tests.pages import Pages, counted
from web.routes import history
from workflow.database import writing
from workflow.deeds.accounts import SYSTEM, NewPerson, add_person, system_actor

CHECK = "/history/verification"
NUMBER = "DB-2018-001"


@pytest.fixture
def pages(world: World) -> Pages:
    number = world.a_case()
    world.enters(number, Phase.PROPOSAL, criteria())
    world.verifies(number, Phase.PROPOSAL)
    letter = paper("7/CV-BCĐ", date(2018, 3, 1))
    world.acts(number, Action.WITHDRAW, "committee_office", letter=letter, reason="Trùng hồ sơ")
    with writing(world.engine) as session:
        system_actor(session, at=Pages(world.engine).at)
        newcomer = NewPerson("moi", "Người mới", "mật khẩu đủ dài")
        add_person(session, newcomer, by=SYSTEM, at=Pages(world.engine).at)
    return Pages(world.engine)


def test_an_auditor_reads_every_entry_with_the_standing_of_the_log(pages: Pages):
    shown = pages.signed_in("auditor").get("/history")

    assert "Nhật ký của toàn hệ thống có 5 bút toán." in shown.words
    assert "Thêm người dùng" in shown.words
    assert "Rút hồ sơ" in shown.words
    assert "ngày pháp lý 01/03/2018" in shown.words
    assert "/history/4" == shown.links["4"]
    assert "chuyenhoa history verify" in shown.words


def test_others_read_the_cases_of_their_territory_and_verify_nothing(pages: Pages):
    shown = pages.signed_in("officer").get("/history")

    assert "Thêm người dùng" not in shown.words
    assert "Kiểm tra lại chuỗi" not in shown.words
    elsewhere = pages.signed_in("officer_elsewhere").get("/history")
    assert "Không có bút toán nào khớp." in elsewhere.words
    pages.signed_in("administrator").get("/history", 403)


def test_the_log_is_narrowed_by_its_form(pages: Pages):
    pages.signed_in("auditor")

    found = pages.get(f"/history?case={NUMBER.lower()}&deed=enter_figures&since=2/12/2019")

    assert ["2"] == [words for words in found.links if words.isdecimal()]
    assert "Không có bút toán nào khớp." in pages.get("/history?person=không+có+ai").words


def test_a_day_that_is_none_is_said_at_its_field(pages: Pages):
    shown = pages.signed_in("auditor").get("/history?since=31/02/2019&until=mai", 422)

    assert shown.title.startswith("Lỗi:")
    assert "Không có ngày này trong lịch" in shown.words
    pages.get("/history?older=x", 422)


def test_pages_of_the_log_keep_what_was_asked(pages: Pages, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("workflow.views.record.PAGE", 2)
    shown = pages.signed_in("auditor").get(f"/history?case={NUMBER}")

    older = pages.get(shown.links["Sau trang ›"])

    assert f"/history?case={NUMBER}&older=3" == shown.links["Sau trang ›"]
    assert f"/history?case={NUMBER}&newer=2" == older.links["‹ Trước trang"]


def test_one_entry_shows_its_findings_facts_and_exact_text(pages: Pages):
    shown = pages.signed_in("auditor").get("/history/4")

    assert shown.heading.startswith("Bút toán 4: Rút hồ sơ")
    assert "Thực tiễn tình hình tội phạm" in shown.words
    assert '"deed":"withdraw"' in shown.text.replace("&#34;", '"')
    assert f"/cases/{NUMBER}" == shown.links[NUMBER]


def test_an_entry_of_another_territory_does_not_exist(pages: Pages):
    assert 404 == pages.signed_in("officer").get("/history/5", 404).status
    assert 404 == pages.signed_in("auditor_elsewhere").get("/history/4", 404).status
    assert 404 == pages.get("/history/99999", 404).status
    assert 422 == pages.get("/history/-1", 422).status


def test_the_entries_of_a_case_in_either_order(pages: Pages):
    pages.signed_in("officer")

    newest = pages.get(f"/cases/{NUMBER}/history")
    oldest = pages.get(newest.links["Cũ nhất trước"])

    assert ["4", "3", "2", "1"] == [words for words in newest.links if words.isdecimal()]
    assert ["1", "2", "3", "4"] == [words for words in oldest.links if words.isdecimal()]
    pages.get("/cases/DB-2018-999/history", 404)
    pages.signed_in("officer_elsewhere").get(f"/cases/{NUMBER}/history", 404)


def test_an_auditor_verifies_a_short_log_on_the_page(pages: Pages):
    form = pages.signed_in("auditor").get("/history").form(CHECK)

    assert "Nhật ký toàn vẹn" in pages.send(form, 200).words


def test_a_long_log_is_verified_by_the_command(pages: Pages, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(history, "CHECKED_ON_THE_PAGE", 4)
    form = pages.signed_in("auditor").get("/history").form(CHECK)

    assert "chuyenhoa history verify" in pages.send(form, 200).words


def test_a_changed_entry_is_named_on_the_page(world: World, pages: Pages):
    form = pages.signed_in("auditor").get("/history").form(CHECK)
    with writing(world.engine) as session:
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'history'"
        for trigger in session.execute(text(triggers)).scalars().all():
            session.execute(text(f"DROP TRIGGER {trigger}"))
        session.execute(text("UPDATE history SET leaf = root_after WHERE number = 3"))

    shown = pages.send(form, 200)

    assert "Nhật ký không toàn vẹn" in shown.words
    assert "/history/3" == shown.links["Bút toán 3"]


def test_nobody_else_may_have_the_log_verified(pages: Pages):
    key = pages.signed_in("officer").get("/cases").forms[0].fields["form_key"][0]

    assert 403 == pages.post(CHECK, [("form_key", key)]).status_code


def test_the_log_asks_few_questions(world: World, pages: Pages):
    pages.signed_in("auditor")

    with counted(world.engine) as statements:
        pages.get("/history?person=nguyen")
    with counted(world.engine) as of_one:
        pages.get("/history/4")

    assert 5 >= len(statements)
    assert 4 >= len(of_one)


def test_the_pages_read_in_english(pages: Pages):
    pages.speak("en").signed_in("auditor")

    assert "The log of the whole system has 5 entries." in pages.get("/history").words
    assert pages.get("/history/2").heading.startswith("Entry 2: Entered")
    assert "Newest first" in pages.get(f"/cases/{NUMBER}/history").links
