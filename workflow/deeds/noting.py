"""Lines of a decision that move nothing: the paper is noted on a case that stays where it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from states.case import Assessment, assess
from states.facts import CaseFacts
from states.findings import as_record
from states.noting import NOTED
from states.plans.book import PlanBook
from workflow import history
from workflow.casefiles import case_after, change_case, lock_case
from workflow.engine import Deed, Outcome, facts_for
from workflow.papers import keep_papers

NOTED_ON = "noted_by_decision"


@dataclass(frozen=True, slots=True)
class Note:
    """One case a paper is to be noted on, locked and judged."""

    deed: Deed
    file: Row[Any]
    facts: CaseFacts
    assessment: Assessment


def judge_notes(session: Session, book: PlanBook, deeds: Sequence[Deed]) -> tuple[Note, ...]:
    """Lock and judge the cases a paper is to be noted on; nothing is written yet."""
    notes = []
    for deed in deeds:
        file = lock_case(session, deed.case)
        facts = facts_for(session, book, file, deed)
        notes.append(Note(deed, file, facts, assess(NOTED, facts)))
    return tuple(notes)


def keep_notes(session: Session, notes: Sequence[Note]) -> tuple[Outcome, ...]:
    """Keep the paper with each case, in an entry of its own; the state stays."""
    for note in notes:
        keep_papers(
            session, note.file.id, entry=note.file.entries + 1, submission=note.deed.submission
        )
        change_case(session, note.file, {})
    return tuple(
        Outcome(note.file.id, note.file.number, NOTED.target, _record(session, note))
        for note in notes
    )


def _record(session: Session, note: Note) -> int:
    file = note.file
    role, holder = note.facts.actor.acting_in(NOTED.by)
    draft = history.EntryDraft(
        deed=NOTED_ON,
        by=note.deed.by,
        case_id=file.id,
        case_number=file.entries + 1,
        acting_for=UUID(holder) if holder else None,
        capacity=role.value if role else None,
        effective=note.facts.on,
        from_state=NOTED.target.value,
        to_state=NOTED.target.value,
        findings=[as_record(finding) for finding in note.assessment.findings],
        facts=note.facts.as_record() | case_after(file._asdict(), {}),
        plan=file.plan,
        plan_digest=file.plan_digest,
    )
    return history.record(session, draft, at=note.deed.at).number
