"""Reading the lists of units, row by row, each row checked and named by its file and line."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from states.terms import Text
from workflow.errors import InvalidInput
from workflow.territory.fields import (
    COMMUNE_KINDS,
    COMMUNE_WORDS,
    DISTRICT_WORDS,
    PROVINCE_KINDS,
    PROVINCE_WORDS,
    as_code,
    as_day,
    as_kind,
    as_name,
    as_named,
)
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

Row = TypeVar("Row")
_Fields = dict[str, str]


def provinces(folder: Path = FOLDER) -> Iterator[ProvinceRow]:
    """Read the provinces of 2025.

    Raises InvalidInput, here as in every reader: it names the file and the line.
    """
    return read_rows(folder / "provinces.csv", ("code", "kind", "name"), _province)


def former_provinces(folder: Path = FOLDER) -> Iterator[ProvinceRow]:
    """Read the provinces that ended on 30/06/2025."""
    columns = ("code", "kind", "name", "successor")
    return read_rows(folder / "former_provinces.csv", columns, _province)


def communes(folder: Path = FOLDER) -> Iterator[CommuneRow]:
    """Read the communes of 2025."""
    return read_rows(folder / "communes.csv", ("code", "kind", "name", "province"), _commune)


def former_communes(folder: Path = FOLDER) -> Iterator[FormerRow]:
    """Read which former commune went over into which commune of 2025."""
    columns = ("old_code", "old_name", "old_district", "old_province", "new_code", "extent")
    return read_rows(folder / "former_communes.csv", columns, _former)


def published_units(folder: Path = FOLDER) -> Iterator[PublishedRow]:
    """Read the units of the published cases, as they were then."""
    columns = (
        *("province", "district", "kind", "name", "code", "since", "until", "became"),
        *("as_printed", "document", "source", "real_case"),
    )
    return read_rows(folder / "published_units.csv", columns, _published)


def unit_counts(folder: Path = FOLDER) -> Iterator[CountRow]:
    """Read the numbers of commune units that a document states."""
    columns = ("province", "since", "until", "count", "document", "origin")
    return read_rows(folder / "unit_counts.csv", columns, _count)


def read_rows(
    path: Path, columns: tuple[str, ...], made: Callable[[Line, _Fields], Row]
) -> Iterator[Row]:
    """Read a list with those columns, each of its rows made by `made`.

    Raises InvalidInput, which names the file and the line.
    """
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
    unit = Named(as_kind(line, fields["kind"], PROVINCE_KINDS), as_name(line, fields["name"]))
    successor = fields.get("successor")
    return ProvinceRow(
        line,
        as_code(line, fields["code"], 2),
        unit,
        "" if successor is None else as_code(line, successor, 2),
    )


def _commune(line: Line, fields: _Fields) -> CommuneRow:
    unit = Named(as_kind(line, fields["kind"], COMMUNE_KINDS), as_name(line, fields["name"]))
    code = as_code(line, fields["code"], 5)
    return CommuneRow(line, code, unit, as_code(line, fields["province"], 2))


def _former(line: Line, fields: _Fields) -> FormerRow:
    if fields["extent"] not in {"whole", "part"}:
        raise line.wrong("cột extent phải là whole hoặc part", "extent must be whole or part")
    return FormerRow(
        line,
        as_code(line, fields["old_code"], 5) if fields["old_code"] else "",
        _old(line, fields) if fields["old_name"] else None,
        as_code(line, fields["new_code"], 5),
        fields["extent"],
    )


def _old(line: Line, fields: _Fields) -> Old:
    return Old(
        as_named(line, fields["old_name"], COMMUNE_WORDS),
        as_named(line, fields["old_district"], DISTRICT_WORDS),
        as_named(line, fields["old_province"], PROVINCE_WORDS).name,
    )


def _published(line: Line, fields: _Fields) -> PublishedRow:
    old = Old(
        Named(as_kind(line, fields["kind"], COMMUNE_KINDS), as_name(line, fields["name"])),
        as_named(line, fields["district"], DISTRICT_WORDS),
        as_name(line, fields["province"]),
    )
    return PublishedRow(
        line,
        as_code(line, fields["code"], 5) if fields["code"] else "",
        old,
        since=as_day(line, fields["since"]),
        until=as_day(line, fields["until"]),
        became=as_code(line, fields["became"], 5) if fields["became"] else "",
        as_printed=fields["as_printed"],
        document=fields["document"],
        source=as_name(line, fields["source"]),
        real_case=fields["real_case"],
    )


def _count(line: Line, fields: _Fields) -> CountRow:
    if not (fields["count"].isascii() and fields["count"].isdecimal()):
        raise line.wrong(
            f"“{fields['count']}” không phải là số đơn vị", f"“{fields['count']}” is not a number"
        )
    return CountRow(
        line,
        as_name(line, fields["province"]),
        as_day(line, fields["since"]),
        as_day(line, fields["until"]),
        int(fields["count"]),
        document=as_name(line, fields["document"]),
        origin=as_name(line, fields["origin"]),
    )
