"""Votes at the same moment: however they fall, a case is moved once and every vote is explained."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

from states.terms import Action, CaseState, Choice
from tests.builders import World
from tests.meetings import Meeting, meeting, sitting_on
from workflow.deeds.ballots import Counted
from workflow.errors import WorkflowError
from workflow.models.sittings import MotionStatus
from workflow.verification import verify

ROUNDS = 6
FOR, AGAINST = Choice.FOR, Choice.AGAINST


def at_once(*deeds: Callable[[], Counted]) -> list[Counted | WorkflowError]:
    """Do the deeds in as many threads, each let go at the same moment."""
    gate = Barrier(len(deeds))

    def does(deed: Callable[[], Counted]) -> Counted | WorkflowError:
        gate.wait()
        try:
            return deed()
        except WorkflowError as refusal:
            return refusal

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(does, deeds))


def moves(here: Meeting, deed: str) -> int:
    return sum(entry["deed"] == deed for entry in here.world.entries(here.number))


def test_the_last_votes_at_once_move_the_case_once(either_world: World):
    ended: Counter[str] = Counter()
    for round_ in range(ROUNDS):
        here = meeting_in(either_world, round_).with_ballot()
        for login in ("member1", "member2", "member3"):
            here.votes(login, FOR)
        late = ("member4", "member5", "chair")
        results = at_once(*(partial(here.votes, login, FOR) for login in late))
        ended.update(type(each).__name__ for each in results)
        assert 1 == sum(isinstance(each, Counted) and each.moved for each in results)
        assert 1 == moves(here, "appraise")
        assert CaseState.APPRAISED is here.case().state
        assert 4 == here.motion_row().votes_for
    assert {"Counted": ROUNDS, "NotPossibleNow": 2 * ROUNDS} == ended
    assert verify(either_world.engine).is_whole


def test_one_form_sent_six_times_is_one_vote(either_world: World):
    here = meeting_in(either_world, 0).with_ballot()

    results = at_once(*(lambda: here.votes("member1", FOR) for _ in range(6)))

    assert [MotionStatus.OPEN] * 6 == [each.status for each in results if isinstance(each, Counted)]
    assert 1 == here.rows()["vote"]
    assert 1 == sum(entry["deed"] == "vote_cast" for entry in here.told())


def test_two_councils_at_once_decide_one_case_once(either_world: World):
    ended: Counter[str] = Counter()
    for round_ in range(ROUNDS):
        one = meeting_in(either_world, round_).with_ballot()
        other = sitting_on(either_world, one.number, number=f"1{round_}/BB")
        other = other.with_ballot(Action.DECLINE, reason="Chưa đủ")
        for here in (one, other):
            for login in ("member1", "member2", "member3"):
                here.votes(login, FOR)
        results = at_once(*(partial(here.votes, "chair", FOR) for here in (one, other)))
        statuses = sorted(each.status for each in results if isinstance(each, Counted))
        ended.update(statuses)
        assert [MotionStatus.CARRIED, MotionStatus.LAPSED] == statuses
        assert 1 == moves(one, "appraise") + moves(one, "decline")
    assert {MotionStatus.CARRIED: ROUNDS, MotionStatus.LAPSED: ROUNDS} == ended
    assert verify(either_world.engine).is_whole


def meeting_in(world: World, round_: int) -> Meeting:
    """A sitting of its own for each round, on a commune of its own."""
    return meeting(world, number=f"{round_}/BB-HĐTĐ", commune=f"08/{round_ + 1}")
