"""One row of the table: a lawful move, who makes it, its guards and the text behind it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from states.facts import CaseFacts
from states.findings import Finding, Source
from states.plans import Plan
from states.terms import Action, Asks, CaseState, Evidence, Role

Guard = Callable[[CaseFacts], Finding]

NO_TEXT = Source("Không thấy văn bản quy định", "", Evidence.INFERRED)


@dataclass(frozen=True, slots=True)
class Transition:
    """One lawful move: action, source and target state, who, the guards, the text behind it.

    `voids` is the row a voiding one takes back. A row without `by` is an error.
    """

    action: Action
    source: CaseState | None
    target: CaseState
    by: tuple[Role, ...]
    guards: tuple[Guard, ...]
    text: Source
    asks: tuple[Asks, ...] = ()
    voids: "Transition | None" = None

    def __post_init__(self) -> None:
        """Refuse a row that names nobody: deny by default."""
        if not self.by:
            message = f"the row {self.action.value} from {self.source} names nobody"
            raise ValueError(message)

    def basis(self, plan: Plan | None) -> Source:
        """Return the text behind the row as a case's plan knows it.

        Another province's text is no authority there: under another plan it is only inferred.
        """
        if plan is None or plan.document == self.text.document:
            return self.text
        own = self.text.evidence is not Evidence.TEXT
        return self.text if own else replace(self.text, evidence=Evidence.INFERRED)

    @property
    def trigger(self) -> str:
        """The name of the machine's event."""
        if self.voids is None:
            return self.action.value
        return f"{self.action.value}_{self.voids.action.value}_to_{self.target.value}"
