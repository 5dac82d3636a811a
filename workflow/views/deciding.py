"""Cases assessed as lines of one decision: on the paper's own day, with the paper in hand.

The same guards as at the recording, in a few statements for any number of cases; nothing is
locked, so the recording judges once more.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from states.case import Assessment, ImpossibleMoveError, assess, row_for
from states.facts import CaseFacts, Quota
from states.noting import NOTED
from states.plans.book import PlanBook
from states.terms import Action, CaseState
from workflow.deeds.recording import handed_in
from workflow.engine import FILLS_THE_CAP
from workflow.facts import Setting
from workflow.known_quotas import KnownQuota, known_quotas
from workflow.recommended import recommended
from workflow.together import gather_together
from workflow.waivers import granted_to, judged_again


@dataclass(frozen=True, slots=True)
class Wanted:
    """One case that a decision is to decide: its row, what of it, and the reason given."""

    file: Row[Any]
    action: Action
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a paper over these cases comes to: each case's assessment, and the caps read for it.

    A case that no longer stands where it can be decided has no assessment.
    """

    assessments: Mapping[UUID, Assessment]
    caps: Mapping[UUID, KnownQuota]
    facts: Mapping[UUID, CaseFacts]


def judge_lines(
    session: Session,
    book: PlanBook,
    paper: Row[Any],
    wanted: Sequence[Wanted],
    *,
    person: UUID,
    today: date,
    adding: Mapping[UUID, int] | None = None,
) -> Judged:
    """Assess cases as lines of a paper; `paper` is the decision's row.

    `adding` says how many areas each province's list would add; without it these lines do.
    """
    on = paper.signed_on or today
    files = [each.file for each in wanted]
    gathered = gather_together(session, book, files, Setting(person, on, today))
    ballots = recommended(session, book, _to_recognize(wanted), today=today)
    caps = known_quotas(session, {file.province_id for file in files}, on=on) if files else {}
    more = adding if adding is not None else filled_by(wanted)
    leaving = Counter(file.province_id for file in _to_recognize(wanted)) if adding is None else {}
    facts: dict[UUID, CaseFacts] = {}
    for each in wanted:
        file, known = each.file, gathered[each.file.id]
        ballot, province = ballots.get(file.id), file.province_id
        quota = caps[province].under(known.plan)
        facts[file.id] = replace(
            known,
            paper=handed_in(paper, each.reason, ballot, known.plan),
            ballot=ballot,
            quota=quota and _counting(quota, more.get(province, 0), leaving.get(province, 0)),
        )
    found = {each.file.id: _assessed(each, facts) for each in wanted}
    known_ones = {case: one for case, one in found.items() if one is not None}
    return Judged(_with_waivers(session, files, known_ones, facts), caps, facts)


def _counting(quota: Quota, adding: int, leaving: int) -> Quota:
    return replace(quota, adding=adding, monitoring=quota.monitoring - leaving)


def _assessed(each: Wanted, facts: Mapping[UUID, CaseFacts]) -> Assessment | None:
    state = CaseState(each.file.state)
    if (each.action, state) == (NOTED.action, NOTED.source):
        return assess(NOTED, facts[each.file.id])
    try:
        row = row_for(each.action, state)
    except ImpossibleMoveError:
        return None
    return assess(row, facts[each.file.id])


def filled_by(wanted: Iterable[Wanted]) -> Counter[UUID]:
    """Return how many areas these lines would add to the cap of each province."""
    return Counter(each.file.province_id for each in wanted if each.action in FILLS_THE_CAP)


def _to_recognize(wanted: Iterable[Wanted]) -> list[Row[Any]]:
    return [each.file for each in wanted if each.action is Action.RECOGNIZE]


def _with_waivers(
    session: Session,
    files: Iterable[Row[Any]],
    found: Mapping[UUID, Assessment],
    facts: Mapping[UUID, CaseFacts],
) -> dict[UUID, Assessment]:
    asking = [file for file in files if file.id in found and found[file.id].asks_for_waivers]
    again = dict(found)
    for case, granted in granted_to(session, asking).items():
        (again[case],) = judged_again((found[case],), facts[case], granted)
    return again
