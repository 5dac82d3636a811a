"""How dates, numbers and spans are written on the page; pure functions, Vietnamese conventions."""

import math
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from states.terms import CaseState, Role, Standing, Text, UnitKind

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MOST_DECIMALS = 6
SOON = 30
LAST_WITH_ZERO = 2
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COUNT = re.compile(r"[0-9]+")
_RATIO = re.compile(r"[0-9]+/[1-9][0-9]*")
_LIMIT = re.compile(r"(<=|>=|<|>|=) (.+)")
_SIGNS = {"<=": "≤", ">=": "≥", "=": ""}
_WORDS = {
    **{term.value: term.label for kind in (Role, CaseState, UnitKind, Standing) for term in kind},
    "yes": Text("có", "yes"),
    "no": Text("không", "no"),
}
_SWAPPED = str.maketrans(",.", ".,")


def day(on: date) -> str:
    """Return a legal day as dd/mm/yyyy."""
    return f"{on:%d/%m/%Y}"


def moment(at: datetime | str) -> datetime:
    """Return an instant, stored as UTC text or given as a datetime, in Vietnamese local time."""
    instant = datetime.fromisoformat(at) if isinstance(at, str) else at
    return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(VIETNAM)


def written_day(on: date, language: str = "vi") -> str:
    """Return a day as a paper writes it: "ngày 08 tháng 9 năm 2026", "8 September 2026".

    Days under 10 and the months 1 and 2 have a zero before them (NĐ 30/2020/NĐ-CP, Phụ lục I).
    """
    if language == "en":
        return f"{on.day} {on:%B} {on.year}"
    month = f"{on.month:02d}" if on.month <= LAST_WITH_ZERO else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


def instant(at: datetime | str, language: str = "vi") -> str:
    """Return an instant as "08:05 ngày 08/09/2026", local time."""
    joined = "on" if language == "en" else "ngày"
    return f"{moment(at):%H:%M} {joined} {moment(at):%d/%m/%Y}"


def clock(at: datetime | str) -> str:
    """Return an instant with its seconds, as the processing log prints it."""
    return f"{moment(at):%d/%m/%Y %H:%M:%S}"


def iso(on: date | datetime | str) -> str:
    """Return a day or an instant for the `datetime` attribute of `<time>`."""
    return on if isinstance(on, str) else on.isoformat()


def number(quantity: int | Decimal | Fraction) -> str:
    """Return a number with thousands dots and a decimal comma; other fractions to one decimal."""
    if isinstance(quantity, Fraction):
        if quantity.denominator != 1:
            return f"{_decimal(_rounded(quantity, 1)):,.1f}".translate(_SWAPPED)
        quantity = quantity.numerator
    return f"{quantity:,}".translate(_SWAPPED)


def fraction(ratio: Fraction) -> str:
    """Return an exact ratio as "5/9"."""
    return f"{number(ratio.numerator)}/{number(ratio.denominator)}"


def percent(ratio: Fraction, limit: Fraction | None = None) -> str:
    """Return a ratio as "81,8%", with more decimals where one would hide which side it is on.

    59,96 % is never written "60%": decimals are added until what is shown is not a whole
    per cent the ratio is not, nor on another side of `limit` than the ratio itself.
    """
    exact = ratio * 100
    if exact.denominator == 1:
        return f"{number(exact)}%"
    for decimals in range(1, MOST_DECIMALS):
        if _tells_apart(_rounded(exact, decimals), exact, limit):
            return _shown(exact, decimals)
    return _shown(exact, MOST_DECIMALS)


def days_left(days: int, language: str = "vi") -> str:
    """Return how far off a due day is: "còn 12 ngày", "hôm nay", "quá hạn 7 ngày"."""
    count = number(abs(days))
    plural = "" if abs(days) == 1 else "s"
    if days == 0:
        return "due today" if language == "en" else "hạn hôm nay"
    if days > 0:
        return f"{count} day{plural} left" if language == "en" else f"còn {count} ngày"
    return f"{count} day{plural} overdue" if language == "en" else f"quá hạn {count} ngày"


def urgency(days: int | None) -> str:
    """Return the kind of a due day: overdue, soon (30 days or fewer), later, or none."""
    if days is None:
        return "none"
    if days < 0:
        return "overdue"
    return "soon" if days <= SOON else "later"


def exact(written: str, language: str = "vi") -> str:
    """Return an exact value of a finding ("4/5", "<= 2026-03-02", "secretary") as people write it.

    A share of a hundred is a percentage; a word of the field is said in the page's language.
    """
    if match := _LIMIT.fullmatch(written):
        sign, limit = match.groups()
        return f"{_SIGNS.get(sign, sign)} {exact(limit, language)}".lstrip()
    if _DAY.fullmatch(written):
        return day(date.fromisoformat(written))
    if _COUNT.fullmatch(written):
        return number(int(written))
    if _RATIO.fullmatch(written) and (ratio := Fraction(written)) <= 1:
        shown = percent(ratio)
        return shown if written.endswith("/100") else f"{written} ({shown})"
    return _said(written, language)


def _said(written: str, language: str) -> str:
    parts = re.split(r"(, | · )", written)
    return "".join(_WORDS[part].in_(language) if part in _WORDS else part for part in parts)


def _rounded(value: Fraction, decimals: int) -> Fraction:
    scale = 10**decimals
    return Fraction(math.floor(value * scale + Fraction(1, 2)), scale)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _shown(value: Fraction, decimals: int) -> str:
    return f"{_decimal(_rounded(value, decimals)):,.{decimals}f}%".translate(_SWAPPED)


def _tells_apart(shown: Fraction, exact_value: Fraction, limit: Fraction | None) -> bool:
    if shown.denominator == 1 and shown != exact_value:
        return False
    if limit is None:
        return True
    bound = limit * 100
    return (shown > bound, shown < bound) == (exact_value > bound, exact_value < bound)
