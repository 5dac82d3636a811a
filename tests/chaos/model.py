"""A small model of what should happen to cases, written from the words and not from the code.

It foretells the end of every deed the state machine tries: done, or which refusal.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from states.figures import Figure
from states.terms import Action, CaseState, Phase
from tests.builders import (
    MONTHS_OF_MONITORING,
    YEAR_BEFORE,
    YEAR_OF_WORK,
    decision,
    minutes,
    paper,
)
from tests.law_builders import breaking, criteria, targets

DONE = "done"
UNKNOWN, STALE, IMPOSSIBLE, REFUSED = "UnknownCase", "StaleForm", "NotPossibleNow", "Refused"
INVALID = "InvalidInput"
BACK_DATED, AHEAD = date(2018, 1, 15), date(2019, 12, 20)
# An administrator reaches no case.
OUTSIDERS = frozenset(
    {"officer_elsewhere", "auditor_elsewhere", "nobody", "administrator", "second_administrator"}
)
OFFICERS = frozenset({"officer", "second_officer"})
# Of fourteen communes 15 % are two.
COMMUNES_COUNTED, PLACES = 14, 2
P, A, T, R, M, OK, RE, D, C = (
    CaseState.PROPOSED, CaseState.APPRAISED, CaseState.IN_TRANSFORMATION,
    CaseState.PRELIMINARY_REVIEW, CaseState.MONITORING, CaseState.RECOGNIZED,
    CaseState.RELAPSED, CaseState.DECLINED, CaseState.CLOSED,
)  # fmt: skip
OFFICER, SECRETARY, OFFICE, REGISTRAR = "officer", "secretary", "committee_office", "registrar"
# Who does what from which state, to which state: the whole table but the corrections. The step
# that leads on stands first.
TABLE: dict[tuple[Action, CaseState], tuple[CaseState, str]] = {
    (Action.APPRAISE, P): (A, SECRETARY),
    (Action.RETURN_DOSSIER, P): (P, SECRETARY),
    (Action.DECLINE, P): (D, SECRETARY),
    (Action.SELECT, A): (T, OFFICE),
    (Action.DECLINE, A): (D, OFFICE),
    (Action.WITHDRAW, P): (C, OFFICE),
    (Action.WITHDRAW, A): (C, OFFICE),
    (Action.SUBMIT_REVIEW, T): (R, OFFICER),
    (Action.PASS_REVIEW, R): (M, SECRETARY),
    (Action.EXTEND, R): (T, SECRETARY),
    (Action.RECOGNIZE, M): (OK, OFFICE),
    (Action.RELAPSE, M): (RE, SECRETARY),
    (Action.RELAPSE, OK): (RE, SECRETARY),
    (Action.RESUME, RE): (T, OFFICE),
    **{(Action.HAND_OVER, state): (C, REGISTRAR) for state in (P, A, T, R, M, RE)},
}
DAYS = {
    Action.RETURN_DOSSIER: date(2018, 2, 15),
    Action.APPRAISE: date(2018, 3, 1),
    Action.DECLINE: date(2018, 3, 10),
    Action.SELECT: date(2018, 3, 15),
    Action.WITHDRAW: date(2018, 3, 10),
    Action.SUBMIT_REVIEW: date(2019, 3, 18),
    Action.PASS_REVIEW: date(2019, 3, 20),
    Action.EXTEND: date(2019, 3, 20),
    Action.RECOGNIZE: date(2019, 9, 24),
    Action.RELAPSE: date(2019, 10, 7),
    Action.RESUME: date(2019, 10, 14),
    Action.HAND_OVER: date(2019, 11, 1),
}
OPEN_FOR = {
    Phase.PROPOSAL: {P},
    Phase.REVIEW: {T, R},
    Phase.MONITORING: {M},
    Phase.RELAPSE: {M, OK},
}
PERIODS = {
    Phase.PROPOSAL: YEAR_BEFORE,
    Phase.REVIEW: YEAR_OF_WORK,
    Phase.MONITORING: MONTHS_OF_MONITORING,
    Phase.RELAPSE: (date(2019, 9, 25), date(2019, 9, 30)),
}
# What must be reported and verified by others before a step, and whether targets must be met.
RESTS_ON = {
    Action.APPRAISE: (Phase.PROPOSAL, True),
    Action.SUBMIT_REVIEW: (Phase.REVIEW, None),
    Action.PASS_REVIEW: (Phase.REVIEW, True),
    Action.EXTEND: (Phase.REVIEW, False),
    Action.RECOGNIZE: (Phase.MONITORING, True),
    Action.RELAPSE: (Phase.RELAPSE, False),
}


def figures(phase: Phase, *, good: bool) -> dict[str, Figure]:
    """All figures of a phase, with the targets met or one of them broken."""
    if phase is Phase.PROPOSAL:
        return criteria()
    return targets() if good else breaking("target.t1")


def papers(action: Action, on: date, *, lawful: bool) -> dict[str, Any]:
    """Everything any step may ask for, dated that day; the unlawful are unnamed or outvoted."""
    sitting = {"minutes": minutes(on, 5 if lawful else 3)}
    signed = {"decision": decision(on) if lawful else paper("", on)}
    letter, report = (paper("7/CV" if lawful else "", on) for _ in range(2))
    told: dict[Action, dict[str, Any]] = {
        Action.RETURN_DOSSIER: {"letter": letter, "missing_list": "Nhóm b", "due": on},
        Action.APPRAISE: {**sitting, "types": ("1",)},
        Action.DECLINE: {**sitting, **signed, "reason": "Chưa đủ"},
        Action.SELECT: signed,
        Action.WITHDRAW: {"letter": letter, "reason": "Trùng"},
        Action.SUBMIT_REVIEW: {"report": report, "tasks_concluded": True},
        Action.PASS_REVIEW: sitting,
        Action.EXTEND: {**sitting, "reason": "Chưa đạt"},
        Action.RECOGNIZE: {**sitting, **signed},
        Action.RELAPSE: {**sitting, "reason": "Trở lại"},
        Action.RESUME: signed,
        Action.HAND_OVER: {"resolution": letter, "successors": ("08002",)},
    }
    return told[action]


@dataclass
class Case:
    """One case as it should stand: for each phase and round who gave which figure, verified."""

    number: str
    commune: str
    state: CaseState
    is_open: bool = True
    entries: int = 1
    round: int = 1
    last: date = date(2018, 2, 1)
    relapsed_from: CaseState | None = None
    given: dict[tuple[Phase, int], dict[str, list[Any]]] = field(default_factory=dict)

    def of(self, phase: Phase) -> dict[str, list[Any]]:
        """The figures of a phase in this round: value, recorder, whether verified."""
        return self.given.setdefault((phase, self.round), {})

    def enter(self, phase: Phase, by: str, reason: str, *, good: bool) -> str:
        """Enter all figures of a phase, if that may be done now."""
        former, values = self.of(phase), figures(phase, good=good)
        changed = {
            name for name, value in values.items() if name not in former or former[name][0] != value
        }
        if by in OUTSIDERS:
            return UNKNOWN
        if by not in OFFICERS or self.state not in OPEN_FOR[phase]:
            return IMPOSSIBLE
        if not changed or (changed & set(former) and not reason):
            return INVALID
        former.update({name: [values[name], by, False] for name in changed})
        self.entries += 1
        return DONE

    def verify(self, phase: Phase, by: str) -> str:
        """Verify what others recorded, if that may be done now."""
        waiting = [each for each in self.of(phase).values() if not each[2] and each[1] != by]
        if by in OUTSIDERS:
            return UNKNOWN
        allowed = by in OFFICERS or by == SECRETARY
        if not allowed or self.state not in OPEN_FOR[phase] or not waiting:
            return IMPOSSIBLE
        for each in waiting:
            each[2] = True
        self.entries += 1
        return DONE

    def end_of(self, deed: "Tried", *, free: int) -> str:
        """Foretell how a deed ends, and stand as it leaves the case."""
        if deed.by in OUTSIDERS:
            return UNKNOWN
        if deed.stale:
            return STALE
        row = TABLE.get((deed.action, self.state))
        if row is None:
            return IMPOSSIBLE
        target, role = row
        if self._sits_ahead(deed, role):
            return IMPOSSIBLE
        in_order = deed.lawful and self.last <= deed.on < AHEAD
        if not (self._holds(deed.by, role) and in_order and self._ready(deed.action, free)):
            return REFUSED
        self._stand(deed, target)
        return DONE

    @staticmethod
    def _sits_ahead(deed: "Tried", role: str) -> bool:
        """Whether the council would have to sit on a day still to come."""
        sits = role == SECRETARY and deed.action is not Action.RETURN_DOSSIER
        return sits and deed.by == SECRETARY and deed.on >= AHEAD

    @staticmethod
    def _holds(by: str, role: str) -> bool:
        return by in OFFICERS if role == OFFICER else by == role

    def _ready(self, action: Action, free: int) -> bool:
        if action is Action.SELECT:
            return free > 0
        if action is Action.RESUME:
            return self.relapsed_from is M
        if action is Action.SUBMIT_REVIEW and self.round > 1:
            return False  # its year is not over
        if action not in RESTS_ON:
            return True
        phase, good = RESTS_ON[action]
        given = self.of(phase)
        whole = bool(given) and all(verified for _, _, verified in given.values())
        as_asked = {name: value for name, (value, _, _) in given.items()}
        return whole and (good is None or as_asked == figures(phase, good=good))

    def _stand(self, deed: "Tried", target: CaseState) -> None:
        if target is RE:
            self.relapsed_from, self.is_open = self.state, self.state is M
        elif target in (OK, D, C):
            self.is_open = False
        if deed.action in (Action.EXTEND, Action.RESUME):
            self.round += 1
        self.state, self.last = target, deed.on
        # A recommendation is an entry of its own; a ballot that moves the case is not.
        self.entries += 2 if deed.action is Action.RECOGNIZE else 1


@dataclass(frozen=True, kw_only=True)
class Tried:
    """One deed somebody tries."""

    action: Action
    by: str
    on: date
    lawful: bool = True
    stale: bool = False


@dataclass
class Seen:
    """How the deeds ended, and which steps of the table were taken."""

    tried: Counter[str] = field(default_factory=Counter)
    reached: set[tuple[Action, CaseState]] = field(default_factory=set)
