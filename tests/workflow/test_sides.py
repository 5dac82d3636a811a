"""Duties are kept apart between sides: whoever acts for another counts as one with him."""

import pytest

from states.facts import Actor
from states.terms import CaseState, Role
from tests.builders import World
from tests.people_and_places import TODAY, person_id
from tests.powers import acts_for
from workflow.casefiles import read_case
from workflow.database import reading
from workflow.engine import plan_of
from workflow.facts import Setting, gather
from workflow.together import gather_together


def seen_as(world: World, number: str, person: str) -> Actor:
    """The person as the guards see him at a case, gathered alone and with others alike."""
    with reading(world.engine) as session:
        file = read_case(session, number)
        setting = Setting(person_id(person), TODAY, TODAY)
        alone = gather(session, file, plan_of(world.book, file), setting)
        together = gather_together(session, world.book, [file], setting)
    assert alone == together[file.id]
    return alone.actor


@pytest.mark.parametrize(
    ("deputy", "holder", "role"),
    [("nobody", "officer", Role.OFFICER), ("officer", "committee_office", Role.COMMITTEE_OFFICE)],
)
def test_who_acts_for_another_is_of_one_side_with_him(
    either_world: World, deputy: str, holder: str, role: Role
) -> None:
    number = either_world.a_case(CaseState.PRELIMINARY_REVIEW)
    other = {deputy, holder}.difference({"officer"}).pop()
    before = seen_as(either_world, number, other)

    acts_for(either_world, deputy, holder, role)

    after = seen_as(either_world, number, other)
    assert (False, False) == (before.proposed_this_case, before.recorded_figures)
    assert (True, True) == (after.proposed_this_case, after.recorded_figures)


def test_an_entry_names_whom_a_figure_was_entered_for(world: World) -> None:
    acts_for(world, "nobody", "officer", Role.OFFICER)

    seen = seen_as(world, world.a_case(CaseState.PROPOSED), "nobody")

    assert seen.acting_in((Role.REGISTRAR, Role.OFFICER)) == (
        Role.OFFICER,
        person_id("officer").hex,
    )
    assert seen.acting_in((Role.REGISTRAR,)) == (None, None)
