"""Deeds at the same moment: the cap, one case per commune, one deed per form."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from sqlalchemy import insert, select
from sqlmodel import SQLModel

from states.terms import Action, CaseState
from tests.builders import (
    World,
    decision,
)
from tests.people_and_places import place_id
from workflow.database import reading, writing
from workflow.errors import NotPossibleNow, Refused, StaleForm

SELECTED_ON = date(2018, 3, 15)


def _cap_of_one(world: World) -> None:
    quota = {"province_id": place_id("08"), "year": 2018, "base": 10, "cap": 1, "used": 0}
    with writing(world.engine) as session:
        session.execute(insert(SQLModel.metadata.tables["quota"]), quota | {"source": "tests"})


def _used(world: World) -> int:
    quota = SQLModel.metadata.tables["quota"]
    with reading(world.engine) as session:
        return int(session.execute(select(quota.c.used)).scalar_one())


def test_the_cap_stops_the_next_selection(either_world: World):
    first, second = (either_world.a_case(CaseState.APPRAISED, f"08/{n}") for n in (1, 2))
    _cap_of_one(either_world)
    either_world.acts(first, Action.SELECT, "committee_office", decision=decision(SELECTED_ON))

    missing = either_world.refuses(
        second, Action.SELECT, "committee_office", decision=decision(SELECTED_ON)
    )

    assert missing == {"selection.cap"}
    assert _used(either_world) == 1


def at_once(deeds: list[Callable[[], object]]) -> tuple[int, list[type]]:
    """How many of the deeds were done when all were tried at once, and how the others ended."""

    def tried(deed: Callable[[], object]) -> type | None:
        try:
            deed()
        except (Refused, StaleForm, NotPossibleNow) as refusal:
            return type(refusal)
        return None

    with ThreadPoolExecutor(len(deeds)) as together:
        ends = list(together.map(tried, deeds))
    return ends.count(None), [end for end in ends if end]


def test_selections_at_the_same_moment_do_not_pass_the_cap(either_world: World):
    numbers = [either_world.a_case(CaseState.APPRAISED, f"08/{n}") for n in range(1, 5)]
    _cap_of_one(either_world)

    def selects(number: str) -> Callable[[], object]:
        return lambda: either_world.acts(
            number, Action.SELECT, "committee_office", decision=decision(SELECTED_ON)
        )

    done, others = at_once([selects(number) for number in numbers])

    assert (done, set(others)) == (1, {Refused})
    assert _used(either_world) == 1


def test_proposals_of_one_commune_at_the_same_moment_open_one_case(either_world: World):
    done, others = at_once([either_world.opens] * 4)

    assert (done, set(others)) == (1, {Refused})


def test_the_same_form_sent_several_times_does_one_deed(either_world: World):
    number = either_world.a_case(CaseState.APPRAISED)
    seen = either_world.row(number)["case"]["version"]

    def selects() -> object:
        return either_world.acts(
            number, Action.SELECT, "committee_office", seen=seen, decision=decision(SELECTED_ON)
        )

    done, others = at_once([selects] * 4)

    assert (done, set(others)) == (1, {StaleForm})
    assert either_world.row(number)["case"]["version"] == seen + 1
