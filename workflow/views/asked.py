"""What a step asks of the person who takes it: the questions of its form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from states.plans import Plan
from states.terms import Asks, Text

QuestionKind = Literal["line", "words", "day", "count", "one_of", "radios", "some_of", "tick"]
AREA_TYPES = {
    "1": Text(
        "Loại 1: tội phạm xâm phạm trật tự xã hội và tệ nạn xã hội",
        "Type 1: offences against social order, and social evils",
    ),
    "2": Text(
        "Loại 2: tội phạm và vi phạm pháp luật về trật tự quản lý kinh tế",
        "Type 2: offences against economic management",
    ),
    "3": Text(
        "Loại 3: tội phạm và vi phạm pháp luật về môi trường, tài nguyên, an toàn thực phẩm",
        "Type 3: offences concerning environment, resources and food safety",
    ),
    "4": Text("Loại 4: tội phạm và tệ nạn ma túy", "Type 4: drug offences and drug abuse"),
}
CAPACITIES = {
    "TM.": Text("TM. (thay mặt)", "TM. (on behalf of the body)"),
    "KT.": Text("KT. (ký thay cấp trưởng)", "KT. (for the head)"),
    "TL.": Text("TL. (thừa lệnh)", "TL. (by order)"),
    "TUQ.": Text("TUQ. (thừa ủy quyền)", "TUQ. (by delegation)"),
    "Q.": Text("Q. (quyền)", "Q. (acting head)"),
}
_DAY = Text("Ngày ký", "Signed on")
_BODY = Text("Cơ quan ban hành", "Issuing body")
_EXACT = Text("Ghi đúng như trên văn bản", "As it stands on the paper")
_NO_NUMBER = {
    Asks.OLD_DECISION: Text(
        "Ghi đúng như trên văn bản; nguồn không nêu số thì ghi loại văn bản kèm "
        "“(nguồn không nêu số)”",
        "As it stands on the paper; where the source gives no number, the kind of paper",
    )
}


@dataclass(frozen=True, slots=True)
class Question:
    """One field of a step's form; `options` are value and label where there is a choice.

    `meanings` say more of a choice, by its value; a required field may not be left blank.
    """

    name: str
    kind: QuestionKind
    label: Text
    hint: Text | str = ""
    options: tuple[tuple[str, Text], ...] = ()
    meanings: Mapping[str, Text] = field(default_factory=dict)
    required: bool = False


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """The questions about one thing a step asks for, such as its decision."""

    about: str
    label: Text
    questions: tuple[Question, ...]


def questions(asks: tuple[Asks, ...], plan: Plan | None) -> tuple[QuestionGroup, ...]:
    """Return the questions of a step in the order of the table; the plan gives the choices."""
    return tuple(QuestionGroup(each, each.label, _QUESTIONS[each](plan)) for each in asks)


def _ask_minutes(_: Plan | None) -> tuple[Question, ...]:
    return (
        Question("minutes_number", "line", Text("Số biên bản", "Number of the minutes"), _EXACT),
        Question("minutes_day", "day", Text("Ngày họp Hội đồng", "Day of the sitting")),
        Question("minutes_for", "count", Text("Số phiếu tán thành", "Votes in favour")),
        Question("minutes_of", "count", Text("Tổng số thành viên Hội đồng", "Members in all")),
    )


def _ask_decision(plan: Plan | None) -> tuple[Question, ...]:
    bodies = plan.get("decision.bodies") if plan else None
    capacities = plan.get("decision.capacities") if plan else None
    body = (
        Question("decision_body", "one_of", _BODY, options=_options(bodies.words, {}))
        if bodies
        else Question("decision_body", "line", _BODY)
    )
    offered = _options(capacities.words if capacities else tuple(CAPACITIES), CAPACITIES)
    label = Text("Thể thức ký", "Signing capacity")
    return (
        Question(
            "decision_number", "line", Text("Số quyết định", "Number of the decision"), _EXACT
        ),
        Question("decision_day", "day", _DAY),
        body,
        Question("decision_capacity", "one_of", label, options=offered),
    )


def _ask_types(_: Plan | None) -> tuple[Question, ...]:
    hint = Text(
        "Chọn một hoặc nhiều loại. Bỏ trống nếu kế hoạch không phân loại địa bàn.",
        "Choose one or more. Leave blank where the plan has no types of area.",
    )
    return (Question("types", "some_of", Asks.TYPES.label, hint, tuple(AREA_TYPES.items())),)


def _ask_missing(_: Plan | None) -> tuple[Question, ...]:
    return (
        Question("missing_list", "words", Asks.MISSING_LIST.label),
        Question("due", "day", Text("Hạn bổ sung", "To be added by")),
    )


def _ask_successors(_: Plan | None) -> tuple[Question, ...]:
    hint = Text("Mỗi đơn vị một dòng", "One unit a line")
    return (Question("successors", "words", Asks.SUCCESSORS.label, hint),)


def _ask_tasks(_: Plan | None) -> tuple[Question, ...]:
    label = Text(
        "Tôi xác nhận mọi nhiệm vụ của kế hoạch chuyển hóa đã có kết quả",
        "I attest that every task of the action plan has an outcome",
    )
    return (Question("tasks", "tick", label),)


def _ask_reason(_: Plan | None) -> tuple[Question, ...]:
    hint = Text(
        "Không ghi tên hay số giấy tờ của cá nhân", "No names or identity numbers of people"
    )
    return (Question("reason", "words", Asks.REASON.label, hint),)


def _ask_entry(_: Plan | None) -> tuple[Question, ...]:
    return (Question("corrects", "count", Asks.CORRECTION.label),)


def _named(kind: Asks) -> Callable[[Plan | None], tuple[Question, ...]]:
    """Return the questions about a paper that has a number, a day and an issuing body."""
    number = Text(f"Số {kind.label.vi[0].lower()}{kind.label.vi[1:]}", f"{kind.label.en}: number")
    printed = Text("Thời gian như nguồn ghi (nếu không rõ ngày)", "Time as printed (if no day)")
    asked = [
        Question(f"{kind}_number", "line", number, _NO_NUMBER.get(kind, _EXACT)),
        Question(f"{kind}_day", "day", _DAY),
    ]
    if kind is Asks.OLD_DECISION:
        asked.append(Question(f"{kind}_printed", "line", printed))
    asked.append(Question(f"{kind}_body", "line", _BODY))
    return lambda _: tuple(asked)


def _options(words: tuple[str, ...], known: Mapping[str, Text]) -> tuple[tuple[str, Text], ...]:
    return tuple((word, known.get(word, Text(word, word))) for word in words)


_QUESTIONS: Mapping[Asks, Callable[[Plan | None], tuple[Question, ...]]] = {
    Asks.REASON: _ask_reason,
    Asks.MINUTES: _ask_minutes,
    Asks.DECISION: _ask_decision,
    Asks.REPORT: _named(Asks.REPORT),
    Asks.LETTER: _named(Asks.LETTER),
    Asks.RESOLUTION: _named(Asks.RESOLUTION),
    Asks.OLD_DECISION: _named(Asks.OLD_DECISION),
    Asks.TYPES: _ask_types,
    Asks.MISSING_LIST: _ask_missing,
    Asks.SUCCESSORS: _ask_successors,
    Asks.TASKS: _ask_tasks,
    Asks.CORRECTION: _ask_entry,
}
