"""Cases drawn at random from a seed: every plan, every row of the table, figures near limits."""

from dataclasses import fields, replace
from datetime import date, timedelta
from random import Random

from states.catalogue import Kind, catalogue
from states.facts import CaseFacts, Correction, FigureSet, Paper, Quota, Resting
from states.figures import MISSING, NOT_ARISEN, WITHHELD, Figure, answer, count, ratio
from states.table import MOVES, TRANSITIONS
from states.terms import CaseState, Role, UnitKind
from states.transition import Transition
from tests.law_builders import DAYS, a_ballot, a_commune, book, criteria, facts, papers, targets

PLANS = (*DAYS, None)


def a_random_case(draw: Random) -> tuple[Transition, CaseFacts]:
    """A row of the table and facts for it, most of them right, some wrong or missing."""
    row = draw.choice(MOVES if draw.random() < 0.8 else TRANSITIONS)
    name = draw.choice(PLANS)
    plan = book().plans[name] if name else None
    if plan and "review.counting" in plan.parameters and draw.random() < 0.5:
        bullets = replace(plan.parameters["review.counting"], value="bullets")
        plan = replace(plan, parameters={**plan.parameters, "review.counting": bullets})
    whole = facts(plan, state=row.source)
    on = whole.on + timedelta(days=draw.randint(-60, 60))
    changes = {
        "on": on,
        "today": _about(draw, on, 20),
        "last_effective": _about(draw, on, 30),
        "started_on": _perhaps(draw, on - timedelta(days=draw.randint(300, 430))),
        "reviewed_on": _perhaps(draw, on - timedelta(days=draw.randint(120, 230))),
        "relapsed_from": draw.choice((None, CaseState.MONITORING, CaseState.RECOGNIZED)),
        "argument": draw.choice(("", "Trộm cắp tăng")),
        "open_case": draw.choice((None, None, "HS-1")),
        "types": draw.choice(((), ("1",), ("1", "3"))),
        "proposal": _figures(draw, _criteria(draw), on, 365),
        "review": _figures(draw, targets(), on, 380),
        "monitoring": _figures(draw, targets(), on, 170),
        "relapse": _relapse(draw, on),
        "quota": _quota(draw, on),
        "correction": _correction(draw),
        "ballot": _ballot(draw, on),
        "commune": _commune(draw, on),
        "paper": _papers(draw, on),
        "actor": _actor(draw, whole),
    }
    return row, replace(whole, **changes)


def _criteria(draw: Random) -> dict[str, Figure]:
    """The criteria of an area that is complex on one point, or on none."""
    crimes = {"a1_vu_pham_phap_hinh_su": count(draw.choice((0, 14))), "ttxh_vu": count(0)}
    return criteria(**crimes) if draw.random() < 0.5 else criteria()


def _perhaps(draw: Random, day: date) -> date | None:
    return None if draw.random() < 0.1 else day


def _about(draw: Random, on: date, most: int) -> date:
    return on + timedelta(days=draw.randint(-most, most))


def _figures(draw: Random, whole: dict[str, Figure], on: date, length: int) -> FigureSet:
    rate = draw.choice((0.0, 0.05, 0.3))
    values = {name: _figure(draw, name, each, rate) for name, each in whole.items()}
    given = {name: each for name, each in values.items() if each is not MISSING}
    if draw.random() < 0.05:
        given = {}
    checked = frozenset(name for name in given if draw.random() > rate)
    start = _perhaps(draw, on - timedelta(days=length + draw.randint(-30, 30)))
    return FigureSet(given, checked, start, _perhaps(draw, _about(draw, on, 15)))


def _figure(draw: Random, name: str, usual: Figure, rate: float) -> Figure:
    if draw.random() > rate * 2:
        return usual
    if draw.random() < 0.2:
        return draw.choice((MISSING, WITHHELD, NOT_ARISEN))
    match catalogue()[name].kind:
        case Kind.YES_NO:
            return answer(draw.choice(("yes", "no")))
        case Kind.COUNT:
            return count(draw.randint(0, 14))
        case Kind.RATIO:
            whole = draw.randint(0, 40)
            return ratio(draw.randint(0, whole + 2), whole)
    return answer("none")


def _relapse(draw: Random, on: date) -> FigureSet:
    if draw.random() < 0.4:
        return FigureSet()
    return _figures(draw, targets(), on, 90)


def _quota(draw: Random, on: date) -> Quota | None:
    if draw.random() < 0.1:
        return None
    units = draw.choice((None, draw.randint(1, 200)))
    return Quota(on.year, units, draw.randint(0, 30), draw.randint(0, 8), draw.randint(1, 6))


def _correction(draw: Random) -> Correction | None:
    if draw.random() < 0.2:
        return None
    resting = tuple(Resting(number, "select") for number in range(draw.randint(0, 3)))
    return Correction(
        3,
        "appraise",
        is_latest_move=not resting,
        asked_by=draw.choice((None, "người-thứ-ba", "người-thứ-tư")),
        by_one_side=draw.random() < 0.2,
        right=draw.choice(("", "3")),
        resting=resting,
    )


def _ballot(draw: Random, on: date):
    if draw.random() < 0.2:
        return None
    appointed = draw.choice((0, 3, 5, 7, 9))
    present = max(0, appointed - draw.randint(-1, 5))
    votes = [draw.choice(("for", "against", "abstain", "silent")) for _ in range(present)]
    return a_ballot(
        held_on=_about(draw, on, 8),
        appointed=appointed,
        present=present,
        votes_for=votes.count("for") + draw.choice((0, 0, 0, 1)),
        against=votes.count("against"),
        abstain=votes.count("abstain"),
        closed=draw.random() < 0.6,
        conflicted=draw.choice((0, 0, 1, 2)),
        chair=draw.choice(("", "for", "against")),
    )


def _commune(draw: Random, on: date):
    return a_commune(
        kind=draw.choice((UnitKind.XA, UnitKind.XA, UnitKind.PHUONG, UnitKind.DAC_KHU)),
        valid_from=draw.choice((None, on + timedelta(days=draw.randint(-40, 20)))),
        valid_until=draw.choice((None, None, on + timedelta(days=draw.randint(20, 60)))),
        new_countryside_since=draw.choice((None, _about(draw, on, 30))),
        on_antt_list=draw.random() < 0.2,
    )


def _papers(draw: Random, on: date):
    bodies = ("Ban Chỉ đạo 138 tỉnh", "Ban Chỉ đạo tỉnh", "UBND xã", "")
    whole = papers(on, draw.choice(bodies))
    signed = Paper(
        draw.choice(("12/QĐ", "")), _about(draw, on, 9), body=draw.choice(bodies), capacity="TM."
    )
    kept = {
        part.name: getattr(whole, part.name)
        for part in fields(whole)
        if draw.random() < 0.7 or part.name == "types"
    }
    types = draw.choice(((), ("1",), ("1", "3"), ("1", "2", "9")))
    blank = replace(type(whole)(), **kept)
    return replace(blank, types=types, decision=draw.choice((None, signed, whole.decision)))


def _actor(draw: Random, whole: CaseFacts):
    roles = frozenset(Role) if draw.random() < 0.8 else frozenset({Role.AUDITOR})
    return replace(
        whole.actor,
        roles=roles,
        in_territory=draw.random() < 0.9,
        proposed_this_case=draw.random() < 0.2,
        recorded_figures=draw.random() < 0.2,
    )
