"""Reading the lists of units, row by row, each row checked and named by its file and line."""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from states.terms import Text, UnitKind
from workflow.errors import InvalidInput
from workflow.territory.rows import (
    CommuneRow,
    CountRow,
    FormerRow,
    Line,
    Named,
    Old,
    ProvinceRow,
    PublishedRow,
)

FOLDER = Path(__file__).parent
COMMUNE_KINDS = (UnitKind.XA, UnitKind.PHUONG, UnitKind.THI_TRAN, UnitKind.DAC_KHU)
PROVINCE_KINDS = (UnitKind.TINH, UnitKind.THANH_PHO)
_COMMUNE_WORDS = {"Xã": UnitKind.XA, "Phường": UnitKind.PHUONG, "Thị trấn": UnitKind.THI_TRAN}
_DISTRICT_WORDS = {
    "Huyện": UnitKind.HUYEN,
    "Quận": UnitKind.QUAN,
    "Thị xã": UnitKind.THI_XA,
    "Thành phố": UnitKind.THANH_PHO_THUOC_TINH,
}
_PROVINCE_WORDS = {"Tỉnh": UnitKind.TINH, "Thành phố": UnitKind.THANH_PHO}

Row = TypeVar("Row")
_Fields = dict[str, str]


def provinces(folder: Path = FOLDER) -> Iterator[ProvinceRow]:
    """Read the provinces of 2025.

    Raises InvalidInput, here as in every reader: it names the file and the line.
    """
    return _read(folder / "provinces.csv", ("code", "kind", "name"), _province)


def former_provinces(folder: Path = FOLDER) -> Iterator[ProvinceRow]:
    """Read the provinces that ended on 30/06/2025."""
    columns = ("code", "kind", "name", "successor")
    return _read(folder / "former_provinces.csv", columns, _province)


def communes(folder: Path = FOLDER) -> Iterator[CommuneRow]:
    """Read the communes of 2025."""
    return _read(folder / "communes.csv", ("code", "kind", "name", "province"), _commune)


def former_communes(folder: Path = FOLDER) -> Iterator[FormerRow]:
    """Read which former commune went over into which commune of 2025."""
    columns = ("old_code", "old_name", "old_district", "old_province", "new_code", "extent")
    return _read(folder / "former_communes.csv", columns, _former)


def published_units(folder: Path = FOLDER) -> Iterator[PublishedRow]:
    """Read the units of the published cases, as they were then."""
    columns = (
        *("province", "district", "kind", "name", "code", "since", "until", "became"),
        *("as_printed", "document", "source", "real_case"),
    )
    return _read(folder / "published_units.csv", columns, _published)


def unit_counts(folder: Path = FOLDER) -> Iterator[CountRow]:
    """Read the numbers of commune units that a document states."""
    columns = ("province", "since", "until", "count", "document", "origin")
    return _read(folder / "unit_counts.csv", columns, _count)


def _read(
    path: Path, columns: tuple[str, ...], made: Callable[[Line, _Fields], Row]
) -> Iterator[Row]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file, strict=True)
            if tuple(next(lines, ())) != columns:
                raise Line(path.name, 1).wrong(
                    f"dòng đầu phải là “{','.join(columns)}”",
                    f"the first line must read “{','.join(columns)}”",
                )
            for row in lines:
                line = Line(path.name, lines.line_num)
                if len(row) != len(columns):
                    raise line.wrong(
                        f"có {len(row)} cột, cần {len(columns)} cột",
                        f"{len(row)} columns found, {len(columns)} needed",
                    )
                yield made(line, dict(zip(columns, row, strict=True)))
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise InvalidInput(
            Text(f"Không đọc được tệp {path.name}: {fault}", f"Cannot read {path.name}: {fault}")
        ) from fault


