"""What the council recommended and still stands: a carried motion on the facts of today.

Its latest word counts: a ballot that was lost, tied or without a quorum takes back the one that
was carried before. A motion whose figures, papers or plan have changed since recommends nothing
any more.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.digest import CasePaper, facts_digest
from states.facts import Ballot
from states.plans import Plan
from states.terms import Action
from workflow.facts import Setting, gather
from workflow.models.sittings import MotionStatus

_TABLES = SQLModel.metadata.tables
_MOTIONS = _TABLES["motion"]
_SITTINGS = _TABLES["sitting"]
_PAPERS = _TABLES["paper"]
_PAPERS_OF: Select[Any] = select(_PAPERS.c.kind, _PAPERS.c.number, _PAPERS.c.signed_on).where(
    _PAPERS.c.case_id == bindparam("case")
)
COUNTED = (MotionStatus.CARRIED, MotionStatus.LOST, MotionStatus.TIED, MotionStatus.NO_QUORUM)
"""How a ballot ends that the council took to its end: the latest of these is its word."""
_LATEST: Select[Any] = (
    select(
        _MOTIONS,
        _SITTINGS.c.council_id,
        _SITTINGS.c.held_on,
        _SITTINGS.c.number.label("minutes"),
    )
    .join(_SITTINGS, _SITTINGS.c.id == _MOTIONS.c.sitting_id)
    .where(
        _MOTIONS.c.case_id == bindparam("case"),
        _MOTIONS.c.action == bindparam("action", type_=_MOTIONS.c.action.type),
        _MOTIONS.c.status.in_(COUNTED),
    )
    .order_by(_MOTIONS.c.entry.desc())
    .limit(1)
)


def papers_of(session: Session, case: UUID) -> Sequence[CasePaper]:
    """Return the papers entered with the steps of a case, as a digest knows them."""
    rows = session.connection().execute(_PAPERS_OF, {"case": case})
    return [(row.kind.value, row.number, row.signed_on) for row in rows]


def recommendation(
    session: Session,
    file: Row[Any],
    plan: Plan | None,
    *,
    today: date,
    action: Action = Action.RECOGNIZE,
) -> Ballot | None:
    """Return the ballot that recommends an action on what is known today, if there is one."""
    motion = session.connection().execute(_LATEST, {"case": file.id, "action": action}).first()
    if motion is None or not stands(motion):
        return None
    facts = gather(session, file, plan, Setting(motion.council_id, motion.held_on, today))
    if facts_digest(facts, papers_of(session, file.id)) != motion.facts_digest:
        return None
    return as_ballot(motion)


def stands(motion: Row[Any]) -> bool:
    """Whether the council's latest word is a yes, carried by nobody with a part in the case."""
    return motion.status is MotionStatus.CARRIED and motion.why is None


def as_ballot(motion: Row[Any]) -> Ballot:
    """Return the ballot of a motion that has ended, as it was counted then."""
    return Ballot(
        council=motion.council_id.hex,
        sitting=motion.minutes,
        held_on=motion.held_on,
        appointed=motion.appointed,
        present=motion.present,
        recused=motion.recused,
        votes_for=motion.votes_for,
        against=motion.against,
        abstain=motion.abstain,
        chair=motion.chair or "",
        closed=motion.closed_by is not None,
        facts_digest=motion.facts_digest,
    )
