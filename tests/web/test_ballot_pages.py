"""The pages of a ballot: voted on by seven browsers, settled, tied, lapsed, recused, closed."""

from datetime import timedelta

import pytest

from states.figures import count
from states.terms import CaseState, Phase
from tests.builders import World
from tests.law_builders import criteria
from tests.pages import Pages
from tests.sitting_pages import (
    ALTERNATE,
    CHAIR,
    CLERK,
    EVERYBODY,
    MEMBERS,
    Chamber,
    a_ballot,
    a_ready_case,
)

FIRST_FOUR = EVERYBODY[:4]
WHY = "Số liệu chưa thuyết phục"


def test_a_case_is_moved_by_the_council_and_not_by_its_last_voter(world: World) -> None:
    chamber, case, ballot = a_ballot(world)
    for login in FIRST_FOUR[:3]:
        chamber.votes(login)
    assert CaseState.PROPOSED == world.row(case)["case"]["state"]

    chamber.votes(FIRST_FOUR[3])
    page = chamber.as_(MEMBERS[4]).get(ballot)
    moved = world.entries(case)[-1]

    assert "Được thông qua" in page.heading
    assert "Hội đồng đã chuyển bước hồ sơ bằng cuộc biểu quyết này" in page.words
    assert CaseState.APPRAISED == world.row(case)["case"]["state"]
    assert "appraise" == moved["deed"]


def test_nobody_sees_how_a_ballot_stands_before_it_has_ended(world: World) -> None:
    chamber, _, ballot = a_ballot(world)
    chamber.votes(MEMBERS[0], "against", WHY)
    before = chamber.as_(CHAIR).get(ballot)
    own = chamber.as_(MEMBERS[0]).get(ballot)

    assert "Không ai thấy số phiếu" in before.words
    assert "Đã biểu quyết: 1/7" in before.words
    assert WHY not in before.words
    assert "Bạn đã biểu quyết: Không tán thành" in own.words
    assert [] == [form for form in own.forms if form.action.endswith("/vote")]


def test_after_the_end_the_votes_and_their_reasons_are_told(world: World) -> None:
    chamber, _, ballot = a_ballot(world)
    for login in MEMBERS[:4]:
        chamber.votes(login, "against", WHY)
    page = chamber.as_(CHAIR).get(ballot)

    assert "Không được thông qua" in page.heading
    assert 4 == page.words.count(WHY)
    assert "Đã ngã ngũ" in page.words


def test_the_chair_closes_a_ballot_that_is_not_settled(world: World) -> None:
    chamber, case, ballot = a_ballot(world)
    for login in MEMBERS[:3]:
        chamber.votes(login)
    chair = chamber.as_(CHAIR)
    asked = chair.get(f"{ballot}/close")
    page = chair.follow(chair.send(asked.form(f"{ballot}/close")))

    assert "Đã biểu quyết 3/7 người." in asked.words
    assert "Không được thông qua" in page.heading
    assert "Do người chủ trì kết thúc." in page.words
    assert CaseState.PROPOSED == world.row(case)["case"]["state"]


def test_only_who_is_in_the_chair_closes_a_ballot(world: World) -> None:
    chamber, _, ballot = a_ballot(world)
    clerk = chamber.as_(CLERK)
    form = chamber.as_(CHAIR).get(f"{ballot}/close").form(f"{ballot}/close")
    form.fields["form_key"] = clerk.get(ballot).forms[0].fields["form_key"]

    assert "do người chủ trì kết thúc" in clerk.get(f"{ballot}/close").words
    assert "Việc này của người chủ trì phiên họp." in clerk.send(form, 409).words


def test_a_vote_against_needs_its_reason_and_nothing_typed_is_lost(world: World) -> None:
    chamber, _, ballot = a_ballot(world)
    page = chamber.votes(MEMBERS[0], "against", "", status=422)
    form = page.form(f"{ballot}/vote")

    assert "không tán thành thì phải ghi lý do" in page.words
    assert page.title.startswith("Lỗi: ")
    assert ["against"] == form.fields["choice"]


def test_a_vote_without_a_choice_is_asked_again_with_its_reason(world: World) -> None:
    chamber, _, ballot = a_ballot(world)
    member = chamber.as_(MEMBERS[0])
    form = member.get(ballot).form(f"{ballot}/vote")
    page = member.send(form, 422, reason=WHY)

    assert "hãy chọn một ý kiến" in page.words
    assert [WHY] == page.form(f"{ballot}/vote").fields["reason"]
    assert 422 == member.send(form, 422, choice="perhaps").status


def test_a_form_sent_twice_counts_once_and_another_vote_is_refused(world: World) -> None:
    chamber, _, ballot = a_ballot(world)
    member = chamber.as_(MEMBERS[0])
    form = member.get(ballot).form(f"{ballot}/vote")
    member.send(form, choice="for")
    member.send(form, choice="for")
    page = member.send(form, 409, choice="against", reason=WHY)

    assert "Đã biểu quyết: 1/7" in page.words
    assert "Bạn đã biểu quyết nội dung này." in page.words
    assert WHY in page.text


