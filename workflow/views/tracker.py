"""The seven steps of a case with their days, as the tracker at the head of its page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import Row

from states.terms import CaseState, Text
from workflow.views.due import DueDay
from workflow.views.sentences import NOT_STATED

Standing = Literal["done", "current", "to_come", "relapsed"]
UNTIL = Text("đến", "until")
STEPS = (
    (CaseState.PROPOSED, Text("Đề xuất", "Proposal")),
    (CaseState.APPRAISED, Text("Thẩm định", "Appraisal")),
    (None, Text("Quyết định đưa vào", "Selection")),
    (CaseState.IN_TRANSFORMATION, Text("Đang chuyển hóa", "In transformation")),
    (CaseState.PRELIMINARY_REVIEW, Text("Sơ kết", "Review")),
    (CaseState.MONITORING, Text("Theo dõi", "Monitoring")),
    (CaseState.RECOGNIZED, Text("Công nhận", "Recognition")),
)
ENDS: Mapping[CaseState, Standing] = {
    CaseState.RELAPSED: "relapsed",
    CaseState.DECLINED: "relapsed",
    CaseState.CLOSED: "current",
}
# The place of the step a case stands at; an appraised one waits for its decision.
PLACES = {
    CaseState.PROPOSED: 0,
    CaseState.APPRAISED: 2,
    CaseState.IN_TRANSFORMATION: 3,
    CaseState.PRELIMINARY_REVIEW: 4,
    CaseState.MONITORING: 5,
    CaseState.RECOGNIZED: 6,
}


@dataclass(frozen=True, slots=True)
class TrackerStep:
    """One step: whether it is done, its day, and what stands before the day or instead of it."""

    label: Text
    standing: Standing
    day: date | None = None
    note: Text | str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """One step as the history holds it: the state it led to and its legal day, if known."""

    state: CaseState
    on: date | None


def tracker(
    file: Row[Any], moves: Sequence[Reached], *, due: DueDay | None
) -> tuple[TrackerStep, ...]:
    """Return the steps of a case; `moves` are those of its history, the oldest first."""
    state, days = CaseState(file.state), _days(file, moves)
    if state in ENDS:
        return _ended(days, moves, state)
    place = PLACES[state]
    here = _done(place, days)
    if due is not None:
        here = TrackerStep(STEPS[place][1], "current", due.on, UNTIL)
    elif state is not CaseState.RECOGNIZED:
        here = TrackerStep(STEPS[place][1], "current", days[place])
    done = (_done(at, days) for at in range(place))
    coming = (TrackerStep(label, "to_come") for _, label in STEPS[place + 1 :])
    return (*done, here, *coming)


def _ended(
    days: tuple[date | None, ...], moves: Sequence[Reached], state: CaseState
) -> tuple[TrackerStep, ...]:
    """The steps that were taken, those that were not, and the end in place of the last one."""
    reached = {move.state for move in moves}
    last = max((at for at, (step, _) in enumerate(STEPS) if days[at] or step in reached), default=0)
    done = (_done(at, days) for at in range(last + 1))
    coming = [TrackerStep(label, "to_come") for _, label in STEPS[last + 1 :]]
    day = next((move.on for move in reversed(moves) if move.state is state), None)
    end = TrackerStep(state.label, ENDS[state], day, "" if day else NOT_STATED)
    return (*done, *coming[:-1], end)


def _done(at: int, days: tuple[date | None, ...]) -> TrackerStep:
    return TrackerStep(STEPS[at][1], "done", days[at], "" if days[at] else NOT_STATED)


def _days(file: Row[Any], moves: Sequence[Reached]) -> tuple[date | None, ...]:
    """Return the day of each step, in the order of the steps; None where no source says it."""
    latest = {move.state: move.on for move in moves}
    begun = [move.on for move in moves if move.state is CaseState.IN_TRANSFORMATION]
    return (
        None if file.inherited else file.opened_on,
        latest.get(CaseState.APPRAISED),
        begun[0] if begun else file.started_on,
        file.started_on,
        latest.get(CaseState.PRELIMINARY_REVIEW),
        file.reviewed_on,
        file.recognized_on,
    )
