"""What the papers of an action must say, and in which order the deeds of a case may stand."""

from dataclasses import replace

from states.answers import PRACTICE, parameter, silent, verdict_of
from states.facts import CaseFacts, Paper
from states.findings import Finding, Source
from states.terms import CaseState, Evidence, Role, Spot, Text, Verdict
from states.wording import day

PAPERWORK = (Role.SECRETARY, Role.COMMITTEE_OFFICE)
SUCCESSION = Source("Nghị quyết của UBTVQH về sắp xếp đơn vị hành chính", "", Evidence.INFERRED)


def needs(
    rule: str, given: str, asked: Text, *, by: tuple[Role, ...], source: Source = PRACTICE
) -> Finding:
    """Answer whether what must be written down with the step was given; until then, not known."""
    return Finding(
        rule,
        verdict_of(bool(given) or None),
        Text(f"Đã ghi: {given}", f"Given: {given}") if given else asked,
        source,
        seen=given,
        fixed_by=by,
        fixed_at=Spot.CONFIRM,
    )


def _cited(paper: Paper | None, *, day_needed: bool = True) -> str:
    if paper is None or not paper.number:
        return ""
    if paper.signed_on is None and (day_needed or not paper.as_printed):
        return ""
    when = day(paper.signed_on) if paper.signed_on else paper.as_printed
    return ", ".join(part for part in (paper.number, when, paper.body) if part)


def reason_is_given(facts: CaseFacts) -> Finding:
    """A reason is written down."""
    asked = Text("Cần ghi lý do.", "A reason is needed.")
    return needs("reason.given", facts.paper.reason.strip(), asked, by=PAPERWORK)


def missing_is_named(facts: CaseFacts) -> Finding:
    """The return says what is missing and by when."""
    said = facts.paper.missing_list.strip() if facts.paper.due else ""
    asked = Text(
        "Cần nêu nội dung còn thiếu và hạn bổ sung.", "Say what is missing and by which day."
    )
    return needs("dossier.missing_named", said, asked, by=(Role.SECRETARY,))


def letter_is_named(facts: CaseFacts) -> Finding:
    """The official letter has a number and a day."""
    asked = Text("Cần số và ngày công văn.", "The letter's number and day are needed.")
    return needs("paper.named", _cited(facts.paper.letter), asked, by=PAPERWORK)


def report_is_attached(facts: CaseFacts) -> Finding:
    """The review report has a number and a day."""
    asked = Text("Cần số và ngày báo cáo sơ kết.", "The report's number and day are needed.")
    return needs("review.report_attached", _cited(facts.paper.report), asked, by=(Role.OFFICER,))


def resolution_is_named(facts: CaseFacts) -> Finding:
    """The resolution that rearranged the units has a number and a day."""
    asked = Text("Cần số và ngày nghị quyết.", "The resolution's number and day are needed.")
    return needs(
        "succession.resolution_named",
        _cited(facts.paper.resolution),
        asked,
        by=(Role.REGISTRAR,),
        source=SUCCESSION,
    )


def successors_are_named(facts: CaseFacts) -> Finding:
    """At least one successor unit is named."""
    asked = Text("Cần nêu đơn vị kế thừa.", "Name the successor unit.")
    said = ", ".join(facts.paper.successors)
    return needs(
        "succession.successors_named", said, asked, by=(Role.REGISTRAR,), source=SUCCESSION
    )


def old_decision_is_named(facts: CaseFacts) -> Finding:
    """The earlier decision is named; a day its source does not give stays as printed."""
    asked = Text(
        "Cần số quyết định cũ và ngày, hoặc thời gian như nguồn ghi.",
        "The earlier decision's number and its day, or the time as printed, are needed.",
    )
    legacy = parameter(facts, "legacy.list")
    return needs(
        "inherit.old_decision_named",
        _cited(facts.paper.old_decision, day_needed=False),
        asked,
        by=(Role.REGISTRAR,),
        source=legacy.source if legacy else PRACTICE,
    )


def decision_is_named(facts: CaseFacts) -> Finding:
    """The signed decision has a number and a day, and was not signed after the step itself."""
    asked = Text("Cần số và ngày quyết định.", "The decision's number and day are needed.")
    decision = facts.paper.decision
    by = (Role.COMMITTEE_OFFICE,)
    named = needs("decision.named", _cited(decision), asked, by=by)
    if decision is None or decision.signed_on is None or decision.signed_on <= facts.on:
        return named
    says = Text(
        f"{named.says.vi}, sau ngày {day(facts.on)} của bước này.",
        f"{named.says.en}, later than this step of {day(facts.on)}.",
    )
    return replace(named, verdict=Verdict.NOT_MET, says=says)


def body_may_decide(facts: CaseFacts) -> Finding:
    """The decision was issued by a body the plan names."""
    said = facts.paper.decision.body if facts.paper.decision else ""
    apart = facts.state is CaseState.MONITORING and parameter(facts, "recognition.bodies")
    key = "recognition.bodies" if apart else "decision.bodies"
    return _allowed(facts, "decision.issuing_body", key, said)


def capacity_is_lawful(facts: CaseFacts) -> Finding:
    """The decision was signed in a capacity the plan allows."""
    said = facts.paper.decision.capacity if facts.paper.decision else ""
    return _allowed(facts, "decision.capacity", "decision.capacities", said)


def _allowed(facts: CaseFacts, rule: str, key: str, said: str) -> Finding:
    allowed = parameter(facts, key)
    if allowed is None:
        return silent(rule, facts, key)
    names = " · ".join(allowed.words)
    return Finding(
        rule,
        verdict_of(said in allowed.words if said else None),
        Text(
            f"{allowed.label.vi}: {said or 'chưa ghi'} (được phép: {names}).",
            f"{allowed.label.en}: {said or 'not given'} (allowed: {names}).",
        ),
        allowed.source,
        seen=said,
        required=names,
        fixed_by=(Role.COMMITTEE_OFFICE,),
        fixed_at=Spot.CONFIRM,
    )
