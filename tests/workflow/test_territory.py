import csv
import shutil
from collections import Counter
from datetime import date
from hashlib import sha256
from json import dumps

import pytest
from sqlmodel import Session, SQLModel, col, func, select

from states.terms import Level, UnitKind
from workflow.database import open_engine, reading, writing
from workflow.deeds.territory import commune_count_on, commune_units_on, load_units
from workflow.errors import InvalidInput
from workflow.folding import folded
from workflow.models.places import Place, PlaceParent, Succession
from workflow.territory import reading as lists
from workflow.territory.gazetteer import id_of_former, id_of_new
from workflow.territory.remake import run

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


@pytest.fixture
def folder(tmp_path):
    """A copy of the lists that a test may spoil."""
    for path in lists.FOLDER.glob("*.csv"):
        shutil.copy(path, tmp_path)
    return tmp_path


@pytest.fixture
def spoil(folder):
    def spoil(name, old, new):
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")

    return spoil


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


# The lists


def test_the_lists_hold_every_unit_of_2025_and_every_mapping():
    assert len(list(lists.provinces())) == 34
    assert len(list(lists.communes())) == 3321
    assert len(list(lists.former_communes())) == 10977
    assert len(list(lists.former_provinces())) == 63


def test_codes_are_five_digits_and_used_once():
    codes = [row.code for row in lists.communes()]

    assert len(set(codes)) == len(codes)
    assert all(len(code) == 5 and code.isdecimal() for code in codes)


def test_two_codes_are_corrected():
    codes = {row.code: row.unit.name for row in lists.communes()}

    assert codes["06978"] == "Ba Chẽ"
    assert codes["23938"] == "Ia Mơ"
    assert not {"06970", "23737"} & codes.keys()


def test_the_kinds_add_up_to_the_official_numbers():
    kinds = Counter(row.unit.kind for row in lists.communes())

    assert kinds == {UnitKind.XA: 2621, UnitKind.PHUONG: 687, UnitKind.DAC_KHU: 13}


def test_an_old_code_belongs_to_one_old_commune():
    owners = {}
    for row in lists.former_communes():
        if row.code:
            owners.setdefault(row.code, set()).add(row.old)

    assert len(owners) == 10034
    assert all(len(names) == 1 for names in owners.values())


def test_an_old_commune_with_several_successors_is_marked_as_divided():
    successors, extents = {}, {}
    for row in lists.former_communes():
        if row.old is not None:
            successors.setdefault(row.old, set()).add(row.successor)
            extents.setdefault(row.old, set()).add(row.extent)

    assert all(
        extents[old] == ({"part"} if len(codes) > 1 else {"whole"})
        for old, codes in successors.items()
    )


def test_every_old_province_of_the_mapping_passes_to_one_new_one():
    provinces = {row.code: row.province for row in lists.communes()}
    stated = {folded(row.unit.name): row.successor for row in lists.former_provinces()}
    mapped = {
        (folded(row.old.province), provinces[row.successor])
        for row in lists.former_communes()
        if row.old is not None
    }

    assert mapped == set(stated.items())


@pytest.mark.parametrize("name", ["provinces", "communes", "former_communes"])
def test_the_lists_are_sorted_and_plain(name):
    written = (lists.FOLDER / f"{name}.csv").read_bytes()
    rows = list(csv.reader(written.decode().splitlines()))

    assert b"\r" not in written
    assert rows[1:] == sorted(rows[1:])


def test_remaking_gives_the_same_bytes_and_the_right_successors(tmp_path):
    source = tmp_path / "address.json"
    province = {"province_code": "52", "name": "Gia Lai"}
    wards = [{"ward_code": "23737", "name": "Xã Ia Mơ", "province_code": "52"}]
    mapping = {
        "old_ward_code": None,
        "old_ward_name": "Xã Ia Cũ",
        "old_district_name": "Huyện Chư Prông",
        "old_province_name": "Tỉnh Gia Lai",
        "new_ward_code": "99",
        "new_ward_name": "Xã Ia Mơ",
        "new_province_name": "Gia Lai",
    }
    tables = {"provinces": [province], "wards": wards, "ward_mappings": [mapping, mapping]}
    source.write_text(
        dumps([{"type": "table", "name": name, "data": rows} for name, rows in tables.items()])
    )

    run([str(source), str(tmp_path)])
    first = {path.name: sha256(path.read_bytes()).digest() for path in tmp_path.glob("*.csv")}
    run([str(source), str(tmp_path)])

    assert first == {
        path.name: sha256(path.read_bytes()).digest() for path in tmp_path.glob("*.csv")
    }
    assert (tmp_path / "former_communes.csv").read_text(encoding="utf-8").splitlines()[1:] == [
        ",Xã Ia Cũ,Huyện Chư Prông,Tỉnh Gia Lai,23938,whole"
    ] * 2


# The register


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


def test_progress_is_told_until_the_end(tmp_path):
    engine = open_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    told = []

    with writing(engine) as session:
        loaded = load_units(session, progress=lambda done, total: told.append((done, total)))

    engine.dispose()
    assert told[-1] == (loaded.added, loaded.added)
    assert told == sorted(told)


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


def test_every_published_unit_of_the_hanoi_list_is_there():
    rows = [row for row in lists.published_units() if row.source == "S10; S11"]

    assert len({row.real_case for row in rows}) == len(rows) == 43


