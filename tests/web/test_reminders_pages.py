"""Reminders among what is to do until they are seen, and where daily letters go."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from states.terms import CaseState
from tests.builders import World, book
from tests.pages import Pages
from tests.people_and_places import AT, person_id
from workflow.database import reading, writing
from workflow.deeds.ticking import tick

REMINDERS = SQLModel.metadata.tables["reminder"]


@pytest.fixture
def pages(world: World) -> Pages:
    for commune in ("08/1", "08/2"):
        world.a_case(CaseState.MONITORING, commune)
    with writing(world.engine) as session:
        tick(session, book(), at=AT, ahead=7)
    return Pages(world.engine).signed_in("officer")


def test_a_reminder_stands_there_until_it_is_seen(pages: Pages) -> None:
    pages.speak("en").get("/inbox")
    shown = pages.speak("vi").get("/inbox")
    assert "Hết thời gian theo dõi: đã quá hạn" in shown.words
    with reading(pages.client.app.state.engine) as session:  # type: ignore[attr-defined]
        mine = REMINDERS.c.person_id == person_id("officer")
        one = session.execute(select(REMINDERS.c.id).where(mine)).scalars().first()

    after = pages.follow(pages.send(shown.form(f"/inbox/reminders/{one}/seen")))
    assert after.words.count("đã quá hạn") == 1
    none = pages.follow(pages.send(after.form("/inbox/reminders/seen")))
    assert "đã quá hạn" not in none.words


def test_nobody_marks_what_another_has_not_seen(world: World, pages: Pages) -> None:
    shown = pages.get("/inbox")
    pages.send(shown.form("/inbox/reminders/seen"))

    other = pages.signed_in("committee_office").get("/inbox")

    assert other.words.count("đã quá hạn") == 2


def test_a_case_that_moved_on_reminds_nobody(world: World, pages: Pages) -> None:
    cases = SQLModel.metadata.tables["case_file"]
    with writing(world.engine) as session:
        session.execute(cases.update().values(state=CaseState.RECOGNIZED))

    assert "đã quá hạn" not in pages.get("/inbox").words


def test_an_address_for_letters_is_set_shown_and_refused(pages: Pages) -> None:
    form = pages.get(pages.get("/account").links["Đặt địa chỉ thư điện tử"]).form("/account/mail")

    wrong = pages.send(form, 422, address="không phải")
    assert "không phải là địa chỉ" in wrong.words
    kept = pages.follow(pages.send(form, address="canbo@tinh.gov.vn"))
    assert "Hiện gửi tới: canbo@tinh.gov.vn" in kept.words
    pages.speak("en").get("/account/mail")
    gone = pages.speak("vi").follow(pages.send(form, address=""))
    assert "Hiện không gửi thư" in gone.words


def test_a_day_a_plan_sets_reminds_the_committees_office(world: World) -> None:
    with writing(world.engine) as session:
        tick(session, book(), at=AT - timedelta(days=18), ahead=7)

    shown = Pages(world.engine).signed_in("committee_office").get("/inbox")

    assert "tuyen_quang_2018" in shown.words
    officer = Pages(world.engine).signed_in("officer").get("/inbox")
    assert "tuyen_quang_2018" not in officer.words
