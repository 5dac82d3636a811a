"""What would be, were a figure, a vote or a day otherwise: the same rules, and nothing stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from states.case import Assessment, assess, row_for
from states.catalogue import catalogue
from states.change import Change, figures_of, with_set
from states.facts import Ballot, CaseFacts
from states.figures import Figure
from states.findings import Finding
from states.means import compared_measures
from states.monitoring import phase_of_recognition
from states.nearest import changes
from states.path import path
from states.plans.book import PlanBook
from states.selection import criteria
from states.targets import needed_measures
from states.terms import Action, CaseState, Phase, Text
from workflow.calendar import HANOI
from workflow.casefiles import read_case
from workflow.engine import plan_of
from workflow.errors import NotPossibleNow
from workflow.explaining import known_ahead
from workflow.facts import Setting, gather
from workflow.views.figure_lines import Line, line_of

NO_STEP = Text(
    "Hồ sơ không còn bước nào tới công nhận để thử.",
    "The case has no step to recognition left to try.",
)
SELECTING = (CaseState.PROPOSED, CaseState.APPRAISED)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is tried: figures by measure, the day of the step, and the heads of a ballot."""

    figures: Mapping[str, Figure] = field(default_factory=dict)
    on: date | None = None
    votes: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is tried yet."""
        return not self.figures and self.on is None and not self.votes


@dataclass(frozen=True, slots=True)
class Compared:
    """One condition as it stands and as it would be."""

    now: Finding
    then: Finding

    @property
    def turns(self) -> bool:
        """Whether the verdict would be another."""
        return self.now.verdict is not self.then.verdict


@dataclass(frozen=True, slots=True)
class Trial:
    """The step ahead judged twice, with what would still be lacking after what is tried."""

    action: Action
    measures: tuple[tuple[Line, Figure], ...]
    takes_votes: bool
    compared: tuple[Compared, ...]
    lacking: tuple[Change, ...]
    permitted: bool


def try_out(
    session: Session, book: PlanBook, number: str, draft: Draft, *, person: UUID, at: datetime
) -> Trial:
    """Judge the step ahead of a case as it stands and as drafted.

    The caller has shown that the person may see the case. Raises UnknownCase, and
    NotPossibleNow where no step to recognition is left.
    """
    file, today = read_case(session, number), at.astimezone(HANOI).date()
    found = gather(session, file, plan_of(book, file), Setting(person, today, today))
    facts = known_ahead(session, file, found)
    stops = path(facts)
    if not stops:
        raise NotPossibleNow(NO_STEP)
    row = row_for(stops[0].action, facts.state)
    tried = drafted(facts, draft)
    before, after = assess(row, facts), assess(row, tried)
    asked = measures_asked(facts)
    known = figures_of(facts, phase_tried(facts))
    return Trial(
        action=row.action,
        measures=tuple((line_of(catalogue()[name], {}), known.get(name)) for name in asked),
        takes_votes=any(rule.startswith("council.") for rule in _rules(before)),
        compared=tuple(
            Compared(now, then) for now, then in zip(before.findings, after.findings, strict=True)
        ),
        lacking=changes(after, tried),
        permitted=after.permitted,
    )


def drafted(facts: CaseFacts, draft: Draft) -> CaseFacts:
    """Return the facts as drafted: a figure that is tried was verified by nobody.

    A day that is still to come is tried as if it were today.
    """
    phase = phase_tried(facts)
    figures = figures_of(facts, phase)
    tried = replace(
        figures,
        values={**figures.values, **draft.figures},
        verified=figures.verified - set(draft.figures),
    )
    on = draft.on or facts.on
    voted = Ballot("", held_on=on, closed=True, **draft.votes)  # type: ignore[arg-type] # heads
    ballot = voted if draft.votes else facts.ballot
    return replace(with_set(facts, phase, tried), on=on, today=max(on, facts.today), ballot=ballot)


def phase_tried(facts: CaseFacts) -> Phase:
    """Return the phase whose figures the step ahead is judged on."""
    if facts.state in SELECTING:
        return Phase.PROPOSAL
    return phase_of_recognition(facts) if facts.state is CaseState.MONITORING else Phase.REVIEW


def measures_asked(facts: CaseFacts) -> tuple[str, ...]:
    """Return the measures that can be tried, in the order the plan asks for them."""
    if facts.state in SELECTING:
        asked = [*(measure.id for measure in criteria(facts)), *compared_measures(facts)]
    else:
        asked = [] if facts.state is CaseState.RELAPSED else [*needed_measures(facts)]
    return tuple(dict.fromkeys(asked))


def _rules(assessment: Assessment) -> tuple[str, ...]:
    return tuple(finding.rule for finding in assessment.findings)
