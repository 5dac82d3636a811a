"""What an entry about a sitting says: the call, the roll, motions, votes and how a ballot ended.

Made from the entry alone. Of an open ballot it tells that somebody voted, and never how.
"""

from collections.abc import Mapping
from typing import Any

from states.terms import Action, Choice, Result, Text

ON_SITTINGS: Mapping[str, Text] = {
    "sitting_called": Text("Triệu tập phiên họp Hội đồng", "Council called to a sitting"),
    "roll_set": Text("Điểm danh phiên họp", "Roll of the sitting"),
    "motion_put": Text("Đưa vào chương trình phiên họp", "Motion put"),
    "motion_withdrawn": Text("Rút khỏi chương trình phiên họp", "Motion withdrawn"),
    "ballot_opened": Text("Bắt đầu biểu quyết", "Ballot opened"),
    "recused": Text("Xin không tham gia biểu quyết", "Recused on request"),
    "vote_cast": Text("Đã biểu quyết", "Vote cast"),
    "ballot_ended": Text("Kết quả biểu quyết của Hội đồng", "Result of the council's ballot"),
    "ballot_lapsed": Text("Biểu quyết hết hiệu lực", "Ballot lapsed"),
    "sitting_closed": Text("Kết thúc phiên họp", "Sitting closed"),
}
LABELS_OF_SITTINGS: Mapping[str, Text] = {
    "sitting": Text("Phiên họp", "Sitting"),
    "number": Text("Số biên bản", "Number of the minutes"),
    "held_on": Text("Ngày họp", "Day of the sitting"),
    "motion": Text("Mã nội dung biểu quyết", "Id of the motion"),
    "case": Text("Hồ sơ", "Case"),
    "action": Text("Bước", "Step"),
    "result": Text("Kết quả", "Result"),
    "rule": Text("Quy tắc biểu quyết", "Rule of voting"),
    "appointed": Text("Thành viên được cử", "Members appointed"),
    "present": Text("Có mặt và được biểu quyết", "Present and voting"),
    "recused": Text("Không tham gia biểu quyết", "Recused"),
    "votes_for": Text("Tán thành", "For"),
    "against": Text("Không tán thành", "Against"),
    "abstain": Text("Không có ý kiến", "Abstain"),
    "chair": Text("Phiếu của Chủ tịch", "The chair's vote"),
    "closed": Text("Do người chủ trì kết thúc", "Closed by the chair"),
    "closed_by": Text("Người kết thúc biểu quyết", "Closed by"),
    "presiding": Text("Chủ trì với tư cách", "Presiding as"),
    "conflicted": Text("Người biểu quyết có liên quan", "Voters with a part in the case"),
    "facts_digest": Text("Mã băm dữ liệu được biểu quyết", "Digest of what was voted on"),
    "facts_digest_now": Text("Mã băm dữ liệu hiện nay", "Digest as it is now"),
    "votes": Text("Các phiếu", "Votes"),
    "commitment": Text("Mã băm của phiếu", "Commitment of the vote"),
    "roll": Text("Điểm danh", "Roll"),
    "why": Text("Lý do", "Why"),
    "minutes": Text("Mã băm biên bản", "Digest of the minutes"),
}


def said_of_sitting(facts: Mapping[str, Any]) -> Text:
    """Return what the entry says beyond its title: the step, the case, the result, the reason."""
    parts = []
    if facts.get("action") in set(Action):
        step = Action(facts["action"]).label
        parts.append(Text(f"“{step.vi}”", f"“{step.en}”"))
    if facts.get("case"):
        parts.append(Text(f"hồ sơ {facts['case']}", f"case {facts['case']}"))
    if facts.get("result"):
        result, ballot = Result(facts["result"]).label, facts.get("ballot") or {}
        parts.append(Text(result.vi.lower(), result.en.lower()))
        parts.extend(_tallies(ballot))
    if facts.get("number"):
        parts.append(Text(f"biên bản {facts['number']}", f"minutes {facts['number']}"))
    if words := facts.get("why") or facts.get("reason"):
        parts.append(Text(str(words).rstrip("."), str(words).rstrip(".")))
    if not parts:
        return Text("", "")
    vi, en = "; ".join(part.vi for part in parts), "; ".join(part.en for part in parts)
    return Text(f"{vi[0].upper()}{vi[1:]}.", f"{en[0].upper()}{en[1:]}.")


def _tallies(ballot: Mapping[str, Any]) -> list[Text]:
    counted = (
        ("votes_for", Choice.FOR),
        ("against", Choice.AGAINST),
        ("abstain", Choice.ABSTAIN),
    )
    return [
        Text(
            f"{ballot.get(name, 0)} {choice.label.vi.lower()}",
            f"{ballot.get(name, 0)} {choice.label.en.lower()}",
        )
        for name, choice in counted
    ]
