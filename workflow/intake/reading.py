"""A whole file read: what its front sheet says, then its cells one after another."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from states.catalogue import Group
from states.terms import Text
from workflow.folding import folded
from workflow.intake.cells import WrongCell, day_of
from workflow.intake.heading import Understanding
from workflow.intake.layout import FIGURES, FRONT, FRONT_LINES, VERSION, WHOLE_COUNTRY, Heading
from workflow.intake.opening import NotReadable, Row, Workbook, opened
from workflow.intake.register import Register, code_of
from workflow.intake.sheet import Cell, cells_of
from workflow.intake.words import plain_words, shown
from workflow.privacy import SAYS, points_at_a_person

LONGEST_WORDS = 500
DAYS = ("start", "end", "document_date")


@dataclass(frozen=True, slots=True)
class Understood:
    """A file being read: its heading, its remarks so far, and its cells, once."""

    heading: Heading
    reading: Understanding
    cells: Iterator[Cell]


@contextmanager
def understood(content: bytes, register_for: Callable[[Heading], Register]) -> Iterator[Understood]:
    """Read a file against the register of the communes its heading is about.

    Raises NotReadable for what makes the whole file unreadable; a wrong row or cell only says so.
    """
    with opened(content, [FRONT, FIGURES]) as workbook:
        rows = workbook.rows()
        front: dict[str, Any] = {}
        first: list[Row] = []
        for name, row in rows:
            if name == FIGURES:
                first.append(row)
                break
            front |= _front_line(row)
        _check_sheets(workbook, found=bool(first))
        heading = _heading(front)
        merged = workbook.merged.get(FIGURES, [])
        reading = Understanding(register_for(heading), heading.groups, merged)
        rest = (row for _, row in rows)
        yield Understood(heading, reading, cells_of(chain(first, rest), reading))


def _front_line(row: Row) -> dict[str, Any]:
    """Return what one row of the front sheet says: its words, then the cell beside them."""
    labels = {folded(label.vi): name for name, label in FRONT_LINES.items()}
    filled = [cell for cell in row.cells if cell is not None]
    if not filled or not isinstance(filled[0], str):
        return {}
    name = labels.get(folded(plain_words(filled[0])).removesuffix("*").strip())
    return {name: filled[1] if len(filled) > 1 else None} if name else {}


def _check_sheets(workbook: Workbook, *, found: bool) -> None:
    missing = [name for name in (FRONT, FIGURES) if name not in workbook.merged]
    hidden = [name for name, seen in workbook.shown.items() if not seen]
    if missing:
        there = ", ".join(f"“{shown(name)}”" for name in workbook.sheets) or "–"
        lacking = ", ".join(f"“{name}”" for name in missing)
        raise NotReadable(
            Text(
                f"Tệp không có trang {lacking}; tệp có: {there}. Hãy dùng tệp mẫu và giữ nguyên "
                "tên trang.",
                f"The file has no sheet {lacking}; it has: {there}. Use the template and keep the "
                "names of its sheets.",
            )
        )
    if hidden:
        raise NotReadable(
            Text(
                f"Trang “{hidden[0]}” đang bị ẩn. Hãy hiện trang đó, kiểm tra số liệu rồi gửi lại.",
                f"The sheet “{hidden[0]}” is hidden. Show it, look at the figures and send again.",
            )
        )
    if not found:
        raise NotReadable(
            Text(
                f"Trang “{FIGURES}” không có dòng nào. Hãy điền số liệu rồi gửi lại.",
                f"The sheet “{FIGURES}” has no row. Fill in the figures and send it again.",
            )
        )


def _heading(front: Mapping[str, Any]) -> Heading:
    version = plain_words(front.get("version"))
    if version != VERSION:
        raise NotReadable(
            Text(
                f"Phiên bản mẫu ghi “{shown(version)}”, hệ thống nhận “{VERSION}”. Hãy tải tệp mẫu "
                "mới và chép số liệu vào đó.",
                f"The version of the template is “{shown(version)}”, “{VERSION}” is taken. "
                "Download a new template and copy the figures into it.",
            )
        )
    days = {name: _day(name, front.get(name)) for name in DAYS}
    start, end = days["start"], days["end"]
    if start is None or end is None or end < start:
        raise _wrong_line("start", "kỳ số liệu cần ngày đầu và ngày cuối, ngày cuối không trước")
    province = front.get("province")
    code = "" if folded(plain_words(province)) in ("", folded(WHOLE_COUNTRY)) else _two(province)
    return Heading(
        code,
        start,
        end,
        groups=_groups(plain_words(front.get("groups"))),
        document=_words("document", front),
        body=_words("body", front),
        document_date=days["document_date"],
        reason=_words("reason", front),
    )


def _two(cell: object) -> str:
    """Return the code of a province, of two digits, its zero restored."""
    code = code_of(cell)
    return code[-2:] if code.isdigit() else code


def _groups(words: str) -> tuple[str, ...]:
    known = {group.value for group in Group}
    return tuple(each for each in words.replace(",", " ").split() if each in known)


def _day(name: str, cell: object) -> date | None:
    if cell is None:
        return None
    try:
        return day_of(cell)
    except WrongCell as wrong:
        raise _wrong_line(name, wrong.says.vi, wrong.says.en) from wrong


def _words(name: str, front: Mapping[str, Any]) -> str:
    words = plain_words(front.get(name))
    if len(words) > LONGEST_WORDS:
        raise _wrong_line(name, f"dài quá {LONGEST_WORDS} chữ", f"longer than {LONGEST_WORDS}")
    if points_at_a_person(words):
        raise NotReadable(SAYS)
    return words


def _wrong_line(name: str, vi: str, en: str = "the first and last day, in order") -> NotReadable:
    label = FRONT_LINES[name]
    return NotReadable(
        Text(
            f"Trang “{FRONT}”, dòng “{label.vi}”: {vi}. Hãy sửa rồi gửi lại.",
            f"Sheet “{FRONT}”, line “{label.en}”: {en}. Mend it and send it again.",
        )
    )
