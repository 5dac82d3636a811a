"""A year day by day: every due day reminds once, on the right day, across Tết and swapped days."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, insert, select, update
from sqlmodel import Session, SQLModel

from states.deadlines import SATURDAY
from states.segments import SegmentKind
from states.terms import CaseState, Level
from tests.builders import World, book
from tests.people_and_places import person_id, place_id
from workflow.database import writing
from workflow.deeds.accounts import system_actor
from workflow.deeds.holidays import OVERRIDES, load_holidays
from workflow.deeds.ticking import tick
from workflow.models.reminders import ReminderKind

TABLES = SQLModel.metadata.tables
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
AHEAD = 7
# Days off of 2026 written out by hand from the announcements, weekends apart: New Year's Day,
# Tết 16/02–20/02, 27/4 for the kings' day on a Sunday, 30/4, 1/5, 1/9, 2/9 and the day of
# culture, 24/11.
CLOSED = {
    date(2026, 1, 1),
    *(date(2026, 2, day) for day in range(16, 21)),
    date(2026, 4, 27),
    date(2026, 4, 30),
    date(2026, 5, 1),
    date(2026, 9, 1),
    date(2026, 9, 2),
    date(2026, 11, 24),
}


def noon(day: date) -> datetime:
    """Midday in Hanoi on a day."""
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


def moved(day: date, closed: set[date], worked: set[date]) -> date:
    """The next day on which offices are open, found apart from the product's own code."""
    while day in closed or (day.weekday() >= SATURDAY and day not in worked):
        day += timedelta(days=1)
    return day


def days_of_2026() -> Iterable[date]:
    return (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))


@pytest.fixture
def province(either_world: World) -> tuple[World, dict[UUID, date]]:
    """A province of 2026 with a case in every state; nominal ends all over the year."""
    plan = book().plans["tuyen_quang_2018"]
    cases: list[dict[str, object]] = []
    ends: dict[UUID, date] = {}
    with writing(either_world.engine) as session:
        load_holidays(session, OVERRIDES, by=system_actor(session, at=noon(FIRST)), at=noon(FIRST))
        session.execute(update(TABLES["place"]).values(valid_until=None))
        communes = _communes(session, 60)
        states = [state for state in CaseState for _ in range(2)]
        running = [CaseState.IN_TRANSFORMATION, CaseState.MONITORING] * 21
        for number, (state, commune) in enumerate(zip([*states, *running], communes, strict=True)):
            end = FIRST + timedelta(days=6 * number + 3)
            case = uuid4()
            monitored = state == CaseState.MONITORING
            start = None if monitored else date(2025, end.month, min(end.day, 28))
            reviewed = _six_months_before(end) if monitored else None
            cases.append(
                {
                    "id": case,
                    "number": f"DB-2026-{number + 1:03d}",
                    "commune_id": commune,
                    "province_id": place_id("08"),
                    "plan": plan.id,
                    "plan_digest": plan.digest,
                    "state": state,
                    "started_on": start,
                    "reviewed_on": reviewed,
                    "is_open": False,
                }
            )
            if reviewed:
                month = reviewed.month + 6
                ends[case] = date(
                    reviewed.year + (month - 1) // 12, (month - 1) % 12 + 1, reviewed.day
                )
            elif state == CaseState.IN_TRANSFORMATION and start:
                ends[case] = start.replace(year=2026)
        session.execute(insert(TABLES["case_file"]), [_filled(row) for row in cases])
    return either_world, ends


def _filled(row: dict[str, object]) -> dict[str, object]:
    blank = {"cycle": 1, "round": 1, "version": 1, "entries": 1, "types": "", "argument": ""}
    return {**blank, "inherited": False, "illustration": False, **row}


def _communes(session: Session, many: int) -> list[UUID]:
    places = TABLES["place"]
    template = session.execute(select(places).where(places.c.id == place_id("08/1"))).mappings()
    row = dict(template.one())
    made = [uuid4() for _ in range(many)]
    rows = [
        {**row, "id": one, "code": f"9{number:04d}", "level": Level.COMMUNE}
        for number, one in enumerate(made)
    ]
    session.execute(insert(places), rows)
    return made


