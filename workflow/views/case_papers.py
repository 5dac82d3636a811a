"""Which papers a case can have now, who may issue each, and how each is written."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from states.plans.book import PlanBook
from states.terms import Action, CaseState, Phase, Role, Text
from workflow.casefiles import read_case
from workflow.errors import NotPossibleNow
from workflow.printed.content import PaperContent, PaperType
from workflow.views.case_known import CaseKnown, case_known, steps_taken
from workflow.views.casefile import CaseFile
from workflow.views.notices import decline_notice, unmet_notice
from workflow.views.papers_kept import IssuedLine, issued_of
from workflow.views.proposal_letter import proposal_letter
from workflow.views.review_report import review_report


@dataclass(frozen=True, slots=True)
class Writing:
    """How a kind of paper is written, in which cases, and which step must have been taken."""

    write: Callable[[CaseKnown], PaperContent]
    has_matter: Callable[[CaseFile], bool]
    after: Action | None = None


def _has_review(file: CaseFile) -> bool:
    sheet = file.phase(Phase.REVIEW)
    reviewed = file.state in (CaseState.IN_TRANSFORMATION, CaseState.PRELIMINARY_REVIEW)
    return reviewed and sheet is not None and bool(sheet.given)


OF_CASES: Mapping[PaperType, Writing] = {
    PaperType.PROPOSAL_LETTER: Writing(
        proposal_letter, lambda file: file.state is CaseState.PROPOSED
    ),
    PaperType.REVIEW_REPORT: Writing(review_report, _has_review),
    PaperType.DECLINE_NOTICE: Writing(
        decline_notice, lambda file: file.state is CaseState.DECLINED, Action.DECLINE
    ),
    PaperType.UNMET_NOTICE: Writing(
        unmet_notice, lambda file: file.state is CaseState.IN_TRANSFORMATION, Action.EXTEND
    ),
}
MAY_ISSUE: Mapping[PaperType, tuple[Role, ...]] = {
    PaperType.PROPOSAL_LETTER: (Role.OFFICER,),
    PaperType.REVIEW_REPORT: (Role.OFFICER,),
    PaperType.DECLINE_NOTICE: (Role.COMMITTEE_OFFICE, Role.SECRETARY),
    PaperType.UNMET_NOTICE: (Role.COMMITTEE_OFFICE, Role.SECRETARY),
    PaperType.LIST_DECISION: (Role.COMMITTEE_OFFICE,),
    PaperType.RECOGNITION: (Role.COMMITTEE_OFFICE,),
    PaperType.APPRAISAL_MINUTES: (Role.SECRETARY,),
    PaperType.ACTION_PLAN: (Role.OFFICER,),
}


def papers_now(file: CaseFile, taken: Container[str]) -> tuple[PaperType, ...]:
    """Return the kinds of paper that can be made of a case, given the steps it has taken."""
    return tuple(
        kind
        for kind, writing in OF_CASES.items()
        if writing.has_matter(file) and (writing.after is None or writing.after.value in taken)
    )


@dataclass(frozen=True, slots=True)
class PapersOfCase:
    """What can be issued of a case now, what was issued, and what was uploaded."""

    now: tuple[PaperType, ...]
    issued: tuple[IssuedLine, ...]


def papers_of_case(session: Session, file: CaseFile) -> PapersOfCase:
    """Return the papers of a case that somebody may see."""
    case = read_case(session, file.number).id
    taken = steps_taken(session, case)
    return PapersOfCase(
        papers_now(file, taken),
        issued_of(session, case_id=case),
    )


def case_paper(
    session: Session, book: PlanBook, number: str, kind: PaperType, *, person: UUID, at: datetime
) -> PaperContent:
    """Return a paper of a case without its stamp.

    Raises UnknownCase, and NotPossibleNow where the case has nothing to write it from.
    """
    known = case_known(session, book, number, person=person, at=at)
    if kind not in papers_now(known.file, known.taken):
        raise NotPossibleNow(
            Text(
                f"Chưa lập được “{kind.label.vi}” khi hồ sơ ở “{known.file.state.label.vi}”.",
                f"“{kind.label.en}” cannot be made while the case is "
                f"“{known.file.state.label.en}”.",
            )
        )
    return OF_CASES[kind].write(known)
