"""Entering figures group by group: typed, shown back, stored; corrected; verified by another."""

import pytest

from states.figures import answer, count, ratio
from states.terms import CaseState, Phase
from tests.builders import World
from tests.law_builders import criteria
from tests.pages import Form, Page, Pages

AROUND = {
    "start": "1/1/2017",
    "end": "31/12/2017",
    "document": "31/BC-CAX",
    "document_date": "05/01/2018",
    "body": "Công an xã",
}
DRUGS = {
    "b1_vu_ma_tuy-count": "1.234",
    "b2_tu_diem_ma_tuy-count": "0",
    "b3_quan_ly_nghiep_vu_mt-standing": "withheld",
    "b4b_nguoi_su_dung-standing": "not_arisen",
    "b5_trong_cay_ma_tuy-answer": "suspected",
}


@pytest.fixture
def pages(world: World) -> Pages:
    return Pages(world.engine).signed_in("officer")


def asked(pages: Pages, number: str, group: str, phase: str = "proposal") -> Form:
    address = f"/cases/{number}/figures/{phase}?group={group}"
    return pages.get(address).form(address)


def reviewed(pages: Pages, number: str, typed: dict[str, str], group: str = "b") -> Page:
    form = asked(pages, number, group)
    return pages.send(form, 200, **AROUND, **typed, stage="review")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("state", "phase"),
    [
        (CaseState.PROPOSED, Phase.PROPOSAL),
        (CaseState.IN_TRANSFORMATION, Phase.REVIEW),
        (CaseState.MONITORING, Phase.MONITORING),
        (CaseState.RECOGNIZED, Phase.RELAPSE),
    ],
)
def test_every_group_of_every_phase_has_a_good_form(
    world: World, pages: Pages, state: CaseState, phase: Phase, language: str
):
    number = world.a_case(state)
    pages.speak(language)

    first = pages.get(f"/cases/{number}/figures/{phase}")

    groups = [link for link in first.links.values() if "?group=" in link]
    assert (5 if phase is Phase.PROPOSAL else 6) == len(groups)
    for address in groups:
        pages.get(address)


def test_what_was_understood_is_shown_before_anything_is_stored(world: World, pages: Pages):
    number = world.a_case()
    before = world.row(number)

    shown = reviewed(pages, number, DRUGS)

    assert "1.234 vụ" in shown.words
    assert "0 tụ điểm" in shown.words
    assert "Đã kiểm tra trên hồ sơ nghiệp vụ" in shown.words
    assert "Không phát sinh" in shown.words
    assert "nghi tái trồng" in shown.words
    assert "Hệ thống đọc được 5 số liệu" in shown.words
    assert before == world.row(number)


def test_confirmed_figures_are_stored_and_the_next_group_is_offered(world: World, pages: Pages):
    number = world.a_case()
    shown = reviewed(pages, number, DRUGS)

    done = pages.send(shown.forms[-1], stage="store")

    shown = pages.follow(done)
    assert "/figures/proposal?group=c&done=" in (done.leads_to or "")
    assert "Nhập 5 số liệu – đề xuất" in shown.words
    assert ["31/BC-CAX"] == shown.forms[-1].fields["document"]
    case = pages.get(f"/cases/{number}")
    assert "1.234 vụ" in case.words


def test_the_last_group_leads_back_to_the_case(world: World, pages: Pages):
    number = world.a_case()
    world.enters(number, Phase.PROPOSAL, criteria())
    form = asked(pages, number, "d")
    typed = AROUND | {"d3_cho_ben_kcn-answer": "yes", "reason": "Đếm lại"}

    review = pages.send(form, 200, **typed, stage="review")
    done = pages.send(review.forms[-1], stage="store")

    assert (done.leads_to or "").startswith(f"/cases/{number}?done=")


