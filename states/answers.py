"""The few ways a guard may answer, so that every rule explains itself in the same form."""

from states.facts import CaseFacts
from states.findings import Finding, Source
from states.plans import Parameter
from states.plans.book import label_of
from states.terms import Evidence, Role, Spot, Text, Verdict
from states.wording import day

PRACTICE = Source("Thông lệ hành chính", "không thấy văn bản quy định", Evidence.INFERRED)
SETTING = Source("Thiết lập của hệ thống", "không thấy văn bản quy định", Evidence.CONFIGURED)
CIVIL_CODE = Source("Bộ luật Dân sự 2015 (91/2015/QH13)", "Điều 147–148", Evidence.INFERRED)


def verdict_of(holds: bool | None) -> Verdict:  # noqa: FBT001 - three-valued truth is the subject
    """Return met, not met, or not known for None."""
    if holds is None:
        return Verdict.NOT_KNOWN
    return Verdict.MET if holds else Verdict.NOT_MET


def silent(rule: str, facts: CaseFacts, key: str) -> Finding:
    """Answer "not known": no plan is in force that day, or the plan does not say."""
    if facts.plan is None:
        return no_plan(rule, facts)
    asked = label_of(key)
    return Finding(
        rule,
        Verdict.NOT_KNOWN,
        Text(
            f"{facts.plan.name.vi} không nêu “{asked.vi}”; tỉnh cần nạp kế hoạch của mình.",
            f"{facts.plan.name.en} does not state “{asked.en}”; the province must add its own.",
        ),
        facts.plan.cites("", Evidence.INFERRED),
        fixed_by=(Role.ADMINISTRATOR,),
        fixed_at=Spot.PLANS,
    )


def no_plan(rule: str, facts: CaseFacts) -> Finding:
    """Answer "not known" because no plan is in force that day; a former one never comes back.

    A case is pinned to its plan: when that one is gone, or judges otherwise than it did, the
    answer says so instead.
    """
    when = day(facts.on)
    says = Text(
        f"Không có kế hoạch đang có hiệu lực ngày {when} cho {facts.commune.province}.",
        f"No plan is in force on {when} for {facts.commune.province}.",
    )
    if facts.plan is None and facts.pinned_plan:
        says = Text(
            f"Kế hoạch “{facts.pinned_plan}” của hồ sơ không còn, hoặc quy định trong tệp đã "
            "khác lúc lập hồ sơ; cần khôi phục tệp kế hoạch cũ.",
            f"The case's plan “{facts.pinned_plan}” is gone, or judges otherwise than when the "
            "case was opened; its former file must be restored.",
        )
    return Finding(
        rule,
        Verdict.NOT_KNOWN,
        says,
        SETTING,
        seen=facts.on.isoformat(),
        fixed_by=(Role.ADMINISTRATOR,),
        fixed_at=Spot.PLANS,
    )


def not_applicable(rule: str, says: Text, source: Source) -> Finding:
    """Answer that the rule does not apply, and why."""
    return Finding(rule, Verdict.NOT_APPLICABLE, says, source)


def not_asked(rule: str, facts: CaseFacts, key: str, says: Text) -> Finding:
    """Answer that the plan at hand asks nothing of the kind.

    The silence of a frame is no answer: the province's own plan, which is not at hand, may
    well ask for it. Then, and without any plan, the answer is "not known".
    """
    if facts.plan is None or facts.plan.frame:
        return silent(rule, facts, key)
    return not_applicable(rule, says, facts.plan.cites("", Evidence.INFERRED))


def parameter(facts: CaseFacts, key: str) -> Parameter | None:
    """Return a parameter of the plan that judges the case, or None where it is silent."""
    return facts.plan.get(key) if facts.plan else None
