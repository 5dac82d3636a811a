"""Finding the commune a proposal is for, in the real register of units."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copyfile
from uuid import UUID

import pytest
from sqlalchemy import Engine

from states.terms import Level
from workflow.database import open_engine, reading, writing
from workflow.deeds.territory import load_units
from workflow.territory.gazetteer import id_of_former, id_of_new
from workflow.views.communes import MOST, Search, search_communes

AFTER, BEFORE = date(2026, 2, 3), date(2025, 6, 30)
DAK_LAK = id_of_new(Level.PROVINCE, "66")
FORMER_DAK_LAK = id_of_former(Level.PROVINCE, "66")
TUYEN_QUANG = id_of_new(Level.PROVINCE, "08")


@pytest.fixture(scope="module")
def register(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The real register of units, loaded once."""
    path = tmp_path_factory.mktemp("register") / "register.sqlite3"
    copyfile(sqlite_template, path)
    engine = open_engine(f"sqlite:///{path}")
    with writing(engine) as session:
        load_units(session)
    yield engine
    engine.dispose()


def searched(register: Engine, words: str, place: UUID = DAK_LAK, on: date = AFTER) -> Search:
    with reading(register) as session:
        return search_communes(session, words, places=frozenset({place}), on=on)


@pytest.mark.parametrize("words", ["ea kar", "Xã Ea Kar", "EA KAR", "24373"])
def test_a_commune_is_found_by_its_name_or_code(register: Engine, words: str) -> None:
    first = searched(register, words).found[0]

    assert ("Xã Ea Kar", "24373") == (first.name.vi, first.code)
    assert "Tỉnh Đắk Lắk" == first.lies_in.vi
    assert "Thị trấn Ea Kar" in [former.vi for former in first.former]


def test_the_name_of_a_former_unit_leads_to_the_one_it_became_part_of(register: Engine) -> None:
    assert ["Xã Ea Kar"] == [each.name.vi for each in searched(register, "cu hue").found]


def test_before_the_merger_the_former_units_are_found(register: Engine) -> None:
    found = searched(register, "ea kar", FORMER_DAK_LAK, BEFORE).found

    assert ["Thị trấn Ea Kar"] == [each.name.vi for each in found]
    assert "Huyện Ea Kar, Tỉnh Đắk Lắk" == found[0].lies_in.vi
    assert () == searched(register, "ea kar", FORMER_DAK_LAK, AFTER).found


def test_only_the_territory_is_searched(register: Engine) -> None:
    assert () == searched(register, "ea kar", TUYEN_QUANG).found
    assert 1 == len(searched(register, "ea kar", id_of_new(Level.COMMUNE, "24373")).found)


def test_a_short_word_finds_the_first_ones_and_says_there_are_more(register: Engine) -> None:
    search = searched(register, "ea")

    assert (MOST, True) == (len(search.found), search.more)
    assert ((), False) == (searched(register, " ").found, searched(register, " ").more)
