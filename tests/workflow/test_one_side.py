"""What two persons decide together is not decided by one and the deputy of the same power."""

import pytest
from sqlmodel import SQLModel

from states.figures import count
from states.terms import Action, CaseState, Phase, Role
from tests.authority import APPROVES, ASKS, a_post, asked
from tests.builders import World
from tests.corrections import approves, asks, asks_waiver, entry_of, grants_waiver
from tests.people_and_places import AT, TODAY, person_id, place_id
from tests.powers import acts_for
from workflow.access import held_by
from workflow.database import reading, writing
from workflow.deeds.appointments import keep_post
from workflow.deeds.asking import refuse_correction
from workflow.deeds.grants import ONE_SIDE, approve_grant, refuse_grant
from workflow.deeds.waiving import refuse_waiver
from workflow.errors import NotPossibleNow, Refused
from workflow.views import correction_asks, grant_asks, waiver_asks
from workflow.views.case_requests import WAIVERS, RequestReader, one_request
from workflow.views.casefile import open_file
from workflow.views.looking import Looker

OFFICE = "committee_office"
SOURCES = {one.SOURCE.kind: one.SOURCE for one in (waiver_asks, correction_asks, grant_asks)}


def a_deputy_of_the_office(world: World) -> None:
    """Let nobody decide for the committee's office."""
    acts_for(world, "nobody", OFFICE, Role.COMMITTEE_OFFICE)


def offered(world: World, kind: str, login: str) -> int:
    """How many requests of a kind a person's inbox offers."""
    person = person_id(login)
    with reading(world.engine) as session:
        looker = Looker(person, held_by(session, person, on=TODAY), AT)
        source = SOURCES[kind]
        waiting = source.waiting(looker)
        return 0 if waiting is None else len(session.execute(waiting).all())


def offers_a_check(world: World, number: str, login: str) -> bool:
    """Whether the page of a case offers somebody to verify the proposal's figures."""
    with reading(world.engine) as session:
        file = open_file(session, world.book, number, person=person_id(login), at=AT)
    sheet = file.phase(Phase.PROPOSAL)
    return sheet is not None and sheet.may_verify


@pytest.mark.parametrize(("asker", "approver"), [(OFFICE, "nobody"), ("nobody", OFFICE)])
def test_neither_deputy_nor_holder_decides_a_waiver_the_other_asked(
    either_world: World, asker: str, approver: str
) -> None:
    number = either_world.a_case(CaseState.IN_TRANSFORMATION)
    a_deputy_of_the_office(either_world)
    waiver = asks_waiver(either_world, number, by=asker)

    assert not offered(either_world, "waiver", approver)
    with pytest.raises(NotPossibleNow, match="nor a deputy"):
        grants_waiver(either_world, waiver, by=approver)
    with pytest.raises(NotPossibleNow), writing(either_world.engine) as session:
        refuse_waiver(session, waiver, "không", by=person_id(approver), at=AT)


@pytest.mark.parametrize(("asker", "approver"), [(OFFICE, "nobody"), ("nobody", OFFICE)])
def test_neither_deputy_nor_holder_decides_a_correction_the_other_asked(
    either_world: World, asker: str, approver: str
) -> None:
    number = either_world.a_case(CaseState.APPRAISED)
    a_deputy_of_the_office(either_world)
    request = asks(either_world, entry_of(either_world, number, Action.APPRAISE), by=asker)

    assert not offered(either_world, "correction", approver)
    with pytest.raises(Refused) as refusal:
        approves(either_world, request, by=approver)
    with pytest.raises(NotPossibleNow), writing(either_world.engine) as session:
        refuse_correction(session, request, "không", by=person_id(approver), at=AT)

    assert not refusal.value.assessment.finding("correction.asked_by_another").passes


@pytest.mark.parametrize(
    ("proposer", "holder", "role"),
    [
        ("auditor", "auditor", Role.AUDITOR),
        ("auditor", "officer", Role.OFFICER),
        ("auditor", "second_officer", Role.OFFICER),
    ],
    ids=["proposed", "recorded", "verified"],
)
def test_who_took_part_in_a_case_or_acted_for_them_approves_no_waiver_in_it(
    either_world: World, proposer: str, holder: str, role: Role
) -> None:
    number = either_world.a_case(CaseState.IN_TRANSFORMATION)
    cases = SQLModel.metadata.tables["case_file"]
    with writing(either_world.engine) as session:
        session.execute(cases.update().values(proposed_by=person_id(proposer)))
    waiver = asks_waiver(either_world, number, by="secretary")
    assert offered(either_world, "waiver", OFFICE)
    acts_for(either_world, OFFICE, holder, role)

    assert not offered(either_world, "waiver", OFFICE)
    with reading(either_world.engine) as session:
        here = frozenset({place_id("08")})
        shown = one_request(session, WAIVERS, waiver, RequestReader(person_id(OFFICE), here, here))
    assert shown is not None
    assert "worked on its figures" in str(shown.why_not)
    with pytest.raises(NotPossibleNow, match="approves no waiver"):
        grants_waiver(either_world, waiver)


def made_one_side(world: World, deputy: str, holder: str) -> None:
    """Let somebody act for another, who is an auditor besides what he is."""
    with writing(world.engine) as session:
        post = a_post(holder)
        keep_post(session, post)
    acts_for(world, deputy, holder, Role.AUDITOR)


@pytest.mark.parametrize(
    ("deputy", "holder"),
    [
        ("second_administrator", "administrator"),
        ("nobody", "administrator"),
        ("second_administrator", "nobody"),
    ],
)
def test_a_power_is_granted_between_three_sides(
    either_world: World, deputy: str, holder: str
) -> None:
    request = asked(either_world, a_post(role=Role.SECRETARY))
    made_one_side(either_world, deputy, holder)

    with pytest.raises(NotPossibleNow) as refusal, writing(either_world.engine) as session:
        approve_grant(session, request, by=APPROVES, at=AT)

    assert refusal.value.says == ONE_SIDE


def test_one_side_does_not_refuse_nor_is_it_offered_what_it_asked(either_world: World) -> None:
    request = asked(either_world, a_post(role=Role.SECRETARY))
    assert offered(either_world, "grant", "second_administrator")
    made_one_side(either_world, "second_administrator", "administrator")

    assert not offered(either_world, "grant", "second_administrator")
    with pytest.raises(NotPossibleNow), writing(either_world.engine) as session:
        refuse_grant(session, request, "không", by=APPROVES, at=AT)


def test_nobody_asks_for_his_own_side(either_world: World) -> None:
    made_one_side(either_world, "nobody", "administrator")

    with pytest.raises(NotPossibleNow):
        asked(either_world, a_post(role=Role.SECRETARY), by=ASKS)


@pytest.mark.parametrize(("recorder", "checker"), [("officer", "nobody"), ("nobody", "officer")])
def test_neither_deputy_nor_holder_verifies_the_figures_the_other_recorded(
    either_world: World, recorder: str, checker: str
) -> None:
    number = either_world.opens("08/1").number
    acts_for(either_world, "nobody", "officer", Role.OFFICER)
    either_world.enters(number, Phase.PROPOSAL, {"ttxh_vu": count(3)}, by=recorder)

    assert not offers_a_check(either_world, number, checker)
    with pytest.raises(NotPossibleNow, match="count as one side"):
        either_world.verifies(number, Phase.PROPOSAL, by=checker)
    assert offers_a_check(either_world, number, "second_officer")
    either_world.verifies(number, Phase.PROPOSAL, by="second_officer")
