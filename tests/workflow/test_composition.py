"""Whether a council can decide a case: who is missing and why, and which alternate cures it."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.builders import World
from tests.meetings import Meeting, meeting
from tests.people_and_places import AT
from workflow.book import PlanBook
from workflow.database import reading
from workflow.models.sittings import Ground
from workflow.sitting.bench import read_sitting
from workflow.views.composition import CanDecide, composition

AWAY = ("member1", "member2", "member3")
GROUNDS = ("proposed", "recorded", "verified", "proposing_body")


def test_a_council_that_is_all_there_can_decide(world: World) -> None:
    found = _composed(meeting(world).with_motion())

    assert found.possible
    assert () == found.causes == found.cures
    assert "7/7" in found.says.vi


def test_without_a_motion_there_is_nothing_to_decide(world: World) -> None:
    assert () == _all(meeting(world), world.book)


def test_who_is_away_is_named_and_the_alternate_cures_one_absence(world: World) -> None:
    found = _composed(meeting(world, away=AWAY).with_motion())

    assert not found.possible
    assert ["member1", "member2", "member3"] == [_login(cause.vi) for cause in found.causes]
    assert "is away" in found.causes[0].en
    assert 1 == len(found.cures)
    assert "alternate" in found.cures[0].en


def test_an_alternate_who_sits_already_is_told_and_cures_nothing_more(world: World) -> None:
    found = _composed(meeting(world, away=(*AWAY, "member4"), instead="member1").with_motion())

    assert not found.possible
    assert "thay" in found.causes[0].vi
    assert ["There are not enough alternates; sit on another day or appoint to more seats."] == [
        cure.en for cure in found.cures
    ]


def test_an_alternate_in_conflict_is_told_with_the_ground(world: World) -> None:
    sitting = meeting(world, away=AWAY).with_motion()
    sitting.takes_part("alternate", "recorded")
    found = _composed(sitting)

    assert "cannot sit: recorded its figures" in found.cures[-1].en


@pytest.mark.parametrize("ground", GROUNDS)
def test_a_member_who_took_part_in_the_case_is_named_with_the_ground(
    world: World, ground: str
) -> None:
    sitting = meeting(world).with_motion()
    sitting.takes_part("member2", ground)
    (cause,) = _composed(sitting).causes

    assert "member2" in cause.vi
    assert cause.vi.endswith(Ground(ground).label.vi)


def test_whoever_asked_to_be_recused_is_named(world: World) -> None:
    sitting = meeting(world).with_ballot()
    sitting.recuses("member1")

    assert "tự xin không biểu quyết" in _composed(sitting).causes[0].vi


def test_a_plan_that_says_nothing_of_votes_lets_nobody_decide(world: World) -> None:
    without = cast("PlanBook", SimpleNamespace(plan=lambda _: None))
    (found,) = _all(meeting(world).with_motion(), without)

    assert not found.possible
    assert "tỉnh cần bổ sung" in found.says.vi


def _composed(sitting: Meeting) -> CanDecide:
    (found,) = _all(sitting, sitting.world.book)
    return found


def _all(sitting: Meeting, book: PlanBook) -> tuple[CanDecide, ...]:
    with reading(sitting.world.engine) as session:
        row: Any = read_sitting(session, sitting.sitting)
        return composition(session, book, row, at=AT)


def _login(cause: str) -> str:
    return next(word for word in cause.split() if word.startswith("member"))
