"""The lineage of a case: from which cases it took over, and to which it was handed over."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, or_, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Text
from workflow.facts import CASES
from workflow.lineage import SuccessorUnit, successors_of
from workflow.views.naming import unit

_TABLES = SQLModel.metadata.tables
_HANDED = _TABLES["handed_over"]
_FORMER, _LATER = CASES.alias("former_case"), CASES.alias("later_case")
_FROM, _TO = _TABLES["place"].alias("former_unit"), _TABLES["place"].alias("later_unit")
_KIN: Select[Any] = (
    select(
        _HANDED.c.case_id,
        _HANDED.c.extent,
        _HANDED.c.entry,
        _FORMER.c.number.label("former"),
        _LATER.c.number.label("later"),
        _FROM.c.kind.label("from_kind"),
        _FROM.c.name.label("from_name"),
        _TO.c.kind.label("to_kind"),
        _TO.c.name.label("to_name"),
    )
    .select_from(
        _HANDED.join(_FORMER, _FORMER.c.id == _HANDED.c.case_id)
        .join(_FROM, _FROM.c.id == _FORMER.c.commune_id)
        .join(_TO, _TO.c.id == _HANDED.c.commune_id)
        .outerjoin(_LATER, _LATER.c.id == _HANDED.c.successor_id)
    )
    .where(
        or_(_HANDED.c.case_id == bindparam("case"), _HANDED.c.successor_id == bindparam("case")),
        _HANDED.c.voided_by.is_(None),
    )
    .order_by(_HANDED.c.entry, _TO.c.sort_key)
)
HAS_KIN = (
    select(_HANDED.c.id)
    .where(
        or_(_HANDED.c.case_id == CASES.c.id, _HANDED.c.successor_id == CASES.c.id),
        _HANDED.c.voided_by.is_(None),
    )
    .correlate(CASES)
    .exists()
)
_COMMUNE = select(CASES.c.commune_id).where(CASES.c.number == bindparam("case_number"))
WHOLE, PART = Text("toàn bộ", "whole"), Text("một phần", "in part")


@dataclass(frozen=True, slots=True)
class Kin:
    """One case beside this one: the other's unit and number, if it has one, and how much."""

    handed_on: bool
    unit: Text
    extent: Text
    number: str
    entry: int


def kin_of(session: Session, case: UUID) -> tuple[Kin, ...]:
    """Return the cases this one took over from, and those it was handed over to."""
    rows = session.connection().execute(_KIN, {"case": case}).all()
    return tuple(
        Kin(
            handed_on=row.case_id == case,
            unit=unit(row.to_kind, row.to_name)
            if row.case_id == case
            else unit(row.from_kind, row.from_name),
            extent=WHOLE if row.extent == "whole" else PART,
            number=(row.later if row.case_id == case else row.former) or "",
            entry=row.entry,
        )
        for row in rows
    )


def successors_of_case(session: Session, number: str) -> tuple[SuccessorUnit, ...]:
    """Return the units into which the commune of a case went over, as the register has them."""
    commune = session.execute(_COMMUNE, {"case_number": number}).scalar_one()
    return successors_of(session, commune)
