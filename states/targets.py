"""The nine targets of an area, and whether it succeeded, as each plan judges it.

Đắk Lắk I.2 and II.3: at least 80 % of the targets and three attestations.
Tuyên Quang II: all of them. Each target keeps its own threshold and operator.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache, partial

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
# The five dashes of Đắk Lắk I.2, for the other way of counting.
BULLETS = (
    ("target.t1", "target.t2", "target.t3", "target.t4"),
    ("target.t5",),
    ("target.t6",),
    ("target.t7", "target.t8"),
    ("target.t9",),
)
ATTESTATIONS = {
    "giam_toi_pham": "review.crime_down",
    "giam_te_nan": "review.vice_down",
    "khong_phuc_tap_noi_len": "review.no_new_complexity",
}
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


def success(facts: CaseFacts, figures: FigureSet, *, rule: str) -> Finding:
    """Answer whether the area succeeded on these figures, by the plan's own rule."""
    mode = parameter(facts, "review.mode")
    if mode is None:
        return silent(rule, facts, "review.mode")
    targets = nine_targets(facts, figures)
    counted = _all_met(mode, targets) if mode.value == "all" else _share_met(facts, targets)
    attested = _attestations(facts, figures)
    parts = (*targets, counted, *attested)
    # The targets themselves decide only under "all"; under "share" their share does.
    deciding = (counted, *attested)
    verdict = worst(deciding)
    return from_the_officer(
        rule,
        verdict,
        _conclusion(verdict, counted, attested),
        mode.source,
        seen=counted.seen,
        required=counted.required,
        parts=parts,
    )


def tally(verdicts: Sequence[Verdict], limit: Parameter) -> tuple[Verdict, int, int]:
    """Return the verdict with the number met and the number counted.

    Unknown ones leave it open only while they could still turn it; nothing counted shows nothing.
    """
    counted = [verdict for verdict in verdicts if verdict is not Verdict.NOT_APPLICABLE]
    met = sum(verdict in (Verdict.MET, Verdict.WAIVED) for verdict in counted)
    unknown = sum(verdict is Verdict.NOT_KNOWN for verdict in counted)
    if not counted:
        return Verdict.NOT_KNOWN, 0, 0
    at_least, at_most = (
        compares(Fraction(number, len(counted)), limit.operator, limit.fraction)
        for number in (met, met + unknown)
    )
    if at_least:
        return Verdict.MET, met, len(counted)
    return (Verdict.NOT_KNOWN if at_most else Verdict.NOT_MET), met, len(counted)


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


def _measured(rule: str, limit: Parameter, measure: Measure, figure: Figure) -> Finding:
    """Compare one figure with one threshold.

    A rate of nothing does not apply; a count of nothing is none at all; a question is
    answered or not known. So is what is withheld, or a part greater than its whole.
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
    seen = figure.ratio
    if seen is None:
        return Verdict.NOT_APPLICABLE, Standing.NOT_ARISEN.label
    share = percent(seen, near=limit.fraction)
    said = f"({figure.numerator}/{figure.denominator})"
    holds: bool | None = compares(seen, limit.operator, limit.fraction)
    note = Text("", "")
    if seen > ALL_OF_IT and measure.id in PARTS_OF_A_WHOLE:
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


def _all_met(mode: Parameter, targets: Sequence[Finding]) -> Finding:
    unmet = [target for target in targets if not target.passes]
    met = len(targets) - len(unmet)
    idle = sum(target.verdict is Verdict.NOT_APPLICABLE for target in targets)
    none = Text(f" ({idle} không phát sinh)", f" ({idle} not arisen)") if idle else Text("", "")
    return Finding(
        "review.targets_all",
        worst(targets),
        Text(
            f"Đạt {met}/{len(targets)} chỉ tiêu{none.vi}; phải đạt đủ {len(targets)}.",
            f"{met} of {len(targets)} targets met{none.en}; all {len(targets)} are required.",
        ),
        mode.source,
        seen=f"{met}/{len(targets)}",
        required=f"{len(targets)}/{len(targets)}",
    )


def _share_met(facts: CaseFacts, targets: Sequence[Finding]) -> Finding:
    """Compare the share of targets met; those not arisen leave numerator and denominator."""
    limit = parameter(facts, "review.share")
    if limit is None:
        return silent("review.targets_share", facts, "review.share")
    counting = parameter(facts, "review.counting")
    by_bullets = counting is not None and counting.value == "bullets"
    atoms = tally([target.verdict for target in targets], limit)
    bullets = tally(_bullet_verdicts(targets), limit)
    verdict, met, counted = bullets if by_bullets else atoms
    share = percent(limit.fraction)
    five, nine = f"{bullets[1]}/{bullets[2]}", f"{atoms[1]}/{atoms[2]}"
    return Finding(
        "review.targets_share",
        verdict,
        Text(
            f"Đạt {met}/{counted} chỉ tiêu (yêu cầu từ {share.vi} trở lên); "
            f"tính theo 5 gạch đầu dòng: {five}, theo 9 chỉ tiêu: {nine}.",
            f"{met} of {counted} targets met (at least {share.en} required); "
            f"counted by 5 bullets: {five}, by 9 targets: {nine}.",
        ),
        limit.source,
        seen=f"{met}/{counted}",
        required=f"{limit.operator} {limit.value}",
    )


def _bullet_verdicts(targets: Sequence[Finding]) -> list[Verdict]:
    by_rule = {target.rule: target for target in targets}
    return [worst([by_rule[rule] for rule in bullet]) for bullet in BULLETS]


def _attestations(facts: CaseFacts, figures: FigureSet) -> tuple[Finding, ...]:
    asked = parameter(facts, "review.attestations")
    if asked is None:
        return ()
    return tuple(
        _attested(ATTESTATIONS[name], asked, name, figures.get(name)) for name in asked.words
    )


def _attested(rule: str, asked: Parameter, name: str, figure: Figure) -> Finding:
    holds = None if figure.answer is None else figure.answer == "yes"
    label = catalogue()[name].label
    state = {
        None: Text("chưa có xác nhận", "not attested yet"),
        True: Text("đã xác nhận", "attested"),
        False: Text("xác nhận là không đạt", "attested as not so"),
    }[holds]
    return from_the_officer(
        rule,
        verdict_of(holds),
        Text(f"{label.vi}: {state.vi}.", f"{label.en}: {state.en}."),
        asked.source,
        seen=figure.answer or figure.standing.value,
        required="yes",
    )


def _conclusion(verdict: Verdict, counted: Finding, attested: Sequence[Finding]) -> Text:
    missing = sum(not finding.passes for finding in attested)
    head = counted.says
    if missing:
        return Text(
            f"{head.vi} Còn {missing}/{len(attested)} xác nhận bắt buộc chưa đạt.",
            f"{head.en} {missing} of {len(attested)} attestations are still unmet.",
        )
    if verdict is Verdict.NOT_KNOWN:
        return Text(f"{head.vi} Còn thiếu số liệu.", f"{head.en} Figures are missing.")
    return head
