"""What the page "Căn cứ pháp lý" shows: plans, their parameters, rules, norms, and the table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from states.case import TRANSITIONS, assess
from states.catalogue import Group, catalogue
from states.facts import Actor, CaseFacts, Commune
from states.findings import Finding, Source
from states.milestones import Milestone, milestones
from states.plans import Parameter, Plan
from states.plans.book import PlanBook
from states.terms import Base, Evidence, Text, Tie, UnitKind, Verdict
from states.wording import as_cited
from workflow.views.asked import AREA_TYPES
from workflow.views.rule_names import rule_name

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
    **{word.value: word.label for word in (*Base, *Tie)},
}


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan in the list: what it is, when in force, and how its values are known."""

    id: str
    name: Text
    document: Text
    title: Text
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

    @property
    def is_name(self) -> bool:
        """Whether the value is a name, which stays Vietnamese in every language."""
        return self.value.vi == self.value.en and any(sign.isalpha() for sign in self.value.vi)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule: its id, which findings lead to, what it is called, and the text behind it.

    `silent`: the plan sets no such condition, so that there are no words to cite.
    """

    id: str
    name: Text
    source: Source
    silent: bool


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """One plan with its days, every parameter and, rule by rule, the text each finding cites."""

    line: PlanLine
    header: tuple[tuple[str, Text], ...]
    days: tuple[Milestone, ...]
    parameters: tuple[ParameterLine, ...]
    rules: tuple[RuleLine, ...]
    digest: str
    extends: Text | None


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
        days=milestones(plan, _year_shown(plan, on)),
        parameters=tuple(_parameter(parameter) for parameter in plan.parameters.values()),
        rules=tuple(_rules(plan)),
        digest=plan.digest,
        extends=former.name if former else None,
    )


def _year_shown(plan: Plan, on: date) -> int:
    """Return this year, or the plan's year next to it where this year is none of the plan's."""
    return min(max(on.year, plan.since.year), plan.until.year)


def _line(plan: Plan, on: date) -> PlanLine:
    known = [parameter.source.evidence for parameter in plan.parameters.values()]
    return PlanLine(
        id=plan.id,
        name=plan.name,
        document=as_cited(plan.document),
        title=as_cited(str(plan.header.get("title", ""))),
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
    named = AREA_TYPES if parameter.key == "selection.types" else {}
    words = [named.get(word) or _word(word) for word in parameter.words]
    return Text(
        f"{sign}{' · '.join(word.vi for word in words)} {unit.vi}".strip(),
        f"{sign}{' · '.join(word.en for word in words)} {unit.en}".strip(),
    )


def _word(value: str) -> Text:
    """Return a coded value in words: a kind of unit, a measure, or one of the codes above."""
    if value in set(UnitKind):
        return UnitKind(value).label
    if value.endswith("/100"):
        share = value.replace("/100", "%")
        return Text(share, share)
    known = catalogue().get(value)
    return known.label if known else VALUES.get(value, Text(value, value))


def _header(plan: Plan) -> Iterator[tuple[str, Text]]:
    for key in ("document_no", "issuer", "signed_capacity", "committee_name", "territory"):
        if key in plan.header:
            yield key, as_cited(str(plan.header[key]))
    for basis in plan.header.get("basis", ()):
        yield "basis", as_cited(str(basis))


def _rules(plan: Plan) -> Iterator[RuleLine]:
    """Yield each rule once with the source its finding cites under this plan."""
    facts = CaseFacts(
        on=plan.since,
        today=plan.until,
        commune=Commune(None, "–", UnitKind.XA, "–", None),
        actor=Actor(""),
        plan=plan,
    )
    found: dict[str, Finding] = {}
    for row in TRANSITIONS:
        for finding in every_part(assess(row, facts).findings):
            found.setdefault(finding.rule, finding)
    for rule, finding in sorted(found.items()):
        cited = finding.source
        nowhere = not (cited.place or cited.quote)
        silent = nowhere and finding.verdict is Verdict.NOT_APPLICABLE
        yield RuleLine(rule, rule_name(rule), cited, silent)


def every_part(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield each finding, and after it the parts its verdict was made of."""
    for finding in findings:
        yield finding
        yield from every_part(finding.parts)
