"""Loading the lists of units into the register of places."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Table, bindparam, insert, select, update
from sqlmodel import Session, SQLModel

import workflow.models.places  # noqa: F401 - the tables written below
from states.terms import Text
from workflow.errors import InvalidInput
from workflow.folding import folded, vi_key
from workflow.territory import reading
from workflow.territory.gazetteer import PACKAGE, Gazetteer, Unit
from workflow.territory.lineage import drawn_up

Progress = Callable[[int, int], None]
_Record = dict[str, Any]
_TABLES = SQLModel.metadata.tables
_PLACES = _TABLES["place"]
_PARENTS = _TABLES["place_parent"]
_SUCCESSIONS = _TABLES["succession"]
_DESCRIPTION = ("kind", "code", "name", "folded", "sort_key", "as_printed", "origin")
_BATCH = 5000
_CLOSING = (
    update(_PLACES)
    .where(_PLACES.c.id == bindparam("place"))
    .values(valid_until=bindparam("last_day")),
    update(_PARENTS)
    .where(_PARENTS.c.place_id == bindparam("place"), _PARENTS.c.until.is_(None))
    .values(until=bindparam("last_day")),
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loading did: rows added, units renamed, units closed, and what the lists hold."""

    added: int
    changed: int
    closed: int
    counts: Mapping[str, int]


def load_units(
    session: Session,
    directory: Path = reading.FOLDER,
    progress: Progress | None = None,
    *,
    last_day: date | None = None,
) -> Loaded:
    """Bring the register of places in step with the lists of a folder; nothing is deleted.

    Units the register lacks are added, others get the name the lists give them now. A unit of
    the lists that has vanished from them ends on `last_day`. Loading the same lists twice changes
    nothing. `progress` is told the rows written and the rows to write.

    Raises InvalidInput, before anything is written, when a list is faulty, a commune stands under
    another province than before, or units have vanished and no last day is given.
    """
    lists = drawn_up(directory)
    present = {row.id: row for row in session.execute(select(_PLACES)).all()}
    _refuse_moves(lists, present)
    vanished = _vanished(lists, present, last_day)
    records = {key: _place_record(unit) for key, unit in lists.units.items()}
    changes = [
        _change(record)
        for key, record in records.items()
        if key in present and _differs(record, present[key])
    ]
    new = {
        _PLACES: [record for key, record in records.items() if key not in present],
        _PARENTS: _missing(session, _PARENTS, lists.belongings),
        _SUCCESSIONS: _missing(session, _SUCCESSIONS, lists.passages),
    }
    _add(session, new, progress)
    _rename(session, changes)
    _close(session, vanished, last_day)
    added = sum(len(rows) for rows in new.values())
    return Loaded(added, len(changes), len(vanished), _counts(lists))


def _place_record(unit: Unit) -> _Record:
    return {
        "id": unit.id,
        "level": unit.level,
        "kind": unit.named.kind,
        "code": unit.code,
        "name": unit.named.name,
        "folded": folded(unit.named.name),
        "sort_key": vi_key(unit.named.name),
        "province_id": unit.province_id,
        "valid_from": unit.valid_from,
        "valid_until": unit.valid_until,
        "as_printed": unit.as_printed,
        "origin": unit.origin,
    }


def _refuse_moves(lists: Gazetteer, present: Mapping[UUID, Row[Any]]) -> None:
    for key, unit in lists.units.items():
        if key in present and present[key].province_id != unit.province_id:
            name = unit.named.name
            raise InvalidInput(
                Text(
                    f"{name} đổi sang tỉnh khác: phải ghi theo nghị quyết, không nhập từ tệp.",
                    f"{name} stands under another province: record it under its resolution.",
                )
            )


def _vanished(
    lists: Gazetteer, present: Mapping[UUID, Row[Any]], last_day: date | None
) -> list[UUID]:
    vanished = [
        key
        for key, row in present.items()
        if row.valid_until is None and row.origin == PACKAGE and key not in lists.units
    ]
    if vanished and last_day is None:
        raise _needs_a_last_day([present[key].name for key in vanished])
    return vanished


def _needs_a_last_day(names: list[str]) -> InvalidInput:
    some = ", ".join(sorted(names, key=vi_key)[:5])
    return InvalidInput(
        Text(
            f"{len(names)} đơn vị không còn trong tệp ({some}): cần cho biết ngày cuối.",
            f"{len(names)} units are no longer in the lists ({some}): give their last day.",
        )
    )


def _differs(record: _Record, row: Row[Any]) -> bool:
    return any(record[column] != getattr(row, column) for column in _DESCRIPTION)


def _change(record: _Record) -> _Record:
    return {"place": record["id"], **{column: record[column] for column in _DESCRIPTION}}


def _missing(session: Session, table: Table, wanted: Mapping[UUID, Any]) -> list[_Record]:
    present = set(session.execute(select(table.c.id)).scalars())
    columns = table.columns.keys()
    return [
        {column: getattr(row, column) for column in columns}
        for key, row in wanted.items()
        if key not in present
    ]


def _add(session: Session, new: Mapping[Table, list[_Record]], progress: Progress | None) -> None:
    total = sum(len(rows) for rows in new.values())
    tell = partial(_tell, progress, total)
    done = 0
    for table, rows in new.items():
        for batch in _batches(rows):
            session.execute(insert(table), batch)
            done += len(batch)
            tell(done)


def _tell(progress: Progress | None, total: int, done: int) -> None:
    if progress is not None:
        progress(done, total)


def _batches(rows: list[_Record]) -> Iterable[list[_Record]]:
    return (rows[start : start + _BATCH] for start in range(0, len(rows), _BATCH))


def _rename(session: Session, changes: list[_Record]) -> None:
    if changes:
        statement = update(_PLACES).where(_PLACES.c.id == bindparam("place"))
        values: _Record = {column: bindparam(column) for column in _DESCRIPTION}
        session.connection().execute(statement.values(values), changes)


def _close(session: Session, vanished: list[UUID], last_day: date | None) -> None:
    for batch in _batches([{"place": key, "last_day": last_day} for key in vanished]):
        for statement in _CLOSING:
            session.connection().execute(statement, batch)


def _counts(lists: Gazetteer) -> dict[str, int]:
    counts = {"belongings": len(lists.belongings), "passages": len(lists.passages)}
    for unit in lists.units.values():
        age = "former " if unit.valid_until is not None else ""
        counts[f"{age}{unit.level}"] = counts.get(f"{age}{unit.level}", 0) + 1
    return counts
