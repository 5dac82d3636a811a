"""Figures, conditions and their tables as papers print them: each number with where it is from."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from states.figures import Figure
from states.findings import Finding
from states.terms import Evidence, Standing, Verdict
from states.wording import day, percent
from workflow.printed.content import Block
from workflow.views.figure_lines import Line
from workflow.views.sheet import PhaseSheet

# What is judged of the person who acts says nothing about the area.
ABOUT_WHO_ACTS = "access."
_VERDICTS = {
    Verdict.MET: "Đạt",
    Verdict.NOT_MET: "Chưa đạt",
    Verdict.NOT_APPLICABLE: "Không phát sinh",
    Verdict.WAIVED: "Được miễn",
}


def figure_said(line: Line, figure: Figure) -> str:
    """Return a figure in words and numbers; what is missing or withheld is said so."""
    if figure.standing is not Standing.REPORTED:
        return figure.standing.label.vi
    if figure.count is not None:
        return f"{figure.count:,}".replace(",", ".") + f" {line.unit.vi}"
    if figure.numerator is not None:
        return _ratio(line, figure.numerator, figure.denominator or 0)
    answers = {"yes": "Có", "no": "Không", **{word: said.vi for word, said in line.choices}}
    return answers.get(figure.answer or "", figure.answer or "")


def _ratio(line: Line, numerator: int, denominator: int) -> str:
    if not denominator:
        return f"{numerator}/{denominator} (không phát sinh)"
    share = Fraction(numerator, denominator)
    if line.is_mean:
        mean = f"{float(share):.1f}".replace(".", ",")
        return f"{numerator}/{denominator} (bình quân {mean})"
    return f"{numerator}/{denominator} ({percent(share).vi})"


def figures_table(sheet: PhaseSheet) -> Iterator[Block]:
    """Yield a table for each group of a phase in which a figure was given, with its sources."""
    for group in sheet.groups:
        given = [line for line in group.lines if line.latest]
        rows = [(line.label.vi, figure_said(line, line.figure), _from(line)) for line in given]
        if rows:
            yield Block("paragraph", f"{group.label.vi}:")
            yield from _with_sources(("Nội dung", "Số liệu"), rows, "Kỳ và nguồn số liệu")


def findings_table(findings: Iterable[Finding], what: str) -> Iterator[Block]:
    """Yield conditions with what was seen and how each was judged, cited."""
    rows = [
        (one.says.vi.rstrip("."), verdict_said(one), cited(one))
        for one in findings
        if not one.rule.startswith(ABOUT_WHO_ACTS)
    ]
    if rows:
        yield from _with_sources((what, "Kết luận"), rows, "Căn cứ")


def _with_sources(
    heads: tuple[str, str], rows: Sequence[tuple[str, str, str]], source: str
) -> Iterator[Block]:
    """Yield rows numbered; one source that all of them share stands once, beneath."""
    shared = {row[-1] for row in rows}
    apart = len(shared) > 1
    shown = tuple((str(at), *(row if apart else row[:2])) for at, row in enumerate(rows, 1))
    yield Block(
        "table",
        columns=("TT", *heads, source) if apart else ("TT", *heads),
        widths=(3, 16, 9, 12) if apart else (3, 26, 11),
        marks=("center", "left", "left", "left")[: 4 if apart else 3],
        rows=shown,
    )
    if not apart:
        yield Block("paragraph", f"{source}: {shared.pop()}.")


def verdict_said(finding: Finding) -> str:
    """Return a verdict in a word or two."""
    return _VERDICTS.get(finding.verdict, finding.verdict.label.vi)


def cited(finding: Finding) -> str:
    """Return what a condition rests on; what is no text says so."""
    source = finding.source
    place = f", {source.place}" if source.place else ""
    known = "" if source.evidence is Evidence.TEXT else f" ({source.evidence.label.vi.lower()})"
    return f"{source.document}{place}{known}"


def _from(line: Line) -> str:
    latest = line.latest
    if latest is None:
        return ""
    signed = day(latest.document_date) if latest.document_date else latest.as_printed
    where = ", ".join(part for part in (latest.document, signed, latest.body) if part)
    checked = "" if latest.verifier else " (chưa được người thứ hai kiểm tra)"
    return f"{day(latest.start)}–{day(latest.end)}; {where}{checked}"
