"""Where one case is decided: the draft that holds it, or the drafts it may be put on."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Role
from workflow.access import Held
from workflow.casefiles import read_case
from workflow.deeds.decisions import DECISIONS
from workflow.models.decisions import DecisionState
from workflow.views.decisions import DecisionHead, head, read_decision, shown_decisions

_SUCCESSIONS = SQLModel.metadata.tables["succession"]
_HEIRS = select(_SUCCESSIONS.c.successor_id).where(
    _SUCCESSIONS.c.predecessor_id == bindparam("province")
)
_LINES = SQLModel.metadata.tables["decision_line"]
_HOLDER: Select[Any] = select(_LINES.c.decision_id).where(
    _LINES.c.held, _LINES.c.case_id == bindparam("case")
)


@dataclass(frozen=True, slots=True)
class CaseDecided:
    """The draft that holds the case, or those of its province for whoever drafts there."""

    held_by: DecisionHead | None
    drafts: tuple[DecisionHead, ...]
    may_add: bool


def case_decided(
    session: Session, number: str, *, held: Held, places: frozenset[UUID]
) -> CaseDecided:
    """Return where a case is decided, as somebody with these powers and places sees it."""
    file = read_case(session, number)
    holder = session.execute(_HOLDER, {"case": file.id}).scalar_one_or_none()
    if holder is not None:
        return CaseDecided(head(read_decision(session, holder, places=places)), (), may_add=False)
    heirs = session.execute(_HEIRS, {"province": file.province_id}).scalars()
    provinces = frozenset({file.province_id, *heirs}) & held.places(Role.COMMITTEE_OFFICE)
    statement = shown_decisions().where(
        DECISIONS.c.state == DecisionState.DRAFT, DECISIONS.c.province_id.in_(provinces)
    )
    rows = session.execute(statement.order_by(DECISIONS.c.created_at.desc())).all()
    return CaseDecided(None, tuple(head(row) for row in rows), may_add=bool(provinces))