def test_a_change_under_the_ballot_lets_it_lapse_and_asks_everybody_again(world: World) -> None:
    chamber, case, ballot = a_ballot(world)
    chamber.votes(MEMBERS[0])
    member = chamber.as_(MEMBERS[1])
    form = member.get(ballot).form(f"{ballot}/vote")
    world.enters(
        case, Phase.PROPOSAL, criteria(a1_vu_pham_phap_hinh_su=count(99)), reason="Đính chính"
    )
    warned = chamber.as_(MEMBERS[2]).get(ballot)
    page = member.send(form, 409, choice="against", reason=WHY)

    assert "Phiếu tiếp theo sẽ làm cuộc biểu quyết này hết hiệu lực" in warned.words
    assert "Phiếu của bạn chưa được tính" in page.words
    assert "Đã thay đổi sau khi bắt đầu biểu quyết" in page.words
    assert WHY in page.text

    old = member.get(ballot)
    assert "Hết hiệu lực" in old.heading
    assert "Đã đưa ra lại thành nội dung 2" in old.words
    assert "đưa ra lại sau nội dung 1" in chamber.as_(CLERK).get(chamber.sitting).words
    assert "Nội dung này không còn biểu quyết." in member.send(form, 409, choice="for").words


def test_a_lapsed_ballot_is_voted_on_anew_once_the_figures_are_verified(world: World) -> None:
    chamber, case, ballot = a_ballot(world)
    form = chamber.as_(MEMBERS[1]).get(ballot).form(f"{ballot}/vote")
    changed = criteria(a1_vu_pham_phap_hinh_su=count(99))
    world.enters(case, Phase.PROPOSAL, changed, reason="Đính chính")
    world.verifies(case, Phase.PROPOSAL)
    page = chamber.as_(MEMBERS[1]).send(form, 409, choice="against", reason=WHY)
    again = page.form(f"{chamber.sitting}/motions/2/vote")

    assert ["against"] == again.fields["choice"]
    assert [WHY] == again.fields["reason"]
    assert 303 == chamber.as_(MEMBERS[1]).send(again).status
    assert "Đưa ra lại vì cuộc biểu quyết trước" in chamber.as_(CHAIR).get(again.action[:-5]).words


def test_a_member_asks_not_to_vote_and_leaves_the_count(world: World) -> None:
    chamber, _, ballot = a_ballot(world)
    member = chamber.as_(MEMBERS[0])
    form = member.get(ballot).form(f"{ballot}/recuse")
    page = member.follow(member.send(form, reason="Có liên quan"))
    again = member.send(form, reason="Có liên quan")

    assert "Bạn không tham gia biểu quyết" in page.words
    assert "tự xin không biểu quyết" in page.words
    assert "Đã biểu quyết: 0/6" in page.words
    assert 303 == again.status


def test_an_alternate_votes_for_the_member_who_is_away(world: World) -> None:
    chamber, case = Chamber(world), a_ready_case(world)
    chamber.called()
    chamber.rolled(away=[MEMBERS[0]], sits_for=MEMBERS[0])
    chamber.put(case)
    ballot = chamber.opened()
    chamber.votes(ALTERNATE)
    away = chamber.as_(MEMBERS[0]).get(ballot)

    assert "Bạn không có mặt theo điểm danh" in away.words
    assert "Đã biểu quyết: 1/7" in away.words
    assert "Bạn đã biểu quyết" in chamber.as_(ALTERNATE).get(ballot).words


def test_an_alternate_who_sits_for_nobody_looks_on(world: World) -> None:
    chamber, _, ballot = a_ballot(world)

    assert "Bạn không có mặt theo điểm danh" in chamber.as_(ALTERNATE).get(ballot).words


def test_a_motion_is_withdrawn_with_its_reason(world: World) -> None:
    chamber, case = Chamber(world), a_ready_case(world)
    chamber.called()
    chamber.put(case)
    address = f"{chamber.sitting}/motions/1"
    clerk = chamber.as_(CLERK)
    form = clerk.get(f"{address}/withdraw").form(f"{address}/withdraw")

    assert 422 == clerk.send(form, 422).status
    clerk.send(form, reason="Chờ bổ sung hồ sơ")
    assert "Đã rút" in clerk.get(address).heading


def test_before_a_vote_one_proves_again_who_one_is_and_the_vote_goes_on(world: World) -> None:
    chamber, _, ballot = a_ballot(world)
    member = chamber.as_(MEMBERS[0])
    form = member.get(ballot).form(f"{ballot}/vote")
    member.at += timedelta(minutes=10)
    asked = member.send(form, 403, choice="for")

    assert "Xác nhận" in asked.heading
    assert ["for"] == asked.form(f"{ballot}/vote").fields["choice"]


@pytest.mark.parametrize("login", ["auditor", "committee_office"])
def test_who_only_reads_sees_the_ballot_and_has_no_form(world: World, login: str) -> None:
    _, _, ballot = a_ballot(world)
    page = Pages(world.engine).signed_in(login).get(ballot)

    assert "Bạn không có ghế trong Hội đồng này" in page.words
    assert [] == [form for form in page.forms if ballot in form.action]


def test_the_ballot_speaks_english(world: World) -> None:
    chamber, _, ballot = a_ballot(world)
    member = chamber.as_(MEMBERS[0]).speak("en")
    page = member.get(ballot)
    told = member.send(page.form(f"{ballot}/vote"), 422, choice="against")

    assert "Being voted on" in page.heading
    assert "a vote against needs its reason." in told.words
