"""Deeds of sittings and of decisions that anybody may try."""

from datetime import date
from uuid import UUID

from states.terms import Action, Choice, Seat
from tests.chaos.arena import COUNCIL, Arena, Tried
from tests.chaos.model import AHEAD, DAYS
from tests.papers import BODY
from tests.people_and_places import AT, person_id, place_id
from workflow.deeds.ballots import Cast, cast_vote, close_ballot, open_ballot, recuse
from workflow.deeds.decision_lines import NewLine, add_lines, remove_line
from workflow.deeds.decisions import (
    AtDraft,
    Heading,
    amend_decision,
    draft_decision,
    withdraw_decision,
)
from workflow.deeds.motions import NewMotion, add_motion, withdraw_motion
from workflow.deeds.recording import record_decision
from workflow.deeds.sittings import NewSitting, RollLine, call_sitting, close_sitting, set_roll

CHAIR, CLERK, VOTERS = COUNCIL[0], COUNCIL[1], COUNCIL[:-1]
OFFICE = "committee_office"
BY_COUNCIL = {
    "proposed": (Action.APPRAISE, Action.DECLINE),
    "preliminary_review": (Action.PASS_REVIEW, Action.EXTEND),
    "monitoring": (Action.RECOGNIZE, Action.RELAPSE),
    "recognized": (Action.RELAPSE,),
}
BY_OFFICE = {
    "appraised": (Action.SELECT, Action.SELECT, Action.DECLINE),
    "monitoring": (Action.RECOGNIZE,),
    "relapsed": (Action.RESUME,),
}
DOCKET = "SELECT id FROM motion WHERE status = ? OR ?"


def call(arena: Arena) -> Tried:
    on = arena.often(DAYS[arena.dice.choice([Action.APPRAISE, Action.RELAPSE])], AHEAD)
    council, number = arena.id("SELECT id FROM council"), f"{arena.dice.randint(1, 9)}/BB"
    new = NewSitting(council, number, on, "Trụ sở")
    by = arena.who(CHAIR, CLERK, "secretary")
    return "call_sitting", lambda session: call_sitting(session, new, by=by, at=AT)


def roll(arena: Arena) -> Tried:
    sitting, by = arena.id("SELECT id FROM sitting"), arena.who(CHAIR, CLERK)
    there = {login: arena.dice.random() < 0.9 for login in VOTERS}
    lines = [RollLine(person_id(login), is_there, "Ốm") for login, is_there in there.items()]
    if arena.dice.random() < 0.3:
        stands = arena.id("SELECT id FROM seat WHERE kind = ?", Seat.MEMBER)
        lines.append(RollLine(person_id(COUNCIL[-1]), present=True, sits_for=stands))
    book = arena.world.book
    return "set_roll", lambda session: set_roll(session, book, sitting, lines, by=by, at=AT)


def put(arena: Arena) -> Tried:
    number, state = arena.one("SELECT number, state FROM case_file")
    action = arena.often(
        arena.dice.choice(BY_COUNCIL.get(state, (Action.APPRAISE,))), *DAYS, share=0.9
    )
    held = arena.rows("SELECT id FROM sitting WHERE held_on = ?", DAYS[action].isoformat())
    sitting = arena.id(
        "SELECT id FROM sitting WHERE held_on = ? OR ?", DAYS[action].isoformat(), not held
    )
    new = NewMotion(sitting, number, action, types=("1",), reason=arena.often("Chưa đạt", ""))
    by = arena.who(CHAIR, CLERK, "secretary")
    return f"add_motion {action}", lambda session: add_motion(
        session, arena.world.book, new, by=by, at=AT
    )


def start(arena: Arena) -> Tried:
    motion, by = arena.id(DOCKET, "waiting", arena.often(False, True)), arena.who(CHAIR, CLERK)
    return "open_ballot", lambda session: open_ballot(
        session, arena.world.book, motion, by=by, at=AT
    )


