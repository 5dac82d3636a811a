"""What every step of a case still needs: the same facts and guards as a deed, nothing locked."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from states.case import Assessment, Transition, rows_from
from states.facts import CaseFacts
from states.terms import Action
from workflow.engine import FILLS_THE_CAP
from workflow.facts import CORRECTIONS
from workflow.quota import quota_of
from workflow.recommendation import recommendation
from workflow.waivers import judge_all


def explain_all(session: Session, file: Row[Any], facts: CaseFacts) -> tuple[Assessment, ...]:
    """Assess every step the table has in the case's state, corrections left out."""
    return judge_all(session, file, steps_from(facts), known_ahead(session, file, facts))


def steps_from(facts: CaseFacts) -> tuple[Transition, ...]:
    """Return the rows that leave the case's state, corrections left out."""
    return tuple(row for row in rows_from(facts.state) if row.action not in CORRECTIONS)


def known_ahead(session: Session, file: Row[Any], facts: CaseFacts) -> CaseFacts:
    """Return the facts with what the steps ahead are judged on: the cap, the recommendation."""
    rows = steps_from(facts)
    if any(row.action in FILLS_THE_CAP for row in rows):
        quota = quota_of(session, file.province_id, facts.plan, on=facts.on)
        facts = replace(facts, quota=quota)
    if facts.ballot is None and any(row.action is Action.RECOGNIZE for row in rows):
        ballot = recommendation(session, file, facts.plan, today=facts.today)
        facts = replace(facts, ballot=ballot)
    return facts
