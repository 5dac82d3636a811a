"""Small rules, every case of them: against oracles written from the words, not from the code."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, combinations_with_replacement, permutations, product

import pytest

from states.cap import largest
from states.deadlines import DaysOff, last_day_before, months_after, next_working_day
from states.figures import OPERATORS, compares, ratio
from states.success import success, tally
from states.targets import TARGETS
from states.terms import Verdict
from tests.law_builders import DAK_LAK, TUYEN_QUANG, a_plan, breaking, facts, figures

MET, NOT_MET = Verdict.MET, Verdict.NOT_MET
NOT_KNOWN, NOT_APPLICABLE = Verdict.NOT_KNOWN, Verdict.NOT_APPLICABLE
ANSWERS = (MET, NOT_MET, NOT_KNOWN, NOT_APPLICABLE)
SHARE = a_plan(DAK_LAK).parameters["review.share"]
CAP = a_plan(DAK_LAK).parameters["cap.share"]
DAYS = [date(2018, 1, 1) + timedelta(days=number) for number in range(8 * 365 + 2)]
CLOSED = DaysOff(
    frozenset({date(2020, 1, 23) + timedelta(days=number) for number in range(7)}),
    frozenset({date(2025, 4, 26)}),
)


def verdict_by_words(verdicts):
    """Try every way the unknown could turn out: the verdict is sure when all ways agree."""
    sure = [each for each in verdicts if each in (MET, NOT_MET)]
    unknown = verdicts.count(NOT_KNOWN)
    if not sure and not unknown:
        return NOT_KNOWN
    ways = {
        (sure.count(MET) + more) * 100 >= 80 * (len(sure) + unknown) for more in range(unknown + 1)
    }
    return NOT_KNOWN if len(ways) > 1 else MET if ways.pop() else NOT_MET


def ends_by_walking(event, months):
    """Walk on day by day and note where each month is complete: the same day, or the last."""
    ends, day, complete = [event], event, True
    while len(ends) <= months:
        day += timedelta(days=1)
        if day.day == 1:
            complete = False
        ends_its_month = (day + timedelta(days=1)).day == 1
        if not complete and (day.day == event.day or ends_its_month):
            ends.append(day)
            complete = True
    return ends


def test_the_share_of_targets_is_judged_as_the_words_say_in_every_mixture_of_nine_answers():
    mixtures = list(combinations_with_replacement(ANSWERS, 9))

    wrong = [each for each in mixtures if tally(each, SHARE)[0] is not verdict_by_words(each)]

    assert 220 == len(mixtures)
    assert [] == wrong


def test_the_order_of_the_targets_never_matters():
    for mixture in combinations_with_replacement(ANSWERS, 5):
        found = {tally(order, SHARE) for order in permutations(mixture)}

        assert 1 == len(found)


def test_one_more_target_met_never_turns_success_into_failure():
    for mixture in product(ANSWERS, repeat=5):
        for place, answer in enumerate(mixture):
            better = (*mixture[:place], MET, *mixture[place + 1 :])
            if answer in (NOT_MET, NOT_KNOWN) and tally(mixture, SHARE)[0] is MET:
                assert tally(better, SHARE)[0] is MET


def test_every_set_of_broken_targets_is_judged_by_both_plans_as_their_words_say():
    for size in range(len(TARGETS) + 1):
        for broken in combinations(TARGETS, size):
            review = figures(breaking(*broken))
            dak_lak, tuyen_quang = (
                success(facts(plan), review, rule="review.success").verdict
                for plan in (DAK_LAK, TUYEN_QUANG)
            )

            assert (dak_lak is MET) == ((9 - size) * 100 >= 80 * 9)
            assert (tuyen_quang is MET) == (size == 0)


@pytest.mark.parametrize("operator", OPERATORS)
def test_every_ratio_is_compared_as_its_cross_product(operator):
    limits = [Fraction(80, 100), Fraction(15, 100), Fraction(95, 100), Fraction(1)]
    by_words = {
        "<": lambda left, right: left < right,
        "<=": lambda left, right: left <= right,
        "=": lambda left, right: left == right,
        ">=": lambda left, right: left >= right,
        ">": lambda left, right: left > right,
    }[operator]

    wrong = [
        (numerator, denominator, limit)
        for limit in limits
        for denominator in range(1, 61)
        for numerator in range(denominator + 3)
        if compares(ratio(numerator, denominator).ratio, operator, limit)
        is not by_words(numerator * limit.denominator, limit.numerator * denominator)
    ]

    assert [] == wrong


def test_months_end_where_walking_day_by_day_ends_for_every_day_of_eight_years():
    wrong = [
        (event, months)
        for event in DAYS
        for months, end in enumerate(ends_by_walking(event, 12))
        if months_after(event, months, DaysOff()).nominal_end != end
    ]

    assert [] == wrong


def test_a_last_day_is_the_first_open_day_from_the_nominal_end_on():
    for day in DAYS:
        last = next_working_day(day, CLOSED)

        assert not CLOSED.has(last)
        assert all(CLOSED.has(day + timedelta(days=n)) for n in range((last - day).days))


def test_a_period_is_never_over_before_its_nominal_end_has_passed():
    for event in DAYS:
        period = months_after(event, 6, CLOSED)

        assert period.nominal_end <= period.last_day < period.first_day_after
        assert not period.is_over(on=period.last_day)
        assert period.is_over(on=period.first_day_after)


def test_before_a_day_is_the_day_before_for_every_day_of_eight_years():
    assert all(
        last_day_before(f"{day:%m-%d}", year=day.year) == day - timedelta(days=1) for day in DAYS
    )


def test_the_cap_is_the_largest_number_whose_share_is_not_above_fifteen_percent():
    for base in range(1, 501):
        allowed = [number for number in range(base + 1) if number * 100 <= 15 * base]

        assert allowed[-1] == largest(base, CAP)


def test_a_cap_below_a_share_never_reaches_it():
    below = a_plan(cap__share={"operator": "<"}).parameters["cap.share"]
    for base in range(1, 501):
        allowed = [number for number in range(-1, base + 1) if number * 100 < 15 * base]

        assert allowed[-1] == largest(base, below)
