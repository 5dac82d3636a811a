"""Numbers of minutes are unique for each council and year, compared without marks and blanks.

Where two of them are one already, the later keeps its number and is told apart by its key.
"""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Index, UniqueConstraint

from workflow.folding import folded
from workflow.migrations.columns import day, instant, key, link, text, whole

revision = "0012_numbers_of_minutes"
down_revision = "0011_places_of_entries"

OLD, NEW = ("council_id", "number"), ("council_id", "year", "number_key")
KEPT = (
    *("id", "council_id", "number", "held_on", "place"),
    *("opened_by", "opened_at", "closed_at", "digest"),
)


SITTING = sa.table(
    "sitting",
    *(sa.column(name, sa.Uuid()) for name in ("id", "council_id", "opened_by")),
    sa.column("held_on", sa.Date()),
    *(sa.column(name, sa.String()) for name in ("number", "place", "number_key")),
    *(sa.column(name, sa.String()) for name in ("opened_at", "closed_at", "digest")),
    sa.column("year", sa.Integer()),
)


def upgrade() -> None:
    """Give each sitting its year and the key of its number, and let them be unique."""
    _make_anew(NEW, text("number_key", 60), whole("year"))


def downgrade() -> None:
    """Let numbers be unique for each council again, as they are written."""
    _make_anew(OLD)


def _make_anew(unique: Iterable[str], *more: sa.Column[Any]) -> None:
    """Make the table again with its rows: no database takes a constraint off in the same words."""
    bind = op.get_bind()
    found = bind.execute(sa.select(*(SITTING.c[name] for name in KEPT)).order_by("opened_at"))
    kept = [dict(row) for row in found.mappings()]
    if bind.dialect.name == "sqlite":
        # What refers to the table waits until its rows are back.
        op.execute("PRAGMA defer_foreign_keys = ON")
        op.drop_table("sitting")
        new = _create(unique, *more)
        if kept:
            op.bulk_insert(new, _keyed(kept) if more else kept)
        return
    op.drop_constraint(_named(NEW if unique == OLD else OLD), "sitting")
    if not more:
        op.drop_column("sitting", "number_key")
        op.drop_column("sitting", "year")
    for column in more:
        column.nullable = True
        op.add_column("sitting", column)
    for row in _keyed(kept) if more else ():
        told = {"number_key": row["number_key"], "year": row["year"]}
        bind.execute(SITTING.update().where(SITTING.c.id == row["id"]).values(**told))
    for column in more:
        op.alter_column("sitting", column.name, nullable=False)
    op.create_unique_constraint(_named(unique), "sitting", [*unique])


def _create(unique: Iterable[str], *more: sa.Column[Any]) -> sa.Table:
    return op.create_table(
        "sitting",
        key(),
        link("council_id", "council.id"),
        text("number", 60),
        *more,
        day("held_on"),
        text("place"),
        link("opened_by", "person.id"),
        instant("opened_at"),
        instant("closed_at", null=True),
        text("digest", 64, null=True),
        UniqueConstraint(*unique),
        Index(None, "held_on"),
    )


def _named(columns: Iterable[str]) -> str:
    return op.f(f"uq_sitting_{'_'.join(columns)}")


def _keyed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    taken: set[tuple[Any, int, str]] = set()
    for row in rows:
        year, bare = row["held_on"].year, "".join(folded(row["number"]).split())
        found, again = bare, 1
        while (row["council_id"], year, found) in taken:
            again += 1
            found = f"{bare}#{again}"
        taken.add((row["council_id"], year, found))
        row |= {"year": year, "number_key": found}
    return rows
