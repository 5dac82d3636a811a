from datetime import date

import pytest
from sqlmodel import Session, SQLModel, col, func, select

from states.terms import Level
from workflow.communes import commune_count_on, commune_units_on
from workflow.database import open_engine, writing
from workflow.deeds.territory import load_units
from workflow.errors import InvalidInput
from workflow.models.places import Place, PlaceParent, Succession
from workflow.territory.gazetteer import id_of_former, id_of_new

LAST_DAY = date(2025, 6, 30)


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('register')}/register.sqlite")
    SQLModel.metadata.create_all(engine)
    with writing(engine) as session:
        load_units(session)
    yield engine
    engine.dispose()


@pytest.fixture
def session(register):
    with Session(register) as session:
        yield session


def former(session, code):
    return session.get_one(Place, id_of_former(Level.COMMUNE, code))


def new(session, code):
    return session.get_one(Place, id_of_new(Level.COMMUNE, code))


def districts(session, place):
    rows = session.exec(
        select(Place.name, PlaceParent.since, PlaceParent.until)
        .join(PlaceParent, col(PlaceParent.parent_id) == col(Place.id))
        .where(PlaceParent.place_id == place.id)
    )
    return sorted(rows, key=lambda row: row[1] or date.min)


def test_the_register_holds_the_old_and_the_new_map(session):
    rows = session.exec(
        select(Place.level, col(Place.valid_until).is_(None), func.count()).group_by(
            col(Place.level), col(Place.valid_until).is_(None)
        )
    )

    counts = {(level, bool(present)): count for level, present, count in rows}
    assert counts[Level.PROVINCE, True] == 34
    assert counts[Level.PROVINCE, False] == 63
    assert counts[Level.COMMUNE, True] == 3321
    assert (Level.DISTRICT, True) not in counts


def test_loading_twice_changes_nothing(register):
    with writing(register) as session:
        loaded = load_units(session)

    assert (loaded.added, loaded.changed, loaded.closed) == (0, 0, 0)


def test_a_commune_that_changed_district_keeps_both(session):
    """Real cases C018 and C019, test T9."""
    for code in ("17902", "17905"):
        assert districts(session, former(session, code)) == [
            ("Nghi Lộc", None, date(2024, 11, 30)),
            ("Vinh", date(2024, 12, 1), LAST_DAY),
        ]


def test_a_commune_merged_during_its_case_passes_to_the_merged_one(session):
    """Real case C192: Diễn Bích and Diễn Ngọc became one commune on 01/12/2024."""
    merged = former(session, "17452")
    passages = session.exec(select(Succession).where(Succession.successor_id == merged.id)).all()

    old = [session.get_one(Place, passage.predecessor_id) for passage in passages]
    assert sorted((place.name, place.valid_until) for place in old) == [
        ("Diễn Bích", date(2024, 11, 30)),
        ("Diễn Ngọc", date(2024, 11, 30)),
    ]
    assert {passage.on for passage in passages} == {date(2024, 12, 1)}
    assert merged.valid_from == date(2024, 12, 1)


@pytest.mark.parametrize(
    ("code", "name", "printed"),
    [
        ("16675", "Hưng Dũng", "Dưng Dũng"),
        ("00322", "Hoàng Văn Thụ", "Hoàng Vãn Thụ"),
        ("10279", "Phượng Dực", "Phương Dực"),
        ("16906", "Lượng Minh", None),
    ],
)
def test_a_misprint_is_kept_beside_the_right_name(session, code, name, printed):
    place = former(session, code)

    assert (place.name, place.as_printed) == (name, printed)


def test_an_old_unit_passes_to_the_new_one_on_the_first_of_july(session):
    passage = session.exec(
        select(Succession).where(Succession.predecessor_id == former(session, "23860").id)
    ).one()

    assert passage.successor_id == new(session, "23869").id
    assert (passage.on, passage.extent) == (date(2025, 7, 1), "whole")
    assert passage.document == "NQ 202/2025/QH15"


def test_a_new_commune_belongs_to_its_province_alone(session):
    assert districts(session, new(session, "23869")) == [("Gia Lai", date(2025, 7, 1), None)]


def test_a_code_may_belong_to_another_province_before(session):
    """Code 52 was Bình Định until 30/06/2025 and is Gia Lai since."""
    rows = session.exec(
        select(Place.name, Place.valid_until).where(
            Place.level == Level.PROVINCE, Place.code == "52"
        )
    )

    assert {("Bình Định", LAST_DAY), ("Gia Lai", None)} == set(rows)


@pytest.mark.parametrize(
    ("code", "day", "count", "origin"),
    [
        ("40", date(2024, 12, 1), 412, "document"),
        ("40", LAST_DAY, 412, "document"),
        ("40", date(2024, 11, 30), 411, "places"),
        ("66", date(2018, 5, 1), 180, "mapping"),
        ("64", LAST_DAY, 218, "mapping"),
        ("62", LAST_DAY, 102, "places"),
        ("62", date(2025, 7, 1), 0, "places"),
    ],
)
def test_a_stated_number_of_units_goes_before_a_count(session, code, day, count, origin):
    province = id_of_former(Level.PROVINCE, code)

    known = commune_count_on(session, province, day)

    assert (known.count, known.origin) == (count, origin)


@pytest.mark.parametrize(("code", "count"), [("79", 168), ("01", 126), ("12", 38), ("40", 130)])
def test_the_units_of_a_new_province_are_counted(session, code, count):
    """The three first are the published numbers (real case A45)."""
    province = id_of_new(Level.PROVINCE, code)

    assert commune_units_on(session, province, date(2025, 7, 1)) == count
    assert commune_units_on(session, province, LAST_DAY) == 0


def test_only_a_province_has_a_number_of_units(session):
    with pytest.raises(InvalidInput):
        commune_units_on(session, new(session, "23869").id, LAST_DAY)
