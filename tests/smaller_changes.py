"""Every change smaller than a suggested one, enumerated without asking how it was found."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import combinations, product

from states.change import Change, Turn, figures_of, with_figures, with_set
from states.facts import CaseFacts
from states.figures import answer, count, ratio
from states.near_targets import phase_judged
from states.success import counts_bullets
from states.targets import nine_targets
from states.terms import Phase
from tests.law_builders import ALL_MET

FIVE = (("t1", "t2", "t3", "t4"), ("t5",), ("t6",), ("t7", "t8"), ("t9",))
ATTESTED = ("giam_toi_pham", "giam_te_nan", "khong_phuc_tap_noi_len")


def smaller_days(facts: CaseFacts, change: Change) -> Iterator[CaseFacts]:
    if change.rule.endswith(".period"):
        return
    decision = facts.paper.decision
    signed = decision.signed_on if decision else None
    start = facts.on
    if change.rule == "recognition.monitoring_over" and signed:
        start = min(signed, start)
    for days in range(1, change.amount):
        for on in (start + timedelta(days=days), start - timedelta(days=days)):
            moved = replace(facts, on=on)
            if change.rule == "recognition.monitoring_over" and signed:
                paper = replace(facts.paper, decision=replace(decision, signed_on=on))
                moved = replace(facts, on=max(on, facts.on), paper=paper)
            yield moved


def smaller_periods(facts: CaseFacts, change: Change) -> Iterator[CaseFacts]:
    """Every way of moving the two ends, and of giving what is missing, that costs less."""
    phase = {
        "selection.period": Phase.PROPOSAL,
        "review.period": Phase.REVIEW,
        "recognition.period": Phase.MONITORING,
        "relapse.period": Phase.RELAPSE,
    }[change.rule]
    figures = figures_of(facts, phase)
    if figures.start is None or figures.end is None:
        return
    for early in range(change.amount):
        for late in range(change.amount - early):
            moved = replace(figures, start=figures.start + timedelta(days=early))
            yield with_set(replace(facts, on=facts.on + timedelta(days=late)), phase, moved)


def smaller_votes(facts: CaseFacts, change: Change) -> Iterator[CaseFacts]:
    ballot = facts.ballot
    days = (change.first_day - facts.on).days if change.first_day else 0
    if ballot is None or not ballot.appointed:
        return
    room = range(ballot.appointed + 4)
    for present, favour, against, abstain in product(room, room, room, room):
        lost = max(0, ballot.against - against) + max(0, ballot.abstain - abstain)
        moved = abs(present - ballot.present) + max(favour - ballot.votes_for, lost)
        worse = favour < ballot.votes_for or against > ballot.against or abstain > ballot.abstain
        if worse or moved >= change.amount - days or present > ballot.appointed:
            continue
        if lost > favour - ballot.votes_for:
            continue
        votes = {"votes_for": favour, "against": against, "abstain": abstain}
        on = change.first_day or facts.on
        yield replace(facts, on=on, ballot=replace(ballot, present=present, **votes))


def smaller_checks(facts: CaseFacts, change: Change) -> Iterator[CaseFacts]:
    for phase in Phase:
        before, after = figures_of(facts, phase), figures_of(change.after, phase)
        for name in after.verified - before.verified:
            if set(before.values) == set(after.values):
                fewer = replace(after, verified=after.verified - {name})
                yield with_set(change.after, phase, fewer)


def smaller_targets(facts: CaseFacts, change: Change) -> Iterator[CaseFacts]:
    """Every set of fewer targets, made good by known figures, and every attestation left out."""
    if change.rule not in ("review.success", "recognition.still_meets_targets"):
        return
    phase = phase_judged(facts, change.rule)
    figures = figures_of(facts, phase)
    plan = facts.plan
    asked = ATTESTED if plan and plan.get("review.attestations") else ()
    denied = [name for name in asked if figures.get(name).answer != "yes"]
    by_bullets = plan and plan.get("review.mode").value != "all" and counts_bullets(facts)
    units = FIVE if by_bullets else [(part,) for five in FIVE for part in five]
    verdicts = {each.rule: each.passes for each in nine_targets(facts, figures)}
    unmet = [unit for unit in units if not all(verdicts[f"target.{name}"] for name in unit)]
    everything = {name: answer("yes") for name in denied}
    for chosen in combinations(unmet, max(0, change.amount - len(denied) - 1)):
        good = {
            name: figure
            for name, figure in ALL_MET.items()
            if any(name.startswith(target) for unit in chosen for target in unit)
        }
        if change.amount > len(denied):
            yield with_figures(facts, phase, everything | good)
    for name in denied:
        yield with_figures(facts, phase, ALL_MET | {name: figures.get(name)})


def smaller_figures(facts: CaseFacts, change: Change) -> Iterator[CaseFacts]:
    """Fewer figures entered, fewer criteria, fewer offences, and one target's nearer figures."""
    for phase in Phase:
        before, after = figures_of(facts, phase).values, figures_of(change.after, phase).values
        new = [name for name in after if before.get(name) != after[name]]
        for name in new:
            if len(new) > 1:
                kept = {key: after[key] for key in new if key != name}
                yield with_figures(facts, phase, kept)
            yield from (
                with_figures(change.after, phase, {name: nearer})
                for nearer in between(before.get(name), after[name])
            )


