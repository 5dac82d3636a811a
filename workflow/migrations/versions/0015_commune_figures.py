"""Figures of communes over a span, with or without a case; they are appended to and kept."""

from alembic import op
from sqlalchemy import CheckConstraint, Column, ForeignKey, UniqueConstraint, Uuid

from workflow.migrations.columns import day, instant, key, link, text, whole, word

revision = "0015_commune_figures"
down_revision = "0014_intake_drafts"

KINDS = ("month", "quarter", "half", "year", "free")
STANDINGS = ("reported", "withheld", "not_arisen", "missing")
# What INSERT OR REPLACE would take away on SQLite without waking a trigger.
ALREADY_THERE = {
    "commune_figure_check": (
        "EXISTS (SELECT 1 FROM commune_figure_check WHERE figure_id = NEW.figure_id)"
    ),
    "commune_figure": """
        EXISTS (SELECT 1 FROM commune_figure WHERE id = NEW.id)
        OR EXISTS (
            SELECT 1 FROM commune_figure
            WHERE place_id = NEW.place_id AND measure = NEW.measure
            AND span_start = NEW.span_start AND span_end = NEW.span_end
            AND revision = NEW.revision
        )
    """,
}


def upgrade() -> None:
    """Make the two tables, and let them be appended to and nothing else."""
    _figures()
    op.create_table(
        "commune_figure_check",
        Column("figure_id", Uuid(), ForeignKey("commune_figure.id"), primary_key=True),
        link("verified_by", "person.id"),
        instant("verified_at"),
    )
    guard = _guard_sqlite if op.get_bind().dialect.name == "sqlite" else _guard_postgresql
    for table in ALREADY_THERE:
        guard(table)


def downgrade() -> None:
    """Drop the tables; their triggers go with them."""
    for table in ALREADY_THERE:
        op.drop_table(table)


def _figures() -> None:
    op.create_table(
        "commune_figure",
        key(),
        link("place_id", "place.id"),
        text("measure", 60),
        day("span_start"),
        day("span_end"),
        word("span_kind", KINDS),
        whole("revision"),
        word("standing", STANDINGS),
        *(whole(name, null=True) for name in ("count", "numerator", "denominator")),
        text("answer", null=True),
        text("document"),
        text("body"),
        day("document_date", null=True),
        text("as_printed", null=True),
        text("reason", null=True),
        link("recorded_by", "person.id"),
        instant("recorded_at"),
        UniqueConstraint("place_id", "measure", "span_start", "span_end", "revision"),
        CheckConstraint("span_start <= span_end", name="span"),
        CheckConstraint("count >= 0 AND numerator >= 0 AND denominator >= 0", name="not_negative"),
        CheckConstraint("(numerator IS NULL) = (denominator IS NULL)", name="whole_ratio"),
        CheckConstraint(
            "standing = 'reported' OR (count IS NULL AND numerator IS NULL AND answer IS NULL)",
            name="nothing_unless_reported",
        ),
    )


def _guard_sqlite(table: str) -> None:
    for act, when in (("update", ""), ("delete", ""), ("insert", f"WHEN {ALREADY_THERE[table]}")):
        op.execute(
            f"CREATE TRIGGER {table}_refuses_{act} BEFORE {act} ON {table} {when} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: {act} refused'); END"
        )


def _guard_postgresql(table: str) -> None:
    for act, event, each in (
        ("change", "UPDATE OR DELETE", "ROW"),
        ("truncate", "TRUNCATE", "STATEMENT"),
    ):
        name = f"{table}_refuses_{act}"
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION refuse_change()"
        )
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
