"""The list of entries as a whole, for taking it out: counted first, then read piece by piece."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, func, select
from sqlmodel import Session

from workflow.database import reading
from workflow.facts import CASES
from workflow.views.record import (
    ENTRIES,
    HISTORY,
    EntryLine,
    Reader,
    Wanted,
    conditions,
    entry_line,
    people_named,
)

AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Extent:
    """How many entries a list has, and the number of the newest."""

    rows: int
    newest: int


def extent(session: Session, wanted: Wanted, reader: Reader) -> Extent:
    """Return how many entries fit, as of now."""
    statement = (
        select(func.count(), func.max(HISTORY.c.number))
        .select_from(HISTORY.outerjoin(CASES, CASES.c.id == HISTORY.c.case_id))
        .where(reader.may_see, *conditions(session, wanted))
    )
    rows, newest = session.execute(statement).one()
    return Extent(rows, newest or 0)


def narrowed_to(session: Session, wanted: Wanted) -> dict[str, Any]:
    """Return what a list is narrowed to as the history may keep it: people by their ids."""
    told = {
        "case": wanted.case,
        "deed": wanted.deed,
        "since": wanted.since and wanted.since.isoformat(),
        "until": wanted.until and wanted.until.isoformat(),
    }
    kept: dict[str, Any] = {name: value for name, value in told.items() if value}
    if wanted.person:
        kept["people"] = sorted(person.hex for person in people_named(session, wanted.person))
    return kept


def every_entry(
    engine: Engine, wanted: Wanted, reader: Reader, *, newest: int
) -> Iterator[EntryLine]:
    """Read all entries up to one, the newest first, without keeping the database waiting."""
    below = newest + 1
    while True:
        with reading(engine) as session:
            statement = ENTRIES.where(
                reader.may_see, HISTORY.c.number < below, *conditions(session, wanted)
            )
            ordered = statement.order_by(HISTORY.c.number.desc()).limit(AT_A_TIME)
            rows = session.execute(ordered).all()
        yield from (entry_line(row, json.loads(row.entry)) for row in rows)
        if len(rows) < AT_A_TIME:
            return
        below = rows[-1].number