def cast(arena: Arena) -> Tried:
    motion = arena.id(DOCKET, "open", arena.often(False, True, share=0.95))
    vote = Cast(
        motion=motion,
        by=arena.who(*VOTERS),
        choice=arena.often(Choice.FOR, *Choice, share=0.7),
        at=AT,
        reason=arena.often("Chưa đủ căn cứ", ""),
    )
    return "cast_vote", lambda session: cast_vote(session, arena.world.book, vote)


def step_aside(arena: Arena) -> Tried:
    motion, by = arena.id(DOCKET, "open", False), arena.who(*VOTERS)
    book, why = arena.world.book, "Có họ hàng"
    return "recuse", lambda session: recuse(session, book, motion, reason=why, by=by, at=AT)


def finish(arena: Arena) -> Tried:
    motion, by = arena.id(DOCKET, "open", False), arena.who(CHAIR)
    return "close_ballot", lambda session: close_ballot(
        session, arena.world.book, motion, by=by, at=AT
    )


def take_off(arena: Arena) -> Tried:
    motion = arena.id(DOCKET, "waiting", arena.often(False, True))
    reason, by = arena.often("Cần bổ sung", ""), arena.who(CHAIR, CLERK)
    return "withdraw_motion", lambda session: withdraw_motion(
        session, motion, reason=reason, by=by, at=AT
    )


def end_sitting(arena: Arena) -> Tried:
    sitting, by = arena.id("SELECT id FROM sitting"), arena.who(CHAIR, CLERK)
    return "close_sitting", lambda session: close_sitting(session, sitting, by=by, at=AT)


def draft(arena: Arena) -> Tried:
    province, heading = place_id(arena.often("08", "51")), _heading(arena)
    by = arena.who(OFFICE)
    return "draft_decision", lambda session: draft_decision(
        session, province, heading, by=by, at=AT
    )


def amend(arena: Arena) -> Tried:
    at, heading = _draft(arena), _heading(arena)
    return "amend_decision", lambda session: amend_decision(session, at, heading)


def give_up(arena: Arena) -> Tried:
    at, reason = _draft(arena), arena.often("Trùng", "")
    return "withdraw_decision", lambda session: withdraw_decision(session, at, reason)


def line(arena: Arena) -> Tried:
    at = _draft(arena)
    number, state = arena.one("SELECT number, state FROM case_file")
    action = arena.often(arena.dice.choice(BY_OFFICE.get(state, (Action.SELECT,))), *DAYS)
    new = [NewLine(number, action, "Tình hình thực tế")]
    return f"add_lines {action}", lambda session: add_lines(session, at, new)


def unline(arena: Arena) -> Tried:
    at, case = _draft(arena), arena.one("SELECT number FROM case_file")
    return "remove_line", lambda session: remove_line(session, at, case)


def record(arena: Arena) -> Tried:
    at = _draft(arena)
    return "record_decision", lambda session: record_decision(session, arena.world.book, at)


def _draft(arena: Arena) -> AtDraft:
    decision, version = arena.one(
        "SELECT id, version FROM decision WHERE state = 'draft' OR ?", arena.often(False, True)
    )
    seen = arena.often(version, None, version - 1)
    return AtDraft(decision=UUID(decision), by=arena.who(OFFICE), at=AT, seen=seen)


def _heading(arena: Arena) -> Heading:
    days: list[date] = [DAYS[Action.SELECT], DAYS[Action.RECOGNIZE], DAYS[Action.RESUME]]
    return Heading(
        number=arena.often(f"{arena.dice.randint(1, 6)}/QĐ-BCĐ", ""),
        signed_on=arena.often(arena.dice.choice(days), None, AHEAD),
        body=arena.often(BODY, "Ủy ban khác"),
        capacity=arena.often("TM.", "KT."),
        subject="Về danh sách địa bàn",
    )


AT_SITTINGS = (
    call, roll, put, put, start, start, *[cast] * 6, step_aside, finish, take_off, end_sitting,
)  # fmt: skip
AT_DECISIONS = (draft, amend, give_up, line, line, unline, record, record, record)
