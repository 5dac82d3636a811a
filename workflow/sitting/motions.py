"""A motion with its sitting and its case, locked in that order, and what its votes rest on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.ballot import BallotRule, counted_on, rule_of
from states.canonical import canonical
from states.case import Assessment
from states.digest import facts_digest, judged
from states.facts import Ballot, CaseFacts, Paper, Submission
from states.plans.book import PlanBook
from states.terms import Action, CaseState, Text
from workflow.casefiles import lock_case
from workflow.engine import Deed, facts_for, row_in
from workflow.errors import NotPossibleNow
from workflow.models.sittings import MotionStatus
from workflow.recommendation import papers_of
from workflow.sitting.bench import Bench, bench_of, read_sitting
from workflow.waivers import judge

MOVES = frozenset(
    {Action.APPRAISE, Action.DECLINE, Action.PASS_REVIEW, Action.EXTEND, Action.RELAPSE}
)
"""What a carried motion does to its case at once."""
RECOMMENDS = frozenset({Action.RECOGNIZE})
"""What a carried motion recommends to the committee, which decides."""
BY_THE_BALLOT = frozenset(
    {
        "access.role",
        "council.quorum",
        "council.carried",
        "council.recommends",
        "duties.not_proposer_or_recorder",
    }
)
BY_THE_DECISION = frozenset({"decision.named", "decision.issuing_body", "decision.capacity"})
AHEAD = frozenset({"order.not_in_future"})
_TABLES = SQLModel.metadata.tables
_MOTIONS = _TABLES["motion"]
_CASES = _TABLES["case_file"]
_OF: Select[Any] = (
    select(_MOTIONS, _CASES.c.number.label("case"))
    .join(_CASES, _CASES.c.id == _MOTIONS.c.case_id)
    .where(_MOTIONS.c.id == bindparam("motion"))
)
_SITTINGS = _TABLES["sitting"]
_LOCK_SITTING: Select[Any] = (
    select(_SITTINGS.c.id).where(_SITTINGS.c.id == bindparam("sitting")).with_for_update()
)
_OPEN_AT: Select[Any] = (
    select(_MOTIONS.c.id, _CASES.c.number)
    .join(_CASES, _CASES.c.id == _MOTIONS.c.case_id)
    .where(_MOTIONS.c.sitting_id == bindparam("sitting"), _MOTIONS.c.status == MotionStatus.OPEN)
    .order_by(_CASES.c.number, _MOTIONS.c.ordinal)
)
_LOCK: Select[Any] = select(_MOTIONS).where(_MOTIONS.c.id == bindparam("motion")).with_for_update()


@dataclass(frozen=True, slots=True)
class Put:
    """A motion as it is voted on: the row, its sitting, who sits there, and its case."""

    motion: Row[Any]
    sitting: Row[Any]
    bench: Bench
    file: Row[Any]

    @property
    def rule(self) -> BallotRule:
        """Return the rule the ballot was opened under."""
        return BallotRule.from_record(json.loads(self.motion.rule))

    @property
    def types(self) -> tuple[str, ...]:
        """Return the types of area the motion names."""
        return tuple(filter(None, self.motion.types.split(",")))


def read_motion(session: Session, motion: UUID) -> Row[Any]:
    """Return a motion with the number of its case; raises NotPossibleNow where there is none."""
    found = session.connection().execute(_OF, {"motion": motion}).one_or_none()
    if found is None:
        raise NotPossibleNow(Text("Không có nội dung biểu quyết này.", "There is no such motion."))
    return found


def lock_motion(session: Session, motion: UUID) -> Put:
    """Return a motion with all it needs: its case is locked first, then it, then its sitting.

    Raises NotPossibleNow for an unknown motion or one whose sitting is closed.
    """
    file = lock_case(session, read_motion(session, motion).case)
    locked = session.connection().execute(_LOCK, {"motion": motion}).one()
    sitting = lock_sitting(session, locked.sitting_id)
    return Put(locked, sitting, bench_of(session, sitting), file)


def lock_open_motions(session: Session, sitting: UUID) -> tuple[UUID, ...]:
    """Lock what is being voted on at a sitting, cases first and in their order; return the ids.

    To be done before the sitting itself is locked, as every deed at a motion does.
    """
    found = session.connection().execute(_OPEN_AT, {"sitting": sitting}).all()
    for row in found:
        lock_case(session, row.number)
    for row in found:
        session.connection().execute(_LOCK, {"motion": row.id})
    return tuple(row.id for row in found)


def lock_sitting(session: Session, sitting: UUID) -> Row[Any]:
    """Lock a sitting and return it; raises NotPossibleNow as `open_sitting` does."""
    session.connection().execute(_LOCK_SITTING, {"sitting": sitting})
    return open_sitting(session, sitting)


def open_sitting(session: Session, sitting: UUID) -> Row[Any]:
    """Return a sitting that is not closed; raises NotPossibleNow."""
    found = read_sitting(session, sitting)
    if found is None:
        raise NotPossibleNow(Text("Không có phiên họp này.", "There is no such sitting."))
    if found.closed_at is not None:
        raise NotPossibleNow(Text("Phiên họp đã kết thúc.", "The sitting is closed."))
    return found


def deed_of(put: Put, *, ballot: Ballot | None, at: datetime) -> Deed:
    """Return the council's deed: its paper is the minutes, computed and never typed."""
    rule = rule_of_motion(put)
    minutes = Paper(
        number=put.sitting.number,
        signed_on=put.sitting.held_on,
        body=put.sitting.council,
        votes_for=ballot.votes_for if ballot and rule else None,
        votes_of=counted_on(rule, ballot) if ballot and rule else None,
    )
    submission = Submission(reason=put.motion.reason, minutes=minutes, types=put.types)
    return Deed(
        case=put.file.number,
        action=put.motion.action,
        by=put.sitting.council_id,
        at=at,
        submission=submission,
        ballot=ballot,
    )


