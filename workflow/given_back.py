"""The cap after a step was voided: the place it took is given back, the place it freed is retaken.

A year's row counts whoever was at work when it was made. Where that was after the voided step,
the case was counted as the step left it and not as it stands again.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, case, extract, func, select, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Action, CaseState
from workflow.facts import CASES
from workflow.quota import use_quota

FILLS = (Action.SELECT.value, Action.RESUME.value)
AT_WORK = (CaseState.IN_TRANSFORMATION, CaseState.PRELIMINARY_REVIEW)
_TABLES = SQLModel.metadata.tables
_QUOTAS = _TABLES["quota"]
_HISTORY = _TABLES["history"]
_YEAR = extract("year", _HISTORY.c.effective)
_FIRST_OF_EACH_YEAR = (
    select(_YEAR.label("year"), func.min(_HISTORY.c.number).label("entry"))
    .join(CASES, CASES.c.id == _HISTORY.c.case_id)
    .where(
        CASES.c.province_id == bindparam("province"),
        _HISTORY.c.deed.in_(FILLS),
        _HISTORY.c.effective.is_not(None),
    )
    .group_by(_YEAR)
)
_MORE = _QUOTAS.c.used + bindparam("more")
_CHANGE = (
    update(_QUOTAS)
    .where(_QUOTAS.c.province_id == bindparam("province"), _QUOTAS.c.year == bindparam("of_year"))
    .values(used=_MORE, cap=case((_QUOTAS.c.cap < _MORE, _MORE), else_=_QUOTAS.c.cap))
)


@dataclass(frozen=True, slots=True)
class VoidedStep:
    """The step that is voided: its entry and legal day, and from where to where it led."""

    entry: int
    action: Action
    effective: date
    source: CaseState
    target: CaseState


def give_back(session: Session, province: UUID, step: VoidedStep) -> None:
    """Put the counters of the years right after a step was voided.

    A case that stands at work again is counted even past the cap, as an inherited one is:
    then nothing more is selected that year.
    """
    if step.action.value in FILLS:
        use_quota(session, province, year=step.effective.year, more=-1)
    more = (step.source in AT_WORK) - (step.target in AT_WORK)
    if not more:
        return
    first = session.connection().execute(_FIRST_OF_EACH_YEAR, {"province": province})
    for year, entry in sorted((int(row.year), row.entry) for row in first):
        if year >= step.effective.year and entry > step.entry:
            values = {"province": province, "of_year": year, "more": more}
            session.connection().execute(_CHANGE, values)
