"""Cases, the papers entered with their steps, their numbers, and the yearly quota."""

from datetime import date
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from states.terms import CaseState
from workflow.columns import stored_by_value


class PaperKind(StrEnum):
    """What a paper entered with a step is."""

    MINUTES = "minutes"
    DECISION = "decision"
    REPORT = "report"
    RESOLUTION = "resolution"
    LETTER = "letter"
    OLD_DECISION = "old_decision"


class CaseFile(SQLModel, table=True):
    """One commune in one transformation cycle, as it stands now; its history explains it.

    `plan` and `plan_digest` pin the text that judges it. `entries` counts its history and
    `version` goes with it, one on for each deed. `types` are area types as "1,4".
    """

    __tablename__ = "case_file"
    __table_args__ = (
        Index(
            "uq_case_file_open_commune",
            "commune_id",
            unique=True,
            sqlite_where=text("is_open"),
            postgresql_where=text("is_open"),
        ),
        Index(None, "province_id", "state", "number"),
        Index(None, "state", "number"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    number: str = Field(unique=True, max_length=20)
    commune_id: UUID = Field(foreign_key="place.id", index=True)
    province_id: UUID = Field(foreign_key="place.id")
    plan: str
    plan_digest: str = Field(max_length=64)
    state: CaseState = Field(sa_type=stored_by_value(CaseState, "state"))
    is_open: bool = True
    cycle: int = 1
    round: int = 1
    predecessor_id: UUID | None = Field(default=None, foreign_key="case_file.id", index=True)
    version: int = 1
    entries: int = 1
    types: str = ""
    argument: str = ""
    proposed_by: UUID | None = Field(default=None, foreign_key="person.id")
    opened_on: date | None = None
    started_on: date | None = None
    reviewed_on: date | None = None
    recognized_on: date | None = None
    relapsed_from: CaseState | None = Field(
        default=None, sa_type=stored_by_value(CaseState, "relapsed_from")
    )
    inherited: bool = False
    illustration: bool = False
    origin: str | None = None


class CaseNumber(SQLModel, table=True):
    """The last number given to a case in a year."""

    __tablename__ = "case_number"

    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    last: int


class Paper(SQLModel, table=True):
    """A paper entered with a step: what was printed on it, as far as the source says.

    `entry` is the step's number within the case; `votes_for` of `votes_of` belong to minutes.
    """

    __tablename__ = "paper"
    __table_args__ = (
        CheckConstraint("votes_for >= 0 AND votes_for <= votes_of", name="votes"),
        Index(None, "case_id", "entry"),
        Index(None, "kind", "number", "year"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    case_id: UUID = Field(foreign_key="case_file.id")
    entry: int
    kind: PaperKind = Field(sa_type=stored_by_value(PaperKind, "kind"))
    number: str
    signed_on: date | None = None
    as_printed: str | None = None
    body: str
    capacity: str = ""
    votes_for: int | None = None
    votes_of: int | None = None
    year: int | None = None


class Quota(SQLModel, table=True):
    """How many communes a province may have in transformation in a year, and has.

    `base` is the number of commune units it was reckoned from, frozen with its source.
    """

    __tablename__ = "quota"
    __table_args__ = (CheckConstraint("used >= 0 AND used <= cap", name="within_cap"),)

    province_id: UUID = Field(foreign_key="place.id", primary_key=True)
    year: int = Field(primary_key=True)
    base: int
    cap: int
    used: int = 0
    source: str
