"""Voting: a ballot is opened, members vote or are recused, and it ends settled, closed or lapsed.

Each deed locks the case first, then the motion, then the sitting. What the votes rest on is
computed anew at every one of them; nothing tells how a ballot stands before it has ended.
"""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables written below
from states.ballot import has_quorum, outcome
from states.case import Assessment
from states.facts import CaseFacts
from states.plans.book import PlanBook
from states.terms import Choice, Role, Text
from states.voting import voters_took_no_part
from workflow.calendar import HANOI
from workflow.database import stored_instant
from workflow.deeds.ending_ballots import Counted, Ending, end, has_lapsed, lapse, settle
from workflow.deeds.opening_ballots import open_ballot
from workflow.errors import InvalidInput, NotPossibleNow, Refused
from workflow.models.sittings import Ground, MotionStatus
from workflow.privacy import refuse_personal
from workflow.sitting import told
from workflow.sitting.bench import count, recusals_on, votes_on
from workflow.sitting.grounds import grounds
from workflow.sitting.motions import Put, facts_of, lock_motion, weighed
from workflow.sitting.seats import require_chair, require_its_day, still_held

CAST, RECUSED = "vote_cast", "recused"
_TABLES = SQLModel.metadata.tables
_VOTES = _TABLES["vote"]
_RECUSALS = _TABLES["recusal"]
__all__ = ["Cast", "Counted", "cast_vote", "close_ballot", "open_ballot", "recuse"]
NOT_OPEN = Text("Nội dung này không còn biểu quyết.", "This motion is not being voted on.")
SALT_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """One vote as it is handed in; `seen` is the digest of the facts the form was opened on."""

    motion: UUID
    by: UUID
    choice: Choice
    at: datetime
    reason: str = ""
    seen: str | None = None


def recuse(
    session: Session, book: PlanBook, motion: UUID, *, reason: str = "", by: UUID, at: datetime
) -> Counted:
    """Be recused from a motion on one's own request; asked twice it is done once.

    Where nobody's vote is outstanding any more, the ballot ends as after a last vote.
    Raises NotPossibleNow for somebody who has voted, or does not sit there.
    """
    refuse_personal(reason, field="reason")
    put = lock_motion(session, motion)
    recused = {row.person_id for row in recusals_on(session, motion)}
    if by in recused:
        return Counted(motion, put.motion.status, put.motion.entry)
    _require_open(put)
    _voter(put, recused=frozenset(recused), by=by, at=at)
    if any(vote.person_id == by for vote in votes_on(session, motion)):
        says = Text("Bạn đã biểu quyết nội dung này.", "You have voted on this motion.")
        raise NotPossibleNow(says)
    row = {
        "motion_id": motion,
        "person_id": by,
        "ground": Ground.ASKED,
        "reason": reason.strip() or None,
        "at": stored_instant(at),
    }
    session.connection().execute(insert(_RECUSALS), row)
    facts = {"motion": motion.hex, "case": put.file.number, "reason": reason.strip()}
    _record(session, put, RECUSED, facts, by=by, at=at)
    return settle(session, book, put, at=at)


def cast_vote(session: Session, book: PlanBook, cast: Cast) -> Counted:
    """Cast one vote; where it settles the ballot, the ballot ends and a carried motion moves.

    The same vote sent again changes nothing. Where what the votes rest on has changed, the vote
    is not counted: the ballot lapses and the motion is put anew. That is returned, not raised.
    Raises InvalidInput for a vote against without its reason, NotPossibleNow when the ballot
    has ended or the person has no vote, and Refused for a part taken in the case.
    """
    reason = cast.reason.strip()
    refuse_personal(reason, field="reason")
    put = lock_motion(session, cast.motion)
    for vote in votes_on(session, cast.motion):
        if vote.person_id == cast.by:
            return _again(put, vote, cast)
    _require_open(put)
    require_its_day(put.sitting, at=cast.at)
    seat = _entitled(session, book, put, cast)
    if cast.choice is Choice.AGAINST and not reason:
        says = Text("Không tán thành thì phải ghi lý do.", "A vote against needs its reason.")
        raise InvalidInput(says, field="reason")
    facts = facts_of(session, book, put, at=cast.at)
    if has_lapsed(session, put, facts):
        return lapse(session, book, put, facts, at=cast.at)
    if cast.by in grounds(session, put.file, (cast.by,), on=cast.at.astimezone(HANOI).date()):
        raise _conflict(session, put, facts)
    _require_quorum(session, put)
    _keep(session, put, cast, seat)
    return settle(session, book, put, at=cast.at, facts=facts)


