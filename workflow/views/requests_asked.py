"""What the forms of waivers, corrections and hand-overs ask."""

from collections.abc import Iterable

from states.plans import Plan
from states.terms import Action, Asks, Text
from workflow.lineage import SuccessorUnit
from workflow.views.asked import Question, QuestionGroup, questions
from workflow.views.lineage import PART, WHOLE
from workflow.views.naming import unit

CONTENT = Text("Nội dung", "Content")
_NO_NAMES = Text(
    "Không ghi tên hay số giấy tờ của cá nhân", "No names or identity numbers of people"
)
_REASON = Question("reason", "words", Text("Lý do", "Reason"), _NO_NAMES, required=True)
WAIVER = (
    QuestionGroup(
        "waiver",
        CONTENT,
        (
            _REASON,
            Question(
                "rests_on",
                "words",
                Text("Văn bản làm căn cứ", "Text it rests on"),
                Text(
                    "Số, ngày, cơ quan và điều khoản cho phép miễn",
                    "Number, day, body, and the place that allows it",
                ),
                required=True,
            ),
        ),
    ),
)
ANSWER = (
    QuestionGroup(
        "answer",
        CONTENT,
        (
            Question(
                "answer", "words", Text("Lý do không duyệt", "Why it is refused"), required=True
            ),
        ),
    ),
)
_VALUES = (
    Question(
        "wrong",
        "words",
        Text("Nội dung đã ghi sai", "What was recorded wrongly"),
        Text("Chép đúng như trong bút toán", "As it stands in the entry"),
        required=True,
    ),
    Question("right", "words", Text("Nội dung đúng", "What is right"), required=True),
)


def correction_asked(kind: Action, plan: Plan | None) -> tuple[QuestionGroup, ...]:
    """Return what is asked to correct an entry; the plan gives the bodies that decide."""
    own = (*_VALUES, _REASON) if kind is Action.RECTIFY else (_REASON,)
    return (QuestionGroup("correction", CONTENT, own), *questions((Asks.DECISION,), plan))


def hand_over_asked(units: Iterable[SuccessorUnit]) -> tuple[QuestionGroup, ...]:
    """Return what is asked to hand a case over: the resolution, and which units take it on."""
    options = tuple((each.id.hex, _named(each)) for each in units)
    label = Text("Đơn vị kế thừa tiếp nhận hồ sơ", "Units that take the case on")
    which = Question("units", "some_of", label, options=options, required=True)
    return (*questions((Asks.RESOLUTION,), None), QuestionGroup("taking_on", label, (which,)))


def _named(each: SuccessorUnit) -> Text:
    name, extent = unit(each.kind, each.name), WHOLE if each.extent == "whole" else PART
    code = f" ({each.code})" if each.code else ""
    return Text(f"{name.vi}{code} – {extent.vi}", f"{name.en}{code} – {extent.en}")
