"""What a correction needs: the entry it names, two people, and nothing resting on it."""

from states.answers import SETTING, verdict_of
from states.facts import CaseFacts
from states.findings import Finding
from states.papers import needs
from states.terms import Role, Spot, Text


def entry_is_named(facts: CaseFacts) -> Finding:
    """The correction names an entry of this case."""
    said = f"{facts.correction.entry}" if facts.correction else ""
    asked = Text("Cần nêu bút toán được đính chính.", "Name the entry to correct.")
    return needs("correction.entry_named", said, asked, by=(Role.COMMITTEE_OFFICE,))


def correction_has_two_people(facts: CaseFacts) -> Finding:
    """Another person asked for the correction than the one who approves it."""
    asked_by = facts.correction.asked_by if facts.correction else None
    holds = None if asked_by is None else asked_by != facts.actor.person
    return Finding(
        "correction.asked_by_another",
        verdict_of(holds),
        Text(
            "Người đề nghị và người phê duyệt đính chính phải là hai người khác nhau.",
            "One person asks for a correction, another approves it.",
        ),
        SETTING,
        fixed_at=Spot.PEOPLE,
    )


def nothing_rests_on_it(facts: CaseFacts) -> Finding:
    """No later step rests on the voided one; otherwise the later must be voided first."""
    correction = facts.correction
    holds = None if correction is None else correction.is_latest_move
    return Finding(
        "correction.nothing_rests_on_it",
        verdict_of(holds),
        Text(
            "Chỉ hủy được bước chuyển mới nhất; các bước sau phải được hủy trước.",
            "Only the latest move can be voided; later ones must be voided first.",
        ),
        SETTING,
        fixed_at=Spot.CONFIRM,
    )
