"""What the forms of sittings ask: a sitting to be called, a motion to be withdrawn."""

from collections.abc import Iterable

from states.terms import Text
from workflow.views.asked import Question, QuestionGroup
from workflow.views.sittings import CallableCouncil

_NO_PEOPLE = Text(
    "Không ghi tên hay số giấy tờ của cá nhân", "No names or identity numbers of people"
)


def _group(about: str, *questions: Question) -> tuple[QuestionGroup, ...]:
    return (QuestionGroup(about, Text("Nội dung", "Content"), questions),)


def call_asked(councils: Iterable[CallableCouncil]) -> tuple[QuestionGroup, ...]:
    """Ask which council is called, under which number of minutes, for which day, to where."""
    offered = tuple((council.id, Text(council.name, council.name)) for council in councils)
    return _group(
        "sitting",
        Question("council", "one_of", Text("Hội đồng", "Council"), options=offered, required=True),
        Question(
            "number",
            "line",
            Text("Số biên bản", "Number of the minutes"),
            Text(
                "Ví dụ 05/BB-HĐTĐ; không trùng số đã dùng", "For example 05/BB-HĐTĐ; not used yet"
            ),
            required=True,
        ),
        Question("held_on", "day", Text("Ngày họp", "Day of the sitting"), required=True),
        Question("place", "line", Text("Nơi họp", "Where it is held"), required=True),
    )


WITHDRAW = _group(
    "withdraw",
    Question(
        "reason",
        "words",
        Text("Lý do rút nội dung", "Why it is withdrawn"),
        _NO_PEOPLE,
        required=True,
    ),
)
