"""The cap: areas in transformation in one year against the commune units of the province."""

from fractions import Fraction

from states.answers import parameter, silent, verdict_of
from states.facts import CaseFacts
from states.figures import compares
from states.findings import Finding
from states.plans import Parameter
from states.terms import Role, Spot, Text, Verdict
from states.wording import percent


def cap_is_respected(facts: CaseFacts) -> Finding:
    """Areas in transformation that year, this list included, stay within the plan's share.

    The share is of the commune-level units existing that day; compared exactly, so the
    largest number allowed is the floor: 25 of 168, 61 of 412.
    """
    rule = "selection.cap"
    cap = parameter(facts, "cap.share")
    if cap is None:
        return silent(rule, facts, "cap.share")
    quota = facts.quota
    if quota is None or not quota.base:
        says = Text(
            "Chưa biết số đơn vị hành chính cấp xã của tỉnh ngày này.",
            "The number of commune units of the province on that day is not known.",
        )
        return Finding(rule, Verdict.NOT_KNOWN, says, cap.source, fixed_at=Spot.COMMUNE)
    counts_them = _counts_monitoring(facts)
    used = quota.used + (quota.monitoring if counts_them else 0)
    total = used + quota.adding
    most = largest(quota.base, cap)
    share = percent(Fraction(total, quota.base), near=cap.fraction)
    limit = percent(cap.fraction)
    aside = Text("đã tính", "counted") if counts_them else Text("không tính", "not counted")
    return Finding(
        rule,
        verdict_of(total <= most),
        Text(
            f"Năm {quota.year}: {used} địa bàn đang chuyển hóa, thêm {quota.adding} là "
            f"{total}/{quota.base} ({share.vi}); trần {limit.vi} là {most} địa bàn "
            f"(đang theo dõi: {quota.monitoring}, {aside.vi}).",
            f"{quota.year}: {used} areas in transformation, with {quota.adding} more "
            f"{total}/{quota.base} ({share.en}); the cap of {limit.en} is {most} areas "
            f"(under monitoring: {quota.monitoring}, {aside.en}).",
        ),
        cap.source,
        seen=f"{total}/{quota.base}",
        required=f"<= {most}",
        fixed_by=(Role.COMMITTEE_OFFICE,),
    )


def largest(base: int, cap: Parameter) -> int:
    """Return the largest number of areas the share allows, exactly: the floor of the share."""
    most = int(cap.fraction * base)
    return most if compares(Fraction(most, base), cap.operator, cap.fraction) else most - 1


def _counts_monitoring(facts: CaseFacts) -> bool:
    counted = parameter(facts, "cap.counts_monitoring")
    return counted is not None and counted.value is True
