"""Putting the lists together: provinces, communes, then the units before 01/7/2025.

Pure: the same lists give the same units with the same ids, so that loading twice changes nothing.
"""

from pathlib import Path
from uuid import UUID

from states.terms import Level
from workflow.folding import folded
from workflow.territory import reading
from workflow.territory.former import add_former_communes
from workflow.territory.gazetteer import (
    DOCUMENT,
    FIRST_DAY,
    LAST_DAY,
    PACKAGE,
    Gazetteer,
    Unit,
    found,
    id_of_former,
    id_of_new,
    once,
)


def drawn_up(folder: Path = reading.FOLDER) -> Gazetteer:
    """Return everything the lists of a folder say.

    Raises InvalidInput when a list is faulty or two of them do not agree.
    """
    known = Gazetteer()
    new_provinces = _add_provinces(known, folder)
    former_provinces = _add_former_provinces(known, folder, new_provinces)
    successors = _add_communes(known, folder, new_provinces)
    add_former_communes(known, folder, former_provinces, successors)
    for count in reading.unit_counts(folder):
        found(count.line, folded(count.province), former_provinces)
    return known


def _add_provinces(known: Gazetteer, folder: Path) -> dict[str, UUID]:
    ids: dict[str, UUID] = {}
    for row in reading.provinces(folder):
        once(row.line, row.code, ids)
        ids[row.code] = key = id_of_new(Level.PROVINCE, row.code)
        known.units[key] = Unit(
            key, Level.PROVINCE, row.unit, row.code, None, FIRST_DAY, None, None, PACKAGE
        )
    return ids


def _add_communes(known: Gazetteer, folder: Path, provinces: dict[str, UUID]) -> dict[str, UUID]:
    ids: dict[str, UUID] = {}
    for row in reading.communes(folder):
        once(row.line, row.code, ids)
        province = found(row.line, row.province, provinces)
        ids[row.code] = key = id_of_new(Level.COMMUNE, row.code)
        known.units[key] = Unit(
            key, Level.COMMUNE, row.unit, row.code, province, FIRST_DAY, None, None, PACKAGE
        )
        known.belongs(key, province, since=FIRST_DAY, until=None)
    return ids


def _add_former_provinces(
    known: Gazetteer, folder: Path, successors: dict[str, UUID]
) -> dict[str, UUID]:
    """Add the former provinces and return their ids by folded name: codes changed owner in 2025."""
    ids: dict[str, UUID] = {}
    for row in reading.former_provinces(folder):
        once(row.line, folded(row.unit.name), ids)
        ids[folded(row.unit.name)] = key = id_of_former(Level.PROVINCE, row.code)
        known.units[key] = Unit(
            key, Level.PROVINCE, row.unit, row.code, None, None, LAST_DAY, None, PACKAGE
        )
        successor = found(row.line, row.successor, successors)
        known.passes(key, successor, on=FIRST_DAY, extent="whole", document=DOCUMENT)
    return ids
