"""May this commune be selected: its dossier, its complexity, its types, the exclusions."""

from states.answers import PRACTICE, parameter, silent, verdict_of
from states.catalogue import CRITERIA_GROUPS, Measure, measures_of
from states.facts import CaseFacts
from states.findings import Finding
from states.means import compared_measures
from states.terms import Role, Spot, Text


def criteria(facts: CaseFacts) -> tuple[Measure, ...]:
    """Return the selection measures of the plan in force, or of all four groups if it is silent."""
    listed = parameter(facts, "criteria.list")
    return measures_of(*(listed.words if listed else CRITERIA_GROUPS))


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
    """Every figure the appraisal rests on was checked by a second person.

    The offences and means of Quảng Ngãi II.1.a stand beside the criteria and count among them.
    """
    asked = [measure.id for measure in criteria(facts)] + compared_measures(facts)
    given = [measure for measure in asked if facts.proposal.get(measure).is_given]
    return verified(given, facts.proposal.verified, rule="selection.figures_verified")


def verified(given: list[str], checked: frozenset[str], *, rule: str) -> Finding:
    """Answer whether each of the given measures was verified by another person."""
    done = sum(measure in checked for measure in given)
    says = Text(
        f"Người thứ hai đã kiểm tra {done}/{len(given)} số liệu.",
        f"A second person has verified {done} of {len(given)} figures.",
    )
    nothing = Text("Chưa có số liệu nào để kiểm tra.", "There is no figure to verify yet.")
    return Finding(
        rule,
        verdict_of(done == len(given) if given else None),
        says if given else nothing,
        PRACTICE,
        seen=f"{done}/{len(given)}" if given else "",
        required=f"{len(given)}/{len(given)}" if given else "",
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
