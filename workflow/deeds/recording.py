"""A signed decision recorded: every line of it, or nothing at all.

The paper's own day is the legal day of each line, however late it is recorded, and each line is
assessed on it. Lock order: the decision, its number among the recorded ones, the cases in the
order of their numbers, the quota, the head of the log.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, bindparam, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from states.facts import Ballot, Paper, Submission
from states.noting import NOTED
from states.plans import Plan
from states.plans.book import PlanBook
from states.terms import Action, CaseState, Text
from states.wording import day
from workflow.calendar import HANOI
from workflow.database import stored_instant
from workflow.deeds.decision_lines import DECIDED, not_decided
from workflow.deeds.decisions import (
    DECISIONS,
    LINES,
    AtDraft,
    change_draft,
    heading_of,
    locked_draft,
    record_on,
)
from workflow.deeds.noting import judge_notes, keep_notes
from workflow.engine import Deed, Outcome, perform_all, plan_of
from workflow.errors import InvalidInput, NotPossibleNow, RefusedTogether
from workflow.facts import CASES
from workflow.models.decisions import DecisionState
from workflow.recommended import minutes_of, recommended
from workflow.together import files_of

RECORDED = "decision_recorded"
MOVING = DECIDED.keys() - {NOTED.action}
NUMBERED = ("province_id", "body", "kind", "year", "number_key")
"""Within what a number is used once."""
_LOCK_CASES: Select[Any] = (
    select(LINES.c.id, LINES.c.case_id, LINES.c.action, LINES.c.reason, CASES.c.number)
    .add_columns(CASES.c.state)
    .join(CASES, CASES.c.id == LINES.c.case_id)
    .where(LINES.c.decision_id == bindparam("decision"))
    .order_by(CASES.c.number)
    .with_for_update(of=CASES)
)
_SAME_NUMBER: Select[Any] = select(DECISIONS.c.number, DECISIONS.c.signed_on).where(
    DECISIONS.c.state == DecisionState.RECORDED,
    *(DECISIONS.c[name] == bindparam(name) for name in NUMBERED),
)
_DONE = (
    update(LINES)
    .where(LINES.c.id == bindparam("line"))
    .values(held=False, case_entry=bindparam("entry"))
)


def record_decision(session: Session, book: PlanBook, draft: AtDraft) -> tuple[Outcome, ...]:
    """Record a signed decision: move every case it names, on its own day, or none of them.

    Raises RefusedTogether with every line a rule holds back, NotPossibleNow for a case that has
    moved on since it was put on the draft, InvalidInput for a missing number or day, a number
    the body has used that year, or no line at all; otherwise as `amend_decision` does.
    """
    row = locked_draft(session, draft)
    on = _day_of(row)
    _claim_number(session, row, draft)
    lines = session.execute(_LOCK_CASES, {"decision": row.id}).all()
    if not lines:
        raise InvalidInput(EMPTY, field="lines")
    _refuse_moved(lines)
    outcomes = _done(session, book, _deeds(session, book, lines, row, draft))
    _let_go(session, lines, outcomes)
    facts = {
        "decision": row.id.hex,
        "place": row.province_id.hex,
        **heading_of(row).facts,
        "lines": [_told(line, outcome) for line, outcome in zip(lines, outcomes, strict=True)],
    }
    record_on(session, draft, RECORDED, on=on, facts=facts)
    session.flush()
    return outcomes


def handed_in(row: Row[Any], reason: str, ballot: Ballot | None, plan: Plan | None) -> Submission:
    """Return what a line of a decision hands in: the paper, and the minutes it rests on."""
    return Submission(
        reason=reason,
        decision=paper_of(row),
        minutes=minutes_of(ballot, plan) if ballot else None,
    )


def paper_of(row: Row[Any]) -> Paper:
    """Return the paper a decision's row stands for."""
    return Paper(row.number, row.signed_on, body=row.body, capacity=row.capacity)


EMPTY = Text("Quyết định chưa có địa bàn nào.", "The decision names no area yet.")
NO_NUMBER = Text("Cần số của quyết định.", "The number of the decision is needed.")
NO_DAY = Text("Cần ngày ký quyết định.", "The day the decision was signed is needed.")


