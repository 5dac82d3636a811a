"""The overview: rates by cohort, caps, states and lists, each number with its way of counting."""

from datetime import date

import pytest

from states.terms import CaseState
from tests.builders import World
from tests.pages import Pages, counted
from tests.people_and_places import AT, place_id
from workflow.database import reading
from workflow.views.rates import Overview, Wanted, overview

MOST_QUERIES = 15


@pytest.fixture
def pages(world: World) -> Pages:
    return Pages(world.engine)


def seen(world: World, year: int = 2018) -> Overview:
    with reading(world.engine) as session:
        return overview(
            session,
            world.book,
            Wanted(year, silent_days=30),
            places=frozenset({place_id("08")}),
            at=AT,
        )


def test_an_area_counts_as_achieved_from_its_review_and_is_provisional_until_recognized(
    world: World,
):
    started = world.a_case(CaseState.MONITORING)

    found = [each for each in seen(world).grounds if each.cohort.selected]

    assert started
    assert (1, 1, 1) == (found[0].cohort.new, found[0].yearly.met, found[0].yearly.provisional)
    assert found[0].yearly.holds


def test_a_relapse_after_recognition_is_counted_and_named(world: World):
    number = world.a_case(CaseState.RECOGNIZED)

    ground = seen(world).grounds[0]

    assert number
    assert (1, 1) == (ground.lasting.met, ground.lasting.of)
    assert () == seen(world).relapsed


def test_nothing_shows_no_share(world: World):
    assert () == seen(world).grounds


def test_the_page_opens_the_list_behind_each_number_and_says_how_it_counts(
    world: World, pages: Pages
):
    world.a_case(CaseState.MONITORING)

    shown = pages.signed_in("officer").get("/overview?year=2018")

    assert "Tổng quan năm 2018" in shown.heading
    assert "1 tạm tính, chưa công nhận" in shown.words
    assert "begun=2018" in shown.text
    assert "Mẫu số: địa bàn bắt đầu một vòng chuyển hóa trong năm" in shown.words


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_empty_territory_is_a_good_page_too(pages: Pages, language: str):
    pages.language = language

    assert "2018" in pages.signed_in("officer").get("/overview?year=2018").heading


def test_the_list_of_a_year_holds_the_cases_begun_in_it(world: World, pages: Pages):
    number = world.a_case(CaseState.MONITORING)
    officer = pages.signed_in("officer")

    assert number in officer.get("/cases?begun=2018").words
    assert number not in officer.get("/cases?begun=2017").words
    assert number in officer.get("/cases?begun=nonsense").words


def test_the_overview_is_read_in_at_most_fifteen_queries(world: World):
    world.a_case(CaseState.MONITORING)

    with counted(world.engine) as asked:
        assert date(2018, 1, 1).year == seen(world).year

    assert MOST_QUERIES >= len(asked), asked
