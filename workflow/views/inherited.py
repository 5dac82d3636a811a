"""What the registrar is asked of a case that began elsewhere, and the opening the answers make.

Only what the source says is entered; what it does not say stays blank for good.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import Session

from states.case import INHERITED_AS
from states.terms import Action, Asks, Text
from workflow.calendar import HANOI
from workflow.deeds.cases import Opening
from workflow.views.asked import Question, QuestionGroup, questions
from workflow.views.handed_in import submission_of
from workflow.views.narrowing import PLACES

Answers = Mapping[str, Any]
MOST_ROUNDS = 99
REVIEWED = (Action.INHERIT_MONITORING, Action.INHERIT_RECOGNITION)
_LAST_DAY = select(PLACES.c.valid_until).where(PLACES.c.id == bindparam("commune"))
_MEANINGS = {
    Action.INHERIT: Text(
        "Đã có quyết định hoặc danh sách đưa địa bàn vào chuyển hóa; chưa sơ kết.",
        "A decision or list put the area into transformation; it is not reviewed yet.",
    ),
    Action.INHERIT_REVIEW: Text(
        "Đã sơ kết hoặc gửi báo cáo sơ kết; nguồn chưa nêu kết luận đạt.",
        "Reviewed, or the report was sent; the source tells no conclusion yet.",
    ),
    Action.INHERIT_MONITORING: Text(
        "Nguồn nêu đã chuyển hóa đạt; chưa thấy quyết định công nhận.",
        "The source says the transformation succeeded; no decision recognises it yet.",
    ),
    Action.INHERIT_RECOGNITION: Text(
        "Đã có quyết định công nhận, đưa ra khỏi danh sách.",
        "A decision recognised it and took it off the list.",
    ),
}
_JUDGED_ON = Question(
    "judged_on",
    "day",
    Text("Ngày để tìm kế hoạch áp dụng (nếu không rõ ngày ký)", "Day to find the plan (if no day)"),
    Text(
        "Ngày cuối mà lời của nguồn bao trùm: “năm 2022” là 31/12/2022, “tháng 4/2022” là "
        "30/4/2022. Không ghi thành ngày của hồ sơ.",
        "The last day that the source's words cover, such as 31/12/2022 for the year 2022. "
        "It does not become a day of the case.",
    ),
)
_BLANK = Text(
    "dd/mm/yyyy; nguồn không nêu thì bỏ trống", "dd/mm/yyyy; blank if the source does not say"
)
NO_DAY_AT_ALL = Text(
    "Quyết định không có ngày ký thì cần ngày này", "Needed where the decision has no day"
)
DAY_IS_KNOWN = Text(
    "Đã có ngày ký quyết định: hãy bỏ trống", "The decision's day is known: leave this blank"
)
NOT_REVIEWED = Text(
    "Ở bước đã chọn, việc sơ kết chưa có kết luận: hãy bỏ trống",
    "At the step chosen the review has no conclusion: leave this blank",
)
NOT_BEFORE = Text("Sớm hơn ngày bắt đầu chuyển hóa", "Earlier than the transformation began")
NOT_YET = Text("Ngày này chưa đến", "This day has not come yet")
AFTER_THE_END = Text("Muộn hơn ngày công nhận", "Later than the recognition")
NO_ROUND = Text("Nhập số từ 1 đến 99", "Enter a number from 1 to 99")


def inheritance() -> tuple[QuestionGroup, ...]:
    """Return the questions about a case to be inherited."""
    old, types = questions((Asks.OLD_DECISION, Asks.TYPES), None)
    decision = QuestionGroup(old.about, old.label, (*old.questions, _JUDGED_ON))
    return _standing(), decision, _days(), types, _source()


def disagreements(answers: Answers, *, today: date) -> Mapping[str, Text]:
    """Return what is wrong with answers that do not go together, by the name of the field."""
    return dict((*_of_the_decision(answers), *_of_the_days(answers, today)))


def opening_of(answers: Answers, *, commune: UUID, by: UUID, at: datetime) -> Opening:
    """Return the opening the answers make; it counts from the decision's day, if that is known."""
    return Opening(
        action=Action(answers["action"]),
        commune=commune,
        by=by,
        at=at,
        on=answers["old_decision_day"] or answers["judged_on"],
        submission=submission_of(answers),
        round=answers["round"],
        origin=answers["origin"],
        started_on=answers["started_on"],
        reviewed_on=answers["reviewed_on"],
    )


