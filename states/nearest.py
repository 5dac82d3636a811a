"""For each condition of a step that does not hold, the smallest change after which it does.

Works on facts and by the same guards: a change is proposed and the rule itself says whether it
is met. A rule stands in `WAYS`, or in `FIXED` because nothing an officer does turns it.
"""

from collections.abc import Callable, Mapping
from functools import partial

from states import (
    near_areas,
    near_days,
    near_failing,
    near_papers,
    near_selection,
    near_targets,
    near_votes,
    opening,
)
from states.case import Assessment
from states.change import Change
from states.facts import CaseFacts
from states.findings import Finding
from states.terms import Spot
from states.transition import Guard, Transition

Way = Callable[[Guard, CaseFacts, Finding], Change | None]

WAYS: Mapping[str, Way] = {
    **dict.fromkeys(near_papers.GIVEN, near_papers.one_paper),
    **dict.fromkeys(near_papers.PEOPLE, near_papers.one_person),
    **dict.fromkeys(near_days.PHASES_OF_PERIODS, near_days.fitting_period),
    "case.commune_exists": near_days.another_day,
    "plan.in_force": near_days.another_day,
    "order.not_in_future": near_days.another_day,
    "order.not_before_previous_step": near_days.another_day,
    "selection.not_new_countryside": near_days.another_day,
    "review.one_year_over": near_days.year_over,
    "recognition.monitoring_over": near_days.months_over,
    "decision.named": near_days.named_paper,
    "council.minutes_named": near_days.named_paper,
    "case.no_other_open_case": near_papers.other_case_closed,
    "correction.nothing_rests_on_it": near_papers.later_ones_undone,
    "selection.dossier_complete": near_selection.figures_missing,
    "review.targets_reported": near_selection.figures_missing,
    "selection.figures_verified": near_selection.figures_unverified,
    "review.figures_verified": near_selection.figures_unverified,
    "recognition.figures_verified": near_selection.figures_unverified,
    "relapse.figures_verified": near_selection.figures_unverified,
    "selection.complexity_shown": near_selection.more_complexity,
    "selection.above_province_mean": near_selection.above_mean,
    "selection.above_district_mean": near_selection.above_mean,
    "selection.type_assigned": near_areas.types_chosen,
    "selection.cap": near_areas.fewer_areas,
    "council.quorum": near_votes.votes_lacking,
    "council.carried": near_votes.votes_lacking,
    "council.recommends": near_votes.recommended,
    "review.success": near_targets.to_succeed,
    "recognition.still_meets_targets": near_targets.to_succeed,
    "review.success_not_met": near_failing.to_fail,
    "relapse.criterion_broken": near_failing.to_relapse,
    "recognition.no_open_relapse": near_failing.to_settle,
}
# The kind of unit and where a relapse fell are what they are; the others are never unmet.
FIXED = frozenset(
    {
        "council.exists",
        "resume.relapsed_in_monitoring",
        "selection.antt_is_no_bar",
        "selection.priority",
        "selection.unit_is_commune",
    }
)


def changes(assessment: Assessment, facts: CaseFacts) -> tuple[Change, ...]:
    """Return, for the conditions of a step that do not hold, the smallest change of each.

    Where the plan is silent, or a rule is fixed, there is none: the finding itself says so.
    """
    row = assessment.transition
    found = (
        nearest(guard, facts, finding)
        for guard, finding in zip(judges(row), assessment.findings, strict=True)
        if not finding.passes
    )
    return tuple(each for each in found if each is not None)


def nearest(guard: Guard, facts: CaseFacts, finding: Finding) -> Change | None:
    """Return the smallest change after which this rule is met, or None where none is known."""
    if finding.fixed_at is Spot.PLANS and finding.rule != "plan.in_force":
        return None
    if finding.rule in FIXED:
        return None
    by_vote = finding.fixed_at is Spot.SITTING and finding.rule.startswith("duties.")
    way = near_votes.voters_recused if by_vote else WAYS[finding.rule]
    return way(guard, facts, finding)


def judges(row: Transition) -> tuple[Guard, ...]:
    """Return the guards of a row in the order its findings stand: who may, where, and the rest."""
    return (
        partial(opening.role_is_held, by=row.by),
        opening.territory_covers_the_commune,
        *row.guards,
    )
