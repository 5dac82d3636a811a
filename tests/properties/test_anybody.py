"""Random sequences of every deed by everybody: whatever is tried, the promises hold.

Each sequence is drawn from a seed of its own, so that its number repeats it. A refusal leaves the
same bytes; what is done is in the history, which explains every case at the end.
"""

import sys
from collections import Counter
from pathlib import Path
from random import Random
from time import perf_counter

import pytest

from tests.chaos.arena import DONE, Arena, sequence
from tests.chaos.deeds_at_cases import AT_CASES
from tests.chaos.deeds_of_councils import AT_DECISIONS, AT_SITTINGS
from tests.chaos.deeds_of_powers import OF_POWERS
from tests.chaos.promises import watch
from tests.chaos.templates import templates
from workflow.verification import verify

SEED = 138
PARTS, SEQUENCES = 4, 500
SHORTEST, LONGEST = 5, 10
THEMES = (AT_CASES, AT_SITTINGS, AT_DECISIONS, OF_POWERS)
DEEDS = tuple(deed for theme in THEMES for deed in theme)
# What every part of the sequences comes as far as.
REACHED = {
    *("appraise", "select", "withdraw", "vote_cast", "ballot_ended", "decision_recorded"),
    *("waiver_given", "grant_asked", "delegated", "released"),
}


@pytest.fixture(scope="session")
def beginnings(world_template: Path, tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """What the sequences begin on."""
    return templates(world_template, tmp_path_factory.mktemp("beginnings"))


def run(arena: Arena, beginnings: list[bytes], number: int) -> tuple[list[str], set[str]]:
    """Try one sequence; return how its deeds ended and what the history was told.

    Raises AssertionError with all of them.
    """
    dice = Random(f"{SEED} {number}")  # noqa: S311 - to be repeated
    arena.begin(dice.choice(beginnings), dice)
    since = arena.entries()
    try:
        deeds = (*DEEDS, *dice.choice(THEMES) * 4)
        ends = sequence(arena, deeds, dice.randint(SHORTEST, LONGEST), watch)
        assert verify(arena.engine).faults == ()
    except AssertionError as fault:
        raise AssertionError(f"sequence {number}: {fault}\n" + "\n".join(arena.told)) from fault
    written = arena.rows("SELECT DISTINCT deed FROM history WHERE number > ?", since)
    return ends, {deed for (deed,) in written}


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_anybody_tries_the_promises_hold(beginnings: list[bytes], part: int):
    arena, ended, started = Arena(), Counter[str](), perf_counter()
    done: set[str] = set()

    for number in range(part * SEQUENCES, (part + 1) * SEQUENCES):
        ends, entries = run(arena, beginnings, number)
        ended.update(ends)
        done |= entries

    sys.stdout.write(
        f"{SEQUENCES} sequences, {ended.total()} deeds in {perf_counter() - started:.0f} s: "
        f"{dict(ended)}; {len(done)} kinds of entries: {', '.join(sorted(done))}\n"
    )
    assert ended[DONE] >= 2 * SEQUENCES
    assert done >= REACHED
