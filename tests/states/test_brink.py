from datetime import date, timedelta

import pytest

from states.brink import brinks
from states.case import assess, row_for
from states.facts import Quota
from states.figures import count, ratio
from states.terms import Action, CaseState
from tests.law_builders import (
    DAK_LAK,
    QUANG_NGAI,
    TUYEN_QUANG,
    a_ballot,
    criteria,
    facts,
    figures,
    targets,
)

SOURCES = {
    Action.APPRAISE: CaseState.PROPOSED,
    Action.SELECT: CaseState.APPRAISED,
    Action.PASS_REVIEW: CaseState.PRELIMINARY_REVIEW,
    Action.RECOGNIZE: CaseState.MONITORING,
}


def edges_of(action, plan=TUYEN_QUANG, **given):
    known = facts(plan, state=SOURCES[action], **given)
    return brinks(assess(row_for(action, known.state), known), known)


def test_met_targets_one_case_from_breaking_are_named():
    review = figures(targets(t2_ty_le_kham_pha=ratio(12, 15), t5_tai_pham=ratio(1, 20)))

    said = [edge.says.vi for edge in edges_of(Action.PASS_REVIEW, review=review)]

    assert any("bớt 1 vụ đã khám phá (12/15 → 11/15) là chưa đạt" in each for each in said)
    assert not any("tái phạm" in each for each in said)
    assert "mất 1 chỉ tiêu nữa là chưa đạt" in said


def test_nine_of_nine_by_share_is_not_one_target_from_breaking():
    said = [edge.says.vi for edge in edges_of(Action.PASS_REVIEW, DAK_LAK)]

    assert "mất 1 chỉ tiêu nữa là chưa đạt" not in said


@pytest.mark.parametrize(
    ("rule", "action", "plan", "given"),
    [
        ("selection.cap", Action.SELECT, TUYEN_QUANG, {"quota": Quota(2019, base=100, used=14)}),
        (
            "council.carried",
            Action.APPRAISE,
            TUYEN_QUANG,
            {"ballot": a_ballot(votes_for=4, against=3)},
        ),
        (
            "council.recommends",
            Action.RECOGNIZE,
            TUYEN_QUANG,
            {"ballot": a_ballot(votes_for=4, against=3, held_on=date(2019, 6, 1))},
        ),
        ("council.quorum", Action.APPRAISE, TUYEN_QUANG, {"ballot": a_ballot(present=5)}),
        (
            "selection.above_province_mean",
            Action.APPRAISE,
            QUANG_NGAI,
            {"proposal": figures(criteria(ttxh_vu=count(11)))},
        ),
        ("selection.complexity_shown", Action.APPRAISE, TUYEN_QUANG, {}),
        ("case.commune_exists", Action.SELECT, TUYEN_QUANG, {"valid_until": date(2019, 6, 3)}),
        ("plan.in_force", Action.SELECT, TUYEN_QUANG, {"on": date(2020, 12, 31)}),
    ],
)
def test_conditions_one_step_from_breaking_are_named(rule, action, plan, given):
    on = {"today": date(2021, 1, 1)} if "on" in given else {}

    assert rule in {edge.rule for edge in edges_of(action, plan, **given, **on)}


def test_nothing_is_on_the_brink_where_there_is_room():
    roomy = facts(state=CaseState.APPRAISED)

    assert () == brinks(assess(row_for(Action.SELECT, CaseState.APPRAISED), roomy), roomy)
    assert roomy.on + timedelta(days=1) < roomy.plan.until
