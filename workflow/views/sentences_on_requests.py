"""What an entry about a waiver or a correction says, made from the entry alone."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from states.terms import Action, Text, Verdict
from states.wording import day
from workflow.views.rule_names import rule_name

ON_REQUESTS: Mapping[str, Text] = {
    "waiver_asked": Text("Đề nghị miễn điều kiện", "Waiver asked for"),
    "waiver_given": Text("Miễn điều kiện", "Waiver given"),
    "waiver_refused": Text("Không miễn điều kiện", "Waiver refused"),
    "rectify_asked": Text("Đề nghị đính chính bút toán", "Rectification asked for"),
    "void_asked": Text("Đề nghị hủy bút toán", "Voiding asked for"),
    "correction_refused": Text("Không duyệt đính chính, hủy", "Correction refused"),
}
_CORRECTS: Mapping[str, Text] = {
    Action.RECTIFY.value: Text("Đính chính bút toán", "Rectified entry"),
    Action.VOID.value: Text("Hủy bút toán", "Voided entry"),
}
Facts = Mapping[str, Any]


def request_title(deed: str, facts: Facts) -> Text:
    """Return the deed with the condition or the entry it is about."""
    title = ON_REQUESTS[deed]
    if rule := facts.get("rule"):
        name = rule_name(rule)
        return Text(f"{title.vi}: {name.vi}", f"{title.en}: {name.en}")
    return Text(f"{title.vi} {facts['corrected']}", f"{title.en} {facts['corrected']}")


def request_body(facts: Facts) -> Iterator[Text]:
    """Yield for which step, what is wrong and right, why, on which text, and the answer."""
    if step := facts.get("step"):
        label = Action(step).label
        yield Text(f"Bước: {label.vi}", f"Step: {label.en}")
    yield from values(facts)
    yield Text(f"Lý do: {facts['reason']}", f"Reason: {facts['reason']}")
    if text := facts.get("rests_on"):
        yield Text(f"Căn cứ: {text}", f"By: {text}")
    if decision := facts.get("decision"):
        signed = day(date.fromisoformat(decision["signed_on"]))
        said = f"{decision['number']}, {signed}, {decision['body']}"
        yield Text(f"Quyết định {said}", f"Decision {said}")
    if answer := facts.get("answer"):
        yield Text(f"Trả lời: {answer}", f"Answer: {answer}")


def correcting_title(entry: Mapping[str, Any]) -> Text | None:
    """Return the title of an entry that corrects another one, None for any other."""
    title = _CORRECTS.get(str(entry["deed"]))
    if title is None or not entry.get("corrects"):
        return None
    return Text(f"{title.vi} {entry['corrects']}", f"{title.en} {entry['corrects']}")


def values(correction: Facts) -> Iterator[Text]:
    """Yield the wrong value beside the right one, where an entry gives both."""
    wrong, right = correction.get("wrong"), correction.get("right")
    if wrong and right:
        yield Text(f"Ghi sai: {wrong}; đúng là: {right}", f"Wrong: {wrong}; right: {right}")


def waived_in(entry: Mapping[str, Any]) -> Iterator[Text]:
    """Yield the conditions that were waived for the deed."""
    waived = [
        rule_name(finding["rule"])
        for finding in entry.get("findings") or ()
        if finding["verdict"] == Verdict.WAIVED
    ]
    if waived:
        vi, en = "; ".join(one.vi for one in waived), "; ".join(one.en for one in waived)
        yield Text(f"Được miễn: {vi}", f"Waived: {en}")
