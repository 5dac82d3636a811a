"""The one door: each deed does, refuses or records, and a refusal leaves everything as it was."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import SQLModel

from states.facts import Submission
from states.findings import from_record
from states.terms import Action, CaseState
from tests.builders import (
    World,
    decision,
    minutes,
    paper,
)
from tests.people_and_places import AT, person_id
from workflow.database import reading, writing
from workflow.engine import Deed, explain, legal_day
from workflow.errors import NotPossibleNow, Refused, StaleForm, UnknownCase

SELECTED_ON = date(2018, 3, 15)


@pytest.mark.parametrize("state", CaseState)
def test_a_case_comes_to_every_state_by_its_deeds(either_world: World, state: CaseState):
    number = either_world.a_case(state)

    case, written = either_world.row(number)["case"], either_world.entries(number)

    assert state == case["state"]
    assert case["version"] == case["entries"] == len(written)
    assert [*range(1, len(written) + 1)] == [entry["case_number"] for entry in written]
    assert state == written[-1]["to"]


def test_an_entry_holds_who_did_what_on_which_grounds(either_world: World):
    number = either_world.a_case(CaseState.IN_TRANSFORMATION)

    entry = either_world.entries(number)[-1]

    assert entry["deed"] == "select"
    assert entry["by"] == person_id("committee_office").hex
    assert entry["capacity"] == "committee_office"
    assert (entry["from"], entry["to"]) == ("appraised", "in_transformation")
    assert entry["effective"] == "2018-03-15"
    assert entry["plan"] == "tuyen_quang_2018"
    assert "selection.cap" in {from_record(finding).rule for finding in entry["findings"]}
    assert all(from_record(finding).passes for finding in entry["findings"])
    assert entry["facts"]["paper"]["decision"]["number"] == "12/QĐ-BCĐ"


def test_the_history_names_nobody(either_world: World):
    number = either_world.a_case(CaseState.RECOGNIZED)

    assert "Nguyễn Văn Thử" not in json.dumps(either_world.entries(number), ensure_ascii=False)


def test_a_refusal_names_every_rule_in_the_way_and_changes_nothing(either_world: World):
    number = either_world.a_case()

    missing = either_world.refuses(number, Action.APPRAISE, "secretary")

    assert {"selection.dossier_complete", "selection.figures_verified"} <= missing


@pytest.mark.parametrize(
    ("state", "action", "by", "handed_in", "rule"),
    [
        (CaseState.PROPOSED, Action.DECLINE, "secretary", {}, "reason.given"),
        (CaseState.APPRAISED, Action.SELECT, "committee_office", {}, "decision.named"),
        (
            CaseState.APPRAISED,
            Action.SELECT,
            "committee_office",
            {"decision": decision(date(2018, 2, 1))},
            "order.not_before_previous_step",
        ),
        (
            CaseState.APPRAISED,
            Action.SELECT,
            "committee_office",
            {"decision": decision(AT.date() + timedelta(days=1))},
            "order.not_in_future",
        ),
        (
            CaseState.IN_TRANSFORMATION,
            Action.SUBMIT_REVIEW,
            "officer",
            {"report": paper("41/BC", date(2019, 3, 14)), "tasks_concluded": True},
            "review.one_year_over",
        ),
        (
            CaseState.MONITORING,
            Action.RECOGNIZE,
            "committee_office",
            {
                "minutes": minutes(date(2019, 9, 1)),
                "decision": decision(date(2019, 9, 10)),
            },
            "recognition.monitoring_over",
        ),
        (CaseState.MONITORING, Action.RECOGNIZE, "committee_office", {}, "council.recommends"),
    ],
)
def test_a_step_is_refused_by_its_rule(
    world: World,
    state: CaseState,
    action: Action,
    by: str,
    handed_in: Mapping[str, Any],
    rule: str,
):
    number = world.a_case(state)

    missing = world.refuses(number, action, by, **handed_in)

    assert rule in missing


@pytest.mark.parametrize("state", [CaseState.PROPOSED, CaseState.APPRAISED, CaseState.MONITORING])
def test_an_auditor_moves_nothing(world: World, state: CaseState):
    number = world.a_case(state)
    before = world.row(number)

    for action in Action:
        with pytest.raises((Refused, NotPossibleNow)) as refusal:
            world.acts(number, action, "auditor", decision=decision(date(2019, 11, 1)), reason="x")
        if isinstance(refusal.value, Refused):
            assert not refusal.value.assessment.finding("access.role").passes
    assert before == world.row(number)


def test_an_administrator_reaches_no_case_of_his_territory(either_world: World):
    number = either_world.a_case()
    before = either_world.row(number)

    for action in Action:
        with pytest.raises(UnknownCase):
            either_world.acts(number, action, "administrator", reason="x")
    with pytest.raises(UnknownCase):
        either_world.opens("08/2", "administrator")
    assert before == either_world.row(number)


def test_another_territory_and_no_case_at_all_are_answered_alike(either_world: World):
    number = either_world.a_case()
    before = either_world.row(number)

    with pytest.raises(UnknownCase) as outside:
        either_world.acts(number, Action.WITHDRAW, "officer_elsewhere", reason="x")
    with pytest.raises(UnknownCase) as nothing:
        either_world.acts("DB-2018-999", Action.WITHDRAW, "officer_elsewhere", reason="x")

    assert before == either_world.row(number)
    assert outside.value.says.vi.replace(number, "?") == nothing.value.says.vi.replace(
        "DB-2018-999", "?"
    )


def test_a_form_opened_before_the_case_changed_is_stale(either_world: World):
    number = either_world.a_case(CaseState.APPRAISED)
    seen = either_world.row(number)["case"]["version"]
    either_world.acts(
        number, Action.SELECT, "committee_office", seen=seen, decision=decision(SELECTED_ON)
    )
    before = either_world.row(number)

    with pytest.raises(StaleForm) as stale:
        either_world.acts(
            number, Action.SELECT, "committee_office", seen=seen, decision=decision(SELECTED_ON)
        )

    assert (stale.value.seen, stale.value.now) == (seen, seen + 1)
    assert before == either_world.row(number)


def test_a_step_the_state_does_not_have_is_not_possible(either_world: World):
    number = either_world.a_case()

    with pytest.raises(NotPossibleNow) as impossible:
        either_world.acts(number, Action.RECOGNIZE, "committee_office")

    assert "Công nhận chuyển hóa đạt" in impossible.value.says.vi


def test_asking_what_a_step_needs_changes_nothing_and_answers_as_the_step(world: World):
    number = world.a_case(CaseState.APPRAISED)
    before = world.row(number)
    handed_in = Submission(decision=decision(SELECTED_ON))
    deed = Deed(
        case=number,
        action=Action.SELECT,
        by=person_id("committee_office"),
        at=AT,
        submission=handed_in,
    )

    with reading(world.engine) as session:
        asked = explain(session, world.book, deed)
    world.acts(number, Action.SELECT, "committee_office", decision=decision(SELECTED_ON))

    assert before["case"]["version"] + 1 == world.row(number)["case"]["version"]
    judged = [from_record(finding).rule for finding in world.entries(number)[-1]["findings"]]
    assert judged == [finding.rule for finding in asked.findings]


def test_the_legal_day_is_the_decisions_before_any_other_papers():
    today = date(2019, 12, 2)
    both = Submission(decision=decision(date(2019, 2, 2)), minutes=minutes(date(2019, 1, 1)))

    assert legal_day(both, today=today) == date(2019, 2, 2)
    assert legal_day(Submission(minutes=minutes(date(2019, 1, 1))), today=today) == date(2019, 1, 1)
    assert legal_day(Submission(old_decision=paper("1", None)), today=today) == today
    assert legal_day(Submission(), today=today) == today


def test_a_plan_whose_text_changed_judges_nothing_any_more(world: World):
    number = world.a_case(CaseState.APPRAISED)
    with writing(world.engine) as session:
        cases = SQLModel.metadata.tables["case_file"]
        session.execute(cases.update().values(plan_digest="0" * 64))

    missing = world.refuses(
        number, Action.SELECT, "committee_office", decision=decision(SELECTED_ON)
    )

    assert missing
