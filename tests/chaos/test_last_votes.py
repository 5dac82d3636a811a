"""Last votes of one ballot at one moment, and two councils at one case: one effect, every round."""

import sys
from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import SQLModel

from states.terms import Action, Choice
from tests import seated
from tests.builders import World
from tests.chaos.multiplied import multiplied
from tests.chaos.racing import ROUNDS, Deed, races, sums
from tests.people_and_places import AT
from tests.seated import Seated
from workflow.database import reading, writing
from workflow.deeds.ballots import Cast, cast_vote
from workflow.deeds.motions import NewMotion
from workflow.verification import verify

FEW = 20
MOVED, COUNTED, LAPSED = "moved", "counted", "lapsed"
TABLES = SQLModel.metadata.tables
RACERS = {"sqlite": 2, "postgresql": 3}


@dataclass(frozen=True)
class Contest:
    """A motion for each round, the people who vote at one moment, and the votes it has already."""

    motions: list[UUID]
    council: Seated

    def racer(self, voter: UUID, choice: Choice = Choice.FOR) -> Deed:
        """What one person does in a round: vote, and tell whether that moved the case."""

        def casts(world: World, number: int) -> str:
            reason = "Chưa đủ tiêu chí" if choice is Choice.AGAINST else ""
            cast = Cast(motion=self.motions[number], by=voter, choice=choice, at=AT, reason=reason)
            with writing(world.engine) as session:
                counted = cast_vote(session, world.book, cast)
            if counted.successor or counted.status == LAPSED:
                return LAPSED
            return MOVED if counted.entry is not None else COUNTED

        return casts


def of_five(world: World, cases: list[str], racers: int, *, name: str = "council") -> Contest:
    """A council of five with a ballot for each case: three votes carry it.

    In even rounds two have voted and any further vote is the last; in odd rounds every racer's
    vote is needed.
    """
    council = seated.seat(world, name, voters=5)
    with writing(world.engine) as session:
        sitting = seated.sits(session, council)
        motions = [
            seated.puts(world, session, council, seated.appraisal(sitting, case)) for case in cases
        ]
        for number, motion in enumerate(motions):
            before = 3 - racers if number % 2 else 2
            seated.votes(world, session, motion, council.voters[:before])
    return Contest(motions, council)


def moves(world: World) -> Counter[int]:
    """How often cases were moved how many times by a council."""
    entries = TABLES["history"].c
    chosen = (
        select(func.count())
        .where(entries.deed.in_([Action.APPRAISE.value, Action.DECLINE.value]))
        .group_by(entries.case_id)
    )
    with reading(world.engine) as session:
        return Counter(session.execute(chosen).scalars())


def told(world: World, what: str, rounds: list[list[str]]) -> None:
    ended = dict(sorted(sums(rounds).items()))
    sys.stdout.write(f"{world.engine.dialect.name}: {what}, {len(rounds)} rounds: {ended}\n")


def test_the_last_votes_of_a_ballot_move_its_case_once(either_world: World):
    racers = RACERS[either_world.engine.dialect.name]
    contest = of_five(either_world, multiplied(either_world, ROUNDS), racers)

    rounds = races(either_world, [contest.racer(one) for one in contest.council.voters[-racers:]])

    told(either_world, "last votes of one ballot", rounds)
    settled, needed = rounds[::2], rounds[1::2]
    assert {MOVED: 50, "NotPossibleNow": 50 * (racers - 1)} == sums(settled)
    assert {MOVED: 50, COUNTED: 50 * (racers - 1)} == sums(needed)
    assert all(ends.count(MOVED) == 1 for ends in rounds)
    assert {1: ROUNDS} == moves(either_world)
    assert verify(either_world.engine).is_whole


def test_two_councils_decide_one_case_once(either_world: World):
    cases = multiplied(either_world, ROUNDS)
    councils = [seated.seat(either_world, name, voters=3) for name in ("first", "second")]
    deeds = [_on_its_own(either_world, council, cases) for council in councils]

    rounds = races(either_world, deeds)

    told(either_world, "two councils at one case", rounds)
    assert {MOVED: ROUNDS, LAPSED: ROUNDS} == sums(rounds)
    assert all({MOVED, LAPSED} == {*ends} for ends in rounds)
    assert {1: ROUNDS} == moves(either_world)
    assert verify(either_world.engine).is_whole


def _on_its_own(world: World, council: Seated, cases: list[str]) -> Deed:
    """A council of three where one vote is missing: the first appraises, the second declines."""
    with writing(world.engine) as session:
        sitting = seated.sits(session, council)
        motions = []
        for number, case in enumerate(cases):
            new = seated.appraisal(sitting, case)
            if (council.clerk.int + number) % 2:
                new = NewMotion(sitting, case, Action.DECLINE, reason="Chưa đủ tiêu chí")
            motions.append(seated.puts(world, session, council, new))
            seated.votes(world, session, motions[-1], council.voters[:1])
    return Contest(motions, council).racer(council.voters[-1])


def test_without_the_locks_the_race_of_votes_would_be_seen(either_world: World):
    racers = RACERS[either_world.engine.dialect.name]
    contest = of_five(either_world, multiplied(either_world, FEW), racers)
    deeds = [contest.racer(one) for one in contest.council.voters[-racers:]]

    rounds = races(either_world, deeds, rounds=FEW, locked=False)

    told(either_world, "last votes without the locks", rounds)
    as_promised = {
        MOVED: FEW,
        COUNTED: FEW // 2 * (racers - 1),
        "NotPossibleNow": FEW // 2 * (racers - 1),
    }
    assert as_promised != sums(rounds)


def test_without_the_locks_two_councils_at_one_case_would_be_seen(either_world: World):
    cases = multiplied(either_world, FEW)
    councils = [seated.seat(either_world, name, voters=3) for name in ("first", "second")]
    deeds = [_on_its_own(either_world, council, cases) for council in councils]

    rounds = races(either_world, deeds, rounds=FEW, locked=False)

    told(either_world, "two councils at one case without the locks", rounds)
    assert {MOVED: FEW, LAPSED: FEW} != sums(rounds)
