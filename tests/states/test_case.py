from dataclasses import replace
from itertools import product

import pytest

from states.case import (
    MACHINE,
    TRANSITIONS,
    Cursor,
    ImpossibleMoveError,
    NotPermittedError,
    assess,
    move,
    row_for,
    row_voiding,
    rows_from,
)
from states.figures import answer
from states.terms import Action, CaseState, Role, Verdict
from tests.law_builders import DAK_LAK, QUANG_NGAI, TUYEN_QUANG, breaking, facts, figures

NEW_COMPLEXITY = figures({"khong_phuc_tap_noi_len": answer("no")})
EVERY_PAIR = list(product(Action, (None, *CaseState)))


def a_permitting(row, plan=TUYEN_QUANG):
    """Facts on which the row permits."""
    here = facts(plan, state=row.source)
    if row.action is Action.EXTEND:
        short = breaking("target.t1", "target.t2")
        return replace(here, review=figures(short, period=(here.started_on, here.on)))
    shown = replace(NEW_COMPLEXITY, start=here.reviewed_on, end=here.on)
    return replace(here, relapse=shown) if row.action is Action.RELAPSE else here


@pytest.mark.parametrize("plan", [DAK_LAK, TUYEN_QUANG, QUANG_NGAI])
@pytest.mark.parametrize("row", TRANSITIONS, ids=lambda row: f"{row.trigger} from {row.source}")
def test_every_row_can_be_walked_under_each_of_the_three_plans(row, plan):
    assessment = assess(row, a_permitting(row, plan))

    assert assessment.permitted
    assert row.target is move(assessment)


@pytest.mark.parametrize("row", TRANSITIONS, ids=lambda row: f"{row.trigger} from {row.source}")
def test_without_the_role_of_the_row_nothing_moves(row):
    here = a_permitting(row)
    others = replace(here, actor=replace(here.actor, roles=frozenset(Role) - set(row.by)))

    with pytest.raises(NotPermittedError) as refusal:
        move(assess(row, others))

    assert Verdict.NOT_MET is refusal.value.assessment.finding("access.role").verdict


def test_outside_the_territory_nothing_moves():
    here = facts()
    row = row_for(Action.WITHDRAW, CaseState.PROPOSED)

    assessment = assess(row, replace(here, actor=replace(here.actor, in_territory=False)))

    assert not assessment.permitted


def test_all_guards_answer_even_when_the_first_one_fails():
    row = row_for(Action.APPRAISE, CaseState.PROPOSED)

    assessment = assess(row, facts(None))

    assert len(row.guards) + 2 == len(assessment.findings)


def test_a_finding_is_asked_for_by_its_rule():
    assessment = assess(row_for(Action.SELECT, CaseState.APPRAISED), facts())

    assert "6/100" == assessment.finding("selection.cap").seen
    with pytest.raises(KeyError):
        assessment.finding("review.success")


def test_what_is_given_with_the_step_itself_is_told_from_what_is_missing():
    row = row_for(Action.SELECT, CaseState.APPRAISED)

    only_the_decision = assess(row, facts(decision=None))
    the_cap_too = assess(row, facts(decision=None, quota=None))

    assert only_the_decision.awaits_only_papers
    assert not only_the_decision.permitted
    assert not the_cap_too.awaits_only_papers


@pytest.mark.parametrize(("action", "state"), EVERY_PAIR)
def test_the_machine_knows_exactly_the_moves_of_the_table(action, state):
    name = state.value if state else "no_case_yet"
    possible = name in MACHINE.events[action].transitions if action in MACHINE.events else False

    if action is Action.VOID:
        assert not possible
    elif possible:
        assert (action, state) == (row_for(action, state).action, row_for(action, state).source)
    else:
        with pytest.raises(ImpossibleMoveError):
            row_for(action, state)


def test_the_machine_holds_no_case_and_no_way_past_the_guards():
    assert [] == MACHINE.models
    assert {row.trigger for row in TRANSITIONS} == set(MACHINE.events)


@pytest.mark.parametrize("row", TRANSITIONS, ids=lambda row: f"{row.trigger} from {row.source}")
def test_the_machine_refuses_an_assessment_of_another_step(row):
    others = [each for each in TRANSITIONS if each.source is row.source and each is not row]

    for other in others:
        cursor = Cursor(row.source.value if row.source else "no_case_yet")
        event = MACHINE.events[other.trigger]

        assert not event.trigger(cursor, assessment=assess(row, a_permitting(row)))
        assert (row.source.value if row.source else "no_case_yet") == cursor.state


def test_the_machine_refuses_an_assessment_made_in_another_state():
    early, late = (
        row_for(Action.WITHDRAW, state) for state in (CaseState.PROPOSED, CaseState.APPRAISED)
    )
    cursor = Cursor(late.source.value)

    assert not MACHINE.events["withdraw"].trigger(
        cursor, assessment=assess(early, a_permitting(early))
    )


def test_an_impossible_move_says_what_was_tried():
    with pytest.raises(ImpossibleMoveError) as impossible:
        row_for(Action.RECOGNIZE, None)

    assert (Action.RECOGNIZE, None) == (impossible.value.action, impossible.value.state)
    assert "recognize is not possible from -" == str(impossible.value)


def test_a_move_is_voided_from_where_it_led_back_to_where_it_began():
    row = row_voiding(Action.SELECT, CaseState.IN_TRANSFORMATION, back_to=CaseState.APPRAISED)

    assert Action.SELECT is row.voids.action
    assert "void_select_to_appraised" == row.trigger


def test_what_opened_a_case_is_never_voided():
    with pytest.raises(ImpossibleMoveError):
        row_voiding(Action.PROPOSE, CaseState.PROPOSED, back_to=CaseState.CLOSED)


def test_the_rows_of_a_state_are_those_that_leave_it():
    assert {None} == {row.source for row in rows_from(None)}
    assert Action.RECOGNIZE in {row.action for row in rows_from(CaseState.MONITORING)}
