"""One ballot as its page shows it: the case, the findings, the rule, and what the reader may do.

Nothing here tells how a ballot stands before it has ended: only who has voted, never how.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from states.ballot import in_words, rule_of
from states.case import Assessment
from states.facts import CaseFacts
from states.findings import Finding
from states.plans.book import PlanBook
from states.terms import Seat, Text
from workflow.calendar import HANOI
from workflow.canonical_text import canonical
from workflow.casefiles import read_case
from workflow.councils import Membership
from workflow.errors import NotPossibleNow
from workflow.models.sittings import MotionStatus
from workflow.sitting.bench import bench_of, recusals_on, votes_on
from workflow.sitting.changes import what_changed
from workflow.sitting.motions import Put, facts_of, held_back, rests_on, weighed
from workflow.sitting.seats import presiding
from workflow.views.case_put import CasePut, case_put
from workflow.views.docket_lines import DocketLine, docket, docket_line, rule_in
from workflow.views.motion_ended import findings_of_entry
from workflow.views.my_part import MyPart, my_part
from workflow.views.sitting_sheet import may_prepare
from workflow.views.sittings import SittingLine, line_of, read_seen
from workflow.views.steps import in_order
from workflow.views.voters import RecusedLine, VoterLine, recused_lines, voter_lines


@dataclass(frozen=True, slots=True)
class MotionSheet:
    """One motion as one person sees it; `changed` says what the votes no longer rest on."""

    sitting: SittingLine
    motion: DocketLine
    case: CasePut
    findings: tuple[Finding, ...]
    rule: Text | None
    changed: Text | None
    recused: tuple[RecusedLine, ...]
    voters: tuple[VoterLine, ...]
    mine: MyPart
    presides: Text | None
    may_prepare: bool
    facts_digest: str

    @property
    def remaining(self) -> int:
        """Return how many conditions do not hold."""
        return sum(not finding.passes for finding in self.findings)

    @property
    def voted(self) -> int:
        """Return how many have voted; not how."""
        return sum(voter.has_voted for voter in self.voters)

    @property
    def is_open(self) -> bool:
        """Whether it is being voted on."""
        return self.motion.status is MotionStatus.OPEN

    @property
    def is_waiting(self) -> bool:
        """Whether its ballot was not opened yet."""
        return self.motion.status is MotionStatus.WAITING

    @property
    def may_withdraw(self) -> bool:
        """Whether the reader may take it off the docket: once it is voted on, who presides."""
        return self.mine.in_chair if self.is_open else self.may_prepare and self.is_waiting


def motion_sheet(
    session: Session, book: PlanBook, sitting: UUID, ordinal: int, *, person: UUID, at: datetime
) -> MotionSheet | None:
    """Return a motion as one person sees it, or None where it is not this person's to see."""
    today = at.astimezone(HANOI).date()
    row = read_seen(session, sitting, person=person, on=today)
    lines = docket(session, sitting) if row is not None else ()
    motion = next((line for line in lines if line.ordinal == ordinal), None)
    if row is None or motion is None:
        return None
    bench, line = bench_of(session, row), docket_line(motion)
    put = Put(motion, row, bench, read_case(session, motion.case))
    facts = facts_of(session, book, put, at=at)
    votes, recused = votes_on(session, motion.id), recusals_on(session, motion.id)
    rule = rule_in(motion) or rule_of(facts.plan)
    return MotionSheet(
        sitting=line_of(row, on=today, motions=len(lines), waiting=0),
        motion=line,
        case=case_put(put, facts),
        findings=_findings(session, put, facts, line),
        rule=in_words(rule) if rule else None,
        changed=_changed(session, put, facts),
        recused=recused_lines(session, recused),
        voters=voter_lines(session, bench, votes, recused, line),
        mine=my_part(session, put, votes, recused, who=person, at=at),
        presides=instead_of_the_chair(presiding(bench, [one.person_id for one in recused])),
        may_prepare=may_prepare(session, row, by=person, at=at),
        facts_digest=motion.facts_digest or "",
    )


def instead_of_the_chair(seat: Membership | None) -> Text | None:
    """Say who presides where the chair is away or recused; nothing where the chair does."""
    if seat is None or seat.kind is Seat.CHAIR:
        return None
    office = seat.kind.label
    return Text(
        f"Chủ tịch vắng mặt hoặc không tham gia nội dung này; {seat.name}"
        f" ({office.vi.lower()}) chủ trì.",
        f"The chair is away or takes no part here: {seat.name} ({office.en.lower()}) presides.",
    )


def _findings(
    session: Session, put: Put, facts: CaseFacts, line: DocketLine
) -> tuple[Finding, ...]:
    """Return the findings of today, or those of the ballot's end; none where no step is left."""
    if line.has_ended:
        return in_order(findings_of_entry(session, line.entry))
    try:
        assessment: Assessment = held_back(weighed(session, put, facts), put_ahead=True)
    except NotPossibleNow:
        return ()
    return in_order(assessment.findings)


def _changed(session: Session, put: Put, facts: CaseFacts) -> Text | None:
    """Say what has changed under an open ballot, whose next vote will find it lapsed."""
    motion = put.motion
    if motion.status is not MotionStatus.OPEN:
        return None
    digest, judged = rests_on(session, facts, put.file.id)
    if digest == motion.facts_digest:
        return None
    return what_changed(json.loads(motion.rests_on), json.loads(canonical(judged)))
