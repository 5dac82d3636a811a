"""The pages of people: who is listed, how a role is granted by two, ended, delegated, seated."""

from uuid import UUID

import pytest

from states.terms import Capacity, Role, Seat
from tests.authority import NAME, a_council, a_full_council, a_post, asked, granted
from tests.builders import World
from tests.pages import Page, Pages
from tests.people_and_places import NAMES, TODAY, person_id, place_id
from workflow.access import held_by
from workflow.database import reading
from workflow.deeds.delegations import Deputy
from workflow.deeds.seats import SeatPost

NOBODY = person_id("nobody")
DAY = "02/12/2019"


@pytest.fixture
def pages(world: World) -> Pages:
    """The first administrator at the product."""
    return Pages(world.engine).signed_in("administrator")


def roles(world: World, person: UUID = NOBODY) -> frozenset[Role]:
    """What somebody holds today."""
    with reading(world.engine) as session:
        return held_by(session, person, on=TODAY).roles


def listed(page: Page) -> set[str]:
    """The names of the world that a list links to."""
    return {login for login, name in NAMES.items() if name in page.links}


def test_the_list_has_the_territory_and_those_who_hold_nothing(pages: Pages):
    found = pages.get("/people")

    assert listed(found) == set(NAMES) - {"officer_elsewhere", "auditor_elsewhere"}
    assert "@system" not in found.text
    assert listed(pages.get("/people?q=nguyen+van+thu+3")) == {"secretary"}
    assert listed(pages.get("/people?q=SECRETARY")) == {"secretary"}
    assert listed(pages.get("/people?role=officer")) == {"officer", "second_officer"}
    assert not listed(pages.get("/people?standing=ended"))
    assert "Không có ai phù hợp." in pages.get("/people?q=zzz").words
    assert listed(pages.get("/people?role=minister&standing=soon")) == listed(found)


def test_a_long_list_has_pages(pages: Pages, monkeypatch: pytest.MonkeyPatch):
    for module in ("workflow.views.people", "web.routes.people"):
        monkeypatch.setattr(f"{module}.PAGE", 5)

    first = pages.get("/people?q=nguyen")
    second = pages.get("/people?q=nguyen&page=2")

    assert len(listed(first)) == 5
    assert len(listed(second)) == 4
    assert "page=2" in first.text
    assert "page=1" in second.text


def test_a_role_is_asked_for_and_approved_by_another(world: World, pages: Pages):
    person = f"/people/{NOBODY.hex}"
    assert "không có và chưa từng có quyền" in pages.get(person).words
    choice = pages.get(f"{person}/grant")
    assert "Tỉnh Tuyên Quang" in choice.links
    found = pages.get(f"{person}/grant?q=tan+lap+2")
    assert "Mộ Đức" not in found.words
    form = pages.get(choice.links["Tỉnh Tuyên Quang"]).form(choice.links["Tỉnh Tuyên Quang"])

    waits = pages.follow(pages.send(form, role="auditor", since=DAY, until=""))
    assert "Bên bạn đã đề nghị" in waits.words
    assert not roles(world)

    pages.signed_in("second_administrator")
    desk = pages.get("/grants")
    request = desk.links[NAMES["nobody"]]
    approved = pages.follow(pages.send(pages.get(request).form(f"{request}/approve")))
    assert "Đã duyệt" in approved.words
    assert roles(world) == {Role.AUDITOR}
    shown = pages.get(person)
    assert "Phân công vai trò: Cán bộ kiểm tra" in shown.words
    assert f"Người đề nghị: {NAMES['administrator']}" in shown.words
    assert "Tỉnh Tuyên Quang" in shown.words
    assert "Mới quyết định" in pages.get("/grants").words


def test_who_asked_or_is_granted_gets_no_button_and_no_way(world: World, pages: Pages):
    own = asked(world, a_post()).hex
    about = asked(world, a_post("second_administrator")).hex

    for login, request in (("administrator", own), ("second_administrator", about)):
        pages.signed_in(login)
        shown = pages.get(f"/grants/{request}")
        assert f"/grants/{request}/approve" not in shown.text
        key = shown.forms[0].fields["form_key"][0]
        refused = pages.post(f"/grants/{request}/approve", [("form_key", key)])
        assert refused.status_code == 409
    assert not roles(world)


