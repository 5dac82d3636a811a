"""The groups of guards a row of the table is made of, and the names of all rules."""

from states import (
    cap,
    corrections,
    council,
    eligibility,
    means,
    monitoring,
    opening,
    order,
    papers,
    periods,
    review,
    selection,
    voting,
)
from states.success import ATTESTATIONS
from states.targets import TARGETS

IN_ORDER = (order.day_is_not_ahead, order.day_is_in_order)
COUNCIL = (
    council.exists,
    voting.quorum_is_reached,
    voting.ballot_is_carried,
    council.minutes_are_named,
    voting.voters_took_no_part,
)
DECISION = (
    papers.decision_is_named,
    papers.body_may_decide,
    papers.capacity_is_lawful,
    opening.decider_is_another_person,
)
OPENING = (
    opening.commune_exists,
    order.plan_is_in_force,
    opening.no_other_case_is_open,
    opening.unit_is_commune,
    order.day_is_not_ahead,
)
# No plan need be in force on the day of an old decision; the first after it judges the case.
INHERITANCE = (
    opening.commune_exists,
    opening.no_other_case_is_open,
    opening.unit_is_commune,
    order.day_is_not_ahead,
)
APPRAISAL = (
    opening.argument_is_given,
    selection.dossier_is_complete,
    selection.figures_are_verified,
    periods.proposal_figures_are_known,
    selection.complexity_is_shown,
    means.above_province_mean,
    means.above_district_mean,
    eligibility.is_not_new_countryside,
    eligibility.type_is_assigned,
    eligibility.many_kinds_come_first,
    eligibility.antt_list_is_no_bar,
)
RESUMPTION = (
    monitoring.relapsed_while_monitored,
    order.plan_is_in_force,
    *DECISION,
    cap.cap_is_respected,
)
# A title won since the appraisal bars the selection; it does not end a case that runs.
SELECTION = (
    opening.commune_exists,
    order.plan_is_in_force,
    *DECISION,
    cap.cap_is_respected,
    eligibility.is_not_new_countryside,
)
REVIEW = (
    review.one_year_is_over,
    review.targets_are_reported,
    review.review_figures_are_verified,
    periods.review_figures_are_of_the_year,
    review.tasks_are_concluded,
    papers.report_is_attached,
)
PASSED = (
    review.review_succeeded,
    review.review_figures_are_verified,
    periods.review_figures_are_of_the_year,
)
NOT_PASSED = (
    review.review_did_not_succeed,
    review.review_figures_are_verified,
    periods.review_figures_are_of_the_year,
    papers.reason_is_given,
)
RELAPSED = (
    monitoring.criterion_is_broken,
    monitoring.relapse_figures_are_verified,
    periods.relapse_figures_follow_the_review,
    papers.reason_is_given,
)
RECOGNITION = (
    monitoring.monitoring_has_ended,
    monitoring.targets_still_met,
    monitoring.monitoring_figures_are_verified,
    periods.monitoring_figures_are_of_the_monitoring,
    monitoring.no_relapse_is_open,
    voting.council_recommends,
    *DECISION,
)
CORRECTION = (
    corrections.entry_is_named,
    papers.reason_is_given,
    corrections.correction_has_two_people,
    papers.decision_is_named,
    order.day_is_not_ahead,
)
RECTIFYING = (*CORRECTION, corrections.right_value_is_given)
VOIDING = (*CORRECTION, order.day_is_in_order, corrections.nothing_rests_on_it)

RULES = frozenset(
    {
        "access.role",
        "access.territory",
        "case.commune_exists",
        "case.no_other_open_case",
        "correction.asked_by_another",
        "correction.entry_named",
        "correction.nothing_rests_on_it",
        "correction.right_value_given",
        "council.carried",
        "council.exists",
        "council.minutes_named",
        "council.quorum",
        "council.recommends",
        "decision.capacity",
        "decision.issuing_body",
        "decision.named",
        "dossier.missing_named",
        "duties.not_proposer_or_recorder",
        "inherit.old_decision_named",
        "order.not_before_previous_step",
        "order.not_in_future",
        "paper.named",
        "plan.in_force",
        "reason.given",
        "recognition.figures_verified",
        "recognition.monitoring_over",
        "recognition.no_open_relapse",
        "recognition.period",
        "recognition.still_meets_targets",
        "relapse.criterion_broken",
        "relapse.figures_verified",
        "relapse.period",
        "resume.relapsed_in_monitoring",
        "review.figures_verified",
        "review.one_year_over",
        "review.period",
        "review.report_attached",
        "review.success",
        "review.success_not_met",
        "review.targets_all",
        "review.targets_reported",
        "review.targets_share",
        "review.tasks_concluded",
        "selection.above_district_mean",
        "selection.above_province_mean",
        "selection.antt_is_no_bar",
        "selection.argument_given",
        "selection.cap",
        "selection.complexity_shown",
        "selection.dossier_complete",
        "selection.figures_verified",
        "selection.not_new_countryside",
        "selection.period",
        "selection.priority",
        "selection.type_assigned",
        "selection.unit_is_commune",
        "succession.resolution_named",
        "succession.successors_named",
        *ATTESTATIONS.values(),
        *TARGETS,
    }
)
