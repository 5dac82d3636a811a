"""A council votes: who may, what is counted, when it is settled, and that it ends once for all."""

import json
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlmodel import SQLModel

from states.terms import Action, CaseState, Choice
from tests.builders import World
from tests.meetings import Meeting, meeting
from tests.people_and_places import seat_id, seated
from workflow.database import writing
from workflow.deeds.ballots import commitment
from workflow.errors import InvalidInput, NotPossibleNow, Refused
from workflow.models.sittings import MotionStatus
from workflow.verification import verify

FOR, AGAINST, ABSTAIN = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN
TABLES = SQLModel.metadata.tables
MEMBERS = ("member1", "member2", "member3", "member4", "member5", "clerk", "chair")


@pytest.fixture
def here(either_world: World) -> Meeting:
    """Seven present, one case whose appraisal is being voted on."""
    return meeting(either_world).with_ballot()


def test_early_voters_cannot_decide(here: Meeting):
    standing = [here.votes(login, FOR).status for login in MEMBERS[:3]]
    settled = here.votes(MEMBERS[3], FOR)

    assert [MotionStatus.OPEN] * 3 == standing
    assert (MotionStatus.CARRIED, True) == (settled.status, settled.moved)
    assert CaseState.APPRAISED is here.case().state


def test_the_move_is_the_councils_and_not_the_last_voters(here: Meeting):
    here.all_vote(FOR)

    entry = here.world.entries(here.number)[-1]
    assert ("appraise", "council") == (entry["deed"], entry["capacity"])
    assert here.council.hex == entry["by"]
    paper = entry["facts"]["paper"]["minutes"]
    assert ("07/BB-HĐTĐ", 4, 7) == (paper["number"], paper["votes_for"], paper["votes_of"])
    assert "2018-03-01" == paper["signed_on"] == entry["effective"]
    assert 4 == entry["facts"]["ballot"]["votes_for"]
    assert verify(here.world.engine).is_whole


def test_a_lost_motion_leaves_the_case_where_it_is_and_says_so_in_its_history(here: Meeting):
    ended = here.all_vote(AGAINST)

    assert (MotionStatus.LOST, False) == (ended.status, ended.moved)
    assert CaseState.PROPOSED is here.case().state
    entry = here.world.entries(here.number)[-1]
    assert ("ballot_ended", "lost") == (entry["deed"], entry["facts"]["result"])
    assert entry["from"] == entry["to"] == "proposed"
    assert verify(here.world.engine).is_whole


def test_half_for_and_half_against_is_a_tie(either_world: World):
    here = meeting(either_world, away=("member5",)).with_ballot()
    for login in ("member1", "member2", "member3"):
        here.votes(login, FOR)
    for login in ("member4", "clerk"):
        assert MotionStatus.OPEN is here.votes(login, AGAINST).status

    ended = here.votes("chair", AGAINST)

    assert MotionStatus.TIED is ended.status
    assert CaseState.PROPOSED is here.case().state


def test_a_vote_against_needs_its_reason(here: Meeting):
    with pytest.raises(InvalidInput) as fault:
        here.votes("member1", AGAINST, reason=" ")

    assert "reason" == fault.value.field


def test_nobody_votes_twice_and_the_same_vote_sent_again_changes_nothing(here: Meeting):
    here.votes("member1", FOR)
    before = here.rows()

    assert MotionStatus.OPEN is here.votes("member1", FOR).status
    with pytest.raises(NotPossibleNow):
        here.votes("member1", ABSTAIN)

    assert before == here.rows()


def test_a_closed_ballot_is_final(here: Meeting):
    ended = here.all_vote(FOR)
    before = here.rows()

    with pytest.raises(NotPossibleNow):
        here.votes("chair", FOR)
    with pytest.raises(NotPossibleNow):
        here.closes()
    with pytest.raises(NotPossibleNow):
        here.recuses("chair")
    with pytest.raises(NotPossibleNow):
        here.opens()
    again = here.votes("member1", FOR)

    assert before == here.rows()
    assert (MotionStatus.CARRIED, ended.entry) == (again.status, again.entry)


@pytest.mark.parametrize("login", ["alternate", "stranger"])
def test_who_does_not_sit_there_has_no_vote(here: Meeting, login: str):
    with pytest.raises(NotPossibleNow):
        here.votes(login, FOR)


def test_the_chair_alone_closes_and_the_votes_cast_are_all_there_are(here: Meeting):
    here.votes("member1", FOR)
    with pytest.raises(NotPossibleNow):
        here.closes("clerk")

    ended = here.closes()

    assert MotionStatus.LOST is ended.status
    motion = here.motion_row()
    assert (1, 7, 7) == (motion.votes_for, motion.present, motion.appointed)
    assert seated("08", "chair") == motion.closed_by


