"""The inbox of a province with ten thousand open cases: how much it asks, and how long it takes."""

import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert
from sqlmodel import SQLModel

from states.figures import Figure
from states.terms import CaseState, Level, Phase, UnitKind
from tests.builders import World
from tests.law_builders import criteria, targets
from tests.pages import Pages, counted
from tests.people_and_places import AT, person_id, place_id
from workflow.database import stored_instant, writing

TABLES = SQLModel.metadata.tables
MANY = 10_000
REPORTED = 300
MOST = 10
STATES = (
    CaseState.PROPOSED,
    CaseState.APPRAISED,
    CaseState.IN_TRANSFORMATION,
    CaseState.PRELIMINARY_REVIEW,
    CaseState.MONITORING,
)
LONG_AGO = stored_instant(AT - timedelta(days=90))
ADDRESSES = ("/inbox", "/inbox/waiting", "/inbox/deadlines", "/inbox/silent")


@pytest.fixture
def crowded(world: World) -> World:
    """Ten thousand open cases in every state, some hundreds of each fully reported."""
    plan = world.book.plan("tuyen_quang_2018")
    assert plan is not None
    files = [_file(at, plan.id, plan.digest) for at in range(MANY)]
    figures = [row for at, file in enumerate(files) for row in _figures(at, file)]
    with writing(world.engine) as session:
        session.execute(insert(TABLES["place"]), [_commune(file) for file in files])
        session.execute(insert(TABLES["place_parent"]), [_parent(file) for file in files])
        session.execute(insert(TABLES["case_file"]), files)
        session.execute(insert(TABLES["history"]), [*map(_entry, range(MANY), files)])
        session.execute(insert(TABLES["figure"]), figures)
        checks = [{"figure_id": row["id"], **_CHECKED} for row in figures]
        session.execute(insert(TABLES["verification"]), checks)
    return world


_CHECKED = {"verified_by": person_id("second_officer"), "verified_at": LONG_AGO}


def test_a_page_asks_ten_questions_at_most(crowded: World, capsys: Any):
    told = []
    for login in ("officer", "secretary", "committee_office", "auditor"):
        pages = Pages(crowded.engine).signed_in(login)
        for address in ADDRESSES:
            begun = time.perf_counter()
            with counted(crowded.engine) as asked:
                shown = pages.client.get(address)
            took = time.perf_counter() - begun
            questions = len([one for one in asked if "SELECT" in one])
            told.append(f"{login} {address}: {questions} questions, {took * 1000:.0f} ms")
            assert questions <= MOST, (login, address)
            assert took < 20
            assert "DB-2018-" in shown.text or (address, login) == ("/inbox", "auditor")
    with capsys.disabled():
        print(f"\n{MANY} open cases:", *told, sep="\n  ")  # noqa: T201 - the numbers


def _file(at: int, plan: str, digest: str) -> dict[str, Any]:
    state = STATES[at % len(STATES)]
    return {
        "id": uuid4(),
        "number": f"DB-2018-{at + 1:05d}",
        "commune_id": uuid4(),
        "province_id": place_id("08"),
        "plan": plan,
        "plan_digest": digest,
        "state": state,
        "entries": 1,
        "types": "1",
        "argument": "Trộm cắp tăng",
        "proposed_by": person_id("officer"),
        "opened_on": date(2018, 2, 1),
        "started_on": date(2018, 3, 15) if state in STATES[2:] else None,
        "reviewed_on": date(2019, 3, 20) if state is CaseState.MONITORING else None,
    }


def _commune(file: dict[str, Any]) -> dict[str, Any]:
    name = f"Tân Lập {file['number'][-5:]}"
    return {
        "id": file["commune_id"],
        "level": Level.COMMUNE,
        "kind": UnitKind.XA,
        "name": name,
        "folded": name.lower(),
        "sort_key": name,
        "province_id": place_id("08"),
        "origin": "tests",
    }


def _parent(file: dict[str, Any]) -> dict[str, Any]:
    parent = place_id("08/district")
    return {"id": uuid4(), "place_id": file["commune_id"], "parent_id": parent}


def _entry(at: int, file: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": at + 1,
        "case_id": file["id"],
        "case_number": 1,
        "deed": "propose",
        "person_id": person_id("officer"),
        "at": LONG_AGO,
        "effective": date(2018, 2, 1),
        "entry": "{}",
        "leaf": "0" * 64,
        "root_after": "0" * 64,
    }


def _figures(at: int, file: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if at % (MANY // REPORTED // len(STATES) or 1):
        return
    state = file["state"]
    if state is CaseState.PROPOSED:
        yield from _rows(file["id"], Phase.PROPOSAL, criteria())
    if state in (CaseState.IN_TRANSFORMATION, CaseState.PRELIMINARY_REVIEW):
        yield from _rows(file["id"], Phase.REVIEW, targets())
    if state is CaseState.MONITORING:
        yield from _rows(file["id"], Phase.MONITORING, targets())


def _rows(case: UUID, phase: Phase, values: dict[str, Figure]) -> Iterator[dict[str, Any]]:
    begun = date(2019, 3, 20) if phase is Phase.MONITORING else date(2018, 3, 15)
    ended = date(2019, 9, 19) if phase is Phase.MONITORING else date(2019, 3, 14)
    for measure, value in values.items():
        yield {
            "id": uuid4(),
            "case_id": case,
            "measure": measure,
            "phase": phase,
            "round": 1,
            "period_start": begun,
            "period_end": ended,
            "revision": 1,
            "standing": value.standing,
            "count": value.count,
            "numerator": value.numerator,
            "denominator": value.denominator,
            "answer": value.answer,
            "document": "BC 12/BC-CAX",
            "body": "Công an xã",
            "recorded_by": person_id("officer"),
            "recorded_at": LONG_AGO,
        }
