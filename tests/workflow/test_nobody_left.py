"""A ballot always ends: by the last recusal, by the roll, or by who presides for the chair."""

from collections.abc import Iterable

import pytest

from states.terms import CaseState, Choice
from tests.builders import World
from tests.meetings import Meeting, meeting
from tests.people_and_places import AT, TODAY, seated
from workflow.database import reading
from workflow.errors import NotPossibleNow
from workflow.models.sittings import MotionStatus
from workflow.sitting.bench import bench_of, count, read_sitting
from workflow.sitting.minutes import minutes_of
from workflow.views.minutes import minutes_sheet
from workflow.views.motion_sheet import MotionSheet, motion_sheet

FOR, AGAINST, ABSTAIN = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN


def cast(here: Meeting, logins: Iterable[str], choice: Choice) -> None:
    for login in logins:
        assert MotionStatus.OPEN is here.votes(login, choice).status


def sheet(here: Meeting, login: str) -> MotionSheet:
    with reading(here.world.engine) as session:
        found = motion_sheet(
            session, here.world.book, here.sitting, 1, person=seated("08", login), at=AT
        )
    assert found is not None
    return found


def all_but_the_chair(here: Meeting) -> None:
    """Three for and three not: the chair's vote decides."""
    cast(here, ("member1", "member2", "member3"), FOR)
    cast(here, ("member4", "member5", "clerk"), ABSTAIN)


def test_a_recusal_of_the_last_who_could_vote_ends_the_ballot(either_world: World) -> None:
    here = meeting(either_world).with_ballot()
    all_but_the_chair(here)

    here.recuses("chair")

    assert MotionStatus.LOST is here.motion_row().status
    assert here.motion_row().closed_by is None


def test_a_recusal_may_carry_what_was_short_of_one(either_world: World) -> None:
    here = meeting(either_world).with_ballot()
    cast(here, ("member1", "member2", "member3"), FOR)

    for login in ("member4", "clerk"):
        here.recuses(login)

    assert MotionStatus.CARRIED is here.motion_row().status
    assert CaseState.APPRAISED is here.case().state


def test_the_roll_ends_a_ballot_nobody_else_can_vote_on(either_world: World) -> None:
    here = meeting(either_world).with_ballot()
    all_but_the_chair(here)

    here.roll(away=("chair",))

    assert MotionStatus.LOST is here.motion_row().status


def test_a_roll_without_a_quorum_ends_nothing_since_it_may_come_back(
    either_world: World,
) -> None:
    here = meeting(either_world).with_ballot()

    here.roll(away=("member1", "member2", "member3"))

    assert MotionStatus.OPEN is here.motion_row().status
    here.roll()
    assert MotionStatus.OPEN is here.votes("member1", FOR).status


@pytest.mark.parametrize("deed", ["closes", "withdraws"])
def test_without_the_chair_the_secretary_present_presides(either_world: World, deed: str) -> None:
    here = meeting(either_world).with_ballot()
    here.recuses("chair")
    with pytest.raises(NotPossibleNow):
        getattr(here, deed)("chair")
    assert sheet(here, "clerk").mine.in_chair
    assert sheet(here, "clerk").may_withdraw
    assert not sheet(here, "member1").may_withdraw
    presides = sheet(here, "member1").presides
    assert presides is not None
    assert "chủ trì" in presides.vi

    getattr(here, deed)("clerk")

    ended = here.told()[-1]["facts"]
    assert "secretary" == ended["presiding"]
    assert here.motion_row().status in (MotionStatus.LOST, MotionStatus.WITHDRAWN)


@pytest.mark.parametrize("deed", ["closes", "withdraws"])
def test_the_alternate_who_sits_for_the_chair_presides(either_world: World, deed: str) -> None:
    here = meeting(either_world, away=("chair",), instead="chair").with_ballot()
    with pytest.raises(NotPossibleNow):
        getattr(here, deed)("clerk")

    getattr(here, deed)("alternate")

    assert "alternate" == here.told()[-1]["facts"]["presiding"]


def test_the_minutes_name_who_presided_where_the_chair_was_out(either_world: World) -> None:
    here = meeting(either_world).with_ballot()
    assert sheet(here, "clerk").presides is None
    here.recuses("chair")
    here.closes("clerk")

    with reading(either_world.engine) as session:
        (told,) = minutes_of(session, here.sitting).record["motions"]
        page = minutes_sheet(session, here.sitting, person=seated("08", "clerk"), on=TODAY)

    assert seated("08", "clerk").hex == told["presiding"]
    assert page is not None
    assert page.motions[0].presiding


def test_the_vote_for_the_chairs_seat_is_the_chairs_whoever_sits_there(
    either_world: World,
) -> None:
    here = meeting(either_world).with_ballot()
    here.roll(away=("chair",), instead="chair")
    cast(here, ("member1", "member2"), FOR)
    cast(here, ("alternate",), ABSTAIN)

    with reading(either_world.engine) as session:
        sitting, motion = read_sitting(session, here.sitting), here.motion_row()
        assert sitting is not None
        counted = count(session, sitting, motion, bench_of(session, sitting))

    assert ABSTAIN == counted.chair
