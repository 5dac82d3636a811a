"""Taking a step on its page: done, refused with reasons, mistyped, overtaken by somebody else."""

from datetime import date

import pytest

from states.terms import Action, CaseState
from tests.builders import World, paper
from tests.pages import Form, Page, Pages

WAYS = ("/actions/", "/decision/", "/council/")
LETTER = {
    "reason": "Trùng hồ sơ",
    "letter_number": "7/CV-BCĐ",
    "letter_day": "20/3/2018",
}


@pytest.fixture
def pages(world: World) -> Pages:
    return Pages(world.engine)


def asked(pages: Pages, number: str, action: Action) -> tuple[Page, Form]:
    address = f"/cases/{number}/actions/{action}"
    shown = pages.get(address)
    return shown, shown.form(address)


def test_a_step_is_taken_and_announced_on_the_case(world: World, pages: Pages):
    number = world.a_case()
    _, form = asked(pages.signed_in("committee_office"), number, Action.WITHDRAW)

    done = pages.send(form, **LETTER)

    shown = pages.follow(done)
    assert "Đã đóng" in shown.heading
    assert "Rút hồ sơ" in shown.words
    assert "20/03/2018" in shown.words


def test_the_page_says_from_where_to_where_and_who(world: World, pages: Pages):
    number = world.a_case()

    shown, _ = asked(pages.signed_in("committee_office"), number, Action.WITHDRAW)

    assert "Đã đề xuất → chuyển thành Đã đóng" in shown.words
    assert "Việc của: Văn phòng Ban Chỉ đạo" in shown.words


def test_a_councils_step_has_no_form_and_says_where_it_is_taken(world: World, pages: Pages):
    number = world.a_case(CaseState.PRELIMINARY_REVIEW)

    shown = pages.signed_in("secretary").get(f"/cases/{number}/actions/pass_review")

    assert not [form for form in shown.forms if "/actions/" in form.action]
    assert "Bước này do Hội đồng quyết định bằng biểu quyết" in shown.words


@pytest.mark.parametrize(
    ("login", "state", "language"),
    [
        ("secretary", CaseState.PROPOSED, "vi"),
        ("committee_office", CaseState.APPRAISED, "en"),
        ("officer", CaseState.IN_TRANSFORMATION, "vi"),
        ("secretary", CaseState.PRELIMINARY_REVIEW, "en"),
        ("committee_office", CaseState.MONITORING, "vi"),
        ("registrar", CaseState.RELAPSED, "en"),
        ("secretary", CaseState.RECOGNIZED, "en"),
        ("auditor", CaseState.APPRAISED, "vi"),
    ],
)
def test_every_step_has_a_good_page(
    world: World, pages: Pages, login: str, state: CaseState, language: str
):
    number = world.a_case(state)
    pages.language = language

    links = pages.signed_in(login).get(f"/cases/{number}").links.values()

    steps = {link for link in links if any(way in link for way in WAYS)}
    assert steps
    for address in steps:
        pages.get(address)


def test_a_refused_step_shows_its_findings_and_keeps_what_was_typed(world: World, pages: Pages):
    number = world.a_case()
    before = world.row(number)
    _, form = asked(pages.signed_in("committee_office"), number, Action.WITHDRAW)

    shown = pages.send(form, 409, **{**LETTER, "letter_day": "20/3/2017"})

    assert "Chưa có gì được lưu" in shown.words
    again = shown.form(form.action)
    assert (["7/CV-BCĐ"], ["20/3/2017"]) == (
        again.fields["letter_number"],
        again.fields["letter_day"],
    )
    assert before == world.row(number)
    pages.send(again, 303, letter_day="20/3/2018")


def test_a_day_that_cannot_be_read_is_named_beside_its_field(world: World, pages: Pages):
    number = world.a_case()
    _, form = asked(pages.signed_in("committee_office"), number, Action.WITHDRAW)

    shown = pages.send(form, 422, **{**LETTER, "letter_day": "31/02/2019"})

    assert shown.title.startswith("Lỗi: ")
    assert "#letter_day" in shown.links.values()
    assert "không có ngày này trong lịch" in shown.words
    assert ["31/02/2019"] == shown.form(form.action).fields["letter_day"]


def test_a_case_that_changed_meanwhile_keeps_the_typed_text(world: World, pages: Pages):
    number = world.a_case()
    _, form = asked(pages.signed_in("committee_office"), number, Action.WITHDRAW)
    letter = paper("9/CV-BCĐ", date(2018, 3, 1))
    world.acts(number, Action.WITHDRAW, "committee_office", letter=letter, reason="Trùng")

    shown = pages.send(form, 409, **LETTER)

    assert "Rút hồ sơ" in shown.words
    assert "7/CV-BCĐ" in shown.text


