"""The whole course of a case, one lawful deed after another, wherever it stands now.

Nothing is remembered between deeds: what comes next is read from the database, so that anybody
can go on after a crash.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Engine, Row, insert, select
from sqlmodel import SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Action, Phase
from tests.builders import MONTHS_OF_MONITORING, YEAR_OF_WORK, World, decision, minutes, paper
from tests.law_builders import criteria, targets
from tests.people_and_places import place_id
from workflow.database import reading, writing
from workflow.engine import Outcome

Step = Callable[[World, Row[Any]], Outcome]
YEAR = 2018
BASE, CAP = 100_000, 15_000


def appraises(world: World, case: Row[Any]) -> Outcome:
    sitting = minutes(date(2018, 3, 1))
    return world.acts(
        case.number, Action.APPRAISE, "secretary", seen=case.version, minutes=sitting, types=("1",)
    )


def selects(world: World, case: Row[Any]) -> Outcome:
    signed = decision(date(2018, 3, 15))
    return world.acts(
        case.number, Action.SELECT, "committee_office", seen=case.version, decision=signed
    )


def submits(world: World, case: Row[Any]) -> Outcome:
    report = paper("41/BC-BCĐ", date(2019, 3, 18))
    return world.acts(
        case.number,
        Action.SUBMIT_REVIEW,
        "officer",
        seen=case.version,
        report=report,
        tasks_concluded=True,
    )


def passes(world: World, case: Row[Any]) -> Outcome:
    sitting = minutes(date(2019, 3, 20))
    return world.acts(
        case.number, Action.PASS_REVIEW, "secretary", seen=case.version, minutes=sitting
    )


def recognizes(world: World, case: Row[Any]) -> Outcome:
    return world.acts(
        case.number,
        Action.RECOGNIZE,
        "committee_office",
        seen=case.version,
        minutes=minutes(date(2019, 9, 23)),
        decision=decision(date(2019, 9, 24), "99/QĐ-BCĐ"),
    )


def enters(phase: Phase, **more: Any) -> Step:
    values = criteria() if phase is Phase.PROPOSAL else targets()
    return lambda world, case: world.enters(
        case.number, phase, values, seen=case.version, reason="Đính chính", **more
    )


def verifies(phase: Phase) -> Step:
    return lambda world, case: world.verifies(case.number, phase)


# What is done next, by the state of the case and the last deed done to it.
NEXT: Mapping[tuple[str, str], Step] = {
    ("proposed", "propose"): enters(Phase.PROPOSAL),
    ("proposed", "enter_figures"): verifies(Phase.PROPOSAL),
    ("proposed", "verify_figures"): appraises,
    ("appraised", "appraise"): selects,
    ("in_transformation", "select"): enters(Phase.REVIEW, period=YEAR_OF_WORK),
    ("in_transformation", "enter_figures"): verifies(Phase.REVIEW),
    ("in_transformation", "verify_figures"): submits,
    ("preliminary_review", "submit_review"): passes,
    ("monitoring", "pass_review"): enters(Phase.MONITORING, period=MONTHS_OF_MONITORING),
    ("monitoring", "enter_figures"): verifies(Phase.MONITORING),
    ("monitoring", "verify_figures"): recognizes,
}


def open_case_of(world: World, commune: str) -> Row[Any] | None:
    """The open case of a commune with the last deed done to it."""
    cases, entries = (SQLModel.metadata.tables[name] for name in ("case_file", "history"))
    last = (entries.c.case_id == cases.c.id) & (entries.c.case_number == cases.c.entries)
    chosen = (
        select(cases.c.number, cases.c.state, cases.c.version, entries.c.deed)
        .join(entries, last)
        .where(cases.c.commune_id == place_id(commune), cases.c.is_open)
    )
    with reading(world.engine) as session:
        return session.execute(chosen).one_or_none()


def goes_on(world: World, commune: str) -> Outcome:
    """Do the next lawful deed to the commune's open case, or open its next case."""
    case = open_case_of(world, commune)
    if case is None:
        return world.opens(commune)
    return NEXT[case.state.value, case.deed](world, case)


def widen(world: World, communes: int) -> list[str]:
    """Give the province so many communes and a cap that is never reached; return their names."""
    places, parents, quota = (
        SQLModel.metadata.tables[name] for name in ("place", "place_parent", "quota")
    )
    names = [f"08/{number}" for number in range(1, communes + 1)]
    like = {"place": select(places), "place_parent": select(parents)}
    with writing(world.engine) as session:
        first = (
            session.execute(like["place"].where(places.c.id == place_id("08/1"))).mappings().one()
        )
        above = (
            session.execute(like["place_parent"].where(parents.c.place_id == place_id("08/1")))
            .mappings()
            .one()
        )
        known = set(session.execute(select(places.c.id)).scalars())
        new = [name for name in names if place_id(name) not in known]
        for name in new:
            told = {"id": place_id(name), "name": name, "code": f"08{int(name[3:]):03d}"}
            session.execute(insert(places), {**first, **told})
            told = {"id": place_id(f"{name} belongs"), "place_id": place_id(name)}
            session.execute(insert(parents), {**above, **told})
        province = {"province_id": place_id("08"), "year": YEAR, "source": "tests"}
        session.execute(insert(quota), {**province, "base": BASE, "cap": CAP, "used": 0})
    return names


def address(engine: Engine) -> str:
    """The url by which another process reaches the same database."""
    return engine.url.render_as_string(hide_password=False)
