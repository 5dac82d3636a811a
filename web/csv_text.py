"""Tables as text that a spreadsheet opens: Vietnamese kept, and nothing in it ever computed."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

BYTE_ORDER_MARK = "\ufeff"
BEGINS_A_FORMULA = frozenset("=+-@＝＋－＠|%\t\r\n")


def csv_lines(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Return the lines of a CSV file (RFC 4180), the byte order mark and the heading first."""
    yield BYTE_ORDER_MARK + _line(heading)
    for row in rows:
        yield _line(row)


def plain(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe goes before one."""
    return f"'{cell}" if cell.lstrip(" \u00a0\ufeff")[:1] in BEGINS_A_FORMULA and cell else cell


def _line(cells: Sequence[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow([plain(cell) for cell in cells])
    return written.getvalue()
