"""What is typed to be tried: read strictly, kept nowhere."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from states.terms import Standing, Text
from web import typed
from web.forms import about
from web.parts import FieldFault
from workflow.views.figure_lines import Figure, Line
from workflow.views.sheet import figure_of
from workflow.views.what_if import Draft

Read = TypeVar("Read")
VOTES: Mapping[str, Text] = {
    "appointed": Text("Thành viên được cử", "Members appointed"),
    "present": Text("Có mặt", "Present"),
    "votes_for": Text("Tán thành", "For"),
    "against": Text("Không tán thành", "Against"),
    "abstain": Text("Không có ý kiến", "Abstain"),
}
DAY = Text("Ngày thực hiện bước", "Day of the step")
NOT_A_RATIO = Text(
    "Ghi hai số nguyên cách nhau bằng dấu /, ví dụ 12/15",
    "Write two whole numbers with a slash between them, 12/15 for instance",
)
NOT_A_CHOICE = Text("Chọn một trong các câu trả lời", "Choose one of the answers")


@dataclass(frozen=True, slots=True)
class Tried:
    """A draft as it was typed: what was understood, and what could not be read."""

    typed: Mapping[str, str]
    draft: Draft
    faults: tuple[FieldFault, ...] = ()

    def fault(self, name: str) -> Text | str:
        """Return what is wrong with a field, or nothing."""
        return next((fault.says for fault in self.faults if fault.field == name), "")

    def text(self, name: str) -> str:
        """Return a field as it was typed."""
        return self.typed.get(name, "")


def read_draft(said: Mapping[str, str], measures: tuple[Line, ...]) -> Tried:
    """Read what is tried; what cannot be read becomes a fault of its field."""
    faults: list[FieldFault] = []

    def read(name: str, label: Text, reader: Callable[[str], Read]) -> Read | None:
        try:
            return reader(said.get(name, "").strip())
        except typed.Unreadable as fault:
            faults.append(FieldFault(name, about(label, fault.says)))
            return None

    on = read("on", DAY, typed.day_or_none)
    figures = {line.id: read(line.id, line.label, partial(_figure, line)) for line in measures}
    votes = {name: read(name, label, typed.count_or_none) for name, label in VOTES.items()}
    draft = Draft(
        figures={name: figure for name, figure in figures.items() if figure is not None},
        on=on,
        votes={name: number for name, number in votes.items() if number is not None},
    )
    return Tried(said, draft, tuple(faults))


def _figure(measure: Line, text: str) -> Figure | None:
    """Read one figure in the form of its measure, None where nothing is tried."""
    if not text:
        return None
    parts: dict[str, int | str | None] = {}
    if measure.kind == "count":
        parts = {"count": typed.count(text)}
    elif measure.kind == "ratio":
        numerator, slash, denominator = text.partition("/")
        if not slash:
            raise typed.Unreadable(NOT_A_RATIO)
        parts = {"numerator": typed.count(numerator), "denominator": typed.count(denominator)}
    elif text in dict(answers(measure)):
        parts = {"answer": text}
    else:
        raise typed.Unreadable(NOT_A_CHOICE)
    return figure_of(Standing.REPORTED.value, parts)


def answers(measure: Line) -> Iterator[tuple[str, Text]]:
    """Return the answers a question may have."""
    if measure.kind == "yes_no":
        yield from (("yes", Text("có", "yes")), ("no", Text("không", "no")))
    yield from measure.choices
