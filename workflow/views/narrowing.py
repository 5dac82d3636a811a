"""What the case list may be narrowed by and ordered by, and the conditions that say so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Select,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    tuple_,
)
from sqlmodel import SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import CaseState, Level, UnitKind
from workflow.facts import CASES
from workflow.folding import folded
from workflow.models.cases import PaperKind

_TABLES = SQLModel.metadata.tables
PLACES = _TABLES["place"]
PARENTS = _TABLES["place_parent"]
_PAPERS = _TABLES["paper"]
PAGE = 25
_ESCAPE = "\\"
_KINDS = tuple(
    f"{folded(kind.label.vi)} "
    for kind in (UnitKind.XA, UnitKind.PHUONG, UnitKind.THI_TRAN, UnitKind.DAC_KHU)
)

YEAR = func.substr(CASES.c.number, 4, 4)
_PAPER_NUMBER = func.replace(func.replace(func.lower(_PAPERS.c.number), "Đ", "d"), "đ", "d")


class Order(StrEnum):
    """What the list is ordered by; the case number settles ties."""

    NAME = "name"
    NUMBER = "number"
    LATEST = "latest"


class Due(StrEnum):
    """How far off the end of the period a case is in may be."""

    OVERDUE = "overdue"
    SOON = "soon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a visitor asks of the list; everything empty is the whole list from its beginning.

    `after` and `before` are the number of the case the page lies after or before.
    """

    words: str = ""
    states: tuple[CaseState, ...] = ()
    province: UUID | None = None
    district: UUID | None = None
    area_type: str = ""
    year: str = ""
    plan: str = ""
    inherited: bool = False
    due: Due | None = None
    order: Order = Order.NUMBER
    descending: bool = True
    after: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class _Key:
    """One column the list is ordered by: of the cases listed, and of the one at the border."""

    listed: ColumnElement[Any]
    border: ColumnElement[Any]


def _latest(cases: FromClause) -> ColumnElement[Any]:
    """Return the day of the latest step whose day is known; none at all comes first."""
    days = (cases.c.recognized_on, cases.c.reviewed_on, cases.c.started_on, cases.c.opened_on)
    return func.coalesce(*days, literal(date.min, Date()))


_BORDER = CASES.alias("border")
_BORDER_PLACE = PLACES.alias("border_place")
_AT_BORDER = _BORDER.c.number == bindparam("border")
_KEYS = {
    Order.NAME: _Key(
        PLACES.c.sort_key,
        select(_BORDER_PLACE.c.sort_key)
        .join(_BORDER, _BORDER.c.commune_id == _BORDER_PLACE.c.id)
        .where(_AT_BORDER)
        .scalar_subquery(),
    ),
    Order.NUMBER: _Key(CASES.c.number, bindparam("border")),
    Order.LATEST: _Key(
        _latest(CASES), select(_latest(_BORDER)).where(_AT_BORDER).scalar_subquery()
    ),
}


def conditions(asked: Asked) -> Iterator[ColumnElement[bool]]:
    """Return a condition for each thing asked, except how far off the due day is."""
    exact = (
        (CASES.c.province_id, asked.province),
        (CASES.c.plan, asked.plan),
        (YEAR, asked.year),
    )
    yield from (column == wanted for column, wanted in exact if wanted)
    if asked.states:
        yield CASES.c.state.in_(asked.states)
    if asked.district:
        below = select(PARENTS.c.place_id).where(PARENTS.c.parent_id == asked.district)
        yield CASES.c.commune_id.in_(below)
    if asked.area_type:
        listed = literal(",") + CASES.c.types + literal(",")
        yield listed.like(f"%,{_literally(asked.area_type)},%", escape=_ESCAPE)
    if asked.inherited:
        yield CASES.c.inherited
    if words := folded(asked.words):
        yield or_(*_said(words))


def chosen(asked: Asked, *narrowed: ColumnElement[bool]) -> Select[Any]:
    """Return the statement that picks one page: ids and keys, one row more than is shown."""
    key = _KEYS[asked.order]
    down = asked.descending != bool(asked.before)
    picked = select(CASES.c.id, CASES.c.number, key.listed.label("key"))
    if asked.order is Order.NAME:
        picked = picked.join(PLACES, PLACES.c.id == CASES.c.commune_id)
    if border := asked.before or asked.after:
        here = tuple_(key.listed, CASES.c.number)
        there = tuple_(key.border, bindparam("border"))
        picked = picked.where(here < there if down else here > there).params(border=border)
    ends = (key.listed.desc(), CASES.c.number.desc()) if down else (key.listed, CASES.c.number)
    return picked.where(*narrowed, *conditions(asked)).order_by(*ends).limit(PAGE + 1)


def holding(words: str, places: FromClause = PLACES) -> ColumnElement[bool]:
    """Return the condition that a place's name holds the folded words, or its code begins so.

    "Xã Ea Kar" finds Ea Kar, and "Xã Xa Dung" finds Xa Dung.
    """
    bare = next((words.removeprefix(kind) for kind in _KINDS if words.startswith(kind)), words)
    return or_(
        places.c.folded.like(f"%{_literally(words)}%", escape=_ESCAPE),
        places.c.folded.like(f"%{_literally(bare)}%", escape=_ESCAPE),
        places.c.code.like(f"{_literally(words)}%", escape=_ESCAPE),
    )


def _said(words: str) -> Iterator[ColumnElement[bool]]:
    named = select(PLACES.c.id).where(and_(PLACES.c.level == Level.COMMUNE, holding(words)))
    yield CASES.c.commune_id.in_(named)
    if any(sign.isdecimal() for sign in words):
        yield CASES.c.number.like(f"%{_literally(words.upper())}%", escape=_ESCAPE)
        papers = select(_PAPERS.c.case_id).where(
            _PAPERS.c.kind.in_((PaperKind.DECISION, PaperKind.OLD_DECISION)),
            _PAPER_NUMBER.like(f"{_literally(words)}%", escape=_ESCAPE),
        )
        yield CASES.c.id.in_(papers)


def _literally(words: str) -> str:
    for sign in (_ESCAPE, "%", "_"):
        words = words.replace(sign, _ESCAPE + sign)
    return words
