"""One made-up proposal as each province's own plan judges it, and where the judgements differ."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from states.case import Assessment
from states.example import DESCRIPTION, example_proposal, example_review
from states.findings import Finding
from states.plans.book import PlanBook
from states.terms import Text, Verdict
from workflow.views.law import PlanLine, every_part, list_plans
from workflow.views.rule_names import rule_name


@dataclass(frozen=True, slots=True)
class Judged:
    """The example as one plan judges it."""

    plan: PlanLine
    appraisal: Assessment
    review: Assessment


@dataclass(frozen=True, slots=True)
class Difference:
    """A rule the plans answer differently; None stands for a plan that does not ask it."""

    rule: str
    name: Text
    step: Text
    by_plan: tuple[Finding | None, ...]


def judged_by_each(book: PlanBook, *, on: date) -> tuple[Text, tuple[Judged, ...]]:
    """Return the example's description and how each province's own plan judges it."""
    own = (line for line in list_plans(book, on=on) if not line.frame and not line.illustration)
    plans = ((line, book.plans[line.id]) for line in own)
    return DESCRIPTION, tuple(
        Judged(line, example_proposal(plan), example_review(plan)) for line, plan in plans
    )


def differences(judged: Iterable[Judged]) -> tuple[Difference, ...]:
    """Return the rules whose verdicts differ between the plans, those of the appraisal first."""
    plans = tuple(judged)
    return (
        *_differing([one.appraisal for one in plans]),
        *_differing([one.review for one in plans]),
    )


def _differing(assessments: list[Assessment]) -> Iterator[Difference]:
    answers = [{one.rule: one for one in every_part(each.findings)} for each in assessments]
    for rule in dict.fromkeys(rule for found in answers for rule in found):
        by_plan = tuple(found.get(rule) for found in answers)
        verdicts = {one.verdict if one else Verdict.NOT_APPLICABLE for one in by_plan}
        if len(verdicts) > 1:
            step = assessments[0].transition.action.label
            yield Difference(rule, rule_name(rule), step, by_plan)
