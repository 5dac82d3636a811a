"""Deeds at cases that anybody may try: opened, figures, steps, waivers, corrections."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from states.facts import Submission
from states.terms import Action, Phase
from tests.chaos.arena import Arena, Tried
from tests.chaos.model import AHEAD, BACK_DATED, DAYS, OPEN_FOR, PERIODS, TABLE, figures, papers
from tests.papers import paper
from tests.people_and_places import AT, place_id
from workflow.deeds.asking import CorrectionWish, ask_correction, refuse_correction
from workflow.deeds.cases import Opening, open_case
from workflow.deeds.correcting import approve_correction
from workflow.deeds.figures import enter_figures, verify_figures
from workflow.deeds.handing_over import HandOver, hand_over
from workflow.deeds.waiving import WaiverWish, approve_waiver, ask_waiver, refuse_waiver
from workflow.engine import Deed as Step
from workflow.engine import perform

COMMUNES = [*(f"08/{number}" for number in range(1, 7)), "51/1"]
OFFICERS, CHECKERS = ("officer", "second_officer"), ("officer", "second_officer", "secretary")
OFFICE, REGISTRAR = "committee_office", "registrar"
ASKERS = ("officer", "secretary", OFFICE)
CASE = "SELECT number, state, version FROM case_file WHERE is_open OR state = 'recognized'"


def propose(arena: Arena) -> Tried:
    opening = Opening(
        action=Action.PROPOSE,
        commune=place_id(arena.dice.choice(COMMUNES)),
        by=arena.who(*OFFICERS),
        at=AT,
        on=arena.often(date(2018, 2, 1), AHEAD, BACK_DATED),
        argument=arena.often("Trộm cắp tăng", ""),
    )
    return "propose", lambda session: open_case(session, arena.world.book, opening)


def inherit(arena: Arena) -> Tried:
    on = date(2018, 3, 15)
    opening = Opening(
        action=Action.INHERIT,
        commune=place_id(arena.dice.choice(COMMUNES)),
        by=arena.who(REGISTRAR),
        at=AT,
        on=on,
        started_on=on,
        submission=Submission(old_decision=arena.often(paper("3/QĐ", on), None)),
    )
    return "inherit", lambda session: open_case(session, arena.world.book, opening)


def enter(arena: Arena) -> Tried:
    number, state, version = arena.one(CASE)
    phases = [phase for phase in Phase if state in OPEN_FOR[phase]] or [*Phase]
    phase = arena.often(phases[-1], *Phase)
    by = arena.who(*OFFICERS)
    sheet = arena.world.sheet(
        number,
        phase,
        figures(phase, good=arena.dice.random() < 0.6),
        period=PERIODS[phase],
        reason=arena.often("Đính chính", ""),
        seen=arena.often(version, None, version - 1),
    )
    sheet = replace(sheet, by=by)
    return "enter_figures", lambda session: enter_figures(session, sheet)


def verify(arena: Arena) -> Tried:
    number, state, _ = arena.one(CASE)
    phases = [phase for phase in Phase if state in OPEN_FOR[phase]] or [*Phase]
    phase, by = arena.often(phases[-1], *Phase), arena.who(*CHECKERS)
    return "verify_figures", lambda session: verify_figures(
        session, number, phase=phase, by=by, at=AT
    )


def act(arena: Arena) -> Tried:
    """Any step at any case, as a rule one its state has, straight through the one door."""
    number, state, version = arena.one(CASE)
    steps = [(action, who) for (action, source), (_, who) in TABLE.items() if source == state]
    action, fitting = arena.often(
        arena.dice.choice(steps), (arena.dice.choice([*DAYS]), "secretary")
    )
    on = arena.often(DAYS[action], AHEAD, BACK_DATED)
    step = Step(
        case=number,
        action=action,
        by=arena.who(fitting, UUID(arena.one("SELECT id FROM council"))),
        at=AT,
        submission=Submission(**papers(action, on, lawful=arena.often(True, False))),
        seen=arena.often(version, None, version - 1),
    )
    return f"perform {action}", lambda session: perform(session, arena.world.book, step)


def hand_on(arena: Arena) -> Tried:
    number, _, version = arena.one(CASE)
    wish = HandOver(
        case=number,
        resolution=arena.often(paper("1/NQ", DAYS[Action.HAND_OVER]), None),
        successors=frozenset(map(place_id, arena.often(["08/6"], ["51/1"], []))),
        by=arena.who(REGISTRAR),
        at=AT,
        seen=arena.often(version, version - 1),
    )
    return "hand_over", lambda session: hand_over(session, arena.world.book, wish)


def ask_to_waive(arena: Arena) -> Tried:
    number, _, version = arena.one(CASE)
    rule, action = arena.often(
        ("review.one_year_over", Action.SUBMIT_REVIEW), ("selection.cap", Action.SELECT)
    )
    wish = WaiverWish(
        case=number,
        action=action,
        rule=rule,
        reason=arena.often("Kế hoạch tỉnh rút còn 9 tháng", ""),
        rests_on="Công văn 12/BCĐ",
        by=arena.who(*ASKERS),
        at=AT,
        seen=arena.often(version, version - 1),
    )
    return "ask_waiver", lambda session: ask_waiver(session, arena.world.book, wish)


def answer_waiver(arena: Arena) -> Tried:
    waiver, by = arena.id("SELECT id FROM waiver"), arena.who(OFFICE)
    if arena.dice.random() < 0.7:
        return "approve_waiver", lambda session: approve_waiver(session, waiver, by=by, at=AT)
    return "refuse_waiver", lambda session: refuse_waiver(session, waiver, "Không đủ", by=by, at=AT)


def ask_to_correct(arena: Arena) -> Tried:
    on = arena.often(date(2019, 11, 25), AHEAD)
    kind = arena.often(Action.VOID, Action.RECTIFY, share=0.6)
    values = {"wrong": "15/03/2018", "right": "16/03/2018"} if kind is Action.RECTIFY else {}
    wish = CorrectionWish(
        entry=arena.one(
            "SELECT number FROM history ORDER BY case_id IS NULL, number DESC LIMIT 12"
        ),
        kind=kind,
        reason=arena.often("Ghi nhầm xã", ""),
        decision=paper("77/QĐ-BCĐ", on, capacity="TM."),
        by=arena.who(*ASKERS),
        at=AT,
        **values,
    )
    return f"ask {kind}", lambda session: ask_correction(session, wish)


def answer_correction(arena: Arena) -> Tried:
    request, by = arena.id("SELECT id FROM correction_request"), arena.who(OFFICE)
    if arena.dice.random() < 0.8:
        return "correct", lambda session: approve_correction(
            session, arena.world.book, request, by=by, at=AT
        )
    return "refuse_correction", lambda session: refuse_correction(
        session, request, "Không đúng", by=by, at=AT
    )


AT_CASES = (
    propose, inherit, enter, enter, verify, verify, act, act, act, hand_on,
    ask_to_waive, answer_waiver, ask_to_correct, answer_correction, answer_correction,
)  # fmt: skip
