from datetime import date

import pytest

from states.plans import HERE
from states.plans.checking import faults, faults_in
from states.plans.forms import PARAMETERS
from tests.law_builders import DAK_LAK, book
from tests.plan_files import QUOTE, a_plan_file


def said(path):
    """The faults of a file in English, without the file's name."""
    return [fault.en.removeprefix(f"{path.name}: ") for fault in faults(path)]


def test_a_right_plan_file_has_no_fault(tmp_path):
    assert [] == said(a_plan_file(tmp_path))


@pytest.mark.parametrize("plan", sorted(book().plans))
def test_the_plans_of_the_product_have_no_fault(plan):
    assert [] == said(HERE / f"{plan}.toml")


def test_every_parameter_of_the_plans_has_a_form():
    used = {key for plan in book().plans.values() for key in plan.parameters}

    assert set() == used - set(PARAMETERS)


def test_each_fault_names_the_file_in_both_languages(tmp_path):
    fault = faults(a_plan_file(tmp_path, title=None))[0]

    assert "gia_lai_2026.toml: [plan] thiếu trường “title”." == fault.vi
    assert "gia_lai_2026.toml: [plan] lacks the field “title”." == fault.en


def test_all_faults_of_a_file_are_told_at_once(tmp_path):
    path = a_plan_file(tmp_path, title=None, until="2030", entry={"value": 0.15})

    assert 3 == len(said(path))


@pytest.mark.parametrize(
    ("header", "fault"),
    [
        ({"id": ""}, "[plan] “id” must be a text that is not empty."),
        ({"name": "Gia Lai"}, "[plan] “name” must be a label { vi = …, en = … }."),
        ({"name": {"vi": "Gia Lai", "en": " "}}, "[plan] “name” must be a label"),
        ({"since": "2026-01-01"}, "[plan] “since” must be a date, written 2026-01-31."),
        ({"basis": [1]}, "[plan] “basis” must be a list of texts."),
        ({"frame": "no"}, "[plan] “frame” must be true or false."),
        ({"signed_by": "A"}, "[plan] has an unknown field “signed_by”."),
        ({"inherits": ["target."]}, "[plan] has “inherits” and no “extends”."),
        ({"inherits": [], "extends": DAK_LAK}, "[plan] “inherits” must be a list of texts, not"),
        ({"until": date(2025, 12, 31)}, "[plan] “since” (2026-01-01) lies after “until”"),
        ({"provinces": ["99"]}, "[plan] “99” is not the official two-digit code of a province."),
        ({"provinces": ["6"]}, "[plan] “6” is not the official two-digit code of a province."),
        ({"provinces": []}, "[plan] “provinces” must name at least one province."),
        ({"provinces": "64"}, "[plan] “provinces” must be a list of texts."),
        ({"extends": "ha_noi"}, "[plan] “extends”: there is no plan “ha_noi”."),
        ({"extends": "gia_lai_2026"}, "[plan] “extends” comes round to “gia_lai_2026” again."),
        ({"text": "gia_lai.txt"}, "[plan] “text”: there is no file texts/gia_lai.txt."),
    ],
)
def test_a_fault_of_the_header_is_told(tmp_path, header, fault):
    assert any(each.startswith(fault) for each in said(a_plan_file(tmp_path, **header)))


def test_a_frame_names_no_province(tmp_path):
    path = a_plan_file(tmp_path, frame=True, evidence="inferred")

    assert ["[plan] a frame names no province."] == said(path)


def test_a_quote_stands_in_the_plan_s_text_whatever_its_line_breaks(tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    path = a_plan_file(tmp_path, text="gia_lai.txt")

    (texts / "gia_lai.txt").write_text(QUOTE.replace(" ", "\n  "), "utf-8")
    assert [] == said(path)

    (texts / "gia_lai.txt").write_text(QUOTE.replace("15%", "20%"), "utf-8")
    assert ["does not stand in the plan's text." in each for each in said(path)] == [True]


def test_a_quote_of_another_document_is_not_sought_in_this_one(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "gia_lai.txt").write_text("khác", "utf-8")

    path = a_plan_file(tmp_path, text="gia_lai.txt", source={"document": "Nghị định 30/2020"})

    assert [] == said(path)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("[plan", "cannot be read as TOML"),
        ("title = 1", "unknown part [title]."),
        ("[parameter]", "the part [plan] is missing."),
        ("plan = 3", "the part [plan] is missing."),
    ],
)
def test_a_file_that_is_no_plan_is_told_apart(tmp_path, content, fault):
    path = tmp_path / "gia_lai.toml"
    path.write_text(content, "utf-8")

    assert any(fault in each for each in said(path))


