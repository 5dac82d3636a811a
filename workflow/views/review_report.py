"""Báo cáo sơ kết: the results of the transformation, target by target, and what is proposed."""

from collections.abc import Iterator

from states.review import one_year_is_over
from states.success import success
from states.terms import Phase, Verdict
from states.wording import day
from workflow.printed.content import Block, PaperContent, PaperType
from workflow.views.case_known import CaseKnown
from workflow.views.letterhead import number, place_and_day, within_sentence
from workflow.views.paper_words import figure_said, figures_table, findings_table


def review_report(known: CaseKnown) -> PaperContent:
    """Return the report on the year: figures with their sources, targets judged, a proposal."""
    file, local = known.file, known.local
    place = file.within[0] if file.within else file.commune
    return PaperContent(
        kind=PaperType.REVIEW_REPORT,
        above=local.above,
        body=local.body,
        number=number("BC", local.symbol),
        place_and_day=place_and_day(place.vi, None, year=known.dated.year),
        title="BÁO CÁO",
        subject=f"Sơ kết thực hiện chuyển hóa địa bàn {within_sentence(file.commune.vi)}",
        blocks=tuple(_blocks(known)),
        recipients=("Ban Chỉ đạo cấp tỉnh;", "Hội đồng thẩm định;", "Lưu: VT."),
        signers=(local.signer(""),),
        illustration=file.illustration,
        dated=known.dated,
    )


def _blocks(known: CaseKnown) -> Iterator[Block]:
    file, facts = known.file, known.facts
    yield Block("heading", "I. Thời gian thực hiện")
    begun = day(file_day) if (file_day := facts.started_on) else "nguồn không nêu"
    yield Block(
        "paragraph",
        f"Địa bàn {known.here} (hồ sơ số {file.number}) bắt đầu chuyển hóa ngày {begun}, "
        f"vòng {file.round}. Thời hạn: "
        f"{one_year_is_over(facts).says.vi.partition('; ')[0].rstrip('.')}.",
    )
    yield Block("heading", "II. Kết quả theo từng chỉ tiêu")
    judged = success(facts, facts.review, rule="review.success")
    yield from findings_table(judged.parts, "Chỉ tiêu và kết quả đạt được")
    yield Block("heading", "III. Số liệu báo cáo")
    sheet = file.phase(Phase.REVIEW)
    if sheet is not None and sheet.given:
        yield from figures_table(sheet)
    yield from _before_and_after(known)
    yield Block("heading", "IV. Đánh giá và đề nghị")
    yield Block("paragraph", judged.says.vi)
    yield Block("paragraph", _asked(judged.verdict, known))


def _before_and_after(known: CaseKnown) -> Iterator[Block]:
    """Yield the figures reported both for the proposal and for the review, side by side."""
    before, after = (known.file.phase(phase) for phase in (Phase.PROPOSAL, Phase.REVIEW))
    if before is None or after is None:
        return
    earlier = {line.id: line for line in before.lines if line.latest}
    rows = [
        (
            line.label.vi,
            figure_said(line, earlier[line.id].figure),
            figure_said(line, line.figure),
        )
        for line in after.lines
        if line.latest and line.id in earlier
    ]
    if rows:
        yield Block("paragraph", "So sánh số liệu khi đề xuất và khi sơ kết:")
        yield Block(
            "table",
            columns=("TT", "Nội dung", "Khi đề xuất", "Khi sơ kết"),
            widths=(3, 16, 10, 10),
            marks=("center", "left", "left", "left"),
            rows=tuple((str(at), *row) for at, row in enumerate(rows, 1)),
        )


def _asked(verdict: Verdict, known: CaseKnown) -> str:
    place = within_sentence(known.file.commune.vi)
    if verdict is Verdict.MET:
        return (
            f"Đề nghị Hội đồng thẩm định xem xét, kết luận địa bàn {place} chuyển hóa đạt và "
            "chuyển sang theo dõi sau chuyển hóa./."
        )
    if verdict is Verdict.NOT_MET:
        return (
            f"Đề nghị Hội đồng thẩm định xem xét, cho địa bàn {place} tiếp tục thực hiện "
            "chuyển hóa./."
        )
    return "Chưa đủ số liệu để kết luận; đề nghị bổ sung trước khi trình Hội đồng thẩm định./."
