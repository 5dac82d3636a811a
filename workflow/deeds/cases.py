"""Opening a case: a proposal, or a case inherited from an earlier decision."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import bindparam, insert, select
from sqlmodel import Session, SQLModel

from states.case import INHERITED_AS, Assessment, assess, row_for
from states.facts import CaseFacts, Submission
from states.findings import as_record
from states.plans import Plan
from states.plans.book import PlanBook
from states.terms import Action, CaseState
from workflow import history
from workflow.access import held_by
from workflow.calendar import HANOI
from workflow.casefiles import case_after
from workflow.consequences import stays_open
from workflow.engine import NOTHING_HANDED_IN, Outcome, legal_day
from workflow.errors import Refused, UnknownCase
from workflow.facts import CASES, actor, other_open_case
from workflow.ground import Ground, ground
from workflow.lineage import take_on
from workflow.numbers import next_number
from workflow.papers import keep_papers
from workflow.privacy import refuse_personal, refuse_personal_texts
from workflow.quota import inherit_into_quota

AT_WORK = (CaseState.IN_TRANSFORMATION, CaseState.PRELIMINARY_REVIEW)
_TABLES = SQLModel.metadata.tables
_PLACES = _TABLES["place"]
_LOCK_COMMUNE = select(_PLACES.c.id).where(_PLACES.c.id == bindparam("commune")).with_for_update()
_LAST_CASE = (
    select(CASES.c.id, CASES.c.number, CASES.c.cycle, CASES.c.state)
    .where(CASES.c.commune_id == bindparam("commune"))
    .order_by(CASES.c.cycle.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A case to be opened for one commune.

    `round`, `origin` and the days belong to inherited cases, whose earlier steps lie in papers;
    `illustration` marks a case whose figures are made up to show how the system works.
    """

    action: Action
    commune: UUID
    by: UUID
    at: datetime
    on: date | None = None
    argument: str = ""
    submission: Submission = NOTHING_HANDED_IN
    round: int = 1
    origin: str = ""
    started_on: date | None = None
    reviewed_on: date | None = None
    illustration: bool = False


def open_case(session: Session, book: PlanBook, opening: Opening) -> Outcome:
    """Open a case for a commune, or refuse it with every finding.

    Raises UnknownCase when the commune is unknown or lies outside the person's territory,
    Refused when a rule does not permit it, and InvalidInput for a text that points at a person.
    """
    refuse_personal(opening.argument, field="argument")
    refuse_personal(opening.origin, field="origin")
    refuse_personal_texts(opening.submission)
    session.execute(_LOCK_COMMUNE, {"commune": opening.commune})
    standing, assessment, facts = _assessed(session, book, opening)
    if not assessment.permitted or facts.plan is None:
        raise Refused(assessment)
    before = session.execute(_LAST_CASE, {"commune": opening.commune}).one_or_none()
    number = next_number(session, year=facts.on.year)
    target = assessment.transition.target
    file = _file(opening, standing, facts) | {
        "id": uuid4(),
        "number": number,
        "plan": facts.plan.id,
        "plan_digest": facts.plan.digest,
        "cycle": before.cycle + 1 if before else 1,
        "predecessor_id": before.id if before else None,
        "state": target,
        "is_open": stays_open(target, None),
    }
    session.connection().execute(insert(CASES), file)
    keep_papers(session, file["id"], entry=1, submission=opening.submission)
    if target in AT_WORK and opening.started_on is not None:
        inherit_into_quota(session, standing.province_id, year=opening.started_on.year)
    taken_on = take_on(session, file["id"], standing.id)
    entry = _record(session, opening, file | {"takes_on": taken_on}, assessment, facts)
    session.flush()
    return Outcome(file["id"], number, target, entry)


def explain_opening(session: Session, book: PlanBook, opening: Opening) -> Assessment:
    """Assess an opening without doing it; raises UnknownCase as `open_case` does."""
    return _assessed(session, book, opening)[1]


def _assessed(
    session: Session, book: PlanBook, opening: Opening
) -> tuple[Ground, Assessment, CaseFacts]:
    today = opening.at.astimezone(HANOI).date()
    on = opening.on or legal_day(opening.submission, today=today)
    standing = ground(session, opening.commune, on=on)
    if standing is None:
        raise UnknownCase(str(opening.commune))
    held = held_by(session, opening.by, on=today)
    facts = CaseFacts(
        on=on,
        today=today,
        commune=standing.commune,
        actor=actor(held, opening.by, standing.places),
        plan=plan_for(book, opening.action, standing.commune.province_code, on=on),
        argument=opening.argument,
        open_case=other_open_case(session, opening.commune),
        round=opening.round,
        paper=opening.submission,
    )
    if not facts.actor.in_territory:
        raise UnknownCase(str(opening.commune))
    return standing, assess(row_for(opening.action, None), facts), facts


def plan_for(book: PlanBook, action: Action, province: str | None, *, on: date) -> Plan | None:
    """Return the plan in force that day; an inherited case may be older than every plan.

    Đắk Lắk II.2 carries the list of KH 62/2015 on: the first plan after such a list judges it.
    """
    plan = book.in_force(province, on=on)
    if plan is None and action in INHERITED_AS:
        return book.first_after(province, on=on)
    return plan


def _file(opening: Opening, standing: Ground, facts: CaseFacts) -> dict[str, Any]:
    inherited = opening.action in INHERITED_AS
    old = opening.submission.old_decision
    known = old.signed_on if old else None
    target = INHERITED_AS.get(opening.action)
    return {
        "commune_id": standing.id,
        "province_id": standing.province_id,
        "version": 1,
        "entries": 1,
        "round": opening.round,
        "types": ",".join(opening.submission.types),
        "argument": opening.argument,
        "proposed_by": opening.by,
        "opened_on": known if inherited else facts.on,
        "started_on": opening.started_on,
        "reviewed_on": opening.reviewed_on,
        "recognized_on": known if target is CaseState.RECOGNIZED else None,
        "relapsed_from": None,
        "inherited": inherited,
        "illustration": opening.illustration,
        "origin": opening.origin or None,
    }


def _record(
    session: Session,
    opening: Opening,
    file: dict[str, Any],
    assessment: Assessment,
    facts: CaseFacts,
) -> int:
    old = opening.submission.old_decision
    undated = old is not None and old.signed_on is None
    row = assessment.transition
    role, holder = facts.actor.acting_in(row.by)
    draft = history.EntryDraft(
        deed=opening.action.value,
        by=opening.by,
        case_id=file["id"],
        case_number=1,
        acting_for=UUID(holder) if holder else None,
        capacity=role.value if role else None,
        effective=None if undated else facts.on,
        to_state=row.target.value,
        findings=[as_record(finding) for finding in assessment.findings],
        facts=replace(facts, round=opening.round).as_record()
        | _taken_on(file)
        | case_after(file, {}),
        plan=file["plan"],
        plan_digest=file["plan_digest"],
    )
    return history.record(session, draft, at=opening.at).number


def _taken_on(file: dict[str, Any]) -> dict[str, Any]:
    """Return the cases handed over that this one takes on, if there are any."""
    return {"takes_on": file["takes_on"]} if file["takes_on"] else {}
