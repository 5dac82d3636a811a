"""The form of a grid of figures: read cell by cell, and shown back before anything is stored."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from states.terms import Standing, Text
from web import typed
from web.filters import number
from web.forms import LONGEST_LINE, checked_words
from web.parts import FieldFault
from web.security import KEY_FIELD, SEEN_FIELD, Posted
from workflow.intake.cells import WrongCell, figure_of, ratio_of
from workflow.intake.layout import written_answers
from workflow.views.commune_grid import Cell, Figure, Grid, Measure, Row

STAGE, REVIEW, EDIT, STORE = "stage", "review", "edit", "store"
AROUND = ("document", "document_date", "body", "reason")
WITHHELD, NOT_ARISEN = "K", "–"
# What stands for no number here, in the words a spreadsheet has for it.
MARKS = {"k": "HSNV", "–": "KPS", "-": "KPS", "—": "KPS"}
NEEDED = {
    "document": Text("Ghi số, ký hiệu văn bản chứa số liệu", "Name the document of the figures"),
    "body": Text("Ghi cơ quan báo cáo", "Name the body that reports"),
}
NEEDS_REASON = Text(
    "Ghi lý do, vì có số liệu đã báo cáo bị thay đổi",
    "Give the reason: a figure already reported is changed",
)
NOTHING_NEW = Text("Chưa có số liệu nào mới hoặc thay đổi", "No figure is new or changed yet")
NOT_BLANK = Text(
    "số đã báo cáo không xóa được; ghi số đúng, hoặc “–” khi không phát sinh",
    "a reported figure cannot be taken away; write the right one, or “–” where none arose",
)
OVERTAKEN = Text(
    "Số liệu của kỳ này vừa được người khác cập nhật; kiểm tra lại rồi gửi lần nữa",
    "Somebody else has just reported figures of this period; look again and send once more",
)


@dataclass(frozen=True, slots=True)
class FilledGrid:
    """A grid that was read: what was typed, the figures that differ, and every fault."""

    typed: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[Cell, Figure] = field(default_factory=dict)
    document_date: date | None = None
    faults: tuple[FieldFault, ...] = ()

    def text(self, name: str) -> str:
        """Return a field as it was typed."""
        return self.typed.get(name, "")

    def fault(self, name: str) -> Text | str:
        """Return what is wrong with a field, or nothing."""
        return next((fault.says for fault in self.faults if fault.field == name), "")

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """All that was typed, for carrying it through the review."""
        return tuple((name, text) for name, text in self.typed.items() if name != STAGE and text)


@dataclass(frozen=True, slots=True)
class Change:
    """One figure as it was understood, beside what stands and what the span before says."""

    commune: Text
    measure: Text
    value: str
    stands: str
    before: str
    far: bool


def name_of(row: Row, measure: Measure) -> str:
    """Return the name of the input of one cell."""
    return f"{row.id.hex}.{measure.id}"


def cell_words(measure: Measure, figure: Figure) -> str:
    """Return a figure as a cell of the grid shows it, which is also how it is typed."""
    if figure.standing is not Standing.REPORTED:
        return {Standing.WITHHELD: WITHHELD, Standing.NOT_ARISEN: NOT_ARISEN}[figure.standing]
    if figure.count is not None:
        return number(figure.count)
    if figure.numerator is not None and figure.denominator is not None:
        return f"{number(figure.numerator)}/{number(figure.denominator)}"
    words = ["yes", "no"] if not measure.choices else [word for word, _ in measure.choices]
    return written_answers(measure)[words.index(str(figure.answer))]


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell as a page prints it; `standing` says whether it waits, or who verified it."""

    name: str
    label: Text
    value: str
    fault: bool
    standing: str


def cells_of(
    grid: Grid, row: Row, filled: FilledGrid, *, reported: bool = False
) -> tuple[GridCell, ...]:
    """Return the cells of a commune: as they were typed, or as they are reported."""
    return tuple(_cell(grid, row, measure, filled, reported=reported) for measure in grid.measures)


def _cell(
    grid: Grid, row: Row, measure: Measure, filled: FilledGrid, *, reported: bool
) -> GridCell:
    name, known = name_of(row, measure), grid.known.get((row.id, measure.id))
    stands = cell_words(measure, known.figure) if known else ""
    standing = "" if known is None else "verified" if known.verified_by else "waiting"
    return GridCell(
        name=name,
        label=Text(f"{measure.label.vi} – {row.name.vi}", f"{measure.label.en} – {row.name.en}"),
        value=stands if reported else filled.text(name),
        fault=bool(filled.fault(name)),
        standing=standing,
    )


