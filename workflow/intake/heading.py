"""The heading of the sheet of figures: its columns found wherever they stand, or why not."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from states.catalogue import catalogue, measures_of
from states.terms import Text
from workflow.folding import folded
from workflow.intake.layout import CODE, FIGURES, NAME, TITLES, Column, columns_of
from workflow.intake.opening import NotReadable, Row
from workflow.intake.register import Register
from workflow.intake.words import plain_words, shown

HEADING_WITHIN = 20
NO_HEADING = Text(
    f"Không thấy dòng tiêu đề trong {HEADING_WITHIN} dòng đầu của trang “{FIGURES}”: cần cột “Mã "
    "xã” và ít nhất một cột chỉ tiêu của tệp mẫu. Hãy tải tệp mẫu mới và chép số liệu vào đó.",
    f"No heading was found in the first {HEADING_WITHIN} rows of the sheet “{FIGURES}”: it takes "
    "the column “Mã xã” and at least one figure of the template. Download a new template and "
    "copy the figures into it.",
)


@dataclass(slots=True)
class Understanding:
    """How a sheet is read: its columns by place, remarks on it, and the rows seen so far."""

    register: Register
    groups: tuple[str, ...] = ()
    merged: Sequence[Sequence[int]] = ()
    code: int = -1
    name: int = -1
    places: dict[str, int] = field(default_factory=dict)
    columns: tuple[Column, ...] = ()
    remarks: list[Text] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)


def letters(index: int) -> str:
    """Return the letters of a column counted from 0: A, B, … Z, AA."""
    name = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        name, index = chr(ord("A") + rest) + name, index - 1
    return name


@cache
def _known() -> Mapping[str, str]:
    """Return every heading as it may be written, folded, with the column it means."""
    columns = columns_of(catalogue().values())
    labels = Counter(folded(column.label) for column in columns)
    known = {folded(TITLES[CODE]): CODE, folded(TITLES[NAME]): NAME, CODE: CODE, NAME: NAME}
    known |= {words: c.id for c in columns if labels[words := folded(c.label)] == 1}
    return known | {folded(column.id): column.id for column in columns}


def look_for_heading(row: Row, reading: Understanding) -> None:
    """Take a row for the heading when it names the codes and a figure; columns may have moved."""
    known = _known()
    places: dict[str, int] = {}
    others: list[tuple[str, str]] = []
    for index, cell in enumerate(row.cells):
        words = folded(plain_words(cell)) if isinstance(cell, str) else ""
        if name := known.get(words):
            if name in places:
                raise _twice(name, places[name], index)
            places[name] = index
        elif words:
            others.append((letters(index), plain_words(cell)))
    if CODE not in places or len(places.keys() - {CODE, NAME}) == 0:
        return
    reading.code, reading.name = places.pop(CODE), places.pop(NAME, -1)
    measures = [m for m in catalogue().values() if any(c.id in places for c in columns_of([m]))]
    reading.columns, reading.places = columns_of(measures), places
    reading.remarks += [_not_ours(*other) for other in others]
    expected = columns_of([*measures, *measures_of(*reading.groups)])
    missing = {column.id: column for column in expected if column.id not in places}
    reading.remarks += [_missing(column) for column in missing.values()]


def is_heading(row: Row, reading: Understanding) -> bool:
    """Whether a row repeats the heading in other words, as the template's second one does."""
    cell = row.cells[reading.code] if reading.code < len(row.cells) else None
    return isinstance(cell, str) and folded(cell) in (CODE, folded(TITLES[CODE]))


def _twice(name: str, first: int, second: int) -> NotReadable:
    one, other = letters(first), letters(second)
    return NotReadable(
        Text(
            f"Cột “{name}” có hai lần (cột {one} và {other}). Hãy bỏ một cột rồi gửi lại.",
            f"The column “{name}” stands twice ({one} and {other}). Take one out and send again.",
        )
    )


def _not_ours(column: str, words: str) -> Text:
    return Text(
        f"Cột {column} “{shown(words)}” không thuộc tệp mẫu và không được đọc.",
        f"Column {column} “{shown(words)}” is not of the template and is not read.",
    )


def _missing(column: Column) -> Text:
    return Text(
        f"Thiếu cột “{column.label}” ({column.id}) nên các ô của chỉ tiêu này không đọc được.",
        f"The column “{column.label}” ({column.id}) is missing, so its figure cannot be read.",
    )
