"""The marks of entries that were corrected: by which entry each was rectified or voided."""

from typing import Any

from sqlalchemy import Label, Row, exists, func, or_, select
from sqlmodel import SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Text

_TABLES = SQLModel.metadata.tables
_HISTORY = _TABLES["history"]
_REQUESTS = _TABLES["correction_request"]
_PAPERS = _TABLES["paper"]


def _corrected_by(kind: str, name: str) -> Label[Any]:
    return (
        select(func.max(_REQUESTS.c.decided_entry))
        .where(
            _REQUESTS.c.entry == _HISTORY.c.number, _REQUESTS.c.kind == kind, _REQUESTS.c.approved
        )
        .correlate(_HISTORY)
        .scalar_subquery()
        .label(name)
    )


VOIDED_BY = _corrected_by("void", "voided_by")
RECTIFIED_BY = _corrected_by("rectify", "rectified_by")
HAS_REQUESTS = (
    exists()
    .where(
        or_(_REQUESTS.c.entry == _HISTORY.c.number, _REQUESTS.c.decided_entry == _HISTORY.c.number)
    )
    .correlate(_HISTORY)
    .label("has_requests")
)
PAPER_IS_VOIDED = (
    exists()
    .where(
        _HISTORY.c.case_id == _PAPERS.c.case_id,
        _HISTORY.c.case_number == _PAPERS.c.entry,
        _REQUESTS.c.entry == _HISTORY.c.number,
        _REQUESTS.c.kind == "void",
        _REQUESTS.c.approved,
    )
    .correlate(_PAPERS)
    .label("voided")
)


def mark(row: Row[Any]) -> Text | None:
    """Return what became of an entry since: voided, rectified, or nothing."""
    if row.voided_by:
        return Text(f"Đã bị hủy bởi bút toán {row.voided_by}.", f"Voided by entry {row.voided_by}.")
    if row.rectified_by:
        return Text(
            f"Đã được đính chính bởi bút toán {row.rectified_by}.",
            f"Rectified by entry {row.rectified_by}.",
        )
    return None
