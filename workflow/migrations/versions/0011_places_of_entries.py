"""The places that entries without a case belong to, so that only their auditors read them.

Those of older entries are found by what their facts name; the texts stay as they are.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column, Connection, Integer, Uuid

revision = "0011_places_of_entries"
down_revision = "0010_links_by_two"

PLACED = """
    SELECT id, id FROM place
    UNION ALL SELECT id, place_id FROM council
    UNION ALL SELECT id, place_id FROM appointment
    UNION ALL SELECT id, province_id FROM decision
    UNION ALL SELECT s.id, c.place_id FROM seat s JOIN council c ON c.id = s.council_id
    UNION ALL SELECT s.id, c.place_id FROM sitting s JOIN council c ON c.id = s.council_id
    UNION ALL SELECT m.id, c.place_id FROM motion m
        JOIN sitting s ON s.id = m.sitting_id JOIN council c ON c.id = s.council_id
    UNION ALL SELECT d.id, a.place_id FROM delegation d
        JOIN appointment a ON a.id = d.appointment_id
    UNION ALL SELECT r.id, COALESCE(r.place_id, c.place_id, a.place_id) FROM grant_request r
        LEFT JOIN council c ON c.id = r.council_id
        LEFT JOIN appointment a ON a.id = r.appointment_id
"""
WITHOUT_A_CASE = "SELECT number, entry FROM history WHERE case_id IS NULL ORDER BY number"
NAMED = ("place", "council", "sitting", "motion", "decision", "appointment", "seat")
ALSO_NAMED = ("delegation", "request")


def upgrade() -> None:
    """Make the table, fill it, and let it be appended to and nothing else."""
    table = op.create_table(
        "entry_place",
        Column("number", Integer(), primary_key=True, autoincrement=False),
        Column("place_id", Uuid(), primary_key=True, index=True),
    )
    rows = [*_found(op.get_bind())]
    if rows:
        op.bulk_insert(table, rows)
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER entry_place_refuses_{act} BEFORE {act} ON entry_place "
                f"BEGIN SELECT RAISE(ABORT, 'entry_place is append-only: {act} refused'); END"
            )
        return
    for act, event, each in (
        ("change", "UPDATE OR DELETE", "ROW"),
        ("truncate", "TRUNCATE", "STATEMENT"),
    ):
        name = f"entry_place_refuses_{act}"
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON entry_place "
            f"FOR EACH {each} EXECUTE FUNCTION refuse_change()"
        )
        op.execute(f"ALTER TABLE entry_place ENABLE ALWAYS TRIGGER {name}")


def downgrade() -> None:
    """Drop the table with its triggers; the entries still name what it was found by."""
    op.drop_table("entry_place")


def _found(connection: Connection) -> Iterator[dict[str, Any]]:
    known = {_hex(row[0]): _hex(row[1]) for row in connection.execute(sa.text(PLACED)) if row[1]}
    for number, entry in connection.execute(sa.text(WITHOUT_A_CASE)).all():
        facts = json.loads(entry).get("facts") or {}
        place = _place(facts, known)
        if place:
            yield {"number": number, "place_id": UUID(place)}


def _place(facts: Mapping[str, Any], known: dict[str, str]) -> str | None:
    """Return the place of what an entry names, and keep it for what is named with it."""
    ids = [str(facts[name]) for name in (*NAMED, *ALSO_NAMED) if facts.get(name)]
    place = next((known[one] for one in ids if one in known), None)
    if place:
        # A power taken back before it began is named by later entries and stands nowhere else.
        known.update({one: place for one in ids if one not in known})
    return place


def _hex(value: object) -> str:
    return str(value).replace("-", "")
