"""The end of the year and after: the review, the monitoring months, recognition, relapse."""

from datetime import date

from states.answers import CIVIL_CODE, PRACTICE, parameter, silent, verdict_of
from states.catalogue import catalogue
from states.deadlines import Period, years_after
from states.facts import CaseFacts, FigureSet
from states.findings import Finding, Source
from states.selection import verified
from states.success import success
from states.targets import needed_measures
from states.terms import Role, Spot, Text, Verdict
from states.wording import day, listed


def one_year_is_over(facts: CaseFacts) -> Finding:
    """The year of transformation lies behind (Đắk Lắk II.4, Tuyên Quang III.2).

    Waivable: real plans ran nine months.
    """
    rule = "review.one_year_over"
    length = parameter(facts, "transformation.length")
    if length is None:
        return silent(rule, facts, "transformation.length")
    if facts.started_on is None:
        return unknown_start(rule, length.source)
    period = years_after(facts.started_on, length.whole, facts.days_off)
    said = counted(period, on=facts.on)
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


def unknown_start(rule: str, source: Source) -> Finding:
    """Answer "not known" because the source does not say when the period began."""
    says = Text("Nguồn không nêu ngày bắt đầu.", "The source does not give the first day.")
    return Finding(rule, Verdict.NOT_KNOWN, says, source)


def counted(period: Period, *, on: date) -> Text:
    """Say when a period is complete, from when the step is possible, and how it was counted."""
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
