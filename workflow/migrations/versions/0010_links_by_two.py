"""Links to a new password that two administrators give out: asked for by one, approved by one."""

from alembic import op
from sqlalchemy import CheckConstraint

from workflow.migrations.columns import instant, key, link

revision = "0010_links_by_two"
down_revision = "0009_decisions"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "password_link_request",
        key(),
        link("person_id", "person.id", index=True),
        link("asked_by", "person.id"),
        instant("asked_at"),
        link("approved_by", "person.id", null=True),
        instant("approved_at", null=True),
        CheckConstraint("asked_by <> person_id", name="asked_for_another"),
        CheckConstraint("approved_by <> person_id", name="approved_for_another"),
        CheckConstraint("approved_by <> asked_by", name="two_persons"),
        CheckConstraint("(approved_by IS NULL) = (approved_at IS NULL)", name="approved_whole"),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("password_link_request")
