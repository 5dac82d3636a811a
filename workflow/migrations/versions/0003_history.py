"""The history and its head: an empty log."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import CheckConstraint, Column, Index, Integer, Text, Uuid

from workflow.migrations.columns import day, instant, text, whole

revision = "0003_history"
down_revision = "0002_cases_and_figures"


def upgrade() -> None:
    """Make both tables and begin the log."""
    op.create_table(
        "history",
        Column("number", Integer(), primary_key=True, autoincrement=False),
        Column("case_id", Uuid()),
        whole("case_number", null=True),
        text("deed", 40),
        Column("person_id", Uuid(), nullable=False),
        instant("at"),
        day("effective", null=True),
        text("from_state", 40, null=True),
        text("to_state", 40, null=True),
        Column("entry", Text(), nullable=False),
        text("leaf", 64),
        text("root_after", 64),
        CheckConstraint("(case_id IS NULL) = (case_number IS NULL)", name="numbered_in_case"),
        sa.UniqueConstraint("case_id", "case_number"),
        Index("ix_history_replay", "case_id", "case_number", "from_state", "to_state"),
        Index(None, "deed", "number"),
        Index(None, "person_id", "number"),
        Index(None, "at"),
        Index(None, "effective", "number"),
    )
    head = op.create_table(
        "log_head",
        Column("id", Integer(), primary_key=True, autoincrement=False),
        whole("size"),
        Column("frontier", Text(), nullable=False),
        instant("last_at"),
        CheckConstraint("id = 1", name="one_row"),
    )
    op.execute(head.insert().values(id=1, size=0, frontier="[]", last_at=""))


def downgrade() -> None:
    """Drop both tables, unless a deed is written there.

    Raises RuntimeError when the history holds entries.
    """
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM history")):
        raise RuntimeError("the history holds entries; it is not dropped")
    op.drop_table("log_head")
    op.drop_table("history")
