"""The cases a draft could take: which are ready for it, and what blocks the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.findings import Finding
from states.plans.book import PlanBook
from states.terms import Action, CaseState, Role, Text
from workflow.access import held_by, within
from workflow.calendar import HANOI
from workflow.deeds.decision_lines import DECIDED, provinces_of
from workflow.deeds.decisions import LINES
from workflow.engine import FILLS_THE_CAP
from workflow.facts import CASES
from workflow.views.deciding import Judged, Wanted, judge_lines
from workflow.views.decisions import DecisionHead, head, holders_of, read_decision
from workflow.views.naming import unit
from workflow.views.steps import in_order

PAGE = 50
_PLACES = SQLModel.metadata.tables["place"]
_CASES: Select[Any] = (
    select(CASES, _PLACES.c.name.label("commune"), _PLACES.c.kind.label("commune_kind"))
    .join(_PLACES, _PLACES.c.id == CASES.c.commune_id)
    .order_by(CASES.c.number)
    .limit(PAGE + 1)
)
_ON_LISTS: Select[Any] = (
    select(CASES.c.province_id, LINES.c.action)
    .join(CASES, CASES.c.id == LINES.c.case_id)
    .where(LINES.c.held, LINES.c.action.in_(sorted(FILLS_THE_CAP)))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One case that stands where something can be decided of it.

    `on_draft` is the id and number of the draft that holds it already.
    """

    number: str
    commune: Text
    state: CaseState
    findings: tuple[Finding, ...]
    ready: bool
    on_draft: tuple[UUID, str] | None

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """Return what stands in the way and is not settled by the paper itself."""
        return tuple(one for one in self.findings if not (one.passes or one.awaits_the_paper))


@dataclass(frozen=True, slots=True)
class Candidates:
    """One page of cases by their numbers; `next` is the number the following page begins after."""

    head: DecisionHead
    action: Action
    ready: tuple[Candidate, ...]
    blocked: tuple[Candidate, ...]
    held: tuple[Candidate, ...]
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """Who looks for cases for which draft and action, when, after which case of the list."""

    decision: UUID
    action: Action
    person: UUID
    at: datetime
    after: str = ""


def candidates(session: Session, book: PlanBook, looking: Looking) -> Candidates:
    """Return the cases for which the table has that action, assessed as lines of the draft.

    Raises NotFound. At most seventeen statements, however many cases.
    """
    today = looking.at.astimezone(HANOI).date()
    held = held_by(session, looking.person, on=today)
    places = held.places(Role.COMMITTEE_OFFICE)
    row = read_decision(session, looking.decision, places=places)
    files = _files(session, row, looking, places)
    shown = files[:PAGE]
    holders = holders_of(session, [file.id for file in shown])
    free = [Wanted(file, looking.action) for file in shown if file.id not in holders]
    judged = (
        judge_lines(
            session,
            book,
            row,
            free,
            person=looking.person,
            today=today,
            adding=_with_one_more(session, row, free),
        )
        if free
        else Judged({}, {}, {})
    )
    told = [_candidate(file, judged, holders.get(file.id)) for file in shown]
    return Candidates(
        head(row),
        looking.action,
        ready=tuple(each for each in told if each.ready),
        blocked=tuple(each for each in told if not each.ready and each.on_draft is None),
        held=tuple(each for each in told if each.on_draft is not None),
        next=shown[-1].number if len(files) > PAGE else "",
    )


def _files(
    session: Session, row: Row[Any], looking: Looking, places: frozenset[UUID]
) -> Sequence[Row[Any]]:
    statement = _CASES.where(
        CASES.c.state.in_(sorted(DECIDED[looking.action])),
        CASES.c.province_id.in_(provinces_of(session, row.province_id)),
        within(places),
    )
    if looking.after:
        statement = statement.where(CASES.c.number > looking.after)
    return session.execute(statement).all()


def _with_one_more(session: Session, row: Row[Any], free: Sequence[Wanted]) -> dict[UUID, int]:
    """Return what each province's list would add with one case more on it."""
    listed = session.execute(_ON_LISTS.where(LINES.c.decision_id == row.id)).all()
    provinces = [line.province_id for line in listed]
    return {each.file.province_id: provinces.count(each.file.province_id) + 1 for each in free}


def _candidate(file: Row[Any], judged: Judged, on_draft: tuple[UUID, str] | None) -> Candidate:
    assessment = judged.assessments.get(file.id)
    return Candidate(
        number=file.number,
        commune=unit(file.commune_kind, file.commune),
        state=CaseState(file.state),
        findings=in_order(assessment.findings) if assessment else (),
        ready=assessment is not None and assessment.awaits_only_papers,
        on_draft=on_draft,
    )
