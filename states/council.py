"""What the council concluded, in its simplest true form: carried, n of m, minutes and day.

Only Tuyên Quang V.1 knows an appraisal council, and only for entry; the majority is the
plan's configured parameter, and no text was found for it.
"""

from dataclasses import replace
from fractions import Fraction
from functools import partial

from states.answers import PRACTICE, SETTING, parameter, silent, verdict_of
from states.facts import CaseFacts, Paper
from states.figures import compares
from states.findings import Finding
from states.terms import CaseState, Evidence, Role, Spot, Text, Verdict
from states.wording import day, percent

from_the_minutes = partial(
    Finding, fixed_by=(Role.SECRETARY, Role.COMMITTEE_OFFICE), fixed_at=Spot.CONFIRM
)


def exists(facts: CaseFacts) -> Finding:
    """Say on which text the council stands: the plan's, or the province's own arrangement."""
    rule = "council.exists"
    entry = parameter(facts, "council.entry")
    if entry is None:
        return silent(rule, facts, "council.entry")
    by_text = entry.source.evidence is Evidence.TEXT
    if by_text and facts.state is not CaseState.PROPOSED:
        says = Text(
            "Kế hoạch chỉ nói đến Hội đồng thẩm định ở khâu đưa vào; ở bước này do tỉnh thiết lập.",
            "The plan knows the council for entry only; for this step the province has set it up.",
        )
        source = replace(entry.source, evidence=Evidence.CONFIGURED)
        return Finding(rule, Verdict.MET, says, source)
    return Finding(
        rule,
        Verdict.MET,
        Text(
            "Kế hoạch quy định Hội đồng thẩm định địa bàn đề xuất đưa vào chuyển hóa."
            if by_text
            else "Kế hoạch không nói đến Hội đồng thẩm định; Hội đồng do tỉnh thiết lập.",
            "The plan provides for a council that appraises areas proposed for entry."
            if by_text
            else "The plan knows no appraisal council; the province has set one up.",
        ),
        entry.source,
    )


def minutes_are_named(facts: CaseFacts) -> Finding:
    """The minutes have a number and a day, and were not written after the step itself."""
    return _named(facts, rule="council.minutes_named")


def motion_is_carried(facts: CaseFacts) -> Finding:
    """Enough members were in favour: the share of the council the plan configures."""
    return _carried(facts, facts.paper.minutes, rule="council.carried")


def council_recommends(facts: CaseFacts) -> Finding:
    """The council recommended the recognition before the decision was signed."""
    rule = "council.recommends"
    named = _named(facts, rule=rule)
    return _carried(facts, facts.paper.minutes, rule=rule) if named.passes else named


def _named(facts: CaseFacts, *, rule: str) -> Finding:
    minutes = facts.paper.minutes
    if minutes is None or not minutes.number or minutes.signed_on is None:
        says = Text(
            "Cần số và ngày biên bản họp Hội đồng.",
            "The number and day of the council's minutes are needed.",
        )
        return from_the_minutes(rule, Verdict.NOT_KNOWN, says, PRACTICE)
    said = f"{minutes.number}, {day(minutes.signed_on)}"
    late = minutes.signed_on > facts.on
    return from_the_minutes(
        rule,
        verdict_of(not late),
        Text(
            f"Biên bản {said}" + (f", sau ngày {day(facts.on)} của bước này." if late else "."),
            f"Minutes {said}" + (f", later than this step of {day(facts.on)}." if late else "."),
        ),
        PRACTICE,
        seen=said,
    )


def _carried(facts: CaseFacts, minutes: Paper | None, *, rule: str) -> Finding:
    majority = parameter(facts, "council.majority")
    if majority is None:
        return silent(rule, facts, "council.majority")
    limit = percent(majority.fraction)
    sign = Text("quá" if majority.operator == ">" else "từ", majority.operator)
    asked = Text(
        f"cần {sign.vi} {limit.vi} số thành viên", f"{sign.en} {limit.en} of members needed"
    )
    if minutes is None or minutes.votes_for is None or not minutes.votes_of:
        says = Text(f"Chưa có kết quả biểu quyết; {asked.vi}.", f"No vote yet; {asked.en}.")
        return from_the_minutes(rule, Verdict.NOT_KNOWN, says, majority.source)
    if minutes.votes_for > minutes.votes_of:
        says = Text(
            "Số phiếu tán thành không thể nhiều hơn số thành viên.",
            "There cannot be more votes in favour than members.",
        )
        return from_the_minutes(rule, Verdict.NOT_MET, says, SETTING)
    share = Fraction(minutes.votes_for, minutes.votes_of)
    return from_the_minutes(
        rule,
        verdict_of(compares(share, majority.operator, majority.fraction)),
        Text(
            f"{minutes.votes_for}/{minutes.votes_of} thành viên tán thành; {asked.vi}.",
            f"{minutes.votes_for} of {minutes.votes_of} members in favour; {asked.en}.",
        ),
        majority.source,
        seen=f"{minutes.votes_for}/{minutes.votes_of}",
        required=f"{majority.operator} {majority.value}",
    )
