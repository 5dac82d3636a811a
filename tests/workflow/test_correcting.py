"""Entries rectified and voided: two people, a decision, nothing altered, all of it explained."""

from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from states.facts import Paper
from states.terms import Action, CaseState
from tests.builders import World, decision, minutes
from tests.corrections import (
    DECIDED_ON,
    approves,
    asks,
    entry_of,
    quotas,
    voids,
)
from tests.people_and_places import person_id
from workflow.casefiles import RECORDED
from workflow.database import writing
from workflow.errors import NotPossibleNow, Refused
from workflow.verification import verify

NAMES = [column.name for column in RECORDED]
VOIDABLE = [
    (CaseState.APPRAISED, Action.APPRAISE, CaseState.PROPOSED),
    (CaseState.IN_TRANSFORMATION, Action.SELECT, CaseState.APPRAISED),
    (CaseState.PRELIMINARY_REVIEW, Action.SUBMIT_REVIEW, CaseState.IN_TRANSFORMATION),
    (CaseState.MONITORING, Action.PASS_REVIEW, CaseState.PRELIMINARY_REVIEW),
    (CaseState.RECOGNIZED, Action.RECOGNIZE, CaseState.MONITORING),
    (CaseState.RELAPSED, Action.RELAPSE, CaseState.MONITORING),
    (CaseState.DECLINED, Action.DECLINE, CaseState.PROPOSED),
    (CaseState.CLOSED, Action.WITHDRAW, CaseState.PROPOSED),
]


def columns(world: World, number: str) -> dict[str, object]:
    """The row of a case, but for its version."""
    case = world.row(number)["case"]
    return {name: case[name] for name in NAMES}


@pytest.mark.parametrize(("state", "action", "former"), VOIDABLE, ids=str)
def test_a_voided_step_leads_back_to_the_row_before_it(
    world: World, state: CaseState, action: Action, former: CaseState
) -> None:
    twin = columns(world, world.a_case(former, "08/2"))
    number = world.a_case(state)

    outcome = voids(world, number, action)

    now = columns(world, number)
    differ = {name for name in NAMES if now[name] != twin[name]}
    assert outcome.state is former
    assert differ == {"number", "commune_id"}
    assert verify(world.engine).is_whole


def test_a_step_voided_on_both_databases_can_be_taken_again(either_world: World) -> None:
    number = either_world.a_case(CaseState.IN_TRANSFORMATION)
    wrong = entry_of(either_world, number, Action.SELECT)
    used, cap = quotas(either_world)[2018]

    voided = voids(either_world, number, Action.SELECT)

    last = either_world.entries(number)[-1]
    assert quotas(either_world)[2018] == (used - 1, cap)
    assert (last["deed"], last["corrects"], last["entry"]) == ("void", wrong, voided.entry)
    assert (last["from"], last["to"]) == ("in_transformation", "appraised")
    assert last["effective"] == DECIDED_ON.isoformat()
    assert last["facts"]["correction"]["asked_by"] == person_id("officer").hex
    again = decision(date(2018, 3, 16), "13/QĐ-BCĐ")
    either_world.acts(number, Action.SELECT, "committee_office", decision=again)
    assert either_world.row(number)["case"]["started_on"] == date(2018, 3, 16)
    assert quotas(either_world)[2018] == (used, cap)
    assert verify(either_world.engine).is_whole


def test_what_rests_on_a_step_must_be_voided_first_and_is_named_in_order(world: World) -> None:
    number = world.a_case(CaseState.MONITORING)
    selected, submitted, passed = (
        entry_of(world, number, action)
        for action in (Action.SELECT, Action.SUBMIT_REVIEW, Action.PASS_REVIEW)
    )
    before = world.row(number)

    with pytest.raises(NotPossibleNow) as refusal:
        asks(world, selected)

    assert before == world.row(number)
    assert f"hủy bút toán {passed}" in refusal.value.says.vi
    assert refusal.value.says.vi.index(f"{passed} “") < refusal.value.says.vi.index(
        f"{submitted} “"
    )
    for action in (Action.PASS_REVIEW, Action.SUBMIT_REVIEW, Action.SELECT):
        voids(world, number, action)
    assert world.row(number)["case"]["state"] is CaseState.APPRAISED
    assert verify(world.engine).is_whole


def test_what_came_to_rest_on_it_after_the_asking_refuses_the_approval(world: World) -> None:
    number = world.a_case(CaseState.APPRAISED)
    request = asks(world, entry_of(world, number, Action.APPRAISE))
    world.acts(number, Action.SELECT, "committee_office", decision=decision(date(2018, 3, 15)))
    before = world.row(number)

    with pytest.raises(Refused) as refusal:
        approves(world, request)

    finding = refusal.value.assessment.finding("correction.nothing_rests_on_it")
    assert not finding.passes
    assert "“Quyết định đưa vào chuyển hóa”" in finding.says.vi
    assert before == world.row(number)