def taken(row: Row[Any], signed_on: date | None = None) -> Text:
    """Return the sentence for a number the body has used in that year already."""
    when = f" ({day(signed_on)})" if signed_on else ""
    kind = row.kind.label
    return Text(
        f"{kind.vi} số {row.number} năm {row.year} của {row.body} đã được ghi nhận{when}. "
        "Mỗi số chỉ ghi một lần: hãy xem lại số, hoặc bỏ dự thảo này.",
        f"{kind.en} {row.number} of {row.body} in {row.year} is recorded already{when}. "
        "A number is recorded once: check the number, or give this draft up.",
    )


def _done(session: Session, book: PlanBook, deeds: Sequence[Deed]) -> tuple[Outcome, ...]:
    """Move the cases and note the paper on the others, in the order of the lines.

    Raises RefusedTogether for all of them at once; what was written by then is taken back.
    """
    notes = judge_notes(session, book, [deed for deed in deeds if deed.action is NOTED.action])
    blocked = {note.file.number: note.assessment for note in notes if not note.assessment.permitted}
    try:
        moved = perform_all(session, book, [each for each in deeds if each.action in MOVING])
    except RefusedTogether as refusal:
        raise RefusedTogether(dict(sorted({**blocked, **refusal.blocked}.items()))) from refusal
    if blocked:
        raise RefusedTogether(blocked)
    outcomes = {each.number: each for each in (*moved, *keep_notes(session, notes))}
    return tuple(outcomes[deed.case] for deed in deeds)


def _deeds(
    session: Session, book: PlanBook, lines: Sequence[Row[Any]], row: Row[Any], draft: AtDraft
) -> list[Deed]:
    today = draft.at.astimezone(HANOI).date()
    asked = [line.number for line in lines if line.action == Action.RECOGNIZE]
    files = files_of(session, asked) if asked else ()
    ballots = recommended(session, book, files, today=today)
    plans = {file.id: plan_of(book, file) for file in files}
    return [
        Deed(
            case=line.number,
            action=Action(line.action),
            by=draft.by,
            at=draft.at,
            submission=handed_in(
                row, line.reason, ballots.get(line.case_id), plans.get(line.case_id)
            ),
            ballot=ballots.get(line.case_id),
        )
        for line in lines
    ]


def _day_of(row: Row[Any]) -> date:
    if not row.number:
        raise InvalidInput(NO_NUMBER, field="number")
    if row.signed_on is None:
        raise InvalidInput(NO_DAY, field="signed_on")
    signed: date = row.signed_on
    return signed


def _refuse_same_number(session: Session, row: Row[Any]) -> None:
    same = session.execute(_SAME_NUMBER, {name: getattr(row, name) for name in NUMBERED}).first()
    if same is not None:
        raise InvalidInput(taken(row, same.signed_on), field="number")


def _claim_number(session: Session, row: Row[Any], draft: AtDraft) -> None:
    """Take the number before anything else: whoever comes second waits here, or is told."""
    _refuse_same_number(session, row)
    ended = {
        "state": DecisionState.RECORDED,
        "ended_by": draft.by,
        "ended_at": stored_instant(draft.at),
    }
    try:
        change_draft(session, row, ended)
    except IntegrityError as race:
        raise InvalidInput(taken(row), field="number") from race


def _refuse_moved(lines: Sequence[Row[Any]]) -> None:
    for line in lines:
        action, state = Action(line.action), CaseState(line.state)
        if state not in DECIDED[action]:
            raise NotPossibleNow(not_decided(line.number, action, state))


def _let_go(session: Session, lines: Sequence[Row[Any]], outcomes: Sequence[Outcome]) -> None:
    rows = [
        {"line": line.id, "entry": outcome.entry}
        for line, outcome in zip(lines, outcomes, strict=True)
    ]
    session.connection().execute(_DONE, rows)


def _told(line: Row[Any], outcome: Outcome) -> Mapping[str, str | int]:
    return {
        "case": line.case_id.hex,
        "action": Action(line.action).value,
        "entry": outcome.entry,
    }
