"""The one table of lawful moves, the one machine made of it, and the two verbs on it.

Pages, diagram, permission matrix, history and "what is missing" all derive from `TRANSITIONS`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from transitions import EventData, Machine

from states import guards, opening, papers, review
from states.facts import CaseFacts
from states.findings import Finding, Source
from states.terms import Action, Asks, CaseState, Evidence, Role

Guard = Callable[[CaseFacts], Finding]
NO_CASE_YET = "no_case_yet"

OFFICER = (Role.OFFICER,)
SECRETARY = (Role.SECRETARY,)
OFFICE = (Role.COMMITTEE_OFFICE,)
REGISTRAR = (Role.REGISTRAR,)

TQ = "Kế hoạch Tuyên Quang 2018–2020"
DL = "KH 8183/KH-UBND Đắk Lắk"
NO_TEXT = Source("Không thấy văn bản quy định", "", Evidence.INFERRED)
BY_COUNCIL = Source(TQ, "V.1 (Hội đồng chỉ cho khâu đưa vào)", Evidence.CONFIGURED)


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

    @property
    def trigger(self) -> str:
        """The name of the machine's event."""
        if self.voids is None:
            return self.action.value
        return f"{self.action.value}_{self.voids.action.value}_to_{self.target.value}"


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

    def finding(self, rule: str) -> Finding:
        """Return the finding of that rule; raises KeyError when the row does not ask it."""
        for finding in self.findings:
            if finding.rule == rule:
                return finding
        raise KeyError(rule)


def _forward() -> Iterator[Transition]:
    """The rows of every move that is no correction, in the order of a case's life."""
    state, order = CaseState, guards.IN_ORDER
    row = Transition
    yield row(
        Action.PROPOSE,
        None,
        state.PROPOSED,
        OFFICER,
        (*guards.OPENING, opening.argument_is_given),
        Source(TQ, "III.1", Evidence.TEXT),
    )
    yield row(
        Action.RETURN_DOSSIER,
        state.PROPOSED,
        state.PROPOSED,
        SECRETARY,
        (papers.missing_is_named, papers.letter_is_named, *order),
        NO_TEXT,
        (Asks.MISSING_LIST, Asks.LETTER),
    )
    yield row(
        Action.APPRAISE,
        state.PROPOSED,
        state.APPRAISED,
        SECRETARY,
        (*guards.APPRAISAL, *guards.COUNCIL, *order),
        Source(TQ, "V.1", Evidence.TEXT),
        (Asks.TYPES, Asks.MINUTES),
    )
    yield row(
        Action.DECLINE,
        state.PROPOSED,
        state.DECLINED,
        SECRETARY,
        (papers.reason_is_given, *guards.COUNCIL, *order),
        BY_COUNCIL,
        (Asks.REASON, Asks.MINUTES),
    )
    yield row(
        Action.DECLINE,
        state.APPRAISED,
        state.DECLINED,
        OFFICE,
        (papers.reason_is_given, *guards.DECISION, *order),
        NO_TEXT,
        (Asks.REASON, Asks.DECISION),
    )
    yield row(
        Action.SELECT,
        state.APPRAISED,
        state.IN_TRANSFORMATION,
        OFFICE,
        (*guards.SELECTION, *order),
        Source(DL, "II.2", Evidence.TEXT),
        (Asks.DECISION,),
    )
    yield row(
        Action.SUBMIT_REVIEW,
        state.IN_TRANSFORMATION,
        state.PRELIMINARY_REVIEW,
        OFFICER,
        (*guards.REVIEW, *order),
        Source(DL, "II.4; V.2", Evidence.TEXT),
        (Asks.REPORT, Asks.TASKS),
    )
    yield row(
        Action.PASS_REVIEW,
        state.PRELIMINARY_REVIEW,
        state.MONITORING,
        SECRETARY,
        (review.review_succeeded, *guards.COUNCIL, *order),
        BY_COUNCIL,
        (Asks.MINUTES,),
    )
    yield row(
        Action.EXTEND,
        state.PRELIMINARY_REVIEW,
        state.IN_TRANSFORMATION,
        SECRETARY,
        (review.review_did_not_succeed, papers.reason_is_given, *guards.COUNCIL, *order),
        NO_TEXT,
        (Asks.REASON, Asks.MINUTES),
    )
    yield row(
        Action.RECOGNIZE,
        state.MONITORING,
        state.RECOGNIZED,
        OFFICE,
        (*guards.RECOGNITION, *order),
        Source(TQ, "III.1", Evidence.TEXT),
        (Asks.MINUTES, Asks.DECISION),
    )
    for held in (state.MONITORING, state.RECOGNIZED):
        yield row(
            Action.RELAPSE,
            held,
            state.RELAPSED,
            SECRETARY,
            (review.criterion_is_broken, papers.reason_is_given, *guards.COUNCIL, *order),
            BY_COUNCIL,
            (Asks.REASON, Asks.MINUTES),
        )
    yield row(
        Action.RESUME,
        state.RELAPSED,
        state.IN_TRANSFORMATION,
        OFFICE,
        (review.relapsed_while_monitored, *guards.SELECTION, *order),
        NO_TEXT,
        (Asks.DECISION,),
    )
    for early in (state.PROPOSED, state.APPRAISED):
        yield row(
            Action.WITHDRAW,
            early,
            state.CLOSED,
            OFFICE,
            (papers.reason_is_given, papers.letter_is_named, *order),
            NO_TEXT,
            (Asks.REASON, Asks.LETTER),
        )


