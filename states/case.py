"""The one machine made of the table of moves, and the two verbs on it: assess and move."""

from dataclasses import dataclass

from transitions import EventData, Machine

from states import opening
from states.facts import CaseFacts
from states.findings import Finding
from states.table import INHERITED_AS, OPEN_STATES, TRANSITIONS
from states.terms import Action, CaseState
from states.transition import Guard, Transition
from states.waiving import may_be_waived, waived

__all__ = [
    "INHERITED_AS",
    "MACHINE",
    "OPEN_STATES",
    "TRANSITIONS",
    "Assessment",
    "Guard",
    "ImpossibleMoveError",
    "NotPermittedError",
    "Transition",
    "assess",
    "move",
    "row_for",
    "row_voiding",
    "rows_from",
]

NO_CASE_YET = "no_case_yet"


class ImpossibleMoveError(Exception):
    """The table has no row for this action in this state; `action` and `state` say which."""

    def __init__(self, action: Action, state: CaseState | None) -> None:
        """Keep what was tried."""
        super().__init__(f"{action.value} is not possible from {state.value if state else '-'}")
        self.action, self.state = action, state


class NotPermittedError(Exception):
    """The assessment does not permit the move; it carries every finding."""

    def __init__(self, assessment: "Assessment") -> None:
        """Keep the assessment that explains the refusal."""
        super().__init__(f"{assessment.transition.action.value} is not permitted")
        self.assessment = assessment


@dataclass(frozen=True, slots=True)
class Assessment:
    """All findings of one row on one set of facts: the explanation and the lock in one."""

    transition: Transition
    findings: tuple[Finding, ...]

    @property
    def permitted(self) -> bool:
        """Whether every finding passes."""
        return all(finding.passes for finding in self.findings)

    @property
    def awaits_only_papers(self) -> bool:
        """Whether nothing is missing but what is entered with the action itself."""
        return all(finding.passes or finding.awaits_the_paper for finding in self.findings)

    @property
    def asks_for_waivers(self) -> bool:
        """Whether a condition stands in the way that could have been waived."""
        return any(may_be_waived(finding) for finding in self.findings)

    def finding(self, rule: str) -> Finding:
        """Return the finding of that rule; raises KeyError when the row does not ask it."""
        for finding in self.findings:
            if finding.rule == rule:
                return finding
        raise KeyError(rule)


@dataclass(slots=True)
class Cursor:
    """What the machine moves: a state and nothing else, so it can keep nothing."""

    state: str


def _admits(event: EventData) -> bool:
    """Admit exactly the assessment of this event in this state, when it permits."""
    assessment: Assessment = event.kwargs["assessment"]
    row = assessment.transition
    same = row.trigger == event.event.name and _name(row.source) == event.state.name
    return same and assessment.permitted


def _name(state: CaseState | None) -> str:
    return state.value if state else NO_CASE_YET


def _machine() -> Machine:
    machine = Machine(
        model=None,
        states=[NO_CASE_YET, *(state.value for state in CaseState)],
        initial=None,
        auto_transitions=False,
        send_event=True,
        queued=False,
    )
    for row in TRANSITIONS:
        machine.add_transition(row.trigger, _name(row.source), row.target.value, _admits)
    return machine


MACHINE = _machine()
_ROWS = {(row.action, row.source): row for row in TRANSITIONS if row.voids is None}
_VOIDS = {(row.voids.action, row.source, row.target): row for row in TRANSITIONS if row.voids}


def rows_from(state: CaseState | None) -> tuple[Transition, ...]:
    """Return the rows that leave a state, or that open a case for None."""
    return tuple(row for row in TRANSITIONS if row.source is state)


def row_for(action: Action, state: CaseState | None) -> Transition:
    """Return the row of an action in a state.

    Raises ImpossibleMoveError when the table has none.
    """
    row = _ROWS.get((action, state))
    if row is None:
        raise ImpossibleMoveError(action, state)
    return row


def row_voiding(action: Action, state: CaseState, *, back_to: CaseState) -> Transition:
    """Return the row that takes an action back to the state it left.

    Raises ImpossibleMoveError when that action cannot be voided.
    """
    row = _VOIDS.get((action, state, back_to))
    if row is None:
        raise ImpossibleMoveError(Action.VOID, state)
    return row


def assess(row: Transition, facts: CaseFacts) -> Assessment:
    """Run every guard of the row once, none cut short, and keep all the answers."""
    access = (opening.role_is_held(facts, row.by), opening.territory_covers_the_commune(facts))
    findings = (*access, *(guard(facts) for guard in row.guards))
    return Assessment(row, waived(findings, row.action, facts.waivers))


def move(assessment: Assessment) -> CaseState:
    """Hand the assessment to the machine and return the state it leads to.

    Raises NotPermittedError when a finding does not pass.
    """
    row = assessment.transition
    cursor = Cursor(_name(row.source))
    if not MACHINE.events[row.trigger].trigger(cursor, assessment=assessment):
        raise NotPermittedError(assessment)
    return CaseState(cursor.state)
