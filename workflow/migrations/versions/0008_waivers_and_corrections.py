"""Waivers, requests to correct an entry, and cases handed over to successor communes.

A request is never deleted, nor changed once it is decided.
"""

from alembic import op
from sqlalchemy import Boolean, CheckConstraint, Column, Index
from sqlalchemy import text as sql

from workflow.migrations.columns import day, instant, key, link, text, whole, word

revision = "0008_waivers_and_corrections"
down_revision = "0007_sittings"

ACTIONS = (
    *("propose", "return_dossier", "appraise", "decline", "select", "submit_review"),
    *("pass_review", "extend", "recognize", "relapse", "resume", "withdraw", "hand_over"),
    *("inherit", "inherit_review", "inherit_monitoring", "inherit_recognition"),
    *("rectify", "void"),
)
LATEST_FIRST = ("handed_over", "correction_request", "waiver")
KEPT = ("waiver", "correction_request")
STANDS = "approved IS NULL OR approved"
VOIDS = sql(f"kind = 'void' AND ({STANDS})")
ACTS = {"update": "OLD.decided_by IS NOT NULL", "delete": None}


def upgrade() -> None:
    """Make the tables and their triggers."""
    _waivers()
    _corrections()
    _hand_overs()
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in KEPT:
        for act, when in ACTS.items():
            if on_sqlite:
                _refuse_on_sqlite(table, act, when)
            else:
                _refuse_on_postgresql(table, act, when)


def downgrade() -> None:
    """Drop the tables; their triggers go with them."""
    for table in LATEST_FIRST:
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        for table in KEPT:
            for act in ACTS:
                op.execute(f"DROP FUNCTION refuse_{table}_{act}()")


def _waivers() -> None:
    op.create_table(
        "waiver",
        key(),
        link("case_id", "case_file.id"),
        word("action", ACTIONS),
        text("rule", 60),
        whole("round"),
        text("reason"),
        text("rests_on"),
        *_decided(),
        Index(
            "uq_waiver_stands",
            *("case_id", "action", "rule", "round"),
            unique=True,
            sqlite_where=sql(STANDS),
            postgresql_where=sql(STANDS),
        ),
        Index(None, "case_id"),
        Index(None, "asked_entry"),
    )


def _corrections() -> None:
    op.create_table(
        "correction_request",
        key(),
        link("case_id", "case_file.id"),
        whole("entry"),
        text("kind", 10),
        text("wrong_value"),
        text("right_value"),
        text("reason"),
        text("decision_number"),
        day("decision_on"),
        text("decision_body"),
        text("decision_capacity"),
        *_decided(),
        CheckConstraint("kind IN ('rectify', 'void')", name="kind"),
        CheckConstraint("kind = 'void' OR right_value <> ''", name="says_what_is_right"),
        Index(
            "uq_correction_request_voids",
            "entry",
            unique=True,
            sqlite_where=VOIDS,
            postgresql_where=VOIDS,
        ),
        Index(None, "case_id", "kind"),
        Index(None, "entry"),
        Index(None, "asked_entry"),
    )


def _hand_overs() -> None:
    op.create_table(
        "handed_over",
        key(),
        link("case_id", "case_file.id"),
        link("commune_id", "place.id"),
        text("extent", 5),
        whole("entry"),
        link("successor_id", "case_file.id", null=True),
        whole("voided_by", null=True),
        CheckConstraint("extent IN ('whole', 'part')", name="extent"),
        Index(None, "case_id"),
        Index(None, "commune_id"),
        Index(None, "successor_id"),
    )


def _decided() -> tuple[Column[bool] | Column[str] | Column[int] | CheckConstraint, ...]:
    """Return what every request holds of who asked and who decided."""
    return (
        link("asked_by", "person.id"),
        instant("asked_at"),
        whole("asked_entry"),
        link("decided_by", "person.id", null=True),
        instant("decided_at", null=True),
        whole("decided_entry", null=True),
        Column("approved", Boolean(), nullable=True),
        text("answer", null=True),
        CheckConstraint("decided_by <> asked_by", name="two_persons"),
        CheckConstraint(
            "(decided_by IS NULL) = (decided_at IS NULL) AND "
            "(decided_by IS NULL) = (approved IS NULL)",
            name="decided_whole",
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
            RETURN NEW;
        END $$
    """)
    name = f"{table}_refuses_{act}"
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION refuse_{table}_{act}()"
    )
    op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
