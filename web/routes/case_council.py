"""A step that a council takes or recommends by its vote: where the case is put to a sitting."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import Response

from states.terms import Action, Role, Text
from web.case_boxes import law_of, mend
from web.dependencies import SEES_CASES, SEES_SITTINGS, may
from web.desk import AtDesk
from web.page import page
from workflow.calendar import HANOI
from workflow.errors import NotPossibleNow
from workflow.views.case_council import CaseCouncil, case_council
from workflow.views.casefile import CaseFile
from workflow.views.steps import NextStep

router = APIRouter(prefix="/cases/{number}/council", dependencies=[may(*SEES_CASES)])
NOT_VOTED = Text("Hội đồng không biểu quyết bước này.", "No council votes on this step.")


@dataclass(frozen=True, slots=True)
class CaseCouncilPage:
    """The step with its conditions, its motions, and the sittings it may go to."""

    file: CaseFile
    step: NextStep
    where: CaseCouncil
    sees_sittings: bool
    law: str
    mend: Mapping[str, str]


@router.get("/{action}")
def show_council(desk: AtDesk, action: Action) -> Response:
    """Show what the council has voted on the step, or let it be put to a sitting."""
    file = desk.open()
    step = file.step(action)
    if Role.COUNCIL not in step.by and action is not Action.RECOGNIZE:
        raise NotPossibleNow(NOT_VOTED)
    person, today = desk.signed.person, desk.at.astimezone(HANOI).date()
    shown = CaseCouncilPage(
        file=file,
        step=step,
        where=case_council(desk.session, file.number, action, person=person, on=today),
        sees_sittings=bool(set(SEES_SITTINGS) & set(desk.signed.roles)),
        law=law_of(file),
        mend=mend(file, step, at_form=True),
    )
    return page(desk.request, "case_council.html", illustration=file.illustration, shown=shown)
