"""Correcting an entry: what one person asked for and another approves; nothing old is altered.

A rectification puts the right value beside the wrong one and moves nothing. A voiding leads the
case back to where it stood before the entry, and gives the place under the cap back.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, update
from sqlmodel import Session, SQLModel

from states.case import Assessment, NotPermittedError, assess, move, row_for
from states.facts import CaseFacts, Correction, Paper, Resting, Submission
from states.findings import as_record
from states.plans.book import PlanBook
from states.terms import Action, CaseState
from states.transition import Transition
from workflow import history
from workflow.casefiles import case_after, change_case
from workflow.deeds.asking import VOIDED, decide, undecided
from workflow.deeds.at_case import AtCase
from workflow.engine import Deed, Outcome, facts_for
from workflow.entries import entry_of_a_case, is_voided, resting_on, row_before, row_taking_back
from workflow.errors import NotPossibleNow, Refused
from workflow.given_back import VoidedStep, give_back
from workflow.papers import keep_papers
from workflow.sides import are_one_side

_HANDED = SQLModel.metadata.tables["handed_over"]


def approve_correction(
    session: Session, book: PlanBook, request: UUID, *, by: UUID, at: datetime
) -> Outcome:
    """Correct an entry as somebody else asked for it; the entry that corrects names it.

    Raises NotFound outside the territory, NotPossibleNow for another role and a request that is
    decided, and Refused with every finding: two people, the decision, what rests on the entry.
    """
    here, asked = undecided(session, request, by=by, at=at)
    entry = entry_of_a_case(session, asked.entry)
    kind = Action(asked.kind)
    row = row_for(Action.RECTIFY, CaseState(here.file.state))
    resting: tuple[Resting, ...] = ()
    if kind is Action.VOID:
        row = row_taking_back(entry.deed, entry.from_state, entry.to_state)
        resting = resting_on(session, here.file, entry)
    if is_voided(session, entry.number):
        raise NotPossibleNow(VOIDED)
    correction = Correction(
        entry=entry.number,
        deed=entry.deed,
        is_latest_move=not resting,
        asked_by=asked.asked_by.hex,
        by_one_side=are_one_side(session, by, asked.asked_by),
        wrong=asked.wrong_value,
        right=asked.right_value,
        resting=resting,
    )
    deed = Deed(
        case=here.file.number,
        action=kind,
        by=by,
        at=at,
        submission=_submission(asked),
        correction=correction,
    )
    facts = facts_for(session, book, here.file, deed)
    number = _carried_out(session, here, entry, facts, row)
    decide(session, here, request, number, approved=True)
    return Outcome(here.file.id, here.file.number, row.target, number)


def _submission(asked: Row[Any]) -> Submission:
    decision = Paper(
        number=asked.decision_number,
        signed_on=asked.decision_on,
        body=asked.decision_body,
        capacity=asked.decision_capacity,
    )
    return Submission(
        reason=asked.reason,
        decision=decision,
        corrects=asked.entry,
        asked_by=asked.asked_by.hex,
    )


def _carried_out(
    session: Session, here: AtCase, entry: Row[Any], facts: CaseFacts, row: Transition
) -> int:
    assessment = assess(row, facts)
    state, file = _moved(assessment), here.file
    changes: dict[str, Any] = {}
    if row.voids is not None:
        changes = row_before(session, entry) | {"state": state.value}
        _give_back(session, file, entry, row)
    keep_papers(session, file.id, entry=file.entries + 1, submission=facts.paper)
    change_case(session, file, changes)
    number = _record(session, here, assessment, facts, changes)
    if row.voids is not None and row.voids.action is Action.HAND_OVER:
        ended = update(_HANDED).where(_HANDED.c.entry == entry.number)
        session.execute(ended.values(voided_by=number))
    return number


def _moved(assessment: Assessment) -> CaseState:
    try:
        return move(assessment)
    except NotPermittedError as refusal:
        raise Refused(refusal.assessment) from refusal


def _give_back(session: Session, file: Row[Any], entry: Row[Any], row: Transition) -> None:
    if entry.effective is None or row.voids is None:
        return
    step = VoidedStep(
        entry=entry.number,
        action=row.voids.action,
        effective=entry.effective,
        source=row.target,
        target=CaseState(entry.to_state),
    )
    give_back(session, file.province_id, step)


def _record(
    session: Session,
    here: AtCase,
    assessment: Assessment,
    facts: CaseFacts,
    changes: Mapping[str, Any],
) -> int:
    row, file = assessment.transition, here.file
    draft = history.EntryDraft(
        deed=row.action.value,
        by=here.by,
        case_id=file.id,
        case_number=file.entries + 1,
        acting_for=here.acting_for,
        capacity=here.role.value,
        effective=facts.on,
        from_state=CaseState(file.state).value,
        to_state=row.target.value,
        findings=[as_record(finding) for finding in assessment.findings],
        facts=facts.as_record() | case_after(file._asdict(), changes),
        plan=file.plan,
        plan_digest=file.plan_digest,
        corrects=facts.correction.entry if facts.correction else None,
    )
    return history.record(session, draft, at=here.at).number
