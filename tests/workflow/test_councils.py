"""Councils: founded and dissolved, seats given by two persons, and who sits on which day."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from states.terms import Seat
from tests.authority import (
    APPROVES,
    ASKS,
    NAME,
    a_council,
    a_full_council,
    asked,
    goes_over,
    granted,
    written,
)
from tests.builders import World
from tests.people_and_places import AT, LAST_DAY, SINCE, TODAY, person_id, place_id
from workflow.councils import Membership, councils_of, seats_of, seats_on
from workflow.database import reading, writing
from workflow.deeds.accounts import SYSTEM, system_actor
from workflow.deeds.closing import close_account
from workflow.deeds.councils import NewCouncil, dissolve_council, found_council
from workflow.deeds.grants import approve_grant
from workflow.deeds.seats import SeatPost, end_seat, give_seat
from workflow.errors import InvalidInput, NotPossibleNow

DAY = timedelta(days=1)
NOBODY = person_id("nobody")


def a_seat(council: UUID, person: UUID = NOBODY, **more: Any) -> SeatPost:
    """A seat of somebody, a member's from today unless said otherwise."""
    terms = {"kind": Seat.MEMBER, "since": TODAY, "until": None} | more
    return SeatPost(person, council, terms["kind"], terms["since"], terms["until"])


def sitting(world: World, council: UUID, days: int = 0) -> tuple[Membership, ...]:
    """Who sits on a council so many days from today."""
    with reading(world.engine) as session:
        return seats_on(session, council, on=TODAY + days * DAY)


def test_a_seat_is_given_by_two_persons_like_a_role(either_world: World):
    council = a_council(either_world)
    request = asked(either_world, a_seat(council))
    assert sitting(either_world, council) == ()

    with pytest.raises(NotPossibleNow), writing(either_world.engine) as session:
        approve_grant(session, request, by=ASKS, at=AT)
    with writing(either_world.engine) as session:
        seat = approve_grant(session, request, by=APPROVES, at=AT)

    (member,) = sitting(either_world, council)
    assert (member.seat, member.person, member.kind) == (seat, NOBODY, Seat.MEMBER)
    with reading(either_world.engine) as session:
        assert seats_of(session, NOBODY, on=TODAY) == (member,)
    entry = written(either_world)[-1]
    assert (entry["deed"], entry["by"]) == ("seated", APPROVES.hex)
    assert entry["facts"] == {
        "seat": seat.hex,
        "person": NOBODY.hex,
        "council": council.hex,
        "seat_kind": "member",
        "since": "2019-12-02",
        "until": None,
        "request": request.hex,
        "asked_by": ASKS.hex,
    }


def test_a_council_of_seven_sits_in_its_order(world: World):
    council, people = a_full_council(world)

    seats = sitting(world, council)

    assert [seat.kind.value for seat in seats] == [
        "chair",
        "secretary",
        *["member"] * 5,
        "alternate",
    ]
    assert [seat.person for seat in seats] == [*people.values()]


def test_a_seat_is_in_force_on_its_days_alone(either_world: World):
    council = a_council(either_world)
    granted(either_world, a_seat(council, until=TODAY + 2 * DAY))

    assert [len(sitting(either_world, council, days)) for days in (-1, 0, 2, 3)] == [0, 1, 1, 0]


@pytest.mark.parametrize("kind", [Seat.CHAIR, Seat.SECRETARY])
def test_a_council_has_one_chair_and_one_secretary_at_a_time(world: World, kind: Seat):
    council = a_council(world)
    granted(world, a_seat(council, kind=kind, until=TODAY + 2 * DAY))
    later = a_seat(council, person_id("officer"), kind=kind, since=TODAY + 3 * DAY)

    with pytest.raises(InvalidInput) as fault:
        asked(world, a_seat(council, person_id("officer"), kind=kind))
    granted(world, later)

    assert fault.value.field == "seat"


def test_a_seat_with_a_fault_is_refused_at_its_field(world: World):
    council = a_council(world)
    granted(world, a_seat(council))
    other = person_id("officer")

    for wanted, field in (
        (a_seat(council, kind=Seat.ALTERNATE), "person"),
        (a_seat(council, uuid4()), "person"),
        (a_seat(uuid4(), other), "council"),
        (a_seat(council, other, until=TODAY - DAY), "until"),
    ):
        with pytest.raises(InvalidInput) as fault:
            asked(world, wanted)
        assert fault.value.field == field


def test_a_seat_does_not_begin_when_the_council_has_ended(world: World):
    council = a_council(world)
    with writing(world.engine) as session:
        dissolve_council(session, council, last_day=TODAY + DAY, by=ASKS, at=AT)

    with pytest.raises(InvalidInput) as fault:
        asked(world, a_seat(council, since=TODAY + 2 * DAY))

    assert fault.value.field == "since"


