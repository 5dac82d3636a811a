"""Sittings of a council: the roll, the docket of motions, and the votes cast on each."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from states.terms import Action, Choice, Seat, Term
from workflow.columns import INSTANT_LENGTH, stored_by_value


class MotionStatus(Term):
    """Where a motion stands: on the docket, being voted on, or ended for good in one way."""

    WAITING = "waiting", "Chờ biểu quyết", "Waiting for the vote"
    OPEN = "open", "Đang biểu quyết", "Being voted on"
    CARRIED = "carried", "Được thông qua", "Carried"
    LOST = "lost", "Không được thông qua", "Lost"
    TIED = "tied", "Hòa phiếu", "Tied"
    NO_QUORUM = "no_quorum", "Không đủ số người họp", "No quorum"
    LAPSED = "lapsed", "Hết hiệu lực do dữ liệu thay đổi", "Lapsed: what it rested on changed"
    WITHDRAWN = "withdrawn", "Đã rút", "Withdrawn"


class Ground(Term):
    """Why somebody does not vote on a case: on request, or by a part taken in it."""

    ASKED = "asked", "tự xin không biểu quyết", "asked to be recused"
    PROPOSED = "proposed", "đã đề xuất hồ sơ", "proposed the case"
    RECORDED = "recorded", "đã nhập số liệu", "recorded its figures"
    VERIFIED = "verified", "đã kiểm tra số liệu", "verified its figures"
    PROPOSING_BODY = "proposing_body", "thuộc đơn vị đề xuất", "belongs to the proposing body"


class Sitting(SQLModel, table=True):
    """One meeting of a council on one day; `number` is that of its minutes.

    `number_key` is the number as it is compared, within the `year`: without marks and blanks.
    """

    __tablename__ = "sitting"
    __table_args__ = (UniqueConstraint("council_id", "year", "number_key"), Index(None, "held_on"))

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    council_id: UUID = Field(foreign_key="council.id")
    number: str = Field(max_length=60)
    number_key: str = Field(default="", max_length=60)
    year: int = 0
    held_on: date
    place: str
    opened_by: UUID = Field(foreign_key="person.id")
    opened_at: str = Field(max_length=INSTANT_LENGTH)
    closed_at: str | None = Field(default=None, max_length=INSTANT_LENGTH)
    digest: str | None = Field(default=None, max_length=64)


class Attendance(SQLModel, table=True):
    """One line of the roll; an alternate sits for the seat whose holder is away or may not vote."""

    __tablename__ = "attendance"
    __table_args__ = (CheckConstraint("present OR sits_for IS NULL", name="sits_when_present"),)

    sitting_id: UUID = Field(foreign_key="sitting.id", primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", primary_key=True)
    seat_id: UUID = Field(foreign_key="seat.id")
    kind: Seat = Field(sa_type=stored_by_value(Seat, "kind"))
    present: bool
    reason: str | None = None
    sits_for: UUID | None = Field(default=None, foreign_key="seat.id")


class Motion(SQLModel, table=True):
    """One case with one action, put to the vote at a sitting; once ended it never changes.

    `rule` is the plan's rule of voting as JSON, `facts_digest` what every vote rests on, both
    from when the ballot opened. The tally is there from its end on. `entry` is the entry that tells
    the end: the move it led to, or the ballot's own. `follows` is the lapsed motion it stands for.
    """

    __tablename__ = "motion"
    __table_args__ = (
        UniqueConstraint("sitting_id", "ordinal"),
        Index(None, "case_id", "action"),
        Index(None, "status"),
        CheckConstraint(
            "(status IN ('waiting', 'open')) = (closed_at IS NULL)", name="ended_at_an_instant"
        ),
        CheckConstraint(
            "status <> 'carried' OR (votes_for IS NOT NULL AND present IS NOT NULL)",
            name="carried_by_a_tally",
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    sitting_id: UUID = Field(foreign_key="sitting.id")
    case_id: UUID = Field(foreign_key="case_file.id")
    action: Action = Field(sa_type=stored_by_value(Action, "action"))
    ordinal: int
    types: str = ""
    reason: str = ""
    status: MotionStatus = Field(sa_type=stored_by_value(MotionStatus, "status"))
    rule: str | None = None
    facts_digest: str | None = Field(default=None, max_length=64)
    rests_on: str | None = None
    put_by: UUID = Field(foreign_key="person.id")
    put_at: str = Field(max_length=INSTANT_LENGTH)
    opened_at: str | None = Field(default=None, max_length=INSTANT_LENGTH)
    closed_at: str | None = Field(default=None, max_length=INSTANT_LENGTH)
    closed_by: UUID | None = Field(default=None, foreign_key="person.id")
    votes_for: int | None = None
    against: int | None = None
    abstain: int | None = None
    present: int | None = None
    appointed: int | None = None
    recused: int | None = None
    chair: str | None = None
    why: str | None = None
    follows: UUID | None = Field(default=None, foreign_key="motion.id")
    entry: int | None = None


class Vote(SQLModel, table=True):
    """One person's vote; the history keeps its `commitment` at once, its choice when all is over.

    The commitment is the SHA-256 of motion, person, choice, reason and `salt`.
    """

    __tablename__ = "vote"

    motion_id: UUID = Field(foreign_key="motion.id", primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", primary_key=True)
    seat_id: UUID = Field(foreign_key="seat.id")
    kind: Seat = Field(sa_type=stored_by_value(Seat, "kind"))
    choice: Choice = Field(sa_type=stored_by_value(Choice, "choice"))
    reason: str | None = None
    facts_digest: str = Field(max_length=64)
    salt: str = Field(max_length=32)
    commitment: str = Field(max_length=64)
    at: str = Field(max_length=INSTANT_LENGTH)


class Recusal(SQLModel, table=True):
    """One person who does not vote on one motion, and why."""

    __tablename__ = "recusal"

    motion_id: UUID = Field(foreign_key="motion.id", primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", primary_key=True)
    ground: Ground = Field(sa_type=stored_by_value(Ground, "ground"))
    reason: str | None = None
    at: str = Field(max_length=INSTANT_LENGTH)
