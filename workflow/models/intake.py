"""A spreadsheet somebody sent and has not confirmed yet: theirs alone, and not for long."""

from uuid import UUID

from sqlmodel import Field, SQLModel

from workflow.columns import INSTANT_LENGTH


class IntakeDraft(SQLModel, table=True):
    """The one file a person is looking at; a further one takes its place, a day ends it."""

    __tablename__ = "intake_draft"

    owner_id: UUID = Field(primary_key=True, foreign_key="person.id")
    name: str = Field(max_length=100)
    digest: str = Field(max_length=64)
    content: bytes
    created_at: str = Field(max_length=INSTANT_LENGTH)
