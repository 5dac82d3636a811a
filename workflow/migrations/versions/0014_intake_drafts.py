"""A file of figures is kept for the person who sent it while they look at what it holds."""

import sqlalchemy as sa
from alembic import op

from workflow.migrations.columns import instant, text

revision = "0014_intake_drafts"
down_revision = "0013_time_segments"


def upgrade() -> None:
    """Make the table: one file for each person."""
    op.create_table(
        "intake_draft",
        sa.Column("owner_id", sa.Uuid(), sa.ForeignKey("person.id"), primary_key=True),
        text("name", 100),
        text("digest", 64),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        instant("created_at"),
    )


def downgrade() -> None:
    """Take it away; no figure was ever in it alone."""
    op.drop_table("intake_draft")
