"""Cases looked through for a page: a window of them, assessed by what authorises their deeds.

A window is read and judged in a few statements. Which cases stand in it is narrowed by what
every case must satisfy on which something can be done; the assessment alone decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, bindparam, exists, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.case import Assessment, assess
from states.facts import Ballot, CaseFacts
from states.plans.book import PlanBook
from states.terms import Action, CaseState, Phase, Role, Text
from workflow.access import Held
from workflow.calendar import HANOI
from workflow.facts import CASES, Setting
from workflow.models.sittings import MotionStatus
from workflow.recommended import recommended
from workflow.sides import side_of
from workflow.together import AROUND, assess_together, gather_together
from workflow.views.naming import joined, unit

WINDOW = 100
_TABLES = SQLModel.metadata.tables
_PLACES = _TABLES["place"]
_PROVINCE = _PLACES.alias("province")
_FIGURES = _TABLES["figure"]
_CHECKS = _TABLES["verification"]
_HISTORY = _TABLES["history"]
_MOTIONS = _TABLES["motion"]
_WAIVERS = _TABLES["waiver"]
_LINES = _TABLES["decision_line"]
_LATER = _FIGURES.alias("later")
_WHO = bindparam("who", type_=_FIGURES.c.recorded_by.type)


def _waits_for_a_check(phase: Phase) -> ColumnElement[bool]:
    """Whether the latest figure of some measure was recorded by another side, unverified yet."""
    same = (_LATER.c[name] == _FIGURES.c[name] for name in ("case_id", "measure", "phase", "round"))
    return (
        exists()
        .select_from(_FIGURES.outerjoin(_CHECKS, _CHECKS.c.figure_id == _FIGURES.c.id))
        .where(
            _FIGURES.c.case_id == CASES.c.id,
            _FIGURES.c.phase == phase,
            _FIGURES.c.round == CASES.c.round,
            _FIGURES.c.recorded_by.not_in(side_of(_WHO)),
            _CHECKS.c.figure_id.is_(None),
            ~exists().where(*same, _LATER.c.revision > _FIGURES.c.revision),
        )
        .correlate(CASES)
    )


LAST_ACT = (
    select(_HISTORY.c.at)
    .where(_HISTORY.c.case_id == CASES.c.id, _HISTORY.c.case_number == CASES.c.entries)
    .correlate(CASES)
    .scalar_subquery()
)
"""The instant of a case's last entry."""

_VOTED = (
    exists()
    .where(
        _MOTIONS.c.case_id == CASES.c.id,
        _MOTIONS.c.action == Action.RECOGNIZE,
        _MOTIONS.c.status == MotionStatus.CARRIED,
        CASES.c.state == CaseState.MONITORING,
    )
    .correlate(CASES)
)
_ON_A_DOCKET = (
    exists()
    .where(
        _MOTIONS.c.case_id == CASES.c.id,
        _MOTIONS.c.status.in_([MotionStatus.WAITING, MotionStatus.OPEN]),
    )
    .correlate(CASES)
)
_IN_A_DRAFT = exists().where(_LINES.c.case_id == CASES.c.id, _LINES.c.held).correlate(CASES)
_SHOWN: Select[Any] = (
    select(
        CASES,
        _PLACES.c.name,
        _PLACES.c.kind,
        _PROVINCE.c.name.label("province"),
        _PROVINCE.c.kind.label("province_kind"),
        LAST_ACT.label("acted_at"),
        _VOTED.label("voted"),
        _ON_A_DOCKET.label("on_a_docket"),
        _IN_A_DRAFT.label("in_a_draft"),
        exists().where(_WAIVERS.c.case_id == CASES.c.id).correlate(CASES).label("has_waivers"),
        *AROUND,
        *(_waits_for_a_check(phase).label(f"check_{phase.value}") for phase in Phase),
    )
    .select_from(
        CASES.join(_PLACES, _PLACES.c.id == CASES.c.commune_id).join(
            _PROVINCE, _PROVINCE.c.id == CASES.c.province_id
        )
    )
    .order_by(CASES.c.number)
)


@dataclass(frozen=True, slots=True)
class Looker:
    """Who looks at many cases, with the powers held that day, at one instant."""

    person: UUID
    held: Held
    at: datetime

    @property
    def today(self) -> date:
        """Return the day it is in Hanoi."""
        return self.at.astimezone(HANOI).date()


@dataclass(frozen=True, slots=True)
class Seen:
    """One case as it was looked at: its row, its facts, and every step of the table assessed."""

    file: Row[Any]
    facts: CaseFacts
    assessments: tuple[Assessment, ...]

    @property
    def number(self) -> str:
        """Return the number of the case."""
        return str(self.file.number)

    @property
    def name(self) -> Text:
        """Return the name of its commune."""
        return unit(self.file.kind, self.file.name)

    @property
    def lies_in(self) -> Text:
        """Return where the commune lies."""
        commune = self.facts.commune
        district = (
            unit(commune.district_kind, commune.district)
            if commune.district and commune.district_kind
            else None
        )
        return joined(district, unit(self.file.province_kind, self.file.province))

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles of whoever looks, over this case."""
        return self.facts.actor.roles

    def checkable(self, phase: Phase) -> bool:
        """Whether a figure of the phase waits to be verified by another than who recorded it."""
        return bool(getattr(self.file, f"check_{phase.value}"))


@dataclass(frozen=True, slots=True)
class Window:
    """Cases in the order of their numbers; `more` says whether others follow the last of them."""

    cases: tuple[Seen, ...]
    more: bool

    @property
    def last(self) -> str:
        """Return the number of the last case, empty where there is none."""
        return self.cases[-1].number if self.cases else ""


def look_through(
    session: Session,
    book: PlanBook,
    looker: Looker,
    narrowed: Iterable[ColumnElement[bool]],
    *,
    after: str = "",
    many: int = WINDOW,
) -> Window:
    """Return the next cases that satisfy the conditions, each with every step assessed today."""
    chosen = _SHOWN.where(*narrowed).limit(many + 1)
    if after:
        chosen = chosen.where(CASES.c.number > after)
    rows = session.connection().execute(chosen, {"who": looker.person}).all()
    files = rows[:many]
    setting = Setting(looker.person, looker.today, looker.today)
    facts = gather_together(session, book, files, setting, looker.held)
    assessed = assess_together(session, files, facts)
    seen = tuple(Seen(file, facts[file.id], assessed[file.id]) for file in files)
    return Window(_with_ballots(session, book, seen, looker.today), more=len(rows) > many)


def _with_ballots(
    session: Session, book: PlanBook, cases: tuple[Seen, ...], today: date
) -> tuple[Seen, ...]:
    """Assess a recognition on the ballot that recommends it, where there is one."""
    voted = [seen.file for seen in cases if seen.file.voted]
    known = {seen.file.id: seen.facts for seen in cases}
    ballots = recommended(session, book, voted, today=today, gathered=known) if voted else {}
    return tuple(
        _assessed_on(seen, ballots[seen.file.id]) if seen.file.id in ballots else seen
        for seen in cases
    )


def _assessed_on(seen: Seen, ballot: Ballot) -> Seen:
    facts = replace(seen.facts, ballot=ballot)
    assessments = tuple(
        assess(one.transition, facts) if one.transition.action is Action.RECOGNIZE else one
        for one in seen.assessments
    )
    return replace(seen, assessments=assessments)
