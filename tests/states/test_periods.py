"""Figures prove only the time they are of: the year of work, the monitoring, after the review."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from states import periods
from states.answers import PRACTICE
from states.case import assess, row_for
from states.facts import FigureSet
from states.terms import Action, CaseState, Verdict
from tests.law_builders import DAK_LAK, TUYEN_QUANG, facts, figures, targets

STARTED, REVIEWED, ON = date(2018, 3, 15), date(2019, 3, 20), date(2019, 9, 23)
DAY = timedelta(days=1)


def of(start, end):
    return figures(targets(), period=(start, end))


def here(**changes):
    return facts(TUYEN_QUANG, on=ON, started_on=STARTED, reviewed_on=REVIEWED, **changes)


@pytest.mark.parametrize(
    ("start", "end", "verdict"),
    [
        (STARTED, ON, Verdict.MET),
        (STARTED - DAY, ON, Verdict.NOT_MET),
        (STARTED, ON + DAY, Verdict.NOT_MET),
        (None, None, Verdict.NOT_KNOWN),
    ],
)
def test_the_review_s_figures_are_of_the_year_of_work(start, end, verdict):
    judged = periods.review_figures_are_of_the_year(here(review=of(start, end)))

    assert verdict is judged.verdict


def test_without_a_known_start_the_year_of_work_is_not_known():
    unknown = replace(here(review=of(STARTED, ON)), started_on=None)

    assert Verdict.NOT_KNOWN is periods.review_figures_are_of_the_year(unknown).verdict


@pytest.mark.parametrize(
    ("start", "verdict"), [(REVIEWED, Verdict.MET), (date(2016, 1, 1), Verdict.NOT_MET)]
)
def test_a_recognition_rests_on_the_monitoring_s_own_figures(start, verdict):
    judged = periods.monitoring_figures_are_of_the_monitoring(here(monitoring=of(start, ON)))

    assert verdict is judged.verdict


@pytest.mark.parametrize(
    ("end", "verdict"),
    [(ON, Verdict.MET), (ON + DAY, Verdict.NOT_MET), (None, Verdict.NOT_KNOWN)],
)
def test_a_proposal_s_figures_end_on_the_day_of_the_appraisal_at_the_latest(end, verdict):
    judged = periods.proposal_figures_are_known(here(proposal=of(end and STARTED, end)))

    assert (verdict, PRACTICE) == (judged.verdict, judged.source)


@pytest.mark.parametrize("action", [Action.PASS_REVIEW, Action.EXTEND])
def test_a_review_is_decided_either_way_on_figures_of_its_year(action):
    state = CaseState.PRELIMINARY_REVIEW
    later = here(state=state, review=of(STARTED, ON + DAY))

    judged = assess(row_for(action, state), later).finding("review.period")

    assert Verdict.NOT_MET is judged.verdict


def test_where_the_plan_sets_no_monitoring_its_period_does_not_apply():
    judged = periods.monitoring_figures_are_of_the_monitoring(facts(DAK_LAK))

    assert Verdict.NOT_APPLICABLE is judged.verdict


@pytest.mark.parametrize(
    ("reviewed", "verdict"),
    [
        (REVIEWED, Verdict.MET),
        (REVIEWED + DAY, Verdict.NOT_MET),
        (None, Verdict.NOT_APPLICABLE),
    ],
)
def test_a_relapse_is_shown_by_figures_later_than_the_review(reviewed, verdict):
    shown = replace(here(relapse=of(REVIEWED, ON)), reviewed_on=reviewed)

    assert verdict is periods.relapse_figures_follow_the_review(shown).verdict


def test_a_relapse_without_figures_is_not_known():
    assert (
        Verdict.NOT_KNOWN
        is periods.relapse_figures_follow_the_review(here(relapse=FigureSet())).verdict
    )
