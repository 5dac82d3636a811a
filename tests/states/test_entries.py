from datetime import date

import pytest

from states.plans.checking import faults
from tests.plan_files import a_plan_file


def said(path):
    """The faults of a file in English, without the file's name."""
    return [fault.en.removeprefix(f"{path.name}: ") for fault in faults(path)]


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ({"value": None}, "lacks “value”."),
        ({"label": None}, "lacks “label”."),
        ({"unit": None}, "lacks “unit”."),
        ({"source": None}, "lacks “source”."),
        ({"note": "x"}, "has an unknown field “note”."),
        ({"value": "15%"}, "“value” must be a fraction of at most 1, written “15/100”."),
        ({"value": "15/0"}, "“value” must be a fraction"),
        ({"value": "115/100"}, "“value” must be a fraction"),
        ({"value": 0.15}, "“value” must be a fraction"),
        ({"operator": ">="}, "“operator” must be one of: < · <=."),
        ({"operator": None}, "“operator” must be one of: < · <=."),
        ({"label": {"vi": "Trần"}}, "“label” must be a label { vi = …, en = … }."),
        ({"unit": ""}, "“unit” must be a text that is not empty."),
        ({"since": date(2025, 12, 31)}, "“since” must be a day within the plan's period."),
        ({"since": "2027"}, "“since” must be a day within the plan's period."),
        ({"source": "II.1"}, "“source” must be { place = …, evidence = … }."),
    ],
)
def test_a_fault_of_a_parameter_is_told(tmp_path, entry, fault):
    found = said(a_plan_file(tmp_path, entry=entry))

    assert 1 == len(found)
    assert found[0].startswith(f"[parameter.“cap.share”] {fault}")


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ({"page": "3"}, "“source” has an unknown “page”."),
        ({"place": 3}, "“source.place” must be a text."),
        ({"evidence": None}, "“source.evidence” must be one of: text · press"),
        ({"evidence": "rumour"}, "“source.evidence” must be one of: text · press"),
        ({"quote": None}, "with “evidence” “text” the “source” must have a “quote”"),
        ({"quote": " "}, "with “evidence” “text” the “source” must have a “quote”"),
    ],
)
def test_a_fault_of_a_source_is_told(tmp_path, source, fault):
    found = said(a_plan_file(tmp_path, source=source))

    assert 1 == len(found)
    assert found[0].startswith(f"[parameter.“cap.share”] {fault}")


@pytest.mark.parametrize("kind", ["frame", "illustration"])
def test_what_is_no_text_claims_no_text(tmp_path, kind):
    found = said(a_plan_file(tmp_path, **{kind: True}))

    assert any("a frame or an illustration is no text" in each for each in found)


@pytest.mark.parametrize(
    ("key", "value", "operator", "fault"),
    [
        ("cap.counts_monitoring", "yes", None, "“value” must be true or false."),
        ("monitoring.length", -1, None, "“value” must be a whole number, not negative."),
        ("monitoring.length", True, None, "“value” must be a whole number, not negative."),
        ("monitoring.length", 6, "<=", "takes no “operator”."),
        ("criteria.any", "một", ">=", "“value” must be a whole number, not negative."),
        ("review.mode", "most", None, "“value” must be one of: share · all."),
        ("criteria.list", ["a", "e"], None, "“value” must be a list of: a · b · c · d."),
        ("criteria.list", "a", None, "“value” must be a list of: a · b · c · d."),
        ("criteria.list", [], None, "“value” must be a list of: a · b · c · d."),
        ("target.t1", "yes", "=", "“value” must be “no”."),
        ("report.due", "20/11", "before", "“value” must be month and day, written “11-20”."),
        ("report.due", "02-30", "before", "“value” must be month and day, written “11-20”."),
        ("report.due", 11, "before", "“value” must be month and day, written “11-20”."),
        ("funding", [], None, "“value” must be a list of texts, not empty."),
        ("cap.shares", "15/100", "<=", "is no parameter the system knows."),
    ],
)
def test_each_parameter_has_its_own_form(tmp_path, key, value, operator, fault):
    path = a_plan_file(tmp_path, key=key, entry={"value": value, "operator": operator})

    assert [f"[parameter.“{key}”] {fault}"] == said(path)


@pytest.mark.parametrize(
    ("key", "value", "operator"),
    [
        ("report.due", "11-20", "before"),
        ("criteria.any", "1", ">="),
        ("criteria.any", 1, ">="),
        ("selection.means", ["province"], ">"),
        ("target.t5", "15/100", "<"),
        ("target.t6", "yes", "="),
    ],
)
def test_a_value_of_its_form_is_no_fault(tmp_path, key, value, operator):
    path = a_plan_file(tmp_path, key=key, entry={"value": value, "operator": operator})

    assert [] == said(path)


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ('[parameter."cap.counts_monitoring"]\n', "lacks “value”."),
        ('[parameter]\n"cap.counts_monitoring" = 3\n', "must be a table."),
    ],
)
def test_a_parameter_is_a_table_of_its_own(tmp_path, more, fault):
    path = tmp_path / "gia_lai_2026.toml"
    whole = a_plan_file(tmp_path).read_text("utf-8")
    head = whole[: whole.index("[parameter.")]

    path.write_text(head + more, "utf-8")

    assert f"[parameter.“cap.counts_monitoring”] {fault}" in said(path)
