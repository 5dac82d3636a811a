"""What the page "Căn cứ pháp lý" shows: plans, their parameters, rules, norms, and the table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from states.case import TRANSITIONS, Assessment, Transition, assess
from states.coverage import counts, load_coverage
from states.diagram import drawn
from states.example import DESCRIPTION, example_proposal, example_review
from states.facts import Actor, CaseFacts, Commune
from states.findings import Finding, Source
from states.norms import Norm, NormKind, Progress
from states.plans import Parameter, Plan, PlanBook
from states.terms import Action, CaseState, Evidence, Role, Term, Text, UnitKind

Tallies = tuple[tuple[Term, tuple[int, ...]], ...]
"""A word and how many norms it is said of, plan by plan."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan in the list: what it is, when in force, and how its values are known."""

    id: str
    name: Text
    document: str
    title: str
    since: date
    until: date
    frame: bool
    illustration: bool
    in_force: bool
    evidence: tuple[tuple[Evidence, int], ...]


@dataclass(frozen=True, slots=True)
class ParameterLine:
    """One parameter as it reads: its words, its value with operator, and the text behind it."""

    key: str
    label: Text
    value: Text
    unit: str
    source: Source
    inherited: bool


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """One plan with every parameter and, rule by rule, the text each finding cites."""

    line: PlanLine
    header: tuple[tuple[str, str], ...]
    parameters: tuple[ParameterLine, ...]
    rules: tuple[tuple[str, Source], ...]
    digest: str
    extends: Text | None


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


@dataclass(frozen=True, slots=True)
class CoverageSheet:
    """The norms asked for, and how many of each kind and plan are carried."""

    norms: tuple[Norm, ...]
    total: int
    kinds: Tallies
    progress: Tallies
    plans: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """The example as one plan judges it."""

    plan: PlanLine
    appraisal: Assessment
    review: Assessment


def list_plans(book: PlanBook, *, on: date) -> tuple[PlanLine, ...]:
    """Return every plan at hand, those in force that day first."""
    lines = [_line(plan, on) for plan in book.plans.values()]
    return tuple(sorted(lines, key=lambda line: (not line.in_force, line.frame, line.id)))


def plan_sheet(book: PlanBook, name: str, *, on: date) -> PlanSheet | None:
    """Return one plan whole, or None when there is no such plan."""
    plan = book.plan(name)
    if plan is None:
        return None
    former = book.plan(plan.extends)
    return PlanSheet(
        line=_line(plan, on),
        header=tuple(_header(plan)),
        parameters=tuple(_parameter(parameter) for parameter in plan.parameters.values()),
        rules=tuple(_rules(plan)),
        digest=plan.digest,
        extends=former.name if former else None,
    )


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


def coverage_sheet(
    book: PlanBook, *, plan: str = "", kind: str = "", progress: str = ""
) -> CoverageSheet:
    """Return the norms that match, and the counts of all of them."""
    norms = load_coverage()
    counted = counts(norms)
    names = tuple(counted.by_plan)
    return CoverageSheet(
        norms=tuple(
            norm
            for norm in norms
            if plan in ("", norm.plan)
            and kind in ("", norm.kind)
            and progress in ("", norm.progress)
        ),
        total=counted.total,
        kinds=tuple((one, tuple(counted.by_kind[one, name] for name in names)) for one in NormKind),
        progress=tuple(
            (step, tuple(counted.by_progress[step, name] for name in names)) for step in Progress
        ),
        plans=tuple((name, _name(book, name)) for name in names),
    )


def judged_by_each(book: PlanBook, *, on: date) -> tuple[Text, tuple[Judged, ...]]:
    """Return the example's description and how each province's own plan judges it."""
    own = (plan for plan in book.plans.values() if not plan.frame and not plan.illustration)
    return DESCRIPTION, tuple(
        Judged(_line(plan, on), example_proposal(plan), example_review(plan)) for plan in own
    )


def _line(plan: Plan, on: date) -> PlanLine:
    known = [parameter.source.evidence for parameter in plan.parameters.values()]
    return PlanLine(
        id=plan.id,
        name=plan.name,
        document=plan.document,
        title=str(plan.header.get("title", "")),
        since=plan.since,
        until=plan.until,
        frame=plan.frame,
        illustration=plan.illustration,
        in_force=plan.since <= on <= plan.until,
        evidence=tuple((kind, known.count(kind)) for kind in Evidence if kind in known),
    )


def _parameter(parameter: Parameter) -> ParameterLine:
    return ParameterLine(
        key=parameter.key,
        label=parameter.label,
        value=_value(parameter),
        unit=parameter.unit,
        source=parameter.source,
        inherited=bool(parameter.inherited_from),
    )


def _value(parameter: Parameter) -> Text:
    value = parameter.value
    if isinstance(value, bool) or value in ("yes", "no"):
        return Text("có", "yes") if value in ("yes", True) else Text("không", "no")
    sign = {"<=": "≤ ", ">=": "≥ ", "before": ""}.get(parameter.operator, parameter.operator)
    plain = sign + " · ".join(parameter.words)
    return Text(plain, plain)


def _header(plan: Plan) -> Iterator[tuple[str, str]]:
    for key in ("document_no", "issuer", "signed_capacity", "committee_name", "territory"):
        if key in plan.header:
            yield key, str(plan.header[key])
    for basis in plan.header.get("basis", ()):
        yield "basis", str(basis)


def _rules(plan: Plan) -> Iterator[tuple[str, Source]]:
    """Yield each rule once with the source its finding cites under this plan."""
    facts = CaseFacts(
        on=plan.since,
        today=plan.until,
        commune=Commune(None, "–", UnitKind.XA, "–", None),
        actor=Actor(""),
        plan=plan,
    )
    cited: dict[str, Source] = {}
    for row in TRANSITIONS:
        for finding in _flat(assess(row, facts).findings):
            cited.setdefault(finding.rule, finding.source)
    yield from sorted(cited.items())


def _flat(findings: Iterable[Finding]) -> Iterator[Finding]:
    for finding in findings:
        yield finding
        yield from _flat(finding.parts)


def _rows() -> tuple[Transition, ...]:
    return tuple(row for row in TRANSITIONS if row.voids is None)


def _name(book: PlanBook, name: str) -> Text:
    plan = book.plan(name)
    return plan.name if plan else Text(name, name)
