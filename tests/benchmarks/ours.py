"""Ours: the engine's one door, as a page calls it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from states.terms import Action
from tests.benchmarks.stage import SUBMISSION, Stage
from workflow.database import writing
from workflow.engine import Deed, perform


@dataclass(slots=True)
class Ours:
    """A client of the engine."""

    name = "ours"
    stage: Stage

    def move(self, number: str) -> None:
        """Pass one case's review: locked, judged, recorded, committed."""
        stage = self.stage
        deed = Deed(
            case=number,
            action=Action.PASS_REVIEW,
            by=stage.council,
            at=datetime.now(UTC),
            submission=SUBMISSION,
            ballot=stage.ballot,
        )
        with writing(stage.engine) as session:
            perform(session, stage.book, deed)
