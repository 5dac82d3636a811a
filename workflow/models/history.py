"""The history: one line of entries for the whole system, and its head."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Connection, Index, Table, Text, UniqueConstraint, event
from sqlmodel import Field, SQLModel

from workflow.columns import INSTANT_LENGTH


class Entry(SQLModel, table=True):
    """One deed as it was recorded: the exact text, its leaf, the root after it (both hex).

    The columns before `entry` repeat what the text says, for finding entries; verification
    compares them. No foreign keys: the text outlives what it speaks of.
    """

    __tablename__ = "history"
    __table_args__ = (
        UniqueConstraint("case_id", "case_number"),
        CheckConstraint("(case_id IS NULL) = (case_number IS NULL)", name="numbered_in_case"),
        # Holds all that replaying the cases reads, so that they are replayed without the texts.
        Index("ix_history_replay", "case_id", "case_number", "from_state", "to_state"),
        Index(None, "deed", "number"),
        Index(None, "person_id", "number"),
        Index(None, "at"),
        Index(None, "effective", "number"),
    )

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    case_id: UUID | None = None
    case_number: int | None = None
    deed: str = Field(max_length=40)
    person_id: UUID
    at: str = Field(max_length=INSTANT_LENGTH)
    effective: date | None = None
    from_state: str | None = Field(default=None, max_length=40)
    to_state: str | None = Field(default=None, max_length=40)
    entry: str = Field(sa_type=Text)
    leaf: str = Field(max_length=64)
    root_after: str = Field(max_length=64)


class EntryPlace(SQLModel, table=True):
    """A place that an entry without a case belongs to; entries about accounts alone have none.

    It says who may read the entry, and is no part of what is hashed. No foreign keys, as above.
    """

    __tablename__ = "entry_place"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    place_id: UUID = Field(primary_key=True, index=True)


class LogHead(SQLModel, table=True):
    """The one row every writer locks last: how many entries, the frontier, the last instant.

    `frontier` is a JSON list of the roots of the full subtrees, largest first, in hex.
    """

    __tablename__ = "log_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    size: int
    frontier: str = Field(sa_type=Text)
    last_at: str = Field(max_length=INSTANT_LENGTH)


def _begin_the_log(table: Table, connection: Connection, **_: object) -> None:
    """Give a new database its head: an empty log, as the migration does."""
    connection.execute(table.insert().values(id=1, size=0, frontier="[]", last_at=""))


event.listen(SQLModel.metadata.tables["log_head"], "after_create", _begin_the_log)
