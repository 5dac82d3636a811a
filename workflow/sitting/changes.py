"""Why a ballot lapses: what changed under it since it was opened, in words.

Both sides are what `states.digest.judged` makes of a case.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from states.catalogue import catalogue
from states.terms import CaseState, Phase, Text

_OTHERS: Mapping[str, Text] = {
    "commune": Text("thông tin về đơn vị hành chính", "what is known of the commune"),
    "types": Text("loại địa bàn", "the types of area"),
    "argument": Text("thuyết minh của đề xuất", "the argument of the proposal"),
    "round": Text("đợt chuyển hóa", "the round"),
    "days_off": Text("lịch ngày nghỉ", "the days off"),
}
_AT_LEAST = Text("hồ sơ", "the case")


def what_changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> Text:
    """Say in one sentence which figures, papers, plan or state are not what was voted on."""
    parts = [*_changes(before, now)] or [_AT_LEAST]
    return Text(
        f"Đã thay đổi sau khi bắt đầu biểu quyết: {'; '.join(part.vi for part in parts)}.",
        f"Changed since the ballot was opened: {'; '.join(part.en for part in parts)}.",
    )


def _changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Text]:
    was, is_now = before["case"], now["case"]
    if was.get("state") != is_now.get("state"):
        state = CaseState(is_now["state"]).label
        yield Text(f"hồ sơ đã chuyển sang “{state.vi}”", f"the case is now “{state.en}”")
    for phase in Phase:
        yield from _of_figures(phase, was.get(phase.value) or {}, is_now.get(phase.value) or {})
    if before["papers"] != now["papers"]:
        new = [paper for paper in now["papers"] if paper not in before["papers"]]
        numbers = ", ".join(paper[1] for paper in new)
        yield Text(f"văn bản {numbers}".strip(), f"papers {numbers}".strip())
    if before["plan"] != now["plan"]:
        yield Text("kế hoạch áp dụng", "the plan that judges the case")
    yield from (words for part, words in _OTHERS.items() if was.get(part) != is_now.get(part))


def _of_figures(phase: Phase, was: Mapping[str, Any], is_now: Mapping[str, Any]) -> Iterator[Text]:
    """Name the figures of a phase that differ, and say when only their verification does."""
    if was == is_now:
        return
    values, present = was.get("values") or {}, is_now.get("values") or {}
    names = [name for name in {**values, **present} if values.get(name) != present.get(name)]
    step = phase.label
    if names:
        labels = [_label(name) for name in names]
        vi, en = (", ".join(label.in_(language) for label in labels) for language in ("vi", "en"))
        yield Text(f"số liệu “{step.vi}”: {vi}", f"figures of “{step.en}”: {en}")
        return
    yield Text(
        f"việc kiểm tra hoặc kỳ của số liệu “{step.vi}”",
        f"the verification or the period of the figures of “{step.en}”",
    )


def _label(measure: str) -> Text:
    known = catalogue().get(measure)
    return known.label if known else Text(measure, measure)
