"""A reported number, exactly: missing, withheld, not arisen and zero are different answers."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from states.terms import Standing

OPERATORS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<=": lambda seen, limit: seen <= limit,
    "<": lambda seen, limit: seen < limit,
    ">=": lambda seen, limit: seen >= limit,
    ">": lambda seen, limit: seen > limit,
    "=": lambda seen, limit: seen == limit,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as reported: a count, a ratio (two whole numbers), or an answer in words."""

    standing: Standing
    count: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    answer: str | None = None

    @property
    def ratio(self) -> Fraction | None:
        """The exact ratio, or None when it is not reported or its denominator is zero."""
        if self.numerator is None or not self.denominator:
            return None
        return Fraction(self.numerator, self.denominator)

    @property
    def has_not_arisen(self) -> bool:
        """Whether there was nothing to count: said so, or the denominator is zero."""
        return self.standing is Standing.NOT_ARISEN or self.denominator == 0

    @property
    def is_given(self) -> bool:
        """Whether something was answered, a withheld figure included."""
        return self.standing is not Standing.MISSING


MISSING = Figure(Standing.MISSING)
WITHHELD = Figure(Standing.WITHHELD)
NOT_ARISEN = Figure(Standing.NOT_ARISEN)


def count(number: int) -> Figure:
    """Return a reported whole number of at least zero.

    Raises ValueError for a negative number.
    """
    if number < 0:
        message = "a count is never negative"
        raise ValueError(message)
    return Figure(Standing.REPORTED, count=number)


def ratio(numerator: int, denominator: int) -> Figure:
    """Return a reported ratio of two whole numbers; a zero denominator is "not arisen".

    Raises ValueError for a negative number.
    """
    if numerator < 0 or denominator < 0:
        message = "the parts of a ratio are never negative"
        raise ValueError(message)
    return Figure(Standing.REPORTED, numerator=numerator, denominator=denominator)


def answer(word: str) -> Figure:
    """Return a reported answer in words, such as "yes" or "suspected"."""
    return Figure(Standing.REPORTED, answer=word)


def compares(seen: Fraction, operator: str, limit: Fraction) -> bool:
    """Compare exactly: 79.96 % is not 80 %.

    Raises KeyError for an operator no plan may use.
    """
    return OPERATORS[operator](seen, limit)
