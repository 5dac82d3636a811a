"""Entering the figures of a case group by group, verifying them, and what each one once was."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import Response

from states.terms import Phase, Role
from web.dependencies import SEES_CASES, Form, may
from web.desk import AtDesk, Desk, WritingDesk
from web.figure_form import (
    EDIT,
    STAGE,
    STORE,
    FilledSheet,
    read_sheet,
    with_fault,
)
from web.figure_inputs import (
    Understood,
    figure_fields,
    kept_labels,
    opened_sheet,
    typed_texts,
    understood,
)
from web.figure_words import RevisionRow, revision_row
from web.page import page, redirect_to
from web.parts import FigureField
from web.security import SEEN_FIELD, seen_token, seen_version
from workflow.deeds.figures import enter_figures, verify_figures
from workflow.deeds.sheets import Sheet
from workflow.errors import InvalidInput
from workflow.views.casefile import CaseFile
from workflow.views.figure_lines import Line
from workflow.views.happenings import Happening
from workflow.views.sheet import GroupSheet, PhaseSheet

router = APIRouter(prefix="/cases/{number}/figures/{phase}", dependencies=[may(*SEES_CASES)])
KEPT_LABELS = kept_labels()
Done = Annotated[int | None, Query(ge=1)]
GroupName = Annotated[str, Query(alias="group", pattern="^[a-z]{0,10}$")]


@dataclass(frozen=True, slots=True)
class SheetPage:
    """What the form of one group prints, and the review of it before it is stored."""

    file: CaseFile
    sheet: PhaseSheet
    group: GroupSheet
    fields: tuple[FigureField, ...]
    filled: FilledSheet
    changes: tuple[Understood, ...]
    href: str
    token: str
    done: Happening | None


@dataclass(frozen=True, slots=True)
class FigureHistory:
    """What the page of one figure prints: every revision, newest first."""

    file: CaseFile
    sheet: PhaseSheet
    line: Line
    rows: tuple[RevisionRow, ...]


@router.get("")
def ask_figures(desk: AtDesk, phase: Phase, group: GroupName = "", done: Done = None) -> Response:
    """Show the form of one group of figures, filled with what was last reported."""
    file = desk.open()
    sheet = file.phase_to_enter(phase)
    asked = _group(sheet, group)
    filled = opened_sheet(sheet, asked)
    shown = _sheet_page(desk, file, sheet, asked, filled=filled, done=done)
    return page(desk.request, "figures.html", illustration=file.illustration, shown=shown)


@router.post("", dependencies=[may(Role.OFFICER)])
def give_figures(desk: WritingDesk, phase: Phase, form: Form, group: GroupName = "") -> Response:
    """Show back what was understood, and store it once the person has confirmed it."""
    desk.request.state.redo = f"/cases/{desk.number}/figures/{phase}?group={group}"
    desk.request.state.labels, desk.request.state.posted = KEPT_LABELS, typed_texts(form)
    seen = seen_version(desk.signed, form.one(SEEN_FIELD), _entering(phase), desk.number)
    file = desk.open_unchanged(seen)
    sheet = file.phase_to_enter(phase)
    asked = _group(sheet, group)
    filled = read_sheet(form, asked)
    if not filled.faults and filled.typed[STAGE] == STORE:
        try:
            outcome = enter_figures(desk.session, _given(desk, phase, filled, seen))
        except InvalidInput as fault:
            desk.session.rollback()
            filled = with_fault(filled, asked, fault.field, fault.says)
        else:
            return redirect_to(f"{_next_address(file, sheet, asked)}done={outcome.entry}")
    template, status = _answer(filled)
    shown = _sheet_page(desk, file, sheet, asked, filled=filled)
    return page(desk.request, template, status, illustration=file.illustration, shown=shown)


@router.post("/verify", dependencies=[may(Role.OFFICER, Role.SECRETARY)])
def verify(desk: WritingDesk, phase: Phase, form: Form) -> Response:
    """Verify the figures of a phase that another person recorded."""
    desk.request.state.redo = f"/cases/{desk.number}"
    form.named(SEEN_FIELD)
    seen = seen_version(desk.signed, form.one(SEEN_FIELD), f"verify:{phase}", desk.number)
    outcome = verify_figures(
        desk.session, desk.number, phase=phase, by=desk.signed.person, at=desk.at, seen=seen
    )
    return redirect_to(f"/cases/{desk.number}?done={outcome.entry}")


@router.get("/{number_of_round}/{measure}")
def show_figure(desk: AtDesk, phase: Phase, number_of_round: int, measure: str) -> Response:
    """Show every revision of one figure, with its provenance, recorder and verifier."""
    file = desk.open()
    found = file.figure(phase, number_of_round, measure)
    if found is None:
        raise HTTPException(404)
    sheet, line = found
    rows = tuple(revision_row(line, revision) for revision in line.revisions)
    shown = FigureHistory(file, sheet, line, rows)
    return page(desk.request, "figure_history.html", illustration=file.illustration, shown=shown)


def _entering(phase: Phase) -> str:
    return f"enter:{phase}"


def _group(sheet: PhaseSheet, name: str) -> GroupSheet:
    """Return the group asked for, the first one where none is."""
    group = sheet.group(name) if name else sheet.groups[0]
    if group is None:
        raise HTTPException(404)
    return group


def _answer(filled: FilledSheet) -> tuple[str, int]:
    """Return the page that answers a form: with its faults, back for editing, or for review."""
    if filled.faults:
        return "figures.html", 422
    return ("figures.html" if filled.typed[STAGE] == EDIT else "figures_review.html"), 200


def _given(desk: Desk, phase: Phase, filled: FilledSheet, seen: int) -> Sheet:
    return Sheet(
        case=desk.number,
        phase=phase,
        **filled.around(),
        values=filled.values,
        by=desk.signed.person,
        at=desk.at,
        seen=seen,
    )


def _next_address(file: CaseFile, sheet: PhaseSheet, stored: GroupSheet) -> str:
    """Return where to go after storing: the next group still open, else the case."""
    after = sheet.groups[sheet.groups.index(stored) + 1 :]
    waiting = [each for each in after if each.is_needed and each.given < len(each.lines)]
    if waiting:
        return f"/cases/{file.number}/figures/{sheet.phase}?group={waiting[0].name}&"
    return f"/cases/{file.number}?"


def _sheet_page(
    desk: Desk,
    file: CaseFile,
    sheet: PhaseSheet,
    group: GroupSheet,
    *,
    filled: FilledSheet,
    done: int | None = None,
) -> SheetPage:
    return SheetPage(
        file=file,
        sheet=sheet,
        group=group,
        fields=figure_fields(group, filled),
        filled=filled,
        changes=() if filled.faults else understood(group, filled),
        href=f"/cases/{file.number}/figures/{sheet.phase}",
        token=seen_token(desk.signed, _entering(sheet.phase), file.number, file.version),
        done=file.event(done),
    )
