"""What was reported of a case: the latest figures of each phase."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, String, bindparam, literal_column, select, type_coerce
from sqlmodel import Session, SQLModel

import workflow.models.figures  # noqa: F401 - the tables read below
from states.facts import FigureSet
from states.figures import Figure
from states.terms import Phase, Standing
from workflow.columns import RecurringId
from workflow.prepared import Prepared

_FIGURES = SQLModel.metadata.tables["figure"]
_CHECKS = SQLModel.metadata.tables["verification"]
_EVERY = (
    select(
        _FIGURES.c.measure,
        type_coerce(_FIGURES.c.phase, String).label("phase"),
        _FIGURES.c.round,
        type_coerce(_FIGURES.c.standing, String).label("standing"),
        _FIGURES.c.count.label("counted"),
        _FIGURES.c.numerator,
        _FIGURES.c.denominator,
        _FIGURES.c.answer,
        _FIGURES.c.period_start,
        _FIGURES.c.period_end,
        type_coerce(_FIGURES.c.recorded_by, RecurringId()).label("recorded_by"),
        type_coerce(_CHECKS.c.verified_by, RecurringId()).label("verified_by"),
    )
    .select_from(_FIGURES.outerjoin(_CHECKS, _CHECKS.c.figure_id == _FIGURES.c.id))
    .order_by(_FIGURES.c.revision)
)
_ALL = _EVERY.where(_FIGURES.c.case_id == bindparam("case"))
_OF_CASES = _EVERY.add_columns(_FIGURES.c.case_id).where(
    _FIGURES.c.case_id.in_(bindparam("cases", expanding=True)),
    _FIGURES.c.phase.in_(bindparam("phases", expanding=True)),
)
_AS_READ = attrgetter(*_ALL.selected_columns.keys())
Sets = Mapping[Phase, FigureSet]
# A figure with the days of its period, who recorded it and who verified it.
_Line = tuple[Figure, date, date, UUID, UUID | None]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a figure comes from: its period, both days counted, and the paper with its body."""

    start: date
    end: date
    document: str
    body: str
    document_date: date | None = None


def read_reported(
    session: Session, case_id: UUID, phases: tuple[Phase, ...], *, round_: int
) -> Sets:
    """Read what was reported of a case in some phases, of the proposal and of a round."""
    rows: Sequence[Any] = _figures_of(phases).rows(session, {"case": case_id})
    return _reported(rows, round_)


def read_reported_of(
    session: Session, rounds: Mapping[UUID, int], phases: Iterable[Phase]
) -> dict[UUID, Sets]:
    """Read the same of several cases in one question, each with the round it is in."""
    lines: dict[UUID, list[tuple[Any, ...]]] = {case_id: [] for case_id in rounds}
    which = {"cases": [*rounds], "phases": [phase.value for phase in phases]}
    for *line, case_id in session.connection().execute(_OF_CASES, which):
        lines[case_id].append(tuple(line))
    return {case_id: _reported(lines[case_id], round_) for case_id, round_ in rounds.items()}


def reported_in(rows: Iterable[Row[Any]], *, round_: int) -> Sets:
    """Return the same from rows that were read already, in the order of their revisions."""
    return _reported(map(_AS_READ, rows), round_)


@cache
def _figures_of(phases: tuple[Phase, ...]) -> Prepared:
    """Return the statement with the phases written out: made once, since making it is dear."""
    names: list[ColumnElement[str]] = [literal_column(f"'{phase}'") for phase in phases]
    return Prepared(_ALL.where(_FIGURES.c.phase.in_(names)))


def figure(row: Row[Any]) -> Figure:
    """Return the figure a row of the table holds."""
    return _figure(row.standing, row.counted, row.numerator, row.denominator, row.answer)


def provenance(row: Row[Any]) -> Provenance:
    """Return where the figure of a row comes from."""
    return Provenance(
        row.period_start, row.period_end, row.document, row.body, document_date=row.document_date
    )


def _reported(rows: Iterable[tuple[Any, ...]], present: int) -> Sets:
    latest: dict[str, dict[str, _Line]] = {phase.value: {} for phase in Phase}
    for measure, phase, number, *value, start, end, recorder, verifier in rows:
        if number == present or phase == Phase.PROPOSAL:
            latest[phase][measure] = (_figure(*value), start, end, recorder, verifier)
    return {phase: _figure_set(latest[phase.value]) for phase in Phase}


def _figure_set(latest: Mapping[str, _Line]) -> FigureSet:
    if not latest:
        return FigureSet()
    return FigureSet(
        values={measure: line[0] for measure, line in latest.items()},
        verified=frozenset(
            measure
            for measure, (_, _, _, recorder, verifier) in latest.items()
            if verifier and verifier != recorder
        ),
        start=min({line[1] for line in latest.values()}),
        end=max({line[2] for line in latest.values()}),
    )


@lru_cache(maxsize=4096)
def _figure(
    standing: str, count: int | None, top: int | None, bottom: int | None, answer: str | None
) -> Figure:
    """Return the one object of a figure; cases report the same few over and over."""
    return Figure(Standing(standing), count, top, bottom, answer)
