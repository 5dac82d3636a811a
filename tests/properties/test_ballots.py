"""Every ballot of up to seven seats under every rule a plan may configure, judged twice.

The oracle is written from the words of the rule and tries every way the outstanding votes can
still fall. Heads are counted, not named, since the words tell no voter from another but the
chair; the chair's place among the heads is tried wherever a casting vote can matter.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import product

from states.ballot import BallotRule, outcome
from states.facts import Ballot
from states.terms import Base, Choice, Result, Tie

SEATS = 7
KINDS = ("for", "against", "abstain", "silent", "absent", "recused")
VOTES = KINDS[:3]
SHARES = ((">", 1, 2), (">=", 2, 3), (">=", 3, 4), (">=", 1, 1))
RULES = tuple(product(Base, SHARES, Tie))


def shared_out(heads: int, kinds: int) -> Iterator[tuple[int, ...]]:
    """Every way of sharing out so many heads among so many kinds."""
    if kinds == 1:
        yield (heads,)
        return
    for first in range(heads + 1):
        for rest in shared_out(heads - first, kinds - 1):
            yield (first, *rest)


def reaches(part: int, whole: int, share: tuple[str, int, int]) -> bool:
    """More than, or at least, that share of the whole; no share of nobody is ever reached."""
    operator, above, below = share
    if whole == 0:
        return False
    return part * below > whole * above if operator == ">" else part * below >= whole * above


def told(heads: dict[str, int], chair: str, rule) -> Result:
    """What the words of the rule say when nobody votes any more."""
    base, share, tie = rule
    present = heads["for"] + heads["against"] + heads["abstain"] + heads["silent"]
    whole = {
        Base.APPOINTED: present + heads["absent"],
        Base.PRESENT: present,
        Base.CAST: present - heads["silent"],
        Base.FOR_AND_AGAINST: heads["for"] + heads["against"],
    }[base]
    if reaches(heads["for"], whole, share):
        return Result.CARRIED
    half_and_half = 0 < whole == 2 * heads["for"] == 2 * heads["against"]
    if not half_and_half or share != (">", 1, 2):
        return Result.LOST
    casting = chair if tie is Tie.CHAIR else ""
    return {"for": Result.CARRIED, "against": Result.LOST}.get(casting, Result.TIED)


@cache
def endings(seats: tuple[int, ...], chair: str, rule) -> frozenset[Result]:
    """Every result still possible: whoever is silent may yet vote, or go on being silent."""
    heads = dict(zip(KINDS, seats, strict=True))
    chair_waits = chair == "silent"
    waiting = heads.pop("silent") - chair_waits
    return frozenset(
        told({kind: heads.get(kind, 0) + more.get(kind, 0) for kind in KINDS}, voted, rule)
        for voted in (KINDS[:4] if chair_waits else (chair,))
        for fallen in shared_out(waiting, 4)
        for more in (_with_chair(fallen, voted if chair_waits else ""),)
    )


def _with_chair(fallen: tuple[int, ...], voted: str) -> dict[str, int]:
    return {kind: n + (kind == voted) for kind, n in zip(KINDS[:4], fallen, strict=True)}


def ballots(tie: Tie) -> Iterator[tuple[tuple[int, ...], str]]:
    """Every composition of one to seven seats, and where the chair sits if that can matter."""
    for seats in range(1, SEATS + 1):
        for heads in shared_out(seats, len(KINDS)):
            taken = [kind for kind, number in zip(KINDS, heads, strict=True) if number]
            for chair in taken if tie is Tie.CHAIR else ("",):
                yield heads, chair


@cache
def counted(seats: tuple[int, ...], chair: str) -> tuple[Ballot, Ballot]:
    """The same ballot as the law is given it, open and closed; the chair's vote once cast."""
    heads = dict(zip(KINDS, seats, strict=True))
    ballot = Ballot(
        council="",
        appointed=sum(seats) - heads["recused"],
        present=sum(seats) - heads["recused"] - heads["absent"],
        recused=heads["recused"],
        votes_for=heads["for"],
        against=heads["against"],
        abstain=heads["abstain"],
        chair=Choice(chair).value if chair in VOTES else "",
    )
    return ballot, replace(ballot, closed=True)


def judged_by_words(seats: tuple[int, ...], chair: str, rule, quorum) -> tuple[Result, Result]:
    """How an open ballot stands, and how it ends when the chair closes it now."""
    heads = dict(zip(KINDS, seats, strict=True))
    appointed = sum(seats) - heads["recused"]
    if not reaches(appointed - heads["absent"], appointed, quorum):
        return Result.NO_QUORUM, Result.NO_QUORUM
    possible = endings(seats, chair, rule)
    now = next(iter(possible)) if len(possible) == 1 else Result.OPEN
    return now, told(heads, chair, rule)


def law(rule, quorum) -> BallotRule:
    base, (operator, above, below), tie = rule
    return BallotRule(
        Fraction(quorum[1], quorum[2]), quorum[0], Fraction(above, below), operator, base, tie
    )


def test_every_ballot_of_up_to_seven_seats_is_judged_as_the_words_of_every_rule_say(capsys):
    wrong, situations = [], 0
    for rule, quorum in product(RULES, SHARES):
        configured = law(rule, quorum)
        for seats, chair in ballots(rule[2]):
            found = tuple(outcome(configured, ballot) for ballot in counted(seats, chair))
            situations += 2
            if found != judged_by_words(seats, chair, rule, quorum):
                wrong.append((seats, chair, rule, quorum, found))
    with capsys.disabled():
        sys.stdout.write(f"\nballots judged by the law and by its words: {situations}\n")

    assert [] == wrong[:5]
    assert 929_152 == situations
