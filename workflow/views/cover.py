"""The cover of a case file: the commune, the plan, the days, the cases beside it, the papers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.facts import CaseFacts
from states.milestones import yearly_report
from states.plans import Plan
from states.terms import CaseState, Text
from workflow.facts import CASES
from workflow.views.asked import AREA_TYPES
from workflow.views.case_waivers import HAS_WAIVERS
from workflow.views.docket_lines import HAS_MOTION
from workflow.views.lineage import HAS_KIN
from workflow.views.marks import PAPER_IS_VOIDED
from workflow.views.naming import named, unit
from workflow.views.sentences import NOT_STATED, paper_name

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
        HAS_KIN.label("has_kin"),
        HAS_MOTION.label("has_motion"),
        HAS_WAIVERS.label("has_waivers"),
    )
    .select_from(
        CASES.outerjoin(_FORMER, _FORMER.c.id == CASES.c.predecessor_id).outerjoin(
            _PERSONS, _PERSONS.c.id == CASES.c.proposed_by
        )
    )
    .where(CASES.c.number == bindparam("case_number"))
)
_PAPERS_OF = (
    select(_PAPERS, PAPER_IS_VOIDED)
    .where(_PAPERS.c.case_id == bindparam("case"))
    .order_by(_PAPERS.c.entry.desc(), _PAPERS.c.kind)
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

    name: Text
    when: date | str | Text
    body: str
    capacity: str
    votes: str
    voided: bool = False


def read_cover(session: Session, number: str) -> Row[Any] | None:
    """Return a case's row with the names on its cover, or None when there is no such case."""
    return session.execute(_CASE, {"case_number": number}).one_or_none()


def cover(file: Row[Any], facts: CaseFacts, plan: Plan | None) -> dict[str, Any]:
    """Return what stands on the cover of a case, by the names of the case file."""
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
        "days": (*_days(file), *_days_of_the_plan(file, plan, facts.on)),
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


def _days_of_the_plan(
    file: Row[Any], plan: Plan | None, on: date
) -> Iterator[tuple[Text, date | Text]]:
    """The last day on time of this year's report, while the case is open."""
    report = yearly_report(plan, on.year) if plan and file.is_open else None
    if report:
        yield report.label, report.day


def papers_of(session: Session, file: Row[Any]) -> Iterator[PaperLine]:
    """Yield the papers of a case, newest first."""
    for row in session.execute(_PAPERS_OF, {"case": file.id}):
        votes = "" if row.votes_for is None else f"{row.votes_for}/{row.votes_of}"
        yield PaperLine(
            name=paper_name(row.kind, row.number),
            when=row.signed_on or row.as_printed or NOT_STATED,
            body=row.body,
            capacity=row.capacity,
            votes=votes,
            voided=bool(row.voided),
        )
