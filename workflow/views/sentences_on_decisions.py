"""What an entry about a decision says, made from the entry alone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from states.terms import Action, Text
from states.wording import day
from workflow.deeds.decision_lines import WORDS
from workflow.deeds.noting import NOTED_ON
from workflow.models.decisions import DecisionKind

ON_DECISIONS: Mapping[str, Text] = {
    "decision_drafted": Text("Lập dự thảo quyết định", "Decision drafted"),
    "decision_amended": Text("Sửa dự thảo quyết định", "Draft of a decision amended"),
    "decision_lines_added": Text("Đưa hồ sơ vào dự thảo", "Cases put on a draft"),
    "decision_line_removed": Text("Bỏ hồ sơ khỏi dự thảo", "Case taken off a draft"),
    "decision_withdrawn": Text("Bỏ dự thảo quyết định", "Draft of a decision given up"),
    "decision_recorded": Text("Ghi nhận quyết định", "Decision recorded"),
    NOTED_ON: Text("Quyết định đưa vào diện theo dõi", "Decided to put it under monitoring"),
}
Facts = Mapping[str, Any]


def decision_body(facts: Facts) -> Iterator[Text]:
    """Yield the paper, how many cases it decides what of, and why it was given up."""
    if kind := facts.get("paper_kind"):
        name = DecisionKind(kind).label
        signed = facts.get("signed_on")
        when = f", {day(date.fromisoformat(signed))}" if signed else ""
        number = facts.get("number") or "–"
        yield Text(
            f"{name.vi} {number}{when}, {facts['body']}",
            f"{name.en} {number}{when}, {facts['body']}",
        )
    if lines := facts.get("lines"):
        yield decided_in_all(lines)
    if reason := facts.get("reason"):
        yield Text(f"Lý do: {reason}", f"Reason: {reason}")


def decided_in_all(lines: Iterable[Facts]) -> Text:
    """Return how many lines of a decision decide what."""
    told = Counter(WORDS[Action(line["action"])] for line in lines)
    return Text(
        "; ".join(f"{label.vi}: {many}" for label, many in told.items()),
        "; ".join(f"{label.en}: {many}" for label, many in told.items()),
    )
