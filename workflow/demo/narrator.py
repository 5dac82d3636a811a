"""The witness of `demo --walk`: prints each step and each refusal with its findings."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from states.case import Assessment
from states.findings import Finding
from states.terms import Text
from workflow.engine import Outcome
from workflow.views.terminal import finding_lines, findings_lines


@dataclass(slots=True)
class Narrator:
    """Prints line by line through `prints`, and counts what it has shown."""

    prints: Callable[[str], None]
    taken: int = 0
    refused: list[str] = field(default_factory=list)

    def hears(self, heading: Text) -> None:
        """Print a heading."""
        self.prints(f"\n═══ {heading.vi}")

    def sees(self, by: str, action: Text, outcome: Outcome, findings: tuple[Finding, ...]) -> None:
        """Print a step that was taken, with all its findings."""
        self.taken += 1
        self.prints(
            f"\n▸ {outcome.number} · {action.vi} → {outcome.state.label.vi} "
            f"({by}; bút toán {outcome.entry})"
        )
        self._print(findings_lines(findings))

    def sees_refused(self, by: str, assessment: Assessment, rule: str) -> None:
        """Print a refusal: every finding that does not pass, and what passes in one line."""
        self.refused.append(rule)
        row = assessment.transition
        failing = [finding for finding in assessment.findings if not finding.passes]
        passing = len(assessment.findings) - len(failing)
        self.prints(f"\n✗ BỊ TỪ CHỐI · {row.action.label.vi} ({by})")
        for finding in failing:
            self._print(finding_lines(finding))
        self.prints(f"   ({passing} điều kiện khác đạt hoặc không áp dụng)")

    def notes(self, by: str, said: Text) -> None:
        """Print a deed that moves no case."""
        self.prints(f"▪ {said.vi} ({by})")

    def sees_barred(self, by: str, tried: Text, says: Text) -> None:
        """Print what is not possible now, and why."""
        self.refused.append(tried.en)
        self.prints(f"✗ BỊ TỪ CHỐI · {tried.vi} ({by}): {says.vi}")

    def _print(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.prints(line)
