"""The page of a case: where it stands, what the next step needs, its figures and its history."""

from datetime import date

import pytest

from states.facts import Paper, Submission
from states.figures import count
from states.terms import Action, CaseState, Phase
from tests.builders import World, decision
from tests.law_builders import criteria
from tests.pages import Pages, counted, words

SHOWN = tuple(CaseState)


@pytest.fixture
def pages(world: World) -> Pages:
    return Pages(world.engine)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("state", SHOWN)
def test_a_case_in_every_state_is_a_good_page_in_both_languages(
    world: World, pages: Pages, state: CaseState, language: str
):
    number = world.a_case(state)
    pages.language = language

    shown = pages.signed_in("officer").get(f"/cases/{number}")

    assert "Tân Lập 1" in shown.heading
    assert state.label.in_(language) in shown.heading


@pytest.mark.parametrize("login", ["secretary", "committee_office", "registrar", "auditor"])
def test_everybody_of_the_territory_sees_the_case(world: World, pages: Pages, login: str):
    number = world.a_case(CaseState.APPRAISED)

    assert number in pages.signed_in(login).get(f"/cases/{number}").words


@pytest.mark.parametrize(
    ("login", "status"), [("officer_elsewhere", 404), ("administrator", 403), ("nobody", 403)]
)
def test_nobody_else_does(world: World, pages: Pages, login: str, status: int):
    number = world.a_case()

    shown = pages.signed_in(login).get(f"/cases/{number}", status)

    assert "Tân Lập" not in shown.text


def test_the_box_of_the_next_step_says_how_much_is_missing(world: World, pages: Pages):
    number = world.a_case(CaseState.PRELIMINARY_REVIEW)

    shown = pages.signed_in("secretary").get(f"/cases/{number}")

    assert "Cần gì để kết luận đạt, chuyển theo dõi" in shown.words
    assert "Còn 5 trong 12 điều kiện chưa đạt." in shown.words
    assert f"/cases/{number}/council/pass_review" == shown.links["Kết luận đạt, chuyển theo dõi"]


def test_each_condition_cites_the_rule_in_the_plan_of_the_case(world: World, pages: Pages):
    number = world.a_case(CaseState.PRELIMINARY_REVIEW)

    shown = pages.signed_in("secretary").get(f"/cases/{number}")

    assert 'href="/plans/tuyen_quang_2018#review.success"' in shown.text
    plan = pages.client.get("/plans/tuyen_quang_2018")
    assert 'id="review.success"' in plan.text


def test_a_condition_leads_to_its_form_only_for_whoever_may_fill_it_in(world: World, pages: Pages):
    number = world.a_case()
    form = f"/cases/{number}/figures/proposal"

    assert form in pages.signed_in("officer").get(f"/cases/{number}").links.values()
    assert form not in pages.signed_in("auditor").get(f"/cases/{number}").links.values()


def test_the_button_of_a_blocked_step_is_there_and_leads_to_the_explanation(
    world: World, pages: Pages
):
    number = world.a_case()

    shown = pages.signed_in("auditor").get(f"/cases/{number}")

    assert f"/cases/{number}/council/appraise" == shown.links["Thông qua thẩm định"]


def test_the_figures_stand_with_value_verifier_and_source(world: World, pages: Pages):
    number = world.a_case()
    world.enters(number, Phase.PROPOSAL, criteria(a1_vu_pham_phap_hinh_su=count(1234)))

    shown = pages.signed_in("second_officer").get(f"/cases/{number}")

    assert "1.234 vụ" in shown.words
    assert "chưa kiểm tra" in shown.words
    assert "01/01/2017–31/12/2017: Báo cáo số 31/BC-CAX, Công an xã" in shown.words
    assert "xác nhận 33 số liệu" in shown.words


