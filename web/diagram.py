"""The picture of the states: where boxes stand and how arrows run, computed for a template."""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from states.terms import CaseState, Text

Anchor = Literal["start", "middle", "end"]
Kind = Literal["plain", "good", "bad", "end"]

WIDTH, HEIGHT = 176, 52
COLUMN, ROW = 310, 124
MARGIN, MARGIN_RIGHT = 12, 48
LINE = 17
LETTERS_IN_BOX, LETTERS_ON_EDGE = 21, 18
APART = 10
ASIDE = 44


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of words and where its baseline lies."""

    words: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """One state: its place on the grid, from the top left, and what kind it is."""

    id: str
    label: Text
    column: float
    row: int
    kind: Kind = "plain"

    @property
    def width(self) -> int:
        """How wide it is drawn."""
        return WIDTH

    @property
    def height(self) -> int:
        """How high it is drawn."""
        return HEIGHT

    @property
    def x(self) -> int:
        """The left side."""
        return MARGIN + int(self.column * COLUMN)

    @property
    def y(self) -> int:
        """The top side."""
        return MARGIN + self.row * ROW

    @property
    def middle(self) -> int:
        """The x of its centre."""
        return self.x + WIDTH // 2

    @property
    def centre(self) -> int:
        """The y of its centre."""
        return self.y + HEIGHT // 2

    def lines(self, language: str) -> tuple[Line, ...]:
        """Return its label, wrapped and centred."""
        words = textwrap.wrap(self.label.in_(language), LETTERS_IN_BOX)
        top = self.centre + 5 - (len(words) - 1) * LINE // 2
        return tuple(Line(line, self.middle, top + n * LINE) for n, line in enumerate(words))


@dataclass(frozen=True, slots=True)
class Edge:
    """One arrow as drawn: its path, and where its words stand."""

    path: str
    label: Text
    x: float
    y: float
    anchor: Anchor
    above: bool = False
    dashed: bool = False

    def lines(self, language: str) -> tuple[Line, ...]:
        """Return its words, wrapped; above the arrow the last line stands nearest to it."""
        words = textwrap.wrap(self.label.in_(language), LETTERS_ON_EDGE)
        top = self.y - (len(words) - 1) * LINE if self.above else self.y
        return tuple(Line(line, self.x, top + n * LINE) for n, line in enumerate(words))


@dataclass(frozen=True, slots=True)
class Picture:
    """All a template needs to print the diagram."""

    id: str
    title: Text
    description: Text
    width: int
    height: int
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """One arrow as asked for: from a state to another, under a name."""

    source: str
    target: str
    label: Text
    dashed: bool = False


_PLACES: tuple[tuple[CaseState, float, int, Kind], ...] = (
    (CaseState.DECLINED, 0.5, 0, "end"),
    (CaseState.PROPOSED, 0, 1, "plain"),
    (CaseState.APPRAISED, 1, 1, "plain"),
    (CaseState.IN_TRANSFORMATION, 2, 1, "plain"),
    (CaseState.PRELIMINARY_REVIEW, 3, 1, "plain"),
    (CaseState.CLOSED, 0.5, 2, "end"),
    (CaseState.RELAPSED, 2, 2, "bad"),
    (CaseState.MONITORING, 3, 2, "plain"),
    (CaseState.RECOGNIZED, 3, 3, "good"),
)
STATES = tuple(
    Box(state.value, state.label, column, row, kind) for state, column, row, kind in _PLACES
)


def states_picture(title: Text, description: Text, moves: Iterable[Move]) -> Picture:
    """Return the diagram of the case states with these moves.

    A move from a state to itself is left out; moves between the same two share one arrow.
    """
    joined: dict[tuple[str, str], Move] = {}
    for move in moves:
        pair = (move.source, move.target)
        label = move.label
        if pair in joined:
            first = joined[pair].label
            label = Text(f"{first.vi}; {label.vi}", f"{first.en}; {label.en}")
        joined[pair] = Move(*pair, label, move.dashed)
    return draw("states", title, description, STATES, tuple(joined.values()))


def draw(
    name: str, title: Text, description: Text, boxes: Sequence[Box], moves: Sequence[Move]
) -> Picture:
    """Place boxes on their grid and run the arrows between them.

    Raises KeyError when a move names a box that is not there.
    """
    known = {box.id: box for box in boxes}
    pairs = {(move.source, move.target) for move in moves}
    edges = tuple(
        _edge(known[m.source], known[m.target], m, both=(m.target, m.source) in pairs)
        for m in moves
        if m.source != m.target
    )
    width = max(box.x for box in boxes) + WIDTH + MARGIN_RIGHT
    height = max(box.y for box in boxes) + HEIGHT + MARGIN
    return Picture(name, title, description, width, height, tuple(boxes), edges)


def _edge(source: Box, target: Box, move: Move, *, both: bool) -> Edge:
    if source.row == target.row:
        return _level(source, target, move, both=both)
    if source.column == target.column:
        return _upright(source, target, move, both=both)
    if target.row > source.row or abs(target.column - source.column) < 1:
        return _slanting(source, target, move)
    return _bent(source, target, move)


def _level(source: Box, target: Box, move: Move, *, both: bool) -> Edge:
    forward = source.column < target.column
    start, stop = (source.x + WIDTH, target.x) if forward else (source.x, target.x + WIDTH)
    y = source.centre + ((-APART if forward else APART) if both else 0)
    above = forward or not both
    at = y - 7 if above else y + LINE
    middle = (start + stop) / 2
    path = f"M{start} {y}H{stop}"
    return Edge(path, move.label, middle, at, "middle", above=above, dashed=move.dashed)


def _upright(source: Box, target: Box, move: Move, *, both: bool) -> Edge:
    down = source.row < target.row
    start, stop = (source.y + HEIGHT, target.y) if down else (source.y, target.y + HEIGHT)
    x = source.middle + ((APART if down else -APART) if both else 0)
    side: Anchor = "end" if both and not down else "start"
    at = x - 8 if side == "end" else x + 8
    path = f"M{x} {start}V{stop}"
    return Edge(path, move.label, at, (start + stop) / 2, side, dashed=move.dashed)


def _slanting(source: Box, target: Box, move: Move) -> Edge:
    right, down = target.column > source.column, target.row > source.row
    start, stop = source.middle, target.middle + (-ASIDE if right else ASIDE)
    top, bottom = (source.y + HEIGHT, target.y) if down else (source.y, target.y + HEIGHT)
    anchor: Anchor = "end" if right else "start"
    at = (start + stop) / 2 + (-10 if right else 10)
    path = f"M{start} {top}L{stop} {bottom}"
    beside = (top + bottom) / 2 + (14 if down else 0)
    return Edge(path, move.label, at, beside, anchor, dashed=move.dashed)


def _bent(source: Box, target: Box, move: Move) -> Edge:
    left = target.column < source.column
    start = source.x if left else source.x + WIDTH
    path = f"M{start} {source.centre}H{target.middle}V{target.y + HEIGHT}"
    middle = (start + target.middle) / 2
    at = source.centre - 7
    return Edge(path, move.label, middle, at, "middle", above=True, dashed=move.dashed)
