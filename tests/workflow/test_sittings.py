"""Calling a council, its roll, its docket, and the minutes nobody types."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from states.terms import Action, CaseState, Choice
from tests.builders import World
from tests.meetings import ON, Meeting, meeting, sitting_on
from tests.people_and_places import AT, TODAY, council_id, person_id, seat_id, seated
from workflow.database import reading, writing
from workflow.deeds.motions import NewMotion, add_motion
from workflow.deeds.sittings import NewSitting, RollLine, call_sitting, set_roll
from workflow.errors import InvalidInput, NotPossibleNow, Refused, UnknownCase
from workflow.models.sittings import MotionStatus
from workflow.sitting.minutes import Minutes, minutes_of
from workflow.verification import verify

FOR = Choice.FOR
CLERK = seated("08", "clerk")


def calls(world: World, by: UUID = CLERK, **more: object) -> UUID:
    told = {"council": council_id("08"), "number": "09/BB", "held_on": ON, "place": "Trụ sở"}
    with writing(world.engine) as session:
        return call_sitting(session, NewSitting(**(told | more)), by=by, at=AT)


def minutes(here: Meeting) -> Minutes:
    with reading(here.world.engine) as session:
        return minutes_of(session, here.sitting)


@pytest.mark.parametrize("login", ["clerk_08", "chair_08", "secretary"])
def test_a_council_is_called_by_its_clerks(either_world: World, login: str):
    assert calls(either_world, person_id(login))


@pytest.mark.parametrize("login", ["member1_08", "chair_51", "committee_office", "administrator"])
def test_nobody_else_calls_it(either_world: World, login: str):
    with pytest.raises(NotPossibleNow):
        calls(either_world, person_id(login))


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("number", " "),
        ("place", ""),
        ("held_on", ON - timedelta(days=900)),
        ("council", uuid4()),
    ],
)
def test_a_call_with_a_fault_is_refused(world: World, field: str, wrong: object):
    with pytest.raises(InvalidInput) as fault:
        calls(world, **{field: wrong})

    assert fault.value.field == ("held_on" if field == "council" else field)


def test_a_council_gives_a_number_of_minutes_once(either_world: World):
    calls(either_world)

    with pytest.raises(InvalidInput) as fault:
        calls(either_world)

    assert "number" == fault.value.field


def test_numbers_of_minutes_are_compared_within_their_year_without_marks_and_blanks(
    either_world: World,
):
    calls(either_world, number="Số 09/BB")

    with pytest.raises(InvalidInput) as fault:
        calls(either_world, number="so 09 /bb")

    assert "năm 2018" in fault.value.says.vi
    assert calls(either_world, number="Số 09/BB", held_on=ON.replace(year=2019))
    assert calls(either_world, person_id("chair_51"), council=council_id("51"), number="Số 09/BB")


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (RollLine(person_id("nobody"), present=True), "roll"),
        (RollLine(CLERK, present=False), "reason"),
        (RollLine(CLERK, present=True, sits_for=seat_id("08", "chair")), "sits_for"),
        (
            RollLine(seated("08", "alternate"), present=True, sits_for=seat_id("08", "alternate")),
            "sits_for",
        ),
        (None, "roll"),
    ],
)
def test_a_line_of_the_roll_with_a_fault_is_refused(
    world: World, line: RollLine | None, field: str
):
    sitting = calls(world)

    with pytest.raises(InvalidInput) as fault, writing(world.engine) as session:
        set_roll(session, world.book, sitting, [line] if line else [], by=CLERK, at=AT)

    assert field == fault.value.field


def test_no_ballot_is_opened_before_the_roll_is_whole(either_world: World):
    number = meeting(either_world).number
    sitting = calls(either_world)
    here = Meeting(either_world, council_id("08"), sitting, number).with_motion()

    with pytest.raises(NotPossibleNow) as refusal:
        here.opens()

    assert "Chưa điểm danh" in refusal.value.says.vi


def test_a_motion_may_be_put_ahead_and_is_voted_on_from_the_day_on(world: World):
    number = meeting(world).number
    sitting = calls(world, held_on=TODAY + timedelta(days=3))
    here = Meeting(world, council_id("08"), sitting, number)
    put = here.with_motion()

    for deed in (here.roll, put.opens, put.ends):
        with pytest.raises(NotPossibleNow) as refusal:
            deed()
        assert "Chưa đến ngày họp" in refusal.value.says.vi


def test_who_has_voted_on_an_open_motion_stays_on_the_roll(either_world: World):
    here = meeting(either_world).with_ballot()
    here.votes("member1", FOR)

    with pytest.raises(NotPossibleNow):
        here.roll(away=("member1",))
    here.roll(away=("member2",))
    here.votes("member3", FOR)


def test_what_has_ended_keeps_the_count_it_ended_with(either_world: World):
    here = meeting(either_world).with_ballot()
    here.all_vote(FOR)

    here.roll(away=("member1", "member2"))

    assert (7, 7) == (here.motion_row().present, here.motion_row().appointed)


def test_what_a_rule_holds_back_is_not_put(either_world: World):
    number = either_world.opens().number
    here = sitting_on(either_world, number)

    with pytest.raises(Refused) as refusal:
        here.with_motion()

    unmet = {one.rule for one in refusal.value.assessment.findings if not one.passes}
    assert "selection.dossier_complete" in unmet
    assert not {"council.carried", "access.role"} & unmet


def test_a_case_is_put_once_and_only_for_what_a_council_does(either_world: World):
    here = meeting(either_world).with_motion()

    with pytest.raises(InvalidInput):
        here.with_motion()
    with pytest.raises(InvalidInput):
        here.with_motion(Action.SELECT)
    with pytest.raises(NotPossibleNow):
        here.with_motion(Action.PASS_REVIEW)


def test_an_appraised_case_is_declined_by_the_committee_alone(world: World):
    here = sitting_on(world, world.a_case(CaseState.APPRAISED))

    with pytest.raises(NotPossibleNow):
        here.with_motion(Action.DECLINE, reason="Chưa đủ")


def test_no_council_decides_on_a_case_of_another_province(either_world: World):
    number = meeting(either_world).number
    with writing(either_world.engine) as session:
        new = NewSitting(council_id("51"), "01/BB", ON, "Trụ sở")
        clerk = seated("51", "clerk")
        sitting = call_sitting(session, new, by=clerk, at=AT)

    motion = NewMotion(sitting, number, Action.APPRAISE, ("1",))
    with pytest.raises(UnknownCase), writing(either_world.engine) as session:
        add_motion(session, either_world.book, motion, by=clerk, at=AT)


def test_a_motion_is_withdrawn_with_its_reason_and_during_the_vote_by_the_chair(
    either_world: World,
):
    here = meeting(either_world).with_ballot()
    with pytest.raises(InvalidInput):
        here.withdraws("chair", " ")
    with pytest.raises(NotPossibleNow):
        here.withdraws("clerk")

    here.withdraws("chair")

    assert MotionStatus.WITHDRAWN is here.motion_row().status
    with pytest.raises(NotPossibleNow):
        here.withdraws("chair")
    assert verify(either_world.engine).is_whole


def test_a_sitting_ends_when_everything_on_its_docket_has(either_world: World):
    here = meeting(either_world).with_ballot()
    with pytest.raises(NotPossibleNow):
        here.ends()
    here.all_vote(FOR)

    digest = here.ends()

    assert digest == minutes(here).digest
    assert ("sitting_closed", digest) == (
        here.told()[-1]["deed"],
        here.told()[-1]["facts"]["minutes"],
    )
    with pytest.raises(NotPossibleNow):
        here.ends()
    with pytest.raises(NotPossibleNow):
        here.roll()


def test_minutes_tell_roll_recusals_votes_findings_and_result(either_world: World):
    here = meeting(either_world, away=("member5",), instead="member5").with_ballot()
    here.recuses("clerk")
    here.votes("member1", Choice.AGAINST)
    here.votes("alternate", FOR)
    for login in ("member2", "member3", "member4"):
        here.votes(login, FOR)

    told = minutes(here).record

    away = [line["seat"] for line in told["roll"] if not line["present"]]
    (motion,) = told["motions"]
    assert ["member"] == away
    assert ("carried", 4, 1, 6) == (
        motion["status"],
        motion["tally"]["votes_for"],
        motion["tally"]["against"],
        motion["tally"]["appointed"],
    )
    assert [CLERK.hex] == [each["person"] for each in motion["recusals"]]
    assert ["Chưa thuyết phục"] == [
        each["reason"] for each in motion["votes"] if each["choice"] == "against"
    ]
    assert "council.carried" in {finding["rule"] for finding in motion["findings"]}
    assert {"majority", "quorum", "base", "tie"} <= set(motion["rule"])


def test_minutes_of_an_open_ballot_tell_no_vote(either_world: World):
    here = meeting(either_world).with_ballot()
    before = minutes(here)

    here.votes("member1", FOR)

    assert before == minutes(here)
