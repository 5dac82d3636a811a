"""Everything one page shows about one case; at most twelve queries, however long its history."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlmodel import Session

import workflow.models  # noqa: F401 - the tables read below
from states.plans.book import PlanBook
from states.terms import Action, CaseState, Phase, Role, Text
from workflow.calendar import HANOI
from workflow.engine import explain_all, plan_of
from workflow.errors import NotPossibleNow, StaleForm, UnknownCase
from workflow.facts import CASES, CORRECTIONS, MOVES, Setting, gather
from workflow.sides import side_with
from workflow.views.case_requests import CaseRequest
from workflow.views.case_waivers import waivers_of
from workflow.views.cover import PaperLine, PlanHead, cover, papers_of, read_cover
from workflow.views.docket_lines import DocketLine, motions_of_case
from workflow.views.due import DueDay, due_day
from workflow.views.figure_lines import Line, read_figures
from workflow.views.happenings import Happening, in_words, read_entries
from workflow.views.lineage import Kin, kin_of
from workflow.views.sheet import PhaseSheet, phase_sheets
from workflow.views.steps import NextStep, next_steps
from workflow.views.tracker import Reached, TrackerStep, tracker

SHOWN_AT_FIRST = 10
_VERSION = select(CASES.c.id, CASES.c.entries, CASES.c.version).where(
    CASES.c.number == bindparam("case_number")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """One case as one person sees it on one day; nothing here changes anything."""

    number: str
    version: int
    state: CaseState
    commune: Text
    within: tuple[Text, ...]
    code: str
    province: Text
    types: tuple[Text, ...]
    plan: PlanHead
    illustration: bool
    inherited: bool
    origin: str
    argument: str
    round: int
    cycle: int
    predecessor: str
    successor: str
    proposer: str
    days: tuple[tuple[Text, date | Text], ...]
    due: DueDay | None
    tracker: tuple[TrackerStep, ...]
    next_steps: tuple[NextStep, ...]
    phases: tuple[PhaseSheet, ...]
    papers: tuple[PaperLine, ...]
    events: tuple[Happening, ...]
    kin: tuple[Kin, ...]
    motions: tuple[DocketLine, ...]
    waivers: tuple[CaseRequest, ...]
    entries: int
    roles: frozenset[Role]
    on: date

    def step(self, action: Action) -> NextStep:
        """Return a step the table has in this state; raises NotPossibleNow where it has none."""
        for step in self.next_steps:
            if step.action is action:
                return step
        raise NotPossibleNow(
            Text(
                f"Không có bước “{action.label.vi}” khi hồ sơ ở “{self.state.label.vi}”.",
                f"There is no step “{action.label.en}” while the case is “{self.state.label.en}”.",
            )
        )

    def event(self, number: int | None) -> Happening | None:
        """Return one of the events shown, by its number in the whole history, or None."""
        return next((event for event in self.events if event.number == number), None)

    def check_unchanged(self, seen: int) -> None:
        """Raise StaleForm unless this is the version a form was opened on."""
        if seen != self.version:
            raise StaleForm(self.number, seen=seen, now=self.version)

    def phase(self, phase: Phase) -> PhaseSheet | None:
        """Return the sheet of a phase in the latest round that has one, or None."""
        return next((sheet for sheet in self.phases if sheet.phase is phase), None)

    def figure(self, phase: Phase, number: int, measure: str) -> tuple[PhaseSheet, Line] | None:
        """Return a figure that was reported in a phase and round, or None."""
        for sheet in self.phases:
            for line in sheet.lines:
                if (sheet.phase, sheet.round, line.id) == (phase, number, measure) and line.latest:
                    return sheet, line
        return None

    def phase_to_enter(self, phase: Phase) -> PhaseSheet:
        """Return the sheet of a phase this person may fill in now; raises NotPossibleNow."""
        sheet = self.phase(phase)
        if sheet is None or not sheet.is_open:
            raise NotPossibleNow(
                Text(
                    f"Số liệu “{phase.label.vi}” không nhập được khi hồ sơ ở trạng thái "
                    f"“{self.state.label.vi}”.",
                    f"Figures of “{phase.label.en}” cannot be entered while the case is "
                    f"“{self.state.label.en}”.",
                )
            )
        if not sheet.may_enter:
            raise NotPossibleNow(
                Text(
                    f"Việc nhập số liệu là của: {Role.OFFICER.label.vi}.",
                    f"Figures are entered by: {Role.OFFICER.label.en}.",
                )
            )
        return sheet


def open_file(
    session: Session, book: PlanBook, number: str, *, person: UUID, at: datetime
) -> CaseFile:
    """Return a case as the person sees it at that instant.

    Raises UnknownCase when there is no such case, when it lies outside the person's territory,
    and for whoever holds no role there but the administrator's: that role sees no case.
    """
    file = read_cover(session, number)
    if file is None:
        raise UnknownCase(number)
    plan, today = plan_of(book, file), at.astimezone(HANOI).date()
    figures = read_figures(session, file.id)
    entries = read_entries(session, file.id, after=file.entries - SHOWN_AT_FIRST)
    steps = [entry for entry in reversed(entries) if _stands(entry)]
    setting = Setting(person, today, today)
    facts = gather(session, file, plan, setting, figures)
    if not facts.actor.roles - {Role.ADMINISTRATOR}:
        raise UnknownCase(number)
    due = due_day(file, plan, facts.days_off, on=today)
    return CaseFile(
        **cover(file, facts, plan),
        due=due,
        tracker=tracker(
            file, [Reached(CaseState(s.to_state), s.effective) for s in steps], due=due
        ),
        next_steps=next_steps(explain_all(session, file, facts), facts),
        phases=phase_sheets(
            figures, file, plan=plan, side=side_with(session, person), roles=facts.actor.roles
        ),
        papers=tuple(papers_of(session, file)),
        events=tuple(in_words(entry) for entry in entries if entry.entry),
        kin=kin_of(session, file.id) if file.has_kin else (),
        motions=motions_of_case(session, file.number) if file.has_motion else (),
        waivers=waivers_of(session, file.id, person=person) if file.has_waivers else (),
    )


def _stands(entry: Row[Any]) -> bool:
    """Whether an entry is a step that still counts: no correction, and voided by none."""
    return entry.deed in MOVES and entry.deed not in CORRECTIONS and entry.voided_by is None


def changes_since(session: Session, number: str, version: int) -> tuple[Text, ...]:
    """Return a sentence for each deed done to a case after a version of it, newest first.

    The caller has shown already that the person may see the case. Raises UnknownCase.
    """
    file = session.execute(_VERSION, {"case_number": number}).one_or_none()
    if file is None:
        raise UnknownCase(number)
    # The version grows by one with each entry, from whatever it began at.
    seen = file.entries - (file.version - version)
    rows = read_entries(session, file.id, after=seen)
    return tuple(in_words(row).sentence for row in rows if row.entry)
