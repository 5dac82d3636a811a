"""The one door: every deed locks its cases, gathers facts, assesses, moves, records, flushes.

The caller's transaction commits once, before the response. Lock order: cases, quota, head of
the log. Nothing here knows a page; nothing else changes the state of a case.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from states.case import (
    Assessment,
    ImpossibleMoveError,
    NotPermittedError,
    Transition,
    move,
    row_for,
    rows_from,
)
from states.facts import Ballot, CaseFacts, Correction, Submission
from states.findings import as_record
from states.plans import Plan
from states.plans.book import PlanBook
from states.terms import Action, CaseState, Text
from workflow import history
from workflow.calendar import HANOI
from workflow.casefiles import case_after, change_case, lock_case, read_case
from workflow.consequences import changes_after
from workflow.errors import NotPossibleNow, Refused, RefusedTogether, StaleForm, UnknownCase
from workflow.facts import CORRECTIONS, Setting, gather
from workflow.papers import keep_papers
from workflow.privacy import refuse_personal_texts
from workflow.quota import locked_quota, quota_of, use_quota
from workflow.recommendation import recommendation
from workflow.waivers import judge, judge_all

NOTHING_HANDED_IN = Submission()
FILLS_THE_CAP = frozenset({Action.SELECT, Action.RESUME})


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What one person, or a council by its ballot, wants to do to one case.

    `seen` is the version of the case the form was opened on, None where nobody read one;
    `at` the instant of recording. The legal day is the paper's (`legal_day`). With a `ballot`
    that moves a case `by` is the council.
    """

    case: str
    action: Action
    by: UUID
    at: datetime
    submission: Submission = NOTHING_HANDED_IN
    seen: int | None = None
    ballot: Ballot | None = None
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One deed with its case locked, what is known of it, and the row of the table it follows."""

    deed: Deed
    file: Row[Any]
    facts: CaseFacts
    row: Transition


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a deed led to: the case, its state now, and where the deed stands in the history."""

    case_id: UUID
    number: str
    state: CaseState
    entry: int


def perform(session: Session, book: PlanBook, deed: Deed) -> Outcome:
    """Do one deed to one case, or refuse it and leave everything as it was.

    Raises UnknownCase outside the person's territory, StaleForm when the case changed since
    the form was opened, NotPossibleNow when its state has no such step, Refused with every
    finding when a rule does not permit it, InvalidInput for a text that points at a person.
    """
    step = _locked(session, book, deed)
    steps, assessments = _judged(session, _with_quota(session, (step,)))
    return _carried_out(session, steps, assessments)[0]


def perform_all(session: Session, book: PlanBook, deeds: Iterable[Deed]) -> tuple[Outcome, ...]:
    """Do the deeds of one paper to several cases, all of them or none.

    The cases are locked in the order of their numbers, so that two papers never wait for each
    other; the cap is judged over the whole list. Raises RefusedTogether with every case a rule
    holds back, and otherwise as `perform` does.
    """
    in_order = sorted(deeds, key=lambda deed: deed.case)
    locked = tuple(_locked(session, book, deed) for deed in in_order)
    steps, assessments = _judged(session, _with_quota(session, locked))
    blocked = {
        step.file.number: assessment
        for step, assessment in zip(steps, assessments, strict=True)
        if not assessment.permitted
    }
    if blocked:
        raise RefusedTogether(blocked)
    return _carried_out(session, steps, assessments)


def _locked(session: Session, book: PlanBook, deed: Deed) -> Step:
    refuse_personal_texts(deed.submission)
    file = lock_case(session, deed.case)
    facts = facts_for(session, book, file, deed)
    if not facts.actor.in_territory:
        raise UnknownCase(deed.case)
    if deed.seen is not None and deed.seen != file.version:
        raise StaleForm(file.number, seen=deed.seen, now=file.version)
    return Step(deed, file, facts, row_in(deed.action, facts.state))


