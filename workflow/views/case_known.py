"""What the papers of one case are written from: the file, the facts, the steps as recorded."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the table read below
from states.facts import CaseFacts
from states.findings import Finding, from_record
from states.plans.book import PlanBook
from states.terms import Action, Text
from workflow.calendar import HANOI
from workflow.casefiles import read_case
from workflow.engine import plan_of
from workflow.errors import NotPossibleNow
from workflow.facts import STANDS, Setting, gather
from workflow.quota import quota_of
from workflow.views.casefile import CaseFile, open_file
from workflow.views.letterhead import Issuer, committee_of, issuer, within_sentence
from workflow.views.sentences import cited

_HISTORY = SQLModel.metadata.tables["history"]
_STEPS: Select[Any] = (
    select(_HISTORY.c.deed, _HISTORY.c.effective, _HISTORY.c.entry)
    .where(_HISTORY.c.case_id == bindparam("case"), STANDS)
    .order_by(_HISTORY.c.case_number.desc())
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the case as its entry holds it."""

    deed: str
    on: date | None
    findings: tuple[Finding, ...]
    paper: Mapping[str, Any]

    def part(self, rule: str) -> Finding | None:
        """Return the finding of a rule as it was seen then, or None."""
        return next((one for one in self.findings if one.rule == rule), None)

    def cites(self, kind: str) -> str:
        """Return a paper handed in with the step, in one phrase; nothing where there was none."""
        paper = self.paper.get(kind)
        return cited(kind, paper).vi if paper else ""


@dataclass(frozen=True, slots=True)
class CaseKnown:
    """One case as its papers tell it; nothing here depends on who asks for the paper."""

    file: CaseFile
    facts: CaseFacts
    steps: tuple[Step, ...]

    @property
    def dated(self) -> date:
        """Return the day of the latest step: the day of the facts, whenever it is printed."""
        return next((step.on for step in self.steps if step.on), self.file.on)

    @property
    def here(self) -> str:
        """Return the commune with what it lies in, as it stands within a sentence."""
        names = (self.file.commune, *self.file.within, self.file.province)
        return ", ".join(within_sentence(each.vi) for each in names)

    @property
    def local(self) -> Issuer:
        """Return who proposes and reports: the district's committee, or the commune's."""
        place = self.file.within[0] if self.file.within else self.file.commune
        return issuer("Ban Chỉ đạo 138", place.vi)

    @property
    def committee(self) -> Issuer:
        """Return the committee of the province, by the name its plan gives."""
        return issuer(committee_of(self.facts.plan), self.file.province.vi)

    @property
    def taken(self) -> frozenset[str]:
        """Return the kinds of step the case has taken."""
        return frozenset(step.deed for step in self.steps)

    def latest(self, action: Action) -> Step:
        """Return the latest step of a kind that stands; raises NotPossibleNow."""
        for step in self.steps:
            if step.deed == action.value:
                return step
        raise NotPossibleNow(
            Text(
                f"Hồ sơ chưa qua bước “{action.label.vi}” nên chưa lập được giấy tờ này.",
                f"The case has not taken the step “{action.label.en}”: this paper cannot be made.",
            )
        )


def case_known(
    session: Session, book: PlanBook, number: str, *, person: UUID, at: datetime
) -> CaseKnown:
    """Return what is known of a case the person may see; raises UnknownCase."""
    file = open_file(session, book, number, person=person, at=at)
    row = read_case(session, number)
    plan, today = plan_of(book, row), at.astimezone(HANOI).date()
    facts = gather(session, row, plan, Setting(person, today, today))
    quota = quota_of(session, row.province_id, plan, on=today)
    steps = session.execute(_STEPS, {"case": row.id})
    return CaseKnown(file, replace(facts, quota=quota), tuple(_step(*each) for each in steps))


def steps_taken(session: Session, case: UUID) -> frozenset[str]:
    """Return the kinds of step a case has taken that still stand."""
    return frozenset(row.deed for row in session.execute(_STEPS, {"case": case}))


def _step(deed: str, on: date | None, entry: str) -> Step:
    told = json.loads(entry)
    paper = (told.get("facts") or {}).get("paper") or {}
    findings = tuple(from_record(one) for one in told.get("findings") or ())
    return Step(deed, on, findings, paper)
