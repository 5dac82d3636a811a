"""In what capacity somebody acts at a sitting: chair, secretary, or the clerk of the council.

A seat counts that was in force on the day of the sitting and has not been taken away since.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from states.terms import Role, Seat, Text
from workflow.access import held_by
from workflow.calendar import HANOI
from workflow.councils import Membership, seats_on
from workflow.errors import NotPossibleNow
from workflow.sitting.bench import Bench

ONLY_CLERK = Text(
    "Việc này của Thư ký hoặc Chủ tịch Hội đồng.",
    "To be done by the council's secretary or chair.",
)
ONLY_CHAIR = Text("Việc này của người chủ trì phiên họp.", "To be done by the sitting's chair.")
NOT_YET = Text(
    "Chưa đến ngày họp; việc này chỉ làm được từ ngày họp.",
    "The sitting's day has not come: this is done from that day on.",
)
_CLERKS = (Seat.SECRETARY, Seat.CHAIR)


def require_clerk(session: Session, sitting: Row[Any], *, by: UUID, at: datetime) -> str:
    """Return the capacity of who prepares a sitting; raises NotPossibleNow for anybody else.

    That is the council's secretary or chair, or a secretary appointed for its province, who
    has no vote.
    """
    seats = seats_on(session, sitting.council_id, on=sitting.held_on)
    own = next((seat for seat in seats if seat.person == by), None)
    today = at.astimezone(HANOI).date()
    if own and own.kind in _CLERKS and still_held(own, sitting, at=at):
        return own.kind.value
    held = held_by(session, by, on=today)
    if Role.SECRETARY not in held.roles_over(frozenset({sitting.place_id})):
        raise NotPossibleNow(ONLY_CLERK)
    return Role.SECRETARY.value


def presiding(bench: Bench, recused: Iterable[UUID]) -> Membership | None:
    """Return who presides over a ballot, by the person's own seat.

    That is the chair; where the chair is away or recused the alternate who sits there; without
    one the council's secretary who is present, so that somebody can always end a ballot.
    """
    sitting = bench.voters(recused).items()
    in_chair = next((person for person, seat in sitting if seat.kind is Seat.CHAIR), None)
    if in_chair is not None:
        return bench.seat_of(in_chair)
    clerks = (seat for seat in bench.regular if seat.kind is Seat.SECRETARY)
    return next((seat for seat in clerks if bench.is_present(seat.person)), None)


def require_chair(bench: Bench, *, by: UUID, recused: frozenset[UUID]) -> str:
    """Let pass who presides over a ballot; return in what seat.

    Raises NotPossibleNow for anybody else, and for a chair who is recused.
    """
    found = presiding(bench, recused)
    if found is None or found.person != by:
        raise NotPossibleNow(ONLY_CHAIR)
    return found.kind.value


def require_its_day(sitting: Row[Any], *, at: datetime) -> None:
    """Raise NotPossibleNow before the day of a sitting."""
    if at.astimezone(HANOI).date() < sitting.held_on:
        raise NotPossibleNow(NOT_YET)


def still_held(seat: Membership, sitting: Row[Any], *, at: datetime) -> bool:
    """Whether neither the seat nor its council was ended before this day."""
    today = at.astimezone(HANOI).date()
    ends = (seat.until, sitting.council_until)
    return all(end is None or end >= today for end in ends)