def test_a_request_is_refused_with_its_reason(world: World, pages: Pages):
    request = f"/grants/{asked(world, a_post()).hex}"
    pages.signed_in("second_administrator")
    form = pages.get(f"{request}/refuse").form(f"{request}/refuse")

    assert "Lý do" in pages.send(form, status=422).words
    refused = pages.follow(pages.send(form, reason="chưa có quyết định"))

    assert "chưa có quyết định" in refused.words
    assert "đã được quyết định" in pages.get(f"{request}/refuse", 409).words
    assert not roles(world)


def test_a_fault_is_shown_at_its_field(world: World, pages: Pages):
    address = f"/people/{NOBODY.hex}/grant?place={place_id('08').hex}"
    form = pages.get(address).form(address)

    unread = pages.send(form, status=422, role="auditor", since="mai")
    past = pages.send(form, status=422, role="auditor", since="01/12/2019")
    asked(world, a_post())
    again = pages.send(form, status=422, role="auditor", since=DAY)

    assert "Ngày phải ghi dạng" in unread.words
    assert "ngày bắt đầu đã qua" in past.words
    assert "đang chờ duyệt" in again.words


def test_an_appointment_is_ended_on_a_day(world: World, pages: Pages):
    granted(world, a_post())
    person = pages.get(f"/people/{NOBODY.hex}")
    (end,) = [href for href in person.links.values() if href.startswith("/appointments/")]

    wrong = pages.send(pages.get(end).form(end), status=422, until="01/12/2019")
    ended = pages.follow(pages.send(pages.get(end).form(end), until=DAY))

    assert "kết thúc trước khi bắt đầu" in wrong.words
    assert "Thôi phân công" in ended.words
    pages.signed_in("officer").get(end, 404)


def test_an_account_is_opened_closed_and_opened_again(world: World, pages: Pages):
    form = pages.get("/people/new").form("/people/new")
    taken = pages.send(form, status=422, login="officer", name="Ai đó")
    assert "đã có người dùng" in taken.words
    added = pages.send(form, login="can.bo.moi", name="Cán Bộ Mới")
    person = pages.follow(added)
    assert "Tài khoản đang mở" in person.words

    closed = pages.follow(pages.send(person.form(f"{added.leads_to}/close")))
    assert "Tài khoản đã khóa" in closed.words
    assert "tài khoản đã khóa" in pages.get("/people?q=can+bo+moi").words
    opened = pages.follow(pages.send(closed.form(f"{added.leads_to}/open")))
    assert "Mở lại tài khoản" in opened.words


def test_auditors_see_people_and_change_nothing(world: World, pages: Pages):
    pages.signed_in("auditor")

    assert "/people/new" not in pages.get("/people").text
    person = pages.get(f"/people/{person_id('secretary').hex}")

    assert person.forms[1:] == []
    assert "/end" not in person.text
    pages.get(f"/people/{person_id('officer_elsewhere').hex}", 404)
    pages.get("/grants", 403)


def test_one_s_own_page_offers_no_grant(pages: Pages):
    own = pages.get(f"/people/{person_id('administrator').hex}")

    assert "không ai tự phân công cho mình" in own.words
    assert "/grant" not in own.text.replace("/grants", "")


def test_the_holder_delegates_and_the_delegate_lays_it_down(world: World, pages: Pages):
    pages.signed_in("secretary")
    own = pages.get("/delegations")
    (new,) = [href for href in own.links.values() if href.startswith("/delegations/new")]
    form = pages.get(new).form(new)
    answers = {"capacity": "kt", "since": DAY, "until": "09/12/2019"}

    unknown = pages.send(form, status=422, login="ai-do", **answers)
    assert "không có tài khoản" in unknown.words
    given = pages.follow(pages.send(form, login="nobody", **answers))
    assert "Đã ủy quyền cho người khác" in given.words
    assert roles(world) == {Role.SECRETARY}

    pages.signed_in("nobody")
    mine = pages.get("/delegations")
    assert f"thay cho {NAMES['secretary']}" in mine.words
    (end,) = [href for href in mine.links.values() if href.endswith("/end")]
    pages.follow(pages.send(pages.get(end).form(end), until=DAY))
    pages.signed_in("auditor").get(end, 404)


