"""A decision over cases drafted and recorded in one go, where no page lies between the two."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from states.plans.book import PlanBook
from workflow.casefiles import read_case
from workflow.deeds.decision_lines import NewLine, add_lines
from workflow.deeds.decisions import AtDraft, Heading, draft_decision
from workflow.deeds.recording import record_decision
from workflow.engine import Outcome


def decide(
    session: Session,
    book: PlanBook,
    heading: Heading,
    lines: Sequence[NewLine],
    *,
    by: UUID,
    at: datetime,
) -> tuple[Outcome, ...]:
    """Draft a decision of the province of the first case, put the cases on it, and record it.

    Raises whatever the three deeds raise; nothing is kept then.
    """
    province = read_case(session, lines[0].case).province_id
    draft = AtDraft(decision=draft_decision(session, province, heading, by=by, at=at), by=by, at=at)
    add_lines(session, draft, lines)
    return record_decision(session, book, draft)
