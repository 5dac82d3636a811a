"""Periods counted with their pauses and extensions, by the Civil Code and the named documents."""

from datetime import date, timedelta
from itertools import product

import pytest

from states.deadlines import NONE_OFF, months_after
from states.monitoring import monitoring_has_ended
from states.review import one_year_is_over
from states.segments import Segment, SegmentKind, period_with, progress, said_of
from states.terms import CaseState, Evidence, Verdict
from tests.law_builders import facts

REVIEWED = date(2018, 11, 15)
MONITORING = CaseState.MONITORING


def pause(since: date, until: date | None = None) -> Segment:
    """A pause of the monitoring."""
    return Segment(SegmentKind.PAUSE, MONITORING, since, until, reason="Lũ", rests_on="CV 1")


def extension(months: int = 0, days: int = 0) -> Segment:
    """An extension of the monitoring."""
    since = date(2019, 1, 2)
    return Segment(
        SegmentKind.EXTENSION, MONITORING, since, None, months, days, "Dịch bệnh", "QĐ 2"
    )


def ends(*segments: Segment, on: date = date(2019, 12, 1)) -> date:
    """The nominal end of six months of monitoring, counted with the segments."""
    return period_with(REVIEWED, 6, NONE_OFF, segments, on=on).nominal_end


@pytest.mark.parametrize(
    ("segments", "end"),
    [
        ((), date(2019, 5, 15)),
        ((pause(date(2019, 1, 1), date(2019, 1, 9)),), date(2019, 5, 24)),
        ((pause(date(2019, 1, 1), date(2019, 1, 1)),), date(2019, 5, 16)),
        # Days of two pauses that overlap count once.
        (
            (
                pause(date(2019, 1, 5), date(2019, 1, 12)),
                pause(date(2019, 1, 1), date(2019, 1, 9)),
                pause(date(2019, 1, 2), date(2019, 1, 3)),
            ),
            date(2019, 5, 27),
        ),
        # The event's own day belongs to no period (Art. 147(3)), nor does a day after the end.
        ((pause(REVIEWED, date(2018, 11, 16)),), date(2019, 5, 16)),
        ((pause(date(2018, 1, 1), date(2018, 2, 1)),), date(2019, 5, 15)),
        ((pause(date(2019, 5, 16), date(2019, 6, 1)),), date(2019, 5, 15)),
        ((extension(months=1),), date(2019, 6, 15)),
        ((extension(days=3),), date(2019, 5, 18)),
        ((extension(months=1, days=1), extension(months=1)), date(2019, 7, 16)),
        # A pause in the extended part moves the end of the extended period.
        ((extension(months=1), pause(date(2019, 6, 1), date(2019, 6, 2))), date(2019, 6, 17)),
    ],
)
def test_pauses_and_extensions_move_the_end_by_their_own_length(
    segments: tuple[Segment, ...], end: date
) -> None:
    assert ends(*segments) == end


def test_a_pause_that_goes_on_keeps_its_period_from_ending() -> None:
    open_pause = pause(date(2019, 5, 15))
    for days in range(0, 400, 7):
        on = date(2019, 5, 15) + timedelta(days=days)

        assert not period_with(REVIEWED, 6, NONE_OFF, (open_pause,), on=on).is_over(on=on)


def test_a_moved_end_on_a_day_off_goes_to_the_next_working_day() -> None:
    period = period_with(
        REVIEWED, 6, NONE_OFF, (pause(date(2019, 1, 1), date(2019, 1, 3)),), on=date(2019, 2, 1)
    )

    assert (period.nominal_end, period.last_day) == (date(2019, 5, 18), date(2019, 5, 20))


def test_every_paused_day_within_the_period_counts_once_whatever_the_pauses() -> None:
    starts, lengths = (1, 3, 20), (0, 2, 18)
    for one, other in product(product(starts, lengths), repeat=2):
        pauses = [
            pause(REVIEWED + timedelta(days=first), REVIEWED + timedelta(days=first + length))
            for first, length in (one, other)
        ]
        paused = {
            REVIEWED + timedelta(days=first + day)
            for first, length in (one, other)
            for day in range(length + 1)
        }

        moved = ends(*pauses) - months_after(REVIEWED, 6, NONE_OFF).nominal_end
        assert moved.days == len(paused)


def test_progress_says_the_day_the_length_and_what_was_paused() -> None:
    segments = (pause(date(2018, 12, 1), date(2018, 12, 9)),)
    on = date(2019, 1, 6)
    period = period_with(REVIEWED, 6, NONE_OFF, segments, on=on)
    said = progress(period, segments, on=on)
    now = (*segments, pause(on), extension(months=1, days=2))
    paused = progress(period_with(REVIEWED, 6, NONE_OFF, now, on=on), now, on=on)

    assert said is not None
    assert paused is not None
    assert said.vi == "ngày 43 trên 181, tạm dừng 9 ngày"
    assert said.en == "day 43 of 181, paused 9 days"
    assert paused.vi == (
        "ngày 42 trên 214, tạm dừng 10 ngày, đang tạm dừng, gia hạn 1 tháng 2 ngày"
    )
    assert progress(period, (), on=on) is None
    before = (pause(date(2019, 2, 1), date(2019, 2, 2)),)
    ahead = progress(period_with(REVIEWED, 6, NONE_OFF, before, on=on), before, on=on)
    assert ahead is not None
    assert ahead.vi == "ngày 52 trên 181"


def test_the_guards_obey_the_segments_and_say_so() -> None:
    on = date(2019, 5, 16)
    segments = (pause(date(2019, 1, 1), date(2019, 1, 9)),)
    free = facts(on=on, state=MONITORING, reviewed_on=REVIEWED)
    held = facts(on=on, state=MONITORING, reviewed_on=REVIEWED, segments=segments)

    finding = monitoring_has_ended(held)

    assert monitoring_has_ended(free).verdict is Verdict.MET
    assert finding.verdict is Verdict.NOT_MET
    assert "tạm dừng 9 ngày" in finding.says.vi
    assert finding.required == ">= 2019-05-25"
    [part] = finding.parts
    assert part.source.evidence is Evidence.CONFIGURED
    assert part.says.vi == "Tạm dừng 01/01/2019–09/01/2019: Lũ. Căn cứ: CV 1."


def test_the_year_of_transformation_obeys_its_own_segments_alone() -> None:
    on, started = date(2019, 3, 16), date(2018, 3, 15)
    of_monitoring = (extension(months=2),)
    own = (Segment(SegmentKind.EXTENSION, CaseState.IN_TRANSFORMATION, on, None, 0, 5, "a", "b"),)

    def judged(segments: tuple[Segment, ...]) -> Verdict:
        known = facts(
            on=on, state=CaseState.IN_TRANSFORMATION, started_on=started, segments=segments
        )
        return one_year_is_over(known).verdict

    assert judged(of_monitoring) is Verdict.MET
    assert judged(own) is Verdict.NOT_MET


def test_each_segment_is_said_in_a_line() -> None:
    assert said_of(pause(date(2019, 1, 1))).en == "Paused since 01/01/2019: Lũ. By: CV 1."
    assert said_of(extension(days=3)).vi == (
        "Gia hạn 3 ngày từ 02/01/2019: Dịch bệnh. Căn cứ: QĐ 2."
    )
