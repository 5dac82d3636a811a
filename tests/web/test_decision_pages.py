"""The pages of decisions, as the committee's office and others see them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert
from sqlmodel import SQLModel

from states.terms import Action, CaseState
from tests.builders import World
from tests.deciding import a_draft, a_heading, decided, everything, rows, two_appraised
from tests.pages import Pages
from tests.people_and_places import PASSWORD, place_id
from workflow.database import writing
from workflow.models.decisions import DecisionState

HEADING = {
    "kind": "decision",
    "number": "12/QĐ-BCĐ",
    "signed_on": "15/03/2018",
    "body": "Ban Chỉ đạo 138 tỉnh",
    "capacity": "TM.",
    "subject": "Về danh sách địa bàn chuyển hóa",
}


@pytest.fixture
def office(world: World) -> Pages:
    """A browser of the committee's office."""
    return Pages(world.engine).signed_in("committee_office")


def test_the_whole_way_from_an_empty_list_to_a_recorded_decision(world: World, office: Pages):
    numbers = two_appraised(world)
    listing = office.get("/decisions")
    assert "Chưa có quyết định nào" in listing.words
    form = office.get(listing.links["Lập dự thảo quyết định"]).form("/decisions/new")
    assert ["Ban Chỉ đạo 138 tỉnh"] == form.fields["body"]
    drafted = office.follow(office.send(form, status=303, **HEADING))
    assert "Quyết định chưa có địa bàn nào" in drafted.words
    address = drafted.answer.url.path

    cases = office.get(drafted.links["Thêm địa bàn"])
    added = office.send(cases.form(f"{address}/cases"), status=303, cases=[*numbers])
    ready = office.follow(added)
    assert "Hiện không dòng nào bị vướng" in ready.words
    assert "Mức trần năm 2018" in ready.words

    confirm = office.get(ready.links["Ghi nhận quyết định"])
    assert "Ghi nhận: Quyết định 12/QĐ-BCĐ" == confirm.heading
    done = office.follow(office.send(confirm.form(f"{address}/record"), status=303))

    assert "Đã ghi nhận quyết định đối với 2 địa bàn" in done.words
    states = {world.row(number)["case"]["state"] for number in numbers}
    assert {CaseState.IN_TRANSFORMATION} == states
    assert "Quyết định 12/QĐ-BCĐ" in office.get("/decisions?state=recorded").links


def test_every_page_reads_in_english_too(world: World, office: Pages):
    first, second = two_appraised(world)
    third = world.a_case(CaseState.APPRAISED, "08/3")
    decision = a_draft(world, (first, Action.SELECT), (second, Action.DECLINE)).hex
    a_draft(world, (third, Action.SELECT), heading=a_heading("", None))
    office.speak("en")

    for address in ("", "/heading", "/withdrawal", "/record", "/cases", "/cases?action=decline"):
        office.get(f"/decisions/{decision}{address}")
    assert "Decisions" == office.get("/decisions").heading
    assert "What is to be decided" not in office.get("/decisions/new").words


def test_a_blocked_line_is_named_and_nothing_recorded(world: World, office: Pages):
    first, second = two_appraised(world)
    decision = a_draft(world, (first, Action.SELECT), (second, Action.SELECT)).hex
    confirm = office.get(f"/decisions/{decision}/record")
    quota = {"province_id": place_id("08"), "year": 2018, "base": 20, "cap": 3, "used": 2}
    with writing(world.engine) as session:
        session.execute(insert(SQLModel.metadata.tables["quota"]), quota | {"source": "tests"})
    before = everything(world)

    refused = office.send(confirm.form(f"/decisions/{decision}/record"), status=409)

    assert f"Chưa ghi được gì: còn điều kiện chưa đạt ở {first}, {second}" in refused.words
    assert "Danh sách vượt mức trần 1 địa bàn" in refused.words
    assert "2 dòng bị vướng" in refused.words
    assert before == everything(world)


def test_a_number_that_is_taken_is_said_in_a_sentence(world: World, office: Pages):
    first, second = two_appraised(world)
    decided(world, (first, Action.SELECT))
    decision = a_draft(world, (second, Action.SELECT)).hex

    confirm = office.get(f"/decisions/{decision}/record")
    refused = office.send(confirm.form(f"/decisions/{decision}/record"), status=422)

    assert "số 12/QĐ-BCĐ năm 2018 của Ban Chỉ đạo 138 tỉnh đã được ghi nhận" in refused.words


def test_a_line_is_taken_off_and_a_draft_given_up(world: World, office: Pages):
    number = world.a_case(CaseState.APPRAISED)
    decision = a_draft(world, (number, Action.SELECT)).hex
    address = f"/decisions/{decision}"

    page = office.get(address)
    office.send(page.form(f"{address}/lines/{number}/removal"), status=303)
    assert "Chưa có địa bàn nào" in office.get(address).words
    form = office.get(f"{address}/withdrawal").form(f"{address}/withdrawal")
    assert "Không được để trống" in office.send(form, status=422, reason="").words
    gone = office.follow(office.send(form, status=303, reason="Lập lại"))

    assert "Lập lại" in gone.words
    assert [DecisionState.WITHDRAWN] == [row["state"] for row in rows(world, "decision")]


