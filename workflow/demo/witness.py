"""Whoever watches the demo being walked: told every deed, every move and every refusal."""

from typing import Protocol

from states.case import Assessment
from states.findings import Finding
from states.terms import Text
from workflow.engine import Outcome


class Witness(Protocol):
    """Whoever is told what happens: each step with its findings, each refusal."""

    def hears(self, heading: Text) -> None:
        """Hear what comes next."""

    def sees(self, by: str, action: Text, outcome: Outcome, findings: tuple[Finding, ...]) -> None:
        """See a step that was taken, with its findings as the history keeps them."""

    def sees_refused(self, by: str, assessment: Assessment, rule: str) -> None:
        """See a step refused, and the rule that was meant to refuse it."""

    def notes(self, by: str, said: Text) -> None:
        """Note a deed that moves no case."""

    def sees_barred(self, by: str, tried: Text, says: Text) -> None:
        """See a deed that is not possible now, with the sentence that says why."""
