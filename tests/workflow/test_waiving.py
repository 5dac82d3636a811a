"""Conditions waived: a reason, a text, a second person; kept and marked for good."""

from datetime import date

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from states.terms import Action, CaseState, Phase
from tests.builders import World, paper
from tests.corrections import asks_waiver, entry_of, grants_waiver, the_row
from tests.law_builders import targets
from tests.people_and_places import AT, person_id
from workflow.calendar import HANOI
from workflow.database import reading, writing
from workflow.deeds.waiving import refuse_waiver
from workflow.engine import Deed, explain
from workflow.errors import InvalidInput, NotFound, NotPossibleNow, StaleForm
from workflow.facts import Setting
from workflow.together import assess_together, files_of, gather_together
from workflow.verification import verify
from workflow.views.casefile import open_file

NINE_MONTHS = (date(2018, 3, 15), date(2018, 12, 18))
REPORT = paper("41/BC-BCĐ", date(2018, 12, 20))
YEAR = "review.one_year_over"


@pytest.fixture
def short(either_world: World) -> str:
    """A case whose review is reported after nine months."""
    number = either_world.a_case(CaseState.IN_TRANSFORMATION)
    either_world.enters(number, Phase.REVIEW, targets(), period=NINE_MONTHS)
    either_world.verifies(number, Phase.REVIEW)
    return number


def submits(world: World, number: str) -> dict[str, object]:
    """Hand in the report of nine months; return the entry."""
    world.acts(number, Action.SUBMIT_REVIEW, "officer", report=REPORT, tasks_concluded=True)
    return world.entries(number)[-1]


def test_a_waived_condition_lets_the_step_pass_and_its_entry_holds_why(
    either_world: World, short: str
) -> None:
    refused = either_world.refuses(
        short, Action.SUBMIT_REVIEW, "officer", report=REPORT, tasks_concluded=True
    )
    waiver = asks_waiver(either_world, short)
    assert YEAR in either_world.refuses(
        short, Action.SUBMIT_REVIEW, "officer", report=REPORT, tasks_concluded=True
    )

    grants_waiver(either_world, waiver)

    entry = submits(either_world, short)
    [finding] = [each for each in entry["findings"] if each["rule"] == YEAR]
    assert YEAR in refused
    assert finding["verdict"] == "waived"
    assert "Được miễn: Kế hoạch tỉnh rút còn 9 tháng. Căn cứ: Công văn 12/BCĐ" in finding["vi"]
    [held] = entry["facts"]["waivers"]
    assert held["approved_by"] == person_id("committee_office").hex
    assert verify(either_world.engine).is_whole


def test_both_deeds_of_a_waiver_are_entries_of_the_case(either_world: World, short: str) -> None:
    waiver = asks_waiver(either_world, short)
    grants_waiver(either_world, waiver)

    asked, given = either_world.entries(short)[-2:]
    row = the_row(either_world, "waiver", waiver)
    assert (asked["deed"], given["deed"]) == ("waiver_asked", "waiver_given")
    assert (row["asked_entry"], row["decided_entry"]) == (asked["entry"], given["entry"])
    assert asked["findings"][0]["rule"] == YEAR
    assert given["facts"]["asked_by"] == person_id("officer").hex


def test_pages_and_lists_judge_by_the_waiver_too(world: World) -> None:
    number = world.a_case(CaseState.IN_TRANSFORMATION)
    early = AT.replace(year=2018, month=12, day=20)
    who = person_id("officer")
    grants_waiver(world, asks_waiver(world, number))

    with reading(world.engine) as session:
        page = open_file(session, world.book, number, person=who, at=early)
        deed = Deed(case=number, action=Action.SUBMIT_REVIEW, by=who, at=early)
        asked = explain(session, world.book, deed)
        files = files_of(session, [number])
        on = early.astimezone(HANOI).date()
        gathered = gather_together(session, world.book, files, Setting(who, on, on))
        [listed] = assess_together(session, files, gathered).values()

    shown = page.step(Action.SUBMIT_REVIEW)
    assert "waived" in {each.verdict for each in shown.findings if each.rule == YEAR}
    assert asked.finding(YEAR).verdict == "waived"
    assert "waived" in {each.verdict for one in listed for each in one.findings}


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"rule": "review.targets_reported"}, NotPossibleNow),
        ({"action": Action.RECOGNIZE}, NotPossibleNow),
        ({"by": "auditor"}, NotPossibleNow),
        ({"reason": " "}, InvalidInput),
        ({"rests_on": ""}, InvalidInput),
        ({"reason": "Nguyễn Văn An, CCCD 001234567890"}, InvalidInput),
        ({"rests_on": "x" * 2001}, InvalidInput),
        ({"seen": 1}, StaleForm),
    ],
)
def test_what_may_not_be_asked_changes_nothing(
    world: World, changes: dict[str, object], refusal: type[Exception]
) -> None:
    number = world.a_case(CaseState.IN_TRANSFORMATION)
    before = world.row(number)

    with pytest.raises(refusal):
        asks_waiver(world, number, **changes)

    assert before == world.row(number)


