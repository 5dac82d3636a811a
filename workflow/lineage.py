"""Which case goes on in which: a case handed over, and the case that takes on its commune.

The register says into which units a commune went over, whole or in part. A case handed over to
a unit goes on in that unit's case: the one open then, else the first opened since.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, bindparam, insert, select, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import UnitKind
from states.wording import begins
from workflow.facts import CASES

_TABLES = SQLModel.metadata.tables
_HANDED = _TABLES["handed_over"]
_PLACES = _TABLES["place"]
_SUCCESSIONS = _TABLES["succession"]
_UNITS: Select[Any] = (
    select(
        _PLACES.c.id,
        _PLACES.c.kind,
        _PLACES.c.name,
        _PLACES.c.code,
        _SUCCESSIONS.c.extent,
        _SUCCESSIONS.c.on,
        _SUCCESSIONS.c.document,
    )
    .join(_PLACES, _PLACES.c.id == _SUCCESSIONS.c.successor_id)
    .where(_SUCCESSIONS.c.predecessor_id == bindparam("commune"))
    .order_by(_PLACES.c.sort_key, _PLACES.c.id)
)
_LOCK: Select[Any] = (
    select(_PLACES.c.id)
    .where(_PLACES.c.id.in_(bindparam("places", expanding=True)))
    .order_by(_PLACES.c.id)
    .with_for_update()
)
_OPEN: Select[Any] = select(CASES.c.commune_id, CASES.c.id).where(
    CASES.c.commune_id.in_(bindparam("places", expanding=True)), CASES.c.is_open
)
_TO_TAKE_ON = (
    _HANDED.c.commune_id == bindparam("commune"),
    _HANDED.c.successor_id.is_(None),
    _HANDED.c.voided_by.is_(None),
)
_WAITING: Select[Any] = (
    select(CASES.c.number)
    .join(_HANDED, _HANDED.c.case_id == CASES.c.id)
    .where(*_TO_TAKE_ON)
    .order_by(CASES.c.number)
)
_TAKE_ON = update(_HANDED).where(*_TO_TAKE_ON).values(successor_id=bindparam("taken_on_by"))


@dataclass(frozen=True, slots=True)
class SuccessorUnit:
    """A unit into which a commune went over: how much of it, on which day, by which document."""

    id: UUID
    kind: UnitKind
    name: str
    code: str
    extent: str
    on: date
    document: str

    @property
    def written(self) -> str:
        """The unit as the history names it."""
        code = f" ({self.code})" if self.code else ""
        how_much = "toàn bộ" if self.extent == "whole" else "một phần"
        return f"{begins(self.kind.label.vi)} {self.name}{code}, {how_much}"


def successors_of(session: Session, commune: UUID) -> tuple[SuccessorUnit, ...]:
    """Return the units into which a commune went over, as the register has them."""
    rows = session.connection().execute(_UNITS, {"commune": commune})
    return tuple(
        SuccessorUnit(
            row.id, UnitKind(row.kind), row.name, row.code or "", row.extent, row.on, row.document
        )
        for row in rows
    )


def open_cases_of(session: Session, communes: Iterable[UUID]) -> Mapping[UUID, UUID]:
    """Return the open case of each commune that has one; no other is opened before the end."""
    places = {"places": sorted(communes)}
    session.connection().execute(_LOCK, places)
    rows = session.connection().execute(_OPEN, places)
    return {row.commune_id: row.id for row in rows}


def keep_hand_over(
    session: Session,
    case: UUID,
    units: Sequence[SuccessorUnit],
    open_cases: Mapping[UUID, UUID],
    *,
    entry: int,
) -> None:
    """Store to which units a case was handed over, and which of their cases it goes on in."""
    for unit in units:
        row = {
            "id": uuid4(),
            "case_id": case,
            "commune_id": unit.id,
            "extent": unit.extent,
            "entry": entry,
            "successor_id": open_cases.get(unit.id),
        }
        session.connection().execute(insert(_HANDED), row)


def take_on(session: Session, case: UUID, commune: UUID) -> list[str]:
    """Let a new case take on what was handed over to its commune; return those cases' numbers.

    The caller holds the lock of the commune.
    """
    numbers = list(session.connection().execute(_WAITING, {"commune": commune}).scalars())
    if numbers:
        session.connection().execute(_TAKE_ON, {"commune": commune, "taken_on_by": case})
    return numbers
