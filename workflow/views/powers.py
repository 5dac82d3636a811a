"""What the page of states and powers shows: the one table, read for people."""

from dataclasses import dataclass

from states.case import Transition
from states.diagram import drawn
from states.findings import Source
from states.terms import Action, CaseState, Role


@dataclass(frozen=True, slots=True)
class Move:
    """One step as the page shows it: rows that differ only in their source stand together.

    `target` is None where the state stays as it is.
    """

    action: Action
    sources: tuple[CaseState | None, ...]
    target: CaseState | None
    by: tuple[Role, ...]
    text: Source


@dataclass(frozen=True, slots=True)
class Arrow:
    """One arrow of the state diagram."""

    source: CaseState
    target: CaseState
    action: Action


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """What each role may do in one state, in the order of the roles."""

    state: CaseState | None
    actions: tuple[tuple[Action, ...], ...]


def table_of_moves() -> tuple[Move, ...]:
    """Return every step of the table but the voiding ones, which mirror it."""
    moves: dict[tuple[object, ...], Move] = {}
    for row in _rows():
        target = None if row.source is row.target else row.target
        key = (row.action, target, row.by, row.text)
        former = moves.get(key)
        sources = (*former.sources, row.source) if former else (row.source,)
        moves[key] = Move(row.action, sources, target, row.by, row.text)
    return tuple(moves.values())


def permission_matrix() -> tuple[MatrixRow, ...]:
    """Return state by state what each role may do; nothing stands for auditors and others."""
    rows = _rows()
    return tuple(
        MatrixRow(
            state,
            tuple(
                tuple(row.action for row in rows if row.source is state and role in row.by)
                for role in Role
            ),
        )
        for state in (None, *CaseState)
    )


def drawn_moves() -> tuple[Arrow, ...]:
    """Return the arrows of the state diagram; a hand-over, possible from anywhere, is left out."""
    return tuple(
        Arrow(row.source, row.target, row.action)
        for row in drawn()
        if row.source is not None and row.action is not Action.HAND_OVER
    )


def _rows() -> tuple[Transition, ...]:
    return drawn()