def test_a_second_person_of_the_committees_office_approves(world: World) -> None:
    number = world.a_case(CaseState.IN_TRANSFORMATION)
    waiver = asks_waiver(world, number, by="committee_office")

    with pytest.raises(NotPossibleNow, match="Who asked does not approve"):
        grants_waiver(world, waiver)
    with pytest.raises(NotPossibleNow, match="To be done by: Committee office"):
        grants_waiver(world, waiver, by="secretary")
    with pytest.raises(NotFound):
        grants_waiver(world, waiver, by="officer_elsewhere")
    with pytest.raises(NotFound):
        grants_waiver(world, person_id("nobody"))
    assert the_row(world, "waiver", waiver)["decided_by"] is None


def test_who_proposed_the_case_approves_no_waiver_in_it(world: World) -> None:
    number = world.a_case(CaseState.IN_TRANSFORMATION)
    waiver = asks_waiver(world, number, by="second_officer")
    cases = SQLModel.metadata.tables["case_file"]
    with writing(world.engine) as session:
        session.execute(cases.update().values(proposed_by=person_id("committee_office")))

    with pytest.raises(NotPossibleNow, match="Who proposed the case"):
        grants_waiver(world, waiver)


def test_a_waiver_is_asked_for_once_and_decided_once(world: World) -> None:
    number = world.a_case(CaseState.IN_TRANSFORMATION)
    waiver = asks_waiver(world, number)

    with pytest.raises(NotPossibleNow, match="asked to be waived already"):
        asks_waiver(world, number)
    grants_waiver(world, waiver)
    with pytest.raises(NotPossibleNow, match="decided already"):
        grants_waiver(world, waiver)


def test_a_refused_waiver_is_kept_and_may_be_asked_anew(either_world: World, short: str) -> None:
    waiver = asks_waiver(either_world, short)
    deciding = {"by": person_id("committee_office"), "at": AT}
    with pytest.raises(InvalidInput), writing(either_world.engine) as session:
        refuse_waiver(session, waiver, "", **deciding)

    with writing(either_world.engine) as session:
        refuse_waiver(session, waiver, "Chưa có văn bản của tỉnh", **deciding)

    row = the_row(either_world, "waiver", waiver)
    assert (row["approved"], row["answer"]) == (False, "Chưa có văn bản của tỉnh")
    assert entry_of(either_world, short, "waiver_refused") == row["decided_entry"]
    assert YEAR in either_world.refuses(
        short, Action.SUBMIT_REVIEW, "officer", report=REPORT, tasks_concluded=True
    )
    asks_waiver(either_world, short)


def test_a_waiver_counts_for_its_round_alone(world: World) -> None:
    number = world.a_case(CaseState.IN_TRANSFORMATION)
    waiver = asks_waiver(world, number)
    cases = SQLModel.metadata.tables["case_file"]
    with writing(world.engine) as session:
        session.execute(cases.update().values(round=2))

    with pytest.raises(NotPossibleNow, match="round this was asked in is over"):
        grants_waiver(world, waiver)


def test_a_waiver_of_an_earlier_round_waives_nothing(either_world: World, short: str) -> None:
    grants_waiver(either_world, asks_waiver(either_world, short))
    cases = SQLModel.metadata.tables["case_file"]
    with writing(either_world.engine) as session:
        session.execute(cases.update().values(round=2))

    assert YEAR in either_world.refuses(
        short, Action.SUBMIT_REVIEW, "officer", report=REPORT, tasks_concluded=True
    )


def test_a_decided_waiver_is_kept_as_it_is(either_world: World, short: str) -> None:
    grants_waiver(either_world, asks_waiver(either_world, short))
    waivers = SQLModel.metadata.tables["waiver"]

    for forbidden in (waivers.update().values(reason="khác"), waivers.delete()):
        with pytest.raises(DBAPIError, match="is kept"), writing(either_world.engine) as session:
            session.execute(forbidden)
