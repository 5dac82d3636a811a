"""People for the walk over every route: each role, here and elsewhere, before, within and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4, uuid5

from sqlalchemy import insert
from sqlmodel import Session, SQLModel

from states.terms import NEVER_GRANTED, Role, Seat
from tests.people_and_places import AT, SINCE, TODAY, person_id, place_id
from workflow.database import stored_instant

TABLES = SQLModel.metadata.tables
HERE, ELSEWHERE = "08", "51"
GRANTED = tuple(role for role in Role if role not in NEVER_GRANTED)
WALKED = (*GRANTED, Role.MEMBER)
_NAMESPACE = UUID("b1d5f0c2-7a31-4a7e-9d0a-201912020301")


class Term(StrEnum):
    """Where today lies beside the days of an appointment."""

    BEFORE = "before"
    WITHIN = "within"
    AFTER = "after"


_TERMS: dict[Term, tuple[date, date | None]] = {
    Term.BEFORE: (TODAY + timedelta(days=1), None),
    Term.WITHIN: (SINCE, None),
    Term.AFTER: (SINCE, TODAY - timedelta(days=1)),
}


@dataclass(frozen=True, slots=True)
class Walker:
    """Somebody who holds one role over one province for one term."""

    role: Role
    place: str
    term: Term

    @property
    def id(self) -> UUID:
        """The id of the person."""
        return uuid5(_NAMESPACE, f"{self.role} {self.place} {self.term}")

    @property
    def holds(self) -> bool:
        """Whether the role is held today."""
        return self.term is Term.WITHIN


WALKERS = tuple(
    Walker(role, place, term) for role in WALKED for place in (HERE, ELSEWHERE) for term in Term
)


def add_walkers(session: Session) -> dict[str, UUID]:
    """Put the walkers into the database; return the council of each province."""
    session.execute(insert(TABLES["person"]), [_person(one) for one in WALKERS])
    posts = [_post(one) for one in WALKERS if one.role in GRANTED]
    session.execute(insert(TABLES["appointment"]), posts)
    councils = {place: uuid4() for place in (HERE, ELSEWHERE)}
    rows = [
        {"id": council, "place_id": place_id(place), "name": f"Hội đồng {place}", "since": SINCE}
        for place, council in councils.items()
    ]
    session.execute(insert(TABLES["council"]), rows)
    session.execute(insert(TABLES["seat"]), [*_seats(councils)])
    return councils


def _person(one: Walker) -> dict[str, Any]:
    return {
        "id": one.id,
        "login": f"{one.role}.{one.place}.{one.term}",
        "name": f"Nguyễn Văn {one.id.hex[:6]}",
        "password_hash": "-",
        "active": True,
        "created_at": stored_instant(AT),
    }


def _term(one: Walker) -> dict[str, Any]:
    since, until = _TERMS[one.term]
    return {"since": since, "until": until}


def _post(one: Walker) -> dict[str, Any]:
    row = {"id": uuid5(one.id, "post"), "person_id": one.id, "role": one.role}
    return row | {"place_id": place_id(one.place)} | _term(one)


def _seats(councils: dict[str, UUID]) -> Iterator[dict[str, Any]]:
    for one in WALKERS:
        if one.role is Role.MEMBER:
            row = {"id": uuid5(one.id, "post"), "council_id": councils[one.place]}
            yield row | {"person_id": one.id, "kind": Seat.MEMBER} | _term(one)


def post_of(place: str) -> UUID:
    """An appointment of a province, to be ended or delegated: the officer's who holds it today."""
    return uuid5(Walker(Role.OFFICER, place, Term.WITHIN).id, "post")


def asker_of(place: str) -> UUID:
    """Who asked for everything that waits in a province: nobody who walks."""
    return person_id("officer" if place == HERE else "officer_elsewhere")
