"""What a correction needs: the entry it names, two people, and nothing resting on it."""

from states.answers import SETTING, verdict_of
from states.facts import CaseFacts, Resting
from states.findings import Finding
from states.papers import needs
from states.terms import Action, Role, Spot, Text


def entry_is_named(facts: CaseFacts) -> Finding:
    """The correction names an entry of this case."""
    said = f"{facts.correction.entry}" if facts.correction else ""
    asked = Text("Cần nêu bút toán được đính chính.", "Name the entry to correct.")
    return needs("correction.entry_named", said, asked, by=(Role.COMMITTEE_OFFICE,))


def correction_has_two_people(facts: CaseFacts) -> Finding:
    """Another side asked for the correction than the one that approves it."""
    asked = facts.correction
    holds = None
    if asked is not None and asked.asked_by is not None:
        holds = asked.asked_by != facts.actor.person and not asked.by_one_side
    return Finding(
        "correction.asked_by_another",
        verdict_of(holds),
        Text(
            "Người đề nghị và người phê duyệt đính chính phải là hai người khác nhau, "
            "không ai thay quyền của người kia.",
            "One person asks, another one of another side approves the correction.",
        ),
        SETTING,
        fixed_at=Spot.PEOPLE,
    )


def right_value_is_given(facts: CaseFacts) -> Finding:
    """A rectification says what is right, beside what was recorded."""
    said = facts.correction.right if facts.correction else ""
    asked = Text("Cần ghi nội dung đúng.", "Give the right value.")
    return needs("correction.right_value_given", said, asked, by=(Role.COMMITTEE_OFFICE,))


def nothing_rests_on_it(facts: CaseFacts) -> Finding:
    """No later step rests on the voided one; otherwise the later must be voided first."""
    correction = facts.correction
    holds = None if correction is None else correction.is_latest_move
    return Finding(
        "correction.nothing_rests_on_it",
        verdict_of(holds),
        nothing_rests_on(correction.resting if correction else ()),
        SETTING,
        fixed_at=Spot.NOWHERE if holds else Spot.CONFIRM,
    )


def nothing_rests_on(resting: tuple[Resting, ...]) -> Text:
    """Say what has to be undone before an entry is voided, or that only the latest move can be."""
    if not resting:
        return Text(
            "Chỉ hủy được bước chuyển mới nhất, khi chưa có gì dựa vào.",
            "Only the latest move can be voided, while nothing rests on it.",
        )
    said = [_one_resting(each) for each in resting]
    return Text(
        "Phải xử lý trước, theo thứ tự: " + "; ".join(one.vi for one in said) + ".",
        "To be settled first, in this order: " + "; ".join(one.en for one in said) + ".",
    )


def _one_resting(resting: Resting) -> Text:
    if resting.case:
        return Text(
            f"đóng hồ sơ {resting.case} mở sau đó", f"close case {resting.case}, opened since"
        )
    label = Action(resting.deed).label
    return Text(
        f"hủy bút toán {resting.entry} “{label.vi}”", f"void entry {resting.entry} “{label.en}”"
    )