def between(before, after) -> list:
    """The figures between two of one form, the latter left out."""
    if before is None or before.answer or after.answer or after.standing != before.standing:
        return []
    if before.denominator != after.denominator:
        return []
    if after.denominator:
        low, high = sorted((before.numerator, after.numerator))
        numbers = set(range(low, high + 1)) - {after.numerator}
        return [ratio(number, after.denominator) for number in numbers]
    if before.count is None or after.count is None:
        return []
    numbers = set(range(min(before.count, after.count), max(before.count, after.count) + 1))
    return [count(number) for number in numbers - {after.count}]


def smaller_areas(facts: CaseFacts, change: Change) -> Iterator[CaseFacts]:
    if facts.quota is None or change.rule != "selection.cap":
        return
    for fewer in range(1, change.amount):
        yield replace(facts, quota=replace(facts.quota, adding=facts.quota.adding - fewer))


def smaller_papers(facts: CaseFacts, change: Change) -> Iterator[CaseFacts]:
    if change.rule != "selection.type_assigned":
        return
    chosen = set(facts.paper.types or facts.types)
    every = {"1", "2", "3", "4"} | chosen
    for size in range(len(every) + 1):
        for some in combinations(sorted(every), size):
            if len(set(some) ^ chosen) < change.amount:
                yield replace(facts, paper=replace(facts.paper, types=some), types=())


SMALLER = {
    Turn.DAY: lambda f, c: (
        *smaller_days(f, c),
        *(smaller_periods(f, c) if c.rule.endswith(".period") else ()),
    ),
    Turn.VOTES: smaller_votes,
    Turn.CHECK: smaller_checks,
    Turn.TARGETS: smaller_targets,
    Turn.FIGURE: smaller_figures,
    Turn.AREAS: smaller_areas,
    Turn.PAPER: smaller_papers,
    Turn.PERSON: lambda f, c: (
        replace(f, ballot=replace(f.ballot, conflicted=number))
        for number in (range(1, f.ballot.conflicted) if f.ballot and c.amount > 1 else ())
    ),
}


# Where a change is counted on one by one, so that one more than it is seen to be too many.
COUNTED_ON = {
    "case.commune_exists": lambda f, c: abs((c.after.on - f.on).days),
    "order.not_in_future": lambda f, c: abs((c.after.on - f.on).days),
    "order.not_before_previous_step": lambda f, c: abs((c.after.on - f.on).days),
    "review.one_year_over": lambda f, c: abs((c.after.on - f.on).days),
    "council.quorum": lambda f, c: whole_ballot(f) and c.amount,
    "council.carried": lambda f, c: whole_ballot(f) and c.amount,
    "review.success": lambda f, c: c.amount,
}


def whole_ballot(facts: CaseFacts) -> bool:
    """Whether a ballot was held whose numbers fit one another."""
    ballot = facts.ballot
    return ballot is not None and 0 < ballot.present <= ballot.appointed


def faults(guard, facts: CaseFacts, change: Change) -> list[str]:
    """What is wrong with a change: it does not meet the rule, or a smaller one does."""
    found = [] if guard(change.after).passes else ["does not meet"]
    if change.amount < 1:
        found.append("no change at all")
    if any(guard(nearer).passes for nearer in SMALLER[change.turn](facts, change)):
        found.append("a smaller one does")
    return found
