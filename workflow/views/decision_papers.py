"""Quyết định: the list of areas, or their recognition, written from a draft or a recorded paper."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.findings import Finding, from_record
from states.plans.book import PlanBook
from states.terms import Action, Text
from states.wording import percent
from workflow.database import read_instant
from workflow.engine import FILLS_THE_CAP
from workflow.errors import NotPossibleNow
from workflow.facts import CASES
from workflow.models.decisions import DecisionKind
from workflow.models.sittings import MotionStatus
from workflow.printed.content import Block, PaperContent, PaperType
from workflow.views.asked import AREA_TYPES
from workflow.views.decision_sheet import DecisionSheet, LineSheet, open_decision
from workflow.views.docket_lines import DOCKET
from workflow.views.letterhead import (
    Issuer,
    grounds_of,
    issuer,
    many,
    number,
    place_and_day,
    within_sentence,
    written,
)

_TABLES = SQLModel.metadata.tables
_HISTORY, _MOTIONS = _TABLES["history"], _TABLES["motion"]
_SEEN: Select[Any] = select(_HISTORY.c.number, _HISTORY.c.entry).where(
    _HISTORY.c.number.in_(bindparam("entries", expanding=True))
)
_ROWS: Select[Any] = select(CASES.c.number, CASES.c.types, CASES.c.plan).where(
    CASES.c.number.in_(bindparam("cases", expanding=True))
)
_BALLOTS: Select[Any] = DOCKET.where(
    CASES.c.number.in_(bindparam("cases", expanding=True)),
    _MOTIONS.c.status == MotionStatus.CARRIED,
)
ARTICLES: Mapping[Action, str] = {
    Action.SELECT: "Đưa {many} địa bàn sau đây vào danh sách địa bàn trọng điểm, phức tạp về trật "
    "tự, an toàn xã hội thực hiện chuyển hóa năm {year}:",
    Action.RESUME: "Đưa {many} địa bàn sau đây trở lại diện chuyển hóa do phức tạp trở lại trong "
    "thời gian theo dõi:",
    Action.RECOGNIZE: "Công nhận {many} địa bàn sau đây chuyển hóa đạt và đưa ra khỏi danh sách "
    "địa bàn trọng điểm, phức tạp về trật tự, an toàn xã hội:",
    Action.DECLINE: "Không đưa {many} địa bàn sau đây vào danh sách địa bàn thực hiện chuyển hóa:",
}
MONITORED = (
    "Đưa {many} địa bàn sau đây, đã được Hội đồng kết luận đạt, vào diện theo dõi sau chuyển hóa:"
)
RESULT = ("recognition.still_meets_targets", "review.success")
UNSEEN = Text(
    "Quyết định có hồ sơ ngoài phạm vi của bạn nên bạn không lập được giấy tờ của cả quyết định.",
    "The decision names cases outside your territory: you cannot make its paper.",
)
NO_LINE = Text("Quyết định chưa có hồ sơ nào.", "No case stands on the decision yet.")


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with what its paper tells beside its sheet: types, plans, ballots, the cap."""

    sheet: DecisionSheet
    rows: Mapping[str, Row[Any]]
    ballots: Sequence[Row[Any]]
    seen: Mapping[str, tuple[Finding, ...]]
    body: Issuer

    @property
    def dated(self) -> date:
        """Return the day it was signed on, or that its draft was begun on."""
        head = self.sheet.head
        return head.signed_on or read_instant(head.created_at).date()

    @property
    def kind(self) -> PaperType:
        """Return which paper it is: a recognition where it does nothing else."""
        return kind_of_decision(self.sheet)

    def found(self, line: LineSheet, *rules: str) -> Finding | None:
        """Return what was seen of a line under one of the rules, or None."""
        told = self.seen.get(line.number) or line.findings
        return next((one for one in told if one.rule in rules), None)


def kind_of_decision(sheet: DecisionSheet) -> PaperType:
    """Return which paper a decision has: a recognition where it does nothing else."""
    only = {line.action for line in sheet.lines} == {Action.RECOGNIZE}
    return PaperType.RECOGNITION if only else PaperType.LIST_DECISION


def decision_paper(
    session: Session, book: PlanBook, decision: UUID, *, person: UUID, at: datetime
) -> PaperContent:
    """Return the paper of a decision without its stamp.

    Raises NotFound, and NotPossibleNow for one without a line or with lines the person cannot see.
    """
    sheet = open_decision(session, book, decision, person=person, at=at)
    if not sheet.lines:
        raise NotPossibleNow(NO_LINE)
    if len(sheet.lines) != sheet.head.cases:
        raise NotPossibleNow(UNSEEN)
    cases = [line.number for line in sheet.lines]
    rows = {row.number: row for row in session.execute(_ROWS, {"cases": cases})}
    ballots = session.execute(_BALLOTS, {"cases": cases}).all()
    decided = Decided(
        sheet,
        rows,
        ballots,
        _seen(session, sheet),
        issuer(sheet.head.body, sheet.head.province.vi),
    )
    plans = [book.plans[row.plan] for row in rows.values() if row.plan in book.plans]
    return _paper(decided, grounds_of(plans))


def _seen(session: Session, sheet: DecisionSheet) -> dict[str, tuple[Finding, ...]]:
    """Return the findings that each recorded line's own entry holds."""
    entries = {line.entry: line.number for line in sheet.lines if line.entry}
    if not entries:
        return {}
    rows = session.execute(_SEEN, {"entries": list(entries)})
    return {
        entries[row.number]: tuple(
            from_record(one) for one in json.loads(row.entry).get("findings") or ()
        )
        for row in rows
    }


