"""After the review: the monitoring months, recognition on their own figures, and relapse."""

from datetime import date

from states.answers import PRACTICE, parameter, silent, verdict_of
from states.deadlines import months_after
from states.facts import CaseFacts, FigureSet
from states.findings import Finding
from states.review import counted, unknown_start
from states.selection import verified
from states.success import success
from states.targets import needed_measures, nine_targets
from states.terms import CaseState, Role, Spot, Text, Verdict
from states.wording import day, listed

ATTESTED_RELAPSE = {
    "giam_toi_pham": Text("tội phạm không còn giảm", "crime is no longer down"),
    "giam_te_nan": Text("tệ nạn xã hội không còn giảm", "vice is no longer down"),
    "khong_phuc_tap_noi_len": Text("có phức tạp mới nổi lên", "a new complexity has arisen"),
}


def monitoring_has_ended(facts: CaseFacts) -> Finding:
    """The monitoring months after the review have passed (Tuyên Quang III.1).

    Counted from the day after the review (Civil Code, Art. 147(3)); an end on a day off
    moves to the next working day (Art. 148(5)). The decision itself may not be signed sooner.
    """
    rule = "recognition.monitoring_over"
    length = parameter(facts, "monitoring.length")
    if length is None:
        return silent(rule, facts, "monitoring.length")
    if length.whole == 0:
        says = Text(
            "Kế hoạch không quy định thời gian theo dõi trước khi công nhận.",
            "The plan sets no monitoring period before recognition.",
        )
        return Finding(rule, Verdict.MET, says, length.source)
    if facts.reviewed_on is None:
        return unknown_start(rule, length.source)
    period = months_after(facts.reviewed_on, length.whole, facts.days_off)
    decided = _decided_on(facts)
    said = counted(period, on=decided)
    return Finding(
        rule,
        verdict_of(period.is_over(on=decided)),
        Text(
            f"Sơ kết {day(period.event)}, theo dõi {length.whole} tháng; {said.vi}",
            f"Reviewed on {day(period.event)}, monitored for {length.whole} months; {said.en}",
        ),
        length.source,
        seen=decided.isoformat(),
        required=f">= {period.first_day_after.isoformat()}",
    )


def _decided_on(facts: CaseFacts) -> date:
    decision = facts.paper.decision
    signed = decision.signed_on if decision else None
    return min(signed, facts.on) if signed else facts.on


def monitoring_figures_are_verified(facts: CaseFacts) -> Finding:
    """Every figure the recognition rests on was checked by a second person."""
    figures = figures_of_recognition(facts)
    given = [m for m in needed_measures(facts) if figures.get(m).is_given]
    return verified(given, figures.verified, rule="recognition.figures_verified")


def targets_still_met(facts: CaseFacts) -> Finding:
    """The success rule is met again, on the monitoring period's own figures (TQ III.1)."""
    return success(facts, figures_of_recognition(facts), rule="recognition.still_meets_targets")


def figures_of_recognition(facts: CaseFacts) -> FigureSet:
    """Return the figures the recognition rests on.

    They are the monitoring period's own; where the plan sets no such period, the review's.
    """
    length = parameter(facts, "monitoring.length")
    return facts.review if length is not None and length.whole == 0 else facts.monitoring


def no_relapse_is_open(facts: CaseFacts) -> Finding:
    """No report of a relapse lies open on this round."""
    broken = _broken(facts)
    return Finding(
        "recognition.no_open_relapse",
        verdict_of(not broken),
        Text(
            f"Có số liệu báo phức tạp trở lại: {listed(broken).vi}."
            if broken
            else "Không có báo cáo phức tạp trở lại.",
            f"A relapse was reported: {listed(broken).en}."
            if broken
            else "No relapse was reported.",
        ),
        PRACTICE,
        fixed_by=(Role.SECRETARY,),
        fixed_at=Spot.TARGETS,
    )


def relapse_figures_are_verified(facts: CaseFacts) -> Finding:
    """Every figure that shows the relapse was checked by a second person."""
    given = [measure for measure, figure in facts.relapse.values.items() if figure.is_given]
    return verified(given, facts.relapse.verified, rule="relapse.figures_verified")


def criterion_is_broken(facts: CaseFacts) -> Finding:
    """At least one target is broken, or a new complexity attested, with figures."""
    broken = _broken(facts)
    given = any(figure.is_given for figure in facts.relapse.values.values())
    return Finding(
        "relapse.criterion_broken",
        verdict_of(bool(broken) if given else None),
        Text(
            f"Không còn đạt: {listed(broken).vi}."
            if broken
            else "Chưa có số liệu cho thấy phức tạp trở lại.",
            f"No longer met: {listed(broken).en}." if broken else "No figure shows a relapse yet.",
        ),
        PRACTICE,
        seen=str(len(broken)),
        required=">= 1",
        fixed_by=(Role.OFFICER,),
        fixed_at=Spot.TARGETS,
    )


def _broken(facts: CaseFacts) -> list[Text]:
    if not facts.relapse.values:
        return []
    broken = [
        finding.says
        for finding in nine_targets(facts, facts.relapse)
        if finding.verdict is Verdict.NOT_MET
    ]
    broken += [says for name, says in ATTESTED_RELAPSE.items() if _is_denied(facts, name)]
    return broken


def _is_denied(facts: CaseFacts, attestation: str) -> bool:
    return facts.relapse.get(attestation).answer == "no"


def relapsed_while_monitored(facts: CaseFacts) -> Finding:
    """The relapse fell in the monitoring; after recognition a new, linked case is proposed."""
    since = facts.relapsed_from
    holds = since is CaseState.MONITORING
    says = Text(
        "Phức tạp trở lại trong thời gian theo dõi: chuyển hóa lại trong cùng hồ sơ."
        if holds
        else "Phức tạp trở lại sau khi công nhận: lập hồ sơ mới, liên kết với hồ sơ này.",
        "Relapsed while monitored: the same case resumes."
        if holds
        else "Relapsed after recognition: propose a new case, linked to this one.",
    )
    if since is None:
        says = Text(
            "Hồ sơ không ghi phức tạp trở lại từ bước nào.",
            "The case does not say from which step it relapsed.",
        )
    return Finding(
        "resume.relapsed_in_monitoring",
        verdict_of(holds if since else None),
        says,
        PRACTICE,
        seen=since.value if since else "",
        required=CaseState.MONITORING.value,
        fixed_by=(Role.COMMITTEE_OFFICE,),
    )
