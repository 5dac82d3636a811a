"""What one person asks for in a case and another decides: waivers, and corrections of entries."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from states.terms import Action
from workflow.columns import INSTANT_LENGTH, stored_by_value

DECIDED_WHOLE = (
    "(decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (approved IS NULL)"
)
STANDS = "approved IS NULL OR approved"
VOIDS = f"kind = 'void' AND ({STANDS})"
WAITS = "decided_by IS NULL"


class Waiver(SQLModel, table=True):
    """A condition of one step asked to be waived, in one round of a case; kept for good.

    `asked_entry` and `decided_entry` are the numbers of the two entries in the history.
    """

    __tablename__ = "waiver"
    __table_args__ = (
        CheckConstraint("decided_by <> asked_by", name="two_persons"),
        CheckConstraint(DECIDED_WHOLE, name="decided_whole"),
        Index(
            "uq_waiver_stands",
            *("case_id", "action", "rule", "round"),
            unique=True,
            sqlite_where=text(STANDS),
            postgresql_where=text(STANDS),
        ),
        Index(None, "case_id"),
        Index(None, "asked_entry"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    case_id: UUID = Field(foreign_key="case_file.id")
    action: Action = Field(sa_type=stored_by_value(Action, "action"))
    rule: str = Field(max_length=60)
    round: int
    reason: str
    rests_on: str
    asked_by: UUID = Field(foreign_key="person.id")
    asked_at: str = Field(max_length=INSTANT_LENGTH)
    asked_entry: int
    decided_by: UUID | None = Field(default=None, foreign_key="person.id")
    decided_at: str | None = Field(default=None, max_length=INSTANT_LENGTH)
    decided_entry: int | None = None
    approved: bool | None = None
    answer: str | None = None


class CorrectionRequest(SQLModel, table=True):
    """An entry asked to be rectified or voided under a decision; `entry` is its number.

    A rectification says what is wrong and what is right. `decided_entry` is the number of the
    entry that corrects, or refuses to.
    """

    __tablename__ = "correction_request"
    __table_args__ = (
        CheckConstraint("kind IN ('rectify', 'void')", name="kind"),
        CheckConstraint("kind = 'void' OR right_value <> ''", name="says_what_is_right"),
        CheckConstraint("decided_by <> asked_by", name="two_persons"),
        CheckConstraint(DECIDED_WHOLE, name="decided_whole"),
        Index(
            "uq_correction_request_voids",
            "entry",
            unique=True,
            sqlite_where=text(VOIDS),
            postgresql_where=text(VOIDS),
        ),
        Index(None, "case_id", "kind"),
        Index(None, "entry"),
        Index(None, "asked_entry"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    case_id: UUID = Field(foreign_key="case_file.id")
    entry: int
    kind: str = Field(max_length=10)
    wrong_value: str = ""
    right_value: str = ""
    reason: str
    decision_number: str
    decision_on: date
    decision_body: str
    decision_capacity: str = ""
    asked_by: UUID = Field(foreign_key="person.id")
    asked_at: str = Field(max_length=INSTANT_LENGTH)
    asked_entry: int
    decided_by: UUID | None = Field(default=None, foreign_key="person.id")
    decided_at: str | None = Field(default=None, max_length=INSTANT_LENGTH)
    decided_entry: int | None = None
    approved: bool | None = None
    answer: str | None = None


class HandedOver(SQLModel, table=True):
    """A case handed over to the commune its own went over into, whole or in part.

    `successor_id` is that commune's case: the one open then, else the first opened since.
    `voided_by` is the number of the entry that voided the hand-over.
    """

    __tablename__ = "handed_over"
    __table_args__ = (
        CheckConstraint("extent IN ('whole', 'part')", name="extent"),
        Index(None, "case_id"),
        Index(None, "commune_id"),
        Index(None, "successor_id"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    case_id: UUID = Field(foreign_key="case_file.id")
    commune_id: UUID = Field(foreign_key="place.id")
    extent: str = Field(max_length=5)
    entry: int
    successor_id: UUID | None = Field(default=None, foreign_key="case_file.id")
    voided_by: int | None = None
