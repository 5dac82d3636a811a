from datetime import date
from fractions import Fraction

import pytest

from states.terms import Text
from states.wording import as_cited, day, listed, percent


def test_a_day_reads_as_in_vietnamese_papers():
    assert "02/03/2026" == day(date(2026, 3, 2))


def test_a_day_nobody_knows_is_a_dash():
    assert "–" == day(None)


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(1), "100%"),
        (Fraction(0), "0%"),
        (Fraction(6, 7), "85,7%"),
        (Fraction(3, 20), "15%"),
        (Fraction(125, 1000), "12,5%"),
        (Fraction(12, 10), "120%"),
    ],
)
def test_a_share_reads_with_a_decimal_comma_and_no_empty_decimals(share, shown):
    assert shown == percent(share).vi


def test_a_share_reads_with_a_decimal_point_in_english():
    assert Text("85,7%", "85.7%") == percent(Fraction(6, 7))


@pytest.mark.parametrize(
    ("share", "near", "shown"),
    [
        (Fraction(5996, 10000), Fraction(60, 100), "59,96%"),
        (Fraction(7999, 10000), Fraction(80, 100), "79,99%"),
        (Fraction(79996, 100000), Fraction(80, 100), "79,996%"),
        (Fraction(80, 100), Fraction(80, 100), "80%"),
        (Fraction(6996, 10000), Fraction(60, 100), "70%"),
    ],
)
def test_rounding_never_hides_on_which_side_of_the_threshold_a_share_lies(share, near, shown):
    assert shown == percent(share, near=near).vi


def test_a_share_closer_than_any_rounding_is_written_out():
    share = Fraction(8, 10) - Fraction(1, 10**16)

    assert "79,99999999999999%" == percent(share, near=Fraction(8, 10)).vi


def test_words_are_listed_with_semicolons():
    assert Text("a; b", "c; d") == listed([Text("a", "c"), Text("b", "d")])


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ("KH 67/KH-UBND Quảng Ngãi", "KH 67/KH-UBND Quảng Ngãi"),
        ("II.1.a", "II.1.a"),
        ("", ""),
        ("Thông lệ hành chính", "Administrative practice"),
        ("Minh họa, không phải văn bản", "Illustration, not a document"),
        (
            "thấy trong: Quảng Ngãi 2021; báo chí về Gia Lai 2022",
            "seen in: Quảng Ngãi 2021; the press on Gia Lai 2022",
        ),
    ],
)
def test_what_is_no_name_in_a_citation_is_said_in_both_languages(written, english):
    assert Text(written, english) == as_cited(written)
