"""The page of one case, and the page on which each of its next steps is taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from states.findings import Finding
from states.terms import Action, Asks, Role, Text
from web.case_boxes import case_page, law_of, mend
from web.dependencies import SEES_CASES, SEES_SITTINGS, Form, may
from web.desk import AtDesk, Desk, WritingDesk
from web.forms import BLANK, FieldGroup, Filled, choices_of, fields_of, labels_of, read_answers
from web.page import page, redirect_to
from web.parts import FieldFault
from web.security import SEEN_FIELD, seen_token, seen_version
from workflow.engine import Deed, perform
from workflow.errors import Refused
from workflow.views.asked import questions
from workflow.views.casefile import CaseFile
from workflow.views.handed_in import submission_of
from workflow.views.steps import NextStep, in_order

router = APIRouter(prefix="/cases/{number}", dependencies=[may(*SEES_CASES)])
ALL_ASKED = questions(tuple(Asks), None)
ALL_LABELS, ALL_CHOICES = labels_of(ALL_ASKED), choices_of(ALL_ASKED)
MOVERS = (Role.OFFICER, Role.SECRETARY, Role.COMMITTEE_OFFICE, Role.REGISTRAR)
Done = Annotated[int | None, Query(ge=1)]


@dataclass(frozen=True, slots=True)
class StepPage:
    """What the page of a step prints: its conditions, its form, what was typed and refused."""

    file: CaseFile
    step: NextStep
    findings: tuple[Finding, ...]
    groups: tuple[FieldGroup, ...]
    faults: tuple[FieldFault, ...]
    refused: Text | None
    law: str
    mend: Mapping[str, str]
    token: str

    @property
    def remaining(self) -> int:
        """Return how many conditions do not hold."""
        return sum(not finding.passes for finding in self.findings)


@router.get("")
def show_case(desk: AtDesk, done: Done = None) -> Response:
    """Show one case: where it stands, what each next step needs, its figures and its history."""
    file = desk.open()
    sits = bool(set(SEES_SITTINGS) & set(desk.signed.roles))
    shown = case_page(file, desk.signed, done=done, sees_sittings=sits)
    return page(desk.request, "case.html", illustration=file.illustration, shown=shown)


@router.get("/actions/{action}")
def ask_step(desk: AtDesk, action: Action) -> Response:
    """Show what a step will do and record, its conditions, and the form it asks for."""
    file = desk.open()
    step = file.step(action)
    if action is Action.HAND_OVER:
        return redirect_to(f"/cases/{desk.number}/hand-over")
    if step.by_decision:
        return redirect_to(f"/cases/{desk.number}/decision/{action}")
    return _step_page(desk, file, step)


@router.post("/actions/{action}", dependencies=[may(*MOVERS)])
def take_step(desk: WritingDesk, action: Action, form: Form) -> Response:
    """Take a step, or show why not with everything that was typed."""
    desk.request.state.redo = f"/cases/{desk.number}/actions/{action}"
    desk.request.state.labels, desk.request.state.choices = ALL_LABELS, ALL_CHOICES
    seen = seen_version(desk.signed, form.one(SEEN_FIELD), action, desk.number)
    file = desk.open_unchanged(seen)
    step = file.step(action)
    if action is Action.HAND_OVER:
        return redirect_to(f"/cases/{desk.number}/hand-over")
    if step.by_decision:
        return redirect_to(f"/cases/{desk.number}/decision/{action}")
    filled = read_answers(form, step.asked)
    if filled.faults:
        return _step_page(desk, file, step, filled)
    deed = Deed(
        case=desk.number,
        action=action,
        by=desk.signed.person,
        at=desk.at,
        submission=submission_of(filled.answers),
        seen=seen,
    )
    try:
        outcome = perform(desk.session, desk.book, deed)
    except Refused as refusal:
        desk.session.rollback()
        return _step_page(desk, file, step, filled, refusal)
    return redirect_to(f"/cases/{desk.number}?done={outcome.entry}")


def _step_page(
    desk: Desk,
    file: CaseFile,
    step: NextStep,
    filled: Filled = BLANK,
    refusal: Refused | None = None,
) -> Response:
    """Show the page of a step; 422 with faults of its form, 409 with the findings of a refusal."""
    asked = StepPage(
        file=file,
        step=step,
        findings=in_order(refusal.assessment.findings) if refusal else step.findings,
        groups=fields_of(step.asked, filled),
        faults=filled.faults,
        refused=refusal.says if refusal else None,
        law=law_of(file),
        mend=mend(file, step, at_form=True),
        token=seen_token(desk.signed, step.action, file.number, file.version),
    )
    status = 409 if refusal else 422 if filled.faults else 200
    return page(desk.request, "action.html", status, illustration=file.illustration, asked=asked)
