"""The running period paused and extended under a document: in the history, kept, and obeyed."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from states.terms import Action, CaseState
from tests.builders import World
from tests.people_and_places import AT, TODAY, person_id, place_id
from workflow.database import reading, writing
from workflow.deeds.pausing import AtPeriod, end_pause, extend_period, pause_period
from workflow.due import ended_before, reckoning
from workflow.engine import Deed, explain
from workflow.errors import InvalidInput, NotPossibleNow, StaleForm, UnknownCase
from workflow.facts import CASES, Setting
from workflow.together import files_of, gather_together
from workflow.verification import verify
from workflow.views.casefile import open_file
from workflow.views.docket import Asked, docket

OVER = "recognition.monitoring_over"
WORDS = {"reason": "Bão số 3, dừng theo dõi", "rests_on": "CV 15/BCĐ ngày 01/6/2019"}


def at_period(number: str, by: str, **more: Any) -> AtPeriod:
    """Somebody at the running period of a case, in the tests' own time unless another is named."""
    at, seen = more.pop("at", AT), more.pop("seen", None)
    return AtPeriod(case=number, by=person_id(by), at=at, seen=seen)


def pauses(world: World, number: str, by: str = "committee_office", **more: Any) -> int:
    """Pause the running period of a case from 10/6/2019 on, unless another day is named."""
    since = more.pop("since", date(2019, 6, 10))
    words = {name: more.pop(name, said) for name, said in WORDS.items()}
    with writing(world.engine) as session:
        wish = at_period(number, by, **more)
        return pause_period(session, world.book, wish, since=since, **words)


def ends_pause(world: World, number: str, until: date, **more: Any) -> int:
    """End the pause of a case."""
    with writing(world.engine) as session:
        wish = at_period(number, "committee_office", **more)
        return end_pause(session, world.book, wish, until=until)


def extends(world: World, number: str, months: int, days: int = 0, **more: Any) -> int:
    """Extend the running period of a case."""
    with writing(world.engine) as session:
        wish = at_period(number, "committee_office", **more)
        return extend_period(session, world.book, wish, (months, days), tuple(WORDS.values()))


@pytest.fixture
def monitored(either_world: World) -> str:
    """A case reviewed on 20/03/2019, monitored until 20/09/2019."""
    return either_world.a_case(CaseState.MONITORING)


def test_a_pause_and_its_end_are_entries_that_move_the_end_everywhere(
    either_world: World, monitored: str
) -> None:
    pauses(either_world, monitored)
    ends_pause(either_world, monitored, date(2019, 6, 18))

    paused, ended = either_world.entries(monitored)[-2:]
    with reading(either_world.engine) as session:
        page = open_file(
            session,
            either_world.book,
            monitored,
            person=person_id("committee_office"),
            at=AT,
        )
        deed = Deed(
            case=monitored, action=Action.RECOGNIZE, by=person_id("committee_office"), at=AT
        )
        judged = explain(session, either_world.book, deed).finding(OVER)
        files = files_of(session, [monitored])
        on = AT.date()
        together = gather_together(
            session, either_world.book, files, Setting(person_id("officer"), on, on)
        )
        places = frozenset({place_id("08")})
        [line] = docket(session, either_world.book, Asked(), places=places, on=on).lines
    assert (paused["deed"], ended["deed"]) == ("period_paused", "pause_ended")
    assert paused["from"] == paused["to"] == "monitoring"
    assert ended["facts"]["until"] == "2019-06-18"
    assert page.due is not None
    assert page.due.on == date(2019, 9, 30)
    assert page.due.progress is not None
    assert "tạm dừng 9 ngày" in page.due.progress.vi
    assert "tạm dừng 9 ngày" in judged.says.vi
    assert line.due == page.due
    assert [len(each.segments) for each in together.values()] == [1]
    assert verify(either_world.engine).is_whole


