"""The waivers of one case, as its page shows them for good: asked for, given or refused."""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from workflow.facts import CASES
from workflow.views.case_requests import WAIVERS, CaseRequest, RequestReader, requests_where

HAS_WAIVERS = select(WAIVERS.c.id).where(WAIVERS.c.case_id == CASES.c.id).correlate(CASES).exists()
_NOBODY = frozenset[UUID]()


def waivers_of(session: Session, case: UUID, *, person: UUID) -> tuple[CaseRequest, ...]:
    """Return every waiver of a case the person sees, the newest first."""
    reader = RequestReader(person, _NOBODY, _NOBODY)
    return requests_where(session, WAIVERS, WAIVERS.c.case_id == case, reader)
