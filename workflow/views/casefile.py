"""Everything one page shows about one case; at most twelve queries, however long its history."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.facts import CaseFacts
from states.plans import Plan
from states.plans.book import PlanBook
from states.terms import Action, CaseState, Phase, Role, Text
from workflow.calendar import HANOI
from workflow.engine import explain_all, plan_of
from workflow.errors import NotPossibleNow, StaleForm, UnknownCase
from workflow.facts import CASES, MOVES, Known, Setting, gather
from workflow.views.asked import AREA_TYPES
from workflow.views.due import DueDay, due_day
from workflow.views.happenings import Happening, in_words, read_entries
from workflow.views.naming import named, unit
from workflow.views.sentences import NOT_STATED, PAPERS
from workflow.views.sheet import Line, PhaseSheet, phase_sheets, read_figures
from workflow.views.steps import NextStep, next_steps
from workflow.views.tracker import Reached, TrackerStep, tracker

SHOWN_AT_FIRST = 10
_TABLES = SQLModel.metadata.tables
_PAPERS = _TABLES["paper"]
_PERSONS = _TABLES["person"]
_FORMER = CASES.alias("former")
_LATER = CASES.alias("later")
_CASE = (
    select(
        CASES,
        _FORMER.c.number.label("predecessor"),
        _PERSONS.c.name.label("proposer"),
        select(_LATER.c.number)
        .where(_LATER.c.predecessor_id == CASES.c.id)
        .limit(1)
        .scalar_subquery()
        .label("successor"),
    )
    .select_from(
        CASES.outerjoin(_FORMER, _FORMER.c.id == CASES.c.predecessor_id).outerjoin(
            _PERSONS, _PERSONS.c.id == CASES.c.proposed_by
        )
    )
    .where(CASES.c.number == bindparam("case_number"))
)
_PAPERS_OF = (
    select(_PAPERS)
    .where(_PAPERS.c.case_id == bindparam("case"))
    .order_by(_PAPERS.c.entry.desc(), _PAPERS.c.kind)
)
_VERSION = select(CASES.c.id, CASES.c.entries, CASES.c.version).where(
    CASES.c.number == bindparam("case_number")
)


@dataclass(frozen=True, slots=True)
class PlanHead:
    """The plan a case is pinned to; `at_hand` is false when its file is gone or has changed."""

    id: str
    name: Text
    document: str
    frame: bool = False
    at_hand: bool = True


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of the case; `when` is a day, the time as printed, or that no source says it."""

    kind: Text
    number: str | Text
    when: date | str | Text
    body: str
    capacity: str
    votes: str


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
    file = session.execute(_CASE, {"case_number": number}).one_or_none()
    if file is None:
        raise UnknownCase(number)
    plan, today = plan_of(book, file), at.astimezone(HANOI).date()
    figures = read_figures(session, file.id)
    entries = read_entries(session, file.id, after=file.entries - SHOWN_AT_FIRST)
    steps = [entry for entry in reversed(entries) if entry.deed in MOVES]
    last = max((step.effective for step in steps if step.effective), default=None)
    setting = Setting(person, today, today)
    facts = gather(session, file, plan, setting, Known(figures, last))
    if not facts.actor.roles - {Role.ADMINISTRATOR}:
        raise UnknownCase(number)
    due = due_day(file, plan, facts.days_off, on=today)
    return CaseFile(
        **_head(file, facts, plan),
        due=due,
        tracker=tracker(
            file, [Reached(CaseState(s.to_state), s.effective) for s in steps], due=due
        ),
        next_steps=next_steps(explain_all(session, file, facts), facts),
        phases=phase_sheets(figures, file, plan=plan, person=person, roles=facts.actor.roles),
        papers=tuple(_papers(session, file)),
        events=tuple(in_words(entry) for entry in entries if entry.entry),
    )


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


def _head(file: Row[Any], facts: CaseFacts, plan: Plan | None) -> dict[str, Any]:
    commune, district = facts.commune, facts.commune.district
    kind = facts.commune.district_kind
    return {
        "number": file.number,
        "version": file.version,
        "state": CaseState(file.state),
        "commune": unit(commune.kind, commune.name),
        "within": (unit(kind, district),) if district and kind else (),
        "code": commune.code or "",
        "province": named(commune.province),
        "types": tuple(AREA_TYPES.get(each, Text(each, each)) for each in facts.types),
        "plan": _plan(file, plan),
        "illustration": bool(file.illustration or (plan and plan.illustration)),
        "inherited": file.inherited,
        "origin": file.origin or "",
        "argument": file.argument,
        "round": file.round,
        "cycle": file.cycle,
        "predecessor": file.predecessor or "",
        "successor": file.successor or "",
        "proposer": file.proposer or "",
        "days": tuple(_days(file)),
        "entries": file.entries,
        "roles": facts.actor.roles,
        "on": facts.on,
    }


def _plan(file: Row[Any], plan: Plan | None) -> PlanHead:
    if plan is None:
        return PlanHead(file.plan, Text(file.plan, file.plan), file.plan, at_hand=False)
    return PlanHead(plan.id, plan.name, plan.document, plan.frame)


def _days(file: Row[Any]) -> Iterator[tuple[Text, date | Text]]:
    """The days a case stands by; a step that was taken without a known day says so."""
    opened = Text("Ngày theo quyết định cũ", "Day of the earlier decision")
    yield (
        opened if file.inherited else Text("Ngày đề xuất", "Proposed on"),
        file.opened_on or NOT_STATED,
    )
    state = CaseState(file.state)
    started = Text("Bắt đầu chuyển hóa", "Transformation began")
    if file.started_on or state in (CaseState.IN_TRANSFORMATION, CaseState.MONITORING):
        yield started, file.started_on or NOT_STATED
    if file.reviewed_on or state is CaseState.MONITORING:
        yield Text("Ngày sơ kết", "Reviewed on"), file.reviewed_on or NOT_STATED
    if file.recognized_on or state is CaseState.RECOGNIZED:
        yield Text("Ngày công nhận", "Recognized on"), file.recognized_on or NOT_STATED


def _papers(session: Session, file: Row[Any]) -> Iterator[PaperLine]:
    for row in session.execute(_PAPERS_OF, {"case": file.id}):
        votes = "" if row.votes_for is None else f"{row.votes_for}/{row.votes_of}"
        yield PaperLine(
            kind=PAPERS[row.kind],
            number=row.number or NOT_STATED,
            when=row.signed_on or row.as_printed or NOT_STATED,
            body=row.body,
            capacity=row.capacity,
            votes=votes,
        )
