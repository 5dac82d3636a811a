"""What the page of a draft shows: lines, what blocks each, the cap, and cases it could take."""

from datetime import timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert
from sqlmodel import SQLModel

from states.terms import Action, CaseState
from tests.builders import World, paper
from tests.deciding import (
    SIGNED_ON,
    a_draft,
    a_heading,
    adds,
    at_draft,
    decided,
    records,
    two_appraised,
)
from tests.pages import counted
from tests.people_and_places import AT, person_id, place_id
from workflow.database import reading, writing
from workflow.deeds.decisions import withdraw_decision
from workflow.errors import NotFound
from workflow.models.decisions import DecisionState
from workflow.views import decisions as listing
from workflow.views import ready_cases
from workflow.views.decision_sheet import DecisionSheet, open_decision
from workflow.views.decisions import list_decisions
from workflow.views.ready_cases import Candidates, Looking, candidates

HERE, ELSEWHERE = frozenset({place_id("08")}), frozenset({place_id("51")})


def opened(world: World, decision: UUID, by: str = "committee_office") -> DecisionSheet:
    with reading(world.engine) as session:
        return open_decision(session, world.book, decision, person=person_id(by), at=AT)


def found(world: World, decision: UUID, action: Action, **more: Any) -> Candidates:
    who = person_id(more.pop("by", "committee_office"))
    looking = Looking(decision=decision, action=action, person=who, at=AT, **more)
    with reading(world.engine) as session:
        return candidates(session, world.book, looking)


def quota_of_twenty(world: World, used: int) -> None:
    row = {"province_id": place_id("08"), "year": 2018, "base": 20, "cap": 3, "source": "tests"}
    with writing(world.engine) as session:
        session.execute(insert(SQLModel.metadata.tables["quota"]), row | {"used": used})


def test_a_draft_shows_its_lines_and_that_it_is_ready(either_world: World):
    first, second = two_appraised(either_world)
    decision = a_draft(either_world, (first, Action.SELECT), (second, Action.DECLINE))
    quota_of_twenty(either_world, 2)

    sheet = opened(either_world, decision)

    assert [(first, Action.SELECT), (second, Action.DECLINE)] == [
        (line.number, line.action) for line in sheet.lines
    ]
    assert sheet.is_ready
    assert sheet.may_change
    assert "Quyết định 12/QĐ-BCĐ" == sheet.head.name.vi
    assert [1, 1] == [many for _, many in sheet.by_action]
    (meter,) = sheet.meters
    assert (2, 1, 3, 3, 0, True) == (
        meter.used,
        meter.adding,
        meter.total,
        meter.most,
        meter.left,
        meter.fits,
    )
    assert Fraction(3, 20) == meter.share == meter.share_with_monitoring


def test_the_meter_counts_the_whole_list_with_and_without_monitoring(world: World):
    first, second = two_appraised(world)
    monitored = world.a_case(CaseState.MONITORING, "08/3")
    heading = a_heading("77/QĐ-BCĐ", world.row(monitored)["case"]["reviewed_on"])
    decision = a_draft(
        world,
        (first, Action.SELECT),
        (second, Action.SELECT),
        (monitored, Action.RECOGNIZE),
        heading=heading,
    )

    (meter,) = opened(world, decision).meters

    assert (2019, 2, 1, 1) == (meter.year, meter.adding, meter.monitoring, meter.leaving)
    assert meter.total == meter.with_monitoring
    assert meter.share == Fraction(meter.total, meter.base)


def test_a_list_too_long_blocks_every_line_that_fills_the_cap(world: World):
    first, second = two_appraised(world)
    decision = a_draft(world, (first, Action.SELECT), (second, Action.SELECT))
    quota_of_twenty(world, 2)

    sheet = opened(world, decision)

    assert [{"selection.cap"}] * 2 == [
        {finding.rule for finding in line.blocking} for line in sheet.blocked
    ]
    assert not sheet.is_ready
    assert (-1, False) == (sheet.meters[0].left, sheet.meters[0].fits)


def test_what_the_heading_lacks_is_said(world: World):
    decision = a_draft(world, heading=a_heading("", None))

    sheet = opened(world, decision)

    assert ["number", "day", "area"] == [
        next(word for word in ("number", "day", "area") if word in says.en)
        for says in sheet.missing
    ]
    assert "chưa có số" in sheet.head.name.vi
    assert not sheet.is_ready


def test_a_case_that_moved_on_is_said_to_have(world: World):
    number = world.a_case(CaseState.APPRAISED)
    decision = a_draft(world, (number, Action.SELECT))
    letter = paper("7/CV-BCĐ", SIGNED_ON)
    world.acts(number, Action.WITHDRAW, "committee_office", letter=letter, reason="Trùng hồ sơ")

    (line,) = opened(world, decision).blocked

    assert line.moved_on is not None
    assert CaseState.CLOSED.label.en in line.moved_on.en
    assert () == line.findings


