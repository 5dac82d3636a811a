"""Powers that two persons grant: who may ask, who may approve, when they begin, what stays."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from states.terms import Role
from tests.authority import APPROVES, ASKS, a_post, asked, granted, written
from tests.builders import World
from tests.people_and_places import AT, PASSWORD, TODAY, person_id, place_id
from workflow.access import held_by
from workflow.database import reading, writing
from workflow.deeds.accounts import SYSTEM, NewPerson, add_person, system_actor
from workflow.deeds.appointments import Post, appoint, end_appointment
from workflow.deeds.closing import close_account
from workflow.deeds.grants import approve_grant, refuse_grant
from workflow.errors import InvalidInput, NotPossibleNow

DAY = timedelta(days=1)
NOBODY = person_id("nobody")


def roles(world: World, days: int = 0) -> frozenset[Role]:
    """What nobody holds so many days from today."""
    with reading(world.engine) as session:
        return held_by(session, NOBODY, on=TODAY + days * DAY).roles


def test_a_role_is_in_force_once_a_second_administrator_approved(either_world: World):
    request = asked(either_world, a_post())
    assert not roles(either_world)

    with writing(either_world.engine) as session:
        appointment = approve_grant(session, request, by=APPROVES, at=AT)

    assert roles(either_world) == {Role.AUDITOR}
    first, second = written(either_world)
    post = {
        "person": NOBODY.hex,
        "role": "auditor",
        "place": place_id("08").hex,
        "since": "2019-12-02",
        "until": None,
    }
    assert (first["deed"], first["by"]) == ("grant_asked", ASKS.hex)
    assert first["facts"] == {"request": request.hex, "granted": "role"} | post
    assert (second["deed"], second["by"]) == ("appointed", APPROVES.hex)
    two = {"appointment": appointment.hex, "request": request.hex, "asked_by": ASKS.hex}
    assert second["facts"] == post | two


def test_nobody_asks_for_himself(either_world: World):
    with pytest.raises(NotPossibleNow) as refusal:
        asked(either_world, a_post("administrator"))

    assert "tự phân công" in refusal.value.says.vi
    assert written(either_world) == []


def test_who_asked_does_not_approve_nor_refuse(either_world: World):
    request = asked(either_world, a_post())

    for decide in decisions(ASKS):
        with pytest.raises(NotPossibleNow), writing(either_world.engine) as session:
            decide(session, request)

    assert not roles(either_world)
    assert len(written(either_world)) == 1


def test_who_is_to_be_granted_the_role_does_not_approve(either_world: World):
    request = asked(either_world, a_post("second_administrator"))

    for decide in decisions(APPROVES):
        with pytest.raises(NotPossibleNow) as refusal, writing(either_world.engine) as session:
            decide(session, request)
        assert "tự phân công" in refusal.value.says.vi


@pytest.mark.parametrize("login", ["officer", "auditor", "officer_elsewhere", "nobody"])
def test_only_administrators_ask_and_decide(world: World, login: str):
    request = asked(world, a_post("officer_elsewhere"))
    by = person_id(login)

    for decide in decisions(by):
        with pytest.raises(NotPossibleNow), writing(world.engine) as session:
            decide(session, request)
    with pytest.raises(NotPossibleNow):
        asked(world, a_post("secretary"), by=by)

    assert len(written(world)) == 1


def test_the_system_asks_and_never_decides(world: World):
    with writing(world.engine) as session:
        system_actor(session, at=AT)
    request = asked(world, a_post(), by=SYSTEM)

    for decide in decisions(SYSTEM):
        with pytest.raises(NotPossibleNow), writing(world.engine) as session:
            decide(session, request)
    with writing(world.engine) as session:
        approve_grant(session, request, by=ASKS, at=AT)

    assert roles(world) == {Role.AUDITOR}


def test_administrators_grant_within_their_own_territory_alone(either_world: World):
    granted(either_world, a_post(place="08/district"))
    granted(either_world, a_post(place="08/1"))

    with pytest.raises(NotPossibleNow):
        asked(either_world, a_post(place="51"))


def test_a_request_is_decided_once(either_world: World):
    request = asked(either_world, a_post())
    with writing(either_world.engine) as session:
        refuse_grant(session, request, "chưa có quyết định", by=APPROVES, at=AT)

    for decide in decisions(APPROVES):
        with pytest.raises(NotPossibleNow) as refusal, writing(either_world.engine) as session:
            decide(session, request)
        assert "đã được quyết định" in refusal.value.says.vi

    assert not roles(either_world)
    entry = written(either_world)[-1]
    assert (entry["deed"], entry["facts"]["reason"]) == ("grant_refused", "chưa có quyết định")


def test_a_refusal_needs_a_reason_and_a_decision_a_request(world: World):
    request = asked(world, a_post())

    with pytest.raises(InvalidInput) as fault, writing(world.engine) as session:
        refuse_grant(session, request, " ", by=APPROVES, at=AT)
    assert fault.value.field == "reason"
    with pytest.raises(InvalidInput), writing(world.engine) as session:
        approve_grant(session, uuid4(), by=APPROVES, at=AT)


def test_the_same_is_asked_for_once(world: World):
    asked(world, a_post())

    with pytest.raises(InvalidInput) as refusal:
        asked(world, a_post())

    assert "đang chờ duyệt" in refusal.value.says.vi
    asked(world, a_post(place="08/1"))


def test_a_role_begins_on_the_day_of_the_approval_at_the_earliest(either_world: World):
    request = asked(either_world, a_post(until=TODAY + 9 * DAY))
    with writing(either_world.engine) as session:
        approve_grant(session, request, by=APPROVES, at=AT + 3 * DAY)

    held = {days: roles(either_world, days) for days in (2, 3, 9, 10)}

    assert held == {2: set(), 3: {Role.AUDITOR}, 9: {Role.AUDITOR}, 10: set()}


def test_a_term_that_is_over_is_not_approved(world: World):
    request = asked(world, a_post(until=TODAY + DAY))

    with pytest.raises(InvalidInput) as fault, writing(world.engine) as session:
        approve_grant(session, request, by=APPROVES, at=AT + 2 * DAY)

    assert fault.value.field == "until"


def test_what_an_administrator_asked_who_is_none_any_more_is_asked_again(world: World):
    request = asked(world, a_post())
    with writing(world.engine) as session:
        close_account(session, ASKS, by=APPROVES, at=AT)
    with pytest.raises(NotPossibleNow) as refusal, writing(world.engine) as session:
        approve_grant(session, request, by=APPROVES, at=AT)

    assert "đề nghị lại" in refusal.value.says.vi


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (a_post(since=TODAY - DAY), "since"),
        (a_post(until=TODAY - DAY), "until"),
        (a_post("auditor"), "role"),
        (a_post(role=Role.COUNCIL), "role"),
        (a_post(role=Role.MEMBER), "role"),
        (a_post("auditor", until=TODAY), "role"),
        (Post(uuid4(), Role.AUDITOR, place_id("08"), TODAY), "person"),
        (Post(NOBODY, Role.AUDITOR, uuid4(), TODAY), "place"),
        (a_post(since=TODAY.replace(year=2026)), "place"),
    ],
)
def test_a_wish_with_a_fault_is_refused_at_its_field(world: World, wanted: Post, field: str):
    with pytest.raises(InvalidInput) as fault:
        asked(world, wanted)

    assert fault.value.field == field
    assert written(world) == []


def test_the_system_gives_alone_until_there_are_two_administrators(either_world: World):
    with writing(either_world.engine) as session:
        system_actor(session, at=AT)
        for number in (1, 2):
            newcomer = NewPerson(f"quan.tri{number}", "Quản trị", PASSWORD)
            person = add_person(session, newcomer, by=SYSTEM, at=AT)
            post = Post(person, Role.ADMINISTRATOR, place_id("51"), TODAY)
            appoint(session, post, by=SYSTEM, at=AT)

    with pytest.raises(NotPossibleNow) as refusal, writing(either_world.engine) as session:
        appoint(session, a_post(place="51"), by=SYSTEM, at=AT)
    with pytest.raises(NotPossibleNow), writing(either_world.engine) as session:
        appoint(session, a_post(place="66"), by=ASKS, at=AT)

    assert "hai quản trị" in refusal.value.says.vi


def test_an_appointment_ends_on_its_last_day_and_is_kept(either_world: World):
    given = granted(either_world, a_post())
    with writing(either_world.engine) as session:
        end_appointment(session, given, last_day=TODAY, by=ASKS, at=AT)

    assert roles(either_world) == {Role.AUDITOR}
    assert not roles(either_world, 1)
    entry = written(either_world)[-1]
    assert (entry["deed"], entry["facts"]["until"]) == ("released", "2019-12-02")


def test_an_appointment_that_has_not_begun_is_taken_back(either_world: World):
    given = granted(either_world, a_post(since=TODAY + 5 * DAY))
    with writing(either_world.engine) as session:
        end_appointment(session, given, last_day=TODAY, by=ASKS, at=AT)

    assert not roles(either_world, 5)
    assert written(either_world)[-1]["deed"] == "released"


def test_an_ending_shortens_only_within_the_territory_and_after_the_beginning(world: World):
    here = granted(world, a_post(until=TODAY + 9 * DAY))
    with writing(world.engine) as session:
        system_actor(session, at=AT)
        elsewhere = appoint(session, a_post(place="51"), by=SYSTEM, at=AT)

    for given, day, error in (
        (here, TODAY - DAY, InvalidInput),
        (here, TODAY + 10 * DAY, InvalidInput),
        (uuid4(), TODAY, InvalidInput),
        (elsewhere, TODAY, NotPossibleNow),
    ):
        with pytest.raises(error), writing(world.engine) as session:
            end_appointment(session, given, last_day=day, by=ASKS, at=AT)


def decisions(by: object) -> tuple[Callable[..., object], ...]:
    """Both ways to decide a request, as somebody."""
    return (
        lambda session, request: approve_grant(session, request, by=by, at=AT),
        lambda session, request: refuse_grant(session, request, "không", by=by, at=AT),
    )
