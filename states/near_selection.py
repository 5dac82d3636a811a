"""How far a proposal is from selection: figures missing or unverified, criteria, means."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from states.catalogue import Kind, Measure, catalogue
from states.change import (
    Change,
    Turn,
    figures_of,
    joined,
    met_by,
    plural,
    with_figures,
    with_set,
)
from states.facts import CaseFacts
from states.figures import NOT_ARISEN, Figure, answer, count, ratio
from states.findings import Finding
from states.means import MEAN_MEASURES, OWN_OFFENCES
from states.monitoring import phase_of_recognition
from states.near_figures import crossings, more_or_fewer
from states.selection import complex_measures, criteria
from states.targets import needed_measures
from states.terms import Level, Phase, Standing, Text
from states.transition import Guard
from states.wording import listed

NAMED = 3


def figures_missing(guard: Guard, facts: CaseFacts, finding: Finding) -> Change | None:
    """Return how many figures are still to be entered."""
    of_proposal = finding.rule.startswith("selection.")
    phase = Phase.PROPOSAL if of_proposal else Phase.REVIEW
    asked = [m.id for m in criteria(facts)] if of_proposal else list(needed_measures(facts))
    figures = figures_of(facts, phase)
    missing = list(dict.fromkeys(name for name in asked if not figures.get(name).is_given))
    change = Change(
        rule=finding.rule,
        turn=Turn.FIGURE,
        amount=len(missing),
        says=_named(Text("nhập thêm {} số liệu", "figure to enter"), missing),
        after=with_figures(facts, phase, dict.fromkeys(missing, NOT_ARISEN)),
    )
    return met_by(guard, [change])


def figures_unverified(guard: Guard, facts: CaseFacts, finding: Finding) -> Change | None:
    """Return how many figures a second person has still to verify, and no more than those."""
    phase = _phase_verified(facts, finding.rule)
    figures = figures_of(facts, phase)
    needed = {name for name, figure in figures.values.items() if figure.is_given}
    for name in sorted(needed - figures.verified):
        fewer = needed - {name} | figures.verified
        if guard(with_set(facts, phase, replace(figures, verified=frozenset(fewer)))).passes:
            needed.discard(name)
    waiting = sorted(needed - figures.verified)
    change = Change(
        rule=finding.rule,
        turn=Turn.CHECK,
        amount=len(waiting),
        says=_named(Text("người thứ hai kiểm tra thêm {} số liệu", "figure to verify"), waiting),
        after=with_set(
            facts, phase, replace(figures, verified=figures.verified | frozenset(waiting))
        ),
    )
    return met_by(guard, [change, *_one_entered(facts, finding, phase)])


def _phase_verified(facts: CaseFacts, rule: str) -> Phase:
    named = {"selection": Phase.PROPOSAL, "review": Phase.REVIEW, "relapse": Phase.RELAPSE}
    return named.get(rule.partition(".")[0]) or phase_of_recognition(facts)


def _one_entered(facts: CaseFacts, finding: Finding, phase: Phase) -> Iterator[Change]:
    """Where nothing that is asked was given: one of the figures, entered and verified."""
    asked = (m.id for m in criteria(facts)) if phase is Phase.PROPOSAL else needed_measures(facts)
    names = (OWN_OFFENCES,) if phase is Phase.RELAPSE else tuple(asked)[:1]
    for name in names:
        given = with_figures(facts, phase, {name: NOT_ARISEN})
        figures = figures_of(given, phase)
        yield Change(
            rule=finding.rule,
            turn=Turn.CHECK,
            amount=1,
            says=Text("nhập số liệu, người thứ hai kiểm tra", "figures to enter and verify"),
            after=with_set(given, phase, replace(figures, verified=frozenset({name}))),
        )


def _named(words: Text, names: Sequence[str]) -> Text:
    number, labels = len(names), listed(catalogue()[name].label for name in names[:NAMED])
    tail = "…" if number > NAMED else ""
    return Text(
        f"{words.vi.format(number)}: {labels.vi}{tail}",
        f"{plural(number, words.en.partition(' ')[0])} {words.en.partition(' ')[2]}: "
        f"{labels.en}{tail}",
    )


def more_complexity(guard: Guard, facts: CaseFacts, finding: Finding) -> Change | None:
    """Return how many more criteria would have to show complexity."""
    shown = {measure.id for measure in complex_measures(facts)}
    others = [measure for measure in criteria(facts) if measure.id not in shown]
    candidates = (
        Change(
            rule=finding.rule,
            turn=Turn.FIGURE,
            amount=number,
            says=Text(
                f"thêm {number} tiêu chí cho thấy phức tạp",
                plural(number, "more criterion").replace("criterions", "criteria")
                + " showing complexity",
            ),
            after=with_figures(
                facts, Phase.PROPOSAL, {each.id: showing(each) for each in others[:number]}
            ),
        )
        for number in range(1, len(others) + 1)
    )
    return met_by(guard, candidates)


def showing(measure: Measure) -> Figure:
    """Return the least figure of a criterion that shows complexity."""
    if measure.kind is Kind.COUNT:
        return count(1)
    words = [word for word, _ in measure.choices] or ["no", "yes"]
    return answer(words[1])


def above_mean(guard: Guard, facts: CaseFacts, finding: Finding) -> Change | None:
    """Return how many offences more the area would need to lie above the mean, exactly."""
    level = Level.PROVINCE if "province" in finding.rule else Level.DISTRICT
    own, mean = facts.proposal.get(OWN_OFFENCES), facts.proposal.get(MEAN_MEASURES[level])
    known = 0 if own.standing is Standing.NOT_ARISEN else own.count
    given, amount, pieces = {}, 0, []
    if mean.ratio is None:
        given, amount = {MEAN_MEASURES[level]: ratio(0, 1)}, 1
        pieces = [Text("cần số bình quân của kỳ", "the mean of the period")]
    if known is None:
        pieces.append(Text("cần số vụ của địa bàn", "the area's own offences"))
    distance = (mean.ratio or Fraction(0)) - (known or 0)
    steps = (0, *crossings(distance)) if mean.ratio is None else crossings(distance)
    candidates = (
        Change(
            rule=finding.rule,
            turn=Turn.FIGURE,
            amount=amount + (1 if known is None else step),
            says=joined([*pieces, *_more_offences(known, step)]),
            after=with_figures(
                facts, Phase.PROPOSAL, {**given, OWN_OFFENCES: count((known or 0) + step)}
            ),
            was=str(own.count if known is not None else own.standing.value),
            becomes=str((known or 0) + step),
        )
        for step in steps
    )
    return met_by(guard, candidates)


def _more_offences(known: int | None, step: int) -> Iterator[Text]:
    if known is None:
        yield Text(f"từ {step} vụ trở lên", f"{step} or more")
    elif step:
        says = more_or_fewer(OWN_OFFENCES, step)
        yield Text(f"{says.vi} ({known} → {known + step})", f"{says.en} ({known} → {known + step})")
