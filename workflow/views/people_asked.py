"""What the forms about people ask: accounts, grants, seats, delegations, councils, last days."""

from collections.abc import Iterable

from states.terms import NEVER_GRANTED, Capacity, Role, Seat, Term, Text
from workflow.views.asked import Question, QuestionGroup

_SINCE = Text("Từ ngày", "From")
_UNTIL = Text("Đến hết ngày", "Until")
_NO_END = Text("Để trống nếu không định trước ngày kết thúc", "Leave blank when no end is set")
_LOGIN = Text("Tên đăng nhập", "User name")
_AT_THE_EARLIEST = Text(
    "Sớm nhất là hôm nay; chỉ có hiệu lực từ ngày được duyệt",
    "Today at the earliest; in force no sooner than it is approved",
)
_LAST_DAY = Text("Ngày cuối cùng còn hiệu lực", "Last day in force")

GRANTABLE = tuple(role for role in Role if role not in NEVER_GRANTED)


def _group(about: str, *questions: Question) -> tuple[QuestionGroup, ...]:
    return (QuestionGroup(about, Text("Nội dung", "Content"), questions),)


def _choices(words: Iterable[Term]) -> tuple[tuple[str, Text], ...]:
    return tuple((word.value, word.label) for word in words)


_BEGINS = Question("since", "day", _SINCE, _AT_THE_EARLIEST, required=True)
_OPEN_END = Question("until", "day", _UNTIL, _NO_END)
_WHO = Question("login", "line", _LOGIN, required=True)
GRANT = _group(
    "grant",
    Question("role", "one_of", Text("Vai trò", "Role"), options=_choices(GRANTABLE), required=True),
    _BEGINS,
    _OPEN_END,
)
SEAT = _group(
    "seat",
    _WHO,
    Question("seat", "radios", Text("Vị trí", "Seat"), options=_choices(Seat), required=True),
    _BEGINS,
    _OPEN_END,
)
DELEGATION = _group(
    "delegation",
    Question(
        "login",
        "line",
        Text("Người được ủy quyền (tên đăng nhập)", "Delegate (user name)"),
        required=True,
    ),
    Question(
        "capacity", "radios", Text("Tư cách", "Capacity"), options=_choices(Capacity), required=True
    ),
    _BEGINS,
    Question("until", "day", _UNTIL, required=True),
)
END = _group("end", Question("until", "day", _LAST_DAY, required=True))
ACCOUNT = _group(
    "account",
    Question(
        "login",
        "line",
        _LOGIN,
        Text("Chữ hoặc số, không dấu cách", "Letters or digits, no space"),
        required=True,
    ),
    Question("name", "line", Text("Họ và tên", "Full name"), required=True),
)
REASON = _group("refusal", Question("reason", "words", Text("Lý do", "Reason"), required=True))


def council_asked(provinces: Iterable[tuple[str, Text]]) -> tuple[QuestionGroup, ...]:
    """Return the questions of a new council; `provinces` are those it may be founded for."""
    return _group(
        "council",
        Question(
            "place", "one_of", Text("Tỉnh", "Province"), options=tuple(provinces), required=True
        ),
        Question("name", "line", Text("Tên Hội đồng", "Name of the council"), required=True),
        Question("since", "day", Text("Ngày thành lập", "Founded on"), required=True),
        _OPEN_END,
    )
