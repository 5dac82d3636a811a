"""What the council recommended of many cases at once, for a decision over all of them.

The same as `workflow.recommendation` says case by case, in a few statements.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.ballot import counted_on, rule_of
from states.digest import CasePaper, facts_digest
from states.facts import Ballot, CaseFacts, Paper
from states.plans import Plan
from states.plans.book import PlanBook
from states.terms import Action
from workflow.facts import Setting
from workflow.ground import grounds
from workflow.recommendation import COUNTED, as_ballot, stands
from workflow.together import Gathered, gather_together

COUNCIL = "Hội đồng thẩm định"
_TABLES = SQLModel.metadata.tables
_MOTIONS = _TABLES["motion"]
_SITTINGS = _TABLES["sitting"]
_PAPERS = _TABLES["paper"]
_WHICH = bindparam("cases", expanding=True, type_=_MOTIONS.c.case_id.type)
_LATEST: Select[Any] = (
    select(
        _MOTIONS,
        _SITTINGS.c.council_id,
        _SITTINGS.c.held_on,
        _SITTINGS.c.number.label("minutes"),
        _PAPERS.c.kind.label("paper_kind"),
        _PAPERS.c.number.label("paper_number"),
        _PAPERS.c.signed_on.label("paper_signed_on"),
    )
    .select_from(
        _MOTIONS.join(_SITTINGS, _SITTINGS.c.id == _MOTIONS.c.sitting_id).outerjoin(
            _PAPERS, _PAPERS.c.case_id == _MOTIONS.c.case_id
        )
    )
    .where(
        _MOTIONS.c.case_id.in_(_WHICH),
        _MOTIONS.c.action == Action.RECOGNIZE,
        _MOTIONS.c.status.in_(COUNTED),
    )
    .order_by(_MOTIONS.c.entry)
)
"""The ballots that were counted, the latest last, each as often as its case has papers."""


def recommended(
    session: Session,
    book: PlanBook,
    files: Sequence[Row[Any]],
    *,
    today: date,
    gathered: Gathered | None = None,
) -> dict[UUID, Ballot]:
    """Return the ballots that recommend to recognize, by the ids of their cases.

    A ballot whose case has changed since recommends nothing any more. `gathered` are today's
    facts of the cases where they were read already; a day on which a council sat is then asked
    about only for a case whose commune may have been another one.
    """
    if not files:
        return {}
    which = {"cases": [file.id for file in files]}
    rows = session.execute(_LATEST, which).all()
    latest = {row.case_id: row for row in rows}
    motions = {case: row for case, row in latest.items() if stands(row)}
    voted = [file for file in files if file.id in motions]
    if not voted:
        return {}
    papers = _papers(rows, motions)
    if gathered is None:
        council = next(iter(motions.values())).council_id
        gathered = gather_together(session, book, voted, Setting(council, today, today))
    same = {file.id for file in voted if _is_the_same(gathered, papers, motions[file.id])}
    others = [file for file in voted if file.id not in same]
    facts = _as_the_council_saw_them(session, others, motions, gathered)
    same |= {case for case in facts if _is_the_same(facts, papers, motions[case])}
    return {file.id: as_ballot(motions[file.id]) for file in voted if file.id in same}


def _is_the_same(facts: Gathered, papers: Mapping[UUID, list[CasePaper]], motion: Row[Any]) -> bool:
    case = motion.case_id
    return facts_digest(facts[case], papers[case]) == str(motion.facts_digest)


def minutes_of(ballot: Ballot, plan: Plan | None) -> Paper | None:
    """Return the minutes a ballot stands in, with its votes as the plan's rule counts them."""
    rule = rule_of(plan)
    if rule is None:
        return None
    return Paper(
        ballot.sitting,
        ballot.held_on,
        body=COUNCIL,
        votes_for=ballot.votes_for,
        votes_of=counted_on(rule, ballot),
    )


def _as_the_council_saw_them(
    session: Session,
    files: Sequence[Row[Any]],
    motions: Mapping[UUID, Row[Any]],
    facts: Gathered,
) -> dict[UUID, CaseFacts]:
    """Return the facts with the communes of the days of the sittings: they alone may differ."""
    seen = {}
    for held_on in {motions[file.id].held_on for file in files}:
        here = [file for file in files if motions[file.id].held_on == held_on]
        standing = grounds(session, {file.commune_id for file in here}, on=held_on)
        for file in here:
            commune = standing[file.commune_id].commune
            seen[file.id] = replace(facts[file.id], commune=commune)
    return seen


def _papers(
    rows: Iterable[Row[Any]], motions: Mapping[UUID, Row[Any]]
) -> dict[UUID, list[CasePaper]]:
    """Return the papers of each case: those that stand beside its latest motion."""
    found: dict[UUID, list[CasePaper]] = {case: [] for case in motions}
    for row in rows:
        motion = motions.get(row.case_id)
        if motion is not None and row.id == motion.id and row.paper_kind is not None:
            found[row.case_id].append((row.paper_kind.value, row.paper_number, row.paper_signed_on))
    return found
