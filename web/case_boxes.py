"""What the page of a case prints: its boxes of steps, its tables of figures, its addresses."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from states.terms import Action, Phase, Role, Spot, Text
from web.figure_words import FigureRow, figure_row
from web.security import seen_token
from workflow.deeds.signing_in import SignedIn
from workflow.views.casefile import CaseFile
from workflow.views.happenings import Happening
from workflow.views.sheet import GroupSheet, PhaseSheet
from workflow.views.steps import NextStep

MAY_ASK = frozenset({Role.OFFICER, Role.SECRETARY, Role.COMMITTEE_OFFICE, Role.REGISTRAR})


@dataclass(frozen=True, slots=True)
class StepBox:
    """One next step on the page of its case, with the addresses its conditions are mended at."""

    step: NextStep
    href: str
    mend: Mapping[str, str]
    recommended_at: str


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
    sees_sittings: bool

    @property
    def is_past_its_course(self) -> bool:
        """Whether no step lies ahead, though some may still be taken."""
        return bool(self.boxes) and not any(box.step.main for box in self.boxes)

    @property
    def has_figures(self) -> bool:
        """Whether any figure of the case is known."""
        return any(box.tables for box in self.phases)


def case_page(
    file: CaseFile, signed: SignedIn, *, done: int | None, sees_sittings: bool
) -> CasePage:
    """Return the page of a case; `done` is the number of the deed that led here."""
    return CasePage(
        file=file,
        law=law_of(file),
        boxes=tuple(_box(file, step) for step in file.next_steps),
        phases=tuple(_phase(file, sheet, signed) for sheet in file.phases),
        events=tuple(replace(each, href=f"/history/{each.number}") for each in file.events),
        done=file.event(done),
        sees_sittings=sees_sittings,
    )


def law_of(file: CaseFile) -> str:
    """Return the address of the plan a case is judged by, nothing where it is not at hand."""
    return f"/plans/{file.plan.id}" if file.plan.at_hand else ""


def _box(file: CaseFile, step: NextStep) -> StepBox:
    recommended_at = council_href(file, step) if step.action is Action.RECOGNIZE else ""
    return StepBox(step, _step_href(file, step), mend(file, step, at_form=False), recommended_at)


def council_href(file: CaseFile, step: NextStep) -> str:
    """Return where a step is put to the vote of the council."""
    return f"/cases/{file.number}/council/{step.action}"


def _step_href(file: CaseFile, step: NextStep) -> str:
    if step.action is Action.HAND_OVER:
        return f"/cases/{file.number}/hand-over"
    if Role.COUNCIL in step.by:
        return council_href(file, step)
    if step.by_decision:
        return f"/cases/{file.number}/decision/{step.action}"
    return f"/cases/{file.number}/actions/{step.action}"


def mend(file: CaseFile, step: NextStep, *, at_form: bool) -> dict[str, str]:
    """Return where each kind of unmet condition is mended; nothing for what has no page here."""
    places = {Spot.PLANS.value: law_of(file) or "/plans"}
    if set(file.roles) & MAY_ASK:
        asking = f"/cases/{file.number}/waivers/{step.action}?rule="
        places |= {f"waive:{one.rule}": f"{asking}{one.rule}" for one in step.to_waive}
    if Role.COUNCIL in step.by or step.action is Action.RECOGNIZE:
        places[Spot.SITTING.value] = council_href(file, step)
    if not at_form:
        places[Spot.CONFIRM.value] = _step_href(file, step)
    elif step.mine and not step.by_decision:
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
