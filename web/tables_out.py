"""A list as a file: CSV or XLSX, written once in little memory, and nothing in it ever computed.

The file is complete before its first byte leaves: a fault on the way is a page, never half a file.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any

from fastapi.responses import StreamingResponse

from states.terms import Text
from web.csv_text import BEGINS_A_FORMULA, BYTE_ORDER_MARK, plain
from web.security import MalformedForm, TypedForm
from workflow.lazily import Lazily

if TYPE_CHECKING:
    import xlsxwriter
else:
    xlsxwriter = Lazily("xlsxwriter")

Cell = str | int | date | Text | None
PIECE = 64 * 1024
KEPT_IN_MEMORY = 1024 * 1024
CSV, XLSX = "csv", "xlsx"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDTH = 22


class ExportForm(TypedForm):
    """What the form under a list brings: the kind of file, and the query of the list shown."""

    kind: str = CSV
    asked: str = ""

    def checked(self) -> "ExportForm":
        """Return the form; raises MalformedForm for a kind that is none."""
        if self.kind not in TYPES:
            raise MalformedForm("kind")
        return self


@dataclass(frozen=True, slots=True)
class Table:
    """A list to be taken out: the name of its file, the words above its columns, its rows."""

    name: str
    heading: Sequence[Text]
    rows: Iterable[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class TableFile:
    """A list written: how many rows it has, and the file, open at its beginning."""

    rows: int
    kind: str
    name: str
    file: IO[bytes]

    def answer(self) -> StreamingResponse:
        """Return the file as an attachment; it is closed when it has been sent."""
        headers = {"Content-Disposition": f'attachment; filename="{self.name}.{self.kind}"'}
        return StreamingResponse(self._pieces(), media_type=TYPES[self.kind], headers=headers)

    def _pieces(self) -> Iterator[bytes]:
        with self.file:
            while piece := self.file.read(PIECE):
                yield piece


def written(table: Table, kind: str, language: str, *, on: date) -> TableFile:
    """Write a list as a file of the day; numbers stay numbers, and no text becomes a formula."""
    file: IO[bytes] = SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115 -- the answer closes it
    try:
        write = _write_csv if kind == CSV else _write_xlsx
        rows = write(file, table, language)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return TableFile(rows, kind, f"{table.name}-{on.isoformat()}", file)


def _write_csv(file: IO[bytes], table: Table, language: str) -> int:
    lines = csv.writer(_Encoded(file))
    file.write(BYTE_ORDER_MARK.encode())
    lines.writerow([plain(label.in_(language)) for label in table.heading])
    rows = 0
    for row in table.rows:
        lines.writerow([_in_csv(cell, language) for cell in row])
        rows += 1
    return rows


def _in_csv(cell: Cell, language: str) -> str:
    told = _told(cell, language)
    if isinstance(told, date):
        return told.isoformat()
    return str(told) if isinstance(told, int) else plain(told)


def _write_xlsx(file: IO[bytes], table: Table, language: str) -> int:
    rows = 0
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        # Marked as text for ever, so that no later save lets it be computed.
        text = book.add_format({"quote_prefix": True})
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(table.heading) - 1, 0), WIDTH)
        for column, label in enumerate(table.heading):
            sheet.write_string(0, column, label.in_(language), head)
        for rows, row in enumerate(table.rows, 1):
            for column, cell in enumerate(row):
                _put(sheet, (rows, column), _told(cell, language), day=day, text=text)
    return rows


def _put(
    sheet: Any,  # noqa: ANN401 -- the library has no types
    place: tuple[int, int],
    cell: str | int | date,
    *,
    day: object,
    text: object,
) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(*place, cell, day)
    elif isinstance(cell, int):
        sheet.write_number(*place, cell)
    elif cell[:1] in BEGINS_A_FORMULA and cell:
        sheet.write_string(*place, cell, text)
    elif cell:
        sheet.write_string(*place, cell)


def _told(cell: Cell, language: str) -> str | int | date:
    if cell is None:
        return ""
    return cell.in_(language) if isinstance(cell, Text) else cell


class _Encoded:
    """The writing end of a file of bytes, for what writes text."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def write(self, text: str) -> int:
        """Write a line, encoded."""
        return self.file.write(text.encode())
