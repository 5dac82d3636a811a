from datetime import date

import pytest

from states.canonical import canonical
from states.facts import Commune, FigureSet
from states.figures import MISSING, NOT_ARISEN, WITHHELD, count, ratio
from states.terms import Role, UnitKind
from tests.law_builders import a_commune, a_plan, facts, figures

JULY = date(2025, 7, 1)


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "exists"),
    [
        (None, None, True),
        (JULY, None, True),
        (date(2025, 7, 2), None, False),
        (None, JULY, True),
        (None, date(2025, 6, 30), False),
    ],
)
def test_a_commune_exists_from_its_first_day_to_its_last_both_counted(
    valid_from, valid_until, exists
):
    commune = a_commune(valid_from=valid_from, valid_until=valid_until)

    assert exists is commune.exists(on=JULY)


def test_a_figure_nobody_gave_is_missing():
    assert MISSING == FigureSet().get("a1_vu_pham_phap_hinh_su")


def test_the_record_keeps_zero_apart_from_what_is_missing_withheld_or_not_arisen():
    values = {"a": count(0), "b": MISSING, "c": WITHHELD, "d": NOT_ARISEN, "e": ratio(0, 7)}

    record = facts(proposal=figures(values)).as_record()["proposal"]["values"]

    assert {
        "a": {"standing": "reported", "count": 0},
        "b": {"standing": "missing"},
        "c": {"standing": "withheld"},
        "d": {"standing": "not_arisen"},
        "e": {"standing": "reported", "numerator": 0, "denominator": 7},
    } == record


def test_the_record_holds_days_as_text_sets_in_order_and_truths_as_one():
    record = facts(on=date(2019, 6, 3)).as_record()

    assert "2019-06-03" == record["on"]
    assert sorted(Role) == record["actor"]["roles"]
    assert 1 == record["actor"]["in_territory"]
    assert ["1"] == record["paper"]["types"]


def test_the_record_leaves_out_what_is_empty_and_the_plan():
    record = facts(monitoring=FigureSet(), argument="").as_record()

    assert not {"plan", "argument", "monitoring", "open_case", "relapse", "days_off"} & set(record)
    assert "proposed_this_case" not in record["actor"]


def test_a_record_of_nothing_but_empty_parts_is_empty():
    bare = Commune(None, "", UnitKind.XA, "", None)

    assert {"kind": "xa"} == canonical(bare)


def test_a_plan_is_written_by_its_id_and_a_falsehood_by_nothing():
    assert "tuyen_quang_2018" == canonical(a_plan())
    assert ("", 1, 0) == (canonical(False), canonical(True), canonical(0))


def test_facts_hold_nothing_that_cannot_be_written_exactly():
    with pytest.raises(TypeError, match="never hold a float"):
        canonical(0.8)
