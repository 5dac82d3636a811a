"""How many commune-level units a province has on a day: the base of the cap."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Table, func, or_, select
from sqlmodel import Session, SQLModel

from states.terms import Level, Text
from workflow.errors import InvalidInput
from workflow.folding import folded
from workflow.models.places import Place
from workflow.territory import reading
from workflow.territory.gazetteer import PACKAGE

_PLACES: Table = SQLModel.metadata.tables[str(Place.__tablename__)]


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How many commune-level units a province has on a day, and how that is known.

    `origin` is "document", "press", "mapping" (counted in the vendored mapping, which shows the
    units of 30/06/2025) or "places" (counted in the register of places).
    """

    count: int
    document: str
    origin: str


def commune_units_on(session: Session, province_id: UUID, day: date) -> int:
    """Return the number of commune-level units of a province on a day, the base of the 15 % cap.

    See `commune_count_on` for how the number is known. Raises InvalidInput for no province.
    """
    return commune_count_on(session, province_id, day).count


def commune_count_on(session: Session, province_id: UUID, day: date) -> UnitCount:
    """Return the number of commune-level units of a province on a day, and its source.

    A number stated by a document goes before a count of the register. Among former units only
    those with a code are counted: the others had been merged away before 30/06/2025.

    Raises InvalidInput when the id is not a province's.
    """
    province = session.execute(
        select(_PLACES).where(_PLACES.c.id == province_id, _PLACES.c.level == Level.PROVINCE)
    ).one_or_none()
    if province is None:
        raise InvalidInput(Text("Không có tỉnh này trong danh mục.", "There is no such province."))
    stated = stated_count(province, day)
    if stated is not None:
        return stated
    counted = session.execute(
        select(func.count())
        .select_from(_PLACES)
        .where(
            _PLACES.c.level == Level.COMMUNE,
            _PLACES.c.province_id == province_id,
            _PLACES.c.code.is_not(None),
            or_(_PLACES.c.valid_from.is_(None), _PLACES.c.valid_from <= day),
            or_(_PLACES.c.valid_until.is_(None), _PLACES.c.valid_until >= day),
        )
    ).scalar_one()
    return UnitCount(counted, PACKAGE, "places")


def stated_count(province: Row[Any], day: date) -> UnitCount | None:
    """Return the number a document states for a province that day, or None where none does.

    `province` is its row of the register, with its folded name and its first and last day.
    """
    if _is_valid(province, day):
        for row in reading.unit_counts():
            if row.covers(day) and folded(row.province) == province.folded:
                return UnitCount(row.count, row.document, row.origin)
    return None


def _is_valid(place: Row[Any], day: date) -> bool:
    begun = place.valid_from is None or place.valid_from <= day
    return begun and (place.valid_until is None or day <= place.valid_until)