def test_a_paused_case_is_not_overdue_and_the_lists_know_it(
    either_world: World, monitored: str
) -> None:
    other = either_world.a_case(CaseState.MONITORING, "08/2")
    pauses(either_world, monitored, since=date(2019, 9, 19))

    with reading(either_world.engine) as session:
        known = reckoning(session, either_world.book, on=TODAY)
        over = ended_before(either_world.book, known, TODAY, on=TODAY)
        numbers = session.execute(
            CASES.select().with_only_columns(CASES.c.number).where(over)
        ).scalars()

        assert [*numbers] == [other]


def test_an_extension_adds_its_months_and_days(either_world: World, monitored: str) -> None:
    pauses(either_world, monitored)
    extends(either_world, monitored, 1, 3)

    with reading(either_world.engine) as session:
        page = open_file(session, either_world.book, monitored, person=person_id("officer"), at=AT)
    assert page.due is not None
    assert page.due.on == date(2019, 10, 23) + timedelta(days=176)
    assert page.segments[1].vi.startswith("Gia hạn 1 tháng 3 ngày từ 02/12/2019")
    assert page.paused
    assert [each["deed"] for each in either_world.entries(monitored)][-1] == "period_extended"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"by": "officer"}, NotPossibleNow),
        ({"by": "officer_elsewhere"}, UnknownCase),
        ({"by": "administrator"}, UnknownCase),
        ({"since": date(2019, 3, 19)}, InvalidInput),
        ({"since": date(2019, 9, 21)}, InvalidInput),
        ({"reason": " "}, InvalidInput),
        ({"rests_on": ""}, InvalidInput),
        ({"reason": "Nguyễn Văn An, CCCD 001234567890"}, InvalidInput),
        ({"seen": 1}, StaleForm),
    ],
)
def test_what_may_not_be_paused_changes_nothing(
    world: World, changes: dict[str, Any], refusal: type[Exception]
) -> None:
    number = world.a_case(CaseState.MONITORING)
    before = world.row(number)

    with pytest.raises(refusal):
        pauses(world, number, **changes)

    assert before == world.row(number)


def test_a_pause_is_ended_once_and_within_its_days(world: World) -> None:
    number = world.a_case(CaseState.MONITORING)
    with pytest.raises(NotPossibleNow):
        ends_pause(world, number, date(2019, 6, 12))
    pauses(world, number)

    with pytest.raises(NotPossibleNow):
        pauses(world, number, since=date(2019, 6, 12))
    for wrong in (date(2019, 6, 9), date(2019, 12, 3)):
        with pytest.raises(InvalidInput):
            ends_pause(world, number, wrong)
    ends_pause(world, number, date(2019, 6, 20))

    with pytest.raises(NotPossibleNow):
        ends_pause(world, number, date(2019, 6, 20))
    with pytest.raises(InvalidInput):
        pauses(world, number, since=date(2019, 6, 20))


@pytest.mark.parametrize("length", [(0, 0), (13, 0), (0, 367)])
def test_an_extension_has_a_length_that_can_be_meant(world: World, length: tuple[int, int]) -> None:
    number = world.a_case(CaseState.MONITORING)
    pauses(world, number)

    with pytest.raises(InvalidInput):
        extends(world, number, *length)


def test_a_period_that_is_over_or_does_not_run_is_not_extended(world: World) -> None:
    number = world.a_case(CaseState.MONITORING)
    proposed = world.a_case(commune="08/2")

    with pytest.raises(NotPossibleNow):
        extends(world, number, 1)
    with pytest.raises(NotPossibleNow):
        extends(world, proposed, 1)


@pytest.mark.parametrize(
    "order",
    [
        "DELETE FROM time_segment",
        "UPDATE time_segment SET since = '2019-06-01'",
        "UPDATE time_segment SET reason = 'khác', until = '2019-06-18'",
        "UPDATE time_segment SET until = NULL",
    ],
)
def test_what_was_entered_is_kept_by_the_database_itself(
    either_world: World, monitored: str, order: str
) -> None:
    pauses(either_world, monitored)

    with pytest.raises(DBAPIError), writing(either_world.engine) as session:
        session.execute(text(order))