def _with_quota(session: Session, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Give the steps that fill a cap what they fill: each province's locked once, for all of them.

    Areas that the same paper recognizes are monitored no longer on its day.
    """
    quotas = {}
    for province, filling in sorted(_filling(steps).items()):
        first = filling[0].facts
        quota = locked_quota(session, province, first.plan, on=first.on, adding=len(filling))
        leaving = sum(
            step.row.action is Action.RECOGNIZE and step.file.province_id == province
            for step in steps
        )
        quotas[province] = quota and replace(quota, monitoring=quota.monitoring - leaving)
    return tuple(
        replace(step, facts=replace(step.facts, quota=quotas[step.file.province_id]))
        if _fills(step)
        else step
        for step in steps
    )


def _filling(steps: Iterable[Step]) -> Mapping[UUID, list[Step]]:
    """Return the steps that fill a cap, by the province whose cap it is."""
    found: dict[UUID, list[Step]] = {}
    for step in steps:
        if _fills(step):
            found.setdefault(step.file.province_id, []).append(step)
    return found


def _fills(step: Step) -> bool:
    return step.row.action in FILLS_THE_CAP


def _judged(session: Session, steps: Iterable[Step]) -> tuple[Sequence[Step], Sequence[Assessment]]:
    """Assess every step, with what was waived where a condition stands in its way."""
    found, assessments = [], []
    for step in steps:
        facts, assessment = judge(session, step.file, step.row, step.facts)
        found.append(step if facts is step.facts else replace(step, facts=facts))
        assessments.append(assessment)
    return found, assessments


def _carried_out(
    session: Session, steps: Sequence[Step], assessments: Sequence[Assessment]
) -> tuple[Outcome, ...]:
    """Move every case, then record every deed: the head of the log is locked last of all."""
    moved = []
    for step, assessment in zip(steps, assessments, strict=True):
        state, file = _moved(assessment), step.file
        keep_papers(session, file.id, entry=file.entries + 1, submission=step.deed.submission)
        changes = {"state": state.value, **changes_after(assessment, step.facts)}
        change_case(session, file, changes)
        moved.append((step, assessment, changes))
    for province, (first, *others) in _filling(steps).items():
        use_quota(session, province, year=first.facts.on.year, more=1 + len(others))
    outcomes = tuple(
        Outcome(
            step.file.id,
            step.file.number,
            step_assessment.transition.target,
            _record(session, step, step_assessment, changes),
        )
        for step, step_assessment, changes in moved
    )
    session.flush()
    return outcomes


def explain(session: Session, book: PlanBook, deed: Deed) -> Assessment:
    """Assess one deed without doing it: the same facts, the same guards, nothing locked.

    Raises UnknownCase and NotPossibleNow as `perform` does.
    """
    file = read_case(session, deed.case)
    facts = facts_for(session, book, file, deed)
    if not facts.actor.in_territory:
        raise UnknownCase(deed.case)
    row = row_in(deed.action, facts.state)
    if row.action in FILLS_THE_CAP:
        quota = quota_of(session, file.province_id, facts.plan, on=facts.on)
        facts = replace(facts, quota=quota)
    return judge(session, file, row, facts)[1]


def explain_all(session: Session, file: Row[Any], facts: CaseFacts) -> tuple[Assessment, ...]:
    """Assess every step the table has in the case's state, corrections left out."""
    rows = [row for row in rows_from(facts.state) if row.action not in CORRECTIONS]
    if any(row.action in FILLS_THE_CAP for row in rows):
        quota = quota_of(session, file.province_id, facts.plan, on=facts.on)
        facts = replace(facts, quota=quota)
    if facts.ballot is None and any(row.action is Action.RECOGNIZE for row in rows):
        ballot = recommendation(session, file, facts.plan, today=facts.today)
        facts = replace(facts, ballot=ballot)
    return judge_all(session, file, rows, facts)


def facts_for(session: Session, book: PlanBook, file: Row[Any], deed: Deed) -> CaseFacts:
    """Gather the facts a deed is judged on, with its paper and its legal day."""
    today = deed.at.astimezone(HANOI).date()
    ballot, plan, day = deed.ballot, plan_of(book, file), legal_day(deed.submission, today=today)
    by_council = ballot is not None and ballot.council == deed.by.hex
    facts = gather(session, file, plan, Setting(deed.by, day, today, by_council))
    if ballot is None and deed.action is Action.RECOGNIZE:
        ballot = recommendation(session, file, plan, today=today)
    return replace(facts, paper=deed.submission, ballot=ballot, correction=deed.correction)


def legal_day(submission: Submission, *, today: date) -> date:
    """Return the day a deed counts from: its decision's, else its other paper's, else today."""
    papers = (
        submission.decision,
        submission.resolution,
        submission.old_decision,
        submission.minutes,
        submission.report,
        submission.letter,
    )
    days = (paper.signed_on for paper in papers if paper is not None)
    return next((day for day in days if day is not None), today)


def plan_of(book: PlanBook, file: Row[Any]) -> Plan | None:
    """Return the plan the case is pinned to, or None when its file is gone or has changed."""
    plan = book.plan(file.plan)
    return plan if plan is not None and plan.digest == file.plan_digest else None


def row_in(action: Action, state: CaseState | None) -> Transition:
    """Return the row of the table; raises NotPossibleNow where it has none."""
    try:
        return row_for(action, state)
    except ImpossibleMoveError as impossible:
        where = state.label if state else Text("chưa có hồ sơ", "no case yet")
        raise NotPossibleNow(
            Text(
                f"Không có bước “{action.label.vi}” khi hồ sơ ở trạng thái “{where.vi}”.",
                f"There is no step “{action.label.en}” while the case is “{where.en}”.",
            )
        ) from impossible


def _moved(assessment: Assessment) -> CaseState:
    try:
        return move(assessment)
    except NotPermittedError as refusal:
        raise Refused(refusal.assessment) from refusal


def _record(
    session: Session, step: Step, assessment: Assessment, changes: Mapping[str, Any]
) -> int:
    row, facts, file = step.row, step.facts, step.file
    role, holder = facts.actor.acting_in(row.by)
    draft = history.EntryDraft(
        deed=row.action.value,
        by=step.deed.by,
        case_id=file.id,
        case_number=file.entries + 1,
        acting_for=UUID(holder) if holder else None,
        capacity=role.value if role else None,
        effective=facts.on,
        from_state=row.source.value if row.source else None,
        to_state=row.target.value,
        findings=[as_record(finding) for finding in assessment.findings],
        facts=facts.as_record() | case_after(file._asdict(), changes),
        plan=file.plan,
        plan_digest=file.plan_digest,
    )
    return history.record(session, draft, at=step.deed.at).number