def test_one_may_go_back_and_change_what_was_typed(world: World, pages: Pages):
    number = world.a_case()
    shown = reviewed(pages, number, DRUGS)

    again = pages.send(shown.forms[-1], 200, stage="edit").forms[-1]

    assert ["1.234"] == again.fields["b1_vu_ma_tuy-count"]
    assert ["withheld"] == again.fields["b3_quan_ly_nghiep_vu_mt-standing"]
    assert ["suspected"] == again.fields["b5_trong_cay_ma_tuy-answer"]


def test_faults_are_summed_up_and_everything_typed_stays(world: World, pages: Pages):
    number = world.a_case()
    form = asked(pages, number, "b")

    shown = pages.send(
        form, 422, start="31/02/2017", stage="review", **{"b1_vu_ma_tuy-count": "1o"}
    )

    assert shown.title.startswith("Lỗi: ")
    assert {"#start", "#end", "#document", "#body", "#b1_vu_ma_tuy-count"} <= set(
        shown.links.values()
    )
    again = shown.forms[-1].fields
    assert (["31/02/2017"], ["1o"]) == (again["start"], again["b1_vu_ma_tuy-count"])


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"b1_vu_ma_tuy-count": "5", "b1_vu_ma_tuy-standing": "not_arisen"}, "nếu không thì xóa"),
        ({"b1_vu_ma_tuy-count": "1,5"}, "số nguyên từ 0 trở lên"),
        ({"b1_vu_ma_tuy-count": "3", "end": "1/1/2016"}, "Ngày cuối kỳ"),
        ({"b1_vu_ma_tuy-count": "3", "end": "31/12/2030"}, "chưa kết thúc"),
        ({"b1_vu_ma_tuy-count": "3", "document": "CCCD 012345678901"}, "số căn cước"),
        ({}, "Chưa có số liệu nào mới"),
    ],
)
def test_what_cannot_be_meant_is_turned_away(
    world: World, pages: Pages, typed: dict[str, str], says: str
):
    number = world.a_case()

    shown = pages.send(asked(pages, number, "b"), 422, **(AROUND | typed), stage="store")

    assert says in shown.words


def test_a_ratio_needs_both_its_numbers(world: World, pages: Pages):
    number = world.a_case(CaseState.IN_TRANSFORMATION)
    form = asked(pages, number, "targets", "review")

    shown = pages.send(form, 422, **AROUND, stage="review", **{"t2_ty_le_kham_pha-numerator": "12"})

    assert "#t2_ty_le_kham_pha-denominator" in shown.links.values()


def test_a_ratio_of_nothing_is_shown_as_not_arisen(world: World, pages: Pages):
    number = world.a_case(CaseState.IN_TRANSFORMATION)
    form = asked(pages, number, "targets", "review")
    typed = {
        "t2_ty_le_kham_pha-numerator": "12",
        "t2_ty_le_kham_pha-denominator": "14",
        "t3_kham_pha_rnt_dbnt-numerator": "0",
        "t3_kham_pha_rnt_dbnt-denominator": "0",
        "t6_he_thong_chinh_tri-answer": "yes",
    }

    shown = pages.send(form, 200, **AROUND, stage="review", **typed)

    assert "12/14 (85,7%)" in shown.words
    assert "0/0 (không phát sinh)" in shown.words


def test_a_correction_needs_its_reason_and_shows_the_change(world: World, pages: Pages):
    number = world.a_case()
    world.enters(number, Phase.PROPOSAL, criteria(a1_vu_pham_phap_hinh_su=count(4)))
    form = asked(pages, number, "a")
    typed = AROUND | {"a1_vu_pham_phap_hinh_su-count": "7"}

    faulty = pages.send(form, 422, **typed, stage="review")
    shown = pages.send(form, 200, **typed, reason="Đếm lại theo sổ", stage="review")

    assert "#reason" in faulty.links.values()
    assert "+3 (+75%)" in shown.words
    assert "lệch hơn một nửa" in shown.words
    done = pages.send(shown.forms[-1], stage="store")
    assert 303 == done.status
    history = pages.get(f"/cases/{number}/figures/proposal/1/a1_vu_pham_phap_hinh_su")
    assert "Đếm lại theo sổ" in history.words
    assert history.words.index("7 vụ") < history.words.index("4 vụ")


