"""One step of one case explained as for whoever may take it: the command line has no role."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from states.case import Assessment, assess
from states.facts import Actor
from states.plans.book import PlanBook
from states.terms import Action, Role
from workflow.casefiles import read_case
from workflow.deeds.accounts import SYSTEM
from workflow.engine import Deed, explain_all, facts_for, row_in

ENTITLED = Actor(person=SYSTEM.hex, roles=frozenset(Role), in_territory=True)


def explain_step(
    session: Session, book: PlanBook, case: str, action: Action, *, at: datetime
) -> Assessment:
    """Assess a step as it stands at a moment, with no paper handed in; nothing is changed.

    Raises UnknownCase, and NotPossibleNow when the case's state has no such step.
    """
    file = read_case(session, case)
    deed = Deed(case=case, action=action, by=SYSTEM, at=at)
    facts = replace(facts_for(session, book, file, deed), actor=ENTITLED)
    row = row_in(action, facts.state)
    assessed = {each.transition: each for each in explain_all(session, file, facts)}
    return assessed.get(row) or assess(row, facts)
