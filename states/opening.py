"""May a case be opened for this commune on this day."""

from states.answers import PRACTICE, SETTING, not_asked, parameter, silent, verdict_of
from states.facts import CaseFacts
from states.findings import Finding
from states.terms import Role, Spot, Text
from states.wording import begins, day


def commune_exists(facts: CaseFacts) -> Finding:
    """The commune existed that day, as a unit of its own."""
    commune = facts.commune
    first, last = commune.valid_from, commune.valid_until
    begun = Text(f", có từ {day(first)}", f", a unit since {day(first)}") if first else Text("", "")
    ended = Text(f", đến hết {day(last)}", f", until {day(last)}") if last else Text("", "")
    kind = commune.kind.label
    return Finding(
        "case.commune_exists",
        verdict_of(commune.exists(on=facts.on)),
        Text(
            f"{begins(kind.vi)} {commune.name}{begun.vi}{ended.vi}; ngày xét {day(facts.on)}.",
            f"{begins(kind.en)} {commune.name}{begun.en}{ended.en}; judged on {day(facts.on)}.",
        ),
        SETTING,
        seen=facts.on.isoformat(),
        fixed_at=Spot.COMMUNE,
    )


def unit_is_commune(facts: CaseFacts) -> Finding:
    """The area is a unit of commune level of a kind the plan names (Đắk Lắk II.2, QN II.1.a)."""
    rule = "selection.unit_is_commune"
    kinds = parameter(facts, "selection.unit_kinds")
    if kinds is None:
        return silent(rule, facts, "selection.unit_kinds")
    kind = facts.commune.kind
    newer = parameter(facts, "selection.special_zones")
    if newer is not None and kind.value in newer.words:
        kinds = newer
    return Finding(
        rule,
        verdict_of(kind.value in kinds.words),
        Text(
            f"Địa bàn là {kind.label.vi}, đơn vị hành chính cấp xã.",
            f"The area is a {kind.label.en}, a unit of commune level.",
        ),
        kinds.source,
        seen=kind.value,
        required=" · ".join(kinds.words),
        fixed_at=Spot.COMMUNE,
    )


def no_other_case_is_open(facts: CaseFacts) -> Finding:
    """No other case of the commune is open; a second would count the area twice."""
    other = facts.open_case
    return Finding(
        "case.no_other_open_case",
        verdict_of(other is None),
        Text(
            f"Địa bàn đang có hồ sơ mở: {other}."
            if other
            else "Địa bàn chưa có hồ sơ nào đang mở.",
            f"The area already has an open case: {other}."
            if other
            else "The area has no other open case.",
        ),
        SETTING,
        seen=other or "",
        fixed_by=(Role.OFFICER,),
    )


def argument_is_given(facts: CaseFacts) -> Finding:
    """The proposal argues from the crime situation of the place (Quảng Ngãi II.1.a).

    Under a frame the province's own plan may ask for it: given, it satisfies any plan.
    """
    rule = "selection.argument_given"
    asked, plan = parameter(facts, "selection.argument"), facts.plan
    if plan is None or (asked is None and not plan.frame):
        says = Text(
            "Kế hoạch không đòi lập luận riêng; nội dung đề xuất được lưu nếu có.",
            "The plan asks for no argument of its own; what is written is kept.",
        )
        return not_asked(rule, facts, "selection.argument", says)
    given = bool(facts.argument.strip())
    return Finding(
        rule,
        verdict_of(given if asked else given or None),
        Text(
            "Đã nêu thực tiễn tình hình tội phạm ở địa phương."
            if given
            else "Cần nêu thực tiễn tình hình tội phạm ở địa phương.",
            "The local crime situation is described."
            if given
            else "Describe the local crime situation.",
        ),
        asked.source if asked else plan.cites(""),
        fixed_by=(Role.OFFICER,),
        fixed_at=Spot.PROPOSAL,
    )


def territory_covers_the_commune(facts: CaseFacts) -> Finding:
    """The person holds an appointment whose territory covers the commune that day."""
    return Finding(
        "access.territory",
        verdict_of(facts.actor.in_territory),
        Text(
            "Địa bàn thuộc phạm vi được giao của người thực hiện."
            if facts.actor.in_territory
            else "Địa bàn nằm ngoài phạm vi được giao của người thực hiện.",
            "The area lies within the person's territory."
            if facts.actor.in_territory
            else "The area lies outside the person's territory.",
        ),
        SETTING,
        fixed_by=(Role.ADMINISTRATOR,),
        fixed_at=Spot.PEOPLE,
    )


def role_is_held(facts: CaseFacts, by: tuple[Role, ...]) -> Finding:
    """The person holds one of the roles the row of the table names; no role is exempt."""
    held = [role for role in by if role in facts.actor.roles]
    names = Text(" / ".join(r.label.vi for r in by), " / ".join(r.label.en for r in by))
    return Finding(
        "access.role",
        verdict_of(bool(held)),
        Text(f"Việc của: {names.vi}.", f"To be done by: {names.en}."),
        SETTING,
        fixed_by=by,
        fixed_at=Spot.PEOPLE,
    )


def decider_is_another_person(facts: CaseFacts) -> Finding:
    """Whoever records a decision neither proposed the case nor gave its figures."""
    actor = facts.actor
    holds = not (actor.proposed_this_case or actor.recorded_figures)
    return Finding(
        "duties.not_proposer_or_recorder",
        verdict_of(holds),
        Text(
            "Người ghi quyết định không phải người đề xuất hay nhập số liệu."
            if holds
            else "Người đề xuất hoặc nhập số liệu của hồ sơ không được ghi quyết định.",
            "The decision is recorded by someone who neither proposed nor gave figures."
            if holds
            else "Whoever proposed the case or gave its figures may not record the decision.",
        ),
        PRACTICE,
        fixed_by=(Role.COMMITTEE_OFFICE,),
        fixed_at=Spot.PEOPLE,
    )
