"""Councils with their seats, delegations, and powers that two persons grant."""

from alembic import op
from sqlalchemy import Boolean, CheckConstraint, Column, Index, Uuid
from sqlalchemy import text as sql

from workflow.migrations.columns import day, instant, key, link, text, word

revision = "0005_councils_and_grants"
down_revision = "0004_append_only"

SEATS = ("chair", "secretary", "member", "alternate")
CAPACITIES = ("on_behalf", "acting", "kt", "tm", "tl", "tuq")
GRANTED = ("role", "seat", "delegation")
LATEST_FIRST = ("grant_request", "delegation", "seat", "council")
WAITING = sql("decided_by IS NULL")


def upgrade() -> None:
    """Make the tables."""
    _councils()
    op.create_table(
        "delegation",
        key(),
        link("appointment_id", "appointment.id", index=True),
        link("person_id", "person.id", index=True),
        word("capacity", CAPACITIES),
        day("since"),
        day("until"),
        CheckConstraint("since <= until", name="term"),
    )
    _requests()


def downgrade() -> None:
    """Drop the tables."""
    for table in LATEST_FIRST:
        op.drop_table(table)


def _councils() -> None:
    op.create_table(
        "council",
        key(),
        link("place_id", "place.id", index=True),
        text("name"),
        day("since"),
        day("until", null=True),
        CheckConstraint("since <= until", name="term"),
    )
    op.create_table(
        "seat",
        key(),
        link("council_id", "council.id", index=True),
        link("person_id", "person.id", index=True),
        word("kind", SEATS),
        day("since"),
        day("until", null=True),
        CheckConstraint("since <= until", name="term"),
    )


def _requests() -> None:
    op.create_table(
        "grant_request",
        key(),
        word("granted", GRANTED),
        link("person_id", "person.id", index=True),
        text("role", 40, null=True),
        link("place_id", "place.id", null=True),
        link("council_id", "council.id", null=True),
        word("seat", SEATS, null=True),
        link("appointment_id", "appointment.id", null=True),
        word("capacity", CAPACITIES, null=True),
        day("since"),
        day("until", null=True),
        link("asked_by", "person.id"),
        instant("asked_at"),
        link("decided_by", "person.id", null=True),
        instant("decided_at", null=True),
        Column("approved", Boolean(), nullable=True),
        text("reason", null=True),
        Column("given_id", Uuid(), nullable=True),
        *_what_holds_of_a_request(),
        Index(
            "ix_grant_request_waiting", "asked_at", sqlite_where=WAITING, postgresql_where=WAITING
        ),
    )


def _what_holds_of_a_request() -> tuple[CheckConstraint, ...]:
    return (
        CheckConstraint("since <= until", name="term"),
        CheckConstraint("asked_by <> person_id", name="asked_for_another"),
        CheckConstraint("decided_by <> person_id", name="decided_for_another"),
        CheckConstraint("decided_by <> asked_by", name="two_persons"),
        CheckConstraint(
            "(decided_by IS NULL) = (decided_at IS NULL) AND "
            "(decided_by IS NULL) = (approved IS NULL)",
            name="decided_whole",
        ),
        CheckConstraint(
            "(granted = 'role' AND role IS NOT NULL AND place_id IS NOT NULL) OR "
            "(granted = 'seat' AND council_id IS NOT NULL AND seat IS NOT NULL) OR "
            "(granted = 'delegation' AND appointment_id IS NOT NULL AND capacity IS NOT NULL)",
            name="says_what",
        ),
    )