def close_ballot(
    session: Session, book: PlanBook, motion: UUID, *, by: UUID, at: datetime
) -> Counted:
    """Close a ballot as who presides: the votes cast are all there are, and it is over.

    Raises NotPossibleNow for anybody else, or when it has ended. A lapse is returned.
    """
    put = lock_motion(session, motion)
    _require_open(put)
    recused = frozenset(row.person_id for row in recusals_on(session, motion))
    presiding = require_chair(put.bench, by=by, recused=recused)
    facts = facts_of(session, book, put, at=at)
    if has_lapsed(session, put, facts):
        return lapse(session, book, put, facts, at=at)
    ballot = count(session, put.sitting, put.motion, put.bench, closed=True)
    result = outcome(put.rule, ballot)
    ending = Ending(
        facts=facts, ballot=ballot, result=result, at=at, closed_by=by, presiding=presiding
    )
    return end(session, book, put, ending)


def commitment(motion: UUID, person: UUID, choice: str, reason: str, salt: str) -> str:
    """Return what the history keeps of a vote while the ballot is open."""
    words = f"{motion.hex}\n{person.hex}\n{choice}\n{reason}\n{salt}"
    return hashlib.sha256(words.encode()).hexdigest()


def _require_open(put: Put) -> None:
    if put.motion.status is not MotionStatus.OPEN:
        raise NotPossibleNow(NOT_OPEN)


def _again(put: Put, vote: Row[Any], cast: Cast) -> Counted:
    """Answer somebody whose vote is in: the same again changes nothing, another is refused."""
    if vote.choice is not cast.choice:
        says = Text("Bạn đã biểu quyết nội dung này.", "You have voted on this motion.")
        raise NotPossibleNow(says)
    return Counted(put.motion.id, put.motion.status, put.motion.entry)


def _entitled(session: Session, book: PlanBook, put: Put, cast: Cast) -> UUID:
    """Return the seat somebody votes for.

    Raises Refused for whom a part taken in the case forced out, NotPossibleNow for others.
    """
    if cast.seen is not None and cast.seen != put.motion.facts_digest:
        says = Text("Trang này đã cũ; hãy mở lại.", "This page is out of date; open it again.")
        raise NotPossibleNow(says)
    recused = {row.person_id: row.ground for row in recusals_on(session, put.motion.id)}
    if recused.get(cast.by, Ground.ASKED) is not Ground.ASKED:
        raise _conflict(session, put, facts_of(session, book, put, at=cast.at))
    return _voter(put, recused=frozenset(recused), by=cast.by, at=cast.at)


def _voter(put: Put, *, recused: frozenset[UUID], by: UUID, at: datetime) -> UUID:
    if by in recused:
        says = Text("Bạn không tham gia biểu quyết nội dung này.", "You are recused from this.")
        raise NotPossibleNow(says)
    voted_for, own = put.bench.voters(recused).get(by), put.bench.seat_of(by)
    if voted_for is None or own is None or not still_held(own, put.sitting, at=at):
        says = Text("Bạn không có quyền biểu quyết ở đây.", "You have no vote here.")
        raise NotPossibleNow(says)
    return voted_for.seat


def _conflict(session: Session, put: Put, facts: CaseFacts) -> Refused:
    """Return the refusal of a vote by somebody who took part in the case, with its finding."""
    ballot = count(session, put.sitting, put.motion, put.bench)
    finding = voters_took_no_part(replace(facts, ballot=replace(ballot, conflicted=1)))
    return Refused(Assessment(weighed(session, put, facts).transition, (finding,)))


def _require_quorum(session: Session, put: Put) -> None:
    if not has_quorum(put.rule, count(session, put.sitting, put.motion, put.bench)):
        says = Text(
            "Không đủ số người để biểu quyết; Thư ký cần xem lại điểm danh.",
            "There is no quorum; the secretary has to see to the roll.",
        )
        raise NotPossibleNow(says)


def _keep(session: Session, put: Put, cast: Cast, seat: UUID) -> None:
    """Store a vote; the history is given its commitment, which tells nothing of the choice."""
    own = put.bench.seat_of(cast.by)
    salt, reason = secrets.token_hex(SALT_BYTES), cast.reason.strip()
    sealed = commitment(put.motion.id, cast.by, cast.choice.value, reason, salt)
    row = {
        "motion_id": put.motion.id,
        "person_id": cast.by,
        "seat_id": seat,
        "kind": own.kind if own else None,
        "choice": cast.choice,
        "reason": reason or None,
        "facts_digest": put.motion.facts_digest,
        "salt": salt,
        "commitment": sealed,
        "at": stored_instant(cast.at),
    }
    session.connection().execute(insert(_VOTES), row)
    facts = {
        "motion": put.motion.id.hex,
        "case": put.file.number,
        "seat": seat.hex,
        "commitment": sealed,
        "facts_digest": put.motion.facts_digest,
    }
    _record(session, put, CAST, facts, by=cast.by, at=cast.at)


def _record(
    session: Session, put: Put, deed: str, facts: dict[str, Any], *, by: UUID, at: datetime
) -> None:
    said = told.Told(
        deed=deed, by=by, at=at, on=put.sitting.held_on, facts=facts, capacity=Role.MEMBER.value
    )
    told.record(session, said)
