"""The law of ballots: when a council may vote, when a motion is carried, when that is settled.

No text sets a quorum, a majority or a tie rule; a plan configures them and `in_words` says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Self

from states.facts import Ballot
from states.figures import compares
from states.plans import Plan
from states.terms import Base, Choice, Result, Text, Tie

HALF = Fraction(1, 2)
RULES_OF_A_BALLOT = ("council.quorum", "council.majority", "council.majority_base", "council.tie")


@dataclass(frozen=True, slots=True)
class BallotRule:
    """How a council votes. The quorum is a share of those appointed, less the recused, always."""

    quorum: Fraction
    quorum_operator: str
    majority: Fraction
    operator: str
    base: Base
    tie: Tie

    def as_record(self) -> dict[str, str]:
        """Return the rule as texts, to be kept with the motion it was put under."""
        return {
            "quorum": str(self.quorum),
            "quorum_operator": self.quorum_operator,
            "majority": str(self.majority),
            "operator": self.operator,
            "base": self.base.value,
            "tie": self.tie.value,
        }

    @classmethod
    def from_record(cls, record: dict[str, str]) -> Self:
        """Return the rule a motion was put under.

        Raises KeyError or ValueError when the record is not one `as_record` made.
        """
        return cls(
            quorum=Fraction(record["quorum"]),
            quorum_operator=record["quorum_operator"],
            majority=Fraction(record["majority"]),
            operator=record["operator"],
            base=Base(record["base"]),
            tie=Tie(record["tie"]),
        )


def rule_of(plan: Plan | None) -> BallotRule | None:
    """Return how a council votes under a plan, or None where the plan leaves any part open."""
    if plan is None or any(plan.get(key) is None for key in RULES_OF_A_BALLOT):
        return None
    quorum, majority, base, tie = (plan.parameters[key] for key in RULES_OF_A_BALLOT)
    return BallotRule(
        quorum=quorum.fraction,
        quorum_operator=quorum.operator,
        majority=majority.fraction,
        operator=majority.operator,
        base=Base(str(base.value)),
        tie=Tie(str(tie.value)),
    )


def cast(ballot: Ballot) -> int:
    """Return how many have voted, abstentions included."""
    return ballot.votes_for + ballot.against + ballot.abstain


def counted_on(rule: BallotRule, ballot: Ballot) -> int:
    """Return how many heads the votes in favour are a share of, as the votes stand."""
    return {
        Base.APPOINTED: ballot.appointed,
        Base.PRESENT: ballot.present,
        Base.CAST: cast(ballot),
        Base.FOR_AND_AGAINST: ballot.votes_for + ballot.against,
    }[rule.base]


def has_quorum(rule: BallotRule, ballot: Ballot) -> bool:
    """Whether enough of those appointed, less the recused, are present to vote at all."""
    if not ballot.appointed:
        return False
    share = Fraction(ballot.present, ballot.appointed)
    return compares(share, rule.quorum_operator, rule.quorum)


def outcome(rule: BallotRule, ballot: Ballot) -> Result:
    """Return how the ballot stands: open until it is closed or nothing can change it any more."""
    if not has_quorum(rule, ballot):
        return Result.NO_QUORUM
    if ballot.closed:
        return _as_counted(rule, ballot)
    possible = {_as_counted(rule, complete) for complete in _completions(ballot)}
    return possible.pop() if len(possible) == 1 else Result.OPEN


def settled(rule: BallotRule, ballot: Ballot) -> bool:
    """Whether the votes still outstanding can no longer change the result."""
    return outcome(rule, replace(ballot, closed=False)) is not Result.OPEN


def _as_counted(rule: BallotRule, ballot: Ballot) -> Result:
    """Return the result of the votes as they stand; a share of nobody never carries."""
    heads = counted_on(rule, ballot)
    if not heads:
        return Result.LOST
    share = Fraction(ballot.votes_for, heads)
    if compares(share, rule.operator, rule.majority):
        return Result.CARRIED
    if not (share == rule.majority == HALF and ballot.votes_for == ballot.against):
        return Result.LOST
    if rule.tie is Tie.LOST:
        return Result.TIED
    by_chair = {Choice.FOR.value: Result.CARRIED, Choice.AGAINST.value: Result.LOST}
    return by_chair.get(ballot.chair, Result.TIED)


def _completions(ballot: Ballot) -> Iterator[Ballot]:
    """Every way in which those present who have not voted may still vote.

    Whether the chair is among them need not be known: wherever one more vote makes a tie,
    the same vote given otherwise already makes another result.
    """
    outstanding = max(ballot.present - cast(ballot), 0)
    for more_for in range(outstanding + 1):
        for more_against in range(outstanding - more_for + 1):
            yield replace(
                ballot,
                votes_for=ballot.votes_for + more_for,
                against=ballot.against + more_against,
                abstain=ballot.abstain + outstanding - more_for - more_against,
            )


@cache
def in_words(rule: BallotRule) -> Text:
    """Spell the rule out, as it stands on the ballot and in the minutes."""
    asks, needed = quorum_in_words(rule), _share_in_words(rule.majority, rule.operator)
    heads = rule.base.label
    return Text(
        f"{asks.vi} Người từ chối tham gia không được tính vào số nào. Đề nghị được thông qua "
        f"khi số tán thành chiếm {needed.vi} số {heads.vi}. {_tie_in_words(rule).vi}",
        f"{asks.en} Whoever is recused is counted nowhere. The motion is carried when the votes "
        f"for it are {needed.en} of the {heads.en}. {_tie_in_words(rule).en}",
    )


@cache
def quorum_in_words(rule: BallotRule) -> Text:
    """Spell out how many have to be there before a vote is taken."""
    share = _share_in_words(rule.quorum, rule.quorum_operator)
    heads = Base.APPOINTED.label
    return Text(
        f"Hội đồng biểu quyết khi có mặt {share.vi} số {heads.vi}.",
        f"The council votes when those present are {share.en} of the {heads.en}.",
    )


def _share_in_words(share: Fraction, operator: str) -> Text:
    if share == 1:
        return Text("toàn bộ", "all")
    if operator == ">":
        return Text(f"quá {share}", f"more than {share}")
    return Text(f"ít nhất {share}", f"at least {share}")


def _tie_in_words(rule: BallotRule) -> Text:
    if rule.majority != HALF or rule.operator != ">":
        return Text(
            "Số tán thành và không tán thành bằng nhau cũng được tính như vậy.",
            "As many votes for as against are counted in the same way.",
        )
    by_chair = rule.tie is Tie.CHAIR
    tie = Text(
        "Khi đúng một nửa tán thành, một nửa không tán thành (hòa phiếu):",
        "When exactly half are for and half against (a tie):",
    )
    otherwise = Text(
        "; Chủ tịch không biểu quyết thì không được thông qua.",
        "; where the chair takes no side, it is not carried.",
    )
    decided = rule.tie.label
    return Text(
        f"{tie.vi} {decided.vi}{otherwise.vi if by_chair else '.'}",
        f"{tie.en} {decided.en}{otherwise.en if by_chair else '.'}",
    )
