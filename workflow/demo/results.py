"""How a ballot of the demo's council stands, in one line: nothing before it has ended."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Text
from workflow.models.sittings import MotionStatus

_MOTIONS = SQLModel.metadata.tables["motion"]
_CASES = SQLModel.metadata.tables["case_file"]
_MOTION: Select[Any] = (
    select(_MOTIONS, _CASES.c.number.label("case"), _CASES.c.state)
    .join(_CASES, _CASES.c.id == _MOTIONS.c.case_id)
    .where(_MOTIONS.c.id == bindparam("motion"))
)


def motion_with_case(session: Session, motion: UUID) -> Row[Any]:
    """Return a motion with the number and the state of its case."""
    return session.execute(_MOTION, {"motion": motion}).one()


def result_in_words(row: Row[Any]) -> Text:
    """Return how a motion stands: open, lapsed and why, or counted."""
    label = row.status.label
    if row.status is MotionStatus.OPEN:
        return Text(f"{label.vi}: chưa ai biết kết quả", f"{label.en}: nobody knows how it stands")
    if row.status is MotionStatus.LAPSED:
        why = json.loads(row.why)
        return Text(f"{label.vi}: {why['vi']}", f"{label.en}: {why['en']}")
    counts = f"{row.votes_for} / {row.against} / {row.abstain}"
    return Text(
        f"{label.vi}: tán thành / không tán thành / không ý kiến {counts}; "
        f"có mặt {row.present}/{row.appointed}, không tham gia {row.recused}",
        f"{label.en}: for / against / abstaining {counts}; present {row.present}/{row.appointed}",
    )
