"""Papers issued by the system, never changed or removed."""

from alembic import op
from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from workflow.migrations.columns import instant, key, link, text, whole, word

revision = "0016_papers"
down_revision = "0015_commune_figures"

KINDS = (
    *("proposal_letter", "appraisal_minutes", "list_decision", "recognition"),
    *("review_report", "decline_notice", "unmet_notice", "action_plan"),
)
DIGEST = 64
TABLES = ("issued_paper",)
OF_ONE = (
    "(CASE WHEN case_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN decision_id IS NULL THEN 0 ELSE 1 END)"
)


def upgrade() -> None:
    """Make the tables and the triggers that refuse every change of a row."""
    _issued()
    for table in TABLES:
        for act in ("update", "delete"):
            if op.get_bind().dialect.name == "sqlite":
                _refuse_on_sqlite(table, act)
            else:
                _refuse_on_postgresql(table, act)


def downgrade() -> None:
    """Drop the tables; their triggers go with them."""
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        for table in TABLES:
            for act in ("update", "delete"):
                op.execute(f"DROP FUNCTION refuse_{table}_{act}()")


def _issued() -> None:
    op.create_table(
        "issued_paper",
        key(),
        word("kind", KINDS),
        link("case_id", "case_file.id", null=True, index=True),
        link("decision_id", "decision.id", null=True, index=True),
        link("sitting_id", "sitting.id", null=True, index=True),
        text("title"),
        whole("entry"),
        text("root", DIGEST),
        text("code", 20),
        text("content", DIGEST),
        text("docx", DIGEST),
        text("pdf", DIGEST),
        link("issued_by", "person.id"),
        instant("issued_at"),
        CheckConstraint(
            f"{OF_ONE} + (CASE WHEN sitting_id IS NULL THEN 0 ELSE 1 END) = 1", name="of_one"
        ),
        UniqueConstraint("code"),
        Index(None, "docx"),
        Index(None, "pdf"),
    )


def _refuse_on_sqlite(table: str, act: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_refuses_{act} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is kept: {act} refused'); END"
    )


def _refuse_on_postgresql(table: str, act: str) -> None:
    op.execute(f"""
        CREATE FUNCTION refuse_{table}_{act}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '% is kept: % refused', TG_TABLE_NAME, lower(TG_OP); END $$
    """)
    name = f"{table}_refuses_{act}"
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION refuse_{table}_{act}()"
    )
    op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
