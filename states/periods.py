"""Whether figures belong to the time they are to prove: the year of work, the monitoring.

Figures of a time after the step cannot have been known when it was taken.
Tuyên Quang III.1 asks whether the area "vẫn đảm bảo" after the months of monitoring: figures of
another time prove nothing about it. No text says how exactly a period must fit (inferred).
"""

from datetime import date

from states.answers import PRACTICE, not_applicable, parameter, verdict_of
from states.facts import CaseFacts, FigureSet
from states.findings import Finding
from states.terms import Role, Spot, Text
from states.wording import day


def proposal_figures_are_known(facts: CaseFacts) -> Finding:
    """The proposal's figures end on or before the day of the appraisal."""
    figures = facts.proposal
    holds = None if figures.end is None else figures.end <= facts.on
    seen = _shown(figures)
    return Finding(
        "selection.period",
        verdict_of(holds),
        Text(
            f"Kỳ số liệu: {seen}; không được kết thúc sau ngày {day(facts.on)}.",
            f"Period of the figures: {seen}; it must not end after {day(facts.on)}.",
        ),
        PRACTICE,
        fixed_by=(Role.OFFICER,),
        fixed_at=Spot.FIGURES,
    )


def review_figures_are_of_the_year(facts: CaseFacts) -> Finding:
    """The review's figures lie between the start of the transformation and the step."""
    return _fits("review.period", facts.review, facts.started_on, facts.on)


def monitoring_figures_are_of_the_monitoring(facts: CaseFacts) -> Finding:
    """The figures of the monitoring lie between the review and the decision.

    Not applicable where the plan sets no monitoring: then the review's figures stand.
    """
    rule = "recognition.period"
    length = parameter(facts, "monitoring.length")
    if length is not None and length.whole == 0:
        says = Text(
            "Kế hoạch không có thời gian theo dõi: dùng số liệu sơ kết.",
            "The plan has no monitoring period: the review's figures stand.",
        )
        return not_applicable(rule, says, length.source)
    return _fits(rule, facts.monitoring, facts.reviewed_on, facts.on)


def relapse_figures_follow_the_review(facts: CaseFacts) -> Finding:
    """The figures of a relapse are later than the review, where its day is known."""
    rule = "relapse.period"
    if facts.reviewed_on is None:
        says = Text(
            "Nguồn không nêu ngày sơ kết; không so được kỳ số liệu.",
            "The source does not give the review's day; the period cannot be compared.",
        )
        return not_applicable(rule, says, PRACTICE)
    return _fits(rule, facts.relapse, facts.reviewed_on, facts.on)


def _shown(figures: FigureSet) -> str:
    return f"{day(figures.start)}–{day(figures.end)}" if figures.start else "–"


def _fits(rule: str, figures: FigureSet, begin: date | None, end: date) -> Finding:
    inside = None
    if begin is not None and figures.start is not None and figures.end is not None:
        inside = begin <= figures.start and figures.end <= end
    seen = _shown(figures)
    return Finding(
        rule,
        verdict_of(inside),
        Text(
            f"Kỳ số liệu: {seen}; phải nằm trong {day(begin)}–{day(end)}.",
            f"Period of the figures: {seen}; it must lie within {day(begin)}–{day(end)}.",
        ),
        PRACTICE,
        fixed_by=(Role.OFFICER,),
        fixed_at=Spot.TARGETS,
    )
