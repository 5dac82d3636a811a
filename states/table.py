"""The one table of lawful moves: who may do what, in which state, on which conditions.

Pages, machine, diagram, permission matrix, history and "what is missing" all derive from it.
"""

from collections.abc import Iterator

from states import guards, opening, papers
from states.correcting import correcting
from states.findings import Source
from states.terms import Action, Asks, CaseState, Evidence, Phase, Role
from states.transition import NO_TEXT, Transition

OFFICER = (Role.OFFICER,)
SECRETARY = (Role.SECRETARY,)
COUNCIL = (Role.COUNCIL,)
OFFICE = (Role.COMMITTEE_OFFICE,)
REGISTRAR = (Role.REGISTRAR,)

TQ = "Kế hoạch Tuyên Quang 2018–2020"
DL = "KH 8183/KH-UBND Đắk Lắk"
BY_COUNCIL = Source(TQ, "V.1 (Hội đồng chỉ cho khâu đưa vào)", Evidence.CONFIGURED)


ENTRY = (
    Transition(
        Action.PROPOSE,
        None,
        CaseState.PROPOSED,
        OFFICER,
        (*guards.OPENING, opening.argument_is_given),
        Source(TQ, "III.1", Evidence.TEXT),
    ),
    Transition(
        Action.RETURN_DOSSIER,
        CaseState.PROPOSED,
        CaseState.PROPOSED,
        SECRETARY,
        (papers.missing_is_named, papers.letter_is_named, *guards.IN_ORDER),
        NO_TEXT,
        (Asks.MISSING_LIST, Asks.LETTER),
    ),
    Transition(
        Action.APPRAISE,
        CaseState.PROPOSED,
        CaseState.APPRAISED,
        COUNCIL,
        (*guards.APPRAISAL, *guards.COUNCIL, *guards.IN_ORDER),
        Source(TQ, "V.1", Evidence.TEXT),
        (Asks.TYPES, Asks.MINUTES),
    ),
    Transition(
        Action.DECLINE,
        CaseState.PROPOSED,
        CaseState.DECLINED,
        COUNCIL,
        (papers.reason_is_given, *guards.COUNCIL, *guards.IN_ORDER),
        BY_COUNCIL,
        (Asks.REASON, Asks.MINUTES),
    ),
    Transition(
        Action.DECLINE,
        CaseState.APPRAISED,
        CaseState.DECLINED,
        OFFICE,
        (papers.reason_is_given, *guards.DECISION, *guards.IN_ORDER),
        NO_TEXT,
        (Asks.REASON, Asks.DECISION),
    ),
    Transition(
        Action.SELECT,
        CaseState.APPRAISED,
        CaseState.IN_TRANSFORMATION,
        OFFICE,
        (*guards.SELECTION, *guards.IN_ORDER),
        Source(DL, "II.2", Evidence.TEXT),
        (Asks.DECISION,),
    ),
    *(
        Transition(
            Action.WITHDRAW,
            early,
            CaseState.CLOSED,
            OFFICE,
            (papers.reason_is_given, papers.letter_is_named, *guards.IN_ORDER),
            NO_TEXT,
            (Asks.REASON, Asks.LETTER),
        )
        for early in (CaseState.PROPOSED, CaseState.APPRAISED)
    ),
)
COURSE = (
    Transition(
        Action.SUBMIT_REVIEW,
        CaseState.IN_TRANSFORMATION,
        CaseState.PRELIMINARY_REVIEW,
        OFFICER,
        (*guards.REVIEW, *guards.IN_ORDER),
        Source(DL, "II.4; V.2", Evidence.TEXT),
        (Asks.REPORT, Asks.TASKS),
    ),
    Transition(
        Action.PASS_REVIEW,
        CaseState.PRELIMINARY_REVIEW,
        CaseState.MONITORING,
        COUNCIL,
        (*guards.PASSED, *guards.COUNCIL, *guards.IN_ORDER),
        BY_COUNCIL,
        (Asks.MINUTES,),
    ),
    Transition(
        Action.EXTEND,
        CaseState.PRELIMINARY_REVIEW,
        CaseState.IN_TRANSFORMATION,
        COUNCIL,
        (*guards.NOT_PASSED, *guards.COUNCIL, *guards.IN_ORDER),
        NO_TEXT,
        (Asks.REASON, Asks.MINUTES),
    ),
    Transition(
        Action.RECOGNIZE,
        CaseState.MONITORING,
        CaseState.RECOGNIZED,
        OFFICE,
        (*guards.RECOGNITION, *guards.IN_ORDER),
        Source(TQ, "III.1", Evidence.TEXT),
        (Asks.DECISION,),
    ),
    *(
        Transition(
            Action.RELAPSE,
            held,
            CaseState.RELAPSED,
            COUNCIL,
            (*guards.RELAPSED, *guards.COUNCIL, *guards.IN_ORDER),
            BY_COUNCIL,
            (Asks.REASON, Asks.MINUTES),
        )
        for held in (CaseState.MONITORING, CaseState.RECOGNIZED)
    ),
    Transition(
        Action.RESUME,
        CaseState.RELAPSED,
        CaseState.IN_TRANSFORMATION,
        OFFICE,
        (*guards.RESUMPTION, *guards.IN_ORDER),
        NO_TEXT,
        (Asks.DECISION,),
    ),
)
OPEN_STATES = (
    CaseState.PROPOSED,
    CaseState.APPRAISED,
    CaseState.IN_TRANSFORMATION,
    CaseState.PRELIMINARY_REVIEW,
    CaseState.MONITORING,
)
_JUDGED_ON = {
    CaseState.PROPOSED: (Phase.PROPOSAL,),
    CaseState.APPRAISED: (Phase.PROPOSAL,),
    CaseState.IN_TRANSFORMATION: (Phase.REVIEW,),
    CaseState.PRELIMINARY_REVIEW: (Phase.REVIEW,),
    # Where a plan sets no monitoring, what was reviewed is what recognition rests on.
    CaseState.MONITORING: (Phase.REVIEW, Phase.MONITORING, Phase.RELAPSE),
    CaseState.RECOGNIZED: (Phase.RELAPSE,),
}
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
            (*guards.INHERITANCE, papers.old_decision_is_named),
            Source(DL, "II.2", Evidence.TEXT),
            (Asks.OLD_DECISION,),
        )


def judged_on(state: CaseState) -> tuple[Phase, ...]:
    """Return the phases whose figures the guards of the rows from a state may read."""
    return _JUDGED_ON.get(state, ())


MOVES = (*ENTRY, *COURSE, *_registered())
TRANSITIONS = (*MOVES, *correcting(MOVES))
