"""Cases handed over to the units their commune went over into, and taken on by cases there."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import insert, select
from sqlmodel import SQLModel

from states.terms import Action, CaseState
from tests.builders import World, paper
from tests.corrections import asks, entry_of, voids
from tests.people_and_places import AT, person_id, place_id
from workflow.database import reading, writing
from workflow.deeds.handing_over import HandOver, hand_over
from workflow.engine import Outcome
from workflow.errors import InvalidInput, NotPossibleNow, Refused
from workflow.verification import verify
from workflow.views.lineage import Kin, kin_of

RESOLUTION = paper("5/NQ-HĐND", date(2019, 6, 1), body="HĐND tỉnh")
FORMER = "08/1"


def goes_over(world: World, successor: str, extent: str) -> None:
    """Let the register say that the commune went over into another."""
    row = {
        "id": person_id(f"{FORMER} {successor}"),
        "predecessor_id": place_id(FORMER),
        "successor_id": place_id(successor),
        "on": date(2019, 7, 1),
        "extent": extent,
        "document": "Nghị quyết 5",
    }
    with writing(world.engine) as session:
        session.execute(insert(SQLModel.metadata.tables["succession"]), row)


def hands_over(world: World, number: str, *successors: str) -> Outcome:
    """Hand a case over to some communes."""
    wish = HandOver(
        case=number,
        resolution=RESOLUTION,
        successors=frozenset(place_id(each) for each in successors),
        by=person_id("registrar"),
        at=AT,
    )
    with writing(world.engine) as session:
        return hand_over(session, world.book, wish)


def kin(world: World, number: str) -> list[tuple[bool, str, str, str]]:
    """The lineage of a case as its page shows it."""
    cases = SQLModel.metadata.tables["case_file"]
    with reading(world.engine) as session:
        case: UUID = session.execute(
            select(cases.c.id).where(cases.c.number == number)
        ).scalar_one()
        return [_shown(each) for each in kin_of(session, case)]


def _shown(each: Kin) -> tuple[bool, str, str, str]:
    return each.handed_on, each.unit.vi, each.extent.vi, each.number


@pytest.fixture
def split(either_world: World) -> str:
    """A case at work whose commune was divided: one part has a case, the other has none."""
    goes_over(either_world, "08/2", "part")
    goes_over(either_world, "08/3", "part")
    either_world.a_case(commune="08/3")
    return either_world.a_case(CaseState.IN_TRANSFORMATION, FORMER)


def test_a_case_goes_on_in_the_open_case_of_one_unit_and_the_next_of_the_other(
    either_world: World, split: str
) -> None:
    outcome = hands_over(either_world, split, "08/2", "08/3")
    later = either_world.opens("08/2", on=date(2019, 8, 1)).number

    last = either_world.entries(later)[-1]
    assert outcome.state is CaseState.CLOSED
    assert {number for _, _, _, number in kin(either_world, split)} == {"DB-2018-001", later}
    assert {extent for _, _, extent, _ in kin(either_world, split)} == {"một phần"}
    assert all(handed_on for handed_on, _, _, _ in kin(either_world, split))
    [(handed_on, _, _, number)] = kin(either_world, later)
    assert (handed_on, number) == (False, split)
    assert last["facts"]["takes_on"] == [split]
    told = either_world.entries(split)[-1]["facts"]["paper"]["successors"]
    assert len(told) == 2
    assert all(each.endswith(", một phần") for each in told)
    assert verify(either_world.engine).is_whole


def test_a_unit_that_has_no_case_yet_is_shown_without_one(world: World) -> None:
    goes_over(world, "08/2", "whole")
    number = world.a_case(CaseState.IN_TRANSFORMATION, FORMER)

    hands_over(world, number, "08/2")

    [(_, unit, extent, later)] = kin(world, number)
    assert (extent, later) == ("toàn bộ", "")
    assert unit.startswith("Xã ")


def test_only_a_successor_of_the_register_takes_a_case_on(world: World) -> None:
    number = world.a_case(CaseState.IN_TRANSFORMATION, FORMER)
    before = world.row(number)

    with pytest.raises(InvalidInput):
        hands_over(world, number, "08/2")
    with pytest.raises(Refused) as refusal:
        hands_over(world, number)

    assert not refusal.value.assessment.finding("succession.successors_named").passes
    assert before == world.row(number)


def test_a_hand_over_is_voided_while_no_case_opened_since_took_it_on(
    either_world: World, split: str
) -> None:
    hands_over(either_world, split, "08/2", "08/3")

    voids(either_world, split, Action.HAND_OVER)

    assert either_world.row(split)["case"]["state"] is CaseState.IN_TRANSFORMATION
    assert kin(either_world, split) == []
    assert either_world.opens("08/2", on=date(2019, 8, 1)).state is CaseState.PROPOSED
    assert kin(either_world, split) == []
    assert verify(either_world.engine).is_whole


def test_a_case_that_took_it_on_has_to_be_closed_before(either_world: World, split: str) -> None:
    hands_over(either_world, split, "08/2")
    later = either_world.opens("08/2", on=date(2019, 8, 1)).number

    with pytest.raises(NotPossibleNow) as refusal:
        asks(either_world, entry_of(either_world, split, Action.HAND_OVER))

    assert f"đóng hồ sơ {later}" in refusal.value.says.vi