def test_a_case_opened_since_stands_in_the_way_until_it_is_closed(either_world: World) -> None:
    number = either_world.a_case(CaseState.CLOSED)
    other = either_world.opens(on=date(2019, 10, 1)).number

    with pytest.raises(NotPossibleNow) as refusal:
        voids(either_world, number, Action.WITHDRAW)

    assert f"đóng hồ sơ {other}" in refusal.value.says.vi
    letter = Paper("8/CV-BCĐ", date(2019, 10, 2), body="BCĐ")
    either_world.acts(other, Action.WITHDRAW, "committee_office", letter=letter, reason="Trùng")
    voids(either_world, number, Action.WITHDRAW)
    assert either_world.row(number)["case"]["is_open"]


def test_who_asked_does_not_approve(either_world: World) -> None:
    number = either_world.a_case(CaseState.APPRAISED)
    request = asks(
        either_world, entry_of(either_world, number, Action.APPRAISE), by="committee_office"
    )
    before = either_world.row(number)

    with pytest.raises(Refused) as refusal:
        approves(either_world, request)

    assert not refusal.value.assessment.finding("correction.asked_by_another").passes
    assert before == either_world.row(number)
    requests = SQLModel.metadata.tables["correction_request"]
    himself = {"decided_by": person_id("committee_office"), "decided_at": "2", "approved": True}
    with pytest.raises(IntegrityError, match="two_persons"), writing(either_world.engine) as done:
        done.execute(update(requests).values(**himself))


def test_a_rectification_gives_the_right_value_and_alters_nothing(either_world: World) -> None:
    number = either_world.a_case(CaseState.IN_TRANSFORMATION)
    wrong = entry_of(either_world, number, Action.SELECT)
    before, told = columns(either_world, number), either_world.entries(number)

    outcome = approves(either_world, asks(either_world, wrong, Action.RECTIFY))

    last = either_world.entries(number)[-1]
    assert before == columns(either_world, number)
    assert told == either_world.entries(number)[: len(told)]
    assert outcome.state is CaseState.IN_TRANSFORMATION
    assert (last["deed"], last["corrects"]) == ("rectify", wrong)
    assert last["facts"]["correction"]["wrong"] == "15/03/2018"
    assert last["facts"]["correction"]["right"] == "16/03/2018"
    assert last["facts"]["paper"]["decision"]["number"] == "77/QĐ-BCĐ"
    assert verify(either_world.engine).is_whole


def test_the_day_of_a_correction_orders_no_later_step(world: World) -> None:
    number = world.a_case(CaseState.APPRAISED)
    approves(world, asks(world, entry_of(world, number, Action.APPRAISE), Action.RECTIFY))

    outcome = world.acts(
        number, Action.SELECT, "committee_office", decision=decision(date(2018, 3, 15))
    )

    assert outcome.state is CaseState.IN_TRANSFORMATION


def test_a_year_reckoned_after_the_step_is_put_right(either_world: World) -> None:
    number = either_world.a_case(CaseState.IN_TRANSFORMATION)
    other = either_world.a_case(CaseState.APPRAISED, "08/2")
    paper = decision(date(2019, 5, 1), "20/QĐ-BCĐ")
    either_world.acts(other, Action.SELECT, "committee_office", decision=paper)
    assert quotas(either_world)[2019][0] == 2

    voids(either_world, number, Action.SELECT)

    assert (quotas(either_world)[2018][0], quotas(either_world)[2019][0]) == (0, 1)


def test_who_stands_at_work_again_is_counted_again(either_world: World) -> None:
    number = either_world.a_case(CaseState.MONITORING)
    other = either_world.a_case(CaseState.APPRAISED, "08/2")
    paper = decision(date(2019, 5, 1), "20/QĐ-BCĐ")
    either_world.acts(other, Action.SELECT, "committee_office", decision=paper)
    assert quotas(either_world)[2019][0] == 1

    voids(either_world, number, Action.PASS_REVIEW)

    assert quotas(either_world)[2019][0] == 2
    assert quotas(either_world)[2018][0] == 1


def test_an_appraisal_voided_is_put_to_the_council_again(world: World) -> None:
    number = world.a_case(CaseState.APPRAISED)
    voids(world, number, Action.APPRAISE)

    again = minutes(date(2018, 3, 8))
    outcome = world.acts(number, Action.APPRAISE, "secretary", minutes=again, types=("4",))

    assert outcome.state is CaseState.APPRAISED
    assert world.row(number)["case"]["types"] == "4"
