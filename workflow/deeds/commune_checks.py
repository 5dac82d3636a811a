"""The figures of a province's communes verified by another side than the one that recorded them."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert
from sqlmodel import Session

from states.spans import Span
from states.terms import Text
from workflow.commune_figures import CHECKS
from workflow.database import stored_instant
from workflow.deeds.accounts import held_today
from workflow.deeds.commune_figures import Noted, locked_figures, record_noted
from workflow.deeds.figures import MAY_VERIFY
from workflow.errors import NotPossibleNow
from workflow.ground import grounds
from workflow.sides import side_with

VERIFIED = "commune_figures_verified"
NOTHING_TO_VERIFY = Text(
    "Không còn số liệu nào do người khác nhập đang chờ bạn kiểm tra (người được ủy quyền và "
    "người ủy quyền tính là một bên).",
    "No figure recorded by another person is waiting for you to verify it (a deputy and the "
    "holder count as one side).",
)


def verify_reported(
    session: Session,
    province: UUID,
    span: Span,
    *,
    by: UUID,
    at: datetime,
    seen: Collection[UUID] | None = None,
) -> int:
    """Verify the figures of a span that another side recorded; return the number of the entry.

    `seen` are the revisions the person compared with the paper, where a page showed them: one
    reported since stays unverified. Raises NotFound for a province that is none, and
    NotPossibleNow when nothing waits that this person may verify.
    """
    known = locked_figures(session, province, span)
    held, side = held_today(session, by, at), side_with(session, by)
    waiting = {
        cell: each
        for cell, each in known.items()
        if each.verified_by is None
        and each.recorded_by not in side
        and (seen is None or each.id in seen)
    }
    lands = grounds(session, {place for place, _ in waiting}, on=span.end)
    for role in sorted(MAY_VERIFY):
        over = {place for place, land in lands.items() if role in held.roles_over(land.places)}
        verified = {cell: each for cell, each in waiting.items() if each.place in over}
        if not verified:
            continue
        told = {"verified_by": by, "verified_at": stored_instant(at)}
        rows = [{"figure_id": each.id, **told} for each in verified.values()]
        session.connection().execute(insert(CHECKS), rows)
        cells = {cell: (each.revision, each.figure) for cell, each in verified.items()}
        facts = {"verified": len(cells)}
        over_these = [lands[place] for place in over]
        noted = Noted(VERIFIED, province, span, role, over_these, facts, cells)
        return record_noted(session, noted, held, by=by, at=at)
    raise NotPossibleNow(NOTHING_TO_VERIFY)
