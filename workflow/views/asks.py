"""Everything that waits for a person besides the steps of cases, the longest waiting first."""

from sqlalchemy import union_all
from sqlmodel import Session

from workflow.views import (
    correction_asks,
    draft_asks,
    grant_asks,
    motion_asks,
    waiver_asks,
)
from workflow.views.looking import Looker
from workflow.views.source import Ask, Source

SOURCES: tuple[Source, ...] = (
    motion_asks.SOURCE,
    waiver_asks.SOURCE,
    correction_asks.SOURCE,
    draft_asks.SOURCE,
    grant_asks.SOURCE,
)
MOST = 50


def asks_for(session: Session, looker: Looker) -> tuple[tuple[Ask, ...], bool]:
    """Return what waits for the person, in one question, and whether there is more than shown."""
    known = {source.kind: source for source in SOURCES}
    chosen = [one for one in (source.waiting(looker) for source in SOURCES) if one is not None]
    if not chosen:
        return (), False
    every = union_all(*chosen).subquery("asks")
    statement = every.select().order_by(every.c.since, every.c.key).limit(MOST + 1)
    rows = session.connection().execute(statement).all()
    return tuple(known[row.kind].told(row) for row in rows[:MOST]), len(rows) > MOST
