"""The form of one group of figures: shown, read, and shown back before anything is stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from states.terms import Standing, Text
from web import typed
from web.forms import LONGEST_LINE, about, checked_words
from web.parts import FieldFault
from web.security import KEY_FIELD, SEEN_FIELD, MalformedForm, Posted
from workflow.views.figure_lines import Figure, Line, Provenance
from workflow.views.sheet import GroupSheet, figure_of

STAGE, REVIEW, EDIT, STORE = "stage", "review", "edit", "store"
PARTS = ("standing", "count", "numerator", "denominator", "answer")
AROUND = ("start", "end", "document", "document_date", "body", "reason")
DAYS: Mapping[str, Text] = {
    "start": Text("Ngày đầu kỳ", "First day of the period"),
    "end": Text("Ngày cuối kỳ", "Last day of the period"),
    "document_date": Text("Ngày văn bản", "Day of the document"),
}
NEEDED: Mapping[str, Text] = {
    "start": Text("Ghi ngày đầu của kỳ số liệu", "Write the first day of the period"),
    "end": Text("Ghi ngày cuối của kỳ số liệu", "Write the last day of the period"),
    "document": Text("Ghi số, ký hiệu văn bản chứa số liệu", "Name the document of the figures"),
    "body": Text("Ghi cơ quan báo cáo", "Name the body that reports"),
}
NEEDS_REASON = Text(
    "Ghi lý do, vì có số liệu đã báo cáo (hoặc kỳ, văn bản của số liệu) bị thay đổi",
    "Give the reason: a figure already reported, its period or its document is changed",
)
BACKWARDS = Text(
    "Ngày cuối kỳ không được trước ngày đầu kỳ", "The last day cannot be before the first"
)
BOTH_NEEDED = Text("Nhập cả tử số và mẫu số", "Enter both numbers")
ONE_OR_THE_OTHER = Text(
    "Đã ghi số liệu thì chọn “có số liệu”; nếu không thì xóa số đã ghi",
    "Where a figure is written choose “there is a figure”; otherwise clear it",
)
NOTHING_NEW = Text("Chưa có số liệu nào mới hoặc thay đổi", "No figure is new or changed yet")


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A form of figures that was read: what was typed, the figures given, and every fault.

    `wrong` says of a measure what is the matter with its figure.
    """

    typed: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Figure] = field(default_factory=dict)
    days: Mapping[str, date | None] = field(default_factory=dict)
    faults: tuple[FieldFault, ...] = ()
    wrong: Mapping[str, Text] = field(default_factory=dict)

    def fault(self, name: str) -> Text | str:
        """Return what is wrong with a field outside the figures, or nothing."""
        return next((fault.says for fault in self.faults if fault.field == name), "")

    def text(self, name: str) -> str:
        """Return a field as it was typed."""
        return self.typed.get(name, "")

    @property
    def provenance(self) -> Provenance | None:
        """Period and paper as they were typed, None while a part of them is missing."""
        start, end = self.days.get("start"), self.days.get("end")
        document, body = self.text("document"), self.text("body")
        if not (start and end and document and body and "document_date" in self.days):
            return None
        return Provenance(start, end, document, body, document_date=self.days["document_date"])

    def around(self) -> dict[str, Any]:
        """Return period, provenance and reason as the deed takes them."""
        return dict(self.days) | {name: self.text(name) for name in AROUND if name not in DAYS}

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """All that was typed, for carrying it through the review."""
        return tuple((name, text) for name, text in self.typed.items() if name != STAGE and text)


def read_sheet(form: Posted, group: GroupSheet) -> FilledSheet:
    """Read the form of one group; what cannot be read becomes a fault of its field.

    Raises MalformedForm for a field or a standing the form does not have.
    """
    names = [f"{line.id}-{part}" for line in group.lines for part in PARTS]
    given = form.named(*names, *AROUND, STAGE, SEEN_FIELD, KEY_FIELD)
    given = {name: text for name, text in given.items() if name not in (SEEN_FIELD, KEY_FIELD)}
    values: dict[str, Figure] = {}
    faults: list[FieldFault] = []
    wrongs: dict[str, Text] = {}
    for line in group.lines:
        try:
            figure = _figure(line, given)
        except _Wrong as wrong:
            faults.append(wrong.fault)
            wrongs[line.id] = wrong.says
        else:
            values |= {line.id: figure} if figure.is_given else {}
    days, of_days = _days(given)
    filled = FilledSheet(given, values, days, (), wrongs)
    changed = [line for line in group.lines if differs(line, filled)]
    corrects = any(line.latest for line in changed)
    faults = [*of_days, *_around(given, days, corrects=corrects), *faults]
    if not faults and not changed:
        faults = [FieldFault(f"{group.lines[0].id}-{_asked_parts(group.lines[0])[0]}", NOTHING_NEW)]
    return replace(filled, faults=tuple(faults))