def unwritten(session: Session, *, commune: UUID, by: UUID, at: datetime) -> Opening:
    """Return an opening nothing is known of yet, on a day on which the unit existed."""
    today = at.astimezone(HANOI).date()
    last: date | None = session.execute(_LAST_DAY, {"commune": commune}).scalar()
    on = min(today, last or today)
    return Opening(action=Action.INHERIT, commune=commune, by=by, at=at, on=on)


def _standing() -> QuestionGroup:
    step = Question(
        "action",
        "radios",
        Text("Theo nguồn, hồ sơ đang ở bước", "By its source, the case stands at"),
        options=tuple((action.value, state.label) for action, state in INHERITED_AS.items()),
        meanings={action.value: says for action, says in _MEANINGS.items()},
        required=True,
    )
    times = Question(
        "round",
        "count",
        Text("Lần chuyển hóa thứ", "Transformation number"),
        Text(
            "1 nếu là lần đầu; 2 trở lên nếu nguồn nêu địa bàn chưa đạt, phải tiếp tục chuyển hóa",
            "1 for the first; 2 or more where the source says that it failed and goes on",
        ),
        required=True,
    )
    label = Text("Bước của hồ sơ", "Where the case stands")
    return QuestionGroup("standing", label, (step, times))


def _days() -> QuestionGroup:
    started = Text("Ngày bắt đầu chuyển hóa", "Transformation began on")
    reviewed = Text("Ngày sơ kết, kết luận đạt", "Reviewed and passed on")
    only = Text(
        f"Chỉ khi đang theo dõi hoặc đã công nhận. {_BLANK.vi}",
        f"Only under monitoring or when recognised. {_BLANK.en}",
    )
    asked = (
        Question("started_on", "day", started, _BLANK),
        Question("reviewed_on", "day", reviewed, only),
    )
    return QuestionGroup("days", Text("Các mốc nguồn có nêu", "Days the source tells"), asked)


def _source() -> QuestionGroup:
    label = Text("Nguồn", "Source")
    hint = Text(
        "Văn bản hoặc trang mà các thông tin trên lấy từ đó: tên, số, ngày, địa chỉ",
        "The document or page all of the above is taken from: title, number, day, address",
    )
    origin = Question("origin", "words", label, hint, required=True)
    return QuestionGroup("source", label, (origin,))


def _of_the_decision(answers: Answers) -> Iterator[tuple[str, Text]]:
    signed = answers["old_decision_day"]
    if not 1 <= answers["round"] <= MOST_ROUNDS:
        yield "round", NO_ROUND
    if signed is None and answers["judged_on"] is None:
        yield "judged_on", NO_DAY_AT_ALL
    if signed and answers["judged_on"]:
        yield "judged_on", DAY_IS_KNOWN


def _of_the_days(answers: Answers, today: date) -> Iterator[tuple[str, Text]]:
    action = Action(answers["action"])
    started, reviewed = answers["started_on"], answers["reviewed_on"]
    if reviewed and action not in REVIEWED:
        yield "reviewed_on", NOT_REVIEWED
    elif reviewed and started and reviewed < started:
        yield "reviewed_on", NOT_BEFORE
    ended = answers["old_decision_day"] if action is Action.INHERIT_RECOGNITION else None
    for name, day in (("started_on", started), ("reviewed_on", reviewed)):
        if day and day > today:
            yield name, NOT_YET
        elif day and ended and day > ended:
            yield name, AFTER_THE_END
