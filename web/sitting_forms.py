"""What is typed on the pages of a sitting: the roll, line by line, and one vote."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from states.terms import Choice, Seat, Text
from web.forms import checked_words
from web.parts import Crumb, FieldFault, Option
from web.security import MalformedForm, Posted, TypedForm
from web.typed import Unreadable
from workflow.deeds.sittings import RollLine
from workflow.views.sitting_sheet import SeatLine

SITTINGS = Crumb(Text("Phiên họp Hội đồng", "Council sittings"), "/sittings")
HERE_OR_AWAY = (
    ("present", Text("Có mặt", "Present")),
    ("away", Text("Vắng mặt", "Away")),
)
WHY_AWAY = Text("Cần ghi lý do vắng mặt", "An absence needs its reason")
NOBODY = Option("", Text("không thay ai", "sits for nobody"))


class VoteForm(TypedForm):
    """One vote; `seen` is the digest of the facts the form was opened on."""

    choice: str = ""
    reason: str = ""
    seen: str


class ReasonForm(TypedForm):
    """A reason, where one may be left out."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class RollRow:
    """One seat of the roll as its form shows it; everything typed is kept as typed."""

    line: SeatLine
    options: tuple[Option, ...]
    stands_in: tuple[Option, ...]
    reason: str
    error: Text | str = ""

    @property
    def called(self) -> str:
        """Return the name of the field that says who is there."""
        return f"here-{self.line.seat}"

    @property
    def why(self) -> str:
        """Return the name of the field of the reason."""
        return f"why-{self.line.seat}"

    @property
    def instead(self) -> str:
        """Return the name of the field that says for whom an alternate sits."""
        return f"for-{self.line.seat}"


@dataclass(frozen=True, slots=True)
class Roll:
    """The roll as it is to be shown, its faults, and what it says when there are none."""

    rows: tuple[RollRow, ...]
    faults: tuple[FieldFault, ...] = ()
    lines: tuple[RollLine, ...] = ()


def roll_known(seats: Iterable[SeatLine]) -> Roll:
    """Return the roll as it was called so far."""
    every = tuple(seats)
    typed: dict[str, str] = {}
    for seat in every:
        here = ("present" if seat.present else "away") if seat.called else ""
        typed |= {
            f"here-{seat.seat}": here,
            f"why-{seat.seat}": seat.reason,
            f"for-{seat.seat}": seat.sits_for_seat,
        }
    return Roll(tuple(_row(seat, every, typed) for seat in every))


def read_roll(seats: Iterable[SeatLine], posted: Posted) -> Roll:
    """Read a roll; somebody of whom nothing was said is left out.

    Raises MalformedForm for a field or a choice the form does not have.
    """
    every = tuple(seats)
    names = [f"{kind}-{seat.seat}" for seat in every for kind in ("here", "why", "for")]
    typed = posted.named(*names)
    rows, faults, lines = [], [], []
    for seat in every:
        try:
            line = _line(seat, every, typed)
            rows.append(_row(seat, every, typed))
        except Unreadable as fault:
            rows.append(_row(seat, every, typed, fault.says))
            says = Text(f"{seat.name}: {fault.says.vi}", f"{seat.name}: {fault.says.en}")
            faults.append(FieldFault(f"why-{seat.seat}", says))
            continue
        lines += [line] if line else []
    return Roll(tuple(rows), tuple(faults), tuple(lines))


def choices_of_a_vote(chosen: str) -> tuple[Option, ...]:
    """Return the three ways to vote."""
    return tuple(
        Option(choice.value, choice.label, chosen=choice.value == chosen) for choice in Choice
    )


def _line(seat: SeatLine, every: tuple[SeatLine, ...], typed: dict[str, str]) -> RollLine | None:
    here, why, instead = (typed[f"{kind}-{seat.seat}"] for kind in ("here", "why", "for"))
    if here not in {"", *(value for value, _ in HERE_OR_AWAY)}:
        raise MalformedForm(here)
    if instead not in {"", *(one.seat for one in every)}:
        raise MalformedForm(instead)
    if not here:
        return None
    present = here == "present"
    reason = checked_words(why)
    if not present and not reason:
        raise Unreadable(WHY_AWAY)
    sits_for = UUID(instead) if present and instead else None
    return RollLine(UUID(seat.person), present, "" if present else reason, sits_for)


def _row(
    seat: SeatLine, every: tuple[SeatLine, ...], typed: dict[str, str], error: Text | str = ""
) -> RollRow:
    here, instead = typed[f"here-{seat.seat}"], typed[f"for-{seat.seat}"]
    members = [one for one in every if one.kind is not Seat.ALTERNATE]
    return RollRow(
        line=seat,
        options=tuple(Option(value, label, chosen=value == here) for value, label in HERE_OR_AWAY),
        stands_in=(
            NOBODY,
            *(
                Option(one.seat, one.name, chosen=one.seat == instead)
                for one in members
                if seat.is_alternate
            ),
        ),
        reason=typed[f"why-{seat.seat}"],
        error=error,
    )
