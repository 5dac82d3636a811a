"""Figures of communes over a span, with or without a case: appended to, never changed."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from states.spans import SpanKind
from states.terms import Standing
from workflow.columns import INSTANT_LENGTH, stored_by_value


class CommuneFigure(SQLModel, table=True):
    """One figure of a commune as one person reported it; a correction is a further revision.

    A span counts both its days; which kind it is repeats what they say, for those who search.
    """

    __tablename__ = "commune_figure"
    __table_args__ = (
        UniqueConstraint("place_id", "measure", "span_start", "span_end", "revision"),
        CheckConstraint("span_start <= span_end", name="span"),
        CheckConstraint("count >= 0 AND numerator >= 0 AND denominator >= 0", name="not_negative"),
        CheckConstraint("(numerator IS NULL) = (denominator IS NULL)", name="whole_ratio"),
        CheckConstraint(
            "standing = 'reported' OR (count IS NULL AND numerator IS NULL AND answer IS NULL)",
            name="nothing_unless_reported",
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    place_id: UUID = Field(foreign_key="place.id")
    measure: str = Field(max_length=60)
    span_start: date
    span_end: date
    span_kind: SpanKind = Field(sa_type=stored_by_value(SpanKind, "span_kind"))
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


class CommuneFigureCheck(SQLModel, table=True):
    """A second person compared one revision of a commune's figure with its paper."""

    __tablename__ = "commune_figure_check"

    figure_id: UUID = Field(foreign_key="commune_figure.id", primary_key=True)
    verified_by: UUID = Field(foreign_key="person.id")
    verified_at: str = Field(max_length=INSTANT_LENGTH)
