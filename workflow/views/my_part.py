"""What one person may do about a motion: vote, ask to be recused, close it; or why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from states.terms import Choice, Term
from workflow.calendar import HANOI
from workflow.errors import NotPossibleNow
from workflow.models.sittings import Ground, MotionStatus
from workflow.sitting.grounds import grounds
from workflow.sitting.motions import Put
from workflow.sitting.seats import require_chair, still_held


class Part(Term):
    """How a person stands to a ballot that is open."""

    VOTES = "votes", "Chờ bạn biểu quyết", "Your vote is awaited"
    VOTED = "voted", "Bạn đã biểu quyết", "You have voted"
    RECUSED = "recused", "Bạn không tham gia biểu quyết", "You are recused"
    AWAY = "away", "Bạn không có mặt theo điểm danh", "The roll has you as away"
    STANDS_BY = (
        "stands_by",
        "Bạn dự khuyết: chỉ biểu quyết khi thay một thành viên",
        "As an alternate you vote only where you sit for a member",
    )
    LOOKS_ON = "looks_on", "Bạn không có ghế trong Hội đồng này", "You hold no seat here"
    OVER = "over", "Không còn hoặc chưa biểu quyết", "There is no vote now"


@dataclass(frozen=True, slots=True)
class MyPart:
    """How the reader stands to the ballot; one's own vote is told to oneself at any time."""

    part: Part
    choice: Choice | None = None
    ground: Ground | None = None
    in_chair: bool = False


def my_part(
    session: Session,
    put: Put,
    votes: Sequence[Row[Any]],
    recused: Sequence[Row[Any]],
    *,
    who: UUID,
    at: datetime,
) -> MyPart:
    """Return how a person stands to a ballot."""
    if put.motion.status is not MotionStatus.OPEN or put.sitting.closed_at is not None:
        return MyPart(Part.OVER)
    out = {row.person_id: Ground(row.ground) for row in recused}
    in_chair = _in_chair(put, frozenset(out), who)
    own = next((Choice(vote.choice) for vote in votes if vote.person_id == who), None)
    if own is not None:
        return MyPart(Part.VOTED, choice=own, in_chair=in_chair)
    seat = put.bench.seat_of(who)
    if seat is None or not still_held(seat, put.sitting, at=at):
        return MyPart(Part.LOOKS_ON, in_chair=in_chair)
    if who not in out:
        forced = grounds(session, put.file, (who,), on=at.astimezone(HANOI).date())
        out = {**forced, **out}
    if who in out:
        return MyPart(Part.RECUSED, ground=out[who], in_chair=in_chair)
    if who in put.bench.voters(out):
        return MyPart(Part.VOTES, in_chair=in_chair)
    is_there = put.bench.is_present(who)
    return MyPart(Part.STANDS_BY if is_there else Part.AWAY, in_chair=in_chair)


def _in_chair(put: Put, recused: frozenset[UUID], who: UUID) -> bool:
    try:
        require_chair(put.bench, by=who, recused=recused)
    except NotPossibleNow:
        return False
    return True
