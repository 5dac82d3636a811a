"""The figures of a case as pages show them: by phase, round and group, with every revision."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states import figures
from states.catalogue import Group, Measure, catalogue, measures_of
from states.figures import Figure
from states.findings import Source
from states.plans import Plan
from states.terms import CaseState, Phase, Role, Standing, Text
from workflow.deeds.figures import MAY_ENTER, MAY_VERIFY, OPEN_FOR
from workflow.reported import figure
from workflow.views.measured_in import measured_in

__all__ = [
    "GROUPS",
    "TARGETS",
    "Figure",
    "GroupSheet",
    "Line",
    "PhaseSheet",
    "Revision",
    "figure_of",
    "phase_sheets",
    "read_figures",
]
# The part of a form's address: one criterion group, the further figures, or the targets.
TARGETS = "targets"
CRITERIA = ("a", "b", "c", "d")
GROUPS = (*CRITERIA, Group.EXTRA.value, TARGETS)
ATTESTED_IN_RELAPSE = ("giam_toi_pham", "giam_te_nan", "khong_phuc_tap_noi_len")
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
    def latest(self) -> Revision | None:
        """The revision that counts, or None while nobody has reported the figure."""
        return self.revisions[0] if self.revisions else None

    @property
    def figure(self) -> Figure:
        """The figure that counts; missing while nobody has reported it."""
        return self.revisions[0].figure if self.revisions else figures.MISSING


@dataclass(frozen=True, slots=True)
class GroupSheet:
    """The measures of one group; `name` is its part of the form's address.

    `is_needed` says whether the phase is judged on them.
    """

    name: str
    label: Text
    lines: tuple[Line, ...]
    is_needed: bool

    @property
    def given(self) -> int:
        """How many of its measures have a figure."""
        return sum(line.latest is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class PhaseSheet:
    """The figures of one phase and round, and what this person may do with them now.

    `waiting` counts the figures another person recorded that nobody has verified.
    """

    phase: Phase
    round: int
    groups: tuple[GroupSheet, ...]
    is_open: bool
    may_enter: bool
    may_verify: bool
    waiting: int

    @property
    def given(self) -> int:
        """How many figures were given."""
        return sum(group.given for group in self.groups)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The measures of all its groups."""
        return tuple(line for group in self.groups for line in group.lines)

    @property
    def verified(self) -> int:
        """How many of them a second person has verified."""
        return sum(bool(line.latest and line.latest.verifier) for line in self.lines)

    @property
    def is_complete(self) -> bool:
        """Whether every figure the phase is judged on was given."""
        return all(group.given == len(group.lines) for group in self.groups if group.is_needed)

    def group(self, name: str) -> GroupSheet | None:
        """Return the group of that name, or None when the phase has none."""
        return next((group for group in self.groups if group.name == name), None)


def read_figures(session: Session, case_id: UUID) -> Sequence[Row[Any]]:
    """Return every revision of every figure of a case, with the names, oldest first."""
    return session.execute(_READ, {"case": case_id}).all()


def phase_sheets(
    rows: Sequence[Row[Any]],
    file: Row[Any],
    *,
    plan: Plan | None,
    person: UUID,
    roles: frozenset[Role],
) -> tuple[PhaseSheet, ...]:
    """Return the sheets that hold a figure or are open now, the newest phase and round first."""
    held = {(Phase(row.phase), row.round) for row in rows}
    state = CaseState(file.state)
    held |= {(phase, file.round) for phase in Phase if state in OPEN_FOR[phase]}
    newest_first = sorted(held, key=lambda key: (key[1], list(Phase).index(key[0])), reverse=True)
    sheets = [
        _sheet(
            phase,
            number,
            [row for row in rows if row.phase == phase and row.round == number],
            plan=plan,
            person=person,
            roles=roles,
            is_open=state in OPEN_FOR[phase] and number == file.round,
        )
        for phase, number in newest_first
    ]
    # A relapse that nobody has reported stands last.
    return tuple(sorted(sheets, key=lambda each: each.phase is Phase.RELAPSE and not each.given))


def figure_of(standing: str, parts: Mapping[str, int | str | None]) -> Figure:
    """Return the figure a person means: missing where nothing was filled in.

    Raises ValueError for a standing that does not exist.
    """
    chosen = Standing(standing)
    if chosen is not Standing.REPORTED:
        return Figure(chosen)
    filled = {name: part for name, part in parts.items() if part not in (None, "")}
    if not filled:
        return figures.MISSING
    return replace(Figure(Standing.REPORTED), **filled)  # type: ignore[arg-type] # the parts


def _sheet(
    phase: Phase,
    number: int,
    rows: Sequence[Row[Any]],
    *,
    plan: Plan | None,
    person: UUID,
    roles: frozenset[Role],
    is_open: bool,
) -> PhaseSheet:
    revisions: dict[str, list[Revision]] = {}
    for row in rows:
        revisions.setdefault(row.measure, []).insert(0, _revision(row))
    waiting = sum(
        not held[0].verifier and held[0].recorded_by != person for held in revisions.values()
    )
    return PhaseSheet(
        phase=phase,
        round=number,
        groups=tuple(_groups(phase, plan, revisions)),
        is_open=is_open,
        may_enter=is_open and bool(roles & MAY_ENTER),
        may_verify=is_open and bool(roles & MAY_VERIFY) and waiting > 0,
        waiting=waiting,
    )


def _groups(
    phase: Phase, plan: Plan | None, revisions: Mapping[str, list[Revision]]
) -> Iterator[GroupSheet]:
    names = [*_criteria(plan), Group.EXTRA.value]
    names = names if phase is Phase.PROPOSAL else [TARGETS, *names]
    for name in names:
        lines = [_line(measure, revisions) for measure in _measures(name, phase, plan)]
        needed = name == TARGETS or (phase is Phase.PROPOSAL and name != Group.EXTRA)
        yield GroupSheet(name, _label(name), tuple(lines), needed)


def _criteria(plan: Plan | None) -> tuple[str, ...]:
    listed = plan.get("criteria.list") if plan else None
    return listed.words if listed else CRITERIA


def _measures(name: str, phase: Phase, plan: Plan | None) -> tuple[Measure, ...]:
    if name != TARGETS:
        return measures_of(name)
    asked = plan.get("review.attestations") if plan else None
    attested = ATTESTED_IN_RELAPSE if phase is Phase.RELAPSE else asked.words if asked else ()
    return (*measures_of(Group.TARGET), *(catalogue()[each] for each in attested))


def _label(name: str) -> Text:
    return Group.TARGET.label if name == TARGETS else Group(name).label


def _line(measure: Measure, revisions: Mapping[str, list[Revision]]) -> Line:
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


def _revision(row: Row[Any]) -> Revision:
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
