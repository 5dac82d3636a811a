"""The databases the sequences of anybody's deeds begin on: cases in every state, things waiting."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlalchemy import insert, select
from sqlmodel import SQLModel

from states.terms import Action, Capacity, CaseState, Choice, Phase, Role
from tests.authority import a_post
from tests.builders import MONTHS_OF_MONITORING, YEAR_OF_WORK, World
from tests.chaos.arena import taken
from tests.chaos.model import COMMUNES_COUNTED, DAYS, PLACES
from tests.corrections import asks, asks_waiver, entry_of
from tests.deciding import a_draft, a_heading
from tests.law_builders import breaking, criteria, targets
from tests.meetings import Meeting, sitting_on
from tests.people_and_places import AT, SEATS, TODAY, council_id, person_id, place_id, seated
from workflow.database import open_engine, reading, writing
from workflow.deeds.delegations import Deputy, delegate
from workflow.deeds.grants import ask_grant
from workflow.deeds.sittings import NewSitting, RollLine, call_sitting, set_roll

DAYS_OF_COUNCIL = sorted(
    {DAYS[action] for action in (Action.APPRAISE, Action.DECLINE, Action.PASS_REVIEW)}
    | {DAYS[Action.RECOGNIZE], DAYS[Action.RELAPSE]}
)


def templates(world: Path, folder: Path) -> list[bytes]:
    """Fill one database for each beginning; return what each holds, byte by byte."""
    return [_filled(world, folder, begin) for begin in BEGINNINGS]


def _filled(template: Path, folder: Path, begin: Callable[[World], None]) -> bytes:
    path = folder / f"{begin.__name__}.sqlite3"
    shutil.copyfile(template, path)
    world = World(open_engine(f"sqlite:///{path}"))
    _cap(world)
    begin(world)
    _sittings(world)
    _powers(world)
    world.engine.dispose()
    return taken(path)


def _cap(world: World) -> None:
    row = {"province_id": place_id("08"), "year": 2018, "base": COMMUNES_COUNTED, "cap": PLACES}
    with writing(world.engine) as session:
        more = {"used": 0, "source": "tests"}
        session.execute(insert(SQLModel.metadata.tables["quota"]), row | more)


def _sittings(world: World) -> None:
    by = seated("08", "clerk")
    there = [RollLine(seated("08", login), present=True) for login in SEATS if login != "alternate"]
    with writing(world.engine) as session:
        for number, day in enumerate(DAYS_OF_COUNCIL, start=20):
            new = NewSitting(council_id("08"), f"{number}/BB", day, "Trụ sở")
            sitting = call_sitting(session, new, by=by, at=AT)
            set_roll(session, world.book, sitting, there, by=by, at=AT)


def _powers(world: World) -> None:
    """A grant that waits, and the office's power delegated for a month."""
    held = SQLModel.metadata.tables["appointment"].c
    with reading(world.engine) as session:
        own = (held.person_id == person_id("committee_office")) & (held.since < TODAY)
        appointment = session.execute(select(held.id).where(own)).scalar_one()
    until = date(2019, 12, 31)
    deputy = Deputy(person_id("auditor"), appointment, Capacity.KT, TODAY, until)
    with writing(world.engine) as session:
        delegate(session, deputy, by=person_id("committee_office"), at=AT)
        wish = a_post(role=Role.COMMITTEE_OFFICE)
        ask_grant(session, wish, by=person_id("administrator"), at=AT)


def _ready(world: World, commune: str = "08/1") -> str:
    number = world.opens(commune).number
    world.enters(number, Phase.PROPOSAL, criteria())
    world.verifies(number, Phase.PROPOSAL)
    return number


def nothing_yet(world: World) -> None:
    """No case at all."""


def voting(world: World) -> None:
    """One ballot open with votes on it, one case more that is ready and one that is bare."""
    council: Meeting = sitting_on(world, _ready(world)).with_ballot()
    for login in ("member1", "member2", "member3"):
        council.votes(login, Choice.FOR)
    _ready(world, "08/2")
    world.opens("08/3")


def deciding(world: World) -> None:
    """Three cases on two drafts, for the two places under the cap."""
    first, second, third = (world.a_case(CaseState.APPRAISED, f"08/{place}") for place in (1, 2, 3))
    a_draft(world, (first, Action.SELECT), (second, Action.SELECT))
    a_draft(world, (third, Action.SELECT), heading=a_heading("13/QĐ-BCĐ"))


def working(world: World) -> None:
    """One case at work with a waiver and a voiding asked for, one reviewed."""
    number = world.a_case(CaseState.IN_TRANSFORMATION)
    asks_waiver(world, number)
    asks(world, entry_of(world, number, Action.SELECT))
    reviewed = world.a_case(CaseState.IN_TRANSFORMATION, "08/2")
    world.enters(reviewed, Phase.REVIEW, targets(), period=YEAR_OF_WORK)
    world.verifies(reviewed, Phase.REVIEW)


def reviewing(world: World) -> None:
    """One case before the council after its year."""
    world.a_case(CaseState.PRELIMINARY_REVIEW)
    world.a_case(CaseState.IN_TRANSFORMATION, "08/2")


def monitoring(world: World) -> None:
    """One case ready to be recognized, one in which the crime has come back."""
    first, second = (world.a_case(CaseState.MONITORING, f"08/{place}") for place in (1, 2))
    world.enters(first, Phase.MONITORING, targets(), period=MONTHS_OF_MONITORING)
    world.verifies(first, Phase.MONITORING)
    worse = breaking("target.t1")
    world.enters(second, Phase.RELAPSE, worse, period=(MONTHS_OF_MONITORING[0], date(2019, 6, 20)))
    world.verifies(second, Phase.RELAPSE)


def over(world: World) -> None:
    """One recognized, one relapsed."""
    world.a_case(CaseState.RECOGNIZED)
    world.a_case(CaseState.RELAPSED, "08/2")


BEGINNINGS = (nothing_yet, voting, deciding, working, reviewing, monitoring, over)
