"""Waivers as steps are judged by them: looked for only where a condition that may be waived fails.

A waiver counts for one step in one round of its case, and only once a second person approved it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the table read below
from states.case import Assessment, assess
from states.facts import CaseFacts, Waiver
from states.transition import Transition

_WAIVERS = SQLModel.metadata.tables["waiver"]
_GRANTED: Select[Any] = (
    select(_WAIVERS)
    .where(_WAIVERS.c.case_id.in_(bindparam("cases", expanding=True)), _WAIVERS.c.approved)
    .order_by(_WAIVERS.c.asked_entry)
)


def judge(
    session: Session, file: Row[Any], row: Transition, facts: CaseFacts
) -> tuple[CaseFacts, Assessment]:
    """Assess a step; where a condition that may be waived fails, look whether it was.

    Return the facts with the waivers of this step beside the assessment made on them.
    """
    assessment = assess(row, facts)
    if assessment.permitted or not assessment.asks_for_waivers:
        return facts, assessment
    granted = granted_to(session, (file,)).get(file.id, ())
    of_the_step = tuple(waiver for waiver in granted if waiver.action == row.action)
    if not of_the_step:
        return facts, assessment
    known = replace(facts, waivers=of_the_step)
    return known, assess(row, known)


def judge_all(
    session: Session, file: Row[Any], rows: Iterable[Transition], facts: CaseFacts
) -> tuple[Assessment, ...]:
    """Assess several steps of one case, with what was waived; at most one question more."""
    assessments = tuple(assess(row, facts) for row in rows)
    if not any(each.asks_for_waivers for each in assessments):
        return assessments
    return judged_again(assessments, facts, granted_to(session, (file,)).get(file.id, ()))


def judged_again(
    assessments: Iterable[Assessment], facts: CaseFacts, granted: tuple[Waiver, ...]
) -> tuple[Assessment, ...]:
    """Assess once more those steps in whose way a condition stands that may be waived."""
    known = replace(facts, waivers=granted)
    return tuple(
        assess(each.transition, known) if granted and each.asks_for_waivers else each
        for each in assessments
    )


def granted_to(session: Session, files: Sequence[Row[Any]]) -> Mapping[UUID, tuple[Waiver, ...]]:
    """Return the approved waivers of the present round of each case, by the ids of the cases."""
    if not files:
        return {}
    rounds = {file.id: file.round for file in files}
    found: dict[UUID, tuple[Waiver, ...]] = {}
    for row in session.connection().execute(_GRANTED, {"cases": [*rounds]}):
        if row.round == rounds[row.case_id]:
            found[row.case_id] = (*found.get(row.case_id, ()), _as_fact(row))
    return found


def _as_fact(row: Row[Any]) -> Waiver:
    return Waiver(
        action=row.action.value,
        rule=row.rule,
        reason=row.reason,
        rests_on=row.rests_on,
        asked_by=row.asked_by.hex,
        approved_by=row.decided_by.hex,
    )
