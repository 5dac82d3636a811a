from dataclasses import replace

import pytest

from states import guards
from states.case import TRANSITIONS, assess
from states.facts import FigureSet
from states.table import judged_on
from states.terms import Phase
from tests.law_builders import DAK_LAK, FRAME_2017, QUANG_NGAI, TUYEN_QUANG, facts


def rules_of(finding):
    return {finding.rule, *(rule for part in finding.parts for rule in rules_of(part))}


def answered(plan):
    return {
        rule
        for row in TRANSITIONS
        for finding in assess(row, facts(plan, state=row.source)).findings
        for rule in rules_of(finding)
    }


def test_the_named_rules_are_those_the_guards_answer_with():
    assert guards.RULES == answered(DAK_LAK) | answered(TUYEN_QUANG) | answered(QUANG_NGAI)


@pytest.mark.parametrize("plan", [FRAME_2017, None])
def test_no_guard_fails_without_a_plan_of_its_own(plan):
    assert answered(plan) <= guards.RULES


@pytest.mark.parametrize("row", TRANSITIONS, ids=lambda row: f"{row.trigger} from {row.source}")
def test_no_rule_is_asked_twice_by_one_row(row):
    rules = [finding.rule for finding in assess(row, facts(state=row.source)).findings]

    assert len(rules) == len(set(rules))


@pytest.mark.parametrize("plan", [DAK_LAK, TUYEN_QUANG, QUANG_NGAI])
@pytest.mark.parametrize("row", TRANSITIONS, ids=lambda row: f"{row.trigger} from {row.source}")
def test_a_row_reads_no_other_figures_than_its_state_is_judged_on(row, plan):
    read = judged_on(row.source) if row.source else ()
    unread = {phase.value: FigureSet() for phase in Phase if phase not in read}
    known = facts(plan, state=row.source)

    assert assess(row, known) == assess(row, replace(known, **unread))


def test_an_old_list_is_inherited_without_a_plan_in_force_on_its_day():
    assert guards.order.plan_is_in_force not in guards.INHERITANCE
    assert set(guards.INHERITANCE) < set(guards.OPENING)


def test_a_title_won_before_the_decision_bars_a_selection_and_not_a_resumption():
    bar = guards.eligibility.is_not_new_countryside

    assert bar in guards.SELECTION
    assert bar not in guards.RESUMPTION
