"""Reminders of due days, the addresses they are mailed to, and letters waiting to be sent."""

from alembic import op
from sqlalchemy import Column, ForeignKey, Index, UniqueConstraint, Uuid

from workflow.migrations.columns import day, instant, key, link, text, word

revision = "0014_reminders"
down_revision = "0013_time_segments"


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "mail_address",
        Column("person_id", Uuid(), ForeignKey("person.id"), primary_key=True),
        text("address", 254),
    )
    op.create_table(
        "outbox",
        key(),
        link("person_id", "person.id"),
        day("day"),
        text("address", 254),
        text("subject"),
        text("body"),
        instant("claimed_at", null=True),
        instant("sent_at", null=True),
        UniqueConstraint("person_id", "day"),
        Index(None, "sent_at", "claimed_at"),
    )
    op.create_table(
        "reminder",
        key(),
        link("person_id", "person.id"),
        link("case_id", "case_file.id", null=True, index=True),
        text("subject", 60),
        text("what", 40),
        day("due_on"),
        word("kind", ("soon", "today", "overdue")),
        day("said_on"),
        instant("seen_at", null=True),
        link("outbox_id", "outbox.id", null=True),
        UniqueConstraint("person_id", "subject", "what", "due_on", "kind"),
        Index(None, "person_id", "seen_at"),
        Index(None, "outbox_id"),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("reminder", "outbox", "mail_address"):
        op.drop_table(table)
