"""How a ballot ends: counted, and a carried motion moves its case; or lapsed, and put anew."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, bindparam, insert, select, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables written below
from states.ballot import outcome
from states.case import Assessment
from states.facts import Ballot, CaseFacts
from states.findings import Finding
from states.plans.book import PlanBook
from states.terms import Result, Role, Text
from states.voting import voters_took_no_part
from workflow.calendar import HANOI
from workflow.canonical_text import canonical
from workflow.casefiles import lock_case
from workflow.database import stored_instant
from workflow.deeds.motions import next_ordinal
from workflow.deeds.opening_ballots import Opener, open_put
from workflow.engine import perform
from workflow.errors import NotPossibleNow, Refused
from workflow.models.sittings import MotionStatus
from workflow.sitting import told
from workflow.sitting.bench import count, recusals_on, votes_on
from workflow.sitting.changes import what_changed
from workflow.sitting.grounds import grounds
from workflow.sitting.motions import (
    MOVES,
    RECOMMENDS,
    Put,
    as_kept,
    deed_of,
    facts_of,
    rests_on,
    weighed,
)

ENDED, LAPSED = "ballot_ended", "ballot_lapsed"
_MOTIONS = SQLModel.metadata.tables["motion"]
_MOTION: Select[Any] = select(_MOTIONS).where(_MOTIONS.c.id == bindparam("motion"))


@dataclass(frozen=True, slots=True)
class Counted:
    """What became of a motion: `entry` tells its end, and is that of the move where one followed.

    After a lapse `successor` is the motion put in its place, where the case still has the step.
    """

    motion: UUID
    status: MotionStatus
    entry: int | None = None
    moved: bool = False
    successor: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A ballot that is over: on which facts, how it was counted, and by whom it was closed."""

    facts: CaseFacts
    ballot: Ballot
    result: Result
    at: datetime
    closed_by: UUID | None = None
    presiding: str | None = None


def settle(
    session: Session, book: PlanBook, put: Put, *, at: datetime, facts: CaseFacts | None = None
) -> Counted:
    """End a ballot that nothing can change any more, or find it lapsed; otherwise it stays open.

    A quorum that is gone may come back with the roll: it ends nothing before somebody closes.
    """
    ballot = count(session, put.sitting, put.motion, put.bench)
    result = outcome(put.rule, ballot)
    if result in (Result.OPEN, Result.NO_QUORUM):
        return Counted(put.motion.id, MotionStatus.OPEN)
    known = facts or facts_of(session, book, put, at=at)
    if has_lapsed(session, put, known):
        return lapse(session, book, put, known, at=at)
    return end(session, book, put, Ending(facts=known, ballot=ballot, result=result, at=at))


def end(session: Session, book: PlanBook, put: Put, ending: Ending) -> Counted:
    """End a ballot: its tally is frozen, and a carried motion that is lawful moves the case.

    Where a rule holds the step back after all, the motion stays carried and says why; a
    recommendation that voters with a part in the case have carried recommends nothing.
    """
    ending = replace(ending, ballot=_with_conflicts(session, put, ending))
    deed = deed_of(put, ballot=ending.ballot, at=ending.at)
    judged = replace(ending.facts, paper=deed.submission, ballot=ending.ballot)
    weighing = weighed(session, put, judged)
    carried = ending.result is Result.CARRIED and put.motion.action in MOVES
    why = _held_back(weighing.findings) if carried and not weighing.permitted else None
    if ending.result is Result.CARRIED and put.motion.action in RECOMMENDS:
        why = _held_back((voters_took_no_part(judged),))
    said = _told(session, put, ending, weighing)
    moved: int | None = None
    if carried and why is None:
        told.record(session, said)
        moved = perform(session, book, deed).entry
    entry = moved or told.record_of_case(session, put.file, said)
    ballot = ending.ballot
    ended = {
        "status": MotionStatus(ending.result.value),
        "closed_by": ending.closed_by,
        "votes_for": ballot.votes_for,
        "against": ballot.against,
        "abstain": ballot.abstain,
        "present": ballot.present,
        "appointed": ballot.appointed,
        "recused": ballot.recused,
        "chair": ballot.chair or None,
        "why": why,
        "entry": entry,
    }
    _close(session, put, ended, at=ending.at)
    return Counted(put.motion.id, MotionStatus(ending.result.value), entry, moved is not None)


def has_lapsed(session: Session, put: Put, facts: CaseFacts) -> bool:
    """Whether anything the votes rest on is not what it was when the ballot was opened."""
    return bool(rests_on(session, facts, put.file.id)[0] != put.motion.facts_digest)


