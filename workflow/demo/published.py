"""The published cases, taken over by the registrar in the state their sources tell."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.facts import Paper, Submission
from states.terms import Action, Level
from workflow.deeds.cases import Opening
from workflow.demo.story import REGISTRAR
from workflow.demo.walker import Walker
from workflow.folding import folded
from workflow.territory import reading
from workflow.territory.rows import PublishedRow

_PLACES = SQLModel.metadata.tables["place"]
_PARENTS = SQLModel.metadata.tables["place_parent"]
_DISTRICT, _PROVINCE = _PLACES.alias("district"), _PLACES.alias("province")
_FORMER_COMMUNES = (
    select(
        _PLACES.c.id,
        _PROVINCE.c.name.label("province"),
        _DISTRICT.c.name.label("district"),
        _PLACES.c.kind,
        _PLACES.c.name,
    )
    .join(_PARENTS, _PARENTS.c.place_id == _PLACES.c.id)
    .join(_DISTRICT, _DISTRICT.c.id == _PARENTS.c.parent_id)
    .join(_PROVINCE, _PROVINCE.c.id == _PLACES.c.province_id)
    .where(_PLACES.c.level == Level.COMMUNE, _DISTRICT.c.level == Level.DISTRICT)
)

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedCase:
    """One commune of one published list: the step it is taken over by, its paper, its source."""

    row: str
    unit: PublishedRow
    action: Action
    paper: Paper
    on: date
    says: str
    origin: str
    started: date | None = None
    round: int = 1


def published_cases() -> tuple[PublishedCase, ...]:
    """Return the cases of published.toml, each with its commune.

    Raises KeyError when a list names a row that no unit is published under.
    """
    path = Path(__file__).with_name("published.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    units: dict[str, dict[Names, PublishedRow]] = defaultdict(dict)
    for unit in reading.published_units():
        if unit.real_case:
            units[unit.real_case][unit.old.unit.kind, unit.old.unit.name] = unit
    return tuple(
        _case(entry, row, unit, table["sources"])
        for entry in table["list"]
        for row in entry["rows"]
        for unit in dict(units)[row].values()
    )


def inherit_published(walker: Walker) -> None:
    """Take every published case over, in the order of its list."""
    with walker.turn() as session:
        rows = session.execute(_FORMER_COMMUNES).all()
    communes = {_key(row.province, row.district, row.kind, row.name): row.id for row in rows}
    for case in published_cases():
        old = case.unit.old
        commune = communes[_key(old.province, old.district.name, old.unit.kind, old.unit.name)]
        walker.opens(REGISTRAR, _opening(walker, case, commune))


def _case(
    entry: Mapping[str, Any], row: str, unit: PublishedRow, sources: Mapping[str, str]
) -> PublishedCase:
    signed = entry.get("signed")
    paper = Paper(
        number=entry["number"],
        signed_on=signed,
        as_printed=entry.get("printed", ""),
        body=entry["body"],
    )
    return PublishedCase(
        row=row,
        unit=unit,
        action=Action(entry["action"]),
        paper=paper,
        on=signed or entry["on"],
        says=entry["says"],
        origin="; ".join(_titled(unit.source, sources)),
        started=entry.get("started"),
        round=entry.get("round", 1),
    )


def _titled(named: str, sources: Mapping[str, str]) -> Iterator[str]:
    return (f"{source} {sources[source]}" for source in named.split("; "))


def _opening(walker: Walker, case: PublishedCase, commune: UUID) -> Opening:
    return Opening(
        action=case.action,
        commune=commune,
        by=walker.people[REGISTRAR],
        at=walker.now(),
        on=case.on,
        argument=f"{case.says} ({case.row})",
        submission=Submission(old_decision=case.paper),
        round=case.round,
        origin=case.origin,
        started_on=case.started,
    )


def _key(province: str, district: str, kind: str, name: str) -> Names:
    return folded(province), folded(district), kind, folded(name)
