"""Who could cure what a council lacks for one case: its alternates, tried one after another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from states.ballot import BallotRule, has_quorum
from states.facts import Ballot
from states.terms import Seat, Text
from workflow.councils import Membership
from workflow.models.sittings import Ground
from workflow.sitting.bench import Bench


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the roll as it might be called."""

    person_id: UUID
    present: bool
    sits_for: UUID | None


@dataclass(frozen=True, slots=True)
class Composed:
    """Who could vote on one case: the bench as it may be called, and who is out and why."""

    bench: Bench
    out: Mapping[UUID, Ground]
    away: frozenset[UUID]

    def ballot(self, bench: Bench | None = None) -> Ballot:
        """Return how many are appointed and there, less whoever may not vote."""
        asked = bench or self.bench
        left_out = asked.left_out(self.out)
        return Ballot(
            council="",
            appointed=len(asked.regular) - left_out,
            present=len(asked.voters(self.out)),
        )


def cures(composed: Composed, rule: BallotRule) -> Iterable[Text]:
    """Try the alternates who are free, one more at a time, until there is a quorum."""
    free, bound = _alternates(composed)
    missed = [
        seat
        for seat in composed.bench.regular
        if seat not in composed.bench.voters(composed.out).values()
    ]
    roll: dict[UUID, Any] = dict(composed.bench.roll)
    sits = []
    for alternate, seat in zip(free, missed, strict=False):
        roll[alternate.person] = Line(alternate.person, present=True, sits_for=seat.seat)
        sits.append((alternate, seat))
        if has_quorum(rule, composed.ballot(replace(composed.bench, roll=roll))):
            yield from (
                Text(
                    f"{one.name} (ủy viên dự khuyết) thay {other.name}",
                    f"{one.name} (alternate) sits for {other.name}",
                )
                for one, other in sits
            )
            return
    yield Text(
        "Không đủ ủy viên dự khuyết thay được; cần họp vào ngày khác hoặc bổ sung ghế.",
        "There are not enough alternates; sit on another day or appoint to more seats.",
    )
    for alternate in bound:
        why = composed.out[alternate.person].label
        yield Text(
            f"{alternate.name} (ủy viên dự khuyết) không thay được: {why.vi}",
            f"{alternate.name} (alternate) cannot sit: {why.en}",
        )


def _alternates(composed: Composed) -> tuple[list[Membership], list[Membership]]:
    """Return the alternates who may still sit for somebody, and those who may not vote."""
    roll = composed.bench.roll
    taken = {
        person
        for person, line in roll.items()
        if line.sits_for is not None and person not in composed.out
    }
    others = [seat for seat in composed.bench.seats if seat.kind is Seat.ALTERNATE]
    free = [
        seat
        for seat in others
        if seat.person not in composed.out
        and seat.person not in taken
        and seat.person not in composed.away
    ]
    return free, [seat for seat in others if seat.person in composed.out]
