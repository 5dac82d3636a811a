"""Something tried against the rules: the same guards, both judgements, and not a byte written."""

from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pytest

from states.figures import ratio
from states.terms import CaseState, Phase, Verdict
from tests.builders import World
from tests.law_builders import targets
from tests.pages import Page, Pages
from tests.people_and_places import AT, person_id
from workflow.database import reading
from workflow.errors import NotPossibleNow
from workflow.views.what_if import Draft, try_out


@pytest.fixture
def pages(world: World) -> Pages:
    return Pages(world.engine)


def tried(pages: Pages, number: str, status: int = 200, **said: str) -> Page:
    return pages.signed_in("officer").get(f"/cases/{number}/what-if?{urlencode(said)}", status)


def reviewed(world: World) -> str:
    number = world.a_case(CaseState.PRELIMINARY_REVIEW)
    world.enters(number, Phase.REVIEW, targets(t2_ty_le_kham_pha=ratio(9, 15)), reason="Đếm lại")
    return number


def test_a_better_figure_turns_its_condition_and_both_are_shown(world: World, pages: Pages):
    shown = tried(pages, reviewed(world), t2_ty_le_kham_pha="12/15")

    assert "Đạt 8/9 chỉ tiêu" in shown.words
    assert "Đạt 9/9 chỉ tiêu" in shown.words
    assert "Thử, không lưu" in shown.heading


def test_what_would_still_be_lacking_is_said(world: World, pages: Pages):
    shown = tried(pages, reviewed(world), t2_ty_le_kham_pha="11/15", t6_he_thong_chinh_tri="no")

    assert "thêm 2 chỉ tiêu nữa" in shown.words


def test_a_day_to_come_is_tried_as_if_it_were_today(world: World):
    number = world.a_case(CaseState.IN_TRANSFORMATION)

    with reading(world.engine) as session:
        trial = try_out(
            session,
            world.book,
            number,
            Draft(on=date(2020, 3, 16)),
            person=person_id("officer"),
            at=AT,
        )

    year = next(each for each in trial.compared if each.now.rule == "review.one_year_over")
    assert (Verdict.MET, Verdict.MET) == (year.now.verdict, year.then.verdict)
    assert "16/03/2020" in next(
        each.then.says.vi for each in trial.compared if each.now.rule == "order.not_in_future"
    )


def test_votes_are_tried_by_the_rule_of_the_plan(world: World, pages: Pages):
    votes = {"appointed": "7", "present": "7", "votes_for": "3", "against": "4"}

    shown = tried(pages, reviewed(world), **votes)

    assert "Không được thông qua: 3 tán thành, 4 không tán thành" in shown.words
    assert "cần 1 phiếu tán thành nữa" in shown.words


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("t2_ty_le_kham_pha", "80%", "hai số nguyên cách nhau bằng dấu /"),
        ("t2_ty_le_kham_pha", "a/b", "số nguyên từ 0 trở lên"),
        ("t7a_mo_hinh", "-1", "số nguyên từ 0 trở lên"),
        ("t6_he_thong_chinh_tri", "perhaps", "một trong các câu trả lời"),
        ("on", "31/02/2020", "hông có ngày này trong lịch"),
        ("votes_for", "x", "số nguyên từ 0 trở lên"),
    ],
)
def test_what_cannot_be_read_is_said(world: World, pages: Pages, field: str, text: str, says: str):
    assert says in tried(pages, reviewed(world), 422, **{field: text}).words


def test_what_the_form_does_not_have_is_left_alone(world: World, pages: Pages):
    number = reviewed(world)

    assert "Khi thử" not in tried(pages, number, utm_source="x").words


def test_nothing_at_all_is_written(world: World, pages: Pages):
    number = reviewed(world)
    pages.signed_in("officer").get(f"/cases/{number}")
    where = world.engine.url.database
    before = Path(where).read_bytes() if where and Path(where).exists() else kept(world)

    tried(pages, number, t2_ty_le_kham_pha="12/15", on="03/03/2020", votes_for="5")

    after = Path(where).read_bytes() if where and Path(where).exists() else kept(world)
    assert before == after


def kept(world: World) -> list[str]:
    """Every statement a database in memory is rebuilt by, the sign-ins left out."""
    with world.engine.connect() as connection:
        raw = connection.connection.driver_connection
        return [line for line in raw.iterdump() if "sign_in" not in line]


def test_whoever_may_not_see_the_case_may_not_try_it(world: World, pages: Pages):
    number = world.a_case()

    elsewhere = pages.signed_in("officer_elsewhere").get(f"/cases/{number}/what-if", 404)
    without = pages.signed_in("administrator").get(f"/cases/{number}/what-if", 403)

    assert "Tân Lập" not in elsewhere.words + without.words


def test_a_case_that_is_over_has_nothing_to_try(world: World, pages: Pages):
    number = world.a_case(CaseState.RECOGNIZED)

    with pytest.raises(NotPossibleNow), reading(world.engine) as session:
        try_out(session, world.book, number, Draft(), person=person_id("officer"), at=AT)
    assert (
        "không còn bước nào"
        in pages.signed_in("officer").get(f"/cases/{number}/what-if", 409).words
    )


@pytest.mark.parametrize("state", [CaseState.PROPOSED, CaseState.APPRAISED, CaseState.MONITORING])
def test_every_state_on_the_way_can_be_tried(world: World, pages: Pages, state: CaseState):
    assert "Nội dung thử" in tried(pages, world.a_case(state)).words
