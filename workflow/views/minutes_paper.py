"""Biên bản: the minutes of a sitting as a paper, from the same record as their page."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the table read below
from states.terms import Choice, Text
from workflow.errors import NotFound, NotPossibleNow
from workflow.facts import CASES
from workflow.printed.content import Block, PaperContent, PaperType, Signer
from workflow.views.letterhead import many, place_and_day, written
from workflow.views.minutes import minutes_sheet
from workflow.views.minutes_said import MinutesSheet, MotionSaid
from workflow.views.paper_words import findings_table

_MOTIONS = SQLModel.metadata.tables["motion"]
_SHOWN: Select[Any] = (
    select(CASES.c.id)
    .join(_MOTIONS, _MOTIONS.c.case_id == CASES.c.id)
    .where(_MOTIONS.c.sitting_id == bindparam("sitting"), CASES.c.illustration)
    .limit(1)
)
NO_SITTING = Text(
    "Không tìm thấy phiên họp này trong phạm vi của bạn.",
    "No such sitting was found within your territory.",
)
NOT_CLOSED = Text(
    "Phiên họp chưa bế mạc nên biên bản chưa lập được.",
    "The sitting is not closed: its minutes cannot be issued yet.",
)


def minutes_paper(session: Session, sitting: UUID, *, person: UUID, on: date) -> PaperContent:
    """Return the minutes of a closed sitting as a paper.

    Raises NotFound outside the territory and NotPossibleNow before the close.
    """
    sheet = minutes_sheet(session, sitting, person=person, on=on)
    if sheet is None:
        raise NotFound(NO_SITTING)
    if not sheet.is_final:
        raise NotPossibleNow(NOT_CLOSED)
    return PaperContent(
        kind=PaperType.APPRAISAL_MINUTES,
        above=sheet.province.vi.upper(),
        body=sheet.council.upper(),
        number=f"Số: {sheet.number}",
        place_and_day=place_and_day(sheet.province.vi, sheet.held_on, year=sheet.held_on.year),
        title="BIÊN BẢN",
        subject="Họp Hội đồng thẩm định địa bàn chuyển hóa",
        blocks=tuple(_blocks(sheet)),
        recipients=("Thành viên Hội đồng;", "Ban Chỉ đạo cấp tỉnh;", "Lưu: VT."),
        signers=(Signer(("THƯ KÝ",)), Signer(("CHỦ TRÌ PHIÊN HỌP",))),
        illustration=bool(session.execute(_SHOWN, {"sitting": sitting}).first()),
        dated=sheet.held_on,
    )


def _blocks(sheet: MinutesSheet) -> Iterator[Block]:
    yield Block("paragraph", f"Thời gian: {written(sheet.held_on)}; địa điểm: {sheet.place}.")
    yield Block("heading", "I. Thành phần")
    chair = f" Chủ trì: {sheet.chair}." if sheet.chair else ""
    secretary = f" Thư ký: {sheet.secretary}." if sheet.secretary else ""
    yield Block(
        "paragraph",
        f"Có mặt, được biểu quyết: {many(sheet.present)}/{many(sheet.appointed)} thành viên."
        f"{chair}{secretary}",
    )
    rows = tuple(
        (
            str(at),
            line.name,
            line.seat.label.vi,
            _presence(line.present, line.sits_for, line.reason),
        )
        for at, line in enumerate(sheet.roll, 1)
    )
    yield Block(
        "table",
        columns=("TT", "Thành viên", "Vị trí", "Có mặt"),
        widths=(3, 13, 9, 13),
        marks=("center", "left", "left", "left"),
        rows=rows,
    )
    yield Block("heading", "II. Nội dung và biểu quyết")
    for motion in sheet.motions:
        yield from _motion(motion)
    if not sheet.motions:
        yield Block("paragraph", "Phiên họp không biểu quyết nội dung nào.")
    yield Block(
        "paragraph",
        "Biên bản được thông qua tại phiên họp; nội dung lấy từ dữ liệu đã ghi, mã băm "
        f"{sheet.digest}./.",
    )


def _presence(present: bool, sits_for: str, reason: str) -> str:  # noqa: FBT001
    if present:
        return f"Có mặt, thay {sits_for}" if sits_for else "Có mặt"
    return f"Vắng: {reason}" if reason else "Vắng"


def _motion(motion: MotionSaid) -> Iterator[Block]:
    line = motion.line
    yield Block(
        "heading", f"{line.ordinal}. {line.action.label.vi}: {line.commune.vi} ({line.case})"
    )
    if line.types:
        yield Block("paragraph", f"Loại địa bàn: {'; '.join(each.vi for each in line.types)}.")
    if line.reason:
        yield Block("paragraph", f"Lý do đề nghị: {line.reason}")
    if motion.judged:
        yield Block("paragraph", "Số liệu, điều kiện đã kiểm tra:")
        yield from findings_table(motion.judged, "Điều kiện và số liệu")
    if motion.presiding:
        yield Block("paragraph", f"Chủ trì nội dung này: {motion.presiding}.")
    for one in motion.recused:
        reason = f": {one.reason}" if one.reason else ""
        yield Block(
            "dash", f"{one.name} không tham gia biểu quyết ({one.ground.label.vi}{reason});"
        )
    if motion.rule:
        yield Block("paragraph", f"Quy tắc biểu quyết: {motion.rule.vi}")
    yield from _votes(motion)
    why = f" {line.why.vi}" if line.why else ""
    entry = f" Bút toán {line.entry} của nhật ký xử lý." if line.entry else ""
    yield Block("paragraph", f"{line.status.label.vi}.{why}{entry}", "Kết luận:")


def _votes(motion: MotionSaid) -> Iterator[Block]:
    tally = motion.line.tally
    if tally is not None:
        yield Block(
            "paragraph",
            f"Kết quả biểu quyết: tán thành {many(tally.votes_for)}, không tán thành "
            f"{many(tally.against)}, ý kiến khác {many(tally.abstain)}; tính trên "
            f"{many(tally.of)} ({tally.base.vi}).",
        )
    for vote in motion.votes:
        if vote.choice is not Choice.FOR or vote.reason:
            reason = f" – {vote.reason}" if vote.reason else ""
            yield Block("dash", f"{vote.name}: {vote.choice.label.vi}{reason};")
