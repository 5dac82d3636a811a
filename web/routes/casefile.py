"""The page of one case, and the page on which each of its next steps is taken."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from states.findings import Finding
from states.terms import Action, Asks, Phase, Role, Spot, Text
from web.dependencies import SEES_CASES, Form, may
from web.desk import AtDesk, Desk, WritingDesk
from web.figure_words import FigureRow, figure_row
from web.forms import BLANK, FieldGroup, Filled, fields_of, labels_of, read_answers
from web.page import page, redirect_to
from web.parts import FieldFault
from web.security import SEEN_FIELD, seen_token, seen_version
from workflow.deeds.signing_in import SignedIn
from workflow.engine import Deed, perform
from workflow.errors import Refused
from workflow.views.asked import questions, submission_of
from workflow.views.casefile import CaseFile
from workflow.views.happenings import Happening
from workflow.views.sheet import GroupSheet, PhaseSheet
from workflow.views.steps import NextStep, in_order

router = APIRouter(prefix="/cases/{number}", dependencies=[may(*SEES_CASES)])
ALL_LABELS = labels_of(questions(tuple(Asks), None))
MOVERS = (Role.OFFICER, Role.SECRETARY, Role.COMMITTEE_OFFICE, Role.REGISTRAR)
Done = Annotated[int | None, Query(ge=1)]


@dataclass(frozen=True, slots=True)
class StepBox:
    """One next step on the page of its case, with the addresses its conditions are mended at."""

    step: NextStep
    href: str
    mend: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The figures of one group in a phase; `shared` is the one origin of all, if they have one."""

    label: Text
    rows: tuple[FigureRow, ...]
    shared: str


@dataclass(frozen=True, slots=True)
class PhaseBox:
    """The figures of one phase and round: those given, and what may be done with them."""

    sheet: PhaseSheet
    tables: tuple[FigureTable, ...]
    is_now: bool
    href: str
    verify_href: str
    verify_token: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """What the page of a case prints; `done` is the deed that led here, when one did."""

    file: CaseFile
    law: str
    boxes: tuple[StepBox, ...]
    phases: tuple[PhaseBox, ...]
    events: tuple[Happening, ...]
    done: Happening | None


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
    shown = CasePage(
        file=file,
        law=_law(file),
        boxes=tuple(_box(file, step) for step in file.next_steps),
        phases=tuple(_phase(file, sheet, desk.signed) for sheet in file.phases),
        events=tuple(replace(each, href=f"/history/{each.number}") for each in file.events),
        done=file.event(done),
    )
    return page(desk.request, "case.html", illustration=file.illustration, shown=shown)


@router.get("/actions/{action}")
def ask_step(desk: AtDesk, action: Action) -> Response:
    """Show what a step will do and record, its conditions, and the form it asks for."""
    file = desk.open()
    return _step_page(desk, file, file.step(action))


@router.post("/actions/{action}", dependencies=[may(*MOVERS)])
def take_step(desk: WritingDesk, action: Action, form: Form) -> Response:
    """Take a step, or show why not with everything that was typed."""
    desk.request.state.redo = f"/cases/{desk.number}/actions/{action}"
    desk.request.state.labels = ALL_LABELS
    seen = seen_version(desk.signed, form.one(SEEN_FIELD), action, desk.number)
    file = desk.open_unchanged(seen)
    step = file.step(action)
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
        law=_law(file),
        mend=_mend(file, step, at_form=True),
        token=seen_token(desk.signed, step.action, file.number, file.version),
    )
    status = 409 if refusal else 422 if filled.faults else 200
    return page(desk.request, "action.html", status, illustration=file.illustration, asked=asked)


def _law(file: CaseFile) -> str:
    return f"/plans/{file.plan.id}" if file.plan.at_hand else ""


def _box(file: CaseFile, step: NextStep) -> StepBox:
    return StepBox(step, _step_href(file, step), _mend(file, step, at_form=False))


def _step_href(file: CaseFile, step: NextStep) -> str:
    return f"/cases/{file.number}/actions/{step.action}"


def _mend(file: CaseFile, step: NextStep, *, at_form: bool) -> dict[str, str]:
    """Return where each kind of unmet condition is mended; nothing for what has no page here."""
    places = {Spot.PLANS.value: _law(file) or "/plans"}
    if not at_form:
        places[Spot.CONFIRM.value] = _step_href(file, step)
    elif step.mine:
        places[Spot.CONFIRM.value] = "#form"
    sheet = file.phase(step.phase)
    if sheet is None or not (sheet.may_enter or sheet.may_verify):
        return places
    figures = f"/cases/{file.number}#figures"
    if sheet.may_enter and not sheet.is_complete:
        figures = f"/cases/{file.number}/figures/{sheet.phase}"
    return places | {Spot.FIGURES.value: figures, Spot.TARGETS.value: figures}


def _phase(file: CaseFile, sheet: PhaseSheet, signed: SignedIn) -> PhaseBox:
    href = f"/cases/{file.number}/figures/{sheet.phase}"
    tables = (_table(group, f"{href}/{sheet.round}") for group in sheet.groups if group.given)
    return PhaseBox(
        sheet=sheet,
        tables=tuple(tables),
        is_now=sheet.is_open and bool(sheet.given or sheet.phase is _present(file)),
        href=href,
        verify_href=f"{href}/verify",
        verify_token=seen_token(signed, f"verify:{sheet.phase}", file.number, file.version),
    )


def _present(file: CaseFile) -> Phase | None:
    """Return the phase whose figures the step ahead is judged on."""
    return next((step.phase for step in file.next_steps if step.main), None)


def _table(group: GroupSheet, href: str) -> FigureTable:
    rows = tuple(figure_row(line, f"{href}/{line.id}") for line in group.lines)
    origins = {f"{row.period}: {row.origin}" for row in rows if row.given}
    return FigureTable(group.label, rows, origins.pop() if len(origins) == 1 else "")
