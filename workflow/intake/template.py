"""The template as a file: one row for each commune, codes and names locked, cells that check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any
from uuid import UUID

from states.catalogue import Kind, Measure
from states.figures import Figure
from workflow.intake.heading import letters
from workflow.intake.layout import (
    CODE,
    FIGURES,
    FRONT,
    FRONT_LINES,
    LARGEST,
    NAME,
    NO,
    TITLES,
    TOP,
    VERSION,
    WHOLE_COUNTRY,
    YES,
    Column,
    Heading,
    columns_of,
    shown,
    written_answers,
)
from workflow.intake.register import Unit
from workflow.lazily import Lazily

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet
else:
    xlsxwriter = Lazily("xlsxwriter")

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
FIRST_ROW, FIRST_COLUMN = 2, 2
TINT = "#E8EEF4"
LONGEST_HINT = 250
TO_TYPE = ("document", "body", "document_date", "reason")
HOW = (
    "Cách điền: mỗi dòng một xã, mỗi cột một chỉ tiêu; mã và tên xã đã khóa.",
    "Ô trống: chưa có số liệu. 0: đã kiểm tra, không có vụ (người) nào.",
    "KPS: không phát sinh. HSNV: đã kiểm tra trên hồ sơ nghiệp vụ, không ghi số (nếu được phép).",
    "1.234 là một nghìn hai trăm ba mươi tư; 1,5 là một rưỡi, nên không ghi được vào ô đếm.",
    "Không ghi họ tên, số căn cước của người nào. Chưa lưu gì trước khi bạn xem và xác nhận.",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a template is made for; `known` holds figures to be filled in already."""

    heading: Heading
    units: Sequence[Unit]
    measures: Sequence[Measure]
    known: Mapping[tuple[UUID, str], Figure] = field(default_factory=dict)


def template(wanted: Wanted) -> bytes:
    """Return the template as an .xlsx file: protected against slips, without a password."""
    written = BytesIO()
    with xlsxwriter.Workbook(written, OPTIONS) as book:
        formats = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "head": book.add_format(
                {"bold": True, "text_wrap": True, "valign": "top", "bg_color": TINT, "border": 1}
            ),
            "ids": book.add_format({"font_size": 7, "font_color": "#767676"}),
            "text": book.add_format({"num_format": "@", "bg_color": "#F3F3F3"}),
            "open": book.add_format({"locked": False, "border": 1}),
            "typed": book.add_format({"locked": False, "num_format": "@", "border": 1}),
        }
        _front(book.add_worksheet(FRONT), wanted.heading, formats)
        _figures(book.add_worksheet(FIGURES), wanted, formats)
    return written.getvalue()


def _front(sheet: "Worksheet", heading: Heading, formats: Mapping[str, "Format"]) -> None:
    sheet.protect()
    sheet.set_column(0, 0, 38)
    sheet.set_column(1, 1, 60)
    sheet.write_string(0, 0, "Số liệu địa bàn", formats["title"])
    told = {
        "version": VERSION,
        "province": heading.province or WHOLE_COUNTRY,
        "groups": ", ".join(heading.groups),
        "start": f"{heading.start:%d/%m/%Y}",
        "end": f"{heading.end:%d/%m/%Y}",
        "document": heading.document,
        "body": heading.body,
        "document_date": f"{heading.document_date:%d/%m/%Y}" if heading.document_date else "",
        "reason": heading.reason,
    }
    for row, (name, label) in enumerate(FRONT_LINES.items(), 2):
        sheet.write_string(row, 0, label.vi, formats["head"])
        kind = "typed" if name in TO_TYPE else "text"
        if told[name]:
            sheet.write_string(row, 1, told[name], formats[kind])
        else:
            sheet.write_blank(row, 1, None, formats[kind])
    for row, words in enumerate(HOW, len(FRONT_LINES) + 3):
        sheet.write_string(row, 0, words)


def _figures(sheet: "Worksheet", wanted: Wanted, formats: Mapping[str, "Format"]) -> None:
    columns = columns_of(wanted.measures)
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True})
    sheet.freeze_panes(FIRST_ROW, FIRST_COLUMN)
    sheet.set_column(0, 0, 9)
    sheet.set_column(1, 1, 28)
    sheet.set_column(FIRST_COLUMN, FIRST_COLUMN + len(columns), 14)
    sheet.set_row(0, 90)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    heads = [(TITLES[CODE], CODE), (TITLES[NAME], NAME), *((c.label, c.id) for c in columns)]
    for row in (0, 1):
        for index, words in enumerate(heads):
            sheet.write_string(row, index, words[row], formats["ids" if row else "head"])
    last = FIRST_ROW + max(len(wanted.units), 1) - 1
    for index, column in enumerate(columns, FIRST_COLUMN):
        checks = _checks(column, f"{letters(index)}{FIRST_ROW + 1}")
        sheet.data_validation(FIRST_ROW, index, last, index, checks)
    for row, unit in enumerate(wanted.units, FIRST_ROW):
        sheet.write_string(row, 0, unit.code, formats["text"])
        sheet.write_string(row, 1, unit.name, formats["text"])
        _row(sheet, row, _known(wanted, unit, columns), formats["open"])


def _row(
    sheet: "Worksheet",
    row: int,
    cells: Sequence[str | int | None],
    open_cell: "Format",
) -> None:
    for index, told in enumerate(cells, FIRST_COLUMN):
        if told is None:
            sheet.write_blank(row, index, None, open_cell)
        elif isinstance(told, int):
            sheet.write_number(row, index, told, open_cell)
        else:
            sheet.write_string(row, index, told, open_cell)


def _known(wanted: Wanted, unit: Unit, columns: Sequence[Column]) -> tuple[str | int | None, ...]:
    """Return what the cells of a commune hold already."""
    figures = [wanted.known.get((unit.id, column.measure.id)) for column in columns]
    pairs = zip(columns, figures, strict=True)
    return tuple(_told(column, figure) if figure else None for column, figure in pairs)


def _told(column: Column, figure: Figure) -> str | int | None:
    if figure.numerator is not None:
        return figure.numerator if column.part == TOP else figure.denominator
    if figure.answer is not None:
        written = {word: label.vi for word, label in column.measure.choices}
        return ({"yes": YES, "no": NO} | written)[figure.answer]
    return shown(figure)


def _checks(column: Column, cell: str) -> dict[str, Any]:
    """Return what a cell lets in, and what it says beside itself: the words of the plan."""
    measure = column.measure
    words = f"{measure.source.quote} ({measure.source.document})"
    hint = words if len(words) <= LONGEST_HINT else f"{words[: LONGEST_HINT - 1]}…"
    about = {"input_title": measure.unit[:32], "input_message": hint, "ignore_blank": True}
    if measure.kind in (Kind.YES_NO, Kind.CHOICE):
        source = [*written_answers(measure), "KPS"]
        listed = {"validate": "list", "source": source}
        return {**listed, **about, "error_message": "Chọn một mục trong danh sách."}
    spoken = ["KPS", "HSNV"] if measure.sensitive else ["KPS"]
    said = ",".join(f'{cell}="{word}"' for word in spoken)
    whole = f"AND({cell}>=0,{cell}<={LARGEST},{cell}=INT({cell}))"
    return {
        "validate": "custom",
        "value": f"=IF(ISNUMBER({cell}),{whole},OR({said}))",
        **about,
        "error_title": "Số nguyên từ 0 trở lên",
        "error_message": f"Ghi số nguyên từ 0 trở lên, hoặc {' hoặc '.join(spoken)}.",
    }
