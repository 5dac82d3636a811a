"""What was reported of communes over a span: the latest revision of each figure, and its check."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models.commune_figures  # noqa: F401 - the tables read below
from states.figures import Figure
from states.spans import Span
from workflow.reported import figure

_TABLES = SQLModel.metadata.tables
FIGURES = _TABLES["commune_figure"]
CHECKS = _TABLES["commune_figure_check"]
_PLACES = _TABLES["place"]
Cell = tuple[UUID, str]
"""A figure by its commune and its measure."""
_OF_A_SPAN: Select[Any] = (
    select(
        FIGURES.c.id,
        FIGURES.c.place_id,
        FIGURES.c.measure,
        FIGURES.c.revision,
        FIGURES.c.standing,
        FIGURES.c["count"].label("counted"),
        FIGURES.c.numerator,
        FIGURES.c.denominator,
        FIGURES.c.answer,
        FIGURES.c.document,
        FIGURES.c.body,
        FIGURES.c.document_date,
        FIGURES.c.recorded_by,
        CHECKS.c.verified_by,
    )
    .select_from(
        FIGURES.join(_PLACES, _PLACES.c.id == FIGURES.c.place_id).outerjoin(
            CHECKS, CHECKS.c.figure_id == FIGURES.c.id
        )
    )
    .where(
        _PLACES.c.province_id == bindparam("province"),
        FIGURES.c.span_start == bindparam("start"),
        FIGURES.c.span_end == bindparam("end"),
    )
    .order_by(FIGURES.c.revision)
)


@dataclass(frozen=True, slots=True)
class Known:
    """The latest revision of one figure of a commune, with its paper and who checked it."""

    id: UUID
    place: UUID
    measure: str
    revision: int
    figure: Figure
    document: str
    body: str
    document_date: date | None
    recorded_by: UUID
    verified_by: UUID | None

    @property
    def paper(self) -> tuple[str, str, date | None]:
        """The paper the figure stands in: its number, its body, its day."""
        return self.document, self.body, self.document_date


def known_of(session: Session, province: UUID, span: Span) -> Mapping[Cell, Known]:
    """Return the latest revision of every figure reported of a province's communes in a span."""
    asked = {"province": province, "start": span.start, "end": span.end}
    rows: Iterable[Row[Any]] = session.connection().execute(_OF_A_SPAN, asked)
    return {(row.place_id, row.measure): _known(row) for row in rows}


def _known(row: Row[Any]) -> Known:
    return Known(
        id=row.id,
        place=row.place_id,
        measure=row.measure,
        revision=row.revision,
        figure=figure(row),
        document=row.document,
        body=row.body,
        document_date=row.document_date,
        recorded_by=row.recorded_by,
        verified_by=row.verified_by,
    )
