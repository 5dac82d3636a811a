"""One figure of a case with every revision, who recorded it and who verified it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.catalogue import Measure
from states.figures import MISSING, Figure
from states.findings import Source
from states.means import MEAN_MEASURES
from states.terms import Text
from workflow.reported import Provenance, figure
from workflow.views.measured_in import measured_in

__all__ = ["Figure", "Line", "Provenance", "Revision", "line_of", "read_figures", "revision_of"]
_TABLES = SQLModel.metadata.tables
_FIGURES = _TABLES["figure"]
_CHECKS = _TABLES["verification"]
_RECORDER = _TABLES["person"].alias("recorder")
_VERIFIER = _TABLES["person"].alias("verifier")
_READ = (
    select(
        _FIGURES,
        _FIGURES.c.count.label("counted"),
        _CHECKS.c.verified_by,
        _CHECKS.c.verified_at,
        _RECORDER.c.name.label("recorder"),
        _VERIFIER.c.name.label("verifier"),
    )
    .select_from(
        _FIGURES.join(_RECORDER, _RECORDER.c.id == _FIGURES.c.recorded_by)
        .outerjoin(_CHECKS, _CHECKS.c.figure_id == _FIGURES.c.id)
        .outerjoin(_VERIFIER, _VERIFIER.c.id == _CHECKS.c.verified_by)
    )
    .where(_FIGURES.c.case_id == bindparam("case"))
    .order_by(_FIGURES.c.revision)
)


@dataclass(frozen=True, slots=True)
class Revision:
    """One figure as it was once reported; `verifier` is empty while nobody has checked it."""

    figure: Figure
    number: int
    start: date
    end: date
    document: str
    body: str
    document_date: date | None
    as_printed: str
    reason: str
    recorder: str
    recorded_at: str
    recorded_by: UUID
    verifier: str
    verified_at: str

    @property
    def provenance(self) -> Provenance:
        """Where the figure comes from."""
        return Provenance(
            self.start, self.end, self.document, self.body, document_date=self.document_date
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One measure of the catalogue in a phase: its words, and the revisions, newest first."""

    id: str
    label: Text
    kind: str
    unit: Text
    sensitive: bool
    choices: tuple[tuple[str, Text], ...]
    source: Source
    revisions: tuple[Revision, ...]

    @property
    def is_mean(self) -> bool:
        """Whether its two numbers make a mean per commune, not a share."""
        return self.id in MEAN_MEASURES.values()

    @property
    def latest(self) -> Revision | None:
        """The revision that counts, or None while nobody has reported the figure."""
        return self.revisions[0] if self.revisions else None

    @property
    def figure(self) -> Figure:
        """The figure that counts; missing while nobody has reported it."""
        return self.revisions[0].figure if self.revisions else MISSING


def read_figures(session: Session, case_id: UUID) -> Sequence[Row[Any]]:
    """Return every revision of every figure of a case, with the names, oldest first."""
    return session.execute(_READ, {"case": case_id}).all()


def line_of(measure: Measure, revisions: Mapping[str, list[Revision]]) -> Line:
    """Return a measure with what was reported of it."""
    return Line(
        id=measure.id,
        label=measure.label,
        kind=measure.kind.value,
        unit=measured_in(measure),
        sensitive=measure.sensitive,
        choices=measure.choices,
        source=measure.source,
        revisions=tuple(revisions.get(measure.id, ())),
    )


def revision_of(row: Row[Any]) -> Revision:
    """Return a row of the table as one revision."""
    return Revision(
        figure=figure(row),
        number=row.revision,
        start=row.period_start,
        end=row.period_end,
        document=row.document,
        body=row.body,
        document_date=row.document_date,
        as_printed=row.as_printed or "",
        reason=row.reason or "",
        recorder=row.recorder,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        verifier=row.verifier or "",
        verified_at=row.verified_at or "",
    )