def test_the_change_of_a_ratio_is_told_in_per_cent(world: World, pages: Pages):
    number = world.a_case(CaseState.IN_TRANSFORMATION)
    given = {"t2_ty_le_kham_pha": ratio(1, 2), "t6_he_thong_chinh_tri": answer("no")}
    world.enters(number, Phase.REVIEW, given)
    form = asked(pages, number, "targets", "review")
    typed = {
        "t2_ty_le_kham_pha-numerator": "4",
        "t2_ty_le_kham_pha-denominator": "5",
        "t6_he_thong_chinh_tri-answer": "yes",
    }

    shown = pages.send(form, 200, **AROUND, **typed, reason="Rà lại", stage="review")

    assert "50% → 80%" in shown.words


def test_a_second_person_verifies_from_the_case_page(world: World, pages: Pages):
    number = world.a_case()
    world.enters(number, Phase.PROPOSAL, criteria())
    shown = pages.signed_in("second_officer").get(f"/cases/{number}")

    done = pages.send(shown.form(f"/cases/{number}/figures/proposal/verify"))

    after = pages.follow(done)
    assert "Kiểm tra, xác nhận 33 số liệu – đề xuất" in after.words
    assert "chưa kiểm tra" not in after.words


def test_the_recorder_is_offered_no_verification(world: World, pages: Pages):
    number = world.a_case()
    world.enters(number, Phase.PROPOSAL, criteria())

    shown = pages.get(f"/cases/{number}")

    assert not [form for form in shown.forms if form.action.endswith("/verify")]


def test_a_form_of_figures_overtaken_by_another_keeps_the_typed_text(world: World, pages: Pages):
    number = world.a_case()
    form = asked(pages, number, "b")
    world.enters(number, Phase.PROPOSAL, {"a6_bang_nhom": count(1)}, by="second_officer")

    shown = pages.send(form, 409, **AROUND, **DRUGS, stage="store")

    assert "Nhập 1 số liệu – đề xuất" in shown.words
    assert "31/BC-CAX" in shown.text
    assert "Số vụ phạm tội về ma túy" in shown.words
    assert "withheld" not in shown.text


@pytest.mark.parametrize(
    "typed",
    [
        {"b1_vu_ma_tuy-standing": "withheld"},
        {"b1_vu_ma_tuy-standing": "guessed"},
        {"b5_trong_cay_ma_tuy-answer": "much"},
        {"a1_vu_pham_phap_hinh_su-count": "1"},
    ],
)
def test_what_the_form_does_not_offer_is_refused(world: World, pages: Pages, typed: dict[str, str]):
    number = world.a_case()
    form = asked(pages, number, "b")
    before = world.row(number)

    pages.send(form, 422, **AROUND, **typed, stage="store")

    assert before == world.row(number)


def test_a_phase_that_is_not_open_says_when_it_is(world: World, pages: Pages):
    number = world.a_case()

    shown = pages.get(f"/cases/{number}/figures/review", 409)

    assert "khi hồ sơ ở trạng thái “Đã đề xuất”" in shown.words


@pytest.mark.parametrize(
    "address", ["figures/proposal?group=z", "figures/proposal/1/a1_vu_pham_phap_hinh_su"]
)
def test_groups_and_figures_that_are_not_there_are_not_found(
    world: World, pages: Pages, address: str
):
    shown = pages.get(f"/cases/{world.a_case()}/{address}", 404)

    assert "Không tìm thấy trang" in shown.heading


def test_others_may_read_figures_but_not_fill_them_in(world: World, pages: Pages):
    number = world.a_case()
    world.enters(number, Phase.PROPOSAL, {"a6_bang_nhom": count(1)})
    pages.signed_in("auditor")

    assert "1 băng, nhóm" in pages.get(f"/cases/{number}/figures/proposal/1/a6_bang_nhom").words
    pages.get(f"/cases/{number}/figures/proposal?group=a", 409)
