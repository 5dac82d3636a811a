"""Decisions in the tests' world: drafted, filled with cases and recorded by the public verbs."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import SQLModel

from states.terms import Action, CaseState
from tests.builders import World
from tests.papers import BODY
from tests.people_and_places import AT, person_id, place_id
from workflow.database import reading, writing
from workflow.deeds.decision_lines import NewLine, add_lines
from workflow.deeds.decisions import AtDraft, Heading, draft_decision
from workflow.deeds.recording import record_decision
from workflow.engine import Outcome

OFFICE = "committee_office"
SIGNED_ON = date(2018, 3, 15)


def two_appraised(world: World) -> tuple[str, str]:
    """Two cases that wait for a decision."""
    first, second = (world.a_case(CaseState.APPRAISED, f"08/{n}") for n in (1, 2))
    return first, second


def a_heading(number: str = "12/QĐ-BCĐ", on: date | None = SIGNED_ON, **more: Any) -> Heading:
    """The heading of a decision signed for the committee."""
    said = {"body": BODY, "capacity": "TM.", "subject": "Về danh sách địa bàn chuyển hóa"} | more
    return Heading(number=number, signed_on=on, **said)


def at_draft(decision: UUID, *, by: str = OFFICE, at: datetime = AT, **more: Any) -> AtDraft:
    """Somebody at a draft."""
    return AtDraft(decision=decision, by=person_id(by), at=at, **more)


def a_draft(
    world: World, *lines: tuple[str, Action], heading: Heading | None = None, province: str = "08"
) -> UUID:
    """Draft a decision with lines; return its id."""
    with writing(world.engine) as session:
        decision = draft_decision(
            session, place_id(province), heading or a_heading(), by=person_id(OFFICE), at=AT
        )
        if lines:
            new = [NewLine(case, action, "Xét tình hình thực tế") for case, action in lines]
            add_lines(session, at_draft(decision), new)
    return decision


def adds(world: World, decision: UUID, *lines: tuple[str, Action], **more: Any) -> None:
    """Put cases on a draft."""
    with writing(world.engine) as session:
        add_lines(session, at_draft(decision, **more), [NewLine(*line) for line in lines])


def records(world: World, decision: UUID, **more: Any) -> tuple[Outcome, ...]:
    """Record a draft."""
    with writing(world.engine) as session:
        return record_decision(session, world.book, at_draft(decision, **more))


def decided(world: World, *lines: tuple[str, Action], **more: Any) -> tuple[Outcome, ...]:
    """Draft and record a decision over these cases."""
    return records(world, a_draft(world, *lines, **more))


def rows(world: World, table: str) -> list[dict[str, Any]]:
    """Every row of a table."""
    with reading(world.engine) as session:
        found = session.execute(select(SQLModel.metadata.tables[table])).mappings()
        return [dict(row) for row in found]


def everything(world: World) -> dict[str, list[str]]:
    """Every row of every table, to compare before and after."""
    return {
        name: sorted(str(sorted(row.items(), key=str)) for row in rows(world, name))
        for name in SQLModel.metadata.tables
    }