def with_fault(filled: FilledSheet, group: GroupSheet, name: str, says: Text) -> FilledSheet:
    """Return a form that was read with one more fault, at the input it lies in."""
    line = next((line for line in group.lines if line.id == name), None)
    place = f"{line.id}-{_asked_parts(line)[0]}" if line else name or "start"
    wrong = {**filled.wrong, line.id: says} if line else filled.wrong
    return replace(filled, faults=(*filled.faults, FieldFault(place, says)), wrong=wrong)


class _Wrong(Exception):
    """One figure cannot be read; `fault` leads to its input."""

    def __init__(self, line: Line, part: str, says: Text) -> None:
        super().__init__(says.en)
        self.says = says
        self.fault = FieldFault(f"{line.id}-{part}", about(line.label, says))


def _figure(line: Line, given: Mapping[str, str]) -> Figure:
    parts = _asked_parts(line)
    texts = {part: given[f"{line.id}-{part}"] for part in parts}
    standing = given[f"{line.id}-standing"] or Standing.REPORTED.value
    allowed = {Standing.REPORTED.value, Standing.NOT_ARISEN.value}
    if standing not in allowed | ({Standing.WITHHELD.value} if line.sensitive else set()):
        raise MalformedForm(line.id)
    if standing != Standing.REPORTED:
        if "answer" not in parts and any(texts.values()):
            raise _Wrong(line, parts[0], ONE_OR_THE_OTHER)
        return figure_of(standing, {})
    if len(parts) > 1 and any(texts.values()) and not all(texts.values()):
        empty = next(part for part in parts if not texts[part])
        raise _Wrong(line, empty, BOTH_NEEDED)
    return figure_of(standing, {part: _read(line, part, text) for part, text in texts.items()})


def _asked_parts(line: Line) -> tuple[str, ...]:
    if line.kind == "count":
        return ("count",)
    return ("numerator", "denominator") if line.kind == "ratio" else ("answer",)


def _read(line: Line, part: str, text: str) -> int | str | None:
    if part == "answer":
        known = {"yes", "no"} if line.kind == "yes_no" else {word for word, _ in line.choices}
        if text and text not in known:
            raise MalformedForm(line.id)
        return text
    try:
        return typed.count_or_none(text)
    except typed.Unreadable as fault:
        raise _Wrong(line, part, fault.says) from fault


def _days(given: Mapping[str, str]) -> tuple[dict[str, date | None], list[FieldFault]]:
    days: dict[str, date | None] = {}
    faults = []
    for name, label in DAYS.items():
        try:
            days[name] = typed.day_or_none(given[name])
        except typed.Unreadable as fault:
            faults.append(FieldFault(name, about(label, fault.says)))
    return days, faults


def _around(
    given: Mapping[str, str], days: Mapping[str, date | None], *, corrects: bool
) -> Iterator[FieldFault]:
    """Yield the faults of period, provenance and reason."""
    for name, says in NEEDED.items():
        if not given[name]:
            yield FieldFault(name, says)
    start, end = days.get("start"), days.get("end")
    if start and end and end < start:
        yield FieldFault("end", BACKWARDS)
    if corrects and not given["reason"]:
        yield FieldFault("reason", NEEDS_REASON)
    for name in ("document", "body", "reason"):
        try:
            checked_words(given[name], longest=LONGEST_LINE)
        except typed.Unreadable as fault:
            yield FieldFault(name, fault.says)


def differs(line: Line, filled: FilledSheet) -> bool:
    """Whether a figure was given that stands otherwise, or stands by another paper or period."""
    figure = filled.values.get(line.id)
    return figure is not None and (figure != line.figure or comes_from_elsewhere(line, filled))


def comes_from_elsewhere(line: Line, filled: FilledSheet) -> bool:
    """Whether the figure that stands has another period or provenance than the form."""
    origin = filled.provenance
    return bool(line.latest and origin and line.latest.provenance != origin)
