"""May this commune be selected: its dossier, its complexity, its types, the exclusions."""

from fractions import Fraction

from states.answers import PRACTICE, not_applicable, parameter, silent, verdict_of
from states.catalogue import Measure, measures_of
from states.facts import CaseFacts
from states.figures import Figure
from states.findings import Finding, Source
from states.terms import Level, Role, Spot, Standing, Text, UnitKind, Verdict
from states.wording import day

ENDED_DISTRICTS = Source(
    "Nghị quyết 202/2025/QH15; mô hình chính quyền hai cấp", "từ 01/7/2025", PRACTICE.evidence
)
DISTRICT_KINDS_OF_THE_TEXT = (UnitKind.HUYEN, UnitKind.THI_XA)
MEAN_MEASURES = {"province": "ttxh_binh_quan_tinh", "district": "ttxh_binh_quan_huyen"}


def criteria(facts: CaseFacts) -> tuple[Measure, ...]:
    """Return the selection measures of the plan in force, or of all four groups if it is silent."""
    listed = parameter(facts, "criteria.list")
    return measures_of(*(listed.words if listed else ("a", "b", "c", "d")))


def complex_measures(facts: CaseFacts) -> tuple[Measure, ...]:
    """Return the criteria on which the proposal's figures show the area to be complex."""
    return tuple(
        measure
        for measure in criteria(facts)
        if measure.shows_complexity(facts.proposal.get(measure.id))
    )


def dossier_is_complete(facts: CaseFacts) -> Finding:
    """Every criterion of the plan was answered: a figure, withheld, or not arisen."""
    rule = "selection.dossier_complete"
    listed = parameter(facts, "criteria.list")
    if listed is None and (facts.plan is None or not facts.plan.frame):
        return silent(rule, facts, "criteria.list")
    asked = criteria(facts)
    missing = [measure for measure in asked if not facts.proposal.get(measure.id).is_given]
    names_vi = ", ".join(measure.label.vi for measure in missing[:3])
    names_en = ", ".join(measure.label.en for measure in missing[:3])
    tail_vi = f" Còn thiếu {len(missing)}: {names_vi}…" if missing else ""
    tail_en = f" {len(missing)} missing: {names_en}…" if missing else ""
    given = len(asked) - len(missing)
    return Finding(
        rule,
        verdict_of(not missing),
        Text(
            f"Đã có {given}/{len(asked)} số liệu của các nhóm tiêu chí.{tail_vi}",
            f"{given} of {len(asked)} figures of the criteria are given.{tail_en}",
        ),
        listed.source if listed else PRACTICE,
        seen=f"{given}/{len(asked)}",
        required=f"{len(asked)}/{len(asked)}",
        fixed_by=(Role.OFFICER,),
        fixed_at=Spot.FIGURES,
    )


def figures_are_verified(facts: CaseFacts) -> Finding:
    """Every figure of the proposal was checked by a second person."""
    given = [m.id for m in criteria(facts) if facts.proposal.get(m.id).is_given]
    return verified(given, facts.proposal.verified, rule="selection.figures_verified")


def verified(given: list[str], checked: frozenset[str], *, rule: str) -> Finding:
    """Answer whether each of the given measures was verified by another person."""
    done = sum(measure in checked for measure in given)
    holds = None if not given else done == len(given)
    return Finding(
        rule,
        verdict_of(holds),
        Text(
            f"Người thứ hai đã kiểm tra {done}/{len(given)} số liệu.",
            f"A second person has verified {done} of {len(given)} figures.",
        ),
        PRACTICE,
        seen=f"{done}/{len(given)}",
        required=f"{len(given)}/{len(given)}",
        fixed_by=(Role.SECRETARY, Role.OFFICER),
        fixed_at=Spot.FIGURES,
    )


def complexity_is_shown(facts: CaseFacts) -> Finding:
    """At least one criterion shows complexity; not all need to (Quảng Ngãi II.1.a)."""
    rule = "selection.complexity_shown"
    needed = parameter(facts, "criteria.any")
    if needed is None:
        return silent(rule, facts, "criteria.any")
    shown = complex_measures(facts)
    unknown = any(not facts.proposal.get(m.id).is_given for m in criteria(facts))
    enough = len(shown) >= needed.whole
    return Finding(
        rule,
        verdict_of(None if not enough and unknown else enough),
        Text(
            f"{len(shown)} tiêu chí cho thấy phức tạp; cần ít nhất {needed.whole}, "
            "không nhất thiết đủ mọi tiêu chí.",
            f"{len(shown)} criteria show complexity; at least {needed.whole} is needed, not all.",
        ),
        needed.source,
        seen=str(len(shown)),
        required=f">= {needed.whole}",
        fixed_by=(Role.OFFICER,),
        fixed_at=Spot.FIGURES,
    )