def opened_grid(grid: Grid, rows: Sequence[Row]) -> FilledGrid:
    """Return the form of a page filled with what was reported."""
    document, body, signed = grid.paper()
    dated = f"{signed:%d/%m/%Y}" if signed else ""
    around = {"document": document, "body": body, "document_date": dated}
    cells = {
        name_of(row, measure): cell_words(measure, known.figure)
        for row in rows
        for measure in grid.measures
        if (known := grid.known.get((row.id, measure.id)))
    }
    return FilledGrid({**around, **cells})


def read_grid(form: Posted, grid: Grid, rows: Sequence[Row], *, overtaken: bool) -> FilledGrid:
    """Read the form of a page; what cannot be read becomes a fault of its field.

    Raises MalformedForm for a field the form does not have.
    """
    names = [name_of(row, measure) for row in rows for measure in grid.measures]
    given = form.named(*names, *AROUND, STAGE, SEEN_FIELD, KEY_FIELD)
    given = {name: text for name, text in given.items() if name not in (SEEN_FIELD, KEY_FIELD)}
    values: dict[Cell, Figure] = {}
    faults = [FieldFault("document", OVERTAKEN)] if overtaken else []
    for row in rows:
        for measure in grid.measures:
            known, name = grid.known.get((row.id, measure.id)), name_of(row, measure)
            try:
                figure = _figure(measure, given[name], needed=known is not None)
            except WrongCell as wrong:
                faults.append(FieldFault(name, _placed(row, measure, wrong.says)))
            else:
                if figure.is_given and (known is None or known.figure != figure):
                    values[row.id, measure.id] = figure
    signed = None
    try:
        signed = typed.day_or_none(given["document_date"])
    except typed.Unreadable as wrong:
        faults.append(FieldFault("document_date", wrong.says))
    corrects = bool(values.keys() & grid.known.keys())
    faults += _around(given, corrects=corrects)
    if not faults and not values:
        faults.append(FieldFault(names[0] if names else "document", NOTHING_NEW))
    return FilledGrid(given, values, signed, tuple(faults))


def changes(grid: Grid, filled: FilledGrid) -> tuple[Change, ...]:
    """Return what was understood, in the order of the communes and the catalogue."""
    return tuple(_changes(grid, filled.values))


def _changes(grid: Grid, values: Mapping[Cell, Figure]) -> Iterator[Change]:
    for row in grid.rows:
        for measure in grid.measures:
            cell = row.id, measure.id
            if cell not in values:
                continue
            known, before, value = grid.known.get(cell), grid.before.get(cell), values[cell]
            yield Change(
                commune=row.name,
                measure=measure.label,
                value=cell_words(measure, value),
                stands=cell_words(measure, known.figure) if known else "",
                before=cell_words(measure, before.figure) if before else "",
                far=before is not None and _moved_far(before.figure.count, value.count),
            )


def _moved_far(before: int | None, now: int | None) -> bool:
    """Whether a count moved by more than a half of what it was."""
    return before is not None and now is not None and 2 * abs(now - before) > before


def _figure(measure: Measure, text: str, *, needed: bool) -> Figure:
    """Read a cell; a ratio is two numbers, and a mark in place of both stands for the whole."""
    said = MARKS.get(text.casefold(), text)
    if measure.kind == "ratio":
        top, _, bottom = said.partition("/")
        figure = ratio_of(measure, top, bottom)
    else:
        figure = figure_of(measure, said)
    if needed and not figure.is_given:
        raise WrongCell(NOT_BLANK)
    return figure


def _placed(row: Row, measure: Measure, says: Text) -> Text:
    return Text(
        f"{row.name.vi}, {measure.label.vi}: {says.vi}",
        f"{row.name.en}, {measure.label.en}: {says.en}",
    )


def _around(given: Mapping[str, str], *, corrects: bool) -> Iterator[FieldFault]:
    for name, says in NEEDED.items():
        if not given[name]:
            yield FieldFault(name, says)
    if corrects and not given["reason"]:
        yield FieldFault("reason", NEEDS_REASON)
    for name in ("document", "body", "reason"):
        try:
            checked_words(given[name], longest=LONGEST_LINE)
        except typed.Unreadable as wrong:
            yield FieldFault(name, wrong.says)
