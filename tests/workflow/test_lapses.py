"""A ballot lapses when what it rests on changes between two votes; everybody is asked again."""

import json
from datetime import date

import pytest

from states.figures import count
from states.terms import Action, CaseState, Choice, Phase
from tests.builders import World, paper
from tests.meetings import Meeting, meeting, sitting_on
from workflow.errors import NotPossibleNow
from workflow.models.sittings import MotionStatus
from workflow.verification import verify

FOR = Choice.FOR


@pytest.fixture
def here(either_world: World) -> Meeting:
    """One vote is in."""
    here = meeting(either_world).with_ballot()
    here.votes("member1", FOR)
    return here


def counts_again(here: Meeting) -> None:
    """Correct one figure, and let another person verify it."""
    changed = {"a1_vu_pham_phap_hinh_su": count(99)}
    here.world.enters(here.number, Phase.PROPOSAL, changed, reason="Đếm lại")
    here.world.verifies(here.number, Phase.PROPOSAL)


def test_a_figure_changed_between_two_votes_asks_everybody_again(here: Meeting):
    counts_again(here)

    lapsed = here.votes("member2", FOR)

    assert (MotionStatus.LAPSED, False) == (lapsed.status, lapsed.moved)
    why = json.loads(here.motion_row().why)
    assert "số liệu “Đề xuất”" in why["vi"]
    assert lapsed.successor
    anew = here.motion_row(lapsed.successor)
    assert (MotionStatus.OPEN, here.motion, 2) == (anew.status, anew.follows, anew.ordinal)
    assert anew.facts_digest != here.motion_row().facts_digest
    assert verify(here.world.engine).is_whole


def test_nothing_of_a_lapsed_ballot_is_deleted_and_none_of_its_votes_told(here: Meeting):
    counts_again(here)
    here.votes("member2", FOR)

    assert 1 == here.rows()["vote"]
    assert "ballot_ended" not in {entry["deed"] for entry in here.told()}
    with pytest.raises(NotPossibleNow):
        here.votes("member3", FOR)


def test_the_new_motion_is_voted_on_from_the_beginning(here: Meeting):
    counts_again(here)
    lapsed = here.votes("member2", FOR)
    assert lapsed.successor
    anew = Meeting(here.world, here.council, here.sitting, here.number, lapsed.successor)

    assert MotionStatus.CARRIED is anew.all_vote(FOR).status
    assert CaseState.APPRAISED is here.case().state


def test_what_is_not_verified_yet_waits_for_its_ballot(here: Meeting):
    changed = {"a1_vu_pham_phap_hinh_su": count(99)}
    here.world.enters(here.number, Phase.PROPOSAL, changed, reason="Đếm lại")

    lapsed = here.votes("member2", FOR)

    assert MotionStatus.WAITING is here.motion_row(lapsed.successor).status


def test_a_paper_that_came_between_lets_the_ballot_lapse(here: Meeting):
    letter = paper("7/CV-HĐTĐ", date(2018, 2, 20))
    here.world.acts(
        here.number,
        Action.RETURN_DOSSIER,
        "secretary",
        letter=letter,
        missing_list="Phụ lục",
        due=date(2018, 3, 9),
    )

    assert MotionStatus.LAPSED is here.votes("member2", FOR).status
    assert "7/CV-HĐTĐ" in json.loads(here.motion_row().why)["vi"]


def test_the_chair_s_close_finds_it_lapsed_too(here: Meeting):
    counts_again(here)

    assert MotionStatus.LAPSED is here.closes().status


def test_a_case_that_another_council_moved_is_not_asked_about_again(here: Meeting):
    other = sitting_on(here.world, here.number).with_ballot(Action.DECLINE, reason="Chưa đủ")
    other.all_vote(FOR)

    lapsed = here.votes("member2", FOR)

    assert (MotionStatus.LAPSED, None) == (lapsed.status, lapsed.successor)
    assert CaseState.DECLINED is here.case().state
    assert "Không đưa vào diện" in json.loads(here.motion_row().why)["vi"]
