"""Opening what somebody sent: the sheets asked for, row after row, or one sentence why not.

The reading itself happens in a process of its own (`workflow.intake.apart`); here its lines
arrive one at a time, so that memory does not grow with the file.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import IO, Any

from states.terms import Text
from workflow.errors import WorkflowError

MOST_ROWS, MOST_COLUMNS = 12_000, 400
LONGEST_LINE = 4 * 1024 * 1024
MOST_SECONDS = 9.0
READER = (sys.executable, "-P", "-m", "workflow.intake.apart")
SAVE_AS_XLSX = Text(
    "Hãy mở tệp bằng Excel hoặc LibreOffice, chọn “Lưu thành” kiểu .xlsx rồi gửi lại.",
    "Open it in Excel or LibreOffice, choose “Save as” .xlsx and send it again.",
)
_OTHER: Mapping[str, Text] = {
    "pdf": Text("Đây là tệp PDF", "This is a PDF file"),
    "picture": Text("Đây là tệp ảnh", "This is a picture"),
    "archive": Text("Đây là tệp nén", "This is an archive"),
    "program": Text("Đây là tệp chương trình", "This is a program"),
    "web page": Text("Đây là trang web (HTML, XML)", "This is a web page (HTML, XML)"),
    "text": Text("Đây là tệp văn bản thường (chẳng hạn CSV)", "This is plain text, such as CSV"),
    "xlsb": Text("Đây là bảng tính kiểu .xlsb", "This is a workbook of the kind .xlsb"),
    "unknown": Text("Không nhận ra kiểu của tệp này", "The kind of this file is not known"),
}
_NOT_A_TABLE = Text(
    "không phải bảng tính .xlsx, .xls hay .ods, dù tên tệp ghi thế nào.",
    "not a spreadsheet .xlsx, .xls or .ods, whatever its name says.",
)
_WHY: Mapping[str, Text] = {
    "broken": Text(
        "Tệp bị hỏng hoặc chưa tải lên hết, không đọc được. Hãy mở tệp trên máy của bạn, lưu lại "
        "rồi gửi lại.",
        "The file is broken or was cut off and cannot be read. Open it on your computer, save it "
        "and send it again.",
    ),
    "password": Text(
        "Tệp được đặt mật khẩu. Hãy bỏ mật khẩu (Tệp › Thông tin › Mã hóa bằng mật khẩu) rồi gửi "
        "lại.",
        "The file has a password. Take it off (File › Info › Encrypt with password) and send it "
        "again.",
    ),
    "macros": Text(
        "Tệp chứa macro (mã lệnh), nên không được mở. Hãy lưu thành .xlsx rồi gửi lại.",
        "The file holds macros (code) and is not opened. Save it as .xlsx and send it again.",
    ),
    "bomb": Text(
        "Tệp phình ra quá lớn khi mở (quá nhiều ô hoặc bị nén bất thường), nên không được mở. Hãy "
        "điền số liệu vào tệp mẫu mới rồi gửi lại.",
        "The file grows too large when opened (too many cells, or packed oddly) and is not "
        "opened. Fill in a new template and send it again.",
    ),
    "entities": Text(
        "Tệp chứa khai báo XML bị cấm (thực thể), nên không được mở. Hãy điền số liệu vào tệp mẫu "
        "mới rồi gửi lại.",
        "The file holds forbidden XML declarations (entities) and is not opened. Fill in a new "
        "template and send it again.",
    ),
}


class NotReadable(WorkflowError):
    """A file is not opened; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: its number as the spreadsheet shows it, and its cells."""

    number: int
    cells: Sequence[Any]


@dataclass(slots=True)
class Workbook:
    """An opened file: its sheets, shown or hidden, and the rows of those asked for, read once."""

    sheets: Mapping[str, bool]
    lines: Iterator[Any]
    merged: dict[str, list[list[int]]] = field(default_factory=dict)
    shown: dict[str, bool] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Yield each row with the name of its sheet, in the order they were asked for.

        Raises NotReadable for more rows or columns than any template has.
        """
        name, number = "", 0
        for line in self.lines:
            if isinstance(line, dict):
                name, number = line["sheet"], 0
                self.merged[name], self.shown[name] = line["merged"], line["shown"]
                continue
            number += 1
            if number > MOST_ROWS or len(line) > MOST_COLUMNS:
                raise _too_far(name)
            if any(cell is not None for cell in line):
                yield name, Row(number, line)


@contextmanager
def opened(content: bytes, sheets: Sequence[str]) -> Iterator[Workbook]:
    """Open a file for reading some of its sheets.

    Raises NotReadable with a sentence for everything that is no sound spreadsheet.
    """
    with TemporaryFile() as stored:
        stored.write(content)
        stored.seek(0)
        with subprocess.Popen(  # noqa: S603 -- our own module, and names of sheets we chose
            [*READER, *sheets], stdin=stored, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as reader:
            try:
                lines = _lines(reader)
                yield Workbook(next(lines)["sheets"], lines)
            finally:
                reader.kill()


def _lines(reader: "subprocess.Popen[bytes]") -> Iterator[Any]:
    written: IO[bytes] | None = reader.stdout
    if written is None:
        return
    while line := written.readline(LONGEST_LINE):
        told = json.loads(line) if line.endswith(b"\n") else {"refused": "bomb", "named": ""}
        if isinstance(told, dict) and "refused" in told:
            raise NotReadable(_sentence(told["refused"], told["named"]))
        yield told
    if reader.wait(MOST_SECONDS):
        raise NotReadable(_WHY["bomb"])


def _sentence(why: str, named: str) -> Text:
    if why == "nested":
        return Text(
            f"Trong tệp có một tệp nén hoặc bảng tính khác ({named}), nên không được mở. Hãy bỏ "
            "đối tượng chèn đó rồi gửi lại.",
            f"The file holds another archive or workbook ({named}) and is not opened. Take the "
            "inserted object out and send it again.",
        )
    if why == "other":
        kind = _OTHER[named]
        return Text(
            f"{kind.vi}, {_NOT_A_TABLE.vi} {SAVE_AS_XLSX.vi}",
            f"{kind.en}, {_NOT_A_TABLE.en} {SAVE_AS_XLSX.en}",
        )
    return _WHY[why]


def _too_far(name: str) -> NotReadable:
    return NotReadable(
        Text(
            f"Trang “{name}” có quá {MOST_ROWS} dòng hoặc {MOST_COLUMNS} cột. Hãy xóa các dòng, "
            "cột thừa, hoặc điền số liệu vào tệp mẫu mới rồi gửi lại.",
            f"The sheet “{name}” has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns. Delete "
            "what is not needed, or fill in a new template, and send it again.",
        )
    )
