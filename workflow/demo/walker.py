"""One who takes steps through the product's own verbs, as named people, and tells a witness.

The demo is loaded with it and `demo --walk` shows it. A step that has to be refused is only
tried before a witness: it leaves no trace, so loading has no use for it.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.facts import Submission
from states.findings import Finding, from_record
from states.plans.book import PlanBook
from states.terms import Action, Text
from workflow.deeds.cases import Opening, open_case
from workflow.deeds.deciding import decide
from workflow.deeds.decision_lines import NewLine
from workflow.deeds.decisions import Heading
from workflow.deeds.figures import enter_figures, verify_figures
from workflow.deeds.sheets import Sheet
from workflow.demo.council import Matter, Room, hold
from workflow.demo.witness import Witness
from workflow.engine import Deed, Outcome, perform
from workflow.errors import NotPossibleNow, Refused, RefusedTogether

Step = Callable[[Session], Outcome]
_Done = TypeVar("_Done")

_HISTORY = SQLModel.metadata.tables["history"]
_ENTRY = select(_HISTORY.c.entry).where(_HISTORY.c.number == bindparam("of_number"))
_HOW_MANY = select(func.count()).select_from(SQLModel.metadata.tables["decision"])
FIRST_NUMBER = 12
ENTERED = Text("Nhập số liệu", "Enter figures")
VERIFIED = Text("Kiểm tra số liệu", "Verify figures")


class NotRefused(Exception):
    """A step that the walk shows as refused was permitted, or refused for another reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walker:
    """Steps in one database: `turn` opens a transaction, `people` are ids by sign-in name."""

    turn: Callable[[], AbstractContextManager[Session]]
    book: PlanBook
    people: Mapping[str, UUID]
    now: Callable[[], datetime]
    witness: Witness | None = None

    def tells(self, vi: str, en: str) -> None:
        """Tell the witness what comes next."""
        if self.witness:
            self.witness.hears(Text(vi, en))

    def opens(self, by: str, opening: Opening, *, refused_by: str = "") -> str:
        """Open a case and return its number, or "" for a refusal by the named rule."""
        return self._takes(
            by,
            opening.action.label,
            lambda session: open_case(session, self.book, opening),
            refused_by,
        )

    def acts(
        self, by: str, case: str, action: Action, paper: Submission, *, refused_by: str = ""
    ) -> None:
        """Take one step of a case, or see it refused by the named rule."""
        deed = Deed(case=case, action=action, by=self.people[by], at=self.now(), submission=paper)
        self._takes(by, action.label, lambda session: perform(session, self.book, deed), refused_by)

    def sits(self, by: str, matter: Matter, *, refused_by: str = "") -> None:
        """Let the council decide on a case, or see it refused by the named rule."""

        def step(session: Session) -> Outcome:
            return hold(Room(session, self.book, self.people, self.now()), matter)

        self._takes(by, matter.action.label, step, refused_by)

    def decides(
        self, by: str, case: str, action: Action, paper: Heading, *, refused_by: str = ""
    ) -> None:
        """Take one step of a case by a recorded decision, or see it refused by the named rule."""

        def decided(session: Session) -> Outcome:
            numbered = replace(paper, number=f"{_next_number(session)}/{paper.number}")
            line, person = NewLine(case, action), self.people[by]
            try:
                (outcome,) = decide(session, self.book, numbered, [line], by=person, at=self.now())
            except RefusedTogether as refusal:
                raise Refused(refusal.blocked[case]) from refusal
            return outcome

        self._takes(by, action.label, decided, refused_by)

    def enters(self, by: str, sheet: Sheet) -> None:
        """Enter a sheet of figures."""
        self._takes(by, ENTERED, lambda session: enter_figures(session, sheet))

    def verifies(self, by: str, sheet: Sheet) -> None:
        """Verify the figures of a sheet as another person."""
        self._takes(
            by,
            VERIFIED,
            lambda session: verify_figures(
                session, sheet.case, phase=sheet.phase, by=self.people[by], at=self.now()
            ),
        )

    def notes(self, by: str, said: Text, deed: Callable[[Session], _Done]) -> _Done:
        """Do what moves no case, and say so; return what came of it."""
        with self.turn() as session:
            done = deed(session)
        if self.witness:
            self.witness.notes(by, said)
        return done

    def meets(
        self, by: str, tried: Text, deed: Callable[[Session], object], *, rule: str = ""
    ) -> None:
        """Try what must not be possible: by a named rule, or at this time for this person."""
        if self.witness is None:
            return
        try:
            with self.turn() as session:
                deed(session)
                raise NotRefused(f"“{tried.en}” was permitted")
        except Refused as refusal:
            self._sees_refused(by, tried, refusal, rule)
        except NotPossibleNow as refusal:
            self.witness.sees_barred(by, tried, refusal.says)

    def shows(self, by: str, action: Text, outcome: Outcome) -> None:
        """Show the witness a move that a deed brought about, with its findings."""
        if self.witness:
            with self.turn() as session:
                found = _findings(session, outcome.entry)
            self.witness.sees(by, action, outcome, found)

    def _takes(self, by: str, label: Text, step: Step, refused_by: str = "") -> str:
        if refused_by:
            self._meets_refusal(by, label, step, refused_by)
            return ""
        with self.turn() as session:
            outcome = step(session)
            if self.witness:
                self.witness.sees(by, label, outcome, _findings(session, outcome.entry))
        return outcome.number

    def _meets_refusal(self, by: str, label: Text, step: Step, rule: str) -> None:
        if self.witness is None:
            return
        try:
            with self.turn() as session:
                step(session)
                raise NotRefused(f"“{label.en}” was permitted; {rule} should have refused it")
        except Refused as refusal:
            self._sees_refused(by, label, refusal, rule)

    def _sees_refused(self, by: str, label: Text, refusal: Refused, rule: str) -> None:
        failed = {one.rule for one in refusal.assessment.findings if not one.passes}
        if rule not in failed:
            raise NotRefused(f"“{label.en}” was refused by {sorted(failed)}") from refusal
        if self.witness:
            self.witness.sees_refused(by, refusal.assessment, rule)


def _next_number(session: Session) -> int:
    """Return a number no decision has yet."""
    return FIRST_NUMBER + int(session.execute(_HOW_MANY).scalar_one())


def _findings(session: Session, entry: int) -> tuple[Finding, ...]:
    text = session.execute(_ENTRY, {"of_number": entry}).scalar_one()
    return tuple(from_record(record) for record in json.loads(text)["findings"])
