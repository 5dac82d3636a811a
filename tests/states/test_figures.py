from fractions import Fraction

import pytest

from states.figures import MISSING, NOT_ARISEN, WITHHELD, answer, compares, count, ratio


def test_missing_withheld_not_arisen_and_zero_are_four_answers():
    assert 4 == len({MISSING, WITHHELD, NOT_ARISEN, count(0)})


def test_a_ratio_is_exact():
    assert Fraction(7996, 10000) == ratio(7996, 10000).ratio


def test_a_ratio_may_exceed_one():
    assert Fraction(12, 10) == ratio(12, 10).ratio


def test_a_zero_denominator_has_no_ratio_and_has_not_arisen():
    nothing = ratio(0, 0)

    assert nothing.ratio is None
    assert nothing.has_not_arisen


def test_no_ratio_is_made_of_half_a_ratio():
    assert count(3).ratio is None
    assert not count(0).has_not_arisen


def test_what_has_not_arisen_was_answered():
    assert NOT_ARISEN.has_not_arisen
    assert NOT_ARISEN.is_given


def test_a_withheld_figure_was_answered_and_a_missing_one_was_not():
    assert WITHHELD.is_given
    assert not MISSING.is_given


def test_an_answer_is_kept_in_words():
    assert "suspected" == answer("suspected").answer


@pytest.mark.parametrize("make", [lambda: count(-1), lambda: ratio(-1, 2), lambda: ratio(1, -2)])
def test_nothing_is_counted_below_zero(make):
    with pytest.raises(ValueError, match="never negative"):
        make()


@pytest.mark.parametrize(
    ("operator", "below", "equal", "above"),
    [
        ("<", True, False, False),
        ("<=", True, True, False),
        ("=", False, True, False),
        (">=", False, True, True),
        (">", False, False, True),
    ],
)
def test_each_operator_draws_its_line_exactly(operator, below, equal, above):
    limit = Fraction(15, 100)
    near = Fraction(1, 10**12)

    sides = [compares(seen, operator, limit) for seen in (limit - near, limit, limit + near)]

    assert [below, equal, above] == sides


def test_an_operator_no_plan_may_use_is_refused():
    with pytest.raises(KeyError):
        compares(Fraction(1), "before", Fraction(2))
