"""Taking a step on its page: done, refused with reasons, mistyped, overtaken by somebody else."""

from datetime import date

import pytest

from states.terms import Action, CaseState
from tests.builders import World, minutes
from tests.pages import Form, Page, Pages

MINUTES = {
    "minutes_number": "05/BB-HĐTĐ",
    "minutes_day": "20/3/2019",
    "minutes_for": "5",
    "minutes_of": "7",
}


@pytest.fixture
def pages(world: World) -> Pages:
    return Pages(world.engine)


def asked(pages: Pages, number: str, action: Action) -> tuple[Page, Form]:
    address = f"/cases/{number}/actions/{action}"
    shown = pages.get(address)
    return shown, shown.form(address)


def test_a_step_is_taken_and_announced_on_the_case(world: World, pages: Pages):
    number = world.a_case(CaseState.PRELIMINARY_REVIEW)
    _, form = asked(pages.signed_in("secretary"), number, Action.PASS_REVIEW)

    done = pages.send(form, **MINUTES)

    shown = pages.follow(done)
    assert "Theo dõi 6 tháng" in shown.heading
    assert "Kết luận sơ kết đạt, chuyển sang theo dõi" in shown.words
    assert "20/03/2019" in shown.words


def test_the_page_says_from_where_to_where_and_who(world: World, pages: Pages):
    number = world.a_case(CaseState.PRELIMINARY_REVIEW)

    shown, _ = asked(pages.signed_in("secretary"), number, Action.PASS_REVIEW)

    assert "Sơ kết, đánh giá → chuyển thành Theo dõi 6 tháng" in shown.words
    assert "Việc của: Thư ký Hội đồng thẩm định" in shown.words


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

    steps = {link for link in links if "/actions/" in link or "/decision/" in link}
    assert steps
    for address in steps:
        pages.get(address)


def test_a_refused_step_shows_its_findings_and_keeps_what_was_typed(world: World, pages: Pages):
    number = world.a_case(CaseState.PRELIMINARY_REVIEW)
    before = world.row(number)
    _, form = asked(pages.signed_in("secretary"), number, Action.PASS_REVIEW)

    shown = pages.send(form, 409, **{**MINUTES, "minutes_for": "3"})

    assert "3/7 thành viên tán thành; cần quá 50% số thành viên." in shown.words
    assert "Chưa có gì được lưu" in shown.words
    again = shown.form(form.action)
    assert (["05/BB-HĐTĐ"], ["3"]) == (again.fields["minutes_number"], again.fields["minutes_for"])
    assert before == world.row(number)
    pages.send(again, 303, minutes_for="5")


def test_a_day_or_number_that_cannot_be_read_is_named_beside_its_field(world: World, pages: Pages):
    number = world.a_case(CaseState.PRELIMINARY_REVIEW)
    _, form = asked(pages.signed_in("secretary"), number, Action.PASS_REVIEW)

    shown = pages.send(form, 422, **{**MINUTES, "minutes_day": "31/02/2019", "minutes_for": "năm"})

    assert shown.title.startswith("Lỗi: ")
    assert {"#minutes_day", "#minutes_for"} <= set(shown.links.values())
    assert "Ngày họp Hội đồng: không có ngày này trong lịch" in shown.words
    assert ["31/02/2019"] == shown.form(form.action).fields["minutes_day"]


def test_a_case_that_changed_meanwhile_keeps_the_typed_text(world: World, pages: Pages):
    number = world.a_case(CaseState.PRELIMINARY_REVIEW)
    _, form = asked(pages.signed_in("secretary"), number, Action.PASS_REVIEW)
    world.acts(number, Action.PASS_REVIEW, "secretary", minutes=minutes(date(2019, 3, 20)))

    shown = pages.send(form, 409, **MINUTES)

    assert "Kết luận sơ kết đạt, chuyển sang theo dõi" in shown.words
    assert "05/BB-HĐTĐ" in shown.text
    assert "Số biên bản" in shown.words


def test_a_form_opened_for_another_step_or_case_is_refused(world: World, pages: Pages):
    number, other = world.a_case(), world.a_case(commune="08/2")
    _, form = asked(pages.signed_in("secretary"), number, Action.APPRAISE)
    form.action = f"/cases/{other}/actions/appraise"
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


def test_types_are_a_set_and_kept_when_the_form_comes_back(world: World, pages: Pages):
    number = world.a_case()
    _, form = asked(pages.signed_in("secretary"), number, Action.APPRAISE)

    shown = pages.send(form, 409, types=["1", "4"])

    assert ["1", "4"] == shown.form(form.action).fields["types"]


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
    _, form = asked(pages.signed_in("secretary"), number, Action.DECLINE)

    shown = pages.send(form, 422, reason="Ông Nguyễn Văn A, CCCD 012345678901")

    assert "số căn cước" in shown.words
    assert "#reason" in shown.links.values()


def test_a_text_longer_than_the_form_takes_is_turned_away(world: World, pages: Pages):
    number = world.a_case()
    _, form = asked(pages.signed_in("secretary"), number, Action.DECLINE)

    assert "Nội dung quá dài" in pages.send(form, 422, minutes_number="9" * 301).words


def test_whoever_may_not_take_a_step_sees_why_and_no_form(world: World, pages: Pages):
    number = world.a_case()

    shown = pages.signed_in("auditor").get(f"/cases/{number}/actions/appraise")

    assert not [form for form in shown.forms if "/actions/" in form.action]
    assert "Vai trò của bạn không thực hiện bước này" in shown.words


def test_an_officer_who_posts_the_secretarys_step_is_refused(world: World, pages: Pages):
    number = world.a_case()
    _, form = asked(pages.signed_in("secretary"), number, Action.DECLINE)
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
