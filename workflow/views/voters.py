"""Who votes on a motion and who does not; how they voted is told once it has been counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from states.terms import Choice, Seat
from workflow.models.sittings import Ground, MotionStatus
from workflow.sitting.bench import Bench
from workflow.views.docket_lines import DocketLine
from workflow.views.sittings import names_of


@dataclass(frozen=True, slots=True)
class RecusedLine:
    """One person who does not vote on the motion, and on what ground."""

    name: str
    ground: Ground
    reason: str


@dataclass(frozen=True, slots=True)
class VoterLine:
    """One person with a vote; how it was cast is told when the ballot has been counted."""

    name: str
    kind: Seat
    sits_for: str
    has_voted: bool
    choice: Choice | None
    reason: str


def recused_lines(session: Session, rows: tuple[Row[Any], ...]) -> tuple[RecusedLine, ...]:
    """Return who is recused from a motion, and why."""
    names = names_of(session, {row.person_id for row in rows}) if rows else {}
    return tuple(
        RecusedLine(names[row.person_id], Ground(row.ground), row.reason or "") for row in rows
    )


def voter_lines(
    session: Session,
    bench: Bench,
    votes: tuple[Row[Any], ...],
    recused: tuple[Row[Any], ...],
    line: DocketLine,
) -> tuple[VoterLine, ...]:
    """Return who may vote and who has; after the count how, and never who was first."""
    if line.status in (MotionStatus.WAITING, MotionStatus.WITHDRAWN):
        return ()
    cast = {vote.person_id: vote for vote in votes}
    seats = {seat.person: seat for seat in bench.seats}
    entitled = bench.voters(row.person_id for row in recused)
    others = {vote.person_id for vote in votes} - seats.keys()
    names = names_of(session, others) if others else {}
    return tuple(_voter_lines(cast, seats, entitled, names, told=line.tally is not None))


def _voter_lines(
    cast: dict[UUID, Row[Any]],
    seats: dict[UUID, Any],
    entitled: Any,  # noqa: ANN401 - persons and the seats they vote for
    names: Any,  # noqa: ANN401 - persons and their names
    *,
    told: bool,
) -> Iterator[VoterLine]:
    for person in [*seats, *names]:
        vote, seat = cast.get(person), seats.get(person)
        if vote is None and person not in entitled:
            continue
        for_seat = entitled.get(person)
        instead = for_seat is not None and seat is not None and for_seat.seat != seat.seat
        yield VoterLine(
            name=seat.name if seat else names[person],
            kind=seat.kind if seat else Seat(vote.kind) if vote else Seat.MEMBER,
            sits_for=for_seat.name if instead else "",
            has_voted=vote is not None,
            choice=Choice(vote.choice) if vote is not None and told else None,
            reason=(vote.reason or "") if vote is not None and told else "",
        )
