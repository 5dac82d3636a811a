"""The shape of a change: what would have to be otherwise for a rule to answer otherwise."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from states.facts import CaseFacts, FigureSet
from states.figures import Figure
from states.findings import Finding
from states.terms import Phase, Term, Text
from states.transition import Guard


class Turn(Term):
    """What a rule turns on: a number, a day, an answer, a paper or a person."""

    FIGURE = "figure", "Số liệu", "Figure"
    TARGETS = "targets", "Chỉ tiêu", "Targets"
    CHECK = "check", "Kiểm tra số liệu", "Verification"
    DAY = "day", "Ngày", "Day"
    PAPER = "paper", "Giấy tờ", "Paper"
    PERSON = "person", "Người thực hiện", "Person"
    VOTES = "votes", "Phiếu", "Votes"
    AREAS = "areas", "Địa bàn", "Areas"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The smallest change after which a rule answers otherwise, and the facts as they then are.

    `amount` counts it: offences, targets, votes, days, papers. `was` and `becomes` are exact
    values as text; `first_day` the first lawful day where a day decides; `parts` the changes
    it may be made of.
    """

    rule: str
    turn: Turn
    amount: int
    says: Text
    after: CaseFacts
    was: str = ""
    becomes: str = ""
    first_day: date | None = None
    parts: tuple["Change", ...] = ()


def met_by(guard: Guard, candidates: Iterable[Change]) -> Change | None:
    """Return the first of the candidates, given from the smallest on, that the rule accepts."""
    return next((each for each in candidates if guard(each.after).passes), None)


def with_figures(facts: CaseFacts, phase: Phase, values: Mapping[str, Figure]) -> CaseFacts:
    """Return the facts with figures of a phase as they would be."""
    figures = figures_of(facts, phase)
    return with_set(facts, phase, replace(figures, values={**figures.values, **values}))


def with_set(facts: CaseFacts, phase: Phase, figures: FigureSet) -> CaseFacts:
    """Return the facts with the figures of a phase replaced."""
    match phase:
        case Phase.PROPOSAL:
            return replace(facts, proposal=figures)
        case Phase.REVIEW:
            return replace(facts, review=figures)
        case Phase.MONITORING:
            return replace(facts, monitoring=figures)
    return replace(facts, relapse=figures)


def figures_of(facts: CaseFacts, phase: Phase) -> FigureSet:
    """Return the figures of a phase."""
    match phase:
        case Phase.PROPOSAL:
            return facts.proposal
        case Phase.REVIEW:
            return facts.review
        case Phase.MONITORING:
            return facts.monitoring
    return facts.relapse


def plural(number: int, noun: str) -> str:
    """Return a number with its English noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def joined(pieces: Iterable[Text]) -> Text:
    """Return several changes as one sentence."""
    kept = list(pieces)
    return Text(", và ".join(each.vi for each in kept), ", and ".join(each.en for each in kept))


def as_asked(finding: Finding) -> Text:
    """Return the finding's own sentence where it already says what is asked."""
    return Text(finding.says.vi.rstrip("."), finding.says.en.rstrip("."))
