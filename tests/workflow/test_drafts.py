"""Drafts of decisions: their lines and headings, who may touch them, and how they end."""

import pytest

from states.terms import Action, CaseState
from tests.authority import written
from tests.builders import World
from tests.deciding import (
    a_draft,
    a_heading,
    adds,
    at_draft,
    everything,
    records,
    rows,
    two_appraised,
)
from tests.people_and_places import AT, person_id, place_id
from workflow.database import writing
from workflow.deeds.decision_lines import NewLine, add_lines, remove_line
from workflow.deeds.decisions import amend_decision, draft_decision, withdraw_decision
from workflow.errors import (
    InvalidInput,
    NotFound,
    NotPossibleNow,
    UnknownCase,
)
from workflow.models.decisions import DecisionState


def test_a_case_is_on_one_draft_at_a_time(either_world: World):
    number = either_world.a_case(CaseState.APPRAISED)
    held = a_draft(either_world, (number, Action.SELECT))
    other = a_draft(either_world, heading=a_heading("13/QĐ-BCĐ"))

    with pytest.raises(NotPossibleNow, match=f"{number} is on the draft 12/QĐ-BCĐ"):
        adds(either_world, other, (number, Action.SELECT))
    with writing(either_world.engine) as session:
        withdraw_decision(session, at_draft(held), "Lập lại")
    adds(either_world, other, (number, Action.SELECT))

    assert CaseState.IN_TRANSFORMATION is records(either_world, other)[0].state


def test_a_line_is_taken_off_again(world: World):
    first, second = two_appraised(world)
    decision = a_draft(world, (first, Action.SELECT), (second, Action.SELECT))

    with writing(world.engine) as session:
        remove_line(session, at_draft(decision), first)
    with writing(world.engine) as session, pytest.raises(NotPossibleNow, match="not on the draft"):
        remove_line(session, at_draft(decision), first)

    assert [second] == [each.number for each in records(world, decision)]
    assert CaseState.APPRAISED is world.row(first)["case"]["state"]


@pytest.mark.parametrize(
    ("case", "action", "refusal"),
    [
        ("appraised", Action.RECOGNIZE, NotPossibleNow),
        ("appraised", Action.APPRAISE, NotPossibleNow),
        ("proposed", Action.DECLINE, NotPossibleNow),
        ("proposed", Action.SELECT, NotPossibleNow),
        ("elsewhere", Action.SELECT, UnknownCase),
        ("nowhere", Action.SELECT, UnknownCase),
    ],
)
def test_only_what_a_decision_decides_is_put_on_it(world: World, case, action, refusal):
    number = {
        "appraised": lambda: world.a_case(CaseState.APPRAISED),
        "proposed": lambda: world.a_case(CaseState.PROPOSED),
        "elsewhere": lambda: world.opens("51/1", "officer_elsewhere").number,
        "nowhere": lambda: "DB-2018-999",
    }[case]()
    decision = a_draft(world)
    before = everything(world)

    with pytest.raises(refusal):
        adds(world, decision, (number, action))

    assert before == everything(world)


def test_a_draft_takes_each_case_once_and_at_least_one(world: World):
    number = world.a_case(CaseState.APPRAISED)
    decision = a_draft(world)

    for lines in ((), ((number, Action.SELECT), (number, Action.DECLINE))):
        with pytest.raises(InvalidInput, match="at least one"):
            adds(world, decision, *lines)


def test_a_draft_has_an_end_to_its_lines(world: World, monkeypatch: pytest.MonkeyPatch):
    first, second = two_appraised(world)
    monkeypatch.setattr("workflow.deeds.decision_lines.MOST_LINES", 1)
    decision = a_draft(world, (first, Action.SELECT))

    with pytest.raises(InvalidInput, match="at most"):
        adds(world, decision, (second, Action.SELECT))


def test_amending_changes_the_heading_and_nothing_else(world: World):
    decision = a_draft(world)
    with writing(world.engine) as session:
        amend_decision(session, at_draft(decision, seen=1), a_heading("14/QĐ-BCĐ"))
        amend_decision(session, at_draft(decision, seen=2), a_heading("14/QĐ-BCĐ"))

    (row,) = rows(world, "decision")
    assert ("14/QĐ-BCĐ", 2) == (row["number"], row["version"])
    assert ["decision_drafted", "decision_amended"] == [each["deed"] for each in written(world)]


def test_a_form_opened_on_an_earlier_draft_is_refused(world: World):
    number = world.a_case(CaseState.APPRAISED)
    decision = a_draft(world, (number, Action.SELECT))

    for deed in (
        lambda: records(world, decision, seen=1),
        lambda: adds(world, decision, (number, Action.SELECT), seen=1),
    ):
        with pytest.raises(NotPossibleNow, match="has changed"):
            deed()


def test_what_has_ended_is_no_draft_any_more(world: World):
    number = world.a_case(CaseState.APPRAISED)
    decision = a_draft(world, (number, Action.SELECT))
    records(world, decision)
    before = everything(world)

    with writing(world.engine) as session:
        for deed in (
            lambda: amend_decision(session, at_draft(decision), a_heading("1")),
            lambda: withdraw_decision(session, at_draft(decision), "Nhầm"),
            lambda: remove_line(session, at_draft(decision), number),
        ):
            with pytest.raises(NotPossibleNow, match="no draft any more"):
                deed()
    with pytest.raises(NotPossibleNow, match="no draft any more"):
        records(world, decision)
    assert before == everything(world)


@pytest.mark.parametrize("by", ["officer", "secretary", "administrator", "officer_elsewhere"])
def test_nobody_but_the_office_of_the_province_has_drafts(world: World, by: str):
    decision = a_draft(world)
    before = everything(world)

    with writing(world.engine) as session:
        with pytest.raises(NotFound):
            draft_decision(session, place_id("08"), a_heading(), by=person_id(by), at=AT)
        with pytest.raises(NotFound):
            amend_decision(session, at_draft(decision, by=by), a_heading("1"))
    with pytest.raises(NotFound):
        records(world, decision, by=by)
    assert before == everything(world)


def test_there_is_no_such_draft(world: World):
    with pytest.raises(NotFound):
        records(world, place_id("08"))


def test_what_is_wrong_with_a_draft_is_said(world: World):
    decision = a_draft(world)
    told = []
    with writing(world.engine) as session:
        for heading in (
            a_heading(body=" "),
            a_heading("1" * 61),
            a_heading(subject="Nguyễn Văn A, CCCD 001203004567"),
        ):
            with pytest.raises(InvalidInput) as fault:
                amend_decision(session, at_draft(decision), heading)
            told.append(fault.value.field)
        with pytest.raises(InvalidInput, match="reason"):
            withdraw_decision(session, at_draft(decision), " ")
        line = NewLine("DB-2018-001", Action.SELECT, "Nguyễn Văn A, CCCD 001203004567")
        with pytest.raises(InvalidInput):
            add_lines(session, at_draft(decision), [line])
    assert ["body", "number", "subject"] == told


def test_a_withdrawn_draft_says_why_and_stays(world: World):
    decision = a_draft(world)
    with writing(world.engine) as session:
        withdraw_decision(session, at_draft(decision), "Lập lại theo mẫu mới")

    (row,) = rows(world, "decision")
    assert DecisionState.WITHDRAWN is row["state"]
    assert "Lập lại theo mẫu mới" == row["reason"]
    assert "decision_withdrawn" == written(world)[-1]["deed"]
