"""Many cases looked at together are judged on what the engine judges each of them on."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import insert, select
from sqlmodel import Session, SQLModel

from states.terms import Action, CaseState, Phase
from tests.builders import World, decision
from tests.law_builders import criteria, targets
from tests.pages import counted
from tests.people_and_places import AT, PEOPLE, PROVINCES, TODAY, person_id, place_id
from workflow.database import reading, writing
from workflow.engine import explain_all, plan_of
from workflow.facts import CASES, Setting, gather
from workflow.known_quotas import known_quotas
from workflow.quota import quota_of
from workflow.together import assess_together, files_of, gather_together

STATES = list(CaseState)
HOLIDAYS = SQLModel.metadata.tables["holiday"]


@pytest.fixture
def varied(either_world: World) -> World:
    """A case in each state, of three provinces, some begun, some reported by two people."""
    world = either_world
    for commune, state in enumerate(STATES[:6], 1):
        world.a_case(state, f"08/{commune}")
    world.opens("51/1", "officer_elsewhere")
    number = world.opens("51/2", "officer_elsewhere").number
    world.enters(number, Phase.PROPOSAL, criteria(), by="officer_elsewhere")
    return world


def numbers(world: World) -> list[str]:
    with reading(world.engine) as session:
        return [*session.execute(select(CASES.c.number).order_by(CASES.c.number)).scalars()]


def settings() -> Iterator[Setting]:
    for login in PEOPLE:
        for on in (TODAY, date(2018, 6, 1), date(2026, 1, 1)):
            yield Setting(person_id(login), on, max(on, TODAY))


def compare(session: Session, world: World, every: list[str], setting: Setting) -> int:
    files = files_of(session, every)
    together = gather_together(session, world.book, files, setting)
    assessed = assess_together(session, files, together)
    for file in files:
        alone = gather(session, file, plan_of(world.book, file), setting)
        assert alone == together[file.id]
        assert explain_all(session, file, alone) == assessed[file.id]
    return len(files)


@pytest.mark.parametrize("overridden", [False, True])
def test_the_facts_of_many_are_the_facts_of_each(varied: World, overridden: bool):
    if overridden:
        swapped = {"day": date(2019, 3, 18), "off": True, "name": "Nghỉ bù", "document": "thử"}
        with writing(varied.engine) as session:
            session.execute(insert(HOLIDAYS).values(swapped))
    every = numbers(varied)

    with reading(varied.engine) as session:
        compared = sum(compare(session, varied, every, setting) for setting in settings())

    assert compared == len(every) * len(PEOPLE) * 3


def test_relapsed_declined_and_closed_cases_are_no_exception(world: World):
    for commune, state in enumerate(STATES[6:], 1):
        world.a_case(state, f"08/{commune}")

    with reading(world.engine) as session:
        setting = Setting(person_id("officer"), TODAY, TODAY)
        assert compare(session, world, numbers(world), setting) == len(STATES[6:])


def test_a_second_round_is_judged_on_its_own_figures(world: World):
    number = world.a_case(CaseState.RELAPSED)
    decided = decision(date(2019, 8, 1), "88/QĐ-BCĐ")
    world.acts(number, Action.RESUME, "committee_office", decision=decided)
    world.enters(number, Phase.REVIEW, targets(), period=(date(2019, 8, 1), date(2019, 11, 30)))

    with reading(world.engine) as session:
        setting = Setting(person_id("second_officer"), TODAY, TODAY)
        assert compare(session, world, [number], setting) == 1


def test_many_cases_take_as_many_statements_as_one(varied: World):
    every = numbers(varied)
    setting = Setting(person_id("committee_office"), TODAY, TODAY)
    asked = []
    for wanted in (every[:1], every):
        with reading(varied.engine) as session:
            files = files_of(session, wanted)
            with counted(varied.engine) as statements:
                assess_together(
                    session, files, gather_together(session, varied.book, files, setting)
                )
            asked.append(len([each for each in statements if "SELECT" in each]))

    assert asked[1] <= 6


def test_nothing_asked_is_nothing_read(world: World):
    with reading(world.engine) as session, counted(world.engine) as statements:
        setting = Setting(person_id("officer"), AT.date(), AT.date())
        assert gather_together(session, world.book, [], setting) == {}
        assert assess_together(session, [], {}) == {}

    assert [] == [each for each in statements if "SELECT" in each]


@pytest.mark.parametrize("on", [date(2018, 6, 1), TODAY, date(2020, 1, 1)])
def test_the_quotas_of_many_provinces_are_those_of_each(varied: World, on: date):
    plans = [*varied.book.plans.values(), None]
    with reading(varied.engine) as session:
        known = known_quotas(session, [place_id(code) for code in PROVINCES], on=on)
        for code in PROVINCES:
            for plan in plans:
                alone = quota_of(session, place_id(code), plan, on=on)
                assert alone == known[place_id(code)].under(plan)
