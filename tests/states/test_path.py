from datetime import date

import pytest

from states.deadlines import DaysOff
from states.path import path
from states.terms import Action, CaseState
from tests.law_builders import DAK_LAK, FRAME_2021, TUYEN_QUANG, facts


def days_of(**given):
    return {stop.action: stop.earliest for stop in path(facts(TUYEN_QUANG, **given))}


def test_from_the_proposal_all_steps_lie_ahead_each_with_its_first_lawful_day():
    ahead = days_of(state=CaseState.PROPOSED, on=date(2019, 1, 2))

    assert {
        Action.APPRAISE: date(2019, 1, 2),
        Action.SELECT: date(2019, 1, 2),
        Action.SUBMIT_REVIEW: date(2020, 1, 3),
        Action.PASS_REVIEW: date(2020, 1, 3),
        Action.RECOGNIZE: date(2020, 7, 4),
    } == ahead


def test_a_period_that_ends_on_a_day_off_moves_what_follows():
    tet = DaysOff(frozenset({date(2020, 1, 2), date(2020, 1, 3)}))

    ahead = days_of(state=CaseState.APPRAISED, on=date(2019, 1, 2), days_off=tet)

    # 02/01 and 03/01 are off, 04/01 and 05/01 a weekend: the year ends on Monday, 06/01.
    assert date(2020, 1, 7) == ahead[Action.SUBMIT_REVIEW]


def test_months_already_running_are_counted_from_the_review():
    ahead = days_of(state=CaseState.MONITORING, on=date(2019, 6, 3), reviewed_on=date(2019, 3, 4))

    assert {Action.RECOGNIZE: date(2019, 9, 5)} == ahead


def test_what_is_over_may_happen_today():
    ahead = days_of(state=CaseState.IN_TRANSFORMATION, started_on=date(2018, 1, 2))

    assert date(2019, 6, 3) == ahead[Action.SUBMIT_REVIEW]


def test_a_plan_without_monitoring_lets_the_recognition_follow_the_review():
    stops = path(facts(DAK_LAK, state=CaseState.PRELIMINARY_REVIEW))

    assert [stops[0].earliest] * 2 == [stop.earliest for stop in stops]
    assert [0, 0] == [stop.days for stop in stops]


@pytest.mark.parametrize("plan", [FRAME_2021, None])
def test_a_silent_plan_leaves_every_later_day_unknown_and_says_so(plan):
    stops = path(facts(plan, state=CaseState.APPRAISED))
    by_action = {stop.action: stop for stop in stops}

    if plan is None:
        assert by_action[Action.SUBMIT_REVIEW].earliest is None
    assert by_action[Action.RECOGNIZE].earliest is None
    assert by_action[Action.RECOGNIZE].days is None


def test_an_unknown_start_leaves_the_rest_unknown():
    stops = path(facts(state=CaseState.IN_TRANSFORMATION, started_on=None))

    assert {None} == {stop.earliest for stop in stops}
    assert "bước trước chưa có ngày" in stops[1].says.vi


def test_after_a_relapse_under_monitoring_the_same_case_begins_its_year_again():
    ahead = days_of(
        state=CaseState.RELAPSED, on=date(2019, 1, 2), relapsed_from=CaseState.MONITORING
    )

    assert date(2019, 1, 2) == ahead[Action.RESUME]
    assert date(2020, 1, 3) == ahead[Action.SUBMIT_REVIEW]


@pytest.mark.parametrize("state", [CaseState.RECOGNIZED, CaseState.DECLINED, CaseState.CLOSED])
def test_a_case_that_is_over_has_no_way_ahead(state):
    assert {} == days_of(state=state)


def test_nor_has_one_that_relapsed_after_its_recognition():
    assert {} == days_of(state=CaseState.RELAPSED, relapsed_from=CaseState.RECOGNIZED)
