"""The pauses and extensions of cases as they were entered, those of the present round alone."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, bindparam, exists, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.segments import Segment, SegmentKind
from states.terms import CaseState

SEGMENTS = SQLModel.metadata.tables["time_segment"]
NAMES = ("kind", "state", "since", "until", "months", "days", "reason", "rests_on")
_CASES = SQLModel.metadata.tables["case_file"]
_THIS_ROUND = and_(_CASES.c.id == SEGMENTS.c.case_id, _CASES.c.round == SEGMENTS.c.round)
_KEPT: Select[Any] = (
    select(SEGMENTS)
    .join(_CASES, _THIS_ROUND)
    .where(SEGMENTS.c.case_id.in_(bindparam("cases", expanding=True)))
    .order_by(SEGMENTS.c.since, SEGMENTS.c.entry)
)
_RUNNING: Select[Any] = (
    select(_CASES, *(SEGMENTS.c[name].label(f"segment_{name}") for name in NAMES))
    .join(SEGMENTS, and_(_THIS_ROUND, SEGMENTS.c.state == _CASES.c.state))
    .order_by(SEGMENTS.c.since, SEGMENTS.c.entry)
)
Segments = Mapping[UUID, tuple[Segment, ...]]


def has_segments(case: Any) -> Any:  # noqa: ANN401 - a column or a bound parameter
    """Return the condition that some period of a case was paused or extended."""
    return exists().where(SEGMENTS.c.case_id == case)


def segments_of(session: Session, cases: Iterable[UUID]) -> Segments:
    """Return the segments of the present round of each case, in their order."""
    found: dict[UUID, tuple[Segment, ...]] = {}
    for row in session.connection().execute(_KEPT, {"cases": [*cases]}):
        found[row.case_id] = (*found.get(row.case_id, ()), as_segment(row))
    return found


def running_with_segments(session: Session) -> list[tuple[Row[Any], tuple[Segment, ...]]]:
    """Return the row of every case whose running period was paused or extended, with how."""
    rows: dict[UUID, Row[Any]] = {}
    found: dict[UUID, tuple[Segment, ...]] = {}
    for row in session.connection().execute(_RUNNING):
        rows[row.id] = row
        found[row.id] = (*found.get(row.id, ()), as_segment(row, "segment_"))
    return [(rows[case], segments) for case, segments in found.items()]


def as_segment(row: Row[Any], prefix: str = "") -> Segment:
    """Return a row of the table as the guards read it."""
    kept = {name: getattr(row, f"{prefix}{name}") for name in NAMES}
    kept["kind"], kept["state"] = SegmentKind(kept["kind"]), CaseState(kept["state"])
    return Segment(**kept)
