"""Who may do what in the demo: set up by the system, then granted by two administrators.

The system gives powers alone while there is one administrator; the second one comes last, and
from then on the demo too asks and approves.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the table read below
from workflow.calendar import HANOI
from workflow.deeds.accounts import NewPerson, add_person, system_actor
from workflow.deeds.appointments import Post, appoint
from workflow.deeds.councils import NewCouncil, found_council
from workflow.deeds.delegations import Deputy, delegate
from workflow.deeds.grants import approve_grant, ask_grant
from workflow.deeds.seats import SeatPost, give_seat
from workflow.demo.cast import Account, cast

FIRST, SECOND = "quantri", "quantri2"
_APPOINTMENTS = SQLModel.metadata.tables["appointment"]
_HELD = select(_APPOINTMENTS.c.id).where(
    _APPOINTMENTS.c.person_id == bindparam("person"), _APPOINTMENTS.c.place_id == bindparam("place")
)
People = Mapping[str, UUID]


def add_cast(session: Session, *, at: datetime) -> People:
    """Add everybody with their powers; return their ids by sign-in name."""
    system = system_actor(session, at=at)
    people = {
        account.login: add_person(
            session, NewPerson(account.login, account.name, cast().password), by=system, at=at
        )
        for account in cast().accounts
    }
    set_up = [account for account in cast().accounts if not account.by_two and not account.waits]
    _seat_councils(session, people, by=system, at=at)
    for account in sorted(set_up, key=lambda each: each.login == SECOND):
        for post in _posts(account, people):
            appoint(session, post, by=system, at=at)
    _grant(session, people, at=at)
    _delegate(session, people, at=at)
    return people


def _posts(account: Account, people: People) -> Iterator[Post]:
    for role in account.roles:
        for place in account.places:
            yield Post(people[account.login], role, place, cast().since)


def _seat_councils(session: Session, people: People, *, by: UUID, at: datetime) -> None:
    seats = {account.login: account.seat for account in cast().accounts if account.seat}
    for wanted in (*cast().former_councils, cast().council):
        new = NewCouncil(wanted.province, wanted.name, wanted.since)
        council = found_council(session, new, by=by, at=at)
        for login, kind in {**seats, **wanted.also}.items():
            post = SeatPost(people[login], council, kind, wanted.since)
            give_seat(session, post, by=by, at=at)


def _grant(session: Session, people: People, *, at: datetime) -> None:
    """Ask as the first administrator and approve as the second, or leave it waiting."""
    today = at.astimezone(HANOI).date()
    for account in cast().accounts:
        if not account.by_two and not account.waits:
            continue
        for post in _posts(account, people):
            wish = Post(post.person, post.role, post.place, today)
            request = ask_grant(session, wish, by=people[FIRST], at=at)
            if account.by_two:
                approve_grant(session, request, by=people[SECOND], at=at)


def _delegate(session: Session, people: People, *, at: datetime) -> None:
    wanted, today = cast().delegation, at.astimezone(HANOI).date()
    holder = people[wanted.holder]
    held = session.execute(_HELD, {"person": holder, "place": wanted.place}).scalars().first()
    if held is not None:
        until = today + timedelta(days=wanted.days)
        deputy = Deputy(people[wanted.delegate], held, wanted.capacity, today, until)
        delegate(session, deputy, by=holder, at=at)
