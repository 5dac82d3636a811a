"""The live row of each case, column by column, beside what its last entry says it became.

Rows stream past with the one entry each is compared with. Hardly an entry has to be parsed,
since canonical text can be looked for as it stands.
"""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from heapq import nsmallest
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Date, TextClause, text

from states.terms import Text
from workflow.casefiles import CASE_AFTER, RECORDED, as_recorded, recorded
from workflow.kept_entries import BLOCK
from workflow.replay import Fault

MOST_FAULTS = 20
_ROWS = """
    SELECT last.number, {entry}, {columns}
    FROM case_file AS live CROSS JOIN history AS last
    WHERE last.case_id = live.id AND last.case_number = live.entries
    AND last.to_state = live.state
"""
_NAMES = tuple(column.name for column in RECORDED)
_WRITE = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=recorded
).encode


def differing_rows(connection: Connection) -> list[Fault]:
    """Compare every case whose last entry led to its state with the row that entry tells of.

    Returns the faults of the first entries at which one shows.
    """
    return nsmallest(MOST_FAULTS, _differing(connection), key=lambda fault: fault.number or 0)


def _differing(connection: Connection) -> Iterator[Fault]:
    statement = _statement(connection.dialect.name)
    found = connection.execute(statement, execution_options={"yield_per": BLOCK})
    for number, entry, *values in found:
        row = dict(zip(_NAMES, values, strict=True))
        says = None if _is_told(row, entry) else _difference(as_recorded(row), entry)
        if says:
            yield Fault(number, says)


def _statement(dialect: str) -> TextClause:
    """Ask for the columns as the driver gives them: what was put there need not be of their type.

    The cross join lets SQLite look up an entry for each case rather than a case for each entry.
    """
    entry, columns = "entry", map(_on_postgresql, RECORDED)
    if dialect == "sqlite":
        entry, columns = "CAST(entry AS BLOB)", map(_live, _NAMES)
    return text(_ROWS.format(entry=entry, columns=", ".join(columns)))


def _live(name: str) -> str:
    return f"live.{name}"


def _on_postgresql(column: Column[Any]) -> str:
    live = _live(column.name)
    match column.type:
        case Boolean():
            return f"CAST({live} AS integer)"
        case Date():
            # PostgreSQL knows days that Python does not, such as infinity.
            return f"to_json({live}) #>> '{{}}'"
    return live


def _is_told(row: Mapping[str, Any], entry: str | bytes) -> bool:
    """Whether the row stands in the entry, letter by letter; what is not plain never does."""
    told = _WRITE({CASE_AFTER: {name: row[name] for name in row if row[name] is not None}})[1:-1]
    return told in entry if isinstance(entry, str) else told.encode() in entry


def _difference(row: Mapping[str, str | int], entry: str | bytes) -> Text | None:
    """Name the columns that are not what the entry says; None when only the text's form differs."""
    try:
        told = json.loads(entry)["facts"][CASE_AFTER]
        names = sorted({*told, *row})
    except (ValueError, TypeError, LookupError):
        return Text(
            f"Bút toán cuối của hồ sơ {row.get('number')} không ghi hồ sơ ra sao sau việc đó.",
            f"The last entry of case {row.get('number')} does not tell how it left the case.",
        )
    differing = ", ".join(name for name in names if told.get(name) != _composed(row.get(name)))
    if not differing:
        return None
    return Text(
        f"Hồ sơ {row.get('number')} hiện khác với bút toán cuối của nó ở: {differing}.",
        f"Case {row.get('number')} now differs from its last entry in: {differing}.",
    )


def _composed(value: str | int | None) -> str | int | None:
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value
