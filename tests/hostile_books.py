"""Spreadsheets as people and attackers send them, made in code: a sound one, changed at a point."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

import xlsxwriter

from workflow.folding import folded
from workflow.intake.layout import CODE, FIGURES, FRONT, FRONT_LINES, NAME, VERSION
from workflow.intake.register import Register, Unit

CRIMES, REPORTS, GROWING = "a1_vu_pham_phap_hinh_su", "a8_to_giac_tin_bao", "b5_trong_cay_ma_tuy"
WITHHELD = "a4_quan_ly_nghiep_vu_hs"
HEAD = (CODE, NAME, CRIMES, WITHHELD)
_NAMES = {"02212": "Hòa An", "02215": "Thủy Trầm", "00004": "Ia Dơk"}
_ELSEWHERE = {"24292": "Krông Năng"}
SOUND: Mapping[str, Any] = {
    "version": VERSION,
    "province": "08",
    "groups": "",
    "start": "01/07/2019",
    "end": "30/09/2019",
    "document": "15/BC-CAT",
    "body": "Công an tỉnh",
    "document_date": "05/10/2025",
    "reason": "",
}
_NAMESPACE = UUID("5a1b7a0e-0000-4000-8000-000000000001")


def unit(code: str, name: str, province: str = "08") -> Unit:
    """A commune of the register."""
    where = uuid5(_NAMESPACE, province)
    return Unit(
        uuid5(where, code), code, f"xã {name}", folded(name), province, where, "Tuyên Quang"
    )


def register() -> Register:
    """Three communes of one province, one of another, and one that ended."""
    known = Register()
    for code, name in _NAMES.items():
        known.units[code] = unit(code, name)
        for words in (folded(name), folded(f"xã {name}")):
            known.by_name.setdefault(words, []).append(known.units[code])
    known.elsewhere = {code: unit(code, name, "66") for code, name in _ELSEWHERE.items()}
    known.ended[folded("xã Sơn Dương cũ")] = date(2025, 6, 30)
    return known


Change = Callable[[Any, Any, Any], None]


def book(
    *rows: Sequence[Any],
    head: Sequence[str] = HEAD,
    front: Mapping[str, Any] | None = None,
    names: tuple[str, str] = (FRONT, FIGURES),
    then: Change | None = None,
) -> bytes:
    """A workbook with a front sheet and a sheet of figures; `then` changes what was made."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False}) as made:
        first, second = made.add_worksheet(names[0]), made.add_worksheet(names[1])
        said = SOUND | (front or {})
        for number, (name, label) in enumerate(FRONT_LINES.items()):
            first.write_string(number, 0, label.vi)
            _write(made, first, (number, 1), said[name])
        for number, row in enumerate((head, *rows)):
            for index, cell in enumerate(row):
                _write(made, second, (number, index), cell)
        if then:
            then(made, first, second)
    return written.getvalue()


def _write(made: Any, sheet: Any, at: tuple[int, int], cell: Any) -> None:
    if isinstance(cell, datetime):
        sheet.write_datetime(*at, cell, made.add_format({"num_format": "dd/mm/yyyy"}))
    elif isinstance(cell, tuple):
        sheet.write_formula(*at, cell[0], None, cell[1])
    elif isinstance(cell, str) and cell:
        sheet.write_string(*at, cell)
    elif cell != "":
        sheet.write(*at, cell)


def one(cell: Any, measure: str = CRIMES, code: Any = "02212", name: str = "xã Hòa An") -> bytes:
    """A sound workbook but for one cell of figures."""
    return book((code, name, cell), head=(CODE, NAME, measure))


def archive(members: Mapping[str, bytes], sound: bytes | None = None) -> bytes:
    """A sound workbook packed anew, with members put in or replaced."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sound or one(3))) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, members.get(name, old.read(name)))
        for name in members.keys() - set(old.namelist()):
            new.writestr(name, members[name])
    return written.getvalue()


def with_sheet(xml: str) -> bytes:
    """A sound workbook whose sheet of figures holds these rows of XML."""
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    whole = f'<worksheet xmlns="{namespace}"><sheetData>{xml}</sheetData></worksheet>'
    return archive({"xl/worksheets/sheet2.xml": whole.encode()})


def open_document(*rows: Sequence[str | int], more: str = "") -> bytes:
    """The same as .ods, as LibreOffice packs it; `more` stands after the last row."""

    def cell(value: str | int) -> str:
        kind = "string" if isinstance(value, str) else f'float" office:value="{value}'
        return (
            f'<table:table-cell office:value-type="{kind}"><text:p>{value}</text:p>'
            "</table:table-cell>"
        )

    def table(name: str, lines: Sequence[Sequence[str | int]], more: str = "") -> str:
        told = "".join(
            f"<table:table-row>{''.join(map(cell, line))}</table:table-row>" for line in lines
        )
        return f'<table:table table:name="{name}">{told}{more}</table:table>'

    urn = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{each}="{urn}:{each}:1.0"' for each in ("office", "table", "text"))
    front = [(FRONT_LINES[name].vi, words) for name, words in SOUND.items() if words]
    tables = table(FRONT, front) + table(FIGURES, [HEAD, *rows], more)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} '
        f'office:version="1.2"><office:body><office:spreadsheet>{tables}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
    return written.getvalue()
