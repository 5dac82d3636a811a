"""Keeping the papers handed in with a step, beside the entry they belong to."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlmodel import Session, SQLModel

import workflow.models.cases  # noqa: F401 - the table written below
from states import facts as law
from workflow.models.cases import PaperKind
from workflow.prepared import Prepared

_PAPERS = SQLModel.metadata.tables["paper"]
_INSERT = Prepared(insert(_PAPERS))


def keep_papers(session: Session, case_id: UUID, *, entry: int, submission: law.Submission) -> None:
    """Store every paper of a submission under the entry's number within the case."""
    # One by one: there is nearly always one alone, for which a list would cost more.
    for kind, paper in _handed_in(submission):
        row = _row(kind, paper) | {"id": uuid4(), "case_id": case_id, "entry": entry}
        _INSERT.run(session, row)


def _handed_in(submission: law.Submission) -> Iterator[tuple[PaperKind, law.Paper]]:
    for kind in PaperKind:
        paper: law.Paper | None = getattr(submission, kind.value)
        if paper is not None and paper.number:
            yield kind, paper


def _row(kind: PaperKind, paper: law.Paper) -> dict[str, Any]:
    return {
        "kind": kind,
        "number": paper.number,
        "signed_on": paper.signed_on,
        "as_printed": paper.as_printed or None,
        "body": paper.body,
        "capacity": paper.capacity,
        "votes_for": paper.votes_for,
        "votes_of": paper.votes_of,
        "year": paper.signed_on.year if paper.signed_on else None,
    }
