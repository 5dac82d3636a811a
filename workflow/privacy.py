"""Free text is about places: what looks like a person with an identity number is turned away.

Only counts about places are kept (design, section 10). The number of an identity card has nine or
twelve digits, written in one piece or in groups; with a name or with the card's own words beside
it, it points at somebody. A number in groups that begins with 0 is no count.
"""

import re

from states.facts import Submission
from states.terms import Text
from workflow.errors import InvalidInput

_NUMBER = re.compile(
    r"""(?<![\d.,/-])(?:
        \d{12} | \d{9} | \d{3}(?:[ ]\d{3}){2,3}
        | 0\d{2}(?P<a>[.\s-])\d{3}(?P=a)(?:\d{3}(?P=a)\d{3}|\d{6}|\d{3})
        | 0\d{3}(?P<b>[.\s-])\d{4}(?P=b)\d{4}
        | 0\d{2}[.\s-]\d{9} | 0\d{5}[.\s-]\d{6}
    )(?![\d/-]|[.,]\d)""",
    re.VERBOSE,
)
_MONEY = re.compile(r"\s*(?:đồng|triệu|tỷ|nghìn|vnđ|vnd|đ\b|usd)", re.IGNORECASE)
_CARD = re.compile(
    r"cmnd|cccd|căn cước|chứng minh|định danh|hộ chiếu|identity|passport", re.IGNORECASE
)
_NAME = re.compile(r"(?:[A-ZÀ-ỸĐ][a-zà-ỹđ]+ +){1,4}[A-ZÀ-ỸĐ][a-zà-ỹđ]*")
_NEAR = 60
SAYS = Text(
    "Nội dung có dãy số giống số căn cước của một người. Hệ thống chỉ lưu số liệu tổng hợp về địa "
    "bàn: hãy bỏ họ tên và số giấy tờ, ghi số vụ, số người.",
    "The text holds what looks like a person's identity number. Only totals about the area are "
    "kept: leave out names and numbers of papers, and write how many cases and people.",
)


def points_at_a_person(words: str) -> bool:
    """Whether the words hold an identity number with a name, or the card's own words, near it."""
    for match in _NUMBER.finditer(words):
        if _MONEY.match(words, match.end()):
            continue
        around = words[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if _CARD.search(around) or _NAME.search(around):
            return True
    return False


def refuse_personal_texts(submission: Submission) -> None:
    """Raise InvalidInput for the first free text of a submission that points at a person."""
    refuse_personal(submission.reason, field="reason")
    refuse_personal(submission.missing_list, field="missing_list")


def refuse_personal(words: str, *, field: str) -> None:
    """Raise InvalidInput for the field when the words point at a person."""
    if points_at_a_person(words):
        raise InvalidInput(SAYS, field=field)
