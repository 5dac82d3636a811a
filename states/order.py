"""On which days the deeds of a case may stand."""

from states.answers import SETTING, no_plan, verdict_of
from states.facts import CaseFacts
from states.findings import Finding
from states.terms import Spot, Text, Verdict
from states.wording import day


def plan_is_in_force(facts: CaseFacts) -> Finding:
    """A plan is in force in the province that day."""
    if facts.plan is None or not (facts.plan.since <= facts.on <= facts.plan.until):
        return no_plan("plan.in_force", facts)
    return Finding(
        "plan.in_force",
        Verdict.MET,
        Text(
            f"{facts.plan.name.vi}, hiệu lực {day(facts.plan.since)}–{day(facts.plan.until)}.",
            f"{facts.plan.name.en}, in force {day(facts.plan.since)}–{day(facts.plan.until)}.",
        ),
        facts.plan.cites(""),
    )


def day_is_in_order(facts: CaseFacts) -> Finding:
    """The deed's legal day does not lie before the former step's."""
    former = facts.last_effective
    holds = former is None or facts.on >= former
    return Finding(
        "order.not_before_previous_step",
        verdict_of(holds),
        Text(
            f"Ngày {day(facts.on)}; không được trước bước trước ({day(former)}).",
            f"Dated {day(facts.on)}; not before the step before ({day(former)}).",
        ),
        SETTING,
        seen=facts.on.isoformat(),
        required=f">= {former.isoformat()}" if former else "",
        fixed_at=Spot.NOWHERE if holds else Spot.CONFIRM,
    )


def day_is_not_ahead(facts: CaseFacts) -> Finding:
    """The deed's legal day does not lie in the future."""
    return Finding(
        "order.not_in_future",
        verdict_of(facts.on <= facts.today),
        Text(
            f"Ngày {day(facts.on)}; không được sau hôm nay ({day(facts.today)}).",
            f"Dated {day(facts.on)}; not later than today ({day(facts.today)}).",
        ),
        SETTING,
        seen=facts.on.isoformat(),
        required=f"<= {facts.today.isoformat()}",
        fixed_at=Spot.NOWHERE if facts.on <= facts.today else Spot.CONFIRM,
    )
