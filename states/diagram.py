"""The table of moves as a Mermaid state diagram and as a permission matrix."""

from states.table import TRANSITIONS
from states.terms import Action, CaseState
from states.transition import Transition

CORRECTIONS = (Action.RECTIFY, Action.VOID)


def mermaid() -> str:
    """Return the diagram text, made from the table alone; corrections are left out."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {state.value}: {state.label.vi}" for state in CaseState]
    lines += [
        f"    {_beginning(row)} --> {row.target.value}: {row.action.value}" for row in drawn()
    ]
    return "\n".join(lines) + "\n"


def drawn() -> tuple[Transition, ...]:
    """Return the rows a reader wants to see in a drawing: every move but the corrections."""
    return tuple(row for row in TRANSITIONS if row.action not in CORRECTIONS)


def _beginning(row: Transition) -> str:
    return row.source.value if row.source else "[*]"
