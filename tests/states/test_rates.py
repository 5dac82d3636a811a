"""The rates and the cap on the published numbers, against a count in whole numbers by hand."""

from fractions import Fraction

import pytest

from states.figures import compares
from states.rates import HOW_COUNTED, Cohort, cap_of, no_relapse, yearly_success
from tests.law_builders import DAK_LAK, QUANG_NGAI, TUYEN_QUANG, a_plan

# Places and years as published: selected, achieved, the share in hundredths of a percent.
REAL = {
    "T1 Hòa Bình 2018-2020": (31, 22, 7097, True),
    "T2 Hòa Bình 2015": (27, 10, 3704, False),
    "Nghệ An 2024": (12, 11, 9167, True),
    "Hà Giang 2017-2020": (13, 8, 6154, True),
    "Bắc Kạn 2018": (11, 2, 1818, False),
}


def by_hand(met: int, of: int) -> int:
    """Hundredths of a percent, rounded half up, in whole numbers alone."""
    return (met * 20_000 + of) // (2 * of)


@pytest.mark.parametrize(("selected", "achieved", "share", "holds"), REAL.values(), ids=REAL)
def test_the_yearly_rate_agrees_with_the_published_numbers(selected, achieved, share, holds):
    rate = yearly_success(Cohort(new=selected, new_achieved=achieved), a_plan(DAK_LAK))

    assert share == by_hand(achieved, selected)
    assert share == by_hand(rate.share.numerator, rate.share.denominator)
    assert holds is rate.holds
    assert holds is (achieved * 100 >= 60 * selected)


def test_what_is_lacking_for_the_rate_is_counted_in_whole_areas():
    rate = yearly_success(Cohort(new=27, new_achieved=10), a_plan(DAK_LAK))

    assert 7 == rate.lacking
    assert "I.1" == rate.source.place


def test_every_rate_lacks_just_as_many_as_would_meet_it():
    for of in range(1, 60):
        for met in range(of + 1):
            rate = yearly_success(Cohort(new=of, new_achieved=met), a_plan(DAK_LAK))
            needed = next(more for more in range(of + 1) if (met + more) * 100 >= 60 * of)

            assert needed == rate.lacking


def test_a_strict_limit_asks_for_one_more_where_it_is_reached_exactly():
    plan = a_plan(DAK_LAK, success__yearly={"value": "60/100", "operator": ">"})

    assert 1 == yearly_success(Cohort(new=10, new_achieved=6), plan).lacking


def test_new_and_carried_over_count_together_and_stand_apart():
    cohort = Cohort(new=2, carried_over=1, new_achieved=1, carried_achieved=1, provisional=2)
    rate = yearly_success(cohort, a_plan(TUYEN_QUANG))

    assert (2, 3, 2) == (rate.met, rate.of, rate.provisional)


@pytest.mark.parametrize("plan", [None, a_plan(DAK_LAK)])
def test_of_no_areas_there_is_no_rate(plan):
    rate = yearly_success(Cohort(), plan)

    assert (None, None, 0) == (rate.share, rate.holds, rate.lacking)


def test_without_a_plan_a_rate_has_no_limit():
    rate = no_relapse(4, 1, None)

    assert (Fraction(3, 4), None, None, 0) == (rate.share, rate.holds, rate.source, rate.lacking)


def test_relapses_are_counted_against_the_recognized():
    plan = a_plan(QUANG_NGAI)

    assert no_relapse(13, 1, plan).holds
    assert not no_relapse(13, 2, plan).holds
    assert compares(Fraction(11, 13), "<", Fraction(85, 100))


@pytest.mark.parametrize(
    ("base", "used", "share", "most"),
    [(168, 12, 714, 25), (412, 3, 73, 61), (579, 43, 743, 86)],
    ids=["T8 TP.HCM 2025", "T8 Nghệ An 2025", "Hà Nội 2020"],
)
def test_the_cap_agrees_with_the_published_numbers(base, used, share, most):
    cap = cap_of(base, used, 0, a_plan(TUYEN_QUANG))

    assert share == by_hand(cap.share.numerator, cap.share.denominator)
    assert most == cap.most == base * 15 // 100
    assert most - used == cap.left


def test_areas_under_monitoring_count_where_the_plan_says_so():
    without = cap_of(100, 10, 6, a_plan(TUYEN_QUANG, cap__counts_monitoring=False))
    counted = cap_of(100, 10, 6, a_plan(TUYEN_QUANG, cap__counts_monitoring=True))

    assert (5, -1) == (without.left, counted.left)
    assert Fraction(16, 100) == counted.share_with_monitoring


@pytest.mark.parametrize(("base", "plan"), [(0, a_plan()), (10, None)])
def test_without_units_or_plan_there_is_no_cap(base, plan):
    assert cap_of(base, 1, 0, plan) is None


def test_every_number_says_how_it_is_counted():
    assert {"yearly_rates", "relapse_rates", "cap"} == set(HOW_COUNTED)
