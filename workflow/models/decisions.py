"""Signed decisions: one paper with its lines, each a case and what is decided of it."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from states.terms import Action, Term
from workflow.columns import INSTANT_LENGTH, stored_by_value


class DecisionKind(Term):
    """What kind of paper the body decides by: lists are approved by decisions and by plans."""

    DECISION = "decision", "Quyết định", "Decision"
    PLAN = "plan", "Kế hoạch", "Plan"


class DecisionState(Term):
    """Where a decision stands: put together, recorded for good, or given up."""

    DRAFT = "draft", "Dự thảo", "Draft"
    RECORDED = "recorded", "Đã ghi nhận", "Recorded"
    WITHDRAWN = "withdrawn", "Đã bỏ", "Withdrawn"


class Decision(SQLModel, table=True):
    """One paper of a province's body. Its day is the legal day of every line.

    `number_key` is the number as it is compared: without marks, capitals and blanks.
    `ended_at` is when it was recorded or withdrawn; `reason` says why it was withdrawn.
    """

    __tablename__ = "decision"
    __table_args__ = (
        Index(
            "uq_decision_recorded_number",
            "province_id",
            "body",
            "kind",
            "year",
            "number_key",
            unique=True,
            sqlite_where=text("state = 'recorded'"),
            postgresql_where=text("state = 'recorded'"),
        ),
        Index(None, "province_id", "state", "created_at"),
        CheckConstraint(
            "(state = 'draft') = (ended_at IS NULL) AND (ended_by IS NULL) = (ended_at IS NULL)",
            name="ended_whole",
        ),
        CheckConstraint(
            "state <> 'recorded' OR (number <> '' AND signed_on IS NOT NULL AND year IS NOT NULL)",
            name="recorded_whole",
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    province_id: UUID = Field(foreign_key="place.id")
    number: str = ""
    number_key: str = ""
    signed_on: date | None = None
    year: int | None = None
    body: str
    capacity: str
    kind: DecisionKind = Field(sa_type=stored_by_value(DecisionKind, "kind"))
    subject: str = ""
    state: DecisionState = Field(sa_type=stored_by_value(DecisionState, "state"))
    created_by: UUID = Field(foreign_key="person.id")
    created_at: str = Field(max_length=INSTANT_LENGTH)
    ended_by: UUID | None = Field(default=None, foreign_key="person.id")
    ended_at: str | None = Field(default=None, max_length=INSTANT_LENGTH)
    reason: str | None = None
    version: int = 1


class DecisionLine(SQLModel, table=True):
    """One case of a decision and what is decided of it.

    `held` while the decision is a draft: a case is in one draft at a time. `case_entry` is the
    number of the entry its recording made.
    """

    __tablename__ = "decision_line"
    __table_args__ = (
        UniqueConstraint("decision_id", "case_id"),
        UniqueConstraint("decision_id", "ordinal"),
        Index(
            "uq_decision_line_held_case",
            "case_id",
            unique=True,
            sqlite_where=text("held"),
            postgresql_where=text("held"),
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    decision_id: UUID = Field(foreign_key="decision.id")
    case_id: UUID = Field(foreign_key="case_file.id", index=True)
    action: Action = Field(sa_type=stored_by_value(Action, "action"))
    ordinal: int
    reason: str = ""
    held: bool = True
    case_entry: int | None = None
