"""Quảng Ngãi's comparison: offences against social order above the means, strictly."""

from datetime import date
from fractions import Fraction

from states.answers import PRACTICE, not_applicable, not_asked, parameter, verdict_of
from states.facts import CaseFacts
from states.figures import Figure, compares
from states.findings import Finding, Source
from states.terms import Level, Role, Spot, Standing, Text, UnitKind

ENDED_DISTRICTS = Source(
    "Nghị quyết 202/2025/QH15; mô hình chính quyền hai cấp", "từ 01/7/2025", PRACTICE.evidence
)
DISTRICTS_ENDED_ON = date(2025, 7, 1)
DISTRICT_KINDS_OF_THE_TEXT = (UnitKind.HUYEN, UnitKind.THI_XA)
OWN_OFFENCES = "ttxh_vu"
MEAN_MEASURES = {"province": "ttxh_binh_quan_tinh", "district": "ttxh_binh_quan_huyen"}


def compared_measures(facts: CaseFacts) -> list[str]:
    """Return the figures the plan compares: the area's own offences and the means."""
    limit = parameter(facts, "selection.means")
    if limit is None:
        return []
    return [OWN_OFFENCES, *(MEAN_MEASURES[level] for level in limit.words)]


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
    if limit and Level.DISTRICT in limit.words:
        if facts.on >= DISTRICTS_ENDED_ON:
            says = Text(
                "Không còn cấp huyện: không tính được bình quân một xã trong huyện, thị xã.",
                "There is no district level any more: the district mean cannot be computed.",
            )
            return not_applicable(rule, says, ENDED_DISTRICTS)
        kind = facts.commune.district_kind
        if kind is not None and kind not in DISTRICT_KINDS_OF_THE_TEXT:
            says = Text(
                "Văn bản chỉ nêu “huyện, thị xã”; địa bàn thuộc đơn vị loại khác.",
                "The text names “huyện, thị xã” only; the area lies in another kind of unit.",
            )
            return not_applicable(rule, says, limit.source)
    return _above_mean(facts, Level.DISTRICT, rule=rule)


def _above_mean(facts: CaseFacts, level: Level, *, rule: str) -> Finding:
    limit = parameter(facts, "selection.means")
    where = Text("tỉnh", "province") if level is Level.PROVINCE else Text("huyện", "district")
    if limit is None or level not in limit.words:
        says = Text(
            f"Kế hoạch không so số vụ xâm phạm TTXH với bình quân một xã của {where.vi}.",
            f"The plan compares no offences with the mean of one commune of the {where.en}.",
        )
        return not_asked(rule, facts, "selection.means", says)
    own = facts.proposal.get(OWN_OFFENCES)
    mean = facts.proposal.get(MEAN_MEASURES[level])
    holds, seen = _exceeds(own, mean, limit.operator)
    shown = f"{mean.numerator}/{mean.denominator}" if mean.ratio is not None else "?"
    return Finding(
        rule,
        verdict_of(holds),
        Text(
            f"Số vụ xâm phạm TTXH: {seen.vi}; bình quân một xã của {where.vi}: {shown} "
            "(phải cao hơn, bằng là chưa đạt).",
            f"Offences against social order: {seen.en}; mean of one commune of the {where.en}: "
            f"{shown} (must be higher, equal is not enough).",
        ),
        limit.source,
        seen=own.standing.value if own.count is None else str(own.count),
        required=f"{limit.operator} {shown}",
        fixed_by=(Role.OFFICER,),
        fixed_at=Spot.FIGURES,
    )


def _exceeds(own: Figure, mean: Figure, operator: str) -> tuple[bool | None, Text]:
    """Compare the area's offences with a mean; where none arose there were none, exactly."""
    offences = 0 if own.standing is Standing.NOT_ARISEN else own.count
    seen = own.standing.label if own.count is None else Text(f"{own.count}", f"{own.count}")
    if offences is None or mean.ratio is None:
        return None, seen
    return compares(Fraction(offences), operator, mean.ratio), seen
