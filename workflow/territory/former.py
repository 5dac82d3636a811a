"""The districts and communes before 01/7/2025, from the mapping and from the published cases.

A district is known by its kind, name and province, and written as most rows write it. A commune
is known by its code; one without a code by its kind, name, district and province.
What a published case says of a unit replaces what the mapping says of it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from uuid import UUID

from states.terms import Level
from workflow.folding import folded
from workflow.territory import reading
from workflow.territory.gazetteer import (
    DOCUMENT,
    FIRST_DAY,
    LAST_DAY,
    PACKAGE,
    Gazetteer,
    Unit,
    found,
    id_of,
    id_of_former,
)
from workflow.territory.rows import FormerRow, Line, Named, Old, PublishedRow

_PUBLISHED_WEIGHT = 1_000_000


@dataclass(slots=True)
class _Former:
    """One former commune while it is put together."""

    unit: Unit
    stays: list[tuple[UUID, date | None, date]]
    successors: dict[UUID, tuple[date, str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class _Register:
    """The former communes so far, and the ways to find one again."""

    provinces: Mapping[str, UUID]
    districts: Mapping[tuple[str, ...], UUID]
    communes: dict[UUID, _Former] = field(default_factory=dict)
    by_name: dict[tuple[str, ...], UUID] = field(default_factory=dict)
    by_code: dict[str, UUID] = field(default_factory=dict)

    def province(self, line: Line, old: Old) -> UUID:
        """Return the province an old commune lay in."""
        return found(line, folded(old.province), self.provinces)

    def district(self, old: Old) -> UUID:
        """Return the district an old commune lay in."""
        return self.districts[_district_key(old)]


def add_former_communes(
    known: Gazetteer,
    folder: Path,
    provinces: Mapping[str, UUID],
    successors: Mapping[str, UUID],
) -> None:
    """Add the former districts and communes, where they belonged and what became of them.

    `provinces` are the former ones by folded name, `successors` the communes of 2025 by code.
    Raises InvalidInput when two lists do not agree.
    """
    mapped = sorted(reading.former_communes(folder), key=lambda row: row.code == "")
    published = list(reading.published_units(folder))
    register = _Register(provinces, _add_districts(known, provinces, mapped, published))
    for row in mapped:
        successor = found(row.line, row.successor, successors)
        if row.old is not None:
            _add_mapped(register, row, row.old, successor)
    published.sort(key=lambda row: (_identity(row), row.since or date.min))
    for _, rows in groupby(published, key=_identity):
        _add_published(register, list(rows))
    for former in register.communes.values():
        _enter(known, former)


def _add_districts(
    known: Gazetteer,
    provinces: Mapping[str, UUID],
    mapped: Iterable[FormerRow],
    published: Iterable[PublishedRow],
) -> dict[tuple[str, ...], UUID]:
    spellings: dict[tuple[str, ...], Counter[Named]] = {}
    provinces_of: dict[tuple[str, ...], UUID] = {}
    olds = [(row.line, row.old, 1) for row in mapped if row.old is not None]
    olds += [(row.line, row.old, _PUBLISHED_WEIGHT) for row in published]
    for line, old, weight in olds:
        key = _district_key(old)
        provinces_of[key] = found(line, folded(old.province), provinces)
        spellings.setdefault(key, Counter())[old.district] += weight
    ids = {key: id_of(Level.DISTRICT, *key) for key in spellings}
    for key, district in ids.items():
        named = max(spellings[key].items(), key=lambda pair: (pair[1], pair[0].name))[0]
        province = provinces_of[key]
        known.units[district] = Unit(
            district, Level.DISTRICT, named, None, province, None, LAST_DAY, None, PACKAGE
        )
        known.belongs(district, province, since=None, until=LAST_DAY)
    return ids


def _add_mapped(register: _Register, row: FormerRow, old: Old, successor: UUID) -> None:
    key = _commune_key(old)
    place = register.by_code.get(row.code) if row.code else register.by_name.get(key)
    if place is None:
        place = id_of_former(Level.COMMUNE, row.code) if row.code else id_of("former", *key)
        origin = PACKAGE if row.code else f"{PACKAGE}; thôi dùng trước 30/06/2025, chưa rõ ngày"
        unit = _unit(place, old, row.code, register.province(row.line, old), origin)
        stay = (register.district(old), None, LAST_DAY)
        register.communes[place] = _Former(unit, [stay])
        register.by_name[key] = place
        if row.code:
            register.by_code[row.code] = place
    former = register.communes[place]
    if row.code and former.unit.named != old.unit:
        raise row.line.wrong(
            f"mã {row.code} đã thuộc về {former.unit.named.name}",
            f"code {row.code} already belongs to {former.unit.named.name}",
        )
    former.successors[successor] = (FIRST_DAY, row.extent, DOCUMENT)


def _add_published(register: _Register, rows: list[PublishedRow]) -> None:
    """Let the rows of one unit, one for each stay in a district, replace what is known of it."""
    first, last = rows[0], rows[-1]
    place = _place_of(register, first)
    known = register.communes.get(place)
    unit = _unit(
        place, last.old, first.code, register.province(first.line, first.old), first.source
    )
    if known is not None and first.source != PACKAGE:
        unit = replace(unit, origin=f"{PACKAGE}; {first.source}")
    former = _Former(
        replace(
            unit,
            valid_from=first.since,
            valid_until=last.until or LAST_DAY,
            as_printed=first.as_printed or None,
        ),
        [(register.district(row.old), row.since, row.until or LAST_DAY) for row in rows],
        {} if known is None else known.successors,
    )
    if last.became and last.until is not None:
        on = last.until + timedelta(days=1)
        successor = found(last.line, last.became, register.by_code)
        former.successors = {successor: (on, "whole", last.document)}
    register.communes[place] = former


def _place_of(register: _Register, row: PublishedRow) -> UUID:
    if not row.code:
        key = _commune_key(row.old)
        return register.by_name.get(key) or id_of("former", *key)
    place = found(row.line, row.code, register.by_code)
    listed = register.communes[place].unit.named
    if (listed.kind, folded(listed.name)) != (row.old.unit.kind, folded(row.old.unit.name)):
        raise row.line.wrong(
            f"mã {row.code} thuộc về {listed.kind.label.vi} {listed.name}",
            f"code {row.code} belongs to {listed.kind.label.en} {listed.name}",
        )
    return place


def _enter(known: Gazetteer, former: _Former) -> None:
    place = former.unit.id
    known.units[place] = former.unit
    for district, since, until in former.stays:
        known.belongs(place, district, since=since, until=until)
    for successor, (on, extent, document) in former.successors.items():
        known.passes(place, successor, on=on, extent=extent, document=document)


def _unit(place: UUID, old: Old, code: str, province: UUID, origin: str) -> Unit:
    return Unit(
        place, Level.COMMUNE, old.unit, code or None, province, None, LAST_DAY, None, origin
    )


def _identity(row: PublishedRow) -> tuple[str, ...]:
    return (row.code,) if row.code else _commune_key(row.old)


def _district_key(old: Old) -> tuple[str, ...]:
    return folded(old.province), old.district.kind, folded(old.district.name)


def _commune_key(old: Old) -> tuple[str, ...]:
    return *_district_key(old), old.unit.kind, folded(old.unit.name)
