"""Many cases at once: one is walked by the verbs, the others are copied from it row by row."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables filled below
from states.terms import CaseState, Phase
from tests.builders import World
from tests.chaos.course import widen
from tests.law_builders import criteria
from tests.people_and_places import AT, person_id, place_id
from workflow import history
from workflow.casefiles import case_after
from workflow.database import writing


def multiplied(world: World, many: int, state: CaseState = CaseState.PROPOSED) -> list[str]:
    """Open so many cases with verified figures, each of a commune of its own; their numbers.

    The one they are copied from is not among them. Each begins with an entry that leads there.
    """
    widen(world, many + 1)
    first = world.a_case()
    world.enters(first, Phase.PROPOSAL, criteria())
    world.verifies(first, Phase.PROPOSAL)
    types = "" if state is CaseState.PROPOSED else "1"
    with writing(world.engine) as session:
        like = _rows(session, "case_file")[0] | {"entries": 1, "version": 1}
        cases = [
            {**like, "id": uuid4(), "number": f"DB-2018-{place:03d}",
             "commune_id": place_id(f"08/{place}"), "state": state, "types": types}
            for place in range(2, many + 2)
        ]  # fmt: skip
        session.execute(insert(_table("case_file")), cases)
        for case in cases:
            _begin(session, case)
        _copy_figures(session, [case["id"] for case in cases])
    return [case["number"] for case in cases]


def _begin(session: Session, case: Mapping[str, Any]) -> None:
    """Write the entry that explains where a copy stands."""
    draft = history.EntryDraft(
        deed="propose",
        by=person_id("officer"),
        case_id=case["id"],
        case_number=1,
        effective=case["opened_on"],
        to_state=case["state"].value,
        facts=case_after(case, {}),
        plan=case["plan"],
        plan_digest=case["plan_digest"],
    )
    history.record(session, draft, at=AT)


def _copy_figures(session: Session, cases: list[UUID]) -> None:
    """Give each case the figures and the verifications of the first."""
    checks = {row["figure_id"]: row for row in _rows(session, "verification")}
    figures = _rows(session, "figure")
    rows = [
        (figure["id"], {**figure, "id": uuid4(), "case_id": case})
        for case in cases
        for figure in figures
    ]
    session.execute(insert(_table("figure")), [row for _, row in rows])
    verified = [{**checks[old], "figure_id": new["id"]} for old, new in rows]
    session.execute(insert(_table("verification")), verified)


def _table(name: str) -> Any:
    return SQLModel.metadata.tables[name]


def _rows(session: Session, name: str) -> list[Mapping[str, Any]]:
    return [dict(row) for row in session.execute(select(_table(name))).mappings()]
