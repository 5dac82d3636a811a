"""Decisions as they are listed, and the head of one: who sees them, what is said of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, bindparam, exists, func, or_, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Text
from workflow.access import within
from workflow.deeds.decisions import DECISIONS, LINES, UNKNOWN
from workflow.errors import NotFound
from workflow.facts import CASES
from workflow.models.decisions import DecisionKind, DecisionState
from workflow.views.naming import unit

PAGE = 25
_TABLES = SQLModel.metadata.tables
_PLACES = _TABLES["place"]
_PERSONS = _TABLES["person"]
_AUTHORS, _ENDERS = _PERSONS.alias("author"), _PERSONS.alias("ender")
_MANY = (
    select(func.count())
    .where(LINES.c.decision_id == DECISIONS.c.id)
    .correlate(DECISIONS)
    .scalar_subquery()
    .label("cases")
)
_SHOWN: Select[Any] = select(
    DECISIONS,
    _PLACES.c.name.label("province"),
    _PLACES.c.kind.label("province_kind"),
    _AUTHORS.c.name.label("author"),
    _ENDERS.c.name.label("ender"),
    _MANY,
).select_from(
    DECISIONS.join(_PLACES, _PLACES.c.id == DECISIONS.c.province_id)
    .join(_AUTHORS, _AUTHORS.c.id == DECISIONS.c.created_by)
    .outerjoin(_ENDERS, _ENDERS.c.id == DECISIONS.c.ended_by)
)
_BORDER = DECISIONS.alias("border")
_BORDER_KEY = select(_BORDER.c.created_at).where(_BORDER.c.id == bindparam("border"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionHead:
    """What stands at the head of a decision, and how it stands; days that are missing are None."""

    id: UUID
    number: str
    kind: DecisionKind
    signed_on: date | None
    body: str
    capacity: str
    subject: str
    province: Text
    province_id: UUID
    state: DecisionState
    cases: int
    author: str
    created_at: str
    ender: str
    ended_at: str
    reason: str
    version: int

    @property
    def name(self) -> Text:
        """Return what the decision is called: its kind and number, or that it has none yet."""
        number = self.number or Text("chưa có số", "without a number yet")
        said = number if isinstance(number, Text) else Text(number, number)
        return Text(f"{self.kind.label.vi} {said.vi}", f"{self.kind.label.en} {said.en}")

    @property
    def is_draft(self) -> bool:
        """Whether it may still be changed."""
        return self.state is DecisionState.DRAFT


@dataclass(frozen=True, slots=True)
class DecisionList:
    """One page of decisions, those begun last first, and how many there are of each state.

    `next` is the id the following page begins after.
    """

    lines: tuple[DecisionHead, ...]
    next: str
    counts: dict[DecisionState, int]


def list_decisions(
    session: Session,
    *,
    places: frozenset[UUID],
    state: DecisionState | None = None,
    after: UUID | None = None,
) -> DecisionList:
    """Return one page of the decisions somebody with these places may see.

    In the order they were begun: neither the number nor the day typed orders anything.
    """
    seen = visible(places)
    counted = select(DECISIONS.c.state, func.count()).where(seen).group_by(DECISIONS.c.state)
    counts = {DecisionState(row[0]): row[1] for row in session.execute(counted)}
    begun, key = DECISIONS.c.created_at, DECISIONS.c.id
    statement = _SHOWN.where(seen).order_by(begun.desc(), key.desc()).limit(PAGE + 1)
    if state is not None:
        statement = statement.where(DECISIONS.c.state == state)
    if after is not None:
        border = session.execute(_BORDER_KEY, {"border": after}).scalar_one_or_none() or ""
        statement = statement.where(or_(begun < border, (begun == border) & (key < after)))
    rows = session.execute(statement).all()
    following = rows[PAGE - 1].id.hex if len(rows) > PAGE else ""
    return DecisionList(tuple(head(row) for row in rows[:PAGE]), following, counts)


def shown_decisions() -> Select[Any]:
    """Return the statement that reads decisions with their names, to be narrowed."""
    return _SHOWN


def read_decision(session: Session, decision: UUID, *, places: frozenset[UUID]) -> Row[Any]:
    """Return the row of a decision with its names; raises NotFound outside the places."""
    statement = _SHOWN.where(DECISIONS.c.id == decision, visible(places))
    row: Row[Any] | None = session.execute(statement).one_or_none()
    if row is None:
        raise NotFound(UNKNOWN)
    return row


def visible(places: frozenset[UUID]) -> ColumnElement[bool]:
    """Return the condition that a decision is of these places, or names a case within them."""
    named = exists().where(
        LINES.c.decision_id == DECISIONS.c.id, LINES.c.case_id == CASES.c.id, within(places)
    )
    return or_(DECISIONS.c.province_id.in_(places), named)


def head(row: Row[Any]) -> DecisionHead:
    """Return the head of a decision from its row."""
    return DecisionHead(
        id=row.id,
        number=row.number,
        kind=DecisionKind(row.kind),
        signed_on=row.signed_on,
        body=row.body,
        capacity=row.capacity,
        subject=row.subject,
        province=unit(row.province_kind, row.province),
        province_id=row.province_id,
        state=DecisionState(row.state),
        cases=row.cases,
        author=row.author,
        created_at=row.created_at,
        ender=row.ender or "",
        ended_at=row.ended_at or "",
        reason=row.reason or "",
        version=row.version,
    )


def holders_of(session: Session, cases: Sequence[UUID]) -> dict[UUID, tuple[UUID, str]]:
    """Return the draft that holds each case, by the ids of the cases: its id and its number."""
    held = (
        select(LINES.c.case_id, LINES.c.decision_id, DECISIONS.c.number)
        .join(DECISIONS, DECISIONS.c.id == LINES.c.decision_id)
        .where(LINES.c.held, LINES.c.case_id.in_(cases))
    )
    rows = session.execute(held).all() if cases else ()
    return {row.case_id: (row.decision_id, row.number) for row in rows}
