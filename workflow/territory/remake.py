"""Remake the vendored lists of units: `python -m workflow.territory.remake SOURCE_JSON [FOLDER]`.

The source is `address.json` of the npm package named in VENDORED.md. The same source always
gives the same bytes. What is corrected on the way is listed in VENDORED.md.
"""

import csv
import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

Row = Mapping[str, str]

PROVINCE_COLUMNS = ("code", "kind", "name")
COMMUNE_COLUMNS = ("code", "kind", "name", "province")
FORMER_COLUMNS = (
    "old_code",
    "old_name",
    "old_district",
    "old_province",
    "new_code",
    "extent",
)
CORRECTED_CODES = {"06970": "06978", "23737": "23938"}
_COMMUNE_KINDS = {"Xã ": "xa", "Phường ": "phuong", "Đặc khu ": "dac_khu"}
_CITY = "Thành phố "


def remake(source: Path, folder: Path) -> None:
    """Write provinces.csv, communes.csv and former_communes.csv into a folder."""
    tables = _tables(source)
    provinces, wards = tables["provinces"], tables["wards"]
    _write(folder / "provinces.csv", PROVINCE_COLUMNS, map(_province, provinces))
    _write(folder / "communes.csv", COMMUNE_COLUMNS, map(_commune, wards))
    former = _former(tables["ward_mappings"], _successor_codes(provinces, wards))
    _write(folder / "former_communes.csv", FORMER_COLUMNS, former)


def run(arguments: Sequence[str]) -> None:
    """Remake the lists as the command line asks: a source, and a folder unless it is this one."""
    source, *folder = arguments
    remake(Path(source), Path(folder[0]) if folder else Path(__file__).parent)


def _tables(source: Path) -> dict[str, list[Row]]:
    parts = json.loads(source.read_text(encoding="utf-8"))
    return {
        part["name"]: [_tidy(row) for row in part["data"]]
        for part in parts
        if part["type"] == "table"
    }


def _tidy(row: Mapping[str, str | None]) -> Row:
    return {
        column: unicodedata.normalize("NFC", value or "").strip() for column, value in row.items()
    }


def _province(row: Row) -> tuple[str, ...]:
    name = row["name"]
    kind = "thanh_pho" if name.startswith(_CITY) else "tinh"
    return row["province_code"], kind, name.removeprefix(_CITY)


def _commune(row: Row) -> tuple[str, ...]:
    name = row["name"]
    prefix = next(prefix for prefix in _COMMUNE_KINDS if name.startswith(prefix))
    code = _corrected(row["ward_code"])
    return code, _COMMUNE_KINDS[prefix], name.removeprefix(prefix), row["province_code"]


def _successor_codes(provinces: list[Row], wards: list[Row]) -> dict[tuple[str, str], str]:
    """Return the official code of each new commune by its full name and its province.

    The mapping's own successor codes are wrong in its rows without an old code.
    """
    names = {row["province_code"]: row["name"] for row in provinces}
    return {
        (row["name"], names[row["province_code"]]): _corrected(row["ward_code"]) for row in wards
    }


def _corrected(code: str) -> str:
    return CORRECTED_CODES.get(code, code)


def _former(mappings: list[Row], codes: Mapping[tuple[str, str], str]) -> list[tuple[str, ...]]:
    rows = [(_old(row), codes[row["new_ward_name"], row["new_province_name"]]) for row in mappings]
    successors: dict[Sequence[str], set[str]] = {}
    for old, code in rows:
        successors.setdefault(old[1:], set()).add(code)
    return [
        (*old, code, "part" if old[1] and len(successors[old[1:]]) > 1 else "whole")
        for old, code in rows
    ]


def _old(row: Row) -> tuple[str, ...]:
    return (
        row["old_ward_code"],
        row["old_ward_name"],
        row["old_district_name"],
        row["old_province_name"],
    )


def _write(path: Path, columns: Sequence[str], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(sorted(rows))


if __name__ == "__main__":
    run(sys.argv[1:])
