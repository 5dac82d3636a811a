"""How far one figure is from its threshold, exactly: the nearest figure judged otherwise.

A threshold is crossed at one exact distance, so only the whole numbers on both sides of it are
tried; the rule itself says which of them will do.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from states.catalogue import Kind, Measure
from states.change import plural
from states.figures import Figure, answer, count, ratio
from states.plans import Parameter
from states.targets import measured
from states.terms import Standing, Text, Verdict


@dataclass(frozen=True, slots=True)
class Wording:
    """What more and fewer of a measure are called."""

    more: str
    fewer: str
    noun: str
    done: str = ""


NAMES = {
    "t2_ty_le_kham_pha": Wording("khám phá thêm {} vụ", "bớt {} vụ đã khám phá", "case", "cleared"),
    "t3_kham_pha_rnt_dbnt": Wording(
        "khám phá thêm {} vụ", "bớt {} vụ đã khám phá", "grave case", "cleared"
    ),
    "t4a_tin_bao_tiep_nhan": Wording(
        "tiếp nhận thêm {} tin", "bớt {} tin tiếp nhận", "report", "received"
    ),
    "t4b_tin_bao_xu_ly": Wording("xử lý thêm {} tin", "bớt {} tin đã xử lý", "report", "handled"),
    "t5_tai_pham": Wording("thêm {} người tái phạm", "bớt {} người tái phạm", "reoffender"),
    "t7a_mo_hinh": Wording("thêm {} mô hình", "bớt {} mô hình", "model"),
    "t9_tuyen_truyen_ho": Wording(
        "tuyên truyền thêm {} hộ", "bớt {} hộ được tuyên truyền", "household", "reached"
    ),
    "ttxh_vu": Wording("thêm {} vụ", "giảm {} vụ", "offence"),
}


@dataclass(frozen=True, slots=True)
class Nearer:
    """The nearest figure that is judged otherwise: which measure, from what to what, how far."""

    measure: str
    was: Figure
    becomes: Figure
    amount: int
    says: Text


def nearer(
    measure: Measure, limit: Parameter, figure: Figure, *, verdict: Verdict
) -> Nearer | None:
    """Return the nearest figure so judged, or None where none within the measure's form is."""
    for amount, other in _others(measure, limit, figure):
        found = measured(limit.key, limit, measure, other)
        if found.verdict is verdict:
            return Nearer(measure.id, figure, other, amount, spelled(measure, figure, other))
    return None


def spelled(measure: Measure, was: Figure, becomes: Figure) -> Text:
    """Say what has to change, with the figure before and after."""
    if becomes.answer is not None:
        word = Text("có", "yes") if becomes.answer == "yes" else Text("không", "no")
        name = measure.label
        return Text(f"{name.vi}: trả lời “{word.vi}”", f"{name.en}: the answer “{word.en}”")
    if not is_counted(measure, was):
        name, example = measure.label, written(becomes)
        return Text(
            f"{name.vi}: cần số liệu, chẳng hạn {example}",
            f"{name.en}: a figure, for instance {example}",
        )
    difference = number_of(becomes) - number_of(was)
    says = more_or_fewer(measure.id, difference)
    steps = f"({written(was)} → {written(becomes)})"
    return Text(f"{says.vi} {steps}", f"{says.en} {steps}")


def more_or_fewer(measure: str, difference: int) -> Text:
    """Say so many more, or fewer, of what a measure counts."""
    name, number = NAMES[measure], abs(difference)
    which = "more" if difference > 0 else "fewer"
    counted = plural(number, name.noun).replace(" ", f" {which} ", 1)
    words = name.more if difference > 0 else name.fewer
    return Text(words.format(number), f"{counted} {name.done}".rstrip())


def is_counted(measure: Measure, figure: Figure) -> bool:
    """Whether the figure is a number of its measure, so that one may count on from it."""
    if figure.standing in (Standing.MISSING, Standing.WITHHELD) or not measure.accepts(figure):
        return False
    return measure.kind is Kind.COUNT or bool(figure.denominator)


def number_of(figure: Figure) -> int:
    """Return the number a change is counted in: the count, or the upper part of a ratio."""
    return (figure.numerator if figure.denominator else figure.count) or 0


def written(figure: Figure) -> str:
    """Return the figure as digits."""
    if figure.denominator:
        return f"{figure.numerator}/{figure.denominator}"
    return str(figure.count or 0)


def crossings(distance: Fraction) -> tuple[int, ...]:
    """Return the whole numbers of steps at which a threshold so far away may be crossed."""
    way = abs(distance)
    return tuple(sorted({max(1, math.ceil(way)), math.floor(way) + 1}))


def _others(measure: Measure, limit: Parameter, figure: Figure) -> Iterator[tuple[int, Figure]]:
    """Other figures of the measure with how far they are, the nearest first."""
    if measure.kind is Kind.YES_NO:
        yield from ((1, answer(word)) for word in ("yes", "no") if word != figure.answer)
    elif not is_counted(measure, figure):
        yield from ((1, other) for other in _new(measure, limit.fraction))
    else:
        yield from _counted_on(limit.fraction, figure)


def _counted_on(limit: Fraction, figure: Figure) -> list[tuple[int, Figure]]:
    """The figures on both sides of a threshold, and the whole where a part exceeds it."""
    seen, whole = number_of(figure), figure.denominator
    beyond = (seen - whole,) if whole and seen > whole else ()
    steps = sorted({*crossings(limit * (whole or 1) - seen), *beyond})
    return [
        (step, ratio(number, whole) if whole else count(number))
        for step in steps
        for number in (seen + step, seen - step)
        if number >= 0
    ]


def _new(measure: Measure, limit: Fraction) -> list[Figure]:
    """Figures on both sides of a threshold, where none was given or none arose."""
    top, whole = limit.numerator, limit.denominator
    return [
        ratio(number, whole) if measure.kind is Kind.RATIO else count(number)
        for number in (top, top + 1, top - 1)
        if number >= 0
    ]
