"""What people type, read strictly: Vietnamese dates and numbers, or a sentence saying why not."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from states.terms import Text

_VIETNAMESE_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_GROUPED = r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+"
_NUMBER = re.compile(rf"(?:{_GROUPED}|[0-9]{{1,15}})(?:,[0-9]{{1,6}})?")
_COUNT = re.compile(rf"{_GROUPED}|[0-9]{{1,15}}")

NOT_A_DAY = Text("Ngày phải ghi dạng dd/mm/yyyy, ví dụ 08/09/2026", "Write the date as dd/mm/yyyy")
NO_SUCH_DAY = Text("Không có ngày này trong lịch", "There is no such day in the calendar")
NOT_A_NUMBER = Text(
    "Ghi số theo cách Việt Nam: 1.234 là một nghìn hai trăm ba mươi tư; 1,5 là một rưỡi",
    "Write the number the Vietnamese way: 1.234 is one thousand two hundred and thirty-four, "
    "1,5 is one and a half",
)
NOT_A_COUNT = Text("Nhập số nguyên từ 0 trở lên", "Enter a whole number, 0 or more")


class Unreadable(Exception):
    """What was typed could not be read; `says` tells the person what to type instead."""

    def __init__(self, says: Text) -> None:
        """Keep the sentence for the page."""
        super().__init__(says.en)
        self.says = says


def words(typed: str) -> str:
    """Return typed words as they are stored: NFC, trimmed, no control character but new lines."""
    kept = "".join(c for c in typed if c in "\n\t" or unicodedata.category(c) != "Cc")
    return unicodedata.normalize("NFC", kept).strip()


def day(typed: str) -> date:
    """Read d/m/yyyy (or with dots or dashes) or yyyy-mm-dd.

    Raises Unreadable when it is neither, or no day of the calendar.
    """
    text = typed.strip()
    if match := _VIETNAMESE_DAY.fullmatch(text):
        on, month, year = match.groups()
    elif match := _ISO_DAY.fullmatch(text):
        year, month, on = match.groups()
    else:
        raise Unreadable(NOT_A_DAY)
    try:
        return date(int(year), int(month), int(on))
    except ValueError:
        raise Unreadable(NO_SUCH_DAY) from None


def day_or_none(typed: str) -> date | None:
    """Read a day that may be left blank; None means nothing was typed.

    Raises Unreadable as `day` does.
    """
    return day(typed) if typed.strip() else None


def number(typed: str) -> Decimal:
    """Read a number: 1.234 is 1234, 1,5 is one and a half; "1.5" is refused, never guessed.

    Raises Unreadable when it is not written so.
    """
    text = typed.strip()
    if not _NUMBER.fullmatch(text):
        raise Unreadable(NOT_A_NUMBER)
    return Decimal(text.replace(".", "").replace(",", "."))


def count(typed: str) -> int:
    """Read a whole number of at least zero, thousands dots allowed.

    Raises Unreadable when it is not one.
    """
    text = typed.strip()
    if not _COUNT.fullmatch(text):
        raise Unreadable(NOT_A_COUNT)
    return int(text.replace(".", ""))


def count_or_none(typed: str) -> int | None:
    """Read a whole number that may be left blank; None means no figure yet, never zero.

    Raises Unreadable as `count` does.
    """
    return count(typed) if typed.strip() else None
