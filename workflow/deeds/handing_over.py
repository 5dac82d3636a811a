"""Handing a case over when units are rearranged: to one unit or several, whole or in part."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from states.facts import Paper, Submission
from states.plans.book import PlanBook
from states.terms import Action, Text
from workflow.casefiles import lock_case
from workflow.engine import Deed, Outcome, perform
from workflow.errors import InvalidInput
from workflow.lineage import keep_hand_over, open_cases_of, successors_of


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """A case to be handed over under a resolution, and the units that take it on."""

    case: str
    resolution: Paper | None
    successors: frozenset[UUID]
    by: UUID
    at: datetime
    seen: int | None = None


def hand_over(session: Session, book: PlanBook, wish: HandOver) -> Outcome:
    """Close a case and link it with the cases that take it on, in both directions.

    Raises InvalidInput for a unit into which the register does not let the commune go over, and
    otherwise as `workflow.engine.perform` does.
    """
    file = lock_case(session, wish.case)
    known = successors_of(session, file.commune_id)
    if wish.successors - {unit.id for unit in known}:
        raise InvalidInput(NOT_A_SUCCESSOR, field="units")
    units = [unit for unit in known if unit.id in wish.successors]
    open_cases = open_cases_of(session, [unit.id for unit in units])
    deed = Deed(
        case=wish.case,
        action=Action.HAND_OVER,
        by=wish.by,
        at=wish.at,
        submission=Submission(
            resolution=wish.resolution, successors=tuple(unit.written for unit in units)
        ),
        seen=wish.seen,
    )
    outcome = perform(session, book, deed)
    keep_hand_over(session, outcome.case_id, units, open_cases, entry=outcome.entry)
    return outcome


NOT_A_SUCCESSOR = Text(
    "Danh mục không ghi đơn vị này là đơn vị kế thừa của địa bàn.",
    "The register does not name this unit as a successor of the area.",
)
