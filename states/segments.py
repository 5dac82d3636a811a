"""Pauses and extensions of a running period, as dated segments, and the period counted with them.

No text speaks of either: both are configured, and each rests on a document that is named. A
pause moves the end by its days, both of them counted; an extension adds its months and days.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from states.deadlines import NONE_OFF, DaysOff, Period, months_after, next_working_day
from states.terms import CaseState, Term, Text
from states.wording import day

ONE_DAY = timedelta(days=1)


class SegmentKind(Term):
    """What a segment does to its period."""

    PAUSE = "pause", "Tạm dừng", "Pause"
    EXTENSION = "extension", "Gia hạn", "Extension"


@dataclass(frozen=True, slots=True)
class Segment:
    """One pause or extension of the period that runs in a state: from when, why, by which text.

    Both days of a pause are counted; without a last day it still goes on.
    """

    kind: SegmentKind
    state: CaseState
    since: date
    until: date | None = None
    months: int = 0
    days: int = 0
    reason: str = ""
    rests_on: str = ""

    @property
    def goes_on(self) -> bool:
        """Whether this is a pause that nobody has ended."""
        return self.kind is SegmentKind.PAUSE and self.until is None


def period_with(
    event: date, months: int, days_off: DaysOff, segments: Sequence[Segment], *, on: date
) -> Period:
    """Return the period of so many months after an event, lengthened by its segments.

    Extensions lengthen the period first, then each pause that begins before its end moves that
    end. A pause that goes on is counted through the day that is asked about.
    """
    if not segments:
        return months_after(event, months, days_off)
    end = _extended(event, months, segments)
    for first, last in _pauses(segments, on=on):
        first_counted = max(first, event + ONE_DAY)
        if first_counted > next_working_day(end, days_off):
            break
        end += max(last - first_counted + ONE_DAY, timedelta())
    return Period(event, end, next_working_day(end, days_off))


def progress(period: Period, segments: Sequence[Segment], *, on: date) -> Text | None:
    """Say on which of its days a paused or extended period is: "ngày 43 trên 60, tạm dừng 9 ngày".

    None for a period that was neither.
    """
    if not segments:
        return None
    reached = min(on, period.nominal_end)
    until_now = _paused_days(period, segments, on=on, reached=reached)
    in_all = _paused_days(period, segments, on=on, reached=period.nominal_end)
    passed = max((reached - period.event).days - until_now, 0)
    length = (period.nominal_end - period.event).days - in_all
    vi, en = f"ngày {passed} trên {length}", f"day {passed} of {length}"
    if until_now:
        vi += f", tạm dừng {until_now} ngày"
        en += f", paused {until_now} days"
    if any(one.goes_on for one in segments):
        vi, en = f"{vi}, đang tạm dừng", f"{en}, paused now"
    if added := [one for one in segments if one.kind is SegmentKind.EXTENSION]:
        months, days = sum(one.months for one in added), sum(one.days for one in added)
        vi += f", gia hạn {_length(months, 'tháng', days, 'ngày')}"
        en += f", extended by {_length(months, 'months', days, 'days')}"
    return Text(vi, en)


def said_of(segment: Segment) -> Text:
    """Say one segment in a line: what, from when until when, why, by which text."""
    if segment.kind is SegmentKind.EXTENSION:
        vi = f"Gia hạn {_length(segment.months, 'tháng', segment.days, 'ngày')}"
        en = f"Extended by {_length(segment.months, 'months', segment.days, 'days')}"
        vi, en = f"{vi} từ {day(segment.since)}", f"{en} from {day(segment.since)}"
    elif segment.until is None:
        vi, en = f"Tạm dừng từ {day(segment.since)}", f"Paused since {day(segment.since)}"
    else:
        vi = f"Tạm dừng {day(segment.since)}–{day(segment.until)}"
        en = f"Paused {day(segment.since)}–{day(segment.until)}"
    reason, text = segment.reason.rstrip("."), segment.rests_on.rstrip(".")
    return Text(f"{vi}: {reason}. Căn cứ: {text}.", f"{en}: {reason}. By: {text}.")


def _extended(event: date, months: int, segments: Iterable[Segment]) -> date:
    added = [one for one in segments if one.kind is SegmentKind.EXTENSION]
    end = months_after(event, months + sum(one.months for one in added), NONE_OFF).nominal_end
    return end + timedelta(days=sum(one.days for one in added))


def _pauses(segments: Iterable[Segment], *, on: date) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of each pause in order; no day is counted twice."""
    counted = date.min
    for one in sorted(
        (each for each in segments if each.kind is SegmentKind.PAUSE), key=lambda each: each.since
    ):
        first, last = max(one.since, counted), one.until or max(on, one.since)
        if last >= first:
            yield first, last
            counted = last + ONE_DAY


def _paused_days(period: Period, segments: Sequence[Segment], *, on: date, reached: date) -> int:
    spans = (
        (max(first, period.event + ONE_DAY), min(last, reached))
        for first, last in _pauses(segments, on=on)
    )
    return sum(max((last - first).days + 1, 0) for first, last in spans)


def _length(months: int, month: str, days: int, one_day: str) -> str:
    parts = ((months, month), (days, one_day))
    return " ".join(f"{count} {name}" for count, name in parts if count)
