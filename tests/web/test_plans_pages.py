"""The legal basis as people read it: plans with their words, powers, norms, one proposal judged."""

import pytest

from tests.builders import World
from tests.pages import Pages

ADDRESSES = (
    "/plans",
    "/plans/dak_lak_2017",
    "/plans/tuyen_quang_2018",
    "/plans/quang_ngai_2021",
    "/plans/khung_2017",
    "/plans/comparison",
    "/plans/moves",
    "/plans/coverage",
    "/plans/coverage?kind=cap",
    "/plans/coverage?plan=dak_lak_2017&page=2",
    "/plans/coverage?plan=nowhere",
)


@pytest.fixture
def pages(world: World) -> Pages:
    return Pages(world.engine)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_each_legal_page_is_whole_in_both_languages(pages: Pages, address: str, language: str):
    shown = pages.signed_in("administrator").speak(language).get(address)

    assert shown.heading


def test_a_visitor_sees_which_plans_are_in_force(pages: Pages):
    shown = pages.signed_in("officer").get("/plans")

    assert "đang có hiệu lực" in shown.words
    assert "đã hết thời hạn" not in shown.words.partition("Đắk Lắk 2017")[0]


def test_after_every_plan_has_ended_the_page_says_so(pages: Pages):
    pages.at = pages.at.replace(year=2026)

    shown = pages.signed_in("officer").get("/plans")

    assert "Hôm nay không có kế hoạch của tỉnh nào đang có hiệu lực." in shown.words


def test_a_parameter_stands_beside_the_words_it_comes_from(pages: Pages):
    shown = pages.signed_in("officer").get("/plans/tuyen_quang_2018")

    assert "xuống dưới 15%" in shown.words
    assert "trước ngày 15/11" in shown.words


def test_what_no_text_says_is_marked(pages: Pages):
    shown = pages.signed_in("officer").get("/plans/quang_ngai_2021")

    assert "không thấy văn bản quy định" in shown.words
    assert "lấy theo kế hoạch khác" in shown.words


def test_one_proposal_under_three_plans_shows_three_judgements(pages: Pages):
    shown = pages.signed_in("officer").get("/plans/comparison")

    assert "phải cao hơn, bằng là chưa đạt" in shown.words
    assert "không lựa chọn" in shown.words
    assert "phải đạt đủ 9" in shown.words


def test_the_powers_are_those_of_the_table(pages: Pages):
    shown = pages.signed_in("auditor").get("/plans/moves")

    assert "Cán bộ kiểm tra" in shown.words
    assert "Công nhận chuyển hóa đạt" in shown.words


def test_the_norms_are_narrowed_by_plan_and_kind(pages: Pages):
    shown = pages.signed_in("officer").get("/plans/coverage?plan=quang_ngai_2021&kind=cap")

    assert "474" in shown.words
    assert "QN-027" in shown.words
    assert "DL-038" not in shown.words


def test_without_a_choice_only_the_counts_are_shown(pages: Pages):
    shown = pages.signed_in("officer").get("/plans/coverage")

    assert "474" in shown.words
    assert "QN-027" not in shown.words
    assert "/plans/coverage?plan=quang_ngai_2021&kind=cap#norms" in shown.links.values()


def test_the_norms_go_on_from_page_to_page(pages: Pages):
    pages.signed_in("officer")
    first = pages.get("/plans/coverage?plan=quang_ngai_2021")
    second = pages.get("/plans/coverage?plan=quang_ngai_2021&page=2")

    assert "/plans/coverage?plan=quang_ngai_2021&page=2" in first.links.values()
    assert "QN-050" in first.words
    assert "QN-051" not in first.words
    assert "QN-051" in second.words
    assert "Trang 2/2" in second.words
    assert "/plans/coverage?plan=quang_ngai_2021" in second.links.values()


def test_a_filter_can_be_taken_away(pages: Pages):
    shown = pages.signed_in("officer").get("/plans/coverage?plan=quang_ngai_2021&kind=cap")

    assert "/plans/coverage?kind=cap" in shown.links.values()


def test_where_the_plans_differ_comes_first(pages: Pages):
    shown = pages.signed_in("officer").get("/plans/comparison")
    rows = shown.words.partition("Toàn bộ kết luận")[0]

    assert "Tỷ lệ tái phạm tội" in rows
    assert "< 15%" in rows
    assert "kế hoạch này không đặt ra" in rows
    assert "Tỷ lệ điều tra, khám phá tội phạm" not in rows


def test_a_plan_page_says_its_days_and_its_rules_in_words(pages: Pages):
    shown = pages.signed_in("officer").get("/plans/dak_lak_2017")

    assert "Hạn báo cáo năm của kế hoạch" in shown.words
    assert "19/11/" in shown.words
    assert "Số, ký hiệu" in shown.words
    assert "Mức trần của tỉnh" in shown.words


def test_english_says_what_is_no_name_of_a_text(pages: Pages):
    shown = pages.signed_in("officer").speak("en").get("/plans/khung_2017")

    assert "seen in: Đắk Lắk 2017" in shown.words
    assert "Common frame 2017–2020" in shown.words


def test_an_unknown_plan_is_not_found(pages: Pages):
    shown = pages.signed_in("officer").get("/plans/nowhere", status=404)

    assert shown.heading
