"""Places, what becomes of them, the days off; people, their appointments and sign-ins."""

from alembic import op
from sqlalchemy import CheckConstraint, Column, Date, Index, String

from workflow.migrations.columns import day, instant, key, link, text, word, yes_no

revision = "0001_places_and_people"
down_revision = None

LEVELS = ("province", "district", "commune")
UNIT_KINDS = (
    *("xa", "phuong", "thi_tran", "dac_khu"),
    *("huyen", "quan", "thi_xa", "thanh_pho_thuoc_tinh"),
    *("tinh", "thanh_pho"),
)
ROLES = ("officer", "secretary", "committee_office", "registrar", "auditor", "administrator")
LATEST_FIRST = (
    *("sign_in_attempt", "sign_in_session", "appointment", "person"),
    *("holiday", "place_title", "succession", "place_parent", "place"),
)


def upgrade() -> None:
    """Make the tables."""
    _places()
    _what_places_become()
    _people()
    _sign_ins()


def downgrade() -> None:
    """Drop the tables."""
    for table in LATEST_FIRST:
        op.drop_table(table)


def _places() -> None:
    op.create_table(
        "place",
        key(),
        word("level", LEVELS),
        word("kind", UNIT_KINDS),
        text("code", 5, null=True),
        text("name"),
        text("folded"),
        text("sort_key"),
        link("province_id", "place.id", null=True),
        day("valid_from", null=True),
        day("valid_until", null=True),
        text("as_printed", null=True),
        text("origin"),
        CheckConstraint("valid_from <= valid_until", name="validity"),
        Index(None, "level", "province_id", "sort_key"),
        Index(None, "code"),
    )
    op.create_table(
        "place_parent",
        key(),
        link("place_id", "place.id", index=True),
        link("parent_id", "place.id", index=True),
        day("since", null=True),
        day("until", null=True),
        CheckConstraint("since <= until", name="term"),
    )


def _what_places_become() -> None:
    op.create_table(
        "succession",
        key(),
        link("predecessor_id", "place.id", index=True),
        link("successor_id", "place.id", index=True),
        day("on"),
        text("extent", 5),
        text("document"),
        CheckConstraint("extent IN ('whole', 'part')", name="extent"),
    )
    op.create_table(
        "place_title",
        key(),
        link("place_id", "place.id", index=True),
        text("title", 20),
        text("document"),
        day("since"),
        day("until", null=True),
        CheckConstraint("title IN ('new_countryside', 'antt')", name="title"),
        CheckConstraint("since <= until", name="term"),
    )
    op.create_table(
        "holiday",
        Column("day", Date(), primary_key=True),
        yes_no("off"),
        text("name"),
        text("document"),
    )


def _people() -> None:
    op.create_table(
        "person",
        key(),
        Column("login", String(80), nullable=False, unique=True),
        text("name"),
        text("password_hash"),
        yes_no("active"),
        instant("created_at"),
    )
    op.create_table(
        "appointment",
        key(),
        link("person_id", "person.id", index=True),
        word("role", ROLES),
        link("place_id", "place.id", index=True),
        day("since"),
        day("until", null=True),
        CheckConstraint("since <= until", name="term"),
    )


def _sign_ins() -> None:
    op.create_table(
        "sign_in_session",
        key(),
        Column("token_hash", String(64), nullable=False, unique=True),
        link("person_id", "person.id", index=True),
        text("form_key"),
        instant("created_at"),
        instant("seen_at"),
        instant("ended_at", null=True),
    )
    op.create_table(
        "sign_in_attempt",
        key(),
        text("login"),
        text("address"),
        instant("at"),
        yes_no("succeeded"),
        Index(None, "login", "at"),
        Index(None, "address", "at"),
    )
