"""The end of the year and after: the review, the monitoring months, recognition, relapse."""

from datetime import date

from states.answers import CIVIL_CODE, PRACTICE, parameter, silent, verdict_of
from states.catalogue import catalogue
from states.deadlines import Period, months_after, years_after
from states.facts import CaseFacts, FigureSet
from states.findings import Finding, Source
from states.selection import verified
from states.targets import needed_measures, nine_targets, success
from states.terms import CaseState, Role, Spot, Text, Verdict
from states.wording import day, listed

ATTESTED_RELAPSE = {
    "giam_toi_pham": Text("tội phạm không còn giảm", "crime is no longer down"),
    "giam_te_nan": Text("tệ nạn xã hội không còn giảm", "vice is no longer down"),
    "khong_phuc_tap_noi_len": Text("có phức tạp mới nổi lên", "a new complexity has arisen"),
}


def one_year_is_over(facts: CaseFacts) -> Finding:
    """The year of transformation lies behind (Đắk Lắk II.4, Tuyên Quang III.2).

    Waivable: real plans ran nine months.
    """
    rule = "review.one_year_over"
    length = parameter(facts, "transformation.length")
    if length is None:
        return silent(rule, facts, "transformation.length")
    if facts.started_on is None:
        return _unknown_start(rule, length.source)
    period = years_after(facts.started_on, length.whole, facts.days_off)
    said = _counted(period, on=facts.on)
    return Finding(
        rule,
        verdict_of(period.is_over(on=facts.on)),
        Text(
            f"Bắt đầu chuyển hóa {day(period.event)}, thời gian {length.whole} năm; {said.vi}",
            f"Transformation began on {day(period.event)}, {length.whole} year; {said.en}",
        ),
        length.source,
        seen=facts.on.isoformat(),
        required=f">= {period.first_day_after.isoformat()}",
        waivable=True,
    )


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
        return _unknown_start(rule, length.source)
    period = months_after(facts.reviewed_on, length.whole, facts.days_off)
    decided = _decided_on(facts)
    said = _counted(period, on=decided)
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


def _unknown_start(rule: str, source: Source) -> Finding:
    says = Text("Nguồn không nêu ngày bắt đầu.", "The source does not give the first day.")
    return Finding(rule, Verdict.NOT_KNOWN, says, source)


def _decided_on(facts: CaseFacts) -> date:
    decision = facts.paper.decision
    signed = decision.signed_on if decision else None
    return min(signed, facts.on) if signed else facts.on


def _counted(period: Period, *, on: date) -> Text:
    moved = period.last_day != period.nominal_end
    tail = day(period.first_day_after)
    shift_vi = f" (ngày nghỉ, chuyển sang {day(period.last_day)})" if moved else ""
    shift_en = f" (a day off, moved to {day(period.last_day)})" if moved else ""
    left = (period.first_day_after - on).days
    wait_vi = f", còn {left} ngày" if left > 0 else ""
    wait_en = f", {left} days left" if left > 0 else ""
    return Text(
        f"đủ hạn {day(period.nominal_end)}{shift_vi}, được thực hiện từ {tail}{wait_vi} "
        f"(cách tính: {CIVIL_CODE.document}, {CIVIL_CODE.place}).",
        f"complete on {day(period.nominal_end)}{shift_en}, possible from {tail}{wait_en} "
        f"(counted by the Civil Code 2015, Art. 147-148).",
    )


def targets_are_reported(facts: CaseFacts) -> Finding:
    """Every figure the nine targets and attestations need was given for the review."""
    return _reported(facts, facts.review, rule="review.targets_reported")


def review_figures_are_verified(facts: CaseFacts) -> Finding:
    """Every figure of the review was checked by a second person."""
    given = [m for m in needed_measures(facts) if facts.review.get(m).is_given]
    return verified(given, facts.review.verified, rule="review.figures_verified")


def monitoring_figures_are_verified(facts: CaseFacts) -> Finding:
    """Every figure the recognition rests on was checked by a second person."""
    figures = figures_of_recognition(facts)
    given = [m for m in needed_measures(facts) if figures.get(m).is_given]
    return verified(given, figures.verified, rule="recognition.figures_verified")


def _reported(facts: CaseFacts, figures: FigureSet, *, rule: str) -> Finding:
    asked = needed_measures(facts)
    if not asked:
        return silent(rule, facts, "target.t1")
    missing = [catalogue()[measure].label for measure in asked if not figures.get(measure).is_given]
    names = listed(missing[:3])
    given = len(asked) - len(missing)
    return Finding(
        rule,
        verdict_of(not missing),
        Text(
            f"Đã báo cáo {given}/{len(asked)} số liệu của các chỉ tiêu."
            + (f" Còn thiếu: {names.vi}…" if missing else ""),
            f"{given} of {len(asked)} figures of the targets are reported."
            + (f" Missing: {names.en}…" if missing else ""),
        ),
        PRACTICE,
        seen=f"{given}/{len(asked)}",
        required=f"{len(asked)}/{len(asked)}",
        fixed_by=(Role.OFFICER,),
        fixed_at=Spot.TARGETS,
    )


def tasks_are_concluded(facts: CaseFacts) -> Finding:
    """Every task of the action plan has an outcome, attested by the officer who reports."""
    done = facts.paper.tasks_concluded
    return Finding(
        "review.tasks_concluded",
        verdict_of(done or None),
        Text(
            "Mọi nhiệm vụ của kế hoạch chuyển hóa đã có kết quả."
            if done
            else "Cần xác nhận mọi nhiệm vụ của kế hoạch chuyển hóa đã có kết quả.",
            "Every task of the action plan has an outcome."
            if done
            else "It must be attested that every task of the action plan has an outcome.",
        ),
        PRACTICE,
        fixed_by=(Role.OFFICER,),
        fixed_at=Spot.CONFIRM,
    )


def review_succeeded(facts: CaseFacts) -> Finding:
    """The plan's success rule is met on the figures of the review."""
    return success(facts, facts.review, rule="review.success")


def review_did_not_succeed(facts: CaseFacts) -> Finding:
    """The success rule is not met: only then is the transformation carried over."""
    judged = success(facts, facts.review, rule="review.success")
    holds = None if judged.verdict is Verdict.NOT_KNOWN else not judged.passes
    return Finding(
        "review.success_not_met",
        verdict_of(holds),
        judged.says,
        judged.source,
        seen=judged.seen,
        required=judged.required,
        parts=judged.parts,
        fixed_by=judged.fixed_by,
        fixed_at=judged.fixed_at,
    )


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
