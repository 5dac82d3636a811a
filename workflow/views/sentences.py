"""What an entry of the history says, as a person would say it, in both languages.

The sentences are made from the entry alone, as it was recorded: nothing is looked up or judged
again. Every page that shows the history uses them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Literal

from states.terms import Action, CaseState, Phase, Text
from states.wording import day
from workflow.views.sentences_on_decisions import ON_DECISIONS, decision_body
from workflow.views.sentences_on_people import ON_PEOPLE, body_of, title_of
from workflow.views.sentences_on_requests import (
    ON_REQUESTS,
    correcting_title,
    request_body,
    request_title,
    values,
    waived_in,
)
from workflow.views.sentences_on_sittings import ON_SITTINGS, said_of_sitting

NOT_STATED = Text("nguồn không nêu", "not stated by the source")
NOTHING = Text("", "")
BAD_ENDS = frozenset({CaseState.RELAPSED, CaseState.DECLINED})
PAPERS = {
    "minutes": Text("Biên bản", "Minutes"),
    "decision": Text("Quyết định", "Decision"),
    "report": Text("Báo cáo", "Report"),
    "letter": Text("Công văn", "Letter"),
    "resolution": Text("Nghị quyết", "Resolution"),
    "old_decision": Text("Quyết định cũ", "Earlier decision"),
}
OPENINGS = {
    Action.PROPOSE: Text("Đề xuất đưa địa bàn vào diện chuyển hóa", "Proposed the area"),
    Action.SELECT: Text("Quyết định đưa vào diện chuyển hóa", "Selected for transformation"),
    Action.APPRAISE: Text("Hội đồng thông qua thẩm định", "The council passed the appraisal"),
    Action.SUBMIT_REVIEW: Text("Gửi báo cáo sơ kết", "Submitted the review report"),
    Action.PASS_REVIEW: Text(
        "Kết luận sơ kết đạt, chuyển sang theo dõi", "The review passed; monitoring begins"
    ),
    Action.EXTEND: Text(
        "Kết luận sơ kết chưa đạt, tiếp tục chuyển hóa",
        "The review did not pass; the transformation goes on",
    ),
    Action.RECOGNIZE: Text("Công nhận chuyển hóa đạt", "Recognized as transformed"),
    Action.RELAPSE: Text("Ghi nhận phức tạp trở lại", "A relapse was recorded"),
    Action.RESUME: Text("Đưa vào chuyển hóa lại", "The transformation resumed"),
    Action.RETURN_DOSSIER: Text("Trả lại hồ sơ để bổ sung", "The dossier was returned"),
    Action.DECLINE: Text("Không đưa vào diện chuyển hóa", "Declined"),
    Action.WITHDRAW: Text("Rút hồ sơ", "Withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One entry in words: a title, what more there is to say, and whether it is bad news."""

    title: Text
    body: Text = NOTHING
    tone: Literal["plain", "bad"] = "plain"


def told(entry: Mapping[str, Any]) -> Told:
    """Return an entry of the history in words; `entry` is its text as parsed JSON."""
    deed, facts = str(entry["deed"]), entry.get("facts") or {}
    if deed in ON_PEOPLE:
        return Told(title_of(deed, facts), body_of(facts, {}))
    if deed in ON_REQUESTS:
        return Told(request_title(deed, facts), _sentences([*request_body(facts)]))
    if deed in ON_DECISIONS:
        handed_in = _handed_in(facts.get("paper") or {})
        return Told(ON_DECISIONS[deed], _sentences([*decision_body(facts), *handed_in]))
    if deed in _BY_FACTS:
        return _BY_FACTS[deed](facts)
    if deed not in set(Action):
        return Told(Text(deed, deed))
    action, target = Action(deed), entry.get("to")
    state = CaseState(target) if target else None
    return Told(
        correcting_title(entry) or OPENINGS.get(action, action.label),
        _sentences(
            [
                *_moved(entry.get("from"), state),
                *values(facts.get("correction") or {}),
                *_handed_in(facts.get("paper") or {}),
                *waived_in(entry),
            ]
        ),
        "bad" if state in BAD_ENDS else "plain",
    )


