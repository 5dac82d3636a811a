"""On which text a council stands, and whether its minutes are named.

Only Tuyên Quang V.1 knows an appraisal council, and only for entry. What its ballot concludes
is in `voting`.
"""

from dataclasses import replace
from functools import partial

from states.answers import PRACTICE, parameter, silent, verdict_of
from states.facts import CaseFacts
from states.findings import Finding
from states.terms import CaseState, Evidence, Role, Spot, Text, Verdict
from states.wording import day

from_the_minutes = partial(Finding, fixed_by=(Role.COUNCIL, Role.SECRETARY), fixed_at=Spot.SITTING)


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
    rule = "council.minutes_named"
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
