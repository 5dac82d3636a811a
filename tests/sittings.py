"""Sittings in the tests' world: each province has a council of seven with an alternate.

`holds` is the shortest way to a council's move: one sitting on one day for one case. A test of
sittings themselves uses the verbs.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, SQLModel

from states.facts import Submission
from states.terms import Action, CaseState, Choice
from tests.people_and_places import council_id, seated
from workflow.book import PlanBook
from workflow.calendar import HANOI
from workflow.casefiles import lock_case, read_case
from workflow.deeds.ballots import Cast, Counted, cast_vote, open_ballot
from workflow.deeds.motions import NewMotion, add_motion
from workflow.deeds.sittings import NewSitting, RollLine, call_sitting, set_roll
from workflow.engine import Deed, Outcome, explain
from workflow.errors import Refused, StaleForm
from workflow.models.sittings import MotionStatus
from workflow.recommendation import as_ballot
from workflow.sitting.motions import MOVES, Put, deed_of, lock_motion

ALL_OF_THEM = 7
VOTERS = ("member1", "member2", "member3", "member4", "member5", "clerk", "chair")


def holds(session: Session, book: PlanBook, deed: Deed) -> Outcome:
    """Let the council of the case's province sit and vote as the deed's minutes say.

    Raises Refused when the motion may not be put, and when it is put and lost.
    """
    file = lock_case(session, deed.case)
    if deed.seen is not None and deed.seen != file.version:
        raise StaleForm(deed.case, seen=deed.seen, now=file.version)
    code = council_of(session, file.province_id)
    submission = deed.submission
    sitting = sits(session, book, code, deed.by, submission, at=deed.at)
    new = NewMotion(sitting, deed.case, deed.action, submission.types, submission.reason)
    motion = add_motion(session, book, new, by=deed.by, at=deed.at)
    open_ballot(session, book, motion, by=deed.by, at=deed.at)
    counted = votes(session, book, motion, code, list(_choices(submission)), at=deed.at)
    if counted.status is not MotionStatus.CARRIED:
        raise Refused(explain(session, book, _as_counted(session, motion, deed)))
    after = read_case(session, deed.case)
    return Outcome(file.id, file.number, after.state, counted.entry or after.entries)


def sits(
    session: Session,
    book: PlanBook,
    code: str,
    by: UUID,
    submission: Submission,
    *,
    at: datetime,
) -> UUID:
    """Call a province's council to a sitting on the day of the minutes, everybody there."""
    sittings, councils = (SQLModel.metadata.tables[name] for name in ("sitting", "council"))
    here = select(councils.c.id).where(councils.c.id == council_id(code))
    session.execute(here.with_for_update())
    held = select(func.count()).where(sittings.c.council_id == council_id(code))
    number = 5 + int(session.execute(held).scalar_one())
    minutes = submission.minutes
    on = (minutes and minutes.signed_on) or at.astimezone(HANOI).date()
    new = NewSitting(council_id(code), f"{number:02}/BB-HĐTĐ", on, "Trụ sở UBND tỉnh")
    sitting = call_sitting(session, new, by=by, at=at)
    roll = [RollLine(seated(code, login), present=True) for login in VOTERS]
    set_roll(session, book, sitting, roll, by=by, at=at)
    return sitting


def votes(
    session: Session,
    book: PlanBook,
    motion: UUID,
    code: str,
    choices: list[Choice],
    *,
    at: datetime,
) -> Counted:
    """Cast votes, members first and the chair last, until the ballot is settled."""
    counted = Counted(motion, MotionStatus.OPEN)
    for login, choice in zip(VOTERS, choices, strict=False):
        reason = "Chưa thuyết phục" if choice is Choice.AGAINST else ""
        vote = Cast(motion=motion, by=seated(code, login), choice=choice, reason=reason, at=at)
        counted = cast_vote(session, book, vote)
        if counted.status is not MotionStatus.OPEN:
            break
    return counted


def council_of(session: Session, province: UUID) -> str:
    """The code of the province a case belongs to."""
    places = SQLModel.metadata.tables["place"]
    code = session.execute(select(places.c.code).where(places.c.id == province)).scalar_one()
    return str(code)


def _choices(submission: Submission) -> Iterator[Choice]:
    minutes = submission.minutes
    votes_for = minutes.votes_for if minutes and minutes.votes_for is not None else ALL_OF_THEM
    for place in range(ALL_OF_THEM):
        yield Choice.AGAINST if place < ALL_OF_THEM - votes_for else Choice.FOR


def _as_counted(session: Session, motion: UUID, deed: Deed) -> Deed:
    """The council's deed with the ballot it lost."""
    put = lock_motion(session, motion)
    row: Any = put.motion
    kept: Any = _Counted(row, put)
    return replace(deed_of(put, ballot=as_ballot(kept), at=deed.at), at=deed.at)


class _Counted:
    """The row of a motion with what its sitting adds."""

    def __init__(self, row: Any, put: Put) -> None:
        self._row = row
        self.council_id = put.sitting.council_id
        self.minutes, self.held_on = put.sitting.number, put.sitting.held_on

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, name)


def by_a_council(session: Session, number: str, action: Action, by: str) -> bool:
    """Whether a deed of the tests is the council's: a secretary or its clerk is named for it."""
    if action not in MOVES or not by.startswith(("secretary", "clerk_")):
        return False
    return action is not Action.DECLINE or read_case(session, number).state is CaseState.PROPOSED
