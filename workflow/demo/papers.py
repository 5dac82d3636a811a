"""Papers of the demo's committee office: a draft over several cases, and entries put right."""

from collections.abc import Sequence

from sqlalchemy import Select, bindparam, func, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the table read below
from states.facts import Paper
from states.terms import Action, Text
from workflow.casefiles import read_case
from workflow.deeds.asking import CorrectionWish, ask_correction
from workflow.deeds.correcting import approve_correction
from workflow.deeds.decision_lines import NewLine, add_lines
from workflow.deeds.decisions import AtDraft, Heading, draft_decision
from workflow.demo.examples import OF_THE_OTHERS
from workflow.demo.province import Province
from workflow.demo.story import MADE_UP, OFFICE, OFFICER, Story

_HISTORY = SQLModel.metadata.tables["history"]
_LAST_OF: Select[tuple[int | None]] = select(func.max(_HISTORY.c.number)).where(
    _HISTORY.c.case_id == bindparam("case"), _HISTORY.c.deed == bindparam("of_deed")
)
SIGNED = 88


def tell_draft(here: Province, *, selected: Sequence[Story], resuming: Story) -> None:
    """Tell of a draft over several cases, two selected and one going on, ready to be recorded."""
    walker = here.walker
    by, at = walker.people[OFFICE], walker.now()
    heading = Heading(
        number=f"50/QĐ ({MADE_UP})",
        signed_on=here.today,
        body=OF_THE_OTHERS,
        capacity="TM.",
        subject="Minh họa: đưa vào diện chuyển hóa và chuyển hóa lại",
    )
    lines = [NewLine(story.number, Action.SELECT) for story in selected]
    lines.append(NewLine(resuming.number, Action.RESUME))

    def drafted(session: Session) -> None:
        province = read_case(session, resuming.number).province_id
        draft = draft_decision(session, province, heading, by=by, at=at)
        add_lines(session, AtDraft(decision=draft, by=by, at=at), lines)

    says = Text("Dự thảo quyết định nhiều hồ sơ", "A draft decision over several cases")
    walker.notes(OFFICE, says, drafted)


def tell_corrections(here: Province, *, rectified: Story, voided: Story) -> None:
    """Tell of an entry that was rectified, and of a voiding that is asked for and waits."""
    wrong, right = (f"Ngày ký ghi nhầm {here.ago(SIGNED):%d/%m/%Y}", "")
    right = f"Ngày ký theo bản chính {here.ago(SIGNED + 2):%d/%m/%Y}"
    reason = "Minh họa: ghi nhầm ngày ký khi nhập."
    _asks(here, rectified, Action.SELECT, Action.RECTIFY, reason, wrong, right)
    reason = "Minh họa: biên bản thuộc về xã khác, ghi nhầm hồ sơ."
    _asks(here, voided, Action.DECLINE, Action.VOID, reason)


def _asks(
    here: Province, story: Story, deed: Action, kind: Action, reason: str, *values: str
) -> None:
    """Let the officer ask for a correction; a rectification is approved at once."""
    walker = here.walker
    at, book = walker.now(), walker.book
    decision = Paper(f"02/QĐ-ĐC ({MADE_UP})", here.ago(3), body=OF_THE_OTHERS, capacity="TM.")

    def asked(session: Session) -> None:
        case = read_case(session, story.number).id
        entry = session.execute(_LAST_OF, {"case": case, "of_deed": deed.value}).scalar_one()
        wish = CorrectionWish(
            entry=entry or 0,
            kind=kind,
            reason=reason,
            decision=decision,
            by=walker.people[OFFICER],
            at=at,
            **dict(zip(("wrong", "right"), values, strict=False)),
        )
        request = ask_correction(session, wish)
        if kind is Action.RECTIFY:
            approve_correction(session, book, request, by=walker.people[OFFICE], at=at)

    walker.notes(OFFICER, kind.label, asked)
