"""The way to recognition: each step that is still to come, with the first lawful day of it.

A day is counted by the guard that asks for it, on the facts as they would then be; so whatever
that guard counts in, a day off or a pause, is counted here too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from states.facts import CaseFacts
from states.findings import Finding, Source
from states.monitoring import monitoring_has_ended
from states.review import one_year_is_over
from states.table import MOVES
from states.terms import Action, CaseState, Text, Verdict
from states.transition import Guard

# The steps in their order, each with the state it leaves.
ROUTE = (
    (CaseState.PROPOSED, Action.APPRAISE),
    (CaseState.APPRAISED, Action.SELECT),
    (CaseState.IN_TRANSFORMATION, Action.SUBMIT_REVIEW),
    (CaseState.PRELIMINARY_REVIEW, Action.PASS_REVIEW),
    (CaseState.MONITORING, Action.RECOGNIZE),
)
NO_TERM = Text(
    "Không có thời hạn phải chờ; thực hiện khi đủ điều kiện.",
    "There is no term to wait for; possible once the conditions are met.",
)
NOT_KNOWN_SINCE = Text(
    "Chưa tính được ngày: bước trước chưa có ngày sớm nhất.",
    "No day can be counted: the step before has no earliest day.",
)


@dataclass(frozen=True, slots=True)
class Stop:
    """One step to come: its first lawful day where it can be counted, and how it was counted."""

    action: Action
    source: CaseState
    target: CaseState
    earliest: date | None
    says: Text
    basis: Source
    days: int | None = None


def path(facts: CaseFacts) -> tuple[Stop, ...]:
    """Return the steps to recognition from where the case stands, none where it leads nowhere."""
    return tuple(_stops(facts, _ahead(facts)))


def _ahead(facts: CaseFacts) -> Sequence[tuple[CaseState, Action]]:
    """Return the steps to come; after a relapse under monitoring the same case goes on."""
    if facts.state is CaseState.RELAPSED and facts.relapsed_from is CaseState.MONITORING:
        return ((CaseState.RELAPSED, Action.RESUME), *ROUTE[2:])
    places = [place for place, (state, _) in enumerate(ROUTE) if state is facts.state]
    return [step for place in places for step in ROUTE[place:]]


def _stops(facts: CaseFacts, ahead: Sequence[tuple[CaseState, Action]]) -> Iterator[Stop]:
    day: date | None = max(facts.today, facts.last_effective or facts.today)
    known = facts
    for state, action in ahead:
        counted = _TERMS.get(action)
        says = NO_TERM if day else NOT_KNOWN_SINCE
        if counted is not None and day is not None:
            found = counted(replace(known, on=day))
            day, says = _first_day(found, day), found.says
        row = next(row for row in MOVES if (row.source, row.action) == (state, action))
        yield Stop(
            action=action,
            source=state,
            target=row.target,
            earliest=day,
            says=says,
            basis=row.basis(facts.plan),
            days=(day - facts.today).days if day else None,
        )
        known = _then(known, action, day)


def _first_day(found: Finding, day: date) -> date | None:
    """Return the first day the guard allows, or None where it cannot tell."""
    if found.verdict is Verdict.NOT_KNOWN:
        return None
    required = found.required.removeprefix(">= ")
    return max(day, date.fromisoformat(required)) if required else day


def _then(facts: CaseFacts, action: Action, day: date | None) -> CaseFacts:
    """Return the facts as they would be once the step was taken on its first lawful day."""
    if action in (Action.SELECT, Action.RESUME):
        return replace(facts, started_on=day)
    if action is Action.PASS_REVIEW:
        return replace(facts, reviewed_on=day)
    return facts


_TERMS: dict[Action, Guard] = {
    Action.SUBMIT_REVIEW: one_year_is_over,
    Action.RECOGNIZE: monitoring_has_ended,
}
