"""Papers made by the system; rows are never changed and never removed."""

from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from workflow.columns import INSTANT_LENGTH, stored_by_value
from workflow.printed.content import PaperType

DIGEST = 64
OF_ONE = (
    "(CASE WHEN case_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN decision_id IS NULL THEN 0 ELSE 1 END)"
)


class IssuedPaper(SQLModel, table=True):
    """One paper as it was issued, of a case, a decision or a sitting.

    `entry` is the newest entry it rests on and `root` the root after it; `content` is the digest
    of what it says, `docx` and `pdf` those of the two files.
    """

    __tablename__ = "issued_paper"
    __table_args__ = (
        CheckConstraint(
            f"{OF_ONE} + (CASE WHEN sitting_id IS NULL THEN 0 ELSE 1 END) = 1", name="of_one"
        ),
        Index(None, "docx"),
        Index(None, "pdf"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    kind: PaperType = Field(sa_type=stored_by_value(PaperType, "kind"))
    case_id: UUID | None = Field(default=None, foreign_key="case_file.id", index=True)
    decision_id: UUID | None = Field(default=None, foreign_key="decision.id", index=True)
    sitting_id: UUID | None = Field(default=None, foreign_key="sitting.id", index=True)
    title: str
    entry: int
    root: str = Field(max_length=DIGEST)
    code: str = Field(unique=True, max_length=20)
    content: str = Field(max_length=DIGEST)
    docx: str = Field(max_length=DIGEST)
    pdf: str = Field(max_length=DIGEST)
    issued_by: UUID = Field(foreign_key="person.id")
    issued_at: str = Field(max_length=INSTANT_LENGTH)
