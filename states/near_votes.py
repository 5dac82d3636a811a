"""How many votes, or members present, a ballot lacks; every way of so many is tried."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from states.ballot import cast
from states.change import Change, Turn, joined, met_by, plural
from states.facts import Ballot, CaseFacts
from states.findings import Finding
from states.near_days import another_day, by_day
from states.terms import Text
from states.transition import Guard


@dataclass(frozen=True, slots=True)
class Shift:
    """What is otherwise in a ballot: who comes or leaves, and whose vote is in favour."""

    come: int
    leave: int
    new: int
    from_abstaining: int
    from_against: int

    @property
    def votes(self) -> int:
        """Return how many more votes are in favour."""
        return self.new + self.from_abstaining + self.from_against

    @property
    def amount(self) -> int:
        """Return how many people decide otherwise."""
        return self.come + self.leave + self.votes


def votes_lacking(guard: Guard, facts: CaseFacts, finding: Finding) -> Change | None:
    """Return how many more votes in favour, or members present, the ballot needs."""
    ballot = facts.ballot
    if ballot is None or not ballot.appointed:
        return met_by(guard, [_voted(facts, finding)])
    return met_by(guard, _nearest(facts, finding, ballot))


def _voted(facts: CaseFacts, finding: Finding) -> Change:
    one = Ballot("…", held_on=facts.on, appointed=1, present=1, votes_for=1, closed=True)
    return Change(
        rule=finding.rule,
        turn=Turn.VOTES,
        amount=1,
        says=Text("Hội đồng biểu quyết", "a ballot of the council"),
        after=replace(facts, ballot=one),
    )


def _nearest(facts: CaseFacts, finding: Finding, ballot: Ballot) -> Iterator[Change]:
    for shift in sorted(_shifts(ballot), key=lambda each: (each.amount, -each.new)):
        after = _shifted(ballot, shift)
        yield Change(
            rule=finding.rule,
            turn=Turn.VOTES,
            amount=shift.amount,
            says=_says(shift),
            after=replace(facts, ballot=after),
            was=f"{ballot.votes_for}/{ballot.present}",
            becomes=f"{after.votes_for}/{after.present}",
        )


def _shifts(ballot: Ballot) -> Iterator[Shift]:
    """Every way the ballot could have gone otherwise in favour of the motion."""
    absent = max(0, ballot.appointed - ballot.present)
    surplus = max(0, ballot.present - ballot.appointed)
    silent = max(0, ballot.present - cast(ballot))
    missing = max(0, cast(ballot) - ballot.present)
    for come in range(max(absent, missing) + 1):
        for leave, new, abstaining, against in product(
            range(surplus + 1),
            range(silent + come + 1),
            range(ballot.abstain + 1),
            range(ballot.against + 1),
        ):
            shift = Shift(come, leave, new, abstaining, against)
            if shift.amount:
                yield shift


def _shifted(ballot: Ballot, shift: Shift) -> Ballot:
    return replace(
        ballot,
        present=ballot.present + shift.come - shift.leave,
        votes_for=ballot.votes_for + shift.votes,
        abstain=ballot.abstain - shift.from_abstaining,
        against=ballot.against - shift.from_against,
    )


def _says(shift: Shift) -> Text:
    pieces = []
    if shift.come:
        pieces.append(
            Text(
                f"cần {shift.come} thành viên có mặt nữa",
                plural(shift.come, "more member") + " present",
            )
        )
    if shift.leave:
        pieces.append(
            Text(
                f"bớt {shift.leave} người có mặt", plural(shift.leave, "member") + " fewer present"
            )
        )
    if shift.votes:
        pieces.append(
            Text(
                f"cần {shift.votes} phiếu tán thành nữa", plural(shift.votes, "more vote") + " for"
            )
        )
    return joined(pieces)


def recommended(guard: Guard, facts: CaseFacts, finding: Finding) -> Change | None:
    """Return what the council's recommendation lacks: its day, and then its votes."""
    waited = another_day(guard, facts, finding)
    if waited is not None:
        return waited
    ballot = facts.ballot
    if ballot is None or ballot.held_on is None or ballot.held_on <= facts.on:
        return votes_lacking(guard, facts, finding)
    then = votes_lacking(guard, replace(facts, on=ballot.held_on), finding)
    if then is None:
        return None
    return replace(
        then,
        amount=then.amount + (ballot.held_on - facts.on).days,
        says=joined([by_day(ballot.held_on, now=facts.on), then.says]),
        first_day=ballot.held_on,
    )


def voters_recused(guard: Guard, facts: CaseFacts, finding: Finding) -> Change | None:
    """Return how many voters with a part in the case have to be recused."""
    if facts.ballot is None:
        return met_by(guard, [_voted(facts, finding)])
    number = facts.ballot.conflicted
    change = Change(
        rule=finding.rule,
        turn=Turn.PERSON,
        amount=number,
        says=Text(
            f"{number} người biểu quyết phải từ chối tham gia",
            plural(number, "voter") + " to be recused",
        ),
        after=replace(facts, ballot=replace(facts.ballot, conflicted=0)),
    )
    return met_by(guard, [change])
