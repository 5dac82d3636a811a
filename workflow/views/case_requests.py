"""Waivers and corrections that were asked for: what, why, by which text, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Table, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Action, Text
from states.wording import day
from workflow.access import within
from workflow.facts import CASES
from workflow.sides import is_of_the_side, took_part
from workflow.views.naming import unit
from workflow.views.rule_names import rule_name

PAGE = 25
_TABLES = SQLModel.metadata.tables
WAIVERS, CORRECTIONS = _TABLES["waiver"], _TABLES["correction_request"]
_PLACES = _TABLES["place"]
_ASKERS, _DECIDERS = (_TABLES["person"].alias(name) for name in ("asker", "decider"))
WHERE: Mapping[str, str] = {"waiver": "/waivers", "correction_request": "/corrections"}


@dataclass(frozen=True, slots=True)
class RequestReader:
    """Whose eyes look: where cases are seen, and where the committee's office decides."""

    person: UUID
    sees: frozenset[UUID]
    decides: frozenset[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRequest:
    """One request with today's names; `why_not` says why this reader cannot decide it.

    `entry` is the number of the entry to be corrected; `basis` the text or decision it rests on.
    """

    href: str
    what: Text
    case: str
    commune: Text
    entry: int | None
    wrong: str
    right: str
    reason: str
    basis: Text
    asker: str
    asked_at: str
    asked_entry: int
    decider: str
    decided_at: str | None
    decided_entry: int | None
    approved: bool | None
    answer: str
    why_not: Text | None

    @property
    def waits(self) -> bool:
        """Whether nobody has decided yet."""
        return self.approved is None


@dataclass(frozen=True, slots=True)
class RequestList:
    """What waits for this reader, then a page of all, newest first; `older` begins the next."""

    mine: tuple[CaseRequest, ...]
    lines: tuple[CaseRequest, ...]
    older: int | None


def list_requests(
    session: Session, table: Table, reader: RequestReader, *, older: int | None = None
) -> RequestList:
    """Return the requests of one kind over the territory a reader sees."""
    seen = _all(table, reader).where(within(reader.sees))
    mine: tuple[CaseRequest, ...] = ()
    if reader.decides:
        waiting = seen.where(table.c.decided_by.is_(None), within(reader.decides))
        rows = session.execute(waiting.order_by(table.c.asked_entry))
        mine = tuple(one for row in rows if (one := _told(table, row)).why_not is None)
    if older is not None:
        seen = seen.where(table.c.asked_entry < older)
    found = session.execute(seen.order_by(table.c.asked_entry.desc()).limit(PAGE + 1)).all()
    lines = tuple(_told(table, row) for row in found[:PAGE])
    return RequestList(mine, lines, lines[-1].asked_entry if len(found) > PAGE else None)


def one_request(
    session: Session, table: Table, request: UUID, reader: RequestReader
) -> CaseRequest | None:
    """Return one request over the territory a reader sees, or None."""
    statement = _all(table, reader).where(within(reader.sees), table.c.id == request)
    row = session.execute(statement).one_or_none()
    return _told(table, row) if row else None


def requests_where(
    session: Session, table: Table, condition: ColumnElement[bool], reader: RequestReader
) -> tuple[CaseRequest, ...]:
    """Return the requests that fit, the newest first; the caller has shown what may be seen."""
    statement = _all(table, reader).where(condition).order_by(table.c.asked_entry.desc())
    return tuple(_told(table, row) for row in session.execute(statement))


def _all(table: Table, reader: RequestReader) -> Select[Any]:
    return select(
        table,
        CASES.c.number.label("case_file"),
        took_part(reader.person).label("took_part"),
        is_of_the_side(table.c.asked_by, reader.person).label("asked_it"),
        CASES.c.round.label("round_now"),
        within(reader.decides).label("decides"),
        _PLACES.c.kind.label("commune_kind"),
        _PLACES.c.name.label("commune"),
        _ASKERS.c.name.label("asker"),
        _DECIDERS.c.name.label("decider"),
    ).select_from(
        table.join(CASES, CASES.c.id == table.c.case_id)
        .join(_PLACES, _PLACES.c.id == CASES.c.commune_id)
        .join(_ASKERS, _ASKERS.c.id == table.c.asked_by)
        .outerjoin(_DECIDERS, _DECIDERS.c.id == table.c.decided_by)
    )


def _told(table: Table, row: Row[Any]) -> CaseRequest:
    own = _waiver(row) if table is WAIVERS else _correction(row)
    return CaseRequest(
        href=f"{WHERE[table.name]}/{row.id.hex}",
        case=row.case_file,
        commune=unit(row.commune_kind, row.commune),
        reason=row.reason,
        asker=row.asker,
        asked_at=row.asked_at,
        asked_entry=row.asked_entry,
        decider=row.decider or "",
        decided_at=row.decided_at,
        decided_entry=row.decided_entry,
        approved=row.approved,
        answer=row.answer or "",
        why_not=_why_not(table, row),
        **own,
    )


def _waiver(row: Row[Any]) -> dict[str, Any]:
    rule, step = rule_name(row.rule), Action(row.action).label
    what = Text(
        f"Miễn điều kiện “{rule.vi}” của bước “{step.vi}”, vòng {row.round}",
        f"Waive “{rule.en}” of the step “{step.en}”, round {row.round}",
    )
    basis = Text(row.rests_on, row.rests_on)
    return {"what": what, "entry": None, "wrong": "", "right": "", "basis": basis}


def _correction(row: Row[Any]) -> dict[str, Any]:
    what = Text(f"Đính chính bút toán {row.entry}", f"Rectify entry {row.entry}")
    if row.kind == Action.VOID:
        what = Text(f"Hủy bút toán {row.entry}", f"Void entry {row.entry}")
    parts = (day(row.decision_on), row.decision_body, row.decision_capacity)
    said = ", ".join(part for part in (row.decision_number, *parts) if part)
    return {
        "what": what,
        "entry": row.entry,
        "wrong": row.wrong_value,
        "right": row.right_value,
        "basis": Text(said, said),
    }


def _why_not(table: Table, row: Row[Any]) -> Text | None:
    if row.approved is not None:
        return _DECIDED
    if not row.decides:
        return _NOT_THE_OFFICE
    if row.asked_it:
        return _ASKED_IT
    if table is WAIVERS and row.took_part:
        return _TOOK_PART
    return _ROUND_OVER if table is WAIVERS and row.round != row.round_now else None


_DECIDED = Text("Đã được quyết định.", "It is decided.")
_NOT_THE_OFFICE = Text(
    "Văn phòng Ban Chỉ đạo của địa bàn này quyết định.", "The committee's office decides."
)
_ASKED_IT = Text(
    "Bên bạn đã đề nghị; người khác của Văn phòng Ban Chỉ đạo quyết định.",
    "Your side asked; somebody else of the committee's office decides.",
)
_TOOK_PART = Text(
    "Bên bạn đã đề xuất hồ sơ này hoặc nhập, kiểm tra số liệu; người khác quyết định.",
    "Your side proposed this case or worked on its figures; somebody else decides.",
)
_ROUND_OVER = Text("Vòng có đề nghị này đã qua.", "The round this was asked in is over.")
