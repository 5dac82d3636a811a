"""Pauses and extensions of the periods of cases: rows that are kept, a pause ended once."""

from alembic import op
from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql

from workflow.migrations.columns import day, key, link, text, whole, word

revision = "0013_time_segments"
down_revision = "0012_numbers_of_minutes"

STATES = (
    *("proposed", "appraised", "in_transformation", "preliminary_review", "monitoring"),
    *("recognized", "relapsed", "declined", "closed"),
)
LENGTH = (
    "kind = 'pause' AND months = 0 AND days = 0 "
    "OR kind = 'extension' AND months >= 0 AND days >= 0 AND months + days > 0 AND until IS NULL"
)
GOES_ON = sql("kind = 'pause' AND until IS NULL")
FIXED = ("id", "case_id", "state", "round", "kind", "since", "months", "days", "entry")
ENDED = " OR ".join(
    (
        "OLD.until IS NOT NULL OR OLD.kind <> 'pause' OR NEW.until IS NULL",
        "NEW.reason <> OLD.reason OR NEW.rests_on <> OLD.rests_on",
        *(f"NEW.{name} <> OLD.{name}" for name in FIXED),
    )
)
ACTS = {"update": ENDED, "delete": "1 = 1"}


def upgrade() -> None:
    """Make the table and its triggers."""
    op.create_table(
        "time_segment",
        key(),
        link("case_id", "case_file.id"),
        word("state", STATES),
        whole("round"),
        word("kind", ("pause", "extension")),
        day("since"),
        day("until", null=True),
        whole("months"),
        whole("days"),
        text("reason"),
        text("rests_on"),
        whole("entry"),
        whole("ended_entry", null=True),
        CheckConstraint(LENGTH, name="length"),
        CheckConstraint("until IS NULL OR until >= since", name="order"),
        Index(
            "uq_time_segment_goes_on",
            *("case_id", "state", "round"),
            unique=True,
            sqlite_where=GOES_ON,
            postgresql_where=GOES_ON,
        ),
        Index(None, "case_id", "since"),
    )
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for act, when in ACTS.items():
        if on_sqlite:
            op.execute(
                f"CREATE TRIGGER time_segment_refuses_{act} BEFORE {act} ON time_segment "
                f"WHEN {when} BEGIN SELECT RAISE(ABORT, 'time_segment is kept: {act} refused'); END"
            )
        else:
            _refuse_on_postgresql(act, when)


def downgrade() -> None:
    """Drop the table; its triggers go with it."""
    op.drop_table("time_segment")
    if op.get_bind().dialect.name != "sqlite":
        for act in ACTS:
            op.execute(f"DROP FUNCTION refuse_time_segment_{act}()")


def _refuse_on_postgresql(act: str, when: str) -> None:
    op.execute(f"""
        CREATE FUNCTION refuse_time_segment_{act}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {when} THEN
                RAISE EXCEPTION '% is kept: % refused', TG_TABLE_NAME, lower(TG_OP);
            END IF;
            RETURN NEW;
        END $$
    """)
    name = f"time_segment_refuses_{act}"
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {act} ON time_segment "
        f"FOR EACH ROW EXECUTE FUNCTION refuse_time_segment_{act}()"
    )
    op.execute(f"ALTER TABLE time_segment ENABLE ALWAYS TRIGGER {name}")
