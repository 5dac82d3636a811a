"""Fifty and more files that break or attack a reader of spreadsheets, each with what is said.

`python -m tests.attacks.hostile_files FOLDER` opens what `write_all` put there, in one fresh
process, and prints as JSON what became of each file, how long it took, and the most memory that
it and its readers held.
"""

import io
import json
import resource
import sys
import time
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from states.figures import Figure
from tests.hostile_books import (
    CRIMES,
    GROWING,
    HEAD,
    archive,
    book,
    one,
    open_document,
    register,
    with_sheet,
)
from workflow.intake.layout import CODE, FIGURES, FRONT, NAME
from workflow.intake.opening import NotReadable
from workflow.intake.reading import understood

LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><workbook>&c;</workbook>'
)
ABROAD = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>'
NUL = b"\0"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zeros(megabytes: int) -> bytes:
    """A sound workbook with a member of nothing beside it, written piece by piece."""
    written = io.BytesIO(one(3))
    with (
        zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/media/zeros.xml", "w") as member,
    ):
        for _ in range(megabytes):
            member.write(NUL * 1_000_000)
    return written.getvalue()


def corner() -> bytes:
    """Two cells as far apart as a sheet is large."""
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    return with_sheet(f'{first}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def many_members() -> bytes:
    return archive({f"xl/part{number}.xml": b"" for number in range(10_000)})


def overlapping() -> bytes:
    """Two entries of the directory over one kernel, as the best zip bombs have."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr("xl/workbook.xml", b"x" * 1000)
        twin = zipfile.ZipInfo("xl/other.xml")
        first = packed.filelist[0]
        for name in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
            setattr(twin, name, getattr(first, name))
        packed.filelist.append(twin)
        packed.NameToInfo[twin.filename] = twin
    return written.getvalue()


def locked_members() -> bytes:
    """The bit of encryption set on each member."""
    sound = bytearray(one(3))
    for sign, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = sound.find(sign)
        while at >= 0:
            sound[at + offset] |= 1
            at = sound.find(sign, at + 4)
    return bytes(sound)


def wrong_sum() -> bytes:
    sound = bytearray(one(3))
    at = sound.find(b"PK\x01\x02")
    sound[at + 16] ^= 0xFF
    return bytes(sound)


def tall(rows: int) -> bytes:
    """A sheet with a heading and very many rows."""
    head = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEAD)
    below = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(2, rows))
    return with_sheet(f'<row r="1">{head}</row>{below}')


def empty() -> bytes:
    """A sheet of figures without a row."""
    return with_sheet("")


def packed(name: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        made.writestr(name, b"<w/>")
    return written.getvalue()


def merged() -> bytes:
    return book(
        ("02212", "xã Hòa An", 1),
        then=lambda made, _, sheet: sheet.merge_range(1, 2, 2, 3, 4, made.add_format()),
    )


BROKEN, NO_TABLE, BOMB = "bị hỏng", "không phải bảng tính", "phình ra quá lớn"
SECRET, MACRO, ENTITY = "đặt mật khẩu", "macro", "khai báo XML bị cấm"
# The whole file is refused with a sentence that holds these words.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "0 bytes": (lambda: b"", NO_TABLE),
    "truncated": (lambda: one(3)[:3000], BROKEN),
    "a PDF renamed": (lambda: b"%PDF-1.7\n...", "tệp PDF"),
    "HTML renamed .xls": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "trang web"),
    "XML renamed": (lambda: LAUGHS, "trang web"),
    "CSV renamed": (lambda: b"ma_xa;so_vu\n02212;3\n", "tệp văn bản thường"),
    "a picture renamed": (lambda: b"\x89PNG\r\n\x1a\n" + NUL * 20, "tệp ảnh"),
    "a program renamed": (lambda: b"MZ\x90\0" + NUL * 99, "tệp chương trình"),
    "gzip renamed": (lambda: b"\x1f\x8b\x08\0" + NUL * 20, "tệp nén"),
    "noise": (lambda: bytes(range(128, 256)) * 50, "Không nhận ra"),
    "a document renamed": (lambda: packed("word/document.xml"), "tệp nén"),
    "zip bomb": (lambda: zeros(300), BOMB),
    "packed oddly": (lambda: zeros(20), BOMB),
    "zip of 10,000 members": (many_members, BOMB),
    "overlapping zip": (overlapping, BOMB),
    "zip within itself": (lambda: archive({"r/r.zip": one(3)}), "tệp nén hoặc bảng tính khác"),
    "embedded workbook": (lambda: archive({"xl/embeddings/a.xlsx": one(3)}), "bảng tính khác"),
    "billion laughs": (lambda: archive({"xl/workbook.xml": LAUGHS}), ENTITY),
    "external entity": (lambda: archive({"xl/worksheets/sheet2.xml": ABROAD}), ENTITY),
    "external entity in UTF-16": (
        lambda: archive({"xl/workbook.xml": ABROAD.decode().encode("utf-16")}),
        ENTITY,
    ),
    "macros in .xlsm": (lambda: archive({"xl/vbaProject.bin": b"x"}), MACRO),
    "macros in .ods": (lambda: archive({"Basic/Standard/a.xml": b"x"}, open_document()), MACRO),
    "macros in .xls": (lambda: OLE + NUL * 600 + "_VBA_PROJECT".encode("utf-16-le"), MACRO),
    ".xlsb": (lambda: packed("xl/workbook.bin"), ".xlsb"),
    "password": (lambda: OLE + NUL * 600 + "EncryptedPackage".encode("utf-16-le"), SECRET),
    "locked members": (locked_members, SECRET),
    "broken .xls": (lambda: OLE + NUL * 600, BROKEN),
    "wrong checksum": (wrong_sum, BROKEN),
    "no links": (lambda: archive({"xl/_rels/workbook.xml.rels": b"<Relationships/>"}), BROKEN),
    "1,048,576 rows": (lambda: tall(1_048_576), BOMB),
    "20,000 rows": (lambda: tall(20_000), "quá 12000 dòng"),
    "16,384 columns": (
        lambda: with_sheet('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'),
        "400 cột",
    ),
    "one cell at the far corner": (corner, BOMB),
    "repeated cells in .ods": (
        lambda: open_document(
            more='<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
            'office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
            "</table:table-row>"
        ),
        BROKEN,
    ),
    "no sheet of ours": (lambda: book(names=("Sheet1", "Sheet2")), "tệp có: “Sheet1”, “Sheet2”"),
    "wrong sheet name": (lambda: book(names=(FRONT, "Quý 3")), f"không có trang “{FIGURES}”"),
    "hidden sheet": (lambda: book(("02212",), then=lambda *a: a[2].hide()), "đang bị ẩn"),
    "empty sheet": (empty, "không có dòng nào"),
    "other version": (lambda: book(front={"version": "mẫu 2019"}), "ghi “mẫu 2019”"),
    "no heading": (lambda: book(("02212", "xã Hòa An", 1), head=("", "")), "dòng tiêu đề"),
    "no day": (lambda: book(front={"start": ""}), "dòng “Từ ngày”"),
    "no such day": (lambda: book(front={"end": "31/09/2019"}), "ghi ngày dạng dd/mm/yyyy"),
    "backwards": (lambda: book(front={"end": "30/06/2019"}), "ngày cuối không trước"),
    "a person's identity number": (
        lambda: book(("02212",), front={"reason": "Nguyễn Văn An CCCD 012345678901"}),
        "số căn cước",
    ),
    "a column twice": (lambda: book(head=(CODE, CRIMES, CRIMES)), "có hai lần"),
}
NFD = unicodedata.normalize("NFD", "xã Hòa An")
NOT_VIETNAMESE, WORDS, NEGATIVE = "không phải số nguyên viết theo cách Việt Nam", "là chữ", "số âm"
# The file is read; the one cell is rejected with these words, or accepted as this number.
READ: dict[str, tuple[Callable[[], bytes], str | int]] = {
    "sound": (lambda: one(3), 3),
    "NFD": (lambda: one(3, name=NFD), 3),
    "Hoà for Hòa": (lambda: one(3, name="Xã Hoà An"), 3),
    "Thuỷ for Thủy": (lambda: one(3, code="02215", name="Thuỷ Trầm"), 3),
    "lost zeros": (lambda: one(3, code=2212), 3),
    "many lost zeros": (lambda: one(3, code="4", name="Ia Dơk"), 3),
    "no code, but the name": (lambda: one(3, code="", name="Ia Dơk"), 3),
    "columns moved": (lambda: book((3, "xã Hòa An", "02212"), head=(CRIMES, NAME, CODE)), 3),
    "1.234 as text": (lambda: one("1.234"), 1234),
    "formula with its result": (lambda: one(("=1+2", 3)), 3),
    ".ods": (lambda: open_document(("02212", "xã Hòa An", 3)), 3),
    "trailing blanks of .ods": (
        lambda: open_document(
            ("02212", "xã Hòa An", 3),
            more='<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
            'table:number-columns-repeated="16384"/></table:table-row>',
        ),
        3,
    ),
    "a total below": (lambda: book(("02212", "", 3), ("", "Tổng cộng", 3), head=HEAD[:3]), 3),
    "1,5 in a count": (lambda: one("1,5"), NOT_VIETNAMESE),
    "1.5 as a number": (lambda: one(1.5), "số lẻ"),
    "a percentage": (lambda: one(0.15), "số lẻ"),
    "15 % as text": (lambda: one("15%"), NOT_VIETNAMESE),
    "negative": (lambda: one(-3), NEGATIVE),
    "negative as text": (lambda: one("-3"), NEGATIVE),
    "1e308": (lambda: one(1e308), "số quá lớn"),
    "15 digits": (lambda: one("999999999999999"), "số quá lớn"),
    "NaN": (lambda: one("NaN"), WORDS),
    "a date": (lambda: one(datetime(2025, 7, 1)), "ngày, giờ"),  # noqa: DTZ001 -- a cell has no zone
    "true": (lambda: one(True), "đúng/sai"),
    "#REF!": (lambda: one(("=A1", "#REF!")), "công thức bị lỗi"),
    "formula injection": (lambda: one('=HYPERLINK("http://x","y")'), "công thức ghi thành chữ"),
    "command injection": (lambda: one("@SUM(1+9)*cmd|' /C calc'!A0"), "công thức ghi thành chữ"),
    "very long text": (lambda: one("dài " * 8000), WORDS),
    "emoji": (lambda: one("👮👮👮"), WORDS),
    "right-to-left override": (lambda: one("\u202e321"), "ký tự ẩn"),
    "zero-width space": (lambda: one("3\u200b2"), "ký tự ẩn"),
    "full-width digits": (lambda: one("１２"), WORDS),
    "a person in a cell": (lambda: one("Nguyễn Văn An 012345678901"), WORDS),
    "withheld where it may not be": (lambda: one("HSNV"), "không thuộc loại giữ"),
    "no such answer": (lambda: one("có thể", GROWING), "chọn một trong"),
    "merged": (merged, "ô bị gộp"),
    "commune twice": (
        lambda: book(("02212", "", ""), (2212, "", 3), head=HEAD[:3]),
        "đã có ở dòng 2",
    ),
    "another province": (lambda: one(3, code="24292", name="Krông Năng"), "ngoài địa bàn"),
    "an old unit": (lambda: one(3, code="", name="xã Sơn Dương cũ"), "chỉ tồn tại đến 30/06/2025"),
    "an unknown commune": (
        lambda: one(3, code="99999", name="Chẳng Có"),
        "không có trong danh mục",
    ),
    "code and name disagree": (lambda: one(3, name="Ia Dơk"), "mã 02212 là xã Hòa An"),
}


def outcome(content: bytes) -> dict[str, object]:
    """What a file comes to: the sentence it is refused with, or its cells and remarks."""
    begun = time.perf_counter()
    told: dict[str, object]
    try:
        with understood(content, lambda _: register()) as read:
            cells = [_said(cell.figure, cell.fault and cell.fault.vi) for cell in read.cells]
            told = {"cells": cells, "remarks": [each.vi for each in read.reading.remarks]}
    except NotReadable as fault:
        told = {"refused": fault.says.vi}
    return told | {"seconds": time.perf_counter() - begun}


def _said(figure: Figure | None, fault: str | None) -> object:
    return fault or (figure and (figure.count if figure.count is not None else figure.answer))


def write_all(folder: Path) -> None:
    """Write every file into a folder, each under its number."""
    for number, (make, _) in enumerate((REFUSED | READ).values()):
        (folder / str(number)).write_bytes(make())


def main() -> None:
    """Open every file and print what became of each."""
    folder = Path(sys.argv[1])
    names = enumerate(REFUSED | READ)
    told = {name: outcome((folder / str(number)).read_bytes()) for number, name in names}
    readers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    # What getrusage says of this process counts who started it, too.
    own = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
    held = max(readers, int(own))
    sys.stdout.write(json.dumps({"files": told, "kilobytes": held}))


if __name__ == "__main__":
    main()
