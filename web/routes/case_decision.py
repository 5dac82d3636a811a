"""A step that a signed decision takes: where the case is decided, or which draft takes it."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import Response

from states.terms import Action, Text
from web.case_boxes import law_of, mend
from web.dependencies import SEES_CASES, may
from web.desk import AtDesk
from web.drafts import address_of, draft_token
from web.page import page
from workflow.errors import NotPossibleNow
from workflow.views.case_decided import CaseDecided, case_decided
from workflow.views.casefile import CaseFile
from workflow.views.decision_sheet import seeing
from workflow.views.decisions import DecisionHead
from workflow.views.steps import NextStep

router = APIRouter(prefix="/cases/{number}/decision", dependencies=[may(*SEES_CASES)])
NOT_DECIDED = Text("Bước này không phải do quyết định.", "No signed decision takes this step.")


@dataclass(frozen=True, slots=True)
class DraftBox:
    """One draft the case may be put on: its address and the seal of its form."""

    head: DecisionHead
    address: str
    token: str


@dataclass(frozen=True, slots=True)
class CaseDecisionPage:
    """What the page prints: the step with its conditions, and where the case is decided."""

    file: CaseFile
    step: NextStep
    where: CaseDecided
    boxes: tuple[DraftBox, ...]
    law: str
    mend: Mapping[str, str]

    @property
    def asks_reason(self) -> bool:
        """Whether the action needs a reason of its own."""
        return self.step.action is Action.DECLINE


@router.get("/{action}")
def show_where(desk: AtDesk, action: Action) -> Response:
    """Show the draft that holds the case, or let it be put on one."""
    file = desk.open()
    step = file.step(action)
    if not step.by_decision:
        raise NotPossibleNow(NOT_DECIDED)
    held = desk.signed.held
    where = case_decided(desk.session, file.number, held=held, places=seeing(held))
    shown = CaseDecisionPage(
        file=file,
        step=step,
        where=where,
        boxes=tuple(
            DraftBox(head, address_of(head), draft_token(desk.signed, head))
            for head in where.drafts
        ),
        law=law_of(file),
        mend=mend(file, step, at_form=True),
    )
    return page(desk.request, "case_decision.html", illustration=file.illustration, shown=shown)