def test_a_file_that_is_not_utf_8_or_not_there_is_told(tmp_path):
    path = tmp_path / "gia_lai.toml"
    assert ["this file cannot be opened."] == said(path)

    path.write_bytes(b"\xff\xfe")
    assert "cannot be read as TOML" in said(path)[0]


def test_the_parameters_are_a_table(tmp_path):
    path = tmp_path / "gia_lai_2026.toml"
    whole = a_plan_file(tmp_path).read_text("utf-8")

    path.write_text("parameter = 3\n" + whole[: whole.index("[parameter.")], "utf-8")

    assert ["[parameter] must be a table."] == said(path)


def test_two_plans_of_a_province_are_not_in_force_on_the_same_day(tmp_path):
    first = a_plan_file(tmp_path)
    later = {"file": "sau.toml", "id": "gia_lai_2030"}

    path = a_plan_file(tmp_path, **later, since=date(2030, 12, 31), until=date(2035, 12, 31))
    assert ["[plan] covers days and provinces the plan “gia_lai_2026” covers too."] == said(path)
    assert 1 == len(said(first))

    path = a_plan_file(tmp_path, **later, since=date(2031, 1, 1), until=date(2035, 12, 31))
    assert [] == said(path)

    path = a_plan_file(tmp_path, **later, provinces=["52"])
    assert [] == said(path)


def test_a_plan_beside_the_product_s_of_its_province_and_days_is_told(tmp_path):
    path = a_plan_file(tmp_path, since=date(2020, 12, 31), provinces=["66"])

    assert ["[plan] covers days and provinces the plan “dak_lak_2017” covers too."] == said(path)


def test_a_plan_may_stand_beside_a_frame_or_an_illustration(tmp_path):
    a_plan_file(tmp_path, file="m.toml", id="m", illustration=True, evidence="configured")

    assert [] == said(a_plan_file(tmp_path, since=date(2022, 1, 1)))


def test_two_frames_do_not_cover_the_same_day(tmp_path):
    changes = {"frame": True, "provinces": [], "evidence": "inferred"}

    path = a_plan_file(tmp_path, since=date(2025, 12, 31), **changes)

    assert ["[plan] covers days and provinces the plan “khung_2021” covers too."] == said(path)


def test_an_id_is_given_once_in_a_folder_and_may_take_the_place_of_ours(tmp_path):
    a_plan_file(tmp_path)
    twin = a_plan_file(tmp_path, file="hai.toml")
    own = a_plan_file(tmp_path, file="ba.toml", id=DAK_LAK, provinces=["66"])

    assert ["[plan] the id “gia_lai_2026” is also that of gia_lai_2026.toml."] == said(twin)
    assert [] == said(own)


def test_plans_that_extend_each_other_go_in_a_circle(tmp_path):
    one = a_plan_file(tmp_path, file="a.toml", id="a", extends="b")
    a_plan_file(tmp_path, file="b.toml", id="b", extends="a", provinces=["52"])

    assert ["[plan] “extends” comes round to “a” again."] == said(one)


def test_a_folder_tells_the_faults_of_all_its_files(tmp_path):
    a_plan_file(tmp_path, title=None)
    a_plan_file(tmp_path, file="b.toml", id="b", issuer=None, provinces=["52"])

    assert ["b.toml", "gia_lai_2026.toml"] == [f.vi.split(":")[0] for f in faults_in(tmp_path)]


def test_a_folder_that_is_not_there_is_a_fault():
    missing = HERE / "khong-co"

    assert [f"There is no folder {missing}."] == [fault.en for fault in faults_in(missing)]
