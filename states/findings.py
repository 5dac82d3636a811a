"""What a rule answers: not yes or no, but a verdict, a sentence and the text behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from states.terms import Evidence, Role, Spot, Text, Verdict
from states.wording import as_cited

PASSING = frozenset({Verdict.MET, Verdict.NOT_APPLICABLE, Verdict.WAIVED})


@dataclass(frozen=True, slots=True)
class Source:
    """The text a rule comes from: document, place in it, how it is known, the words."""

    document: str
    place: str
    evidence: Evidence
    quote: str = ""

    @property
    def named(self) -> Text:
        """The document as a page names it; where there is none, that is said in both languages."""
        return as_cited(self.document)

    @property
    def placed(self) -> Text:
        """The place in the document, or the words that stand instead, in both languages."""
        return as_cited(self.place)

    def __str__(self) -> str:
        """Return the citation in one line, as a Vietnamese terminal prints it."""
        cited = f"{self.document}, {self.place}" if self.place else self.document
        return cited if self.evidence is Evidence.TEXT else f"{cited} [{self.evidence.label.vi}]"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's answer on one set of facts.

    `seen` and `required` are exact values as text ("4/5", "2026-03-02"); `parts` are the
    answers the verdict was made of; `fixed_by` and `fixed_at` say who can change it and where.
    """

    rule: str
    verdict: Verdict
    says: Text
    source: Source
    seen: str = ""
    required: str = ""
    parts: tuple["Finding", ...] = ()
    waivable: bool = False
    fixed_by: tuple[Role, ...] = ()
    fixed_at: Spot = Spot.NOWHERE

    @property
    def passes(self) -> bool:
        """Whether this answer lets a move pass; "not known" never does."""
        return self.verdict in PASSING

    @property
    def awaits_the_paper(self) -> bool:
        """Whether only what comes with the step itself can settle it: its paper, or its ballot."""
        return not self.passes and self.fixed_at in (Spot.CONFIRM, Spot.SITTING)


def worst(findings: Iterable[Finding]) -> Verdict:
    """Return the verdict of findings that must all pass: the gravest of theirs."""
    verdicts = {finding.verdict for finding in findings}
    for verdict in (Verdict.ERROR, Verdict.NOT_MET, Verdict.NOT_KNOWN, Verdict.WAIVED, Verdict.MET):
        if verdict in verdicts:
            return verdict
    return Verdict.NOT_APPLICABLE


def as_record(finding: Finding) -> dict[str, Any]:
    """Return the finding as the history stores it: strings, lists and objects only."""
    record: dict[str, Any] = {
        "rule": finding.rule,
        "verdict": str(finding.verdict),
        "vi": finding.says.vi,
        "en": finding.says.en,
        "document": finding.source.document,
        "place": finding.source.place,
        "evidence": str(finding.source.evidence),
    }
    if finding.source.quote:
        record["quote"] = finding.source.quote
    if finding.seen:
        record["seen"] = finding.seen
    if finding.required:
        record["required"] = finding.required
    if finding.parts:
        record["parts"] = [as_record(part) for part in finding.parts]
    return record


def from_record(record: dict[str, Any]) -> Finding:
    """Return the finding a history entry holds.

    Raises KeyError or ValueError when the record is not one `as_record` made.
    """
    return Finding(
        rule=record["rule"],
        verdict=Verdict(record["verdict"]),
        says=Text(record["vi"], record["en"]),
        source=Source(
            record["document"],
            record["place"],
            Evidence(record["evidence"]),
            record.get("quote", ""),
        ),
        seen=record.get("seen", ""),
        required=record.get("required", ""),
        parts=tuple(from_record(part) for part in record.get("parts", ())),
    )