def cited(kind: str, paper: Mapping[str, Any]) -> Text:
    """Return a paper in one phrase; what its source does not say is said to be missing."""
    number = paper.get("number") or ""
    name = paper_name(kind, number)
    when = Text(NOT_STATED.vi, NOT_STATED.en)
    if paper.get("signed_on"):
        signed = day(date.fromisoformat(paper["signed_on"]))
        when = Text(f"ngày {signed}", f"of {signed}")
    elif paper.get("as_printed"):
        when = Text(paper["as_printed"], paper["as_printed"])
    else:
        when = Text(f"(ngày: {NOT_STATED.vi})", f"(day {NOT_STATED.en})")
    body = f", {paper['body']}" if paper.get("body") else ""
    votes = _votes(paper)
    return Text(
        f"{name.vi} {when.vi}{body}{votes.vi}",
        f"{name.en} {when.en}{body}{votes.en}",
    )


def paper_name(kind: str, number: str) -> Text:
    """Return the kind and number of a paper; one that is named in words needs no kind before it."""
    if number[:1].isalpha():
        return Text(number, number)
    name = PAPERS[kind]
    return Text(f"{name.vi} {number or NOT_STATED.vi}", f"{name.en} {number or NOT_STATED.en}")


def _votes(paper: Mapping[str, Any]) -> Text:
    given, of = paper.get("votes_for"), paper.get("votes_of")
    if given is None or of is None:
        return NOTHING
    return Text(f", {given}/{of} thành viên tán thành", f", {given} of {of} members in favour")


def _moved(source: str | None, state: CaseState | None) -> Iterator[Text]:
    if source and state and source != state:
        former = CaseState(source).label
        yield Text(
            f"Chuyển từ “{former.vi}” sang “{state.label.vi}”",
            f"From “{former.en}” to “{state.label.en}”",
        )


def _handed_in(submission: Mapping[str, Any]) -> Iterator[Text]:
    for kind in PAPERS:
        if kind in submission:
            yield cited(kind, submission[kind])
    if types := submission.get("types"):
        numbers = ", ".join(types)
        yield Text(f"Loại địa bàn: {numbers}", f"Types of area: {numbers}")
    if missing := submission.get("missing_list"):
        until = day(date.fromisoformat(submission["due"])) if submission.get("due") else ""
        yield Text(
            f"Cần bổ sung: {missing}" + (f" (hạn {until})" if until else ""),
            f"To be added: {missing}" + (f" (by {until})" if until else ""),
        )
    if successors := submission.get("successors"):
        names = ", ".join(successors)
        yield Text(f"Đơn vị kế thừa: {names}", f"Successor units: {names}")
    if reason := submission.get("reason"):
        yield Text(f"Lý do: {reason}", f"Reason: {reason}")


def _entered(facts: Mapping[str, Any]) -> Told:
    count, phase = len(facts["values"]), Phase(facts["phase"]).label
    since, until = (day(date.fromisoformat(facts[end])) for end in ("start", "end"))
    signed = facts.get("document_date")
    dated = day(date.fromisoformat(signed)) if signed else ""
    parts = (facts.get("document"), dated, facts.get("body"))
    origin = ", ".join(part for part in parts if part)
    reason = str(facts.get("reason") or "").rstrip(".")
    return Told(
        Text(
            f"Nhập {count} số liệu – {phase.vi.lower()}",
            f"Entered {count} figure{'' if count == 1 else 's'} – {phase.en.lower()}",
        ),
        Text(
            f"Kỳ {since}–{until}, theo {origin or NOT_STATED.vi}."
            + (f" Lý do: {reason}." if reason else ""),
            f"Period {since}–{until}, from {origin or NOT_STATED.en}."
            + (f" Reason: {reason}." if reason else ""),
        ),
    )


def _verified(facts: Mapping[str, Any]) -> Told:
    count, phase = len(facts["verified"]), Phase(facts["phase"]).label
    return Told(
        Text(
            f"Kiểm tra, xác nhận {count} số liệu – {phase.vi.lower()}",
            f"Verified {count} figure{'' if count == 1 else 's'} – {phase.en.lower()}",
        )
    )


def _sentences(parts: list[Text]) -> Text:
    return Text(
        " ".join(f"{part.vi.rstrip('.')}." for part in parts),
        " ".join(f"{part.en.rstrip('.')}." for part in parts),
    )


def _at_sitting(title: Text, facts: Mapping[str, Any]) -> Told:
    return Told(title, said_of_sitting(facts))


_BY_FACTS: Mapping[str, Callable[[Mapping[str, Any]], Told]] = {
    "enter_figures": _entered,
    "verify_figures": _verified,
    **{deed: partial(_at_sitting, title) for deed, title in ON_SITTINGS.items()},
}
