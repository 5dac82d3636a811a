import shutil
from datetime import date

import pytest
from sqlmodel import Session, SQLModel, func, select

from states.terms import Level, UnitKind
from workflow.database import open_engine, reading, writing
from workflow.deeds.territory import load_units
from workflow.errors import InvalidInput
from workflow.models.places import Place, PlaceParent
from workflow.territory import reading as lists
from workflow.territory.gazetteer import id_of_new


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
        return folder

    return spoil


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


def test_progress_is_told_until_the_end(changing, folder):
    engine = open_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    told = []

    with writing(engine) as session:
        loaded = load_units(session, folder, lambda done, total: told.append((done, total)))

    engine.dispose()
    assert told[-1] == (loaded.added, loaded.added)
    assert told == sorted(told)


def test_a_changed_name_is_taken_over(changing, folder, spoil):
    spoil("communes.csv", "phuong,Hải Vân", "xa,Hải Vân Bắc")

    with writing(changing) as session:
        loaded = load_units(session, folder)
        place = session.get_one(Place, id_of_new(Level.COMMUNE, "20194"))

    assert (loaded.added, loaded.changed, loaded.closed) == (0, 1, 0)
    assert (place.name, place.kind, place.folded) == ("Hải Vân Bắc", UnitKind.XA, "hai van bac")


def test_a_vanished_unit_is_closed_and_kept(changing, folder, spoil):
    spoil("communes.csv", "20197,phuong,Liên Chiểu,48\n", "")
    day = date(2026, 12, 31)

    with writing(changing) as session:
        loaded = load_units(session, folder, last_day=day)
        place = session.get_one(Place, id_of_new(Level.COMMUNE, "20197"))

    assert (loaded.added, loaded.changed, loaded.closed) == (0, 0, 1)
    assert place.valid_until == day
    with reading(changing) as session:
        stay = session.exec(select(PlaceParent).where(PlaceParent.place_id == place.id)).one()
        assert (stay.since, stay.until) == (date(2025, 7, 1), day)


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
    ("name", "change", "line", "says"),
    [
        ("communes.csv", ("00004,", "4,"), 2, "mã “4” phải gồm đúng 5 chữ số"),
        ("communes.csv", ("00008,phuong", "00004,phuong"), 3, "“00004” có hai lần"),
        ("communes.csv", ("00004,phuong", "00004,huyen"), 2, "loại đơn vị “huyen”"),
        ("communes.csv", ("Ba Đình,01", "Ba Đình,02"), 2, "“02” không có trong danh mục"),
        ("communes.csv", ("Ba Đình,01", "Ba Đình"), 2, "có 3 cột, cần 4 cột"),
        ("communes.csv", ("code,kind", "ma,loai"), 1, "dòng đầu phải là"),
        ("provinces.csv", ("Hà Nội", " "), 2, "thiếu tên"),
        ("former_provinces.csv", ("Hà Giang,08", "Hà Giang,09"), 3, "“09” không có"),
        ("former_communes.csv", (",11948,whole", ",11948,all"), 2, "whole hoặc part"),
        ("former_communes.csv", (",11948,", ",99999,"), 2, "“99999” không có"),
        ("published_units.csv", ("2024-11-30", "30/11/2024"), None, "năm-tháng-ngày"),
        ("published_units.csv", ("Mường Chiềng,04846", "Mường Chiềng,04831"), None, "thuộc về"),
        ("published_units.csv", ("Huyện Cao Phong", "Cao Phong"), None, "phải bắt đầu bằng"),
        ("unit_counts.csv", (",412,", ",bốn trăm,"), None, "không phải là số"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_loaded(spoil, name, change, line, says):
    folder = spoil(name, *change)
    engine = open_engine("sqlite://")
    SQLModel.metadata.create_all(engine)

    with pytest.raises(InvalidInput) as refused, Session(engine) as session:
        load_units(session, folder)

    sentence = refused.value.says
    assert says in sentence.vi
    assert f"{name}, dòng {line or ''}" in sentence.vi
    assert f"{name}, line {line or ''}" in sentence.en
    with Session(engine) as session:
        assert session.exec(select(func.count()).select_from(Place)).one() == 0
    engine.dispose()
