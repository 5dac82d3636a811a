"""The nine targets of an area, and whether it succeeded, as each plan judges it.

Đắk Lắk I.2 and II.3: at least 80 % of the targets and three attestations.
Tuyên Quang II: all of them. Each target keeps its own threshold and operator.
"""

from fractions import Fraction
from functools import cache, lru_cache, partial

from states.answers import parameter, silent, verdict_of
from states.catalogue import Kind, Measure, catalogue
from states.facts import CaseFacts, FigureSet
from states.figures import Figure, compares
from states.findings import Finding, worst
from states.plans import Parameter
from states.terms import Role, Spot, Standing, Text, Verdict
from states.wording import percent

# One target, the parameters it is made of, and the measure each of them is seen in.
TARGETS: dict[str, tuple[tuple[str, str], ...]] = {
    "target.t1": (("target.t1", "t1_xa_hoi_den"),),
    "target.t2": (("target.t2", "t2_ty_le_kham_pha"),),
    "target.t3": (("target.t3", "t3_kham_pha_rnt_dbnt"),),
    "target.t4": (
        ("target.t4a", "t4a_tin_bao_tiep_nhan"),
        ("target.t4b", "t4b_tin_bao_xu_ly"),
    ),
    "target.t5": (("target.t5", "t5_tai_pham"),),
    "target.t6": (("target.t6", "t6_he_thong_chinh_tri"),),
    "target.t7": (
        ("target.t7", "t7a_mo_hinh"),
        ("target.t7_strengthened", "t7d_cung_co"),
        ("target.t7_four_self", "t7b_bon_tu"),
        ("target.t7_works", "t7c_hieu_qua"),
    ),
    "target.t8": (
        ("target.t8_adopted", "t8a_ban_hanh_noi_quy"),
        ("target.t8_kept", "t8b_duy_tri_noi_quy"),
    ),
    "target.t9": (("target.t9", "t9_tuyen_truyen_ho"),),
}
OPTIONAL_PARTS = frozenset({"target.t7_strengthened"})
# Shares of a whole that cannot exceed it; a clearance rate can, when older cases are cleared.
PARTS_OF_A_WHOLE = frozenset({"t4a_tin_bao_tiep_nhan", "t5_tai_pham", "t9_tuyen_truyen_ho"})
ALL_OF_IT = Fraction(1)
from_the_officer = partial(Finding, fixed_by=(Role.OFFICER,), fixed_at=Spot.TARGETS)


def needed_measures(facts: CaseFacts) -> tuple[str, ...]:
    """Return the measures the plan's targets and attestations are judged by."""
    keys = [pair for pairs in TARGETS.values() for pair in pairs]
    asked = [measure for key, measure in keys if parameter(facts, key) is not None]
    attested = parameter(facts, "review.attestations")
    return (*asked, *(attested.words if attested else ()))


def nine_targets(facts: CaseFacts, figures: FigureSet) -> tuple[Finding, ...]:
    """Return the finding on each of the nine targets."""
    return tuple(_target(rule, facts, figures) for rule in TARGETS)


def _target(rule: str, facts: CaseFacts, figures: FigureSet) -> Finding:
    parts = []
    for key, measure in TARGETS[rule]:
        limit = parameter(facts, key)
        if limit is None and key in OPTIONAL_PARTS:
            continue
        if limit is None:
            return silent(rule, facts, key)
        parts.append(_measured(rule, limit, catalogue()[measure], figures.get(measure)))
    if len(parts) == 1:
        return parts[0]
    return from_the_officer(
        rule,
        worst(parts),
        Text("; ".join(p.says.vi for p in parts), "; ".join(p.says.en for p in parts)),
        parts[0].source,
        parts=tuple(parts),
    )


@lru_cache(maxsize=4096)
def _measured(rule: str, limit: Parameter, measure: Measure, figure: Figure) -> Finding:
    """Compare one figure with one threshold.

    A rate of nothing does not apply; a count of nothing is none at all; a question is
    answered or not known. So is what is withheld, or a part greater than its whole.
    The same few answers come again in every case: each is worded once.
    """
    wanted, (verdict, seen) = (
        _wanted(limit.operator, str(limit.value)),
        _judged(limit, measure, figure),
    )
    return from_the_officer(
        rule,
        verdict,
        Text(
            f"{limit.label.vi}: {seen.vi} (yêu cầu {wanted.vi})",
            f"{limit.label.en}: {seen.en} (required {wanted.en})",
        ),
        limit.source,
        seen=_exact(figure),
        required=f"{limit.operator} {limit.value}",
    )


def _judged(limit: Parameter, measure: Measure, figure: Figure) -> tuple[Verdict, Text]:
    standing = figure.standing
    if standing is Standing.MISSING or standing is Standing.WITHHELD:
        return Verdict.NOT_KNOWN, standing.label
    unanswered = measure.kind is Kind.YES_NO and figure.answer is None
    if unanswered or not measure.accepts(figure):
        return Verdict.NOT_KNOWN, Standing.MISSING.label
    if measure.kind is Kind.RATIO:
        return _rate(limit, measure, figure)
    if measure.kind is Kind.COUNT:
        number = figure.count or 0
        holds = compares(Fraction(number), limit.operator, limit.fraction)
        return verdict_of(holds), Text(str(number), str(number))
    shown = Text("có", "yes") if figure.answer == "yes" else Text("không", "no")
    return verdict_of(figure.answer == limit.value), shown


def _rate(limit: Parameter, measure: Measure, figure: Figure) -> tuple[Verdict, Text]:
    if figure.numerator is None or not figure.denominator:
        return Verdict.NOT_APPLICABLE, Standing.NOT_ARISEN.label
    within = measure.id in PARTS_OF_A_WHOLE
    return _compared(
        figure.numerator, figure.denominator, limit.operator, str(limit.value), within=within
    )


@lru_cache(maxsize=4096)
def _compared(
    top: int, bottom: int, operator: str, threshold: str, *, within: bool
) -> tuple[Verdict, Text]:
    """Compare a rate with its limit; `within` says that no more than the whole is possible."""
    seen, limit = Fraction(top, bottom), Fraction(threshold)
    share, said = percent(seen, near=limit), f"({top}/{bottom})"
    holds: bool | None = compares(seen, operator, limit)
    note = Text("", "")
    if seen > ALL_OF_IT and within:
        holds, note = None, Text(", phần lớn hơn tổng số", ", a part greater than the whole")
    elif seen > ALL_OF_IT:
        note = Text(", có cả vụ việc của kỳ trước", ", older cases among them")
    return verdict_of(holds), Text(f"{share.vi} {said}{note.vi}", f"{share.en} {said}{note.en}")


@cache
def _wanted(operator: str, value: str) -> Text:
    if value in ("yes", "no"):
        return Text("có" if value == "yes" else "không", value)
    sign = {"<=": "≤", ">=": "≥"}.get(operator, operator)
    if "/" in value:
        share = percent(Fraction(value))
        return Text(f"{sign} {share.vi}", f"{sign} {share.en}")
    return Text(f"{sign} {value}", f"{sign} {value}")


def _exact(figure: Figure) -> str:
    if figure.denominator is not None:
        return f"{figure.numerator}/{figure.denominator}"
    if figure.count is not None:
        return str(figure.count)
    return figure.answer or figure.standing.value
