"""The page of one ballot: what it shows, what was typed into it, and why a vote was not taken."""

from dataclasses import dataclass

from states.terms import Choice, Text
from web.parts import FieldFault, Option
from web.problems import Kept
from workflow.views.motion_sheet import MotionSheet
from workflow.views.my_part import Part

YOUR_VOTE, YOUR_REASON = Text("Ý kiến của bạn", "Your vote"), Text("Lý do", "Reason")
LABELS = {"choice": YOUR_VOTE, "reason": YOUR_REASON}
CHOICES = {"choice": {choice.value: choice.label for choice in Choice}}


@dataclass(frozen=True, slots=True)
class BallotPage:
    """One ballot, what was typed into its form, and why a vote was not taken."""

    sheet: MotionSheet
    choices: tuple[Option, ...]
    reason: str = ""
    faults: tuple[FieldFault, ...] = ()
    refused: Text | None = None
    lapsed: MotionSheet | None = None

    def error(self, field: str) -> Text | str:
        """Return what is wrong with a field."""
        return next((fault.says for fault in self.faults if fault.field == field), "")

    @property
    def kept(self) -> tuple[Kept, ...]:
        """Return what was typed where the page has no form any more to hold it."""
        if self.sheet.mine.part is Part.VOTES:
            return ()
        chosen = [option.label for option in self.choices if option.chosen]
        typed = (("choice", chosen[0] if chosen else ""), ("reason", self.reason))
        return tuple(Kept(name, LABELS[name], words) for name, words in typed if words)
