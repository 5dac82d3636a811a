"""The people of the demo: one account for each role, with the places it is appointed to."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the table read below
from states.terms import Level, Role
from workflow.deeds.accounts import NewPerson, add_person, system_actor
from workflow.deeds.appointments import Post, appoint
from workflow.folding import folded
from workflow.territory.gazetteer import id_of, id_of_former, id_of_new

_PERSONS = SQLModel.metadata.tables["person"]
_BY_LOGIN = select(_PERSONS.c.id).where(_PERSONS.c.login == bindparam("login"))


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the demo; `says` tells in a few words what it is for."""

    login: str
    name: str
    roles: tuple[Role, ...]
    places: tuple[UUID, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Cast:
    """All accounts of the demo, with the one password they share and their first day."""

    accounts: tuple[Account, ...]
    password: str
    since: date


@cache
def cast() -> Cast:
    """Return the accounts of accounts.toml."""
    path = Path(__file__).with_name("accounts.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    places = {name: tuple(_places(entry)) for name, entry in table["places"].items()}
    accounts = tuple(
        Account(
            entry["login"],
            entry["name"],
            tuple(Role(role) for role in entry["roles"]),
            places[entry["places"]],
            entry["says"],
        )
        for entry in table["account"]
    )
    return Cast(accounts, table["password"], table["since"])


def add_cast(session: Session, *, at: datetime) -> Mapping[str, UUID]:
    """Add everybody with their appointments; return their ids by sign-in name."""
    system = system_actor(session, at=at)
    people: dict[str, UUID] = {}
    for account in cast().accounts:
        newcomer = NewPerson(account.login, account.name, cast().password)
        people[account.login] = person = add_person(session, newcomer, by=system, at=at)
        for role in account.roles:
            for place in account.places:
                post = Post(person, role, place, cast().since)
                appoint(session, post, by=system, at=at)
    return people


def has_cast(session: Session) -> bool:
    """Whether the demo's people are there: they come and go with the whole demo."""
    first = cast().accounts[0].login
    return session.execute(_BY_LOGIN, {"login": first}).first() is not None


def _places(entry: Mapping[str, Any]) -> Iterator[UUID]:
    yield from (id_of_former(Level.PROVINCE, code) for code in entry.get("former", ()))
    yield from (id_of_new(Level.PROVINCE, code) for code in entry.get("current", ()))
    if "commune" in entry:
        yield id_of_new(Level.COMMUNE, entry["commune"])
    if "district" in entry:
        province, kind, name = entry["district"]
        yield id_of(Level.DISTRICT, folded(province), kind, folded(name))
