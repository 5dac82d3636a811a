"""Triggers that let the history, figures and verifications be appended to and nothing else.

Refused: UPDATE, DELETE, TRUNCATE, an entry out of its order, and on SQLite the INSERT OR REPLACE
that would delete without waking a delete trigger. The head of the log only grows, by one.
They stop mistakes and plain attempts; who owns the database can drop them, and then
`history verify` tells.
"""

from alembic import op

revision = "0004_append_only"
down_revision = "0003_history"

APPENDED_TO = ("history", "figure", "verification")
KEPT = (*APPENDED_TO, "log_head")

IN_ORDER = """
    NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM history)
    OR NEW.case_number <> (
        SELECT COALESCE(MAX(case_number), 0) + 1 FROM history WHERE case_id = NEW.case_id
    )
"""
GROWS_BY_ONE = "NEW.id = OLD.id AND NEW.size = OLD.size + 1 AND NEW.last_at >= OLD.last_at"
ON_SQLITE_ALREADY_THERE = {
    "log_head": "EXISTS (SELECT 1 FROM log_head)",
    "verification": "EXISTS (SELECT 1 FROM verification WHERE figure_id = NEW.figure_id)",
    "figure": """
        EXISTS (SELECT 1 FROM figure WHERE id = NEW.id)
        OR EXISTS (
            SELECT 1 FROM figure
            WHERE case_id = NEW.case_id AND measure = NEW.measure AND phase = NEW.phase
            AND round = NEW.round AND revision = NEW.revision
        )
    """,
}


def upgrade() -> None:
    """Put the triggers in place."""
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def downgrade() -> None:
    """Take the triggers away; nothing is lost, and nothing is protected any more."""
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in KEPT:
        for act in (
            ("update", "delete", "insert") if on_sqlite else ("change", "truncate", "insert")
        ):
            of = "" if on_sqlite else f" ON {table}"
            op.execute(f"DROP TRIGGER IF EXISTS {table}_refuses_{act}{of}")
    if not on_sqlite:
        for function in ("refuse_change", "refuse_disorder", "refuse_shrinking"):
            op.execute(f"DROP FUNCTION {function}()")


def _guard_sqlite() -> None:
    for table in APPENDED_TO:
        _refuse_on_sqlite(table, "update", None)
    _refuse_on_sqlite("log_head", "update", f"NOT ({GROWS_BY_ONE})")
    for table in KEPT:
        _refuse_on_sqlite(table, "delete", None)
    _refuse_on_sqlite("history", "insert", IN_ORDER)
    for table, already_there in ON_SQLITE_ALREADY_THERE.items():
        _refuse_on_sqlite(table, "insert", already_there)


def _refuse_on_sqlite(table: str, act: str, when: str | None) -> None:
    condition = f"WHEN {when}" if when else ""
    op.execute(
        f"CREATE TRIGGER {table}_refuses_{act} BEFORE {act} ON {table} {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: {act} refused'); END"
    )


def _guard_postgresql() -> None:
    _function("refuse_change", "TRUE")
    _function("refuse_disorder", IN_ORDER)
    _function("refuse_shrinking", f"TG_OP = 'DELETE' OR NOT ({GROWS_BY_ONE})")
    for table in APPENDED_TO:
        _refuse_on_postgresql(table, "change", "BEFORE UPDATE OR DELETE", "refuse_change")
    _refuse_on_postgresql("log_head", "change", "BEFORE UPDATE OR DELETE", "refuse_shrinking")
    for table in KEPT:
        _refuse_on_postgresql(table, "truncate", "BEFORE TRUNCATE", "refuse_change")
    _refuse_on_postgresql("history", "insert", "BEFORE INSERT", "refuse_disorder")


def _function(name: str, refused_when: str) -> None:
    op.execute(f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {refused_when} THEN
                RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, lower(TG_OP);
            END IF;
            RETURN NEW;
        END $$
    """)


def _refuse_on_postgresql(table: str, act: str, event: str, function: str) -> None:
    """Make a trigger that fires for replicas and sessions in replication mode as well."""
    each = "STATEMENT" if act == "truncate" else "ROW"
    name = f"{table}_refuses_{act}"
    op.execute(
        f"CREATE TRIGGER {name} {event} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()"
    )
    op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
