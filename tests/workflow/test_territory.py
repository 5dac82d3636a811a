import csv
from collections import Counter
from hashlib import sha256
from json import dumps

import pytest

from states.terms import UnitKind
from workflow.errors import InvalidInput
from workflow.folding import folded
from workflow.territory import reading as lists
from workflow.territory.remake import run


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


def test_every_published_unit_of_the_hanoi_list_is_there():
    rows = [row for row in lists.published_units() if row.source == "S10; S11"]

    assert len({row.real_case for row in rows}) == len(rows) == 43


@pytest.mark.parametrize("province", ["Đắk Lắk", "Tuyên Quang", "Quảng Ngãi"])
def test_each_seed_province_has_units_for_worked_examples(province):
    rows = [row for row in lists.published_units() if row.old.province == province]

    by_district = Counter(row.old.district for row in rows)
    assert len(by_district) == 2
    assert min(by_district.values()) >= 6


def test_a_list_that_cannot_be_read_says_so(tmp_path):
    with pytest.raises(InvalidInput, match=r"communes\.csv"):
        list(lists.communes(tmp_path))
