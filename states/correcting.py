"""The rows that correct: whatever was recorded may be rectified, and a move may be voided."""

from collections.abc import Iterator

from states import guards
from states.terms import Action, Asks, CaseState, Role
from states.transition import NO_TEXT, Transition

OFFICE = (Role.COMMITTEE_OFFICE,)


def correcting(rows: tuple[Transition, ...]) -> Iterator[Transition]:
    """The rows that correct: rectify leaves the state, void goes back to the former one."""
    for state in CaseState:
        yield Transition(
            Action.RECTIFY,
            state,
            state,
            OFFICE,
            guards.RECTIFYING,
            NO_TEXT,
            (Asks.CORRECTION, Asks.REASON, Asks.DECISION),
        )
    for row in rows:
        if row.source is not None and row.source is not row.target:
            yield Transition(
                Action.VOID,
                row.target,
                row.source,
                OFFICE,
                guards.VOIDING,
                NO_TEXT,
                (Asks.CORRECTION, Asks.REASON, Asks.DECISION),
                voids=row,
            )