def _province(line: Line, fields: _Fields) -> ProvinceRow:
    unit = Named(_kind(line, fields["kind"], PROVINCE_KINDS), _name(line, fields["name"]))
    successor = fields.get("successor")
    return ProvinceRow(
        line,
        _code(line, fields["code"], 2),
        unit,
        "" if successor is None else _code(line, successor, 2),
    )


def _commune(line: Line, fields: _Fields) -> CommuneRow:
    unit = Named(_kind(line, fields["kind"], COMMUNE_KINDS), _name(line, fields["name"]))
    code = _code(line, fields["code"], 5)
    return CommuneRow(line, code, unit, _code(line, fields["province"], 2))


def _former(line: Line, fields: _Fields) -> FormerRow:
    if fields["extent"] not in {"whole", "part"}:
        raise line.wrong("cột extent phải là whole hoặc part", "extent must be whole or part")
    return FormerRow(
        line,
        _code(line, fields["old_code"], 5) if fields["old_code"] else "",
        _old(line, fields) if fields["old_name"] else None,
        _code(line, fields["new_code"], 5),
        fields["extent"],
    )


def _old(line: Line, fields: _Fields) -> Old:
    return Old(
        _parted(line, fields["old_name"], _COMMUNE_WORDS),
        _parted(line, fields["old_district"], _DISTRICT_WORDS),
        _parted(line, fields["old_province"], _PROVINCE_WORDS).name,
    )


def _published(line: Line, fields: _Fields) -> PublishedRow:
    old = Old(
        Named(_kind(line, fields["kind"], COMMUNE_KINDS), _name(line, fields["name"])),
        _parted(line, fields["district"], _DISTRICT_WORDS),
        _name(line, fields["province"]),
    )
    return PublishedRow(
        line,
        _code(line, fields["code"], 5) if fields["code"] else "",
        old,
        since=_day(line, fields["since"]),
        until=_day(line, fields["until"]),
        became=_code(line, fields["became"], 5) if fields["became"] else "",
        as_printed=fields["as_printed"],
        document=fields["document"],
        source=_name(line, fields["source"]),
        real_case=fields["real_case"],
    )


def _count(line: Line, fields: _Fields) -> CountRow:
    if not (fields["count"].isascii() and fields["count"].isdecimal()):
        raise line.wrong(
            f"“{fields['count']}” không phải là số đơn vị", f"“{fields['count']}” is not a number"
        )
    return CountRow(
        line,
        _name(line, fields["province"]),
        _day(line, fields["since"]),
        _day(line, fields["until"]),
        int(fields["count"]),
        document=_name(line, fields["document"]),
        origin=_name(line, fields["origin"]),
    )


def _code(line: Line, code: str, digits: int) -> str:
    if len(code) != digits or not (code.isascii() and code.isdecimal()):
        raise line.wrong(
            f"mã “{code}” phải gồm đúng {digits} chữ số", f"code “{code}” must have {digits} digits"
        )
    return code


def _kind(line: Line, kind: str, kinds: tuple[UnitKind, ...]) -> UnitKind:
    if kind not in kinds:
        allowed = ", ".join(kinds)
        raise line.wrong(
            f"loại đơn vị “{kind}” không thuộc: {allowed}", f"kind “{kind}” is not one of {allowed}"
        )
    return UnitKind(kind)


def _name(line: Line, name: str) -> str:
    if not name.strip():
        raise line.wrong("thiếu tên hoặc nguồn", "a name or source is missing")
    return name


def _day(line: Line, text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise line.wrong(
            f"ngày “{text}” phải có dạng năm-tháng-ngày", f"day “{text}” must be year-month-day"
        ) from None


def _parted(line: Line, full: str, words: dict[str, UnitKind]) -> Named:
    word = next((word for word in words if full.startswith(word + " ")), None)
    if word is None:
        raise line.wrong(
            f"“{full}” phải bắt đầu bằng {', '.join(words)}",
            f"“{full}” must begin with one of {', '.join(words)}",
        )
    return Named(words[word], _name(line, full.removeprefix(word).strip()))