def test_an_administrator_s_delegation_waits_for_another(world: World, pages: Pages):
    person = pages.get(f"/people/{person_id('secretary').hex}")
    (new,) = [href for href in person.links.values() if href.startswith("/delegations/new")]
    answers = {"login": "nobody", "capacity": "on_behalf", "since": DAY, "until": DAY}

    waits = pages.follow(pages.send(pages.get(new).form(new), **answers))

    assert f"thay cho {NAMES['secretary']}" in waits.words
    assert not roles(world)
    elsewhere = f"/delegations/new?appointment={person_id('nobody').hex}"
    pages.get(elsewhere, 404)


def test_a_council_is_founded_seated_by_two_and_dissolved(world: World, pages: Pages):
    new = pages.get("/councils/new").form("/councils/new")
    founded = pages.send(new, place=place_id("08").hex, name=NAME, since=DAY)
    council = pages.follow(founded)
    here = str(founded.leads_to)
    form = pages.get(f"{here}/seats/new").form(f"{here}/seats/new")

    pages.send(form, status=422, login="ai-do", seat="chair", since=DAY)
    pages.send(form, login="nobody", seat="chair", since=DAY)
    assert "Không có ghế nào" in pages.get(here).words
    pages.signed_in("second_administrator")
    request = pages.get("/grants").links[NAMES["nobody"]]
    pages.send(pages.get(request).form(f"{request}/approve"))

    assert NAMES["nobody"] in pages.get(here).words
    assert "Không có ghế nào" in pages.get(f"{here}?on=01/12/2019").words
    assert "Ngày phải ghi dạng" in pages.get(f"{here}?on=mai", 422).words
    pages.send(pages.get(f"{here}/dissolve").form(f"{here}/dissolve"), until=DAY)
    assert NAME in council.words
    assert NAME in pages.get("/councils").words


def test_a_council_is_seen_by_its_territory_and_its_members(world: World, pages: Pages):
    council, _ = a_full_council(world)
    here = f"/councils/{council.hex}"

    assert "Ủy viên 5" in pages.get(here).words
    assert "Địa bàn của bạn chưa có Hội đồng." in pages.signed_in("nobody").get("/councils").words
    pages.get(here, 404)
    granted(world, SeatPost(NOBODY, a_council(world), Seat.MEMBER, TODAY))
    assert NAME in pages.get("/councils").words
    pages.signed_in("officer_elsewhere").get(here, 404)
    pages.signed_in("administrator").get(f"/councils/{NOBODY.hex}/dissolve", 404)


def test_every_page_is_complete_in_english(world: World, pages: Pages):
    pages.speak("en")
    a_full_council(world)
    waiting = asked(world, a_post()).hex
    council = a_council(world).hex
    secretary = person_id("secretary").hex
    for address in (
        "/people",
        "/people/new",
        f"/people/{secretary}",
        f"/people/{secretary}/grant",
        f"/people/{secretary}/grant?place={place_id('08').hex}",
        "/grants",
        f"/grants/{waiting}",
        "/councils",
        "/councils/new",
        f"/councils/{council}",
        f"/councils/{council}/seats/new",
        f"/councils/{council}/dissolve",
        "/delegations",
    ):
        assert pages.get(address).language == "en"
    asked_why = pages.signed_in("second_administrator").get(f"/grants/{waiting}/refuse")
    assert "Reason" in asked_why.words


def test_what_is_not_there_is_not_found(pages: Pages):
    for address in (
        "/people/{0}",
        "/people/{0}/grant",
        "/grants/{0}",
        "/councils/{0}",
        "/seats/{0}/end",
        "/delegations/{0}/end",
    ):
        assert pages.get(address.format(place_id("66").hex), 404).status == 404
    nowhere = f"/people/{NOBODY.hex}/grant?place={NOBODY.hex}"
    assert pages.get(nowhere, 404).status == 404


def test_an_unknown_person_is_not_asked_for(world: World, pages: Pages):
    deputy = Deputy(NOBODY, person_id("secretary"), Capacity.KT, TODAY, TODAY)
    form = pages.get(f"/people/{NOBODY.hex}/grant?place={place_id('08').hex}").forms[-1]
    gone = [("form_key", form.fields["form_key"][0])]

    answer = pages.post(f"/people/{deputy.appointment.hex[::-1]}/grant?place={NOBODY.hex}", gone)

    assert answer.status_code == 404
