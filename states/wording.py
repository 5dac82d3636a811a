"""How values read inside a finding's sentence: days, shares and lists, in both languages."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from states.terms import Text

HUNDRED = 100
# What stands where a citation has its document or its place, and is the name of neither.
NO_NAMES = (
    Text(
        "Những nội dung giống nhau của các kế hoạch cấp tỉnh cùng thời kỳ",
        "What the provincial plans of one period have in common",
    ),
    Text(
        "Tỉnh chưa có kế hoạch riêng trong hệ thống",
        "Provinces whose own plan is not in this system",
    ),
    Text("Minh họa, không phải văn bản", "Illustration, not a document"),
    Text("Không thấy văn bản quy định", "No text found that says so"),
    Text("không thấy văn bản quy định", "no text found that says so"),
    Text("Thiết lập của hệ thống", "Setting of this system"),
    Text("Thông lệ hành chính", "Administrative practice"),
    Text("(Hội đồng chỉ cho khâu đưa vào)", "(there the council is for the entry only)"),
    Text("không phải văn bản", "not a document"),
    Text("nguồn không nêu", "not stated by the source"),
    Text("báo chí về", "the press on"),
    Text("thấy trong", "seen in"),
    Text("Khung chung", "Common frame"),
    Text("không có", "none"),
)
PLACES = tuple(Decimal(1).scaleb(-places) for places in range(1, 13))


def begins(words: str) -> str:
    """Return words as they begin a sentence, the rest untouched."""
    return words[:1].upper() + words[1:]


def day(on: date | None) -> str:
    """Return a day as dd/mm/yyyy, or a dash when it is not known."""
    return f"{on.day:02}/{on.month:02}/{on.year:04}" if on else "–"


@lru_cache(maxsize=4096)
def percent(value: Fraction, *, near: Fraction | None = None) -> Text:
    """Return a share as a percentage, with more decimals where one would hide the threshold.

    59.96 % against 60 % reads "59,96%", never "60,0%".
    """
    exact = Decimal(value.numerator * HUNDRED) / Decimal(value.denominator)
    roundings = (exact.quantize(place, ROUND_HALF_UP) for place in PLACES)
    hidden = near * HUNDRED if near is not None and value != near else None
    shown = next((each for each in roundings if Fraction(each) != hidden), exact)
    shorter = shown.normalize() if shown == shown.to_integral_value() else shown
    plain = f"{shorter:f}"
    return Text(f"{plain.replace('.', ',')}%", f"{plain}%")


def listed(words: Iterable[Text]) -> Text:
    """Return words as one list, joined by semicolons."""
    kept = list(words)
    return Text("; ".join(word.vi for word in kept), "; ".join(word.en for word in kept))


def as_cited(written: str) -> Text:
    """Return what a citation names: real names stay Vietnamese, whatever else is said in both."""
    english = written
    for words in NO_NAMES:
        english = english.replace(words.vi, words.en)
    return Text(written, english)
