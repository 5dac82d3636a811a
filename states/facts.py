"""The frozen shapes a guard may read: everything known about a case on one day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from states.canonical import written
from states.deadlines import NONE_OFF, DaysOff
from states.figures import MISSING, Figure
from states.plans import Plan
from states.terms import Capacity, CaseState, Role, UnitKind


@dataclass(frozen=True, slots=True)
class Commune:
    """The commune-level unit as it stood that day; both validity days are inclusive."""

    code: str | None
    name: str
    kind: UnitKind
    province: str
    province_code: str | None
    district: str | None = None
    district_kind: UnitKind | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    new_countryside_since: date | None = None
    on_antt_list: bool = False

    def exists(self, *, on: date) -> bool:
        """Whether the unit existed that day; an unknown first or last day does not end it."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper an action rests on, name-free: number, day, body, capacity, votes if minutes.

    `as_printed` keeps a day the source does not give exactly, such as "năm 2022".
    """

    number: str = ""
    signed_on: date | None = None
    as_printed: str = ""
    body: str = ""
    capacity: str = ""
    votes_for: int | None = None
    votes_of: int | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """What the person performing an action hands in with it."""

    reason: str = ""
    minutes: Paper | None = None
    decision: Paper | None = None
    report: Paper | None = None
    letter: Paper | None = None
    resolution: Paper | None = None
    old_decision: Paper | None = None
    missing_list: str = ""
    due: date | None = None
    types: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    tasks_concluded: bool = False
    corrects: int | None = None
    asked_by: str | None = None


@dataclass(frozen=True, slots=True)
class FigureSet:
    """The figures of one phase and round, by measure; period days are both counted."""

    values: Mapping[str, Figure] = field(default_factory=dict)
    verified: frozenset[str] = frozenset()
    start: date | None = None
    end: date | None = None

    def get(self, measure: str) -> Figure:
        """Return the figure, or the missing one when nobody has given it."""
        return self.values.get(measure, MISSING)


@dataclass(frozen=True, slots=True)
class Quota:
    """The province's cap that year: communes as base, areas in transformation, in monitoring."""

    year: int
    base: int | None = None
    used: int = 0
    monitoring: int = 0
    adding: int = 1
    source: str = ""


@dataclass(frozen=True, slots=True)
class Behalf:
    """A role exercised for somebody else: whose it is, and in what capacity."""

    role: Role
    holder: str
    capacity: Capacity


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the roles held over this commune that day, and the part taken in this case.

    `on_behalf` names the roles that are not the person's own but exercised for their holders.
    """

    person: str
    roles: frozenset[Role] = frozenset()
    in_territory: bool = False
    proposed_this_case: bool = False
    recorded_figures: bool = False
    on_behalf: tuple[Behalf, ...] = ()

    def acting_in(self, by: tuple[Role, ...]) -> tuple[Role | None, str | None]:
        """Return the first of the roles that the person holds, and for whom it is exercised."""
        role = next((role for role in by if role in self.roles), None)
        holder = next((each.holder for each in self.on_behalf if each.role is role), None)
        return role, holder


@dataclass(frozen=True, slots=True)
class Resting:
    """What rests on an entry: a later move of the case, or another case opened since."""

    entry: int
    deed: str
    case: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """The entry a correction names: what it was, and what later rests on it.

    A rectification says what was recorded wrongly and what is right. `by_one_side` tells that
    whoever approves is one with whoever asked, or either ever exercised the other's power.
    """

    entry: int
    deed: str
    is_latest_move: bool
    asked_by: str | None = None
    by_one_side: bool = False
    wrong: str = ""
    right: str = ""
    resting: tuple[Resting, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiver:
    """A condition of one step that the committee's office waived: why, and by which text."""

    action: str
    rule: str
    reason: str
    rests_on: str
    asked_by: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class Ballot:
    """A council's ballot as counted: heads on each side of every base, and how it ended.

    `appointed` counts the seats in force, alternates only where they sit for somebody; whoever
    is recused has left `appointed` and `present` already. `conflicted` counts voters who took
    part in the case and were not recused.
    """

    council: str
    sitting: str = ""
    held_on: date | None = None
    appointed: int = 0
    present: int = 0
    recused: int = 0
    votes_for: int = 0
    against: int = 0
    abstain: int = 0
    chair: str = ""
    closed: bool = False
    conflicted: int = 0
    facts_digest: str = ""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """All a guard may know. `on` is the legal day of the deed, `today` the day it is recorded."""

    on: date
    today: date
    commune: Commune
    actor: Actor
    plan: Plan | None = None
    pinned_plan: str = ""
    state: CaseState | None = None
    round: int = 1
    types: tuple[str, ...] = ()
    argument: str = ""
    open_case: str | None = None
    started_on: date | None = None
    reviewed_on: date | None = None
    relapsed_from: CaseState | None = None
    last_effective: date | None = None
    proposal: FigureSet = FigureSet()
    review: FigureSet = FigureSet()
    monitoring: FigureSet = FigureSet()
    relapse: FigureSet = FigureSet()
    quota: Quota | None = None
    correction: Correction | None = None
    ballot: Ballot | None = None
    waivers: tuple[Waiver, ...] = ()
    paper: Submission = Submission()
    days_off: DaysOff = NONE_OFF

    def as_record(self) -> dict[str, Any]:
        """Return the facts as the history stores them: only what is there, no plan text."""
        record = written(self)
        record.pop("plan", None)
        record.pop("pinned_plan", None)
        return record
