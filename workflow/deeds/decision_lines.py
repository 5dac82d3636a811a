"""The lines of a draft decision: one case each, with what is to be decided of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, bindparam, delete, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.noting import NOTED
from states.table import TRANSITIONS
from states.terms import Action, Asks, CaseState, Role, Text
from workflow.access import held_by, within
from workflow.calendar import HANOI
from workflow.deeds.decisions import (
    DECISIONS,
    LINES,
    AtDraft,
    change_draft,
    locked_draft,
    record_on,
)
from workflow.errors import InvalidInput, NotPossibleNow, UnknownCase
from workflow.facts import CASES
from workflow.privacy import refuse_personal

ADDED, REMOVED = "decision_lines_added", "decision_line_removed"
MOST_LINES = 1000
_SUCCESSIONS = SQLModel.metadata.tables["succession"]
# What a decision decides, by the state the case stands in; the last moves nothing.
DECIDED: Mapping[Action, frozenset[CaseState]] = {
    action: frozenset(
        row.source
        for row in (*TRANSITIONS, NOTED)
        if row.action is action and row.source and Asks.DECISION in row.asks
    )
    for action in (Action.SELECT, Action.RECOGNIZE, Action.RESUME, Action.DECLINE, NOTED.action)
}
WORDS: Mapping[Action, Text] = {
    action: Text("Đưa vào diện theo dõi (Hội đồng đã kết luận đạt)", "Put under monitoring")
    if action is NOTED.action
    else action.label
    for action in DECIDED
}
"""What each line of a decision is called."""
_CASES = (
    select(CASES.c.id, CASES.c.number, CASES.c.state, CASES.c.province_id)
    .where(CASES.c.number.in_(bindparam("numbers", expanding=True)))
    .order_by(CASES.c.number)
)
_FORMER = select(_SUCCESSIONS.c.predecessor_id).where(
    _SUCCESSIONS.c.successor_id == bindparam("province")
)
_HOLDERS = (
    select(LINES.c.case_id, LINES.c.decision_id, DECISIONS.c.number)
    .join(DECISIONS, DECISIONS.c.id == LINES.c.decision_id)
    .where(LINES.c.held, LINES.c.case_id.in_(bindparam("cases", expanding=True)))
)
_LAST = select(func.max(LINES.c.ordinal), func.count()).where(
    LINES.c.decision_id == bindparam("decision")
)


@dataclass(frozen=True, slots=True)
class NewLine:
    """One case to be put on a draft, by its number, and what is to be decided of it."""

    case: str
    action: Action
    reason: str = ""


def add_lines(session: Session, draft: AtDraft, lines: Sequence[NewLine]) -> None:
    """Put cases on a draft, in the order of their numbers, all of them or none.

    A line may still be held back by a rule: the draft's page says which. Raises UnknownCase for
    a case outside the province or the person's territory, NotPossibleNow for a case that a
    draft holds already or that does not stand where this can be decided, and InvalidInput for
    none at all, too many, or a text that points at a person.
    """
    row = locked_draft(session, draft)
    for line in lines:
        refuse_personal(line.reason, field="reason")
    by_number = {line.case: line for line in lines}
    if not by_number or len(by_number) != len(lines):
        raise InvalidInput(CHOOSE_CASES, field="cases")
    files = _files(session, row, by_number, draft)
    _refuse_held(session, files)
    last, many = session.execute(_LAST, {"decision": row.id}).one()
    if many + len(files) > MOST_LINES:
        raise InvalidInput(TOO_MANY, field="cases")
    rows = [
        _row(row.id, file, by_number[file.number], ordinal=(last or 0) + place)
        for place, file in enumerate(files, start=1)
    ]
    try:
        session.execute(insert(LINES), rows)
    except IntegrityError as race:
        raise NotPossibleNow(HELD_MEANWHILE) from race
    change_draft(session, row, {})
    told = [{"case": file.id.hex, "action": by_number[file.number].action.value} for file in files]
    facts = {"decision": row.id.hex, "place": row.province_id.hex, "lines": told}
    record_on(session, draft, ADDED, facts=facts)


def remove_line(session: Session, draft: AtDraft, case: str) -> None:
    """Take a case off a draft.

    Raises NotPossibleNow when it does not stand on it, otherwise as `amend_decision` does.
    """
    row = locked_draft(session, draft)
    which = select(CASES.c.id).where(CASES.c.number == case).scalar_subquery()
    gone = session.execute(
        delete(LINES)
        .where(LINES.c.decision_id == row.id, LINES.c.case_id == which)
        .returning(LINES.c.case_id, LINES.c.action)
    ).one_or_none()
    if gone is None:
        raise NotPossibleNow(NOT_ON_IT)
    change_draft(session, row, {})
    facts = {
        "decision": row.id.hex,
        "place": row.province_id.hex,
        "lines": [{"case": gone.case_id.hex, "action": gone.action.value}],
    }
    record_on(session, draft, REMOVED, facts=facts)


def provinces_of(session: Session, province: UUID) -> frozenset[UUID]:
    """Return a province with those that went over into it: their cases are its own now."""
    former = session.execute(_FORMER, {"province": province}).scalars()
    return frozenset({province, *former})


CHOOSE_CASES = Text("Chọn ít nhất một địa bàn.", "Choose at least one area.")
TOO_MANY = Text(
    f"Một quyết định có nhiều nhất {MOST_LINES} địa bàn.",
    f"A decision has at most {MOST_LINES} areas.",
)
HELD_MEANWHILE = Text(
    "Một hồ sơ vừa được đưa vào dự thảo khác; hãy mở lại danh sách.",
    "A case has just been put on another draft; open the list again.",
)
NOT_ON_IT = Text("Hồ sơ này không có trong dự thảo.", "This case is not on the draft.")


def _files(
    session: Session, row: Row[Any], by_number: Mapping[str, NewLine], draft: AtDraft
) -> Sequence[Row[Any]]:
    places = held_by(session, draft.by, on=draft.at.astimezone(HANOI).date()).places(
        Role.COMMITTEE_OFFICE
    )
    files = session.execute(_CASES.where(within(places)), {"numbers": [*by_number]}).all()
    provinces = provinces_of(session, row.province_id)
    known = {file.number for file in files if file.province_id in provinces}
    for number in by_number:
        if number not in known:
            raise UnknownCase(number)
    for file in files:
        action = by_number[file.number].action
        if CaseState(file.state) not in DECIDED.get(action, ()):
            raise NotPossibleNow(not_decided(file.number, action, CaseState(file.state)))
    return files


def not_decided(number: str, action: Action, state: CaseState) -> Text:
    """Return the sentence for a case that does not stand where this can be decided."""
    return Text(
        f"Hồ sơ {number} đang ở “{state.label.vi}”, không có bước “{action.label.vi}”.",
        f"Case {number} is “{state.label.en}”: there is no step “{action.label.en}”.",
    )


def _refuse_held(session: Session, files: Iterable[Row[Any]]) -> None:
    numbers = {file.id: file.number for file in files}
    holder = session.execute(_HOLDERS, {"cases": [*numbers]}).first()
    if holder is not None:
        number = numbers[holder.case_id]
        named = f" {holder.number}" if holder.number else ""
        raise NotPossibleNow(
            Text(
                f"Hồ sơ {number} đã có trong dự thảo{named}.",
                f"Case {number} is on the draft{named} already.",
            )
        )


def _row(decision: UUID, file: Row[Any], line: NewLine, *, ordinal: int) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "decision_id": decision,
        "case_id": file.id,
        "action": line.action,
        "ordinal": ordinal,
        "reason": line.reason.strip(),
        "held": True,
    }
