"""Cases a council may put on its docket: those that are ready, and what holds the others back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, or_, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.facts import CaseFacts, Paper, Submission
from states.findings import Finding
from states.plans.book import PlanBook
from states.terms import Action, Asks, CaseState, Role, Text
from workflow.access import Held
from workflow.calendar import HANOI
from workflow.casefiles import read_case
from workflow.engine import plan_of, row_in
from workflow.facts import CASES, Setting
from workflow.models.sittings import MotionStatus
from workflow.sitting.motions import held_back, open_sitting
from workflow.together import assess_together, gather_together
from workflow.views.asked import QuestionGroup, questions
from workflow.views.naming import unit

SOURCES: Mapping[Action, tuple[CaseState, ...]] = {
    Action.APPRAISE: (CaseState.PROPOSED,),
    Action.PASS_REVIEW: (CaseState.PRELIMINARY_REVIEW,),
    Action.RECOGNIZE: (CaseState.MONITORING,),
    Action.EXTEND: (CaseState.PRELIMINARY_REVIEW,),
    Action.RELAPSE: (CaseState.MONITORING, CaseState.RECOGNIZED),
    Action.DECLINE: (CaseState.PROPOSED,),
}
"""What a council votes on, in the order of a case's course, and the states it is done in."""
PAGE = 25
_TABLES = SQLModel.metadata.tables
_MOTIONS = _TABLES["motion"]
_SITTINGS = _TABLES["sitting"]
_PLACES = _TABLES["place"]
_SUCCESSIONS = _TABLES["succession"]
_PUT: Select[Any] = (
    select(_MOTIONS.c.case_id, _SITTINGS.c.number)
    .join(_SITTINGS, _SITTINGS.c.id == _MOTIONS.c.sitting_id)
    .where(_MOTIONS.c.status.in_([MotionStatus.WAITING, MotionStatus.OPEN]))
)


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """One case; `blocked_by` hold it back whatever the votes will be, `put_at` has it already."""

    number: str
    commune: Text
    state: CaseState
    blocked_by: tuple[Finding, ...]
    put_at: str

    @property
    def is_ready(self) -> bool:
        """Whether it may be put on the docket now."""
        return not self.blocked_by and not self.put_at


@dataclass(frozen=True, slots=True)
class ReadyPage:
    """Some of the cases of a council's territory in the order of their numbers."""

    action: Action
    lines: tuple[ReadyLine, ...]
    further_after: str


def ready_page(
    session: Session,
    book: PlanBook,
    called: UUID,
    action: Action,
    *,
    at: datetime,
    after: str = "",
) -> ReadyPage:
    """Return the cases an action of the council is possible for, each with what holds it back.

    At most ten statements, however many cases there are. Raises NotPossibleNow for a sitting
    that is closed.
    """
    sitting = open_sitting(session, called)
    rows = session.execute(_cases(sitting, action, at, after)).all()
    files = rows[:PAGE]
    blocked = _blocked(session, book, sitting, action, files, at=at)
    put = _put(session, action, files)
    lines = tuple(
        ReadyLine(
            number=file.number,
            commune=unit(file.place_kind, file.place_name),
            state=CaseState(file.state),
            blocked_by=blocked[file.id],
            put_at=put.get(file.id, ""),
        )
        for file in files
    )
    return ReadyPage(action, lines, files[-1].number if len(rows) > PAGE else "")


def asked_by_motion(
    session: Session, book: PlanBook, number: str, action: Action
) -> tuple[QuestionGroup, ...]:
    """Return what is asked when a motion is put: all the action asks for but its papers.

    Raises UnknownCase, and NotPossibleNow where the case has no such step.
    """
    file = read_case(session, number)
    row = row_in(action, CaseState(file.state))
    typed = tuple(one for one in row.asks if one in (Asks.TYPES, Asks.REASON))
    return questions(typed, plan_of(book, file))


def _cases(sitting: Row[Any], action: Action, at: datetime, after: str) -> Select[Any]:
    today = at.astimezone(HANOI).date()
    former = select(_SUCCESSIONS.c.predecessor_id).where(
        _SUCCESSIONS.c.successor_id == sitting.place_id, _SUCCESSIONS.c.on <= today
    )
    return (
        select(CASES, _PLACES.c.kind.label("place_kind"), _PLACES.c.name.label("place_name"))
        .join(_PLACES, _PLACES.c.id == CASES.c.commune_id)
        .where(
            or_(CASES.c.province_id == sitting.place_id, CASES.c.province_id.in_(former)),
            CASES.c.state.in_(SOURCES[action]),
            CASES.c.number > after,
        )
        .order_by(CASES.c.number)
        .limit(PAGE + 1)
    )


def _blocked(
    session: Session,
    book: PlanBook,
    sitting: Row[Any],
    action: Action,
    files: Sequence[Row[Any]],
    *,
    at: datetime,
) -> Mapping[UUID, tuple[Finding, ...]]:
    """Assess the action as the council would take it on the sitting's day, but for its votes."""
    council, today = sitting.council_id, at.astimezone(HANOI).date()
    held = Held(frozenset((Role.COUNCIL, file.province_id) for file in files))
    setting = Setting(council, sitting.held_on, today, by_council=True)
    gathered = gather_together(session, book, files, setting, held)
    facts = {case: _with_minutes(known, sitting) for case, known in gathered.items()}
    found = assess_together(session, files, facts)
    blocked = {}
    for file in files:
        (assessment,) = (one for one in found[file.id] if one.transition.action is action)
        left = held_back(assessment, put_ahead=True)
        blocked[file.id] = tuple(
            one for one in left.findings if not one.passes and not one.awaits_the_paper
        )
    return blocked


def _with_minutes(facts: CaseFacts, sitting: Row[Any]) -> CaseFacts:
    minutes = Paper(number=sitting.number, signed_on=sitting.held_on, body=sitting.council)
    return replace(facts, paper=Submission(minutes=minutes))


def _put(session: Session, action: Action, files: Sequence[Row[Any]]) -> Mapping[UUID, str]:
    """Return the minutes of the sitting that has a case on its docket for the action already."""
    asked = _PUT.where(
        _MOTIONS.c.case_id.in_([file.id for file in files]), _MOTIONS.c.action == action
    )
    return {row.case_id: row.number for row in session.execute(asked)} if files else {}
