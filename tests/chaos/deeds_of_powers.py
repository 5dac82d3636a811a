"""Deeds about powers that anybody may try: grants by two, seats, delegations, and their ends."""

from datetime import date
from uuid import UUID

from states.terms import Capacity, Role, Seat
from tests.chaos.arena import EVERYBODY, Arena, Tried
from tests.people_and_places import AT, TODAY, person_id, place_id
from workflow.deeds.appointments import Post, end_appointment
from workflow.deeds.councils import NewCouncil, dissolve_council, found_council
from workflow.deeds.delegations import Deputy, delegate, end_delegation
from workflow.deeds.grants import Wish, approve_grant, ask_grant, refuse_grant
from workflow.deeds.seats import SeatPost, end_seat

ADMINISTRATORS = ("administrator", "second_administrator")
LATER = date(2019, 12, 31)
PAST = date(2019, 11, 1)


def wish(arena: Arena) -> Wish:
    """A power somebody might be given."""
    person = person_id(arena.dice.choice(EVERYBODY))
    since, until = arena.often(TODAY, PAST, LATER), arena.often(None, LATER, PAST)
    match arena.dice.randrange(3):
        case 0:
            role = arena.dice.choice([*Role])
            return Post(person, role, place_id(arena.often("08", "51", "08/1")), since, until)
        case 1:
            council = arena.id("SELECT id FROM council")
            return SeatPost(person, council, arena.dice.choice([*Seat]), since, until)
    appointment = arena.id("SELECT id FROM appointment")
    capacity = arena.dice.choice([*Capacity])
    return Deputy(person, appointment, capacity, since, until or LATER)


def ask(arena: Arena) -> Tried:
    wished, by = wish(arena), arena.who(*ADMINISTRATORS)
    return "ask_grant", lambda session: ask_grant(session, wished, by=by, at=AT)


def approve(arena: Arena) -> Tried:
    request, by = arena.id("SELECT id FROM grant_request"), arena.who(*ADMINISTRATORS)
    return "approve_grant", lambda session: approve_grant(session, request, by=by, at=AT)


def refuse(arena: Arena) -> Tried:
    request, by = arena.id("SELECT id FROM grant_request"), arena.who(*ADMINISTRATORS)
    reason = arena.often("Không cần", "")
    return "refuse_grant", lambda session: refuse_grant(session, request, reason, by=by, at=AT)


def hand_to(arena: Arena) -> Tried:
    holder, appointment = arena.one("SELECT person_id, id FROM appointment")
    deputy = Deputy(
        person_id(arena.dice.choice(EVERYBODY)),
        UUID(appointment),
        arena.dice.choice([*Capacity]),
        arena.often(TODAY, LATER, PAST),
        LATER,
    )
    by = arena.who(UUID(holder))
    return "delegate", lambda session: delegate(session, deputy, by=by, at=AT)


def end_power(arena: Arena) -> Tried:
    ends = {"appointment": end_appointment, "seat": end_seat, "delegation": end_delegation}
    kind = arena.dice.choice([*ends])
    which, last_day = arena.id(f"SELECT id FROM {kind}"), arena.often(TODAY, PAST, LATER)
    by = arena.who(*ADMINISTRATORS)
    return f"end {kind}", lambda session: ends[kind](
        session, which, last_day=last_day, by=by, at=AT
    )


def found(arena: Arena) -> Tried:
    new = NewCouncil(place_id(arena.often("08", "51", "08/1")), "Hội đồng khác", TODAY)
    by = arena.who(*ADMINISTRATORS)
    return "found_council", lambda session: found_council(session, new, by=by, at=AT)


def dissolve(arena: Arena) -> Tried:
    council, by = arena.id("SELECT id FROM council"), arena.who(*ADMINISTRATORS)
    last_day = arena.often(LATER, PAST)
    return "dissolve_council", lambda session: dissolve_council(
        session, council, last_day=last_day, by=by, at=AT
    )


OF_POWERS = (ask, ask, approve, approve, refuse, hand_to, end_power, found, dissolve)
