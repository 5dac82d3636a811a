"""The steps a case may take next: what each still needs, who may take it, what it asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from states.case import Assessment
from states.facts import CaseFacts
from states.findings import Finding, Source
from states.terms import Action, Asks, CaseState, Phase, Role, Text
from states.waiving import may_be_waived
from workflow.views.asked import QuestionGroup, questions

# The step a case is on its way to; what else the table has is offered below it.
FORWARD: Mapping[CaseState, Action] = {
    CaseState.PROPOSED: Action.APPRAISE,
    CaseState.APPRAISED: Action.SELECT,
    CaseState.IN_TRANSFORMATION: Action.SUBMIT_REVIEW,
    CaseState.PRELIMINARY_REVIEW: Action.PASS_REVIEW,
    CaseState.MONITORING: Action.RECOGNIZE,
    CaseState.RELAPSED: Action.RESUME,
}
PHASES: Mapping[Action, Phase] = {
    Action.SUBMIT_REVIEW: Phase.REVIEW,
    Action.PASS_REVIEW: Phase.REVIEW,
    Action.EXTEND: Phase.REVIEW,
    Action.RECOGNIZE: Phase.MONITORING,
    Action.RELAPSE: Phase.RELAPSE,
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """One step of the table in this state, assessed on today's facts.

    `findings` begin with what does not pass; `at_hand` of the remaining ones are settled by
    the papers entered with the step itself; `mine` says whether this person's role may take it;
    `phase` is the one whose figures it is judged on.
    """

    action: Action
    source: CaseState | None
    target: CaseState
    title: Text
    by: tuple[Role, ...]
    text: Source
    findings: tuple[Finding, ...]
    permitted: bool
    awaits_only_papers: bool
    remaining: int
    at_hand: int
    mine: bool
    main: bool
    phase: Phase
    asked: tuple[QuestionGroup, ...]

    @property
    def by_council(self) -> bool:
        """Whether a council takes the step, by its ballot at a sitting."""
        return Role.COUNCIL in self.by

    @property
    def by_decision(self) -> bool:
        """Whether a signed decision takes the step, over one case or many."""
        return any(group.about == Asks.DECISION for group in self.asked)

    @property
    def to_waive(self) -> tuple[Finding, ...]:
        """Return the conditions in the way that may be waived."""
        return tuple(finding for finding in self.findings if may_be_waived(finding))


def next_steps(assessments: Sequence[Assessment], facts: CaseFacts) -> tuple[NextStep, ...]:
    """Return the assessed steps, the main one first."""
    main = _main(assessments, facts.state)
    steps = [next_step(assessment, facts, main=main) for assessment in assessments]
    return tuple(sorted(steps, key=lambda step: not step.main))


def next_step(assessment: Assessment, facts: CaseFacts, *, main: Action | None) -> NextStep:
    """Return one assessed step as the page shows it."""
    row = assessment.transition
    open_ones = [finding for finding in assessment.findings if not finding.passes]
    return NextStep(
        action=row.action,
        source=row.source,
        target=row.target,
        title=_title(row.action),
        by=row.by,
        text=row.basis(facts.plan),
        findings=in_order(assessment.findings),
        permitted=assessment.permitted,
        awaits_only_papers=assessment.awaits_only_papers,
        remaining=len(open_ones),
        at_hand=sum(finding.awaits_the_paper for finding in open_ones),
        mine=any(role in facts.actor.roles for role in row.by),
        main=row.action is main,
        phase=PHASES.get(row.action, Phase.PROPOSAL),
        asked=() if Role.COUNCIL in row.by else questions(row.asks, facts.plan),
    )


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings with what does not pass first, and there what the papers settle last."""
    return tuple(sorted(findings, key=lambda one: (one.passes, one.awaits_the_paper)))


def _main(assessments: Sequence[Assessment], state: CaseState | None) -> Action | None:
    """Return the step the case is on its way to: an extension, where the review failed."""
    forward = FORWARD.get(state) if state else None
    if forward is Action.PASS_REVIEW:
        failed = (
            finding.passes
            for assessment in assessments
            for finding in assessment.findings
            if finding.rule == "review.success_not_met"
        )
        return Action.EXTEND if any(failed) else forward
    return forward


def _title(action: Action) -> Text:
    label = action.label
    return Text(
        f"Cần gì để {label.vi[:1].lower()}{label.vi[1:]}",
        f"What is needed to {label.en[:1].lower()}{label.en[1:]}",
    )
