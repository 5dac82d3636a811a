"""The running period of a case as its forms show it, and what the forms ask."""

from states.terms import Text
from states.wording import day
from workflow.views.asked import Question, QuestionGroup
from workflow.views.casefile import CaseFile
from workflow.views.requests_asked import CONTENT

_REASON = Question(
    "reason",
    "words",
    Text("Lý do", "Reason"),
    Text("Không ghi tên hay số giấy tờ của cá nhân", "No names or identity numbers of people"),
    required=True,
)
_TEXT = Question(
    "rests_on",
    "words",
    Text("Văn bản làm căn cứ", "Text it rests on"),
    Text("Số, ngày, cơ quan ban hành", "Number, day and issuing body"),
    required=True,
)
_SINCE = Question(
    "since",
    "day",
    Text("Tạm dừng từ ngày", "Paused from"),
    Text("Ngày này được tính là tạm dừng", "This day counts as paused"),
    required=True,
)
_UNTIL = Question(
    "until",
    "day",
    Text("Tạm dừng đến hết ngày", "Paused through"),
    Text("Ngày này vẫn được tính là tạm dừng", "This day still counts as paused"),
    required=True,
)
PAUSE_ASKED = (QuestionGroup("pause", CONTENT, (_SINCE, _REASON, _TEXT)),)
END_ASKED = (QuestionGroup("end", CONTENT, (_UNTIL,)),)
EXTENSION_ASKED = (
    QuestionGroup(
        "extension",
        CONTENT,
        (
            Question("months", "count", Text("Thêm số tháng", "Months added")),
            Question("days", "count", Text("Thêm số ngày", "Days added")),
            _REASON,
            _TEXT,
        ),
    ),
)


def period_now(file: CaseFile) -> tuple[Text, ...]:
    """Say when the running period ends today, and with which segments it is counted."""
    if file.due is None:
        return ()
    ends = Text(
        f"{file.due.label.vi}: {day(file.due.on)}.", f"{file.due.label.en}: {day(file.due.on)}."
    )
    return (ends, *file.segments)
