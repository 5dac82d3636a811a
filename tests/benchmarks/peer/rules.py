"""The peer's rules, as short as a Django application would write them: thresholds in a table.

One condition stands for each finding of ours and decides the same thing; the sentences are
taken ready-made from an entry of ours, so that the peer formats nothing and stores as much.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from states.facts import Ballot, Submission

COUNCIL_SHARE, QUORUM = Fraction(1, 2), Fraction(2, 3)
# Each measure of a target with its threshold, as Tuyên Quang's plan sets it.
SHARES: Mapping[str, tuple[str, Fraction]] = {
    "t2_ty_le_kham_pha": (">=", Fraction(7, 10)),
    "t3_kham_pha_rnt_dbnt": (">=", Fraction(9, 10)),
    "t4a_tin_bao_tiep_nhan": (">=", Fraction(1)),
    "t4b_tin_bao_xu_ly": (">=", Fraction(9, 10)),
    "t5_tai_pham": ("<", Fraction(15, 100)),
    "t9_tuyen_truyen_ho": (">=", Fraction(1)),
}
ANSWERS: Mapping[str, str] = {
    "t1_xa_hoi_den": "no",
    "t6_he_thong_chinh_tri": "yes",
    "t7b_bon_tu": "yes",
    "t7c_hieu_qua": "yes",
    "t8a_ban_hanh_noi_quy": "yes",
    "t8b_duy_tri_noi_quy": "yes",
}
LEAST: Mapping[str, int] = {"t7a_mo_hinh": 1}


@dataclass(slots=True)
class Seen:
    """What the conditions read, and the findings they leave."""

    person: Any
    on: date
    today: date
    roles: frozenset[str]
    in_territory: bool
    figures: Sequence[Any]
    last: date | None
    paper: Submission
    sentences: Sequence[Mapping[str, Any]]
    ballot: Ballot | None = None
    commune: Any = None
    titles: Sequence[Any] = ()
    used: int = 0
    adding: int = 0
    cap: int = 0
    findings: list[dict[str, Any]] = field(default_factory=list)

    @property
    def review(self) -> dict[str, Any]:
        """The figures the review is judged on, by measure."""
        return {figure.measure: figure for figure in self.figures}


Condition = Callable[[Any, Seen], bool]


def asked(rule: Condition, case: Any) -> bool:
    """Ask one condition and keep its finding."""
    seen: Seen = case.seen
    holds = rule(case, seen)
    sentence = seen.sentences[len(seen.findings)]
    seen.findings.append({**sentence, "verdict": "met" if holds else "not_met"})
    return holds


def role_is_held(_: Any, seen: Seen) -> bool:
    return "council" in seen.roles


def territory_covers(_: Any, seen: Seen) -> bool:
    return seen.in_territory


def review_succeeded(_: Any, seen: Seen) -> bool:
    review = seen.review
    return (
        all(_reaches(review[name], *limit) for name, limit in SHARES.items())
        and all(review[name].answer == word for name, word in ANSWERS.items())
        and all(review[name].count >= least for name, least in LEAST.items())
    )


def figures_are_verified(_: Any, seen: Seen) -> bool:
    return all(
        figure.verification.verified_by_id != figure.recorded_by_id
        for figure in seen.review.values()
    )


def figures_are_of_the_year(case: Any, seen: Seen) -> bool:
    return all(
        case.started_on <= figure.period_start <= figure.period_end <= seen.on
        for figure in seen.review.values()
    )


def council_exists(_: Any, seen: Seen) -> bool:
    return seen.paper.minutes is not None


def minutes_are_named(_: Any, seen: Seen) -> bool:
    minutes = seen.paper.minutes
    return bool(minutes and minutes.number and minutes.signed_on and minutes.signed_on <= seen.on)


def quorum_is_reached(_: Any, seen: Seen) -> bool:
    ballot = seen.ballot
    assert ballot
    return bool(ballot.appointed) and Fraction(ballot.present, ballot.appointed) >= QUORUM


def motion_is_carried(_: Any, seen: Seen) -> bool:
    ballot = seen.ballot
    assert ballot
    cast = ballot.votes_for + ballot.against + ballot.abstain
    over = ballot.closed or cast == ballot.present
    return over and Fraction(ballot.votes_for, ballot.present) > COUNCIL_SHARE


def voters_took_no_part(_: Any, seen: Seen) -> bool:
    assert seen.ballot
    return seen.ballot.conflicted == 0


def day_is_not_ahead(_: Any, seen: Seen) -> bool:
    return seen.on <= seen.today


def day_is_in_order(_: Any, seen: Seen) -> bool:
    return seen.last is None or seen.last <= seen.on


CONDITIONS: tuple[Condition, ...] = (
    role_is_held,
    territory_covers,
    review_succeeded,
    figures_are_verified,
    figures_are_of_the_year,
    council_exists,
    quorum_is_reached,
    motion_is_carried,
    minutes_are_named,
    voters_took_no_part,
    day_is_not_ahead,
    day_is_in_order,
)


def _reaches(figure: Any, operator: str, limit: Fraction) -> bool:
    if not figure.denominator:
        return True
    share = Fraction(figure.numerator, figure.denominator)
    return share >= limit if operator == ">=" else share < limit
