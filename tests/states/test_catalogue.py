import pytest

from states.catalogue import CRITERIA_GROUPS, Kind, catalogue, measures_of
from states.figures import MISSING, NOT_ARISEN, WITHHELD, Figure, answer, count, ratio
from states.terms import Standing

COUNTED, ASKED = "a1_vu_pham_phap_hinh_su", "d5_khai_thac_khoang_san"
SENSITIVE, CHOSEN, RATE = "a4_quan_ly_nghiep_vu_hs", "b5_trong_cay_ma_tuy", "t2_ty_le_kham_pha"


def test_the_26_bullets_of_dak_lak_are_30_figures_in_four_groups():
    sizes = [len(measures_of(group)) for group in CRITERIA_GROUPS]

    assert [9, 6, 4, 11] == sizes
    assert 26 == len({measure.source.quote for measure in measures_of(*CRITERIA_GROUPS)})


def test_every_measure_says_in_which_unit_and_words_it_is_asked_for():
    assert all(
        m.unit and m.label.vi and m.label.en and m.source.quote for m in catalogue().values()
    )


@pytest.mark.parametrize(
    ("measure", "figure", "shows"),
    [
        (COUNTED, count(1), True),
        (COUNTED, count(0), False),
        (COUNTED, MISSING, None),
        (COUNTED, NOT_ARISEN, False),
        (SENSITIVE, WITHHELD, False),
        (ASKED, answer("yes"), True),
        (ASKED, answer("no"), False),
        (CHOSEN, answer("suspected"), True),
        (CHOSEN, answer("found"), True),
        (CHOSEN, answer("none"), False),
    ],
)
def test_complexity_is_more_than_none_and_a_missing_figure_shows_nothing_either_way(
    measure, figure, shows
):
    assert shows is catalogue()[measure].shows_complexity(figure)


@pytest.mark.parametrize(
    ("measure", "figure", "accepts"),
    [
        (COUNTED, count(0), True),
        (COUNTED, answer("yes"), False),
        (COUNTED, NOT_ARISEN, True),
        (COUNTED, WITHHELD, False),
        (SENSITIVE, WITHHELD, True),
        (COUNTED, MISSING, False),
        (ASKED, answer("no"), True),
        (ASKED, answer("suspected"), False),
        (CHOSEN, answer("suspected"), True),
        (CHOSEN, answer("yes"), False),
        (RATE, ratio(0, 0), True),
        (RATE, Figure(Standing.REPORTED, numerator=4), False),
        (RATE, Figure(Standing.REPORTED, denominator=4), False),
    ],
)
def test_a_figure_has_the_form_its_measure_asks_for(measure, figure, accepts):
    assert accepts is catalogue()[measure].accepts(figure)


def test_only_figures_of_police_files_may_be_withheld():
    assert {
        "a4_quan_ly_nghiep_vu_hs",
        "a5_truy_na_tron_thi_hanh_an",
        "b3_quan_ly_nghiep_vu_mt",
        "c2_quan_ly_nghiep_vu_kt_mt",
    } == {measure.id for measure in catalogue().values() if measure.sensitive}


def test_only_a_choice_has_choices():
    assert {CHOSEN} == {m.id for m in catalogue().values() if m.choices}
    assert Kind.CHOICE is catalogue()[CHOSEN].kind
