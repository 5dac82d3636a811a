"""Which conditions that hold are one step from breaking: one offence, one vote, one area, a day.

The step is made on the facts and the rule itself says whether it still holds.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from states.answers import parameter
from states.case import Assessment
from states.catalogue import Measure, catalogue
from states.change import Change, Turn, figures_of, with_figures
from states.facts import Ballot, CaseFacts, Quota
from states.figures import NOT_ARISEN, Figure, count
from states.findings import Finding
from states.means import OWN_OFFENCES
from states.near_days import ONE
from states.near_failing import breakable
from states.near_figures import Nearer, more_or_fewer, nearer
from states.near_targets import as_change, phase_judged, unit_of
from states.nearest import judges
from states.plans import Parameter
from states.selection import complex_measures
from states.targets import TARGETS, measured
from states.terms import Phase, Text, Verdict
from states.transition import Guard

Step = Callable[[CaseFacts], CaseFacts]
NO_BALLOT = Ballot("")
SUCCESS = frozenset({"review.success", "recognition.still_meets_targets"})


def brinks(assessment: Assessment, facts: CaseFacts) -> tuple[Change, ...]:
    """Return the steps after which a condition that holds now would hold no longer."""
    pairs = zip(judges(assessment.transition), assessment.findings, strict=True)
    return tuple(each for guard, finding in pairs for each in _brinks(guard, facts, finding))


def _brinks(guard: Guard, facts: CaseFacts, finding: Finding) -> Iterator[Change]:
    if finding.rule in SUCCESS:
        yield from target_brinks(facts, phase_judged(facts, finding.rule))
        yield from _one_target_fewer(guard, facts, finding)
    elif finding.verdict is Verdict.MET and finding.rule in STEPS:
        turn, step, says = STEPS[finding.rule]
        after = step(facts)
        if not guard(after).passes:
            yield Change(rule=finding.rule, turn=turn, amount=1, says=says, after=after)


def _one_target_fewer(guard: Guard, facts: CaseFacts, finding: Finding) -> Iterator[Change]:
    phase = phase_judged(facts, finding.rule)
    nearest = next(breakable(facts, figures_of(facts, phase)), None)
    if finding.passes and nearest is not None:
        after = with_figures(facts, phase, {nearest.measure: nearest.becomes})
        if not guard(after).passes:
            says = Text("mất 1 chỉ tiêu nữa là chưa đạt", "one target fewer and it is not met")
            yield Change(rule=finding.rule, turn=Turn.TARGETS, amount=1, says=says, after=after)


def target_brinks(facts: CaseFacts, phase: Phase) -> Iterator[Change]:
    """For each target that is met, the one case or person more with which it is not."""
    figures = figures_of(facts, phase)
    for rule, pairs in TARGETS.items():
        for key, name in pairs:
            limit, measure, figure = parameter(facts, key), catalogue()[name], figures.get(name)
            if limit is None or measured(rule, limit, measure, figure).verdict is not Verdict.MET:
                continue
            edge = _edge(measure, limit, figure)
            if edge is not None:
                change = as_change(facts, phase, unit_of(rule, edge))
                yield replace(
                    change,
                    says=Text(
                        f"{limit.label.vi}: {edge.says.vi} là chưa đạt",
                        f"{limit.label.en}: not met with {edge.says.en}",
                    ),
                )


def _edge(measure: Measure, limit: Parameter, figure: Figure) -> Nearer | None:
    """Return the figure one step away that breaks the limit; an answer is no step."""
    if figure.answer is not None:
        return None
    found = nearer(measure, limit, figure, verdict=Verdict.NOT_MET)
    return found if found is not None and found.amount == 1 else None


def _one_more_area(facts: CaseFacts) -> CaseFacts:
    quota = facts.quota or Quota(facts.on.year)
    return replace(facts, quota=replace(quota, adding=quota.adding + 1))


def _one_present_fewer(facts: CaseFacts) -> CaseFacts:
    ballot = facts.ballot or NO_BALLOT
    return replace(facts, ballot=replace(ballot, present=ballot.present - 1))


def _one_vote_fewer(facts: CaseFacts) -> CaseFacts:
    ballot = facts.ballot or NO_BALLOT
    turned = replace(ballot, votes_for=ballot.votes_for - 1, against=ballot.against + 1)
    return replace(facts, ballot=turned)


def _one_offence_fewer(facts: CaseFacts) -> CaseFacts:
    own = facts.proposal.get(OWN_OFFENCES)
    fewer = max(0, (own.count or 0) - 1)
    return with_figures(facts, Phase.PROPOSAL, {OWN_OFFENCES: count(fewer)})


def _one_criterion_fewer(facts: CaseFacts) -> CaseFacts:
    shown = complex_measures(facts)
    return with_figures(facts, Phase.PROPOSAL, {each.id: NOT_ARISEN for each in shown[:1]})


def _a_day_later(facts: CaseFacts) -> CaseFacts:
    return replace(facts, on=facts.on + ONE)


_LAST_DAY = (
    Turn.DAY,
    _a_day_later,
    Text("chậm 1 ngày nữa là không còn đạt", "one day later and it is not met"),
)
_OFFENCE = more_or_fewer(OWN_OFFENCES, -1)
_MEAN = (
    Turn.FIGURE,
    _one_offence_fewer,
    Text(
        f"{_OFFENCE.vi} là không còn cao hơn bình quân",
        f"{_OFFENCE.en} and it is above the mean no longer",
    ),
)
_VOTE = (
    Turn.VOTES,
    _one_vote_fewer,
    Text("bớt 1 phiếu tán thành là không được thông qua", "one vote fewer and it is not carried"),
)
STEPS: Mapping[str, tuple[Turn, Step, Text]] = {
    "selection.cap": (
        Turn.AREAS,
        _one_more_area,
        Text("thêm 1 địa bàn nữa là vượt trần", "one area more and the cap is passed"),
    ),
    "selection.complexity_shown": (
        Turn.FIGURE,
        _one_criterion_fewer,
        Text("bớt 1 tiêu chí là chưa đạt", "one criterion fewer and it is not met"),
    ),
    "selection.above_province_mean": _MEAN,
    "selection.above_district_mean": _MEAN,
    "council.quorum": (
        Turn.VOTES,
        _one_present_fewer,
        Text("bớt 1 người có mặt là không đủ", "one member fewer and there is no quorum"),
    ),
    "council.carried": _VOTE,
    "council.recommends": _VOTE,
    "plan.in_force": _LAST_DAY,
    "case.commune_exists": _LAST_DAY,
}
