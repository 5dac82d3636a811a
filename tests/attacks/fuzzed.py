"""The database every request of the fuzzing is sent to, made anew after each that changed it.

It holds something of everything: cases in several states here and one elsewhere, a council in
the middle of a ballot, a draft decision, requests that wait, and a power that has ended.
"""

import shutil
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlmodel import SQLModel

from states.terms import Action, CaseState, Phase, Role
from tests import seated
from tests.builders import World
from tests.corrections import asks, asks_waiver, entry_of
from tests.deciding import a_draft, a_heading
from tests.law_builders import criteria
from tests.people_and_places import PEOPLE, SINCE, person_id, place_id
from workflow.database import open_engine, writing

SECRET = "Điều chỉ nơi khác được biết"
# What a request may leave behind although it was refused: who tried to sign in, and when somebody
# was last seen.
QUIET = frozenset({"sign_in_attempt", "sign_in_session"})
COUNCIL = seated.logins("council")


@dataclass(frozen=True)
class Stage:
    """The database, as it was filled and as it is now."""

    world: World
    template: sqlite3.Connection
    eye: sqlite3.Connection

    @cached_property
    def filled(self) -> Mapping[str, list[Any]]:
        """Every row of every table as it was filled."""
        return contents(self.template)

    def version(self) -> int:
        """A number that changes whenever anything is committed."""
        found: int = self.eye.execute("PRAGMA data_version").fetchone()[0]
        return found

    def changed(self) -> set[str]:
        """The tables that are not as they were filled."""
        now = contents(self.eye)
        return {name for name in now if now[name] != self.filled[name]}

    def restore(self) -> None:
        """Make the database what it was."""
        path = str(self.world.engine.url.database)
        with sqlite3.connect(path) as connection:
            self.template.backup(connection)
        connection.close()


def contents(connection: sqlite3.Connection) -> dict[str, list[Any]]:
    """Every row of every table."""
    return {
        name: connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall()
        for name in SQLModel.metadata.tables
    }


def filled(template: Path, folder: Path) -> Stage:
    """Fill a copy of the world."""
    path = folder / "fuzzed.sqlite3"
    shutil.copyfile(template, path)
    world = World(open_engine(f"sqlite:///{path}"))
    _fill(world)
    return Stage(world, sqlite3.connect(":memory:"), sqlite3.connect(path))


def keep(stage: Stage) -> None:
    """Take what the database holds now, sessions of everybody included, for the template."""
    stage.eye.backup(stage.template)


def everybody() -> list[str]:
    """Everybody who can sign in: all roles here and elsewhere, a council, and one without role."""
    return [*PEOPLE, COUNCIL[0], COUNCIL[1], COUNCIL[2], COUNCIL[-1]]


def held(login: str) -> frozenset[Role]:
    """The roles somebody has, told from the names and not from the database."""
    if login in PEOPLE:
        return frozenset(filter(None, [PEOPLE[login][0]]))
    clerk = {Role.SECRETARY} if login in COUNCIL[:2] else set()
    return frozenset({Role.MEMBER, *clerk})


def province(login: str) -> UUID:
    """The province somebody works in."""
    return place_id(PEOPLE[login][1] if login in PEOPLE else "08")


def _fill(world: World) -> None:
    _ended_power(world)
    council = seated.seat(world)
    proposed = world.a_case()
    world.enters(proposed, Phase.PROPOSAL, criteria())
    world.verifies(proposed, Phase.PROPOSAL)
    with writing(world.engine) as session:
        sitting = seated.sits(session, council, "fuzz/BB")
        motion = seated.puts(world, session, council, seated.appraisal(sitting, proposed))
        seated.votes(world, session, motion, council.voters[2:4])
    appraised = world.a_case(CaseState.APPRAISED, "08/2")
    a_draft(world, (appraised, Action.SELECT), heading=a_heading())
    working = world.a_case(CaseState.IN_TRANSFORMATION, "08/3")
    asks_waiver(world, working)
    asks(world, entry_of(world, working, Action.SELECT))
    world.a_case(CaseState.MONITORING, "08/4")
    elsewhere = world.opens("51/1", "officer_elsewhere", argument=SECRET).number
    world.enters(elsewhere, Phase.PROPOSAL, criteria(), by="officer_elsewhere")


def _ended_power(world: World) -> None:
    """Who holds nothing now was once in the committee's office."""
    row: dict[str, Any] = {"id": place_id("ended"), "person_id": person_id("nobody")}
    row |= {"role": Role.COMMITTEE_OFFICE, "place_id": place_id("08"), "since": SINCE}
    with writing(world.engine) as session:
        ended = row | {"until": date(2018, 12, 31)}
        session.execute(insert(SQLModel.metadata.tables["appointment"]), ended)
