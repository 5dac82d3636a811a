"""What the minutes of a sitting say: the roll, and each motion with its votes and its result."""

from dataclasses import dataclass
from datetime import date

from states.findings import Finding
from states.terms import Choice, Seat, Text, Verdict
from workflow.models.sittings import Ground
from workflow.views.docket_lines import DocketLine

CARRIED = "council.carried"


@dataclass(frozen=True, slots=True)
class RollSaid:
    """One line of the roll as the minutes tell it."""

    name: str
    seat: Seat
    present: bool
    reason: str
    sits_for: str


@dataclass(frozen=True, slots=True)
class RecusedSaid:
    """One person who took no part in a vote, and why."""

    name: str
    ground: Ground
    reason: str


@dataclass(frozen=True, slots=True)
class VoteSaid:
    """One vote as the minutes tell it; `sits_for` is the member an alternate voted for."""

    name: str
    choice: Choice
    reason: str
    sits_for: str


@dataclass(frozen=True, slots=True)
class MotionSaid:
    """One motion as the minutes tell it."""

    line: DocketLine
    rule: Text | None
    presiding: str
    recused: tuple[RecusedSaid, ...]
    votes: tuple[VoteSaid, ...]
    findings: tuple[Finding, ...]

    @property
    def judged(self) -> tuple[Finding, ...]:
        """Return the conditions that were judged; what the votes came to is the result itself."""
        return tuple(
            one
            for one in self.findings
            if one.verdict is not Verdict.NOT_APPLICABLE and one.rule != CARRIED
        )

    @property
    def not_applicable(self) -> int:
        """Return how many conditions do not apply under the plan."""
        return sum(one.verdict is Verdict.NOT_APPLICABLE for one in self.findings)


@dataclass(frozen=True, slots=True)
class MinutesSheet:
    """The minutes of one sitting; `kept` is the digest the history keeps since its close."""

    id: str
    council: str
    province: Text
    number: str
    held_on: date
    place: str
    closed_at: str | None
    roll: tuple[RollSaid, ...]
    motions: tuple[MotionSaid, ...]
    digest: str
    kept: str | None

    @property
    def is_final(self) -> bool:
        """Whether the sitting is closed and the minutes are those that were recorded."""
        return self.kept is not None

    @property
    def agrees(self) -> bool:
        """Whether what is computed now is what was recorded at the close."""
        return self.kept is None or self.kept == self.digest

    @property
    def present(self) -> int:
        """Return how many seats were taken: by their holders, or by an alternate."""
        return sum(
            line.present and (line.seat is not Seat.ALTERNATE or bool(line.sits_for))
            for line in self.roll
        )

    @property
    def appointed(self) -> int:
        """Return how many regular seats there are."""
        return sum(line.seat is not Seat.ALTERNATE for line in self.roll)

    @property
    def chair(self) -> str:
        """Return who was in the chair, where the roll tells."""
        return self._present(Seat.CHAIR)

    @property
    def secretary(self) -> str:
        """Return who kept the minutes, where the roll tells."""
        return self._present(Seat.SECRETARY)

    def _present(self, seat: Seat) -> str:
        names = (line.name for line in self.roll if line.seat is seat and line.present)
        holders = {line.name for line in self.roll if line.seat is seat}
        instead = (line.name for line in self.roll if line.present and line.sits_for in holders)
        return next(names, next(instead, ""))
