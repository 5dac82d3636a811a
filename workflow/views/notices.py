"""Thông báo: an area was not selected, or its targets were not met; why, and what follows."""

from collections.abc import Iterable, Iterator

from states.findings import Finding
from states.terms import Action
from states.wording import day
from workflow.printed.content import Block, PaperContent, PaperType
from workflow.views.case_known import CaseKnown, Step
from workflow.views.letterhead import number, place_and_day, within_sentence
from workflow.views.paper_words import findings_table


def decline_notice(known: CaseKnown) -> PaperContent:
    """Return the notice that an area was not put on the list; raises NotPossibleNow."""
    step = known.latest(Action.DECLINE)
    place = within_sentence(known.file.commune.vi)
    subject = f"Về việc không đưa {place} vào danh sách địa bàn thực hiện chuyển hóa"
    follows = (
        "Địa bàn có thể được đề xuất lại ở kỳ lựa chọn sau khi có đủ căn cứ; hồ sơ này được giữ "
        "nguyên để đối chiếu./."
    )
    return _notice(known, PaperType.DECLINE_NOTICE, subject, [*_body(known, step, (), follows)])


def unmet_notice(known: CaseKnown) -> PaperContent:
    """Return the notice that the review was not passed; raises NotPossibleNow."""
    step = known.latest(Action.EXTEND)
    place = within_sentence(known.file.commune.vi)
    subject = f"Về việc địa bàn {place} chuyển hóa chưa đạt, tiếp tục thực hiện chuyển hóa"
    judged = step.part("review.success_not_met")
    unmet = [one for one in judged.parts if not one.passes] if judged else []
    follows = (
        f"Địa bàn tiếp tục thực hiện chuyển hóa (vòng {known.file.round}); cơ quan chủ trì rà "
        "soát các chỉ tiêu chưa đạt nêu trên, điều chỉnh biện pháp và sơ kết lại khi hết thời "
        "hạn./."
    )
    return _notice(known, PaperType.UNMET_NOTICE, subject, [*_body(known, step, unmet, follows)])


def _notice(
    known: CaseKnown, kind: PaperType, subject: str, blocks: Iterable[Block]
) -> PaperContent:
    committee = known.committee
    return PaperContent(
        kind=kind,
        above=committee.above,
        body=committee.body,
        number=number("TB", committee.symbol),
        place_and_day=place_and_day(known.file.province.vi, None, year=known.dated.year),
        title="THÔNG BÁO",
        subject=subject,
        blocks=tuple(blocks),
        recipients=(
            f"UBND {within_sentence(known.file.commune.vi)};",
            "Công an tỉnh;",
            "Lưu: VT.",
        ),
        signers=(committee.signer("KT."),),
        illustration=known.file.illustration,
        dated=known.dated,
    )


def _body(known: CaseKnown, step: Step, unmet: Iterable[Finding], follows: str) -> Iterator[Block]:
    file = known.file
    signed = step.cites("decision") or step.cites("minutes")
    when = f", ngày {day(step.on)}" if step.on else ""
    yield Block(
        "paragraph",
        f"Hồ sơ số {file.number}, địa bàn {known.here}{when}"
        + (f", theo {signed[:1].lower()}{signed[1:]}." if signed else "."),
    )
    yield Block("heading", "1. Lý do")
    yield Block("paragraph", str(step.paper.get("reason") or "Theo kết luận của Hội đồng."))
    told = list(unmet)
    if told:
        yield from findings_table(told, "Chỉ tiêu chưa đạt")
    yield Block("heading", "2. Việc tiếp theo")
    yield Block("paragraph", follows)