@pytest.mark.parametrize("province", ["Đắk Lắk", "Tuyên Quang", "Quảng Ngãi"])
def test_each_seed_province_has_units_for_worked_examples(province):
    rows = [row for row in lists.published_units() if row.old.province == province]

    by_district = Counter(row.old.district for row in rows)
    assert len(by_district) == 2
    assert min(by_district.values()) >= 6


# Counting the units of a province


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


# Lists that changed, and lists that are wrong


@pytest.fixture
def changing(folder):
    """A small register of its own: one province, three communes, and the folder behind it."""
    keep = {
        "provinces.csv": ["48,thanh_pho,Đà Nẵng"],
        "communes.csv": ["20194,phuong,Hải Vân,48", "20197,phuong,Liên Chiểu,48"],
        "former_provinces.csv": ["48,thanh_pho,Đà Nẵng,48"],
        "former_communes.csv": [
            "20194,Phường Hòa Hiệp Bắc,Quận Liên Chiểu,Thành phố Đà Nẵng,20194,whole"
        ],
        "published_units.csv": [],
        "unit_counts.csv": [],
    }
    for name, rows in keep.items():
        path = folder / name
        header = path.read_text(encoding="utf-8").splitlines()[0]
        path.write_text("\n".join([header, *rows, ""]), encoding="utf-8", newline="")
    engine = open_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    with writing(engine) as session:
        load_units(session, folder)
    yield engine
    engine.dispose()


def test_a_changed_name_is_taken_over(changing, folder, spoil):
    spoil("communes.csv", "phuong,Hải Vân", "xa,Hải Vân Bắc")

    with writing(changing) as session:
        loaded = load_units(session, folder)
        place = new(session, "20194")

    assert (loaded.added, loaded.changed, loaded.closed) == (0, 1, 0)
    assert (place.name, place.kind, place.folded) == ("Hải Vân Bắc", UnitKind.XA, "hai van bac")


def test_a_vanished_unit_is_closed_and_kept(changing, folder, spoil):
    spoil("communes.csv", "20197,phuong,Liên Chiểu,48\n", "")
    day = date(2026, 12, 31)

    with writing(changing) as session:
        loaded = load_units(session, folder, last_day=day)
        place = new(session, "20197")

    assert (loaded.added, loaded.changed, loaded.closed) == (0, 0, 1)
    assert place.valid_until == day
    with reading(changing) as session:
        assert districts(session, place) == [("Đà Nẵng", date(2025, 7, 1), day)]


def test_no_unit_vanishes_without_a_last_day(changing, folder, spoil):
    spoil("communes.csv", "20197,phuong,Liên Chiểu,48\n", "")

    with pytest.raises(InvalidInput, match="Liên Chiểu"), writing(changing) as session:
        load_units(session, folder)


def test_a_commune_does_not_change_province_by_a_list(changing, folder, spoil):
    spoil("provinces.csv", "48,thanh_pho,Đà Nẵng\n", "48,thanh_pho,Đà Nẵng\n49,tinh,Quảng Nam\n")
    spoil("communes.csv", "Liên Chiểu,48", "Liên Chiểu,49")

    with pytest.raises(InvalidInput, match="resolution"), writing(changing) as session:
        load_units(session, folder)


@pytest.mark.parametrize(
    ("name", "old", "wrong", "line", "says"),
    [
        ("communes.csv", "00004,", "4,", 2, "mã “4” phải gồm đúng 5 chữ số"),
        ("communes.csv", "00008,phuong", "00004,phuong", 3, "“00004” có hai lần"),
        ("communes.csv", "00004,phuong", "00004,huyen", 2, "loại đơn vị “huyen”"),
        ("communes.csv", "Ba Đình,01", "Ba Đình,02", 2, "“02” không có trong danh mục"),
        ("communes.csv", "Ba Đình,01", "Ba Đình", 2, "có 3 cột, cần 4 cột"),
        ("communes.csv", "code,kind", "ma,loai", 1, "dòng đầu phải là"),
        ("provinces.csv", "Hà Nội", " ", 2, "thiếu tên"),
        ("former_provinces.csv", "Hà Giang,08", "Hà Giang,09", 3, "“09” không có"),
        ("former_communes.csv", ",11948,whole", ",11948,all", 2, "whole hoặc part"),
        ("former_communes.csv", ",11948,", ",99999,", 2, "“99999” không có"),
        ("published_units.csv", "2024-11-30", "30/11/2024", None, "năm-tháng-ngày"),
        ("published_units.csv", "Mường Chiềng,04846", "Mường Chiềng,04831", None, "thuộc về"),
        ("published_units.csv", "Huyện Cao Phong", "Cao Phong", None, "phải bắt đầu bằng"),
        ("unit_counts.csv", ",412,", ",bốn trăm,", None, "không phải là số"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_loaded(folder, spoil, name, old, wrong, line, says):
    spoil(name, old, wrong)
    engine = open_engine("sqlite://")
    SQLModel.metadata.create_all(engine)

    with pytest.raises(InvalidInput) as refused, Session(engine) as session:
        load_units(session, folder)

    sentence = refused.value.text
    assert says in sentence.vi
    assert f"{name}, dòng {line or ''}" in sentence.vi
    assert f"{name}, line {line or ''}" in sentence.en
    with Session(engine) as session:
        assert session.exec(select(func.count()).select_from(Place)).one() == 0
    engine.dispose()


def test_a_list_that_cannot_be_read_says_so(folder):
    (folder / "communes.csv").unlink()

    with pytest.raises(InvalidInput, match=r"communes\.csv"):
        list(lists.communes(folder))
