"""The rows of a file understood: whose they are, what each cell says, and what is wrong with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from states.catalogue import Measure
from states.figures import Figure
from states.terms import Text
from workflow.folding import folded
from workflow.intake.cells import WrongCell, figure_of, ratio_of
from workflow.intake.heading import (
    HEADING_WITHIN,
    NO_HEADING,
    Understanding,
    is_heading,
    letters,
    look_for_heading,
)
from workflow.intake.layout import columns_of
from workflow.intake.opening import NotReadable, Row
from workflow.intake.register import Unit, code_of
from workflow.intake.words import plain_words, shown

TOTALS = frozenset({"tong", "tong cong", "tong so", "cong"})


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell gives: a figure of a commune, or why it is rejected."""

    row: int
    column: str
    commune: str
    measure: str
    typed: str
    unit: Unit | None = None
    figure: Figure | None = None
    fault: Text | None = None


def cells_of(rows: Iterator[Row], reading: Understanding) -> Iterator[Cell]:
    """Yield what each filled cell below the heading gives, row after row.

    Raises NotReadable when there is no heading.
    """
    for row in rows:
        if not reading.columns:
            look_for_heading(row, reading)
            if not reading.columns and row.number > HEADING_WITHIN:
                break
            continue
        if not is_heading(row, reading):
            yield from _cells(row, reading)
    if not reading.columns:
        raise NotReadable(NO_HEADING)


def _cells(row: Row, reading: Understanding) -> Iterator[Cell]:
    filled = [c for c in reading.columns if plain_words(_at(row, reading.places.get(c.id, -1)))]
    code, words = code_of(_at(row, reading.code)), plain_words(_at(row, reading.name))
    if folded(words) in TOTALS and not code:
        return
    unit, fault = _unit(row, code, words, reading)
    if not filled and not (code or words):
        return
    commune = unit.name if unit else (words or code)
    if fault is not None:
        column = letters(reading.code)
        yield Cell(row.number, column, commune, "", code or words, fault=fault)
        return
    for measure in {column.measure.id: column.measure for column in filled}.values():
        yield _cell(row, measure, reading, unit)


def _unit(
    row: Row, code: str, words: str, reading: Understanding
) -> tuple[Unit | None, Text | None]:
    """Return the commune of a row, or why there is none."""
    register = reading.register
    unit = register.units.get(code)
    named = register.named(words) if words else []
    if not code and words and len(named) == 1:
        unit = named[0]
    if unit is None:
        return None, register.says_of(code, words)
    if words and unit not in named:
        return None, Text(
            f"mã {code} là {unit.name}, nhưng dòng này ghi “{shown(words)}”; sửa mã hoặc tên",
            f"code {code} is {unit.name}, but the row says “{shown(words)}”; mend one of them",
        )
    first = reading.seen.setdefault(unit.code, row.number)
    if first != row.number:
        return None, Text(
            f"{unit.name} đã có ở dòng {first}; chỉ lấy dòng đó, hãy bỏ một trong hai dòng",
            f"{unit.name} stands in row {first} already, which is taken; take one of them out",
        )
    return unit, None


def _cell(row: Row, measure: Measure, reading: Understanding, unit: Unit | None) -> Cell:
    parts = columns_of([measure])
    at = [reading.places.get(column.id, -1) for column in parts]
    typed = [_at(row, index) for index in at]
    told = "/".join(shown(cell) for cell in typed)
    seen = Cell(
        row.number,
        letters(next(i for i in at if i >= 0)),
        unit.name if unit else "",
        measure.id,
        told,
        unit,
    )
    try:
        _refuse_merged(row.number - 1, at, reading)
        figure = ratio_of(measure, *typed) if len(parts) > 1 else figure_of(measure, typed[0])
    except WrongCell as wrong:
        return replace(seen, fault=wrong.says)
    return replace(seen, figure=figure)


def _at(row: Row, index: int) -> Any:  # noqa: ANN401 -- whatever stands in a spreadsheet
    return row.cells[index] if 0 <= index < len(row.cells) else None


def _refuse_merged(row: int, columns: Sequence[int], reading: Understanding) -> None:
    for top, left, bottom, right in reading.merged:
        if top <= row <= bottom and any(left <= column <= right for column in columns):
            raise WrongCell(
                Text(
                    "ô bị gộp; bỏ gộp ô và ghi số cho từng xã",
                    "the cells are merged; unmerge them and write a figure for each commune",
                )
            )