def test_the_heading_is_changed_where_it_was_left(world: World, office: Pages):
    decision = a_draft(world, heading=a_heading("", None)).hex
    address = f"/decisions/{decision}/heading"

    form = office.get(address).form(address)
    assert ["Về danh sách địa bàn chuyển hóa"] == form.fields["subject"]
    wrong = office.send(form, status=422, signed_on="31/02/2018")
    assert "Không có ngày này trong lịch" in wrong.words
    office.send(form, status=303, number="15/QĐ-BCĐ", signed_on="20/03/2018")
    late = office.send(form, status=409, number="16/QĐ-BCĐ")

    assert "đã thay đổi từ khi bạn mở trang" in late.words
    assert ["15/QĐ-BCĐ"] == [row["number"] for row in rows(world, "decision")]


def test_nothing_ticked_is_said(world: World, office: Pages):
    world.a_case(CaseState.APPRAISED)
    decision = a_draft(world).hex

    form = office.get(f"/decisions/{decision}/cases").form(f"/decisions/{decision}/cases")
    assert "Chọn ít nhất một địa bàn" in office.send(form, status=422).words


@pytest.mark.parametrize("action", ["appraise", "void"])
def test_what_decisions_do_not_decide_has_no_list(world: World, office: Pages, action: str):
    decision = a_draft(world).hex

    assert 409 == office.get(f"/decisions/{decision}/cases?action={action}", status=409).status


@pytest.mark.parametrize("login", ["officer", "secretary", "auditor"])
def test_others_see_it_and_have_nothing_to_press(world: World, login: str):
    number = world.a_case(CaseState.APPRAISED)
    decision = a_draft(world, (number, Action.SELECT)).hex
    pages = Pages(world.engine).signed_in(login)

    page = pages.get(f"/decisions/{decision}")

    assert "Ghi nhận quyết định" not in page.links
    assert all("/decisions" not in form.action for form in page.forms)
    assert "Lập dự thảo quyết định" not in pages.get("/decisions").links
    pages.get(f"/decisions/{decision}/record", status=403)


def test_a_decision_elsewhere_is_not_found(world: World):
    decision = a_draft(world).hex
    pages = Pages(world.engine).signed_in("auditor_elsewhere")

    assert "Không tìm thấy" in pages.get(f"/decisions/{decision}", status=404).words
    assert "Chưa có quyết định nào" in pages.get("/decisions").words


def test_recording_asks_anew_who_sits_there(world: World, office: Pages):
    number = world.a_case(CaseState.APPRAISED)
    decision = a_draft(world, (number, Action.SELECT)).hex
    address = f"/decisions/{decision}/record"
    confirm = office.get(address)
    office.at += timedelta(minutes=10)

    asked = office.get(address, status=303)
    assert asked.leads_to is not None
    assert asked.leads_to.startswith("/confirm-identity")
    proof = office.send(confirm.form(address), status=403)

    assert CaseState.APPRAISED is world.row(number)["case"]["state"]
    form = proof.form(address)
    assert form.fields["seen"]
    proved = office.send(form, status=303, identity_proof=PASSWORD)
    assert f"/decisions/{decision}?recorded=1" == proved.leads_to


def test_the_history_tells_of_every_deed_in_words(world: World):
    number = world.a_case(CaseState.APPRAISED)
    decided(world, (number, Action.SELECT))
    auditor = Pages(world.engine).signed_in("auditor")

    log = auditor.get("/history").words

    for said in (
        "Lập dự thảo quyết định",
        "Đưa hồ sơ vào dự thảo",
        "Ghi nhận quyết định",
        "Quyết định 12/QĐ-BCĐ, 15/03/2018, Ban Chỉ đạo 138 tỉnh",
        "Quyết định đưa vào chuyển hóa: 1",
    ):
        assert said in log
    newest = max(row["number"] for row in rows(world, "history"))
    for entry in range(newest - 3, newest + 1):
        auditor.get(f"/history/{entry}")


@pytest.mark.parametrize("action", ["select", "decline"])
def test_a_step_of_a_decision_is_taken_on_a_draft_and_not_alone(
    world: World, office: Pages, action: str
):
    number = world.a_case(CaseState.APPRAISED)
    nothing = office.get(f"/cases/{number}/decision/{action}")
    assert "Chưa có dự thảo nào" in nothing.words
    decision = a_draft(world).hex

    page = office.follow(office.get(f"/cases/{number}/actions/{action}", status=303))
    assert "12/QĐ-BCĐ" in page.words
    if action == "decline":
        offered = office.get(page.links["Đưa vào dự thảo này"])
        form = offered.form(f"/decisions/{decision}/cases")
        office.send(form, status=303, cases=number, reason="Đã bớt phức tạp")
    else:
        office.send(page.form(f"/decisions/{decision}/cases"), status=303)

    held = office.get(f"/cases/{number}/decision/{action}")
    assert "Hồ sơ đã có trong dự thảo" in held.words
    assert f"/decisions/{decision}" in held.links.values()


def test_a_step_of_a_decision_has_no_form_of_its_own(world: World, office: Pages):
    number = world.a_case(CaseState.APPRAISED)
    withdrawal = office.get(f"/cases/{number}/actions/withdraw")
    before = everything(world)
    form = withdrawal.form(f"/cases/{number}/actions/withdraw")

    office.send(replace(form, action=f"/cases/{number}/actions/select"), status=403)

    assert before == everything(world)
    office.get(f"/cases/{number}/decision/withdraw", status=409)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_others_see_who_drafts(world: World, language: str):
    number = world.a_case(CaseState.APPRAISED)
    pages = Pages(world.engine).signed_in("officer").speak(language)

    page = pages.get(f"/cases/{number}/decision/select")

    said = {"vi": "Văn phòng Ban Chỉ đạo lập dự thảo", "en": "committee's office drafts"}
    assert said[language] in page.words
    assert not [form for form in page.forms if "decisions" in form.action]
