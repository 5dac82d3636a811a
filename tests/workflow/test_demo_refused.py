"""Where the demo is not loaded, and what its plan is."""

from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest

from states.plans.checking import faults_in
from tests.demos import AT, count, load, settings
from workflow.book import load_book
from workflow.database import open_engine, writing
from workflow.deeds.accounts import NewPerson, add_person, system_actor
from workflow.demo.loading import load_demo
from workflow.demo.own_province import tell_own_province
from workflow.demo.walker import Walker
from workflow.errors import InvalidInput
from workflow.migrations import migrate
from workflow.settings import DEMO_PLANS, Mode


def test_the_demos_plan_has_no_fault_and_is_no_text():
    plan = load_book((DEMO_PLANS,)).plans["minh_hoa_2026"]

    assert () == faults_in(DEMO_PLANS)
    assert plan.illustration
    assert {"configured"} == {one.source.evidence for one in plan.parameters.values()}


def test_before_its_plan_begins_the_demos_own_province_stays_empty():
    nobody = Walker(turn=nullcontext, book=load_book((DEMO_PLANS,)), people={}, now=lambda: AT)

    assert not tell_own_province(nobody, today=date(2025, 12, 31))


def test_the_demo_is_refused_outside_its_mode(tmp_path: Path):
    with pytest.raises(InvalidInput):
        load_demo(settings(tmp_path, Mode.PRODUCTION), lambda _: None, lambda: AT)

    assert [] == list(tmp_path.iterdir())


def test_the_demo_is_refused_in_a_database_with_people_of_its_own(tmp_path: Path):
    engine = open_engine(settings(tmp_path).database_url)
    migrate(engine)
    with writing(engine) as session:
        newcomer = NewPerson("someone", "Người thật", "mot-mat-khau-dai")
        add_person(session, newcomer, by=system_actor(session, at=AT), at=AT)
    engine.dispose()

    with pytest.raises(InvalidInput):
        load(tmp_path)

    assert 0 == count(tmp_path, "case_file")
