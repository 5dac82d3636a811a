"""The nearest day on which a rule holds: how long to wait, or by when it had to be done.

A rule of days turns only on a day that stands in the facts or in its own answer, so those are
tried, the nearest first, and the rule itself says which will do.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from states.change import Change, Turn, figures_of, met_by, plural, with_set
from states.facts import CaseFacts, FigureSet, Paper
from states.findings import Finding
from states.terms import Phase, Text
from states.transition import Guard
from states.wording import day

ONE = timedelta(days=1)
A_YEAR = timedelta(days=366)
PHASES_OF_PERIODS = {
    "selection.period": Phase.PROPOSAL,
    "review.period": Phase.REVIEW,
    "recognition.period": Phase.MONITORING,
    "relapse.period": Phase.RELAPSE,
}


def another_day(guard: Guard, facts: CaseFacts, finding: Finding) -> Change | None:
    """Return the nearest day of the step on which the rule holds."""
    return met_by(guard, _days(facts, finding, facts.on, _on_day))


def _days(
    facts: CaseFacts, finding: Finding, now: date, move: Callable[[CaseFacts, date], CaseFacts]
) -> Iterator[Change]:
    known = {each for each in _known_days(facts, finding) if each is not None and each != now}
    for on in sorted(known, key=lambda each: abs(each - now)):
        yield Change(
            rule=finding.rule,
            turn=Turn.DAY,
            amount=abs(on - now).days,
            says=by_day(on, now=now),
            after=move(facts, on),
            was=now.isoformat(),
            becomes=on.isoformat(),
            first_day=on if on > now else None,
        )


def by_day(on: date, *, now: date) -> Text:
    """Say how long to wait for a day, or how much sooner the step had to be."""
    number = abs(on - now).days
    if on > now:
        return Text(
            f"còn {number} ngày, từ {day(on)}", f"{plural(number, 'more day')}, from {day(on)}"
        )
    return Text(
        f"sớm hơn {number} ngày, chậm nhất {day(on)}",
        f"{plural(number, 'day')} sooner, on {day(on)} at the latest",
    )


def _on_day(facts: CaseFacts, on: date) -> CaseFacts:
    return replace(facts, on=on)


def _known_days(facts: CaseFacts, finding: Finding) -> Iterator[date | None]:
    required = finding.required.rpartition(" ")[2]
    if required.count("-") == len(("month", "day")):
        yield date.fromisoformat(required)
    titled = facts.commune.new_countryside_since
    yield titled - ONE if titled else None
    yield from (facts.commune.valid_from, facts.commune.valid_until)
    yield from (facts.last_effective, facts.today)
    yield from (paper.signed_on for paper in (facts.paper.decision, facts.paper.minutes) if paper)
    yield facts.ballot.held_on if facts.ballot else None
    if facts.plan is not None:
        yield from (facts.plan.since, facts.plan.until)


def year_over(guard: Guard, facts: CaseFacts, finding: Finding) -> Change | None:
    """Return how long the year of transformation still runs, or that its start must be known."""
    if facts.started_on is None:
        return met_by(guard, [_start_given(facts, finding, "started_on")])
    return another_day(guard, facts, finding)


def months_over(guard: Guard, facts: CaseFacts, finding: Finding) -> Change | None:
    """Return how long the monitoring still runs; the decision may not be signed sooner."""
    if facts.reviewed_on is None:
        return met_by(guard, [_start_given(facts, finding, "reviewed_on")])
    return met_by(guard, _days(facts, finding, date.fromisoformat(finding.seen), _signed_on))


def _signed_on(facts: CaseFacts, on: date) -> CaseFacts:
    decision = facts.paper.decision
    signed = replace(decision, signed_on=on) if decision and decision.signed_on else decision
    return replace(facts, on=max(on, facts.on), paper=replace(facts.paper, decision=signed))


def _start_given(facts: CaseFacts, finding: Finding, name: str) -> Change:
    began = facts.on - 2 * A_YEAR
    told = (
        replace(facts, started_on=began)
        if name == "started_on"
        else replace(facts, reviewed_on=began)
    )
    return Change(
        rule=finding.rule,
        turn=Turn.DAY,
        amount=1,
        says=Text("nêu ngày bắt đầu", "the first day to be given"),
        after=told,
        becomes=began.isoformat(),
    )


def fitting_period(guard: Guard, facts: CaseFacts, finding: Finding) -> Change | None:
    """Return by how many days a period of figures misses the time it is to prove."""
    phase = PHASES_OF_PERIODS[finding.rule]
    figures, begin = figures_of(facts, phase), _begin(facts, finding.rule)
    needs_begin = finding.rule != "selection.period"
    missing = sum(each is None for each in (figures.end, *((figures.start,) * needs_begin)))
    missing += needs_begin and begin is None
    start = max(figures.start or begin or facts.on, begin or date.min)
    end = figures.end or facts.on
    early = (start - figures.start).days if figures.start and needs_begin else 0
    late = max(0, (end - facts.on).days)
    moved = replace(figures, start=start if needs_begin else figures.start, end=end)
    after = with_set(replace(facts, on=facts.on + late * ONE), phase, moved)
    if needs_begin and begin is None:
        after = _with_begin(after, finding.rule, start)
    change = Change(
        rule=finding.rule,
        turn=Turn.DAY,
        amount=missing + early + late,
        says=_period_says(moved, missing=missing, early=early, late=late),
        after=after,
        was=f"{figures.start}/{figures.end}",
        becomes=f"{moved.start}/{moved.end}",
        first_day=end if late else None,
    )
    return met_by(guard, [change])


def _begin(facts: CaseFacts, rule: str) -> date | None:
    return facts.started_on if rule == "review.period" else facts.reviewed_on


def _with_begin(facts: CaseFacts, rule: str, begin: date) -> CaseFacts:
    if rule == "review.period":
        return replace(facts, started_on=begin)
    return replace(facts, reviewed_on=begin)


def _period_says(figures: FigureSet, *, missing: int, early: int, late: int) -> Text:
    vi, en = [], []
    if missing:
        vi.append(f"nêu đủ {missing} ngày của kỳ số liệu")
        en.append(plural(missing, "day") + " of the period to be given")
    if early:
        vi.append(f"kỳ số liệu bắt đầu muộn hơn {early} ngày, từ {day(figures.start)}")
        en.append(f"the period to begin {plural(early, 'day')} later, on {day(figures.start)}")
    if late:
        vi.append(f"còn {late} ngày, từ {day(figures.end)}")
        en.append(f"{plural(late, 'more day')}, from {day(figures.end)}")
    return Text("; ".join(vi), "; ".join(en))


def named_paper(guard: Guard, facts: CaseFacts, finding: Finding) -> Change | None:
    """Return that the decision or minutes are to be named, or from which day they count."""
    name = "minutes" if finding.rule == "council.minutes_named" else "decision"
    paper = facts.paper.minutes if name == "minutes" else facts.paper.decision
    blank = paper or Paper()
    given = replace(
        blank, number=blank.number or "…", signed_on=min(blank.signed_on or facts.on, facts.on)
    )
    late = blank.signed_on is not None and blank.signed_on > facts.on
    papers = (
        replace(facts.paper, minutes=given)
        if name == "minutes"
        else replace(facts.paper, decision=given)
    )
    named = Change(
        rule=finding.rule,
        turn=Turn.PAPER,
        amount=1,
        says=Text("ghi số và ngày văn bản", "the paper's number and day"),
        after=replace(facts, paper=papers),
    )
    if late and blank.number:
        return another_day(guard, facts, finding)
    return met_by(guard, [named])
