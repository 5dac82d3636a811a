"""Councils: founded for a province and dissolved, each time with an entry."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, Select, bindparam, insert, select, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Level, Text
from workflow.deeds.accounts import administration, record_deed
from workflow.deeds.administration import (
    day_of,
    require_administrator,
    require_place,
)
from workflow.deeds.appointments import ENDS_TOO_EARLY, began
from workflow.errors import InvalidInput

FOUNDED, DISSOLVED = "council_founded", "council_dissolved"
_TABLES = SQLModel.metadata.tables
_COUNCILS = _TABLES["council"]
_LOCK_COUNCIL: Select[Any] = (
    select(_COUNCILS).where(_COUNCILS.c.id == bindparam("council")).with_for_update()
)


@dataclass(frozen=True, slots=True)
class NewCouncil:
    """A council that is to stand for a province, from the day of its decision."""

    province: UUID
    name: str
    since: date
    until: date | None = None


def found_council(session: Session, new: NewCouncil, *, by: UUID, at: datetime) -> UUID:
    """Found a council of a province; return its id. Its seats are given one by one.

    Raises InvalidInput for a place that is no province on that day, a missing name or a term
    that ends before it begins; NotPossibleNow when `by` administers another territory.
    """
    require_administrator(session, new.province, by=by, at=at)
    if require_place(session, new.province, on=new.since).level is not Level.PROVINCE:
        says = Text("Hội đồng thẩm định là của một tỉnh.", "A council belongs to a province.")
        raise InvalidInput(says, field="place")
    if not new.name.strip():
        raise InvalidInput(Text("Cần ghi tên Hội đồng.", "Name the council."), field="name")
    if new.until is not None and new.until < new.since:
        raise InvalidInput(ENDS_TOO_EARLY, field="until")
    council = uuid4()
    row = {
        "id": council,
        "place_id": new.province,
        "name": new.name.strip(),
        "since": new.since,
        "until": new.until,
    }
    session.execute(insert(_COUNCILS), row)
    facts = {
        "council": council.hex,
        "council_name": new.name.strip(),
        "place": new.province.hex,
        "since": new.since.isoformat(),
        "until": new.until.isoformat() if new.until else None,
    }
    record_deed(session, FOUNDED, facts, by=by, at=at, office=administration(new.province))
    return council


def dissolve_council(
    session: Session, council: UUID, *, last_day: date, by: UUID, at: datetime
) -> None:
    """Set the last day of a council; its seats are in force no longer than it stands.

    Raises InvalidInput for an unknown council, a day before it was founded or one that would let
    it stand longer; NotPossibleNow when `by` administers another territory.
    """
    row = lock_council(session, council)
    require_administrator(session, row.place_id, by=by, at=at)
    if not began(row, last_day, today=day_of(at)):
        raise InvalidInput(ENDS_TOO_EARLY, field="until")
    ended = update(_COUNCILS).where(_COUNCILS.c.id == council)
    session.execute(ended.values(until=last_day))
    facts = {"council": council.hex, "until": last_day.isoformat()}
    record_deed(session, DISSOLVED, facts, by=by, at=at, office=administration(row.place_id))


def lock_council(session: Session, council: UUID) -> Row[Any]:
    """Lock the row of a council and return it; raise InvalidInput when there is none."""
    row: Row[Any] | None = session.execute(_LOCK_COUNCIL, {"council": council}).one_or_none()
    if row is None:
        says = Text("Không có Hội đồng này.", "There is no such council.")
        raise InvalidInput(says, field="council")
    return row
