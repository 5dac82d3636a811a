"""One decision as its page shows it: the lines with what holds each back, and the cap."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.case import Assessment
from states.findings import Finding
from states.plans.book import PlanBook
from states.terms import Action, CaseState, Role, Text
from workflow.access import Held, held_by, within
from workflow.calendar import HANOI
from workflow.deeds.decision_lines import DECIDED, WORDS, not_decided
from workflow.deeds.decisions import LINES
from workflow.deeds.recording import EMPTY, NO_DAY, NO_NUMBER
from workflow.facts import CASES
from workflow.views.cap_meter import CapMeter, cap_meters
from workflow.views.deciding import Judged, Wanted, judge_lines
from workflow.views.decisions import DecisionHead, head, read_decision
from workflow.views.naming import joined, unit
from workflow.views.steps import in_order

_PLACES = SQLModel.metadata.tables["place"]
_PROVINCES = _PLACES.alias("province")
_LINES: Select[Any] = (
    select(
        CASES,
        LINES.c.action,
        LINES.c.ordinal,
        LINES.c.reason,
        LINES.c.case_entry,
        _PLACES.c.name.label("commune"),
        _PLACES.c.kind.label("commune_kind"),
        _PROVINCES.c.name.label("province"),
        _PROVINCES.c.kind.label("province_kind"),
    )
    .join(CASES, CASES.c.id == LINES.c.case_id)
    .join(_PLACES, _PLACES.c.id == CASES.c.commune_id)
    .join(_PROVINCES, _PROVINCES.c.id == CASES.c.province_id)
    .where(LINES.c.decision_id == bindparam("decision"))
    .order_by(LINES.c.ordinal)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSheet:
    """One line of a decision; `findings` begin with what does not pass.

    `moved_on` says where the case stands when this can no longer be decided of it; `entry` is
    the entry its recording made.
    """

    number: str
    commune: Text
    lies_in: Text
    action: Action
    reason: str
    state: CaseState
    findings: tuple[Finding, ...]
    moved_on: Text | None
    entry: int | None

    @property
    def what(self) -> Text:
        """Return what is decided of the case, in words."""
        return WORDS[self.action]

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """Return the findings that hold the line back."""
        return tuple(finding for finding in self.findings if not finding.passes)

    @property
    def is_blocked(self) -> bool:
        """Whether the line holds the whole paper back."""
        return self.moved_on is not None or bool(self.blocking)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionSheet:
    """A decision with its lines; `missing` is what the heading lacks before it is recorded."""

    head: DecisionHead
    lines: tuple[LineSheet, ...]
    meters: tuple[CapMeter, ...]
    missing: tuple[Text, ...]
    may_change: bool
    illustration: bool

    @property
    def blocked(self) -> tuple[LineSheet, ...]:
        """Return the lines that hold the paper back."""
        return tuple(line for line in self.lines if line.is_blocked)

    @property
    def is_ready(self) -> bool:
        """Whether nothing known now stands in the way of recording it."""
        return self.head.is_draft and not (self.missing or self.blocked)

    @property
    def by_action(self) -> tuple[tuple[Text, int], ...]:
        """Return how many lines decide what, in the order of the actions."""
        told = [line.action for line in self.lines]
        return tuple((WORDS[action], told.count(action)) for action in DECIDED if action in told)


def open_decision(
    session: Session, book: PlanBook, decision: UUID, *, person: UUID, at: datetime
) -> DecisionSheet:
    """Return a decision as the person sees it: lines outside the person's territory left out.

    Raises NotFound. At most sixteen statements, however many lines.
    """
    today = at.astimezone(HANOI).date()
    held = held_by(session, person, on=today)
    places = seeing(held)
    row = read_decision(session, decision, places=places)
    shown = head(row)
    found = session.execute(_LINES.where(within(places)), {"decision": decision}).all()
    wanted = tuple(Wanted(line, Action(line.action), line.reason) for line in found)
    judged = (
        judge_lines(session, book, row, wanted, person=person, today=today)
        if shown.is_draft and wanted
        else Judged({}, {}, {})
    )
    office = Role.COMMITTEE_OFFICE in held.roles_over(frozenset({row.province_id}))
    return DecisionSheet(
        head=shown,
        lines=tuple(_line(line, judged, is_draft=shown.is_draft) for line in found),
        meters=cap_meters(wanted, judged) if judged.facts else (),
        missing=_missing(row, wanted) if shown.is_draft else (),
        may_change=office and shown.is_draft,
        illustration=any(line.illustration for line in found),
    )


def seeing(held: Held) -> frozenset[UUID]:
    """Return the places a person sees the cases of: the administrator's role sees none."""
    return held.places(*(role for role in Role if role is not Role.ADMINISTRATOR))


def _line(line: Row[Any], judged: Judged, *, is_draft: bool) -> LineSheet:
    action, state = Action(line.action), CaseState(line.state)
    assessment: Assessment | None = judged.assessments.get(line.id)
    gone = is_draft and state not in DECIDED[action]
    return LineSheet(
        number=line.number,
        commune=unit(line.commune_kind, line.commune),
        lies_in=joined(unit(line.province_kind, line.province)),
        action=action,
        reason=line.reason,
        state=state,
        findings=in_order(assessment.findings) if assessment else (),
        moved_on=not_decided(line.number, action, state) if gone else None,
        entry=line.case_entry,
    )


def _missing(row: Row[Any], wanted: tuple[Wanted, ...]) -> tuple[Text, ...]:
    said = ((row.number, NO_NUMBER), (row.signed_on, NO_DAY), (wanted, EMPTY))
    return tuple(says for given, says in said if not given)
