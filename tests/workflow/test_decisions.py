"""One signed decision over many cases: drafted, amended, withdrawn, and recorded whole."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, update
from sqlmodel import SQLModel

from states.terms import Action, CaseState
from tests.authority import written
from tests.builders import World, paper
from tests.deciding import (
    SIGNED_ON,
    a_draft,
    a_heading,
    decided,
    everything,
    records,
    rows,
    two_appraised,
)
from tests.people_and_places import AT, person_id, place_id
from workflow.database import writing
from workflow.errors import (
    InvalidInput,
    NotPossibleNow,
    RefusedTogether,
)
from workflow.models.decisions import DecisionKind, DecisionState
from workflow.verification import verify


def places_left(world: World, places: int) -> None:
    """Let the province's cap of 2018 leave so many places."""
    quota = {"province_id": place_id("08"), "year": 2018, "base": 20, "cap": 3, "source": "tests"}
    with writing(world.engine) as session:
        session.execute(insert(SQLModel.metadata.tables["quota"]), quota | {"used": 3 - places})


def test_a_recorded_decision_moves_every_case_on_its_own_day(either_world: World):
    first, second = two_appraised(either_world)

    outcomes = decided(either_world, (first, Action.SELECT), (second, Action.DECLINE))

    assert [
        (first, CaseState.IN_TRANSFORMATION),
        (second, CaseState.DECLINED),
    ] == [(each.number, each.state) for each in outcomes]
    assert either_world.row(first)["case"]["started_on"] == SIGNED_ON
    (decision,) = rows(either_world, "decision")
    assert DecisionState.RECORDED is decision["state"]
    assert person_id("committee_office") == decision["ended_by"]
    lines = {line["case_entry"]: line for line in rows(either_world, "decision_line")}
    assert {each.entry for each in outcomes} == {*lines}
    assert not any(line["held"] for line in lines.values())
    assert verify(either_world.engine).is_whole


def test_each_deed_is_one_entry_and_the_recorded_one_names_its_lines(world: World):
    number = world.a_case(CaseState.APPRAISED)
    before = len(written(world))

    (outcome,) = decided(world, (number, Action.SELECT))

    drafted, added, moved, recorded = written(world)[before:]
    assert ["decision_drafted", "decision_lines_added", "select", "decision_recorded"] == [
        each["deed"] for each in (drafted, added, moved, recorded)
    ]
    assert "2018-03-15" == moved["effective"] == recorded["effective"]
    assert AT.isoformat()[:10] == recorded["at"][:10]
    (line,) = recorded["facts"]["lines"]
    assert ("select", outcome.entry) == (line["action"], line["entry"])
    assert moved["facts"]["paper"]["decision"]["number"] == "12/QĐ-BCĐ"


def test_one_blocked_line_blocks_all_and_is_named(either_world: World):
    first, second = two_appraised(either_world)
    third = either_world.a_case(CaseState.APPRAISED, "08/3")
    decision = a_draft(
        either_world, *((each, Action.SELECT) for each in (first, second)), (third, Action.SELECT)
    )
    places_left(either_world, 2)
    before = everything(either_world)

    with pytest.raises(RefusedTogether) as refusal:
        records(either_world, decision)

    # The cap is that of the whole list, so every line of it is held back.
    assert {first, second, third} == {*refusal.value.blocked}
    for assessment in refusal.value.blocked.values():
        assert {"selection.cap"} == {
            finding.rule for finding in assessment.findings if not finding.passes
        }
    assert before == everything(either_world)


def test_one_line_alone_may_hold_the_whole_paper_back(either_world: World):
    ended, other = two_appraised(either_world)
    places = SQLModel.metadata.tables["place"]
    with writing(either_world.engine) as session:
        gone = update(places).where(places.c.id == place_id("08/1"))
        session.execute(gone.values(valid_until=date(2018, 3, 10)))
    decision = a_draft(either_world, (ended, Action.SELECT), (other, Action.SELECT))
    before = everything(either_world)

    with pytest.raises(RefusedTogether, match=ended) as refusal:
        records(either_world, decision)

    assert {ended} == {*refusal.value.blocked}
    assert not refusal.value.blocked[ended].finding("case.commune_exists").passes
    assert before == everything(either_world)


def test_a_decision_recorded_late_keeps_its_legal_day(world: World):
    number = world.a_case(CaseState.APPRAISED)
    decision = a_draft(world, (number, Action.SELECT))

    records(world, decision, at=AT + timedelta(days=300))

    entry = world.entries(number)[-1]
    assert ("2018-03-15", "2020-09-27") == (entry["effective"], entry["at"][:10])
    assert "2018-03-15" == entry["facts"]["case_after"]["started_on"]


def test_what_the_number_says_orders_nothing(world: World):
    first, second = two_appraised(world)

    decided(world, (first, Action.SELECT), heading=a_heading("99/QĐ-BCĐ"))
    decided(world, (second, Action.SELECT), heading=a_heading("2/QĐ-BCĐ", date(2018, 3, 20)))

    assert "2018-03-20" == world.entries(second)[-1]["effective"]


@pytest.mark.parametrize("again", ["12/QĐ-BCĐ", " 12/qđ-bcđ", "12 / QĐ - BCĐ", "12/QD-BCD"])
def test_a_number_is_recorded_once_by_body_kind_and_year(world: World, again: str):
    first, second = two_appraised(world)
    decided(world, (first, Action.SELECT))
    decision = a_draft(world, (second, Action.SELECT), heading=a_heading(again))
    before = everything(world)

    with pytest.raises(InvalidInput, match=r"in 2018 is recorded already \(15/03/2018\)") as fault:
        records(world, decision)

    assert "number" == fault.value.field
    assert before == everything(world)


@pytest.mark.parametrize(
    "heading",
    [
        a_heading(kind=DecisionKind.PLAN),
        a_heading(on=date(2019, 3, 1)),
        a_heading("13/QĐ-BCĐ"),
    ],
    ids=["another kind", "another year", "another number"],
)
def test_another_kind_year_or_number_is_another_paper(world: World, heading):
    first, second = two_appraised(world)
    decided(world, (first, Action.SELECT))

    (outcome,) = decided(world, (second, Action.SELECT), heading=heading)

    assert CaseState.IN_TRANSFORMATION is outcome.state


@pytest.mark.parametrize(
    ("heading", "field"),
    [(a_heading(""), "number"), (a_heading(on=None), "signed_on")],
    ids=["no number", "no day"],
)
def test_a_draft_without_number_or_day_is_not_recorded(world: World, heading, field: str):
    number = world.a_case(CaseState.APPRAISED)
    decision = a_draft(world, (number, Action.SELECT), heading=heading)

    with pytest.raises(InvalidInput) as fault:
        records(world, decision)

    assert field == fault.value.field


def test_an_empty_decision_is_not_recorded(world: World):
    decision = a_draft(world)
    before = everything(world)

    with pytest.raises(InvalidInput, match="names no area"):
        records(world, decision)

    assert before == everything(world)


def test_a_case_that_has_moved_on_blocks_the_paper_and_is_named(world: World):
    first, second = two_appraised(world)
    decision = a_draft(world, (first, Action.SELECT), (second, Action.SELECT))
    letter = paper("7/CV-BCĐ", date(2018, 3, 10))
    world.acts(first, Action.WITHDRAW, "committee_office", letter=letter, reason="Trùng hồ sơ")
    before = everything(world)

    with pytest.raises(NotPossibleNow, match=first):
        records(world, decision)

    assert before == everything(world)