def test_a_recorded_decision_leads_to_the_entries_it_made(world: World):
    number = world.a_case(CaseState.APPRAISED)
    (outcome,) = decided(world, (number, Action.SELECT))
    with reading(world.engine) as session:
        (shown,) = list_decisions(session, places=HERE).lines

    sheet = opened(world, shown.id)

    assert [outcome.entry] == [line.entry for line in sheet.lines]
    assert (DecisionState.RECORDED, False) == (sheet.head.state, sheet.may_change)
    assert () == sheet.blocked == sheet.meters == sheet.missing


@pytest.mark.parametrize("by", ["secretary", "officer", "auditor"])
def test_who_sees_the_cases_sees_the_decision_and_may_not_change_it(world: World, by: str):
    number = world.a_case(CaseState.APPRAISED)
    decision = a_draft(world, (number, Action.SELECT))

    sheet = opened(world, decision, by)

    assert not sheet.may_change
    assert [number] == [line.number for line in sheet.lines]


@pytest.mark.parametrize("by", ["auditor_elsewhere", "administrator", "nobody"])
def test_nobody_else_finds_it(world: World, by: str):
    decision = a_draft(world)

    with pytest.raises(NotFound):
        opened(world, decision, by)
    with pytest.raises(NotFound):
        found(world, decision, Action.SELECT, by=by)


def test_the_list_stands_in_the_order_of_beginning(world: World, monkeypatch: pytest.MonkeyPatch):
    made = [a_draft(world, heading=a_heading(number)) for number in ("9/QĐ", "1/QĐ", "5/QĐ")]
    with writing(world.engine) as session:
        withdraw_decision(session, at_draft(made[0]), "Lập lại")
    monkeypatch.setattr(listing, "PAGE", 2)

    with reading(world.engine) as session:
        page = list_decisions(session, places=HERE)
        rest = list_decisions(session, places=HERE, after=UUID(page.next))
        drafts = list_decisions(session, places=HERE, state=DecisionState.DRAFT)
        none = list_decisions(session, places=ELSEWHERE)

    assert {*made} == {each.id for each in (*page.lines, *rest.lines)}
    assert (2, 1, "") == (len(page.lines), len(rest.lines), rest.next)
    assert {DecisionState.DRAFT: 2, DecisionState.WITHDRAWN: 1} == page.counts
    assert {*made[1:]} == {each.id for each in drafts.lines}
    assert () == none.lines


def test_ready_cases_stand_apart_from_the_blocked_and_the_held(either_world: World):
    first, second = two_appraised(either_world)
    third = either_world.a_case(CaseState.APPRAISED, "08/3")
    decision = a_draft(either_world, (first, Action.SELECT))
    other = a_draft(either_world, (second, Action.SELECT), heading=a_heading("13/QĐ-BCĐ"))
    quota_of_twenty(either_world, 1)

    offered = found(either_world, decision, Action.SELECT)
    either_world.a_case(CaseState.IN_TRANSFORMATION, "08/4")
    fuller = found(either_world, decision, Action.SELECT)

    assert [third] == [each.number for each in offered.ready]
    assert {(decision, "12/QĐ-BCĐ"), (other, "13/QĐ-BCĐ")} == {
        each.on_draft for each in offered.held
    }
    (blocked,) = fuller.blocked
    assert {"selection.cap"} == {finding.rule for finding in blocked.blocking}


def test_declining_is_offered_though_its_reason_is_still_to_be_given(world: World):
    number = world.a_case(CaseState.APPRAISED)
    decision = a_draft(world)

    assert [number] == [each.number for each in found(world, decision, Action.DECLINE).ready]
    assert () == found(world, decision, Action.RESUME).ready


def test_candidates_come_in_pages(world: World, monkeypatch: pytest.MonkeyPatch):
    numbers = [world.a_case(CaseState.APPRAISED, f"08/{n}") for n in (1, 2, 3)]
    decision = a_draft(world)
    monkeypatch.setattr(ready_cases, "PAGE", 2)

    page = found(world, decision, Action.SELECT)
    monkeypatch.setattr(ready_cases, "PAGE", 2)
    rest = found(world, decision, Action.SELECT, after=page.next)

    shown = [each.number for each in (*page.ready, *page.blocked, *rest.ready, *rest.blocked)]
    assert sorted(numbers) == sorted(shown)
    assert "" == rest.next


def test_the_questions_do_not_grow_with_the_lines(world: World):
    numbers = [world.a_case(CaseState.APPRAISED, f"08/{n}") for n in range(1, 6)]
    decision = a_draft(world, (numbers[0], Action.SELECT))
    asked = []
    for more in ((), numbers[1:4]):
        if more:
            adds(world, decision, *((number, Action.SELECT) for number in more))
        with counted(world.engine) as sheet:
            opened(world, decision)
        with counted(world.engine) as offer:
            found(world, decision, Action.SELECT)
        asked.append((len(sheet), len(offer)))

    assert asked[0] == asked[1]
    assert max(asked[0]) <= 16


def test_a_line_judged_later_is_judged_by_the_recording_too(world: World):
    first, second = two_appraised(world)
    decision = a_draft(world, (first, Action.SELECT), (second, Action.SELECT))

    assert opened(world, decision).is_ready
    assert 2 == len(records(world, decision, at=AT + timedelta(days=1)))
