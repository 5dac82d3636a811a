"""Sittings, rolls, motions, votes, recusals; a vote is never changed, nor a motion that has ended.

Refused on top of that: a vote on a motion that is not open, whoever sends it.
"""

from uuid import UUID

from alembic import op
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, UniqueConstraint, Uuid

from workflow.migrations.columns import day, instant, key, link, text, whole, word, yes_no

revision = "0007_sittings"
down_revision = "0006_sign_ins"

SEATS = ("chair", "secretary", "member", "alternate")
CHOICES = ("for", "against", "abstain")
GROUNDS = ("asked", "proposed", "recorded", "verified", "proposing_body")
STATUSES = ("waiting", "open", "carried", "lost", "tied", "no_quorum", "lapsed", "withdrawn")
ACTIONS = (
    *("propose", "return_dossier", "appraise", "decline", "select", "submit_review"),
    *("pass_review", "extend", "recognize", "relapse", "resume", "withdraw", "hand_over"),
    *("inherit", "inherit_review", "inherit_monitoring", "inherit_recognition"),
    *("rectify", "void"),
)
LATEST_FIRST = ("recusal", "vote", "motion", "attendance", "sitting")
TALLY = ("votes_for", "against", "abstain", "present", "appointed", "recused")
NOT_OPEN = """
    NOT EXISTS (SELECT 1 FROM motion WHERE motion.id = NEW.motion_id AND motion.status = 'open')
"""
REFUSALS = (
    ("vote", "insert", NOT_OPEN),
    ("vote", "update", None),
    ("vote", "delete", None),
    ("recusal", "update", None),
    ("recusal", "delete", None),
    ("motion", "update", "OLD.closed_at IS NOT NULL"),
    ("motion", "delete", None),
)


def upgrade() -> None:
    """Make the tables and their triggers."""
    _sittings()
    _motions()
    _votes()
    if op.get_bind().dialect.name == "sqlite":
        for table, act, when in REFUSALS:
            _refuse_on_sqlite(table, act, when)
    else:
        for table, act, when in REFUSALS:
            _refuse_on_postgresql(table, act, when)


def downgrade() -> None:
    """Drop the tables; their triggers go with them."""
    for table in LATEST_FIRST:
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        for table, act, _ in REFUSALS:
            op.execute(f"DROP FUNCTION refuse_{table}_{act}()")


def _sittings() -> None:
    op.create_table(
        "sitting",
        key(),
        link("council_id", "council.id"),
        text("number", 60),
        day("held_on"),
        text("place"),
        link("opened_by", "person.id"),
        instant("opened_at"),
        instant("closed_at", null=True),
        text("digest", 64, null=True),
        UniqueConstraint("council_id", "number"),
        Index(None, "held_on"),
    )
    op.create_table(
        "attendance",
        *_of_one("sitting"),
        link("seat_id", "seat.id"),
        word("kind", SEATS),
        yes_no("present"),
        text("reason", null=True),
        link("sits_for", "seat.id", null=True),
        CheckConstraint("present OR sits_for IS NULL", name="sits_when_present"),
    )


def _motions() -> None:
    op.create_table(
        "motion",
        key(),
        link("sitting_id", "sitting.id"),
        link("case_id", "case_file.id"),
        word("action", ACTIONS),
        whole("ordinal"),
        text("types"),
        text("reason"),
        word("status", STATUSES),
        text("rule", null=True),
        text("facts_digest", 64, null=True),
        text("rests_on", null=True),
        link("put_by", "person.id"),
        instant("put_at"),
        instant("opened_at", null=True),
        instant("closed_at", null=True),
        link("closed_by", "person.id", null=True),
        *(whole(name, null=True) for name in TALLY),
        text("chair", null=True),
        text("why", null=True),
        link("follows", "motion.id", null=True),
        whole("entry", null=True),
        UniqueConstraint("sitting_id", "ordinal"),
        CheckConstraint(
            "(status IN ('waiting', 'open')) = (closed_at IS NULL)", name="ended_at_an_instant"
        ),
        CheckConstraint(
            "status <> 'carried' OR (votes_for IS NOT NULL AND present IS NOT NULL)",
            name="carried_by_a_tally",
        ),
        Index(None, "case_id", "action"),
        Index(None, "status"),
    )


def _votes() -> None:
    op.create_table(
        "vote",
        *_of_one("motion"),
        link("seat_id", "seat.id"),
        word("kind", SEATS),
        word("choice", CHOICES),
        text("reason", null=True),
        text("facts_digest", 64),
        text("salt", 32),
        text("commitment", 64),
        instant("at"),
    )
    op.create_table(
        "recusal",
        *_of_one("motion"),
        word("ground", GROUNDS),
        text("reason", null=True),
        instant("at"),
    )


def _of_one(table: str) -> tuple[Column[UUID], ...]:
    """Return the key of a row that one person has in one sitting or motion."""
    return tuple(
        Column(f"{name}_id", Uuid(), ForeignKey(f"{name}.id"), primary_key=True)
        for name in (table, "person")
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
