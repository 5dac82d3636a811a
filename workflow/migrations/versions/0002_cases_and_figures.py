"""Cases with their numbers, papers and quotas; figures and their verification."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Uuid

from workflow.migrations.columns import day, instant, key, link, text, whole, word, yes_no

revision = "0002_cases_and_figures"
down_revision = "0001_places_and_people"

CASE_STATES = (
    *("proposed", "appraised", "in_transformation", "preliminary_review", "monitoring"),
    *("recognized", "relapsed", "declined", "closed"),
)
PAPER_KINDS = ("minutes", "decision", "report", "resolution", "letter", "old_decision")
PHASES = ("proposal", "review", "monitoring", "relapse")
STANDINGS = ("reported", "withheld", "not_arisen", "missing")
LATEST_FIRST = ("verification", "figure", "paper", "quota", "case_number", "case_file")


def upgrade() -> None:
    """Make the tables."""
    _cases()
    _numbers_and_quotas()
    _papers()
    _figures()
    _verification()


def downgrade() -> None:
    """Drop the tables."""
    for table in LATEST_FIRST:
        op.drop_table(table)


def _cases() -> None:
    op.create_table(
        "case_file",
        key(),
        Column("number", String(20), nullable=False, unique=True),
        link("commune_id", "place.id", index=True),
        link("province_id", "place.id"),
        text("plan"),
        text("plan_digest", 64),
        word("state", CASE_STATES),
        yes_no("is_open"),
        whole("cycle"),
        whole("round"),
        link("predecessor_id", "case_file.id", null=True, index=True),
        whole("version"),
        whole("entries"),
        text("types"),
        text("argument"),
        link("proposed_by", "person.id", null=True),
        day("opened_on", null=True),
        day("started_on", null=True),
        day("reviewed_on", null=True),
        day("recognized_on", null=True),
        word("relapsed_from", CASE_STATES, null=True),
        yes_no("inherited"),
        yes_no("illustration"),
        text("origin", null=True),
        Index(None, "province_id", "state", "number"),
        Index(None, "state", "number"),
    )
    # One open case for each commune, and any number of closed ones.
    op.create_index(
        "uq_case_file_open_commune",
        "case_file",
        ["commune_id"],
        unique=True,
        sqlite_where=sa.text("is_open"),
        postgresql_where=sa.text("is_open"),
    )


def _numbers_and_quotas() -> None:
    op.create_table(
        "case_number",
        Column("year", Integer(), primary_key=True, autoincrement=False),
        whole("last"),
    )
    op.create_table(
        "quota",
        Column("province_id", Uuid(), ForeignKey("place.id"), primary_key=True),
        Column("year", Integer(), primary_key=True),
        whole("base"),
        whole("cap"),
        whole("used"),
        text("source"),
        CheckConstraint("used >= 0 AND used <= cap", name="within_cap"),
    )


def _papers() -> None:
    op.create_table(
        "paper",
        key(),
        link("case_id", "case_file.id"),
        whole("entry"),
        word("kind", PAPER_KINDS),
        text("number"),
        day("signed_on", null=True),
        text("as_printed", null=True),
        text("body"),
        text("capacity"),
        whole("votes_for", null=True),
        whole("votes_of", null=True),
        whole("year", null=True),
        CheckConstraint("votes_for >= 0 AND votes_for <= votes_of", name="votes"),
        Index(None, "case_id", "entry"),
        Index(None, "kind", "number", "year"),
    )


def _figures() -> None:
    op.create_table(
        "figure",
        key(),
        link("case_id", "case_file.id"),
        text("measure", 60),
        word("phase", PHASES),
        whole("round"),
        day("period_start"),
        day("period_end"),
        whole("revision"),
        word("standing", STANDINGS),
        whole("count", null=True),
        whole("numerator", null=True),
        whole("denominator", null=True),
        text("answer", null=True),
        text("document"),
        text("body"),
        day("document_date", null=True),
        text("as_printed", null=True),
        text("reason", null=True),
        link("recorded_by", "person.id"),
        instant("recorded_at"),
        sa.UniqueConstraint("case_id", "measure", "phase", "round", "revision"),
        CheckConstraint("period_start <= period_end", name="period"),
        CheckConstraint("count >= 0 AND numerator >= 0 AND denominator >= 0", name="not_negative"),
        CheckConstraint("(numerator IS NULL) = (denominator IS NULL)", name="whole_ratio"),
        CheckConstraint(
            "standing = 'reported' OR (count IS NULL AND numerator IS NULL AND answer IS NULL)",
            name="nothing_unless_reported",
        ),
    )


def _verification() -> None:
    op.create_table(
        "verification",
        Column("figure_id", Uuid(), ForeignKey("figure.id"), primary_key=True),
        link("verified_by", "person.id"),
        instant("verified_at"),
    )