def lapse(session: Session, book: PlanBook, put: Put, facts: CaseFacts, *, at: datetime) -> Counted:
    """End a ballot whose ground has changed, and put the motion anew: everybody is asked again.

    Nothing of the old one is deleted, and what had been voted on it is never told.
    """
    digest, judged = rests_on(session, facts, put.file.id)
    why = what_changed(json.loads(put.motion.rests_on), json.loads(canonical(judged)))
    kept = {
        "motion": put.motion.id.hex,
        "sitting": put.sitting.id.hex,
        "action": put.motion.action.value,
        "why": why.vi,
        "facts_digest": put.motion.facts_digest,
        "facts_digest_now": digest,
    }
    said = told.Told(
        deed=LAPSED,
        by=put.sitting.council_id,
        at=at,
        on=put.sitting.held_on,
        facts=kept,
        capacity=Role.COUNCIL.value,
    )
    entry = told.record_of_case(session, put.file, said)
    ended = {"status": MotionStatus.LAPSED, "why": as_text(why), "entry": entry}
    _close(session, put, ended, at=at)
    successor = _put_anew(session, book, put, facts, at=at)
    return Counted(put.motion.id, MotionStatus.LAPSED, entry, successor=successor)


def as_text(says: Text) -> str:
    """Return a sentence in both languages as it is stored."""
    return json.dumps({"vi": says.vi, "en": says.en}, ensure_ascii=False)


def _put_anew(
    session: Session, book: PlanBook, put: Put, facts: CaseFacts, *, at: datetime
) -> UUID | None:
    """Put the motion on the docket again, and open its ballot where nothing holds it back."""
    try:
        weighed(session, put, facts)
    except NotPossibleNow:
        return None
    old, connection, identity = put.motion, session.connection(), uuid4()
    row = {
        "id": identity,
        "sitting_id": old.sitting_id,
        "case_id": old.case_id,
        "action": old.action,
        "ordinal": next_ordinal(session, old.sitting_id),
        "types": old.types,
        "reason": old.reason,
        "status": MotionStatus.WAITING,
        "put_by": old.put_by,
        "put_at": stored_instant(at),
        "follows": old.id,
    }
    connection.execute(insert(_MOTIONS), row)
    motion = connection.execute(_MOTION, {"motion": identity}).one()
    anew = replace(put, motion=motion, file=lock_case(session, put.file.number))
    council = put.sitting.council_id
    try:
        with session.begin_nested():
            open_put(session, book, anew, Opener(council, at, Role.COUNCIL.value))
    except (NotPossibleNow, Refused):
        return identity
    return identity


def _close(session: Session, put: Put, ended: Mapping[str, Any], *, at: datetime) -> None:
    values = {**ended, "closed_at": stored_instant(at)}
    session.connection().execute(
        update(_MOTIONS).where(_MOTIONS.c.id == put.motion.id).values(**values)
    )


def _with_conflicts(session: Session, put: Put, ending: Ending) -> Ballot:
    """Count the voters whom a part taken in the case should have kept away: none, in the end."""
    voters = [vote.person_id for vote in votes_on(session, put.motion.id)]
    out = grounds(session, put.file, voters, on=ending.at.astimezone(HANOI).date())
    return replace(ending.ballot, conflicted=len(out))


def _held_back(findings: Iterable[Finding]) -> str | None:
    unmet = [finding.says for finding in findings if not finding.passes]
    if not unmet:
        return None
    return as_text(Text(" ".join(says.vi for says in unmet), " ".join(says.en for says in unmet)))


def _closer(ending: Ending) -> dict[str, Any]:
    if ending.closed_by is None:
        return {}
    return {"closed_by": ending.closed_by.hex, "presiding": ending.presiding}


def _told(session: Session, put: Put, ending: Ending, weighing: Assessment) -> told.Told:
    """Return the end of a ballot as the history keeps it: here the votes are told."""
    kept = {
        "motion": put.motion.id.hex,
        "sitting": put.sitting.id.hex,
        "case": put.file.number,
        "action": put.motion.action.value,
        "result": ending.result.value,
        "ballot": as_kept(ending.ballot),
        "rule": put.rule.as_record(),
        "votes": [
            {
                "person": vote.person_id.hex,
                "choice": vote.choice.value,
                "reason": vote.reason or "",
                "salt": vote.salt,
            }
            for vote in votes_on(session, put.motion.id)
        ],
        "recused": [
            {"person": row.person_id.hex, "ground": row.ground.value}
            for row in recusals_on(session, put.motion.id)
        ],
    }
    return told.Told(
        deed=ENDED,
        by=put.sitting.council_id,
        at=ending.at,
        on=put.sitting.held_on,
        facts=kept | _closer(ending),
        capacity=Role.COUNCIL.value,
        assessment=weighing,
    )
