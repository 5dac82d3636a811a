"""How far an area is from success, from failing, and from a relapse: counted in targets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from states.answers import parameter
from states.catalogue import catalogue
from states.change import (
    Change,
    Turn,
    figures_of,
    joined,
    met_by,
    plural,
    with_figures,
)
from states.facts import CaseFacts, FigureSet
from states.figures import Figure, answer
from states.findings import Finding
from states.monitoring import phase_of_recognition
from states.near_figures import Nearer, nearer, written
from states.success import counts_bullets, units_counted
from states.targets import TARGETS, measured
from states.terms import Phase, Text, Verdict
from states.transition import Guard

YES, NO = answer("yes"), answer("no")


@dataclass(frozen=True, slots=True)
class Unit:
    """What a plan counts as one, with the figures that would turn it."""

    rule: str
    nearer: tuple[Nearer, ...]

    @property
    def amount(self) -> int:
        """Return how much has to change in it."""
        return sum(each.amount for each in self.nearer)

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Return the figures as they would be."""
        return {each.measure: each.becomes for each in self.nearer}


def to_succeed(guard: Guard, facts: CaseFacts, finding: Finding) -> Change | None:
    """Return how many more targets and attestations success needs, the nearest ones first."""
    phase = phase_judged(facts, finding.rule)
    figures = figures_of(facts, phase)
    units = sorted(_unmet(facts, figures), key=lambda unit: (len(unit.nearer), unit.amount))
    attested = attestations(facts, figures, YES)
    return met_by(guard, _with_more(facts, finding, phase, units=units, attested=attested))


def phase_judged(facts: CaseFacts, rule: str) -> Phase:
    """Return the phase whose figures a rule of success reads."""
    return Phase.REVIEW if rule.startswith("review.") else phase_of_recognition(facts)


def _with_more(
    facts: CaseFacts,
    finding: Finding,
    phase: Phase,
    *,
    units: Sequence[Unit],
    attested: Mapping[str, Figure],
) -> Iterator[Change]:
    """The area with no more targets met, with one more, with two more."""
    parts = tuple(as_change(facts, phase, unit) for unit in units)
    return (
        Change(
            rule=finding.rule,
            turn=Turn.TARGETS,
            amount=number + len(attested),
            says=joined(_more(facts, number, attested)),
            after=with_figures(facts, phase, {**attested, **_figures_of(units[:number])}),
            parts=parts,
        )
        for number in range(len(units) + 1)
    )


def _figures_of(units: Sequence[Unit]) -> dict[str, Figure]:
    return {name: figure for unit in units for name, figure in unit.figures.items()}


def _more(facts: CaseFacts, number: int, attested: Mapping[str, Figure]) -> Iterator[Text]:
    if number and counts_bullets(facts):
        yield Text(f"thêm {number} gạch đầu dòng nữa", plural(number, "more dash").strip())
    elif number:
        yield Text(f"thêm {number} chỉ tiêu nữa", plural(number, "more target"))
    if attested:
        names = [catalogue()[name].label for name in attested]
        yield Text(
            f"{len(names)} xác nhận: " + "; ".join(name.vi for name in names),
            plural(len(names), "attestation") + ": " + "; ".join(name.en for name in names),
        )


def as_change(facts: CaseFacts, phase: Phase, unit: Unit) -> Change:
    """Return what turns one target as a change of its own."""
    first = unit.nearer[0]
    return Change(
        rule=unit.rule,
        turn=Turn.FIGURE,
        amount=unit.amount,
        says=joined(each.says for each in unit.nearer),
        after=with_figures(facts, phase, unit.figures),
        was=_exact(first.was),
        becomes=_exact(first.becomes),
    )


def _exact(figure: Figure) -> str:
    if figure.count is None and figure.denominator is None:
        return figure.answer or figure.standing.value
    return written(figure)


def _unmet(facts: CaseFacts, figures: FigureSet) -> Iterator[Unit]:
    for rules in units_counted(facts):
        found = [to_meet(facts, figures, rule) for rule in rules]
        needed = tuple(each for found_here in found for each in found_here)
        if needed:
            yield Unit(rules[0], needed)


def unit_of(rule: str, *turned: Nearer) -> Unit:
    """Return a target as one unit, with the figures that turn it."""
    return Unit(rule, turned)


def to_meet(facts: CaseFacts, figures: FigureSet, rule: str) -> tuple[Nearer, ...]:
    """Return the figures of a target that hold it back, each with the nearest that would do."""
    return tuple(_turned(facts, figures, rule, verdict=Verdict.MET))


def to_break(facts: CaseFacts, figures: FigureSet, rule: str) -> Nearer | None:
    """Return the nearest single figure with which a target is not met."""
    broken = _turned(facts, figures, rule, verdict=Verdict.NOT_MET)
    return min(broken, key=lambda each: each.amount, default=None)


def _turned(
    facts: CaseFacts, figures: FigureSet, rule: str, *, verdict: Verdict
) -> Iterator[Nearer]:
    for key, name in TARGETS[rule]:
        limit, measure, figure = parameter(facts, key), catalogue()[name], figures.get(name)
        if limit is None:
            continue
        now = measured(rule, limit, measure, figure)
        if verdict is Verdict.MET and now.passes:
            continue
        found = nearer(measure, limit, figure, verdict=verdict)
        if found is not None:
            yield found


def attestations(facts: CaseFacts, figures: FigureSet, wanted: Figure) -> dict[str, Figure]:
    """Return the attestations the plan asks for that are not so, as they would be."""
    asked = parameter(facts, "review.attestations")
    names = asked.words if asked else ()
    return {name: wanted for name in names if figures.get(name).answer != wanted.answer}
