"""Two writers on one server, the second made to wait for the first: one effect, a clear refusal.

Each writer has an engine of its own, as two processes have. The first holds its transaction
open until the server says that the second waits for a lock, so that they truly meet.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, insert, select, text
from sqlalchemy.exc import OperationalError
from sqlmodel import SQLModel

from states.facts import Submission
from states.terms import Action, CaseState, Phase
from tests.builders import World, decision, minutes, paper
from tests.law_builders import count, criteria
from tests.people_and_places import place_id
from workflow.database import open_engine, reading, writing
from workflow.engine import Outcome
from workflow.errors import InvalidInput, NotPossibleNow, Refused, StaleForm
from workflow.verification import verify

SELECTED = decision(date(2018, 3, 15))
SITTING = minutes(date(2018, 3, 1))
PATIENCE = 20.0
WAITING = text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
CUT = text("SELECT pg_terminate_backend(:pid, 5000)")
Deed = Callable[[World], Outcome]
Ending = Future[Outcome]


class Meeting:
    """Two worlds over one database; `meet` has the second deed wait for the first."""

    def __init__(self, first: World, second: World) -> None:
        self.first, self.second = first, second

    def meet(self, deed: Deed, *others: Deed) -> tuple[Outcome, list[Ending]]:
        """Do a deed that commits only when every other one waits for it; return how all ended."""
        leading, following = self.begin(deed, *others)
        return leading.result(), following

    def begin(self, deed: Deed, *others: Deed, fails: bool = False) -> tuple[Ending, list[Ending]]:
        """Do the same; the first may have its line cut at the commit, which then fails."""
        done, may_commit = Event(), Event()

        def holds(connection: Connection) -> None:
            done.set()
            assert may_commit.wait(PATIENCE)
            if fails:
                self._cut(connection)

        event.listen(self.first.engine, "commit", holds)
        with ThreadPoolExecutor(1 + len(others)) as threads:
            leading = threads.submit(deed, self.first)
            while not done.wait(0.05):
                assert not leading.done(), leading.exception()
            following = [threads.submit(other, self.second) for other in others]
            try:
                self._await_lock(len(others))
            finally:
                may_commit.set()
        event.remove(self.first.engine, "commit", holds)
        return leading, following

    def _cut(self, line: Connection) -> None:
        driver: Any = line.connection.dbapi_connection
        with self.second.engine.connect() as connection:
            connection.execute(CUT, {"pid": driver.info.backend_pid})

    def _await_lock(self, waiting: int) -> None:
        until = time.monotonic() + PATIENCE
        with self.second.engine.connect() as connection:
            while connection.scalar(WAITING) != waiting:
                connection.rollback()
                assert time.monotonic() < until, "the second writer never met the first"
                time.sleep(0.005)


@pytest.fixture
def meeting(world_on_postgresql: World) -> Iterator[Meeting]:
    """Two writers; afterwards the history must be whole."""
    engine = open_engine(world_on_postgresql.engine.url.render_as_string(hide_password=False))
    yield Meeting(world_on_postgresql, World(engine))
    engine.dispose()
    assert verify(world_on_postgresql.engine).is_whole


def selects(number: str, **more: Any) -> Deed:
    signed = more.pop("decision", SELECTED)
    return lambda world: world.acts(
        number, Action.SELECT, "committee_office", decision=signed, **more
    )


def appraises(number: str, by: str, **more: Any) -> Deed:
    return lambda world: world.acts(
        number, Action.APPRAISE, by, minutes=SITTING, types=("1",), **more
    )


def opens(commune: str, by: str) -> Deed:
    return lambda world: world.opens(commune, by)


def inherits(commune: str) -> Deed:
    on = date(2018, 3, 10)
    old = Submission(old_decision=paper("3/QĐ-BCĐ", on))
    return lambda world: world.opens(
        commune, "registrar", action=Action.INHERIT, on=on, started_on=on, submission=old
    )


def missing(refusal: BaseException | None) -> set[str]:
    assert isinstance(refusal, Refused)
    return {finding.rule for finding in refusal.assessment.findings if not finding.passes}


def quota(engine: Engine) -> list[tuple[int, int]]:
    table = SQLModel.metadata.tables["quota"]
    with reading(engine) as session:
        return [(row.used, row.cap) for row in session.execute(select(table))]


def give_places(world: World, places: int) -> None:
    """Let the province's cap of 2018 leave so many places."""
    row = {"province_id": place_id("08"), "year": 2018, "base": 20, "cap": 3, "source": "tests"}
    with writing(world.engine) as session:
        session.execute(insert(SQLModel.metadata.tables["quota"]), row | {"used": 3 - places})


def test_two_officers_propose_one_commune(meeting: Meeting):
    done, (other,) = meeting.meet(opens("08/1", "officer"), opens("08/1", "second_officer"))

    assert {"case.no_other_open_case"} == missing(other.exception())
    assert done.state is CaseState.PROPOSED
    assert 1 == len(meeting.first.entries(done.number))


