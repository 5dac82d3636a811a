"""Second factors, recovery codes, links to a new password; sessions that can be confirmed anew.

A session lives for hours: the table of sessions is made anew, and everybody signs in again.
"""

from typing import Any

from alembic import op
from sqlalchemy import Column, ForeignKey, String, Uuid

from workflow.migrations.columns import instant, key, link, text, whole, yes_no

revision = "0006_sign_ins"
down_revision = "0005_councils_and_grants"

LATEST_FIRST = ("password_link", "recovery_code", "second_factor", "sign_in_half")


def upgrade() -> None:
    """Make the tables."""
    _sessions(instant("confirmed_at"), yes_no("to_renew"))
    op.create_index("ix_sign_in_attempt_at", "sign_in_attempt", ["at"])
    op.create_table(
        "sign_in_half",
        key(),
        _hash("token_hash"),
        link("person_id", "person.id", index=True),
        Column("attempt_id", Uuid(), nullable=False),
        instant("at"),
    )
    op.create_table(
        "second_factor",
        Column("person_id", Uuid(), ForeignKey("person.id"), primary_key=True),
        text("secret", 64),
        instant("begun_at"),
        instant("confirmed_at", null=True),
        whole("last_step", null=True),
    )
    op.create_table(
        "recovery_code",
        key(),
        link("person_id", "person.id", index=True),
        _hash("code_hash"),
        instant("used_at", null=True),
    )
    op.create_table(
        "password_link",
        key(),
        _hash("token_hash"),
        link("person_id", "person.id", index=True),
        link("issued_by", "person.id"),
        instant("issued_at"),
        instant("ended_at", null=True),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in LATEST_FIRST:
        op.drop_table(table)
    op.drop_index("ix_sign_in_attempt_at", "sign_in_attempt")
    _sessions()


def _sessions(*more: Column[Any]) -> None:
    op.drop_table("sign_in_session")
    op.create_table(
        "sign_in_session",
        key(),
        _hash("token_hash"),
        link("person_id", "person.id", index=True),
        text("form_key"),
        instant("created_at"),
        instant("seen_at"),
        *more,
        instant("ended_at", null=True),
    )


def _hash(name: str) -> Column[str]:
    return Column(name, String(64), nullable=False, unique=True)