def _six_months_before(end: date) -> date:
    month = end.month - 6
    year, month = (end.year, month) if month > 0 else (end.year - 1, month + 12)
    return date(year, month, min(end.day, 28))


def run(engine: Engine, days: Iterable[date], times: int = 1) -> int:
    written = 0
    for day in days:
        for _ in range(times):
            with writing(engine) as session:
                written += tick(session, book(), at=noon(day), ahead=AHEAD).reminders
    return written


def told(engine: Engine, person: str = "officer") -> Counter[tuple[UUID, ReminderKind, date, date]]:
    rows = TABLES["reminder"]
    chosen = select(rows).where(rows.c.person_id == person_id(person), rows.c.case_id.is_not(None))
    with writing(engine) as session:
        return Counter(
            (row.case_id, ReminderKind(row.kind), row.due_on, row.said_on)
            for row in session.execute(chosen)
        )


def expected(ends: dict[UUID, date], closed: set[date], worked: set[date]) -> Counter[object]:
    found: Counter[object] = Counter()
    for case, end in ends.items():
        due = moved(end, closed, worked)
        days = {
            ReminderKind.SOON: max(due - timedelta(days=AHEAD), FIRST),
            ReminderKind.TODAY: due,
            ReminderKind.OVERDUE: due + timedelta(days=1),
        }
        found.update((case, kind, due, on) for kind, on in days.items() if on <= LAST)
    return found


def calendar(engine: Engine) -> tuple[set[date], set[date]]:
    """The days off by hand, with what the loaded announcements change."""
    rows = TABLES["holiday"]
    with writing(engine) as session:
        changed = session.execute(select(rows)).all()
    closed = (CLOSED | {row.day for row in changed if row.off}) - {
        row.day for row in changed if not row.off
    }
    return closed, {row.day for row in changed if not row.off}


def test_every_due_day_of_a_year_reminds_once_on_the_right_day(
    province: tuple[World, dict[UUID, date]],
) -> None:
    world, ends = province

    run(world.engine, days_of_2026())

    assert told(world.engine) == expected(ends, *calendar(world.engine))
    assert told(world.engine, "committee_office") == told(world.engine)
    assert not told(world.engine, "officer_elsewhere")
    assert not told(world.engine, "administrator")


def test_ticks_left_out_catch_up_and_repeated_ones_repeat_nothing(
    province: tuple[World, dict[UUID, date]],
) -> None:
    world, ends = province
    every_fifth = [day for number, day in enumerate(days_of_2026()) if number % 5 == 0]

    first = run(world.engine, every_fifth, times=2)

    found = told(world.engine)
    assert first == sum(found.values()) * 3
    assert set(found.values()) == {1}
    due = {case: moved(end, *calendar(world.engine)) for case, end in ends.items()}
    last = every_fifth[-1]
    overdue = {one for one, kind, _, _ in found if kind is ReminderKind.OVERDUE}
    assert overdue == {case for case, day in due.items() if day < last}
    for _, kind, day, said in found:
        assert (kind is ReminderKind.SOON) == (said < day)
        assert (kind is ReminderKind.OVERDUE) == (said > day)


def test_a_pause_moves_the_reminder_and_a_moved_case_reminds_no_more(
    province: tuple[World, dict[UUID, date]],
) -> None:
    world, ends = province
    case, end = next((case, end) for case, end in ends.items() if end > date(2026, 5, 1))
    rows = TABLES["time_segment"]
    cases = TABLES["case_file"]
    with writing(world.engine) as session:
        state = session.execute(select(cases.c.state).where(cases.c.id == case)).scalar_one()
        pause = {"kind": SegmentKind.PAUSE, "since": date(2026, 3, 2), "until": date(2026, 3, 4)}
        words = {"reason": "Lũ", "rests_on": "CV 1", "entry": 1, "months": 0, "days": 0}
        row = {"id": uuid4(), "case_id": case, "state": state, "round": 1}
        session.execute(insert(rows).values(row | pause | words))

    run(world.engine, [FIRST + timedelta(days=number) for number in range(364)])

    closed, worked = calendar(world.engine)
    due = {day for one, _, day, _ in told(world.engine) if one == case}
    assert due == {moved(end + timedelta(days=3), closed, worked)}
