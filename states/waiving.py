"""A condition that may be waived, and the sentence it then answers with."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from states.facts import Waiver
from states.findings import Finding
from states.terms import Action, Text, Verdict


def may_be_waived(finding: Finding) -> bool:
    """Whether a condition is not met and a waiver could stand in; "not known" is never waived."""
    return finding.waivable and finding.verdict is Verdict.NOT_MET


def waived(
    findings: Sequence[Finding], action: Action, waivers: Iterable[Waiver]
) -> tuple[Finding, ...]:
    """Return the findings of a step, with those waived that may be and were."""
    granted = {each.rule: each for each in waivers if each.action == action}
    return tuple(
        _waived(finding, granted[finding.rule])
        if finding.rule in granted and may_be_waived(finding)
        else finding
        for finding in findings
    )


def _waived(finding: Finding, waiver: Waiver) -> Finding:
    reason, text = waiver.reason.rstrip("."), waiver.rests_on.rstrip(".")
    says = Text(
        f"{finding.says.vi} Được miễn: {reason}. Căn cứ: {text}.",
        f"{finding.says.en} Waived: {reason}. By: {text}.",
    )
    return replace(finding, verdict=Verdict.WAIVED, says=says)