def test_figures_of_several_sources_name_their_own(world: World, pages: Pages):
    number = world.a_case()
    world.enters(number, Phase.PROPOSAL, {"a6_bang_nhom": count(1)})
    world.enters(number, Phase.PROPOSAL, {"a7_tu_diem_tnxh": count(2)}, document="Báo cáo số 40")

    shown = pages.signed_in("officer").get(f"/cases/{number}")

    assert "Báo cáo số 31/BC-CAX, Công an xã" in shown.words
    assert "Báo cáo số 40, Công an xã" in shown.words
    assert "Chưa có số liệu" in shown.words


def test_what_the_source_does_not_say_is_said(world: World, pages: Pages):
    old = Paper("62/KH-BCĐ", None, as_printed="năm 2015")
    number = world.opens(
        by="registrar",
        action=Action.INHERIT,
        submission=Submission(old_decision=old),
        on=None,
        origin="Báo Đắk Lắk",
    ).number

    shown = pages.signed_in("registrar").get(f"/cases/{number}")

    assert "hồ sơ kế thừa" in shown.heading
    assert "nguồn không nêu" in shown.words
    assert "năm 2015" in shown.words
    assert "Số liệu của các bước trước: nguồn không nêu." in shown.words
    assert "Báo Đắk Lắk" in shown.words


def test_an_illustration_says_so_on_the_page(world: World, pages: Pages):
    number = world.opens(illustration=True).number

    shown = pages.signed_in("officer").get(f"/cases/{number}")

    assert "minh họa" in shown.heading
    assert "không phải văn bản" in shown.text


def test_cases_of_one_commune_lead_to_each_other(world: World, pages: Pages):
    first = world.a_case(CaseState.DECLINED)
    second = world.opens(on=date(2019, 1, 7)).number
    pages.signed_in("officer")

    assert f"/cases/{first}" == pages.get(f"/cases/{second}").links[first]
    assert f"/cases/{second}" == pages.get(f"/cases/{first}").links[second]


def test_a_deed_just_done_is_announced_only_where_it_happened(world: World, pages: Pages):
    number = world.a_case(CaseState.APPRAISED)
    deed = world.acts(
        number, Action.SELECT, "committee_office", decision=decision(date(2018, 3, 15))
    )
    pages.signed_in("committee_office")

    assert "Đã ghi mục số" in pages.get(f"/cases/{number}?done={deed.entry}").words
    assert "Đã ghi mục số" not in pages.get(f"/cases/{number}?done=9999").words


def test_the_timeline_stops_at_ten_entries_and_leads_to_all(world: World, pages: Pages):
    number = world.a_case(CaseState.RECOGNIZED)

    shown = pages.signed_in("auditor").get(f"/cases/{number}")

    assert "Hồ sơ đã đi hết các bước thông thường" in shown.words
    events = [one for one in shown.tree.iter("li") if "timeline__event" in one.get("class", "")]
    assert 10 == len(events)
    assert "Công nhận chuyển hóa đạt" in words(events[0])
    assert f"/cases/{number}/history" == shown.links["Toàn bộ 13 mục lịch sử"]
    assert shown.links["Công nhận chuyển hóa đạt"].startswith("/history/")


def test_the_page_asks_the_database_as_often_however_long_the_history(world: World, pages: Pages):
    number = world.a_case()
    pages.signed_in("officer").get(f"/cases/{number}")
    with counted(world.engine) as before:
        pages.get(f"/cases/{number}")
    for many in range(12):
        world.enters(number, Phase.PROPOSAL, {"a6_bang_nhom": count(many)}, reason="Đếm lại")

    with counted(world.engine) as after:
        pages.get(f"/cases/{number}")

    assert len(before) == len(after)
    assert 12 >= len(after), after


def test_a_case_whose_plan_has_changed_says_that_nothing_can_be_done(world: World, pages: Pages):
    number = world.a_case()
    pages.app.state.book = type(world.book)({})

    shown = pages.signed_in("officer").get(f"/cases/{number}")

    assert "không còn hoặc đã bị thay đổi" in shown.words
