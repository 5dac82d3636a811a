"""What the page "Căn cứ pháp lý" shows: plans, their parameters, rules, norms, and the table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from states.case import TRANSITIONS, Assessment, assess
from states.catalogue import Group, catalogue
from states.example import DESCRIPTION, example_proposal, example_review
from states.facts import Actor, CaseFacts, Commune
from states.findings import Finding, Source
from states.plans import Parameter, Plan
from states.plans.book import PlanBook
from states.terms import Evidence, Text, UnitKind

# The coded values of the plans and their units, as a reader wants to see them.
UNITS = {
    "months": Text("tháng", "months"),
    "years": Text("năm", "year"),
    "models": Text("mô hình", "models"),
}
VALUES = {
    "share": Text("theo tỷ lệ chỉ tiêu đạt", "by the share of targets met"),
    "all": Text("đủ mọi chỉ tiêu", "all targets"),
    "atoms": Text("chín chỉ tiêu", "nine measures"),
    "bullets": Text("năm gạch đầu dòng", "five dashes"),
    "text": Text("văn bản quy định", "by the text"),
    "configured": Text("do tỉnh thiết lập", "set up by the province"),
    "recorded": Text("được ghi nhận", "recorded"),
    "required": Text("bắt buộc", "required"),
    "no bar": Text("không phải căn cứ loại trừ", "no bar"),
    "province": Text("bình quân của tỉnh", "mean of the province"),
    "district": Text("bình quân của huyện, thị xã", "mean of the district"),
    "a": Group.CRIME.label,
    "b": Group.DRUGS.label,
    "c": Group.ECONOMY.label,
    "d": Group.OTHER.label,
}


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
    if parameter.operator == "before":
        month, day = str(value).split("-")
        return Text(f"trước ngày {day}/{month}", f"before {day}/{month}")
    sign = {"<=": "≤ ", ">=": "≥ ", "<": "< ", ">": "> "}.get(parameter.operator, "")
    unit = UNITS.get(parameter.unit, Text("", ""))
    words = [_word(word) for word in parameter.words]
    return Text(
        f"{sign}{' · '.join(word.vi for word in words)} {unit.vi}".strip(),
        f"{sign}{' · '.join(word.en for word in words)} {unit.en}".strip(),
    )


def _word(value: str) -> Text:
    """Return a coded value in words: a kind of unit, a measure, or one of the codes above."""
    if value in set(UnitKind):
        return UnitKind(value).label
    known = catalogue().get(value)
    return known.label if known else VALUES.get(value, Text(value, value))


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