def rule_of_motion(put: Put) -> BallotRule | None:
    """Return the rule of a ballot that was opened."""
    return put.rule if put.motion.rule else None


def facts_of(session: Session, book: PlanBook, put: Put, *, at: datetime) -> CaseFacts:
    """Return the facts a motion is judged on, on the day of the sitting."""
    nobody_yet = Ballot(council=put.sitting.council_id.hex)
    facts = facts_for(session, book, put.file, deed_of(put, ballot=nobody_yet, at=at))
    return replace(facts, ballot=None)


def weighed(session: Session, put: Put, facts: CaseFacts) -> Assessment:
    """Assess the motion's action with what was waived.

    Raises NotPossibleNow where the case has no such step now.
    """
    row = row_in(put.motion.action, facts.state)
    if row.action is Action.DECLINE and row.source is not CaseState.PROPOSED:
        says = Text("Bước này do Ban Chỉ đạo quyết định.", "The committee decides this step.")
        raise NotPossibleNow(says)
    return judge(session, put.file, row, facts)[1]


def held_back(assessment: Assessment, *, put_ahead: bool) -> Assessment:
    """Return what holds a motion back whatever the votes will be; permitted where nothing does."""
    left_to = BY_THE_BALLOT | (AHEAD if put_ahead else frozenset())
    if assessment.transition.action in RECOMMENDS:
        left_to |= BY_THE_DECISION
    kept = tuple(one for one in assessment.findings if one.passes or one.rule not in left_to)
    return replace(assessment, findings=kept)


def rests_on(session: Session, facts: CaseFacts, case: UUID) -> tuple[str, Mapping[str, Any]]:
    """Return the digest of what a vote rests on, and what it is the digest of."""
    papers = papers_of(session, case)
    return facts_digest(facts, papers), judged(facts, papers)


def configured(facts: CaseFacts) -> BallotRule:
    """Return the plan's rule of voting; raises NotPossibleNow where the plan leaves it open."""
    rule = rule_of(facts.plan)
    if rule is None:
        raise NotPossibleNow(
            Text(
                "Kế hoạch chưa nêu cách biểu quyết của Hội đồng; tỉnh cần bổ sung.",
                "The plan does not say how the council votes; the province must add it.",
            )
        )
    return rule


def as_kept(ballot: Ballot) -> dict[str, Any]:
    """Return a ballot as an entry of the history holds it."""
    kept: dict[str, Any] = canonical(ballot)
    return kept
