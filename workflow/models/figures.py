"""Reported figures and their verification: appended to, never changed."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from states.terms import Phase, Standing
from workflow.columns import INSTANT_LENGTH, stored_by_value


class FigureRow(SQLModel, table=True):
    """One figure as one person reported it; a correction is a further revision with a reason.

    A period counts both its days. A withheld figure holds no number at all.
    """

    __tablename__ = "figure"
    __table_args__ = (
        UniqueConstraint("case_id", "measure", "phase", "round", "revision"),
        CheckConstraint("period_start <= period_end", name="period"),
        CheckConstraint("count >= 0 AND numerator >= 0 AND denominator >= 0", name="not_negative"),
        CheckConstraint("(numerator IS NULL) = (denominator IS NULL)", name="whole_ratio"),
        CheckConstraint(
            "standing = 'reported' OR (count IS NULL AND numerator IS NULL AND answer IS NULL)",
            name="nothing_unless_reported",
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    case_id: UUID = Field(foreign_key="case_file.id")
    measure: str = Field(max_length=60)
    phase: Phase = Field(sa_type=stored_by_value(Phase, "phase"))
    round: int
    period_start: date
    period_end: date
    revision: int
    standing: Standing = Field(sa_type=stored_by_value(Standing, "standing"))
    count: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    answer: str | None = None
    document: str
    body: str
    document_date: date | None = None
    as_printed: str | None = None
    reason: str | None = None
    recorded_by: UUID = Field(foreign_key="person.id")
    recorded_at: str = Field(max_length=INSTANT_LENGTH)


class Verification(SQLModel, table=True):
    """A second person compared one revision of a figure with its paper."""

    __tablename__ = "verification"

    figure_id: UUID = Field(foreign_key="figure.id", primary_key=True)
    verified_by: UUID = Field(foreign_key="person.id")
    verified_at: str = Field(max_length=INSTANT_LENGTH)
