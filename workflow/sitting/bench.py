"""Who sits at a sitting and who votes for which seat; what the votes of a motion come to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.facts import Ballot
from states.terms import Choice, Seat
from workflow.councils import Membership, seats_on

_TABLES = SQLModel.metadata.tables
_ROLL = _TABLES["attendance"]
_SITTINGS = _TABLES["sitting"]
_COUNCILS = _TABLES["council"]
_VOTES = _TABLES["vote"]
_RECUSALS = _TABLES["recusal"]
_READ_SITTING: Select[Any] = (
    select(
        _SITTINGS,
        _COUNCILS.c.name.label("council"),
        _COUNCILS.c.place_id,
        _COUNCILS.c.until.label("council_until"),
    )
    .join(_COUNCILS, _COUNCILS.c.id == _SITTINGS.c.council_id)
    .where(_SITTINGS.c.id == bindparam("sitting"))
)
_LINES = select(_ROLL).where(_ROLL.c.sitting_id == bindparam("sitting"))
_CAST = select(_VOTES).where(_VOTES.c.motion_id == bindparam("motion")).order_by(_VOTES.c.at)
_RECUSED = (
    select(_RECUSALS).where(_RECUSALS.c.motion_id == bindparam("motion")).order_by(_RECUSALS.c.at)
)


@dataclass(frozen=True, slots=True)
class Bench:
    """The seats of a council in force on the sitting's day, and the roll as it was called."""

    seats: tuple[Membership, ...]
    roll: Mapping[UUID, Row[Any]]

    @property
    def regular(self) -> tuple[Membership, ...]:
        """Return the seats that count: those of alternates do only through another's."""
        return tuple(seat for seat in self.seats if seat.kind is not Seat.ALTERNATE)

    @property
    def uncalled(self) -> tuple[Membership, ...]:
        """Return the regular seats about whose holders the roll says nothing yet."""
        return tuple(seat for seat in self.regular if seat.person not in self.roll)

    def seat_of(self, person: UUID) -> Membership | None:
        """Return the seat a person holds that day."""
        return next((seat for seat in self.seats if seat.person == person), None)

    def is_present(self, person: UUID) -> bool:
        """Whether the roll has the person as present."""
        return person in self.roll and bool(self.roll[person].present)

    def present(self) -> tuple[UUID, ...]:
        """Return everybody the roll has as present, alternates included."""
        return tuple(seat.person for seat in self.seats if self.is_present(seat.person))

    def voters(self, recused: Iterable[UUID] = ()) -> Mapping[UUID, Membership]:
        """Return who votes, each with the seat voted for.

        The holder votes when present and not recused; otherwise the alternate who sits there.
        """
        out = frozenset(recused)
        sitting = {
            line.sits_for: line.person_id
            for line in self.roll.values()
            if line.present and line.sits_for and line.person_id not in out
        }
        found = {}
        for seat in self.regular:
            if self.is_present(seat.person) and seat.person not in out:
                found[seat.person] = seat
            elif seat.seat in sitting:
                found[sitting[seat.seat]] = seat
        return found

    def left_out(self, recused: Iterable[UUID]) -> int:
        """Return how many seats leave the count: their holders are recused and nobody sits there.

        A member who is away still counts among those appointed.
        """
        out = frozenset(recused)
        filled = {seat.seat for seat in self.voters(out).values()}
        return sum(seat.person in out and seat.seat not in filled for seat in self.regular)


def read_sitting(session: Session, sitting: UUID) -> Row[Any] | None:
    """Return a sitting with the name and the place of its council."""
    found = session.connection().execute(_READ_SITTING, {"sitting": sitting})
    return found.one_or_none()


def bench_of(session: Session, sitting: Row[Any]) -> Bench:
    """Return who sits at a sitting."""
    lines = session.connection().execute(_LINES, {"sitting": sitting.id}).all()
    seats = seats_on(session, sitting.council_id, on=sitting.held_on)
    return Bench(seats, {line.person_id: line for line in lines})


def votes_on(session: Session, motion: UUID) -> tuple[Row[Any], ...]:
    """Return the votes cast on a motion, the earliest first."""
    return tuple(session.connection().execute(_CAST, {"motion": motion}).all())


def recusals_on(session: Session, motion: UUID) -> tuple[Row[Any], ...]:
    """Return who is recused from a motion."""
    return tuple(session.connection().execute(_RECUSED, {"motion": motion}).all())


def count(
    session: Session, sitting: Row[Any], motion: Row[Any], bench: Bench, *, closed: bool = False
) -> Ballot:
    """Return a motion's ballot as its votes stand; who is in conflict is not looked at here.

    The chair's vote is the one cast for the chair's seat, by an alternate who sits there too.
    """
    recused = [row.person_id for row in recusals_on(session, motion.id)]
    votes = votes_on(session, motion.id)
    choices = Counter(vote.choice for vote in votes)
    chairs = {seat.seat for seat in bench.regular if seat.kind is Seat.CHAIR}
    by_chair = [vote.choice.value for vote in votes if vote.seat_id in chairs]
    out = bench.left_out(recused)
    return Ballot(
        council=sitting.council_id.hex,
        sitting=sitting.number,
        held_on=sitting.held_on,
        appointed=len(bench.regular) - out,
        present=len(bench.voters(recused)),
        recused=len(recused),
        votes_for=choices[Choice.FOR],
        against=choices[Choice.AGAINST],
        abstain=choices[Choice.ABSTAIN],
        chair=by_chair[0] if by_chair else "",
        closed=closed,
        facts_digest=motion.facts_digest or "",
    )
