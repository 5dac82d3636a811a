"""Whether an area succeeded, as each plan judges it on the nine targets.

Đắk Lắk I.2 and II.3: at least 80 % of the targets and three attestations. Tuyên Quang II: all.
"""

from collections.abc import Sequence
from fractions import Fraction

from states.answers import parameter, silent, verdict_of
from states.catalogue import catalogue
from states.facts import CaseFacts, FigureSet
from states.figures import Figure, compares
from states.findings import Finding, worst
from states.plans import Parameter
from states.targets import from_the_officer, nine_targets
from states.terms import Text, Verdict
from states.wording import percent

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