OPEN_STATES = (
    CaseState.PROPOSED,
    CaseState.APPRAISED,
    CaseState.IN_TRANSFORMATION,
    CaseState.PRELIMINARY_REVIEW,
    CaseState.MONITORING,
)
INHERITED_AS = {
    Action.INHERIT: CaseState.IN_TRANSFORMATION,
    Action.INHERIT_REVIEW: CaseState.PRELIMINARY_REVIEW,
    Action.INHERIT_MONITORING: CaseState.MONITORING,
    Action.INHERIT_RECOGNITION: CaseState.RECOGNIZED,
}


def _registered() -> Iterator[Transition]:
    """The rows of the registrar: hand-over on a rearrangement, and inherited cases."""
    for held in (*OPEN_STATES, CaseState.RELAPSED):
        yield Transition(
            Action.HAND_OVER,
            held,
            CaseState.CLOSED,
            REGISTRAR,
            (papers.resolution_is_named, papers.successors_are_named, *guards.IN_ORDER),
            papers.SUCCESSION,
            (Asks.RESOLUTION, Asks.SUCCESSORS),
        )
    for action, target in INHERITED_AS.items():
        yield Transition(
            action,
            None,
            target,
            REGISTRAR,
            (*guards.OPENING[:1], *guards.OPENING[2:], papers.old_decision_is_named),
            Source(DL, "II.2", Evidence.TEXT),
            (Asks.OLD_DECISION,),
        )


def _corrections(rows: tuple[Transition, ...]) -> Iterator[Transition]:
    """The rows that correct: rectify leaves the state, void goes back to the former one."""
    for state in CaseState:
        yield Transition(
            Action.RECTIFY,
            state,
            state,
            OFFICE,
            guards.CORRECTION,
            NO_TEXT,
            (Asks.CORRECTION, Asks.REASON),
        )
    for row in rows:
        if row.source is not None and row.source is not row.target:
            yield Transition(
                Action.VOID,
                row.target,
                row.source,
                OFFICE,
                (*guards.CORRECTION, papers.nothing_rests_on_it),
                NO_TEXT,
                (Asks.CORRECTION, Asks.REASON),
                voids=row,
            )


def _table() -> tuple[Transition, ...]:
    rows = (*_forward(), *_registered())
    return (*rows, *_corrections(rows))


TRANSITIONS = _table()


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
    return Assessment(row, (*access, *(guard(facts) for guard in row.guards)))


def move(assessment: Assessment) -> CaseState:
    """Hand the assessment to the machine and return the state it leads to.

    Raises NotPermittedError when a finding does not pass.
    """
    row = assessment.transition
    cursor = Cursor(_name(row.source))
    if not MACHINE.events[row.trigger].trigger(cursor, assessment=assessment):
        raise NotPermittedError(assessment)
    return CaseState(cursor.state)
