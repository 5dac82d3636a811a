"""The days a plan sets for itself: its yearly report, its end, the review of the whole plan.

`DEADLINES` names every period and day a plan can set, each with the code that counts it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from states.deadlines import MONTHS_A_YEAR, last_day_before, months_after, years_after
from states.findings import Source
from states.plans import Plan
from states.terms import Text

LAST_OF_DECEMBER = 31


@dataclass(frozen=True, slots=True)
class Milestone:
    """One day of a plan: the last on which what is asked is still on time, and the text."""

    name: str
    label: Text
    day: date
    source: Source


def milestones(plan: Plan, year: int) -> tuple[Milestone, ...]:
    """Return the plan's days in their order, its yearly report being that of the year given."""
    days = (counted(plan, year) for counted in _OF_A_PLAN.values())
    return tuple(sorted((one for one in days if one), key=lambda one: one.day))


def yearly_report(plan: Plan, year: int) -> Milestone | None:
    """Return the last day on time of that year's report ("trước ngày 20/11": 19/11).

    None where the plan names no day, or was not in force on it.
    """
    due = plan.get("report.due")
    if due is None:
        return None
    last = last_day_before(str(due.value), year=year)
    if not plan.since <= last <= plan.until:
        return None
    label = Text("Hạn báo cáo năm của kế hoạch", "Yearly report of the plan due")
    return Milestone("yearly_report", label, last, due.source)


def plan_end(plan: Plan, _year: int) -> Milestone:
    """Return the plan's last day in force."""
    label = Text("Hết thời gian thực hiện kế hoạch", "End of the plan")
    return Milestone("plan_end", label, plan.until, plan.cites(""))


def final_review(plan: Plan, _year: int) -> Milestone | None:
    """Return the end of the year in which the whole plan is reviewed, or None if unstated."""
    stated = plan.get("final_review")
    if stated is None:
        return None
    label = Text("Tổng kết việc thực hiện kế hoạch", "Review of the whole plan")
    last = date(stated.whole, MONTHS_A_YEAR, LAST_OF_DECEMBER)
    return Milestone("final_review", label, last, stated.source)


_OF_A_PLAN: Mapping[str, Callable[[Plan, int], Milestone | None]] = {
    "yearly_report": yearly_report,
    "plan_end": plan_end,
    "final_review": final_review,
}
DEADLINES: Mapping[str, Callable[..., object]] = {
    "one_year": years_after,
    "monitoring_end": months_after,
    **_OF_A_PLAN,
}
