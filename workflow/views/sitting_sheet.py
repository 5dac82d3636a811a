"""One sitting as its page shows it: who is there, what is on the docket, what the reader may do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.plans.book import PlanBook
from states.terms import Seat
from workflow.calendar import HANOI
from workflow.councils import Membership
from workflow.errors import NotPossibleNow
from workflow.models.sittings import MotionStatus
from workflow.sitting.bench import Bench, bench_of
from workflow.sitting.seats import require_clerk, still_held
from workflow.views.composition import CanDecide, compositions
from workflow.views.docket_lines import DocketLine, docket, docket_line
from workflow.views.sittings import SittingLine, line_of, read_seen

_TABLES = SQLModel.metadata.tables
_MOTIONS = _TABLES["motion"]
_VOTES = _TABLES["vote"]
_RECUSALS = _TABLES["recusal"]
_VOTED: Select[Any] = (
    select(_VOTES.c.motion_id)
    .join(_MOTIONS, _MOTIONS.c.id == _VOTES.c.motion_id)
    .where(_MOTIONS.c.sitting_id == bindparam("sitting"), _VOTES.c.person_id == bindparam("who"))
)
_OUT: Select[Any] = (
    select(_RECUSALS.c.motion_id, _RECUSALS.c.person_id)
    .join(_MOTIONS, _MOTIONS.c.id == _RECUSALS.c.motion_id)
    .where(_MOTIONS.c.sitting_id == bindparam("sitting"))
)


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One seat on the roll; `sits_for` names the member an alternate sits for."""

    seat: str
    person: str
    name: str
    kind: Seat
    called: bool
    present: bool
    reason: str
    sits_for_seat: str
    sits_for: str

    @property
    def is_alternate(self) -> bool:
        """Whether the seat counts only through another's."""
        return self.kind is Seat.ALTERNATE


@dataclass(frozen=True, slots=True)
class SittingSheet:
    """One sitting; `waits_for_me` are the ordinals of the motions the reader is to vote on."""

    head: SittingLine
    council: str
    seats: tuple[SeatLine, ...]
    appointed: int
    present: int
    is_called: bool
    docket: tuple[DocketLine, ...]
    can_decide: Mapping[int, CanDecide]
    waits_for_me: frozenset[int]
    may_prepare: bool
    closed_at: str | None
    digest: str | None

    @property
    def unended(self) -> tuple[DocketLine, ...]:
        """Return the motions that are still to be voted on or withdrawn."""
        return tuple(line for line in self.docket if not line.has_ended)


def sitting_sheet(
    session: Session, book: PlanBook, sitting: UUID, *, person: UUID, at: datetime
) -> SittingSheet | None:
    """Return a sitting as one person sees it, or None where it is not this person's to see."""
    today = at.astimezone(HANOI).date()
    row = read_seen(session, sitting, person=person, on=today)
    if row is None:
        return None
    bench, motions = bench_of(session, row), docket(session, sitting)
    lines = tuple(docket_line(motion) for motion in motions)
    unended = tuple(motion for motion in motions if not docket_line(motion).has_ended)
    regular = {seat.person for seat in bench.regular}
    return SittingSheet(
        head=line_of(row, on=today, motions=len(lines), waiting=len(unended)),
        council=row.council_id.hex,
        seats=tuple(seat_lines(bench)),
        appointed=len(regular),
        present=len(bench.voters()),
        is_called=not bench.uncalled,
        docket=lines,
        can_decide=_can_decide(session, book, row, unended, at=at),
        waits_for_me=_waiting(session, row, bench, unended, who=person, at=at),
        may_prepare=may_prepare(session, row, by=person, at=at),
        closed_at=row.closed_at,
        digest=row.digest,
    )


def may_prepare(session: Session, sitting: Row[Any], *, by: UUID, at: datetime) -> bool:
    """Whether somebody calls the roll and puts motions here: a sitting that is not closed."""
    if sitting.closed_at is not None:
        return False
    try:
        require_clerk(session, sitting, by=by, at=at)
    except NotPossibleNow:
        return False
    return True


def seat_lines(bench: Bench) -> Iterable[SeatLine]:
    """Return every seat with what the roll says of its holder."""
    holders = {seat.seat: seat for seat in bench.seats}
    for seat in bench.seats:
        line = bench.roll.get(seat.person)
        stands_in = holders.get(line.sits_for) if line is not None else None
        yield SeatLine(
            seat=seat.seat.hex,
            person=seat.person.hex,
            name=seat.name,
            kind=seat.kind,
            called=line is not None,
            present=line is not None and bool(line.present),
            reason=(line.reason or "") if line is not None else "",
            sits_for_seat=stands_in.seat.hex if stands_in else "",
            sits_for=stands_in.name if stands_in else "",
        )


def _can_decide(
    session: Session,
    book: PlanBook,
    sitting: Row[Any],
    unended: tuple[Row[Any], ...],
    *,
    at: datetime,
) -> Mapping[int, CanDecide]:
    if sitting.closed_at is not None or not unended:
        return {}
    found = compositions(session, book, sitting, unended, at=at)
    return {one.ordinal: one for one in found}


def _waiting(
    session: Session,
    sitting: Row[Any],
    bench: Bench,
    unended: tuple[Row[Any], ...],
    *,
    who: UUID,
    at: datetime,
) -> frozenset[int]:
    """Return the motions that are open, on which somebody has a vote and has not cast it."""
    own: Membership | None = bench.seat_of(who)
    if own is None or not still_held(own, sitting, at=at):
        return frozenset()
    which = {"sitting": sitting.id, "who": who}
    voted = set(session.execute(_VOTED, which).scalars())
    out: dict[UUID, set[UUID]] = {}
    for row in session.execute(_OUT, {"sitting": sitting.id}):
        out.setdefault(row.motion_id, set()).add(row.person_id)
    return frozenset(
        motion.ordinal
        for motion in unended
        if motion.status is MotionStatus.OPEN
        and motion.id not in voted
        and who in bench.voters(out.get(motion.id, ()))
    )
