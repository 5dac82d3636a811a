"""How findings read in a terminal: a tree of verdicts, each with its sentence and its citation."""

from collections.abc import Iterable, Iterator

from states.case import Assessment
from states.findings import Finding
from states.terms import Verdict

SIGNS = {
    Verdict.MET: "✓",
    Verdict.NOT_MET: "✗",
    Verdict.NOT_APPLICABLE: "–",
    Verdict.NOT_KNOWN: "?",
    Verdict.WAIVED: "~",
    Verdict.ERROR: "!",
}
INDENT = "   "


def assessment_lines(assessment: Assessment) -> Iterator[str]:
    """Return the lines that explain a step: whether it may be taken, then every finding."""
    row = assessment.transition
    source = row.source.label.vi if row.source else "chưa có hồ sơ"
    answer = "ĐƯỢC THỰC HIỆN" if assessment.permitted else "CHƯA THỰC HIỆN ĐƯỢC"
    yield f"{row.action.label.vi}: {source} → {row.target.label.vi} — {answer}"
    yield f"{INDENT}căn cứ: {row.text}"
    yield from findings_lines(assessment.findings)


def findings_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Return the lines of several findings, what does not pass first."""
    for finding in sorted(findings, key=lambda one: one.passes):
        yield from finding_lines(finding)


def finding_lines(finding: Finding, depth: int = 1) -> Iterator[str]:
    """Return one finding: verdict, sentence, citation, then what it was made of."""
    said = f"{SIGNS[finding.verdict]} {finding.verdict.label.vi}: {finding.says.vi}"
    yield f"{INDENT * depth}{said} [{finding.rule}] — {finding.source}"
    for part in finding.parts:
        yield from finding_lines(part, depth + 1)
