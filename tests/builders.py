"""A small world to act in: few places, people with roles, and cases walked by the public verbs.

`World` wraps a migrated database with three provinces of the years before 2025. Everything in it
happened before `AT`, the time the tests live in; a test names only what it is about.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlmodel import SQLModel

import workflow.models  # noqa: F401 - the tables filled below
from states.facts import Submission
from states.figures import Figure
from states.terms import Action, CaseState, Phase
from tests.law_builders import breaking, criteria, targets
from tests.papers import decision, minutes, paper
from tests.people_and_places import AT, person_id, place_id, seated
from tests.sittings import by_a_council, council_of, holds
from workflow.book import PlanBook, load_book
from workflow.casefiles import read_case
from workflow.database import reading, writing
from workflow.deeds.cases import Opening, open_case
from workflow.deeds.deciding import decide
from workflow.deeds.decision_lines import NewLine
from workflow.deeds.decisions import Heading
from workflow.deeds.figures import enter_figures, verify_figures
from workflow.deeds.sheets import Sheet
from workflow.engine import Deed, Outcome, perform
from workflow.errors import Refused

__all__ = [
    "World",
    "decision",
    "minutes",
    "paper",
]

YEAR_BEFORE = (date(2017, 1, 1), date(2017, 12, 31))
YEAR_OF_WORK = (date(2018, 3, 15), date(2019, 3, 14))
MONTHS_OF_MONITORING = (date(2019, 3, 20), date(2019, 9, 19))


@cache
def book() -> PlanBook:
    """The plans of the product."""
    return load_book(())


@dataclass(frozen=True, slots=True)
class World:
    """A database of this world and the plans; every verb takes its own transaction."""

    engine: Engine
    book: PlanBook = field(default_factory=book)

    def opens(self, commune: str = "08/1", by: str = "officer", **more: Any) -> Outcome:
        """Propose a commune."""
        argument = more.pop("argument", "Trộm cắp tăng tại hai thôn giáp ranh")
        opening = Opening(
            action=more.pop("action", Action.PROPOSE),
            commune=place_id(commune),
            by=person_id(by),
            at=more.pop("at", AT),
            on=more.pop("on", date(2018, 2, 1)),
            argument=argument,
            **more,
        )
        with writing(self.engine) as session:
            return open_case(session, self.book, opening)

    def acts(self, number: str, action: Action, by: str, **handed_in: Any) -> Outcome:
        """Do one deed to a case; `seen` and `at` belong to the deed, the rest to its paper.

        What a council does by its "secretary" takes a sitting, as the minutes say it went.
        """
        seen, at = handed_in.pop("seen", None), handed_in.pop("at", AT)
        deed = Deed(
            case=number,
            action=action,
            by=person_id(by),
            at=at,
            submission=Submission(**handed_in),
            seen=seen,
        )
        with writing(self.engine) as session:
            if by_a_council(session, number, action, by):
                return holds(session, self.book, deed)
            recommended = by == "committee_office" and deed.submission.minutes
            if action is Action.RECOGNIZE and recommended:
                clerk = seated(council_of(session, read_case(session, number).province_id), "clerk")
                holds(session, self.book, replace(deed, by=clerk))
                deed = replace(deed, submission=replace(deed.submission, minutes=None), seen=None)
            return perform(session, self.book, deed)

    def decides(self, number: str, action: Action, on: date) -> Outcome:
        """Decide a step of a case by a recorded decision under the next free number."""
        by = person_id("committee_office")
        with writing(self.engine) as session:
            free = 12 + len(session.execute(select(SQLModel.metadata.tables["decision"])).all())
            paper = decision(on, f"{free}/QĐ-BCĐ")
            heading = Heading(
                number=paper.number, signed_on=on, body=paper.body, capacity=paper.capacity
            )
            line = NewLine(number, action)
            (outcome,) = decide(session, self.book, heading, [line], by=by, at=AT)
        return outcome

    def enters(
        self, number: str, phase: Phase, values: Mapping[str, Figure], **more: Any
    ) -> Outcome:
        """Enter figures of a phase, by the officer unless another is named."""
        with writing(self.engine) as session:
            return enter_figures(session, self.sheet(number, phase, values, **more))

    def sheet(self, number: str, phase: Phase, values: Mapping[str, Figure], **more: Any) -> Sheet:
        """The sheet `enters` hands in."""
        start, end = more.pop("period", YEAR_BEFORE)
        return Sheet(
            case=number,
            phase=phase,
            start=start,
            end=end,
            document=more.pop("document", "Báo cáo số 31/BC-CAX"),
            body=more.pop("body", "Công an xã"),
            document_date=more.pop("document_date", None),
            values=values,
            by=person_id(more.pop("by", "officer")),
            at=more.pop("at", AT),
            **more,
        )

    def verifies(self, number: str, phase: Phase, by: str = "second_officer") -> Outcome:
        """Verify the figures somebody else recorded."""
        with writing(self.engine) as session:
            return verify_figures(session, number, phase=phase, by=person_id(by), at=AT)

    def a_case(self, state: CaseState = CaseState.PROPOSED, commune: str = "08/1") -> str:
        """Walk a new case to a state by the public verbs and return its number."""
        number = self.opens(commune).number
        for step in _WALKS[state]:
            step(self, number)
        return number

    def entries(self, number: str) -> list[dict[str, Any]]:
        """The entries of a case, oldest first."""
        history, cases = (SQLModel.metadata.tables[name] for name in ("history", "case_file"))
        chosen = (
            select(history.c.entry)
            .join(cases, cases.c.id == history.c.case_id)
            .where(cases.c.number == number)
            .order_by(history.c.case_number)
        )
        with reading(self.engine) as session:
            return [json.loads(text) for text in session.execute(chosen).scalars()]

    def refuses(self, number: str, action: Action, by: str, **handed_in: Any) -> set[str]:
        """The rules that stand in the way of a deed, which must leave everything as it was."""
        before = self.row(number)
        with pytest.raises(Refused) as refusal:
            self.acts(number, action, by, **handed_in)
        assert before == self.row(number)
        return {one.rule for one in refusal.value.assessment.findings if not one.passes}

    def row(self, number: str) -> dict[str, Any]:
        """Everything the database holds of a case, to compare before and after."""
        tables = SQLModel.metadata.tables
        cases = tables["case_file"]
        with reading(self.engine) as session:
            case = session.execute(select(cases).where(cases.c.number == number)).mappings().one()
            return {
                "case": dict(case),
                **{
                    name: len(session.execute(select(tables[name])).all())
                    for name in ("history", "figure", "verification", "paper", "quota")
                },
            }


def _figures_of_the_proposal(world: World, number: str) -> None:
    world.enters(number, Phase.PROPOSAL, criteria())
    world.verifies(number, Phase.PROPOSAL)


def _appraised(world: World, number: str) -> None:
    _figures_of_the_proposal(world, number)
    world.acts(
        number, Action.APPRAISE, "secretary", minutes=minutes(date(2018, 3, 1)), types=("1",)
    )


def _selected(world: World, number: str) -> None:
    world.decides(number, Action.SELECT, date(2018, 3, 15))


def _reported(world: World, number: str) -> None:
    world.enters(number, Phase.REVIEW, targets(), period=YEAR_OF_WORK)
    world.verifies(number, Phase.REVIEW)
    report = paper("41/BC-BCĐ", date(2019, 3, 18))
    world.acts(number, Action.SUBMIT_REVIEW, "officer", report=report, tasks_concluded=True)


def _passed(world: World, number: str) -> None:
    world.acts(number, Action.PASS_REVIEW, "secretary", minutes=minutes(date(2019, 3, 20)))


def _recognized(world: World, number: str) -> None:
    world.enters(number, Phase.MONITORING, targets(), period=MONTHS_OF_MONITORING)
    world.verifies(number, Phase.MONITORING)
    world.acts(
        number,
        Action.RECOGNIZE,
        "committee_office",
        minutes=minutes(date(2019, 9, 23)),
        decision=decision(date(2019, 9, 24), "99/QĐ-BCĐ"),
    )


def _relapsed(world: World, number: str) -> None:
    period = (MONTHS_OF_MONITORING[0], date(2019, 6, 20))
    world.enters(number, Phase.RELAPSE, breaking("target.t1"), period=period)
    world.verifies(number, Phase.RELAPSE)
    sitting = minutes(date(2019, 7, 1))
    reason = "Băng nhóm hoạt động trở lại"
    world.acts(number, Action.RELAPSE, "secretary", minutes=sitting, reason=reason)


def _declined(world: World, number: str) -> None:
    sitting = minutes(date(2018, 3, 1))
    world.acts(number, Action.DECLINE, "secretary", minutes=sitting, reason="Chưa đủ tiêu chí")


def _withdrawn(world: World, number: str) -> None:
    letter = paper("7/CV-BCĐ", date(2018, 3, 1))
    world.acts(number, Action.WITHDRAW, "committee_office", letter=letter, reason="Trùng hồ sơ")


_COURSE = (_appraised, _selected, _reported, _passed, _recognized)
_WALKS = {
    CaseState.PROPOSED: (),
    CaseState.APPRAISED: _COURSE[:1],
    CaseState.IN_TRANSFORMATION: _COURSE[:2],
    CaseState.PRELIMINARY_REVIEW: _COURSE[:3],
    CaseState.MONITORING: _COURSE[:4],
    CaseState.RECOGNIZED: _COURSE,
    CaseState.RELAPSED: (*_COURSE[:4], _relapsed),
    CaseState.DECLINED: (_declined,),
    CaseState.CLOSED: (_withdrawn,),
}