def test_the_first_two_proposals_of_a_year_get_two_numbers(meeting: Meeting):
    done, (other,) = meeting.meet(opens("08/1", "officer"), opens("08/2", "second_officer"))

    assert ["DB-2018-001", "DB-2018-002"] == [done.number, other.result().number]


def test_a_proposal_goes_through_when_the_line_of_the_one_before_it_is_cut(meeting: Meeting):
    failed, (other,) = meeting.begin(
        opens("08/1", "officer"), opens("08/1", "second_officer"), fails=True
    )

    assert isinstance(failed.exception(), OperationalError)
    assert 1 == other.result().entry


def test_two_decisions_race_for_the_last_place_under_the_cap(meeting: Meeting):
    first, second = (meeting.first.a_case(CaseState.APPRAISED, f"08/{n}") for n in (1, 2))
    give_places(meeting.first, 1)
    before = meeting.first.row(second)

    _, (other,) = meeting.meet(selects(first), selects(second))

    assert {"selection.cap"} == missing(other.exception())
    assert [(3, 3)] == quota(meeting.first.engine)
    assert before["case"] == meeting.first.row(second)["case"]


def test_the_first_two_decisions_of_a_year_are_both_counted(meeting: Meeting):
    first, second = (meeting.first.a_case(CaseState.APPRAISED, f"08/{n}") for n in (1, 2))

    _, (other,) = meeting.meet(selects(first), selects(second))

    assert CaseState.IN_TRANSFORMATION is other.result().state
    assert [2] == [used for used, _ in quota(meeting.first.engine)]


@pytest.mark.parametrize("order", [1, -1], ids=["decision first", "inherited first"])
def test_a_first_decision_of_a_year_and_an_inherited_area_are_both_counted(
    meeting: Meeting, order: int
):
    number = meeting.first.a_case(CaseState.APPRAISED, "08/1")
    deeds = (selects(number), inherits("08/2"))[::order]

    _, (other,) = meeting.meet(*deeds)

    assert CaseState.IN_TRANSFORMATION is other.result().state
    assert [2] == [used for used, _ in quota(meeting.first.engine)]


def test_one_form_sent_six_times_has_one_effect(meeting: Meeting):
    number = meeting.first.a_case(CaseState.APPRAISED)
    seen = meeting.first.row(number)["case"]["version"]

    done, others = meeting.meet(*[selects(number, seen=seen)] * 6)

    assert [StaleForm] * 5 == [type(other.exception()) for other in others]
    assert [1] == [used for used, _ in quota(meeting.first.engine)]
    assert seen + 1 == len(meeting.first.entries(number))
    assert "select" == meeting.first.entries(number)[-1]["deed"]
    assert done.entry == meeting.first.entries(number)[-1]["entry"]


@pytest.mark.parametrize(("seen", "ends"), [(3, StaleForm), (None, NotPossibleNow)])
def test_two_secretaries_appraise_one_case(meeting: Meeting, seen: int | None, ends: type):
    number = meeting.first.a_case()
    meeting.first.enters(number, Phase.PROPOSAL, criteria())
    meeting.first.verifies(number, Phase.PROPOSAL)

    _, (other,) = meeting.meet(
        appraises(number, "secretary", seen=seen), appraises(number, "clerk_08", seen=seen)
    )

    assert ends is type(other.exception())
    deeds = [entry["deed"] for entry in meeting.first.entries(number)]
    assert ["propose", "enter_figures", "verify_figures", "appraise"] == deeds


def test_a_decision_to_decline_and_one_to_select_meet(meeting: Meeting):
    number = meeting.first.a_case(CaseState.APPRAISED)

    _, (other,) = meeting.meet(
        lambda world: world.acts(
            number, Action.DECLINE, "committee_office", decision=SELECTED, reason="Rút kinh phí"
        ),
        selects(number),
    )

    assert NotPossibleNow is type(other.exception())
    assert [] == quota(meeting.first.engine)


@pytest.mark.parametrize(("seen", "ends"), [(1, StaleForm), (None, InvalidInput)])
def test_two_officers_enter_different_figures(meeting: Meeting, seen: int | None, ends: type):
    number = meeting.first.a_case()
    other_values = criteria(a1_vu_pham_phap_hinh_su=count(9))

    _, (other,) = meeting.meet(
        lambda world: world.enters(number, Phase.PROPOSAL, criteria(), seen=seen),
        lambda world: world.enters(
            number, Phase.PROPOSAL, other_values, by="second_officer", seen=seen
        ),
    )

    assert ends is type(other.exception())
    assert len(criteria()) == meeting.first.row(number)["figure"]


def test_figures_verified_twice_at_once_are_verified_once(meeting: Meeting):
    number = meeting.first.a_case()
    meeting.first.enters(number, Phase.PROPOSAL, criteria())

    _, (other,) = meeting.meet(
        lambda world: world.verifies(number, Phase.PROPOSAL),
        lambda world: world.verifies(number, Phase.PROPOSAL, by="secretary"),
    )

    assert NotPossibleNow is type(other.exception())
    assert len(criteria()) == meeting.first.row(number)["verification"]
