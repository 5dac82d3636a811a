"""Waivers and corrections in the tests' world: asked by one person, decided by another."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import SQLModel

from states.facts import Paper
from states.terms import Action
from tests.builders import World
from tests.papers import BODY
from tests.people_and_places import AT, person_id
from workflow.database import reading, writing
from workflow.deeds.asking import CorrectionWish, ask_correction
from workflow.deeds.correcting import approve_correction
from workflow.deeds.waiving import WaiverWish, approve_waiver, ask_waiver
from workflow.engine import Outcome

DECIDED_ON = date(2019, 11, 25)
YEAR = "review.one_year_over"
REASON = "Ghi nhầm xã: quyết định nêu xã khác."
LATER = AT


def a_decision(on: date = DECIDED_ON) -> Paper:
    """The decision a correction is made under."""
    return Paper("77/QĐ-BCĐ", on, body=BODY, capacity="TM.")


def entry_of(world: World, number: str, deed: Action | str) -> int:
    """The number in the history of the last entry of a case that did this."""
    return int([each["entry"] for each in world.entries(number) if each["deed"] == deed][-1])


def asks(world: World, entry: int, kind: Action = Action.VOID, **more: Any) -> UUID:
    """Ask for a correction, as the officer unless somebody else is named; return the request."""
    values = {"wrong": "15/03/2018", "right": "16/03/2018"} if kind is Action.RECTIFY else {}
    wish = CorrectionWish(
        entry=entry,
        kind=kind,
        reason=more.pop("reason", REASON),
        decision=more.pop("decision", a_decision()),
        by=person_id(more.pop("by", "officer")),
        at=more.pop("at", AT),
        **(values | more),
    )
    with writing(world.engine) as session:
        return ask_correction(session, wish)


def approves(world: World, request: UUID, by: str = "committee_office") -> Outcome:
    """Approve a correction."""
    with writing(world.engine) as session:
        return approve_correction(session, world.book, request, by=person_id(by), at=LATER)


def voids(world: World, number: str, action: Action) -> Outcome:
    """Void the last step of a kind, asked and approved."""
    return approves(world, asks(world, entry_of(world, number, action)))


def asks_waiver(world: World, number: str, **more: Any) -> UUID:
    """Ask that the year of transformation be waived for the review, as the officer."""
    wish = WaiverWish(
        case=number,
        action=more.pop("action", Action.SUBMIT_REVIEW),
        rule=more.pop("rule", YEAR),
        reason=more.pop("reason", "Kế hoạch tỉnh rút còn 9 tháng"),
        rests_on=more.pop("rests_on", "Công văn 12/BCĐ ngày 01/12/2018"),
        by=person_id(more.pop("by", "officer")),
        at=more.pop("at", AT),
        **more,
    )
    with writing(world.engine) as session:
        return ask_waiver(session, world.book, wish)


def grants_waiver(world: World, waiver: UUID, by: str = "committee_office") -> int:
    """Approve a waiver."""
    with writing(world.engine) as session:
        return approve_waiver(session, waiver, by=person_id(by), at=LATER)


def the_row(world: World, table: str, key: UUID) -> dict[str, Any]:
    """One row of a table by its key."""
    rows = SQLModel.metadata.tables[table]
    with reading(world.engine) as session:
        found = session.execute(select(rows).where(rows.c.id == key)).mappings().one()
        return dict(found)


def quotas(world: World) -> dict[int, tuple[int, int]]:
    """How many areas each year counts, and its cap."""
    rows = SQLModel.metadata.tables["quota"]
    with reading(world.engine) as session:
        return {row.year: (row.used, row.cap) for row in session.execute(select(rows))}