def above_province_mean(facts: CaseFacts) -> Finding:
    """Offences against social order exceed the mean of one commune of the province, strictly."""
    return _above_mean(facts, Level.PROVINCE, rule="selection.above_province_mean")


def above_district_mean(facts: CaseFacts) -> Finding:
    """They exceed the mean of one commune of its "huyện, thị xã", strictly.

    Not applicable since districts ended on 01/7/2025 (inferred), and in a provincial city,
    which the words of Quảng Ngãi II.1.a do not name.
    """
    rule = "selection.above_district_mean"
    limit = parameter(facts, "selection.means")
    if limit and "district" in limit.words:
        if facts.commune.district is None:
            says = Text(
                "Không còn cấp huyện: không tính được bình quân một xã trong huyện, thị xã.",
                "There is no district level any more: the district mean cannot be computed.",
            )
            return not_applicable(rule, says, ENDED_DISTRICTS)
        if facts.commune.district_kind not in DISTRICT_KINDS_OF_THE_TEXT:
            says = Text(
                "Văn bản chỉ nêu “huyện, thị xã”; địa bàn thuộc đơn vị loại khác.",
                "The text names “huyện, thị xã” only; the area lies in another kind of unit.",
            )
            return not_applicable(rule, says, limit.source)
    return _above_mean(facts, Level.DISTRICT, rule=rule)


def _above_mean(facts: CaseFacts, level: Level, *, rule: str) -> Finding:
    limit = parameter(facts, "selection.means")
    if facts.plan is None:
        return silent(rule, facts, "selection.means")
    if limit is None or level not in limit.words:
        says = Text("Kế hoạch không đặt điều kiện này.", "The plan sets no such condition.")
        return not_applicable(rule, says, facts.plan.cites(""))
    own = facts.proposal.get("ttxh_vu")
    mean = facts.proposal.get(MEAN_MEASURES[level])
    holds, seen = _exceeds(own, mean)
    where = Text("tỉnh", "province") if level is Level.PROVINCE else Text("huyện", "district")
    shown = f"{mean.numerator}/{mean.denominator}" if mean.ratio is not None else "?"
    return Finding(
        rule,
        verdict_of(holds),
        Text(
            f"Số vụ xâm phạm TTXH: {seen}; bình quân một xã của {where.vi}: {shown} "
            "(phải cao hơn, bằng là chưa đạt).",
            f"Offences against social order: {seen}; mean of one commune of the {where.en}: "
            f"{shown} (must be higher, equal is not enough).",
        ),
        limit.source,
        seen=seen,
        required=f"> {shown}",
        fixed_by=(Role.OFFICER,),
        fixed_at=Spot.FIGURES,
    )


def _exceeds(own: Figure, mean: Figure) -> tuple[bool | None, str]:
    if own.count is None:
        return None, own.standing.label.vi if own.standing is not Standing.REPORTED else "?"
    if mean.ratio is None:
        return None, str(own.count)
    return Fraction(own.count) > mean.ratio, str(own.count)


def is_not_new_countryside(facts: CaseFacts) -> Finding:
    """A commune (xã) holding the new-countryside title is not selected (Quảng Ngãi II.1.a)."""
    rule = "selection.not_new_countryside"
    if facts.plan is None:
        return silent(rule, facts, "selection.new_countryside_bar")
    barred = parameter(facts, "selection.new_countryside_bar")
    if barred is None:
        says = Text(
            "Kế hoạch không loại trừ xã đạt chuẩn nông thôn mới.",
            "The plan does not bar new-countryside communes.",
        )
        return not_applicable(rule, says, facts.plan.cites(""))
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
    if facts.plan is None:
        return silent(rule, facts, "selection.types")
    types = parameter(facts, "selection.types")
    if types is None:
        says = Text("Kế hoạch không phân loại địa bàn.", "The plan has no types of area.")
        return not_applicable(rule, says, facts.plan.cites(""))
    chosen = facts.paper.types or facts.types
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
    if wanted is None or facts.plan is None:
        says = Text("Kế hoạch không nêu thứ tự ưu tiên.", "The plan states no priority.")
        return not_applicable(rule, says, facts.plan.cites("") if facts.plan else PRACTICE)
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
    if not facts.commune.on_antt_list or said is None:
        says = Text(
            "Địa bàn không thuộc danh sách trọng điểm về an ninh trật tự (TT 15/2010).",
            "The area is not on the security list (Circular 15/2010).",
        )
        return not_applicable(rule, says, said.source if said else PRACTICE)
    says = Text(
        "Địa bàn thuộc danh sách TT 15/2010; vẫn xét theo kế hoạch này nếu phức tạp về TTATXH.",
        "The area is on the list of Circular 15/2010; it is judged by this plan all the same.",
    )
    return Finding(rule, Verdict.MET, says, said.source)
