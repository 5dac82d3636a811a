"""The people of the demo: their accounts, with the places and the seats they are appointed to."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the table read below
from states.terms import Capacity, Level, Role, Seat
from workflow.territory.gazetteer import id_of_former, id_of_new

_PERSONS = SQLModel.metadata.tables["person"]
_BY_LOGIN = select(_PERSONS.c.id).where(_PERSONS.c.login == bindparam("login"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account of the demo; `says` tells in a few words what it is for.

    `by_two`: two administrators grant its roles; `waits`: one of them has asked and no more.
    """

    login: str
    name: str
    roles: tuple[Role, ...]
    places: tuple[UUID, ...]
    says: str
    seat: Seat | None
    by_two: bool
    waits: bool


@dataclass(frozen=True, slots=True)
class DemoCouncil:
    """A council of the demo: the same people sit on all, `also` are more of them."""

    province: UUID
    name: str
    since: date
    also: Mapping[str, Seat]


@dataclass(frozen=True, slots=True)
class DemoDelegation:
    """The one delegation of the demo: whose appointment for which place, to whom, how long."""

    holder: str
    place: UUID
    delegate: str
    capacity: Capacity
    days: int


@dataclass(frozen=True, slots=True)
class Cast:
    """All accounts of the demo, with the one password they share and their first day."""

    accounts: tuple[Account, ...]
    password: str
    since: date
    council: DemoCouncil
    former_councils: tuple[DemoCouncil, ...]
    delegation: DemoDelegation


@cache
def cast() -> Cast:
    """Return the accounts of accounts.toml."""
    path = Path(__file__).with_name("accounts.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    places = {name: tuple(_places(entry)) for name, entry in table["places"].items()}
    council, delegation = table["council"], table["delegation"]
    return Cast(
        tuple(_account(entry, places) for entry in table["account"]),
        table["password"],
        table["since"],
        _council(_province(council["province"]), council),
        tuple(
            _council(id_of_former(Level.PROVINCE, former["province"]), former)
            for former in table["former_council"]
        ),
        DemoDelegation(
            delegation["holder"],
            _province(delegation["place"]),
            delegation["delegate"],
            Capacity(delegation["capacity"]),
            delegation["days"],
        ),
    )


def has_cast(session: Session) -> bool:
    """Whether the demo's people are there: they come and go with the whole demo."""
    first = cast().accounts[0].login
    return session.execute(_BY_LOGIN, {"login": first}).first() is not None


def _account(entry: Mapping[str, Any], places: Mapping[str, tuple[UUID, ...]]) -> Account:
    return Account(
        login=entry["login"],
        name=entry["name"],
        roles=tuple(Role(role) for role in entry["roles"]),
        places=places[entry["places"]],
        says=entry["says"],
        seat=Seat(entry["seat"]) if "seat" in entry else None,
        by_two=entry.get("by_two", False),
        waits=entry.get("waits", False),
    )


def _council(province: UUID, entry: Mapping[str, Any]) -> DemoCouncil:
    also = {login: Seat(kind) for login, kind in entry.get("also", {}).items()}
    return DemoCouncil(province, entry["name"], entry["since"], also)


def _places(entry: Mapping[str, Any]) -> Iterator[UUID]:
    yield from (_province(code) for code in entry.get("provinces", ()))
    if "commune" in entry:
        yield id_of_new(Level.COMMUNE, entry["commune"])


def _province(code: str) -> UUID:
    return id_of_new(Level.PROVINCE, code)
