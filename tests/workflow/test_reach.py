"""What an appointment reaches in time: ended units, merged provinces, cases under two plans."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from states.terms import Action, CaseState, Role
from tests.authority import FIRST_DAY, MERGED, gives, goes_over, merges, written
from tests.builders import World
from tests.people_and_places import LAST_DAY, TODAY, person_id, place_id
from workflow.access import held_by, within
from workflow.database import reading
from workflow.deeds.accounts import SYSTEM
from workflow.deeds.appointments import Post
from workflow.engine import Deed, explain
from workflow.errors import UnknownCase

AFTER = datetime(2025, 7, 10, 3, tzinfo=UTC)
NOBODY = person_id("nobody")


@pytest.fixture
def merged(either_world: World) -> World:
    """A world whose provinces 08 and 51 went over into one on 01/7/2025, with an officer there."""
    merges(either_world, "08", "51")
    gives(either_world, Post(NOBODY, Role.OFFICER, MERGED, FIRST_DAY))
    return either_world


def roles(world: World, on: date, place: UUID, person: UUID = NOBODY) -> frozenset[Role]:
    """The roles somebody holds over one place on a day."""
    with reading(world.engine) as session:
        return held_by(session, person, on=on).roles_over(frozenset({place}))


def test_an_appointment_over_a_district_ends_with_the_district(either_world: World):
    district = place_id("51/district")
    gives(either_world, Post(NOBODY, Role.OFFICER, district, TODAY))

    assert roles(either_world, LAST_DAY, district) == {Role.OFFICER}
    assert roles(either_world, FIRST_DAY, district) == frozenset()
    assert written(either_world)[-1]["facts"]["place"] == district.hex
    assert written(either_world)[-1]["by"] == SYSTEM.hex


def test_an_appointment_over_a_merged_province_reaches_what_went_over_into_it(merged: World):
    for former in ("08", "51"):
        assert roles(merged, FIRST_DAY, place_id(former)) == {Role.OFFICER}
        assert roles(merged, LAST_DAY, place_id(former)) == frozenset()
    assert roles(merged, FIRST_DAY, place_id("66")) == frozenset()


def test_an_appointment_over_a_former_province_does_not_reach_its_successor(merged: World):
    officer = person_id("officer")

    assert roles(merged, LAST_DAY, place_id("08"), officer) == {Role.OFFICER}
    assert roles(merged, FIRST_DAY, place_id("08"), officer) == frozenset()
    assert roles(merged, FIRST_DAY, MERGED, officer) == frozenset()


def test_a_unit_that_went_over_twice_is_reached_through_both(merged: World):
    goes_over(merged, "66", place_id("51"), on=TODAY)

    assert roles(merged, FIRST_DAY, place_id("66")) == {Role.OFFICER}


def test_running_cases_of_two_provinces_go_on_under_their_own_plans(merged: World):
    here = merged.a_case(CaseState.IN_TRANSFORMATION)
    elsewhere = merged.opens("51/1", "officer_elsewhere").number

    with reading(merged.engine) as session:
        reviewed = explain(session, merged.book, the(here, Action.SUBMIT_REVIEW))
        withdrawn = explain(session, merged.book, the(elsewhere, Action.WITHDRAW))
        cases = SQLModel.metadata.tables["case_file"]
        places = held_by(session, NOBODY, on=FIRST_DAY).places(Role.OFFICER)
        seen = session.execute(select(cases.c.number, cases.c.plan).where(within(places))).all()

    plans = {row.number: row.plan for row in seen}
    assert plans == {each: merged.row(each)["case"]["plan"] for each in (here, elsewhere)}
    assert len(set(plans.values())) == 2
    for assessment in (reviewed, withdrawn):
        found = {finding.rule: finding for finding in assessment.findings}
        assert found["access.territory"].passes


def test_officers_of_the_former_province_reach_its_cases_no_more(merged: World):
    number = merged.a_case()
    deed = the(number, Action.SUBMIT_REVIEW, by=person_id("officer"))

    with reading(merged.engine) as session, pytest.raises(UnknownCase):
        explain(session, merged.book, deed)
    entries = merged.entries(number)
    assert {entry["by"] for entry in entries} >= {person_id("officer").hex}


def the(number: str, action: Action, *, by: UUID = NOBODY) -> Deed:
    """A deed after the merger."""
    return Deed(case=number, action=action, by=by, at=AFTER)
