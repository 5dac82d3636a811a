"""The way to recognition on the page of a case: days, smallest changes, and what is near."""

import pytest

from states.figures import ratio
from states.terms import CaseState, Phase
from tests.builders import World
from tests.law_builders import targets
from tests.pages import Pages


@pytest.fixture
def pages(world: World) -> Pages:
    return Pages(world.engine)


def test_the_case_says_every_step_to_recognition_with_its_first_day(world: World, pages: Pages):
    number = world.a_case(CaseState.IN_TRANSFORMATION)

    shown = pages.signed_in("officer").get(f"/cases/{number}")

    assert "Đường tới công nhận" in shown.words
    assert "Công nhận chuyển hóa đạt – sớm nhất" in shown.words


def test_a_missed_target_says_how_many_more_cases_would_do(world: World, pages: Pages):
    number = world.a_case(CaseState.PRELIMINARY_REVIEW)
    world.enters(number, Phase.REVIEW, targets(t2_ty_le_kham_pha=ratio(9, 15)), reason="Đếm lại")

    shown = pages.signed_in("officer").get(f"/cases/{number}")

    assert "khám phá thêm 3 vụ (9/15 → 12/15)" in shown.words


def test_a_case_that_is_over_shows_no_way(world: World, pages: Pages):
    number = world.a_case(CaseState.RECOGNIZED)

    assert "Đường tới công nhận" not in pages.signed_in("officer").get(f"/cases/{number}").words
