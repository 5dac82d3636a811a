"""Pauses and extensions of the periods of cases."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from states.segments import SegmentKind
from states.terms import CaseState
from workflow.columns import stored_by_value

LENGTH = (
    "kind = 'pause' AND months = 0 AND days = 0 "
    "OR kind = 'extension' AND months >= 0 AND days >= 0 AND months + days > 0 AND until IS NULL"
)
GOES_ON = "kind = 'pause' AND until IS NULL"


class TimeSegment(SQLModel, table=True):
    """A pause or an extension of the period that runs in a state, in one round of a case.

    Kept for good; a pause is ended once. `entry` and `ended_entry` are numbers in the history.
    """

    __tablename__ = "time_segment"
    __table_args__ = (
        CheckConstraint(LENGTH, name="length"),
        CheckConstraint("until IS NULL OR until >= since", name="order"),
        Index(
            "uq_time_segment_goes_on",
            "case_id",
            "state",
            "round",
            unique=True,
            sqlite_where=text(GOES_ON),
            postgresql_where=text(GOES_ON),
        ),
        Index(None, "case_id", "since"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    case_id: UUID = Field(foreign_key="case_file.id")
    state: CaseState = Field(sa_type=stored_by_value(CaseState, "state"))
    round: int
    kind: SegmentKind = Field(sa_type=stored_by_value(SegmentKind, "kind"))
    since: date
    until: date | None = None
    months: int = 0
    days: int = 0
    reason: str
    rests_on: str
    entry: int
    ended_entry: int | None = None