def _paper(decided: Decided, grounds: tuple[str, ...]) -> PaperContent:
    head, body = decided.sheet.head, decided.body
    is_plan = head.kind is DecisionKind.PLAN
    return PaperContent(
        kind=decided.kind,
        above=body.above,
        body=body.body,
        number=number("KH" if is_plan else "QĐ", body.symbol, head.number),
        place_and_day=place_and_day(head.province.vi, head.signed_on, year=decided.dated.year),
        title=head.kind.label.vi.upper(),
        subject=head.subject or _subject(decided),
        authority=body.authority,
        grounds=(*grounds, *_sittings(decided), "Theo đề nghị của Giám đốc Công an tỉnh."),
        decides="" if is_plan else "QUYẾT ĐỊNH:",
        blocks=tuple(_articles(decided)),
        recipients=(
            "Như Điều cuối;",
            "Bộ Công an (để báo cáo);",
            "Hội đồng thẩm định;",
            "Lưu: VT.",
        ),
        signers=(body.signer(head.capacity),),
        illustration=decided.sheet.illustration,
        dated=decided.dated,
    )


def _subject(decided: Decided) -> str:
    count = len(decided.sheet.lines)
    only = decided.sheet.lines[0]
    where = (
        f"địa bàn {within_sentence(only.commune.vi)}" if count == 1 else f"{many(count)} địa bàn"
    )
    if decided.kind is PaperType.RECOGNITION:
        return (
            f"Về việc công nhận {where} chuyển hóa đạt và đưa ra khỏi danh sách địa bàn trọng "
            "điểm, phức tạp về trật tự, an toàn xã hội"
        )
    return (
        "Về việc phê duyệt danh sách địa bàn trọng điểm, phức tạp về trật tự, an toàn xã hội "
        f"thực hiện chuyển hóa năm {decided.dated.year}"
    )


def _sittings(decided: Decided) -> Iterator[str]:
    """Cite the minutes of the ballots that carried these cases, each once."""
    told = {(row.held_on, row.minutes) for row in decided.ballots}
    for held_on, minutes in sorted(told):
        yield f"Theo Biên bản số {minutes} {written(held_on)} của Hội đồng thẩm định;"


def _articles(decided: Decided) -> Iterator[Block]:
    by_action: dict[Action, list[LineSheet]] = {}
    for line in decided.sheet.lines:
        by_action.setdefault(line.action, []).append(line)
    article = 0
    for article, (action, lines) in enumerate(by_action.items(), 1):
        opening = ARTICLES.get(action, MONITORED)
        said = opening.format(many=many(len(lines)), year=decided.dated.year)
        yield Block("article", said, f"Điều {article}.")
        yield _list(decided, lines, action)
    yield from _cap(decided)
    yield Block("article", _duty(by_action), f"Điều {article + 1}.")
    yield Block(
        "article",
        "Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Công an tỉnh, Chủ tịch Ủy ban nhân dân "
        "các đơn vị có tên tại Điều 1 và các cơ quan, đơn vị có liên quan chịu trách nhiệm thi "
        "hành Quyết định này kể từ ngày ký./.",
        f"Điều {article + 2}.",
    )


def _list(decided: Decided, lines: Sequence[LineSheet], action: Action) -> Block:
    last = "Kết quả" if action is Action.RECOGNIZE else "Loại địa bàn"
    if action is Action.DECLINE:
        last = "Lý do"
    rows = tuple(
        (
            str(at),
            line.commune.vi,
            line.lies_in.vi,
            line.number,
            _last(decided, line, action),
        )
        for at, line in enumerate(lines, 1)
    )
    return Block(
        "table",
        columns=("TT", "Đơn vị", "Thuộc", "Hồ sơ", last),
        widths=(3, 9, 8, 8, 14),
        marks=("center", "left", "left", "center", "left"),
        rows=rows,
    )


def _last(decided: Decided, line: LineSheet, action: Action) -> str:
    if action is Action.DECLINE:
        return line.reason
    if action is Action.RECOGNIZE:
        result = decided.found(line, *RESULT)
        return result.says.vi if result else "nguồn không nêu"
    types = (each for each in decided.rows[line.number].types.split(",") if each)
    return "; ".join(AREA_TYPES[each].vi if each in AREA_TYPES else each for each in types)


def _cap(decided: Decided) -> Iterator[Block]:
    """Say how the whole list stands to the cap: as reckoned now, or as its last entry holds it."""
    filling = [line for line in decided.sheet.lines if line.action in FILLS_THE_CAP]
    if not filling:
        return
    for meter in decided.sheet.meters:
        yield Block(
            "paragraph",
            f"Sau Quyết định này có {many(meter.total)} địa bàn trong diện chuyển hóa trên "
            f"{many(meter.base)} đơn vị hành chính cấp xã ({percent(meter.share).vi}); được tối đa "
            f"{many(meter.most)} địa bàn ({percent(meter.limit).vi}) năm {meter.year}.",
        )
    if not decided.sheet.meters and (one := decided.found(filling[-1], "selection.cap")):
        yield Block("paragraph", one.says.vi)


def _duty(by_action: Mapping[Action, Sequence[LineSheet]]) -> str:
    if set(by_action) == {Action.RECOGNIZE}:
        return (
            "Ủy ban nhân dân các đơn vị có tên tại Điều 1 tiếp tục thực hiện các giải pháp, giữ "
            "vững kết quả, không để địa bàn phức tạp trở lại."
        )
    return (
        "Ban Chỉ đạo và Ủy ban nhân dân các đơn vị có tên tại Điều 1 xây dựng kế hoạch chuyển hóa, "
        "phân công nhiệm vụ, tổ chức thực hiện và báo cáo kết quả theo kế hoạch của tỉnh."
    )
