"""What was reported of a province's communes over a span, one group of figures at a time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, or_, select
from sqlmodel import Session, SQLModel

import workflow.models.places  # noqa: F401 - the table read below
from states.catalogue import CRITERIA_GROUPS, Group, Measure, measures_of
from states.figures import Figure
from states.spans import Span, SpanKind, span_of
from states.terms import Level, Text
from workflow.commune_figures import Cell, Known, known_of
from workflow.sides import side_with
from workflow.views.naming import unit
from workflow.views.powers_held import inside

__all__ = ["Cell", "Figure", "Grid", "Known", "Measure", "Span", "Wanted", "grid_of"]
GROUPS: Mapping[str, Text] = {
    group: Group(group).label for group in (*CRITERIA_GROUPS, Group.TARGET.value, Group.EXTRA.value)
}
ROWS = 50
"""Communes of one page: no form exceeds the fields a form may have."""
_PLACES = SQLModel.metadata.tables["place"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which figures are looked at: of which province, span and group."""

    province: UUID
    span: Span
    group: str


@dataclass(frozen=True, slots=True)
class Row:
    """One commune of a grid."""

    id: UUID
    name: Text


@dataclass(frozen=True, slots=True)
class Grid:
    """The communes and measures asked for, with what is known of the span and of the one before."""

    wanted: Wanted
    name: Text
    measures: tuple[Measure, ...]
    rows: tuple[Row, ...]
    known: Mapping[Cell, Known]
    before: Mapping[Cell, Known]
    side: Collection[UUID]

    @property
    def version(self) -> int:
        """A number that grows with every figure reported of the province and span."""
        return 1 + sum(each.revision for each in self.known.values())

    @property
    def pages(self) -> int:
        """How many pages the communes fill."""
        return max(1, -(-len(self.rows) // ROWS))

    def on_page(self, page: int) -> tuple[Row, ...]:
        """Return the communes of one page, counted from 1."""
        return self.rows[(page - 1) * ROWS : page * ROWS]

    @property
    def given(self) -> int:
        """How many figures of the group are reported."""
        return sum((row.id, one.id) in self.known for row in self.rows for one in self.measures)

    @property
    def waiting(self) -> frozenset[UUID]:
        """The latest revisions of the group that another side recorded and nobody verified."""
        cells = (
            self.known.get((row.id, measure.id)) for row in self.rows for measure in self.measures
        )
        return frozenset(
            each.id
            for each in cells
            if each and each.verified_by is None and each.recorded_by not in self.side
        )

    def paper(self) -> tuple[str, str, date | None]:
        """Return the paper of what was reported of the span, blank where nothing was."""
        return next((each.paper for each in self.known.values()), ("", "", None))


def provinces_seen(
    session: Session, places: frozenset[UUID], on: date
) -> tuple[tuple[UUID, Text], ...]:
    """Return the provinces of a day that a person holds, or holds communes of."""
    above = select(_PLACES.c.province_id).where(_PLACES.c.id.in_(places))
    chosen: Select[Any] = select(_PLACES.c.id, _PLACES.c.kind, _PLACES.c.name)
    chosen = chosen.where(
        _PLACES.c.level == Level.PROVINCE,
        _lives(on),
        or_(_PLACES.c.id.in_(places), _PLACES.c.id.in_(above)),
    ).order_by(_PLACES.c.sort_key, _PLACES.c.id)
    return tuple((row.id, unit(row.kind, row.name)) for row in session.execute(chosen))


def lately(today: date) -> list[Span]:
    """Return the last month, quarter, half and year that are over."""
    kinds = (SpanKind.MONTH, SpanKind.QUARTER, SpanKind.HALF, SpanKind.YEAR)
    running = (span_of(kind, today.year, (today.month - 1) // kind.months + 1) for kind in kinds)
    return [span.before for span in running]


def grid_of(
    session: Session, wanted: Wanted, *, places: frozenset[UUID], person: UUID
) -> Grid | None:
    """Return the grid of a province over the places held; None where it is none of theirs.

    Its communes are those of the span's last day.
    """
    last = wanted.span.end
    names = dict(provinces_seen(session, places, last))
    if wanted.province not in names or wanted.group not in GROUPS:
        return None
    chosen: Select[Any] = select(_PLACES.c.id, _PLACES.c.kind, _PLACES.c.name)
    chosen = chosen.where(
        _PLACES.c.level == Level.COMMUNE,
        _PLACES.c.province_id == wanted.province,
        _lives(last),
        inside(places),
    ).order_by(_PLACES.c.sort_key, _PLACES.c.id)
    return Grid(
        wanted=wanted,
        name=names[wanted.province],
        measures=measures_of(wanted.group),
        rows=tuple(Row(row.id, unit(row.kind, row.name)) for row in session.execute(chosen)),
        known=known_of(session, wanted.province, wanted.span),
        before=known_of(session, wanted.province, wanted.span.before),
        side=side_with(session, person),
    )


def _lives(on: date) -> Any:  # noqa: ANN401 - a condition of SQLAlchemy, whatever its type
    return and_(
        or_(_PLACES.c.valid_from.is_(None), _PLACES.c.valid_from <= on),
        or_(_PLACES.c.valid_until.is_(None), _PLACES.c.valid_until >= on),
    )