def test_a_member_may_be_recused_and_leaves_the_count(here: Meeting):
    here.recuses("member1")
    here.recuses("member1")
    with pytest.raises(NotPossibleNow):
        here.votes("member1", FOR)
    for login in ("member2", "member3", "member4"):
        here.votes(login, FOR)

    assert MotionStatus.CARRIED is here.votes("member5", FOR).status
    motion = here.motion_row()
    assert (6, 6, 1) == (motion.appointed, motion.present, motion.recused)


def test_nobody_is_recused_after_voting(here: Meeting):
    here.votes("member1", FOR)

    with pytest.raises(NotPossibleNow):
        here.recuses("member1")


@pytest.mark.parametrize("ground", ["proposed", "recorded", "verified", "proposing_body"])
def test_a_part_taken_in_the_case_forces_a_member_out(either_world: World, ground: str):
    here = meeting(either_world)
    here.takes_part("member1", ground)
    here = here.with_ballot()

    with pytest.raises(Refused) as refusal:
        here.votes("member1", FOR)

    assert {"duties.not_proposer_or_recorder"} == {
        finding.rule for finding in refusal.value.assessment.findings
    }
    assert [(seated("08", "member1"), ground)] == here.recusals()


def test_an_alternate_votes_where_the_holder_is_away(either_world: World):
    here = meeting(either_world, away=("member1",), instead="member1").with_ballot()

    assert MotionStatus.OPEN is here.votes("alternate", FOR).status
    with pytest.raises(NotPossibleNow):
        here.votes("member1", FOR)


def test_an_alternate_votes_where_the_holder_may_not(either_world: World):
    here = meeting(either_world, instead="member1")
    here.takes_part("member1", "recorded")
    here = here.with_ballot()

    assert MotionStatus.OPEN is here.votes("alternate", FOR).status
    assert (7, 7) == here.counted()


def test_an_alternate_has_no_vote_beside_the_holder(either_world: World):
    here = meeting(either_world, instead="member1").with_ballot()

    with pytest.raises(NotPossibleNow):
        here.votes("alternate", FOR)


def test_without_a_quorum_no_ballot_is_opened(either_world: World):
    here = meeting(either_world, away=("member1", "member2", "member3")).with_motion()

    with pytest.raises(NotPossibleNow):
        here.opens()
    assert MotionStatus.WAITING is here.motion_row().status


def test_a_quorum_that_is_gone_lets_nobody_vote_and_the_chair_close_without_result(here: Meeting):
    here.roll(away=("member1", "member2", "member3"))
    with pytest.raises(NotPossibleNow):
        here.votes("chair", FOR)

    assert MotionStatus.NO_QUORUM is here.closes().status
    assert CaseState.PROPOSED is here.case().state


def test_nobody_is_told_how_a_ballot_stands(here: Meeting):
    here.votes("member1", FOR)

    motion = here.motion_row()
    assert (None, None, None) == (motion.votes_for, motion.against, motion.present)
    (told,) = [each for each in here.told() if each["deed"] == "vote_cast"]
    assert "choice" not in told["facts"]
    assert "for" not in json.dumps(told["facts"]).replace("facts_digest", "")


def test_the_end_opens_what_was_sealed(here: Meeting):
    here.all_vote(FOR)

    told = here.told()
    (ended,) = [each["facts"] for each in told if each["deed"] == "ballot_ended"]
    sealed = {
        each["by"]: each["facts"]["commitment"] for each in told if each["deed"] == "vote_cast"
    }
    assert sealed == {
        vote["person"]: commitment(
            here.motion, UUID(vote["person"]), vote["choice"], vote["reason"], vote["salt"]
        )
        for vote in ended["votes"]
    }


def test_a_seat_taken_away_since_has_no_vote(here: Meeting):
    seats = TABLES["seat"]
    gone = update(seats).where(seats.c.id == seat_id("08", "member1"))
    with writing(here.world.engine) as session:
        session.execute(gone.values(until=date(2019, 11, 30)))

    with pytest.raises(NotPossibleNow):
        here.votes("member1", FOR)


def test_a_form_opened_on_other_facts_is_refused(here: Meeting):
    with pytest.raises(NotPossibleNow):
        here.votes("member1", FOR, seen="0" * 64)
    assert (
        MotionStatus.OPEN is here.votes("member1", FOR, seen=here.motion_row().facts_digest).status
    )


def test_a_recommendation_moves_nothing_and_lets_the_committee_decide(either_world: World):
    number = either_world.a_case(CaseState.MONITORING)
    assert "council.recommends" in either_world.refuses(
        number, Action.RECOGNIZE, "committee_office"
    )
    recognized = either_world.a_case(CaseState.RECOGNIZED, "08/2")
    deeds = [entry["deed"] for entry in either_world.entries(recognized)]
    assert ["ballot_ended", "recognize"] == deeds[-2:]
