"""The case list: whose cases, in which order, page by page, found by what people type."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from states.terms import CaseState
from tests.builders import World
from tests.pages import counted
from tests.people_and_places import TODAY, place_id
from workflow.database import reading
from workflow.views import narrowing
from workflow.views.docket import Docket, docket
from workflow.views.narrowing import Asked, Due, Order

HERE = frozenset({place_id("08")})
NAMES = Asked(order=Order.NAME, descending=False)


def listed(world: World, asked: Asked = NAMES, on: date = TODAY, **places: object) -> Docket:
    with reading(world.engine) as session:
        return docket(session, world.book, asked, places=places.get("places", HERE), on=on)


def names(found: Docket) -> list[str]:
    return [line.name.vi for line in found.lines]


def numbers(found: Docket) -> list[str]:
    return [line.number for line in found.lines]


@pytest.fixture
def three(either_world: World) -> World:
    """Three cases of the province, and one of another province."""
    for commune in ("08/2", "08/1", "08/3"):
        either_world.opens(commune)
    either_world.opens("51/1", "officer_elsewhere")
    return either_world


def test_the_list_holds_the_cases_of_the_territory_alone(three: World) -> None:
    assert ["Xã Tân Lập 1", "Xã Tân Lập 2", "Xã Tân Lập 3"] == names(listed(three))
    assert ["Xã Tân Lập 1"] == names(listed(three, places=frozenset({place_id("51")})))
    assert [] == names(listed(three, places=frozenset()))


def test_a_district_or_a_commune_is_a_territory_too(three: World) -> None:
    assert 3 == len(listed(three, places=frozenset({place_id("08/district")})).lines)
    assert ["Xã Tân Lập 2"] == names(listed(three, places=frozenset({place_id("08/2")})))


def test_a_line_says_where_the_commune_lies_and_what_judges_it(three: World) -> None:
    line = listed(three).lines[0]

    assert "Huyện Sơn Dương, Tỉnh Tuyên Quang" == line.lies_in.vi
    assert ("08001", CaseState.PROPOSED) == (line.code, line.state)
    assert "Tuyên Quang 2018–2020" == line.plan.vi
    assert line.milestone is not None
    assert ("Đề xuất", date(2018, 2, 1)) == (line.milestone[0].vi, line.milestone[1])


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("descending", [False, True])
def test_pages_follow_one_another_without_a_gap(
    either_world: World, monkeypatch: pytest.MonkeyPatch, order: Order, descending: bool
) -> None:
    world = either_world
    monkeypatch.setattr(narrowing, "PAGE", 2)
    monkeypatch.setattr("workflow.views.docket.PAGE", 2)
    for number in range(1, 6):
        world.opens(f"08/{number}", on=date(2018, 2, 1) + timedelta(days=number % 2))
    asked = Asked(order=order, descending=descending)

    forwards = list(_pages(world, asked))
    back = list(_pages_back(world, replace(asked, after=forwards[1][-1])))

    assert 5 == len({number for page in forwards for number in page})
    assert [2, 2, 1] == [len(page) for page in forwards]
    assert forwards == [*reversed(back[1:]), forwards[2]]


def _pages(world: World, asked: Asked) -> Iterator[list[str]]:
    found = listed(world, asked)
    yield numbers(found)
    while found.next:
        found = listed(world, replace(asked, after=found.next))
        yield numbers(found)


def _pages_back(world: World, asked: Asked) -> Iterator[list[str]]:
    found = listed(world, asked)
    yield numbers(found)
    while found.previous:
        found = listed(world, replace(asked, after="", before=found.previous))
        yield numbers(found)


@pytest.mark.parametrize(
    "words",
    ["tan lap 2", "Tân Lập 2", "TAN LAP 2", "xã Tân Lập 2", "08002", "tan  lap 2"],
)
def test_a_commune_is_found_with_or_without_diacritics(three: World, words: str) -> None:
    assert ["Xã Tân Lập 2"] == names(listed(three, Asked(words=words)))


def test_signs_of_the_search_language_are_only_signs(three: World) -> None:
    assert [] == names(listed(three, Asked(words="%")))
    assert [] == names(listed(three, Asked(words="tan_lap")))


@pytest.mark.parametrize("words", ["12/QĐ-BCĐ", "12/qd-bcd", "12/q", "12"])
def test_a_case_is_found_by_the_number_of_its_decision(either_world: World, words: str) -> None:
    world = either_world
    number = world.a_case(CaseState.IN_TRANSFORMATION, "08/4")
    world.opens("08/1")

    assert [number] == numbers(listed(world, Asked(words=words)))


@pytest.mark.parametrize("words", ["db-2018-002", "2018-002", "DB-2018-002"])
def test_a_case_is_found_by_its_number(three: World, words: str) -> None:
    assert ["DB-2018-002"] == numbers(listed(three, Asked(words=words)))


def test_filters_narrow_the_list(world: World) -> None:
    typed = world.a_case(CaseState.APPRAISED, "08/1")
    world.opens("08/2")

    assert [typed] == numbers(listed(world, Asked(states=(CaseState.APPRAISED,))))
    assert [typed] == numbers(listed(world, Asked(area_type="1")))
    assert [] == numbers(listed(world, Asked(area_type="2")))
    assert 2 == len(listed(world, Asked(year="2018", plan="tuyen_quang_2018")).lines)
    assert [] == numbers(listed(world, Asked(year="2019")))
    assert [] == numbers(listed(world, Asked(inherited=True)))
    assert 2 == len(listed(world, Asked(district=place_id("08/district"))).lines)
    assert [] == numbers(listed(world, Asked(province=place_id("51"))))


def test_the_states_are_counted_over_the_whole_territory(three: World) -> None:
    found = listed(three, Asked(states=(CaseState.MONITORING,)))

    assert (3, 0) == (found.tally.whole, found.total)
    assert 3 == found.tally.states[CaseState.PROPOSED]
    assert ("2018",) == found.tally.years


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2019, 8, 20), None),
        (date(2019, 8, 21), Due.SOON),
        (date(2019, 9, 20), Due.SOON),
        (date(2019, 9, 21), Due.OVERDUE),
    ],
)
def test_the_due_day_is_found_as_it_is_counted(
    either_world: World, on: date, due: Due | None
) -> None:
    """Reviewed on 20/03/2019, monitored for six months: the last day is 20/09/2019, a Friday."""
    world = either_world
    number = world.a_case(CaseState.MONITORING)

    found = {each: numbers(listed(world, Asked(due=each), on)) for each in Due}
    line = listed(world, on=on).lines[0]

    assert {each: [number] if each is due else [] for each in Due} == found
    assert line.due is not None
    assert (date(2019, 9, 20), (date(2019, 9, 20) - on).days) == (line.due.on, line.due.days)
    assert int(due is Due.SOON) == listed(world, on=on).tally.due[Due.SOON]


def test_the_year_of_transformation_runs_too(world: World) -> None:
    world.a_case(CaseState.IN_TRANSFORMATION)

    line = listed(world, on=date(2019, 3, 16)).lines[0]

    assert line.due is not None
    assert (date(2019, 3, 15), -1) == (line.due.on, line.due.days)


def test_the_list_asks_four_questions_whatever_it_holds(three: World) -> None:
    for asked in (NAMES, Asked(words="12/qd", due=Due.SOON, states=(CaseState.PROPOSED,))):
        with counted(three.engine) as statements:
            listed(three, asked)

        assert 4 == len([each for each in statements if each.startswith("SELECT")])