def test_a_form_opened_for_another_step_or_case_is_refused(world: World, pages: Pages):
    number, other = world.a_case(), world.a_case(commune="08/2")
    _, form = asked(pages.signed_in("secretary"), number, Action.RETURN_DOSSIER)
    form.action = f"/cases/{other}/actions/return_dossier"
    before = world.row(other)

    pages.send(form, 403)

    assert before == world.row(other)


def test_fields_and_choices_the_form_does_not_have_are_refused(world: World, pages: Pages):
    number = world.a_case(CaseState.APPRAISED)
    _, form = asked(pages.signed_in("committee_office"), number, Action.WITHDRAW)
    before = world.row(number)

    pages.send(form, 422, state="recognized")
    pages.send(form, 422, letter_number=["1", "2"])

    assert before == world.row(number)


def test_tasks_are_attested_with_a_tick(world: World, pages: Pages):
    number = world.a_case(CaseState.IN_TRANSFORMATION)
    _, form = asked(pages.signed_in("officer"), number, Action.SUBMIT_REVIEW)
    typed = {"report_number": "41/BC-BCĐ", "report_day": "18/03/2019", "report_body": "BCĐ"}

    shown = pages.send(form, 409, **typed, tasks="yes")

    assert ["yes"] == shown.form(form.action).fields["tasks"]
    assert "Mọi nhiệm vụ của kế hoạch chuyển hóa đã có kết quả." in shown.words


def test_a_dossier_is_returned_with_what_is_missing_and_by_when(world: World, pages: Pages):
    number = world.a_case()
    _, form = asked(pages.signed_in("secretary"), number, Action.RETURN_DOSSIER)

    done = pages.send(
        form,
        missing_list="Phụ lục số liệu",
        due="01/03/2018",
        letter_number="7/CV-HĐTĐ",
        letter_day="10/02/2018",
    )

    assert "Cần bổ sung: Phụ lục số liệu (hạn 01/03/2018)." in pages.follow(done).words


def test_a_reason_that_points_at_a_person_is_turned_away(world: World, pages: Pages):
    number = world.a_case()
    _, form = asked(pages.signed_in("committee_office"), number, Action.WITHDRAW)

    shown = pages.send(form, 422, reason="Ông Nguyễn Văn A, CCCD 012345678901")

    assert "số căn cước" in shown.words
    assert "#reason" in shown.links.values()


def test_a_text_longer_than_the_form_takes_is_turned_away(world: World, pages: Pages):
    number = world.a_case()
    _, form = asked(pages.signed_in("committee_office"), number, Action.WITHDRAW)

    assert "Nội dung quá dài" in pages.send(form, 422, letter_number="9" * 301).words


def test_whoever_may_not_take_a_step_sees_why_and_no_form(world: World, pages: Pages):
    number = world.a_case()

    shown = pages.signed_in("auditor").get(f"/cases/{number}/actions/withdraw")

    assert not [form for form in shown.forms if "/actions/" in form.action]
    assert "Vai trò của bạn không thực hiện bước này" in shown.words


def test_an_officer_who_posts_the_offices_step_is_refused(world: World, pages: Pages):
    number = world.a_case()
    _, form = asked(pages.signed_in("committee_office"), number, Action.WITHDRAW)
    key = pages.signed_in("officer").get(f"/cases/{number}").forms[0].fields["form_key"]
    form.fields["form_key"] = key
    before = world.row(number)

    pages.send(form, 403)

    assert before == world.row(number)


@pytest.mark.parametrize("action", ["rectify", "void", "recognize", "propose"])
def test_a_step_the_case_cannot_take_now_says_so(world: World, pages: Pages, action: str):
    number = world.a_case()

    shown = pages.signed_in("committee_office").get(f"/cases/{number}/actions/{action}", 409)

    assert "Không có bước" in shown.words


def test_an_unknown_step_is_no_page(world: World, pages: Pages):
    shown = pages.signed_in("officer").get(f"/cases/{world.a_case()}/actions/abolish", 422)

    assert "Không đọc được địa chỉ" in shown.heading


def test_a_step_of_a_case_elsewhere_is_not_found(world: World, pages: Pages):
    number = world.a_case()

    shown = pages.signed_in("officer_elsewhere").get(f"/cases/{number}/actions/appraise", 404)

    assert "Tân Lập" not in shown.text
