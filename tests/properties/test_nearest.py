"""The smallest change: in a thousand random cases it meets the rule, and nothing smaller does."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from random import Random

from states import near_figures
from states.ballot import rule_of
from states.brink import SUCCESS, brinks
from states.case import assess
from states.change import figures_of
from states.facts import CaseFacts
from states.findings import Finding
from states.near_targets import phase_judged
from states.nearest import FIXED, changes, judges
from states.success import counts_bullets
from states.targets import needed_measures, nine_targets
from states.terms import Phase, Spot, Verdict
from tests.random_cases import a_random_case
from tests.smaller_changes import COUNTED_ON, faults

CASES = 1_000


def judged(number: int = CASES) -> Iterator[tuple]:
    draw = Random(20_260_303)  # noqa: S311 - to be repeated
    for _ in range(number):
        row, facts = a_random_case(draw)
        assessment = assess(row, facts)
        by_rule = {
            finding.rule: guard
            for guard, finding in zip(judges(row), assessment.findings, strict=True)
        }
        yield facts, assessment, by_rule, changes(assessment, facts)


def nothing_turns(facts: CaseFacts, finding: Finding) -> bool:
    """Whether the plan asks for nothing there, or leaves open how a council votes."""
    if finding.rule.endswith("figures_verified"):
        return not needed_measures(facts)
    leaves_open = finding.rule == "council.recommends" and not rule_of(facts.plan)
    return leaves_open or finding.rule in FIXED or finding.fixed_at is Spot.PLANS


def test_every_smallest_change_meets_its_rule_and_nothing_smaller_does(capsys):
    wrong, seen, silent = [], Counter(), Counter()

    for facts, assessment, guards, found in judged():
        unmet = {each.rule: each for each in assessment.findings if not each.passes}
        without = [unmet[rule] for rule in set(unmet) - {each.rule for each in found}]
        silent.update(each.rule for each in without)
        wrong += [("no change", each.rule) for each in without if not nothing_turns(facts, each)]
        for change in found:
            seen[change.rule] += 1
            wrong += [
                (f, change.rule, change.says) for f in faults(guards[change.rule], facts, change)
            ]

    with capsys.disabled():
        print(  # noqa: T201 - the number is asked for
            f"\n{CASES} cases: {seen.total()} changes of {len(seen)} rules proved smallest; "
            f"{silent.total()} conditions of silent plans and fixed rules have none"
        )
    assert [] == wrong
    assert seen.total() > 2_500


def test_every_target_of_an_unmet_review_names_its_own_smallest_change():
    wrong, seen = [], 0

    for facts, _, _, found in judged(2 * CASES):
        for change in found:
            for part in change.parts:
                phase = phase_judged(facts, change.rule)
                guard = partial(target_of, rule=part.rule, phase=phase)
                if not (facts.plan and counts_bullets(facts)):
                    seen += 1
                    wrong += [(f, part.rule, part.says) for f in faults(guard, facts, part)]

    assert [] == wrong
    assert seen > 80


def target_of(facts: CaseFacts, *, rule: str, phase: Phase) -> Finding:
    found = nine_targets(facts, figures_of(facts, phase))
    return next(each for each in found if each.rule == rule)


def test_a_planted_change_too_large_or_too_small_is_noticed_every_time():
    missed = Counter()

    for facts, _, guards, found in judged(300):
        for change in found:
            guard = guards[change.rule]
            missed[change.rule, "too small"] += not faults(
                guard, facts, replace(change, after=facts)
            )
            if change.rule in COUNTED_ON and change.amount == COUNTED_ON[change.rule](
                facts, change
            ):
                larger = replace(change, amount=change.amount + 1)
                missed[change.rule, "too large"] += not faults(guard, facts, larger)

    assert {} == {each: number for each, number in missed.items() if number}


def test_a_planted_threshold_one_further_off_is_noticed(monkeypatch):
    monkeypatch.setattr(near_figures, "crossings", lambda far: (int(abs(far)) + 2,))

    found = {
        fault
        for facts, _, _, found in judged(300)
        for change in found
        for part in change.parts
        for fault in faults(
            partial(target_of, rule=part.rule, phase=phase_judged(facts, change.rule)), facts, part
        )
    }

    assert {"a smaller one does"} == found


def test_every_brink_breaks_its_rule_by_one_step():
    seen = Counter()

    for facts, assessment, guards, _ in judged(500):
        for edge in brinks(assessment, facts):
            seen[edge.rule] += 1
            if edge.rule in guards:
                assert guards[edge.rule](facts).passes
                assert not guards[edge.rule](edge.after).passes
            else:
                assert 1 == edge.amount
                phase = next(p for p in Phase if figures_of(facts, p) != figures_of(edge.after, p))
                assert Verdict.NOT_MET is target_of(edge.after, rule=edge.rule, phase=phase).verdict

    assert seen.total() > 100
    assert {"council.carried", "council.quorum", *SUCCESS} <= set(seen)
