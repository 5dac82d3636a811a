"""The figures of a case as pages show them: by phase, round and group, with every revision."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from states import figures
from states.catalogue import CRITERIA_GROUPS, Group, Measure, catalogue, measures_of
from states.figures import Figure
from states.plans import Plan
from states.terms import CaseState, Phase, Role, Standing, Text
from workflow.deeds.figures import MAY_ENTER, MAY_VERIFY, OPEN_FOR
from workflow.views.figure_lines import Line, Revision, line_of, revision_of

# The part of a form's address: one criterion group, the further figures, or the targets.
TARGETS = "targets"
GROUPS = (*CRITERIA_GROUPS, Group.EXTRA.value, TARGETS)
ATTESTED_IN_RELAPSE = ("giam_toi_pham", "giam_te_nan", "khong_phuc_tap_noi_len")


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
    costs_the_vote: bool = False

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


def phase_sheets(
    rows: Sequence[Row[Any]],
    file: Row[Any],
    *,
    plan: Plan | None,
    side: frozenset[UUID],
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
            side=side,
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
    side: frozenset[UUID],
    roles: frozenset[Role],
    is_open: bool,
) -> PhaseSheet:
    revisions: dict[str, list[Revision]] = {}
    for row in rows:
        revisions.setdefault(row.measure, []).insert(0, revision_of(row))
    waiting = sum(
        not held[0].verifier and held[0].recorded_by not in side for held in revisions.values()
    )
    return PhaseSheet(
        phase=phase,
        round=number,
        groups=tuple(_groups(phase, plan, revisions)),
        is_open=is_open,
        may_enter=is_open and bool(roles & MAY_ENTER),
        may_verify=is_open and bool(roles & MAY_VERIFY) and waiting > 0,
        waiting=waiting,
        costs_the_vote=Role.MEMBER in roles,
    )


def _groups(
    phase: Phase, plan: Plan | None, revisions: Mapping[str, list[Revision]]
) -> Iterator[GroupSheet]:
    names = [*_criteria(plan), Group.EXTRA.value]
    names = names if phase is Phase.PROPOSAL else [TARGETS, *names]
    for name in names:
        lines = [line_of(measure, revisions) for measure in _measures(name, phase, plan)]
        needed = name == TARGETS or (phase is Phase.PROPOSAL and name != Group.EXTRA)
        yield GroupSheet(name, _label(name), tuple(lines), needed)


def _criteria(plan: Plan | None) -> tuple[str, ...]:
    listed = plan.get("criteria.list") if plan else None
    return listed.words if listed else CRITERIA_GROUPS


def _measures(name: str, phase: Phase, plan: Plan | None) -> tuple[Measure, ...]:
    if name != TARGETS:
        return measures_of(name)
    asked = plan.get("review.attestations") if plan else None
    attested = ATTESTED_IN_RELAPSE if phase is Phase.RELAPSE else asked.words if asked else ()
    return (*measures_of(Group.TARGET), *(catalogue()[each] for each in attested))


def _label(name: str) -> Text:
    return Group.TARGET.label if name == TARGETS else Group(name).label
