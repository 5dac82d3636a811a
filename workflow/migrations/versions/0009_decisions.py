"""Signed decisions with their lines; one that is recorded or withdrawn is never changed again."""

from alembic import op
from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql

from workflow.migrations.columns import day, instant, key, link, text, whole, word, yes_no

revision = "0009_decisions"
down_revision = "0008_waivers_and_corrections"

KINDS = ("decision", "plan")
STATES = ("draft", "recorded", "withdrawn")
ACTIONS = (
    *("propose", "return_dossier", "appraise", "decline", "select", "submit_review"),
    *("pass_review", "extend", "recognize", "relapse", "resume", "withdraw", "hand_over"),
    *("inherit", "inherit_review", "inherit_monitoring", "inherit_recognition"),
    *("rectify", "void"),
)
RECORDED, HELD = sql("state = 'recorded'"), sql("held")
ENDED = "OLD.state <> 'draft'"
LET_GO = "NOT OLD.held"
# Of a decision that has ended neither the heading nor a line is changed or removed.
REFUSALS = (
    ("decision", "update", ENDED),
    ("decision", "delete", None),
    ("decision_line", "update", LET_GO),
    ("decision_line", "delete", LET_GO),
)


def upgrade() -> None:
    """Make the tables and their triggers."""
    _decisions()
    _lines()
    for table, act, when in REFUSALS:
        if op.get_bind().dialect.name == "sqlite":
            _refuse_on_sqlite(table, act, when)
        else:
            _refuse_on_postgresql(table, act, when)


def downgrade() -> None:
    """Drop the tables; their triggers go with them."""
    op.drop_table("decision_line")
    op.drop_table("decision")
    if op.get_bind().dialect.name != "sqlite":
        for table, act, _ in REFUSALS:
            op.execute(f"DROP FUNCTION refuse_{table}_{act}()")


def _decisions() -> None:
    op.create_table(
        "decision",
        key(),
        link("province_id", "place.id"),
        text("number"),
        text("number_key"),
        day("signed_on", null=True),
        whole("year", null=True),
        text("body"),
        text("capacity"),
        word("kind", KINDS),
        text("subject"),
        word("state", STATES),
        link("created_by", "person.id"),
        instant("created_at"),
        link("ended_by", "person.id", null=True),
        instant("ended_at", null=True),
        text("reason", null=True),
        whole("version"),
        CheckConstraint(
            "(state = 'draft') = (ended_at IS NULL) AND (ended_by IS NULL) = (ended_at IS NULL)",
            name="ended_whole",
        ),
        CheckConstraint(
            "state <> 'recorded' OR (number <> '' AND signed_on IS NOT NULL AND year IS NOT NULL)",
            name="recorded_whole",
        ),
        Index(None, "province_id", "state", "created_at"),
        Index(
            "uq_decision_recorded_number",
            *("province_id", "body", "kind", "year", "number_key"),
            unique=True,
            sqlite_where=RECORDED,
            postgresql_where=RECORDED,
        ),
    )


def _lines() -> None:
    op.create_table(
        "decision_line",
        key(),
        link("decision_id", "decision.id"),
        link("case_id", "case_file.id", index=True),
        word("action", ACTIONS),
        whole("ordinal"),
        text("reason"),
        yes_no("held"),
        whole("case_entry", null=True),
        UniqueConstraint("decision_id", "case_id"),
        UniqueConstraint("decision_id", "ordinal"),
        Index(
            "uq_decision_line_held_case",
            "case_id",
            unique=True,
            sqlite_where=HELD,
            postgresql_where=HELD,
        ),
    )


def _refuse_on_sqlite(table: str, act: str, when: str | None) -> None:
    condition = f"WHEN {when}" if when else ""
    op.execute(
        f"CREATE TRIGGER {table}_refuses_{act} BEFORE {act} ON {table} {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is kept: {act} refused'); END"
    )


def _refuse_on_postgresql(table: str, act: str, when: str | None) -> None:
    op.execute(f"""
        CREATE FUNCTION refuse_{table}_{act}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {when or "TRUE"} THEN
                RAISE EXCEPTION '% is kept: % refused', TG_TABLE_NAME, lower(TG_OP);
            END IF;
            RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
        END $$
    """)
    name = f"{table}_refuses_{act}"
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION refuse_{table}_{act}()"
    )
    op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