def test_a_dissolved_council_and_a_closed_account_leave_no_seat(either_world: World):
    council = a_council(either_world)
    granted(either_world, a_seat(council))
    granted(either_world, a_seat(council, person_id("officer")))
    with writing(either_world.engine) as session:
        close_account(session, NOBODY, by=ASKS, at=AT)
        dissolve_council(session, council, last_day=TODAY, by=ASKS, at=AT)

    assert [seat.person for seat in sitting(either_world, council)] == [person_id("officer")]
    assert sitting(either_world, council, 1) == ()
    with reading(either_world.engine) as session:
        standing = [
            {each.name for each in councils_of(session, place_id("08"), on=TODAY + days * DAY)}
            for days in (0, 1)
        ]
    assert [NAME in names for names in standing] == [True, False]
    assert written(either_world)[-1]["deed"] == "council_dissolved"


def test_a_seat_ends_on_its_last_day_and_one_not_begun_is_taken_back(either_world: World):
    council = a_council(either_world)
    begun = granted(either_world, a_seat(council))
    future = granted(either_world, a_seat(council, person_id("officer"), since=TODAY + 3 * DAY))
    with writing(either_world.engine) as session:
        for seat in (begun, future):
            end_seat(session, seat, last_day=TODAY, by=ASKS, at=AT)

    assert [len(sitting(either_world, council, days)) for days in (0, 1, 3)] == [1, 0, 0]
    assert [entry["deed"] for entry in written(either_world)[-2:]] == ["unseated", "unseated"]


def test_an_ending_is_refused_elsewhere_and_before_the_beginning(world: World):
    council = a_council(world)
    seat = granted(world, a_seat(council))
    elsewhere = person_id("officer_elsewhere")

    for act, by, last_day, error in (
        (end_seat, elsewhere, TODAY, NotPossibleNow),
        (end_seat, ASKS, TODAY - DAY, InvalidInput),
        (dissolve_council, elsewhere, TODAY, NotPossibleNow),
        (dissolve_council, ASKS, SINCE - DAY, InvalidInput),
    ):
        which = seat if act is end_seat else council
        with pytest.raises(error), writing(world.engine) as session:
            act(session, which, last_day=last_day, by=by, at=AT)
    with pytest.raises(InvalidInput), writing(world.engine) as session:
        end_seat(session, uuid4(), last_day=TODAY, by=ASKS, at=AT)


def test_a_council_that_does_not_stand_yet_is_not_dissolved_before(world: World):
    council = a_council(world, since=TODAY + 5 * DAY)

    with pytest.raises(InvalidInput), writing(world.engine) as session:
        dissolve_council(session, council, last_day=TODAY, by=ASKS, at=AT)


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewCouncil(place_id("08/1"), NAME, TODAY), "place"),
        (NewCouncil(place_id("08"), NAME, LAST_DAY + DAY), "place"),
        (NewCouncil(place_id("08"), " ", TODAY), "name"),
        (NewCouncil(place_id("08"), NAME, TODAY, TODAY - DAY), "until"),
    ],
)
def test_a_council_with_a_fault_is_refused_at_its_field(world: World, new: NewCouncil, field: str):
    with pytest.raises(InvalidInput) as fault, writing(world.engine) as session:
        found_council(session, new, by=ASKS, at=AT)

    assert fault.value.field == field
    assert written(world) == []


def test_the_system_seats_alone_until_there_are_two_administrators(world: World):
    with writing(world.engine) as session:
        system_actor(session, at=AT)
        elsewhere = found_council(
            session, NewCouncil(place_id("51"), NAME, SINCE), by=SYSTEM, at=AT
        )
        here = found_council(session, NewCouncil(place_id("08"), NAME, SINCE), by=SYSTEM, at=AT)
        give_seat(session, a_seat(elsewhere, since=SINCE), by=SYSTEM, at=AT)

    assert len(sitting(world, elsewhere, -30)) == 1
    with pytest.raises(NotPossibleNow), writing(world.engine) as session:
        give_seat(session, a_seat(here), by=SYSTEM, at=AT)


def test_the_cases_of_a_merged_province_are_for_the_council_of_its_successor(
    either_world: World,
):
    council = a_council(either_world)
    goes_over(either_world, "51", place_id("08"), on=TODAY)

    with reading(either_world.engine) as session:
        found = [councils_of(session, place_id("51"), on=TODAY + day * DAY) for day in (-1, 0)]

    assert [council in {each.id for each in standing} for standing in found] == [False, True]
