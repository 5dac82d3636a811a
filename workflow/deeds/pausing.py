"""Pausing the period a case is in, ending the pause, and extending it, each under a document.

No text speaks of any of them: the committee's office enters what a document lays down, and each
step counted with it names the reason and the document. None of the three moves the case.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, update
from sqlmodel import Session

from states.plans.book import PlanBook
from states.segments import Segment, SegmentKind
from states.terms import CaseState, Role, Text
from states.wording import day
from workflow.calendar import HANOI, days_off
from workflow.deeds.at_case import AtCase, Noted, admitted, check_words, keep_entry
from workflow.due import STATES_WITH_A_CLOCK, DueDay, due_day
from workflow.engine import plan_of
from workflow.errors import InvalidInput, NotPossibleNow
from workflow.facts import years_around
from workflow.segments import NAMES, SEGMENTS, segments_of

PAUSED, PAUSE_ENDED, EXTENDED = "period_paused", "pause_ended", "period_extended"
MAY_CHANGE = (Role.COMMITTEE_OFFICE,)
MOST_MONTHS, MOST_DAYS = 12, 366
BEGINS = {CaseState.IN_TRANSFORMATION: "started_on", CaseState.MONITORING: "reviewed_on"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AtPeriod:
    """One person at the running period of a case, and the version of it the person saw."""

    case: str
    by: UUID
    at: datetime
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class _Running:
    """A locked case with the segments of its running period, and when that ends."""

    here: AtCase
    state: CaseState
    begun: date
    segments: tuple[Segment, ...]
    due: DueDay

    @property
    def today(self) -> date:
        """Return the day it is done on."""
        return self.here.at.astimezone(HANOI).date()


def pause_period(
    session: Session, book: PlanBook, wish: AtPeriod, *, since: date, reason: str, rests_on: str
) -> int:
    """Pause the period a case is in from a day on; return the number of the entry.

    Raises UnknownCase, NotPossibleNow where no period runs, it is paused already or the role is
    another, InvalidInput for a day outside the period or to come, and StaleForm.
    """
    running = _running(session, book, wish)
    if any(one.goes_on for one in running.segments):
        raise NotPossibleNow(_PAUSED_ALREADY)
    _check_day(since, running)
    paused = Segment(SegmentKind.PAUSE, running.state, since)
    return _add(session, running, replace(paused, reason=reason, rests_on=rests_on), PAUSED)


def extend_period(
    session: Session, book: PlanBook, wish: AtPeriod, added: tuple[int, int], words: tuple[str, str]
) -> int:
    """Extend the running period by months and days, for a reason and by a text.

    Raises as `pause_period` does, and NotPossibleNow once the period is over.
    """
    running, (months, days) = _running(session, book, wish), added
    if not 0 <= months <= MOST_MONTHS:
        raise InvalidInput(_MONTHS, field="months")
    if not 0 <= days <= MOST_DAYS or months + days == 0:
        raise InvalidInput(_DAYS, field="days")
    if running.due.days < 0:
        raise NotPossibleNow(_OVER)
    extended = Segment(SegmentKind.EXTENSION, running.state, running.today, None, months, days)
    reason, rests_on = words
    return _add(session, running, replace(extended, reason=reason, rests_on=rests_on), EXTENDED)


def end_pause(session: Session, book: PlanBook, wish: AtPeriod, *, until: date) -> int:
    """End the pause that goes on; its last day is counted as paused. Return the entry's number.

    Raises as `pause_period` does, and NotPossibleNow where the period is not paused.
    """
    running = _running(session, book, wish)
    pause = next((one for one in running.segments if one.goes_on), None)
    if pause is None:
        raise NotPossibleNow(_NOT_PAUSED)
    if not pause.since <= until <= running.today:
        raise InvalidInput(_outside(pause.since, running.today), field="until")
    facts = _facts(replace(pause, until=until))
    entry = keep_entry(session, running.here, Noted(PAUSE_ENDED, facts))
    file = running.here.file
    same = (
        SEGMENTS.c.case_id == file.id,
        SEGMENTS.c.state == running.state,
        SEGMENTS.c.round == file.round,
        SEGMENTS.c.kind == SegmentKind.PAUSE,
        SEGMENTS.c.until.is_(None),
    )
    session.execute(update(SEGMENTS).where(*same).values(until=until, ended_entry=entry))
    session.flush()
    return entry


def _running(session: Session, book: PlanBook, wish: AtPeriod) -> _Running:
    """Lock the case and return its running period, if this person may change it."""
    here = admitted(session, wish.case, MAY_CHANGE, by=wish.by, at=wish.at, seen=wish.seen)
    file, state = here.file, CaseState(here.file.state)
    if state not in STATES_WITH_A_CLOCK:
        raise NotPossibleNow(_NO_PERIOD)
    segments = segments_of(session, (file.id,)).get(file.id, ())
    mine = tuple(one for one in segments if one.state is state)
    calendar = days_off(session, years=years_around(file) or (wish.at.year,))
    today = wish.at.astimezone(HANOI).date()
    due = due_day(file, plan_of(book, file), calendar, mine, on=today)
    if due is None:
        raise NotPossibleNow(_NO_PERIOD)
    return _Running(here, state, getattr(file, BEGINS[state]), mine, due)


def _check_day(since: date, running: _Running) -> None:
    """Refuse a pause before the period, after its end, to come, or within another pause."""
    first = max(
        [running.begun + timedelta(days=1)]
        + [one.until + timedelta(days=1) for one in running.segments if one.until]
    )
    last = min(running.today, running.due.on)
    if not first <= since <= last:
        raise InvalidInput(_outside(first, last), field="since")


def _add(session: Session, running: _Running, segment: Segment, deed: str) -> int:
    kept = replace(segment, reason=segment.reason.strip(), rests_on=segment.rests_on.strip())
    check_words("reason", kept.reason)
    check_words("rests_on", kept.rests_on)
    entry = keep_entry(session, running.here, Noted(deed, _facts(kept)))
    file = running.here.file
    row: dict[str, Any] = {
        "id": uuid4(),
        "case_id": file.id,
        "round": file.round,
        "entry": entry,
        **{name: getattr(kept, name) for name in NAMES if name != "until"},
    }
    session.execute(insert(SEGMENTS).values(row))
    session.flush()
    return entry


def _facts(segment: Segment) -> dict[str, Any]:
    lengths = {"months": segment.months, "days": segment.days}
    days = {"since": segment.since, "until": segment.until}
    return {
        "period": segment.state.value,
        **{name: on.isoformat() for name, on in days.items() if on},
        **{name: many for name, many in lengths.items() if many},
        "reason": segment.reason,
        "rests_on": segment.rests_on,
    }


def _outside(first: date, last: date) -> Text:
    if first > last:
        return Text(
            f"Chưa có ngày nào tạm dừng được: sớm nhất là {day(first)}.",
            f"There is no day to choose yet: the first would be {day(first)}.",
        )
    return Text(
        f"Ngày phải từ {day(first)} đến {day(last)}.",
        f"The day has to lie from {day(first)} to {day(last)}.",
    )


_NO_PERIOD = Text(
    "Hồ sơ không ở trong thời hạn nào đang tính.", "No period of this case is running."
)
_PAUSED_ALREADY = Text("Thời hạn đang tạm dừng.", "The period is paused already.")
_NOT_PAUSED = Text("Thời hạn không tạm dừng.", "The period is not paused.")
_OVER = Text(
    "Thời hạn đã hết, không gia hạn được nữa.", "The period is over and cannot be extended."
)
_MONTHS = Text(f"Số tháng từ 0 đến {MOST_MONTHS}.", f"Months: 0 to {MOST_MONTHS}.")
_DAYS = Text(
    f"Số ngày từ 0 đến {MOST_DAYS}; phải có ít nhất một tháng hoặc một ngày.",
    f"Days: 0 to {MOST_DAYS}; at least one month or one day.",
)
