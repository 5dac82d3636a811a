"""What bars an area from selection or only marks it: its title, its types, other lists."""

from states.answers import PRACTICE, not_applicable, not_asked, parameter, silent, verdict_of
from states.facts import CaseFacts
from states.findings import Finding
from states.selection import complex_measures
from states.terms import Evidence, Role, Spot, Text, Verdict
from states.wording import day


def is_not_new_countryside(facts: CaseFacts) -> Finding:
    """A commune (xã) holding the new-countryside title is not selected (Quảng Ngãi II.1.a)."""
    rule = "selection.not_new_countryside"
    barred = parameter(facts, "selection.new_countryside_bar")
    if barred is None:
        says = Text(
            "Kế hoạch không loại trừ xã đạt chuẩn nông thôn mới.",
            "The plan does not bar new-countryside communes.",
        )
        return not_asked(rule, facts, "selection.new_countryside_bar", says)
    if facts.commune.kind not in barred.words:
        kind = facts.commune.kind.label
        says = Text(
            f"Quy định chỉ áp dụng cho xã; địa bàn là {kind.vi}.",
            f"The bar concerns xã only; the area is a {kind.en}.",
        )
        return not_applicable(rule, says, barred.source)
    since = facts.commune.new_countryside_since
    titled = since is not None and since <= facts.on
    return Finding(
        rule,
        verdict_of(not titled),
        Text(
            f"Xã được công nhận đạt chuẩn nông thôn mới từ {day(since)}: không lựa chọn."
            if titled
            else "Xã chưa được công nhận đạt chuẩn nông thôn mới.",
            f"The commune has held the new-countryside title since {day(since)}: not selected."
            if titled
            else "The commune does not hold the new-countryside title.",
        ),
        barred.source,
        seen=day(since) if titled else "",
        fixed_at=Spot.COMMUNE,
    )


def type_is_assigned(facts: CaseFacts) -> Finding:
    """The area has its types, a set; an area of group d alone is tied to exactly one."""
    rule = "selection.type_assigned"
    types = parameter(facts, "selection.types")
    if types is None:
        says = Text("Kế hoạch không phân loại địa bàn.", "The plan has no types of area.")
        return not_asked(rule, facts, "selection.types", says)
    chosen = tuple(dict.fromkeys(facts.paper.types or facts.types))
    known = bool(chosen) and set(chosen) <= set(types.words)
    group_d_only = {measure.group for measure in complex_measures(facts)} == {"d"}
    one = parameter(facts, "selection.group_d_one_type")
    source = types.source
    holds = known
    if group_d_only and one is not None:
        holds, source = known and len(chosen) == one.whole, one.source
    said = ", ".join(chosen)
    return Finding(
        rule,
        verdict_of(holds if chosen else None),
        Text(
            f"Loại địa bàn: {said or 'chưa xác định'} (loại 1–4"
            + (
                ", chỉ thuộc nhóm tiêu chí khác nên gắn với đúng một loại)."
                if group_d_only
                else ")."
            ),
            f"Types: {said or 'not assigned'} (1–4"
            + (", of group d alone, so tied to exactly one)." if group_d_only else ")."),
        ),
        source,
        seen=said,
        fixed_by=(Role.OFFICER, Role.SECRETARY),
        fixed_at=Spot.CONFIRM,
    )


def many_kinds_come_first(facts: CaseFacts) -> Finding:
    """Say whether the area is complex in several groups: a priority, never a bar."""
    rule = "selection.priority"
    wanted = parameter(facts, "selection.priority")
    groups = sorted({measure.group.value for measure in complex_measures(facts)})
    if facts.plan is None:
        return silent(rule, facts, "selection.priority")
    if wanted is None:
        says = Text("Kế hoạch không nêu thứ tự ưu tiên.", "The plan states no priority.")
        return not_applicable(rule, says, facts.plan.cites("", Evidence.INFERRED))
    first = len(groups) >= wanted.whole
    said = ", ".join(groups) or "–"
    return Finding(
        rule,
        Verdict.MET if first else Verdict.NOT_APPLICABLE,
        Text(
            f"Phức tạp ở nhóm: {said}" + (" – thuộc diện ưu tiên." if first else "."),
            f"Complex in groups: {said}" + (" – to come first." if first else "."),
        ),
        wanted.source,
        seen=said,
    )


def antt_list_is_no_bar(facts: CaseFacts) -> Finding:
    """Standing on the security list of Circular 15/2010 neither selects nor bars an area."""
    rule = "selection.antt_is_no_bar"
    said = parameter(facts, "selection.antt")
    if not facts.commune.on_antt_list:
        says = Text(
            "Địa bàn không thuộc danh sách trọng điểm về an ninh trật tự (TT 15/2010).",
            "The area is not on the security list (Circular 15/2010).",
        )
        return not_applicable(rule, says, said.source if said else PRACTICE)
    if said is None:
        says = Text(
            "Địa bàn thuộc danh sách TT 15/2010; kế hoạch không nói đến danh sách này.",
            "The area is on the list of Circular 15/2010; the plan does not speak of that list.",
        )
        return not_asked(rule, facts, "selection.antt", says)
    says = Text(
        "Địa bàn thuộc danh sách TT 15/2010; vẫn xét theo kế hoạch này nếu phức tạp về TTATXH.",
        "The area is on the list of Circular 15/2010; it is judged by this plan all the same.",
    )
    return Finding(rule, Verdict.MET, says, said.source)
