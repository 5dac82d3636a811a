from collections import Counter

import pytest

from states import opening
from states.case import row_for
from states.findings import Source
from states.table import MOVES, TRANSITIONS, Transition
from states.terms import Action, Asks, CaseState, Evidence, Role
from tests.law_builders import DAK_LAK, TUYEN_QUANG, book

FINAL = {CaseState.DECLINED, CaseState.CLOSED}
CORRECTIONS = {Action.RECTIFY, Action.VOID}


def row_id(row):
    return f"{row.trigger} from {row.source}"


def test_a_row_that_names_nobody_is_refused():
    with pytest.raises(ValueError, match="names nobody"):
        Transition(Action.PROPOSE, None, CaseState.PROPOSED, (), (), Source("", "", Evidence.TEXT))


def test_at_most_one_row_leaves_a_state_by_one_trigger():
    counted = Counter((row.trigger, row.source) for row in TRANSITIONS)

    assert {1} == set(counted.values())


@pytest.mark.parametrize("action", Action)
def test_every_action_has_a_row(action):
    assert action in {row.action for row in TRANSITIONS}


@pytest.mark.parametrize("row", TRANSITIONS, ids=row_id)
def test_no_auditor_and_no_administrator_stands_in_a_row(row):
    assert row.by
    assert not {Role.AUDITOR, Role.ADMINISTRATOR} & set(row.by)


@pytest.mark.parametrize("row", TRANSITIONS, ids=row_id)
def test_every_row_has_guards_and_says_on_what_it_rests(row):
    assert row.guards
    assert row.text.document


def test_every_state_can_be_reached_from_nothing():
    reached: set[CaseState | None] = {None}
    for _ in CaseState:
        reached |= {row.target for row in MOVES if row.source in reached}

    assert {None, *CaseState} == reached


@pytest.mark.parametrize("state", CaseState)
def test_every_state_is_left_by_a_move_or_is_final(state):
    leaving = [row for row in MOVES if row.source is state and row.target is not state]

    assert bool(leaving) is (state not in FINAL)


@pytest.mark.parametrize("state", CaseState)
def test_an_entry_can_be_rectified_in_every_state_and_moves_nothing(state):
    rows = [row for row in TRANSITIONS if (row.action, row.source) == (Action.RECTIFY, state)]

    assert [state] == [row.target for row in rows]


@pytest.mark.parametrize("row", [row for row in MOVES if row.source], ids=row_id)
def test_every_move_of_a_case_can_be_voided_back_to_where_it_began(row):
    voiding = [each for each in TRANSITIONS if each.voids is row]

    if row.target is row.source:
        assert [] == voiding
    else:
        assert [(row.target, row.source)] == [(each.source, each.target) for each in voiding]


def test_the_moves_are_those_of_the_design():
    moved = {(row.action, row.source, row.target) for row in MOVES}
    state = CaseState

    assert {
        (Action.PROPOSE, None, state.PROPOSED),
        (Action.RETURN_DOSSIER, state.PROPOSED, state.PROPOSED),
        (Action.APPRAISE, state.PROPOSED, state.APPRAISED),
        (Action.DECLINE, state.PROPOSED, state.DECLINED),
        (Action.DECLINE, state.APPRAISED, state.DECLINED),
        (Action.SELECT, state.APPRAISED, state.IN_TRANSFORMATION),
        (Action.SUBMIT_REVIEW, state.IN_TRANSFORMATION, state.PRELIMINARY_REVIEW),
        (Action.PASS_REVIEW, state.PRELIMINARY_REVIEW, state.MONITORING),
        (Action.EXTEND, state.PRELIMINARY_REVIEW, state.IN_TRANSFORMATION),
        (Action.RECOGNIZE, state.MONITORING, state.RECOGNIZED),
        (Action.RELAPSE, state.MONITORING, state.RELAPSED),
        (Action.RELAPSE, state.RECOGNIZED, state.RELAPSED),
        (Action.RESUME, state.RELAPSED, state.IN_TRANSFORMATION),
        (Action.WITHDRAW, state.PROPOSED, state.CLOSED),
        (Action.WITHDRAW, state.APPRAISED, state.CLOSED),
        (Action.INHERIT, None, state.IN_TRANSFORMATION),
        (Action.INHERIT_REVIEW, None, state.PRELIMINARY_REVIEW),
        (Action.INHERIT_MONITORING, None, state.MONITORING),
        (Action.INHERIT_RECOGNITION, None, state.RECOGNIZED),
    } == {move for move in moved if move[0] is not Action.HAND_OVER}


def test_a_case_is_handed_over_from_every_open_state_and_from_a_relapse():
    handed = {row.source for row in MOVES if row.action is Action.HAND_OVER}

    assert set(CaseState) - {CaseState.RECOGNIZED} - FINAL == handed


def test_only_what_a_text_says_is_called_text():
    texts = {row.action for row in TRANSITIONS if row.text.evidence is Evidence.TEXT}

    assert not {Action.RETURN_DOSSIER, Action.DECLINE, Action.EXTEND, Action.WITHDRAW} & texts
    assert not {Action.PASS_REVIEW, Action.RELAPSE, Action.RESUME, Action.HAND_OVER} & texts
    assert not CORRECTIONS & texts


@pytest.mark.parametrize(
    ("plan", "evidence"),
    [(TUYEN_QUANG, Evidence.TEXT), (DAK_LAK, Evidence.INFERRED), (None, Evidence.TEXT)],
)
def test_the_text_of_another_province_is_no_authority(plan, evidence):
    known = book().plans[plan] if plan else None

    assert evidence is row_for(Action.RECOGNIZE, CaseState.MONITORING).basis(known).evidence


def test_what_no_text_says_stays_what_it_is_under_every_plan():
    row = row_for(Action.WITHDRAW, CaseState.PROPOSED)

    assert row.text == row.basis(book().plans[DAK_LAK])


COUNCIL_MOVES = {
    (Action.APPRAISE, CaseState.PROPOSED),
    (Action.DECLINE, CaseState.PROPOSED),
    (Action.PASS_REVIEW, CaseState.PRELIMINARY_REVIEW),
    (Action.EXTEND, CaseState.PRELIMINARY_REVIEW),
    (Action.RELAPSE, CaseState.MONITORING),
    (Action.RELAPSE, CaseState.RECOGNIZED),
}


def test_a_council_moves_a_case_by_its_ballot_and_nobody_else_does():
    by_council = {(row.action, row.source) for row in MOVES if Role.COUNCIL in row.by}

    assert COUNCIL_MOVES == by_council
    assert {(Role.COUNCIL,)} == {row.by for row in MOVES if Role.COUNCIL in row.by}


def test_no_member_moves_a_case_by_a_single_vote():
    assert not [row for row in TRANSITIONS if Role.MEMBER in row.by]


@pytest.mark.parametrize("row", [row for row in MOVES if Asks.DECISION in row.asks], ids=row_id)
def test_nobody_records_a_decision_over_a_case_of_his_own(row):
    assert opening.decider_is_another_person in row.guards
    assert (Role.COMMITTEE_OFFICE,) == row.by
