"""What people type is read strictly, never guessed."""

from datetime import date
from decimal import Decimal

import pytest

from web import typed


@pytest.mark.parametrize("text", ["8/9/2026", "08/09/2026", " 08.09.2026 ", "2026-09-08"])
def test_vietnamese_and_iso_days_are_read(text: str) -> None:
    assert typed.day(text) == date(2026, 9, 8)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31/02/2026", typed.NO_SUCH_DAY),
        ("08/13/2026", typed.NO_SUCH_DAY),
        ("8/9/26", typed.NOT_A_DAY),
        ("hôm qua", typed.NOT_A_DAY),
        ("", typed.NOT_A_DAY),
        ("\uff18/9/2026", typed.NOT_A_DAY),
    ],
)
def test_other_days_are_refused_with_a_sentence(text: str, says: object) -> None:
    with pytest.raises(typed.Unreadable) as refusal:
        typed.day(text)

    assert refusal.value.says == says


def test_a_blank_day_or_count_is_nothing_rather_than_zero() -> None:
    assert typed.day_or_none("  ") is None
    assert typed.count_or_none("") is None
    assert typed.count_or_none("0") == 0


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1.234", Decimal(1234)),
        ("1,5", Decimal("1.5")),
        ("1.234.567,8", Decimal("1234567.8")),
        ("0", Decimal(0)),
    ],
)
def test_numbers_are_read_the_vietnamese_way(text: str, read: Decimal) -> None:
    assert typed.number(text) == read


@pytest.mark.parametrize("text", ["1.5", "0.123", "1,234.5", "1 234", "1o", "-1", "", "1_0", "１"])
def test_numbers_written_otherwise_are_refused_not_guessed(text: str) -> None:
    with pytest.raises(typed.Unreadable):
        typed.number(text)


@pytest.mark.parametrize("text", ["1,5", "1.5", "mười", "-3", "1e3"])
def test_a_count_is_a_whole_number(text: str) -> None:
    with pytest.raises(typed.Unreadable):
        typed.count(text)


def test_typed_words_are_composed_and_trimmed() -> None:
    assert typed.words("  Ho\u0300a\x00 ") == "Hòa"
