"""The docket of a sitting: each motion with its case, where it stands, and what it came to."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, exists, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.ballot import BallotRule, counted_on, in_words
from states.terms import Action, Text
from workflow.facts import CASES
from workflow.models.sittings import MotionStatus
from workflow.recommendation import as_ballot
from workflow.sitting.minutes import NOT_COUNTED
from workflow.sitting.motions import MOVES
from workflow.views.asked import AREA_TYPES
from workflow.views.naming import unit

_TABLES = SQLModel.metadata.tables
_MOTIONS = _TABLES["motion"]
_SITTINGS = _TABLES["sitting"]
_PLACES = _TABLES["place"]
_FORMER = _MOTIONS.alias("former")
_LATER = _MOTIONS.alias("later")
DOCKET: Select[Any] = (
    select(
        _MOTIONS,
        _SITTINGS.c.council_id,
        _SITTINGS.c.held_on,
        _SITTINGS.c.number.label("minutes"),
        CASES.c.number.label("case"),
        _PLACES.c.kind.label("commune_kind"),
        _PLACES.c.name.label("commune_name"),
        _FORMER.c.ordinal.label("follows_ordinal"),
        _LATER.c.ordinal.label("followed_by"),
    )
    .select_from(
        _MOTIONS.join(_SITTINGS, _SITTINGS.c.id == _MOTIONS.c.sitting_id)
        .join(CASES, CASES.c.id == _MOTIONS.c.case_id)
        .join(_PLACES, _PLACES.c.id == CASES.c.commune_id)
        .outerjoin(_FORMER, _FORMER.c.id == _MOTIONS.c.follows)
        .outerjoin(_LATER, _LATER.c.follows == _MOTIONS.c.id)
    )
    .order_by(_SITTINGS.c.held_on, _MOTIONS.c.ordinal)
)
_OF_SITTING = DOCKET.where(_MOTIONS.c.sitting_id == bindparam("sitting"))
HAS_MOTION = exists().where(_MOTIONS.c.case_id == CASES.c.id).correlate(CASES)
_OF_CASE = DOCKET.where(CASES.c.number == bindparam("case_number"))
ENDS_WITHOUT_A_COUNT = (MotionStatus.LAPSED, MotionStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Tally:
    """What the votes came to; `of` heads the share in favour is counted on, under that rule."""

    votes_for: int
    against: int
    abstain: int
    present: int
    appointed: int
    recused: int
    of: int
    base: Text
    rule: Text


@dataclass(frozen=True, slots=True)
class DocketLine:
    """One motion; `why` says why it lapsed, or why a carried one did not move its case.

    `entry` is the entry of the history that tells its end.
    """

    identity: UUID
    sitting: str
    minutes: str
    held_on: date
    ordinal: int
    case: str
    commune: Text
    action: Action
    types: tuple[Text, ...]
    reason: str
    status: MotionStatus
    follows: int | None
    followed_by: int | None
    why: Text | None
    tally: Tally | None
    entry: int | None
    closed_at: str | None
    by_chair: bool

    @property
    def has_ended(self) -> bool:
        """Whether nobody votes on it any more."""
        return self.status not in (MotionStatus.WAITING, MotionStatus.OPEN)

    @property
    def moves(self) -> bool:
        """Whether a carried vote moves the case at once; otherwise it recommends."""
        return self.action in MOVES


def docket(session: Session, sitting: UUID) -> tuple[Row[Any], ...]:
    """Return the rows of a sitting's motions in their order."""
    return tuple(session.execute(_OF_SITTING, {"sitting": sitting}))


def motions_of_case(session: Session, number: str) -> tuple[DocketLine, ...]:
    """Return every motion a case was put to, the latest first."""
    rows = session.execute(_OF_CASE, {"case_number": number})
    return tuple(docket_line(row) for row in rows)[::-1]


def docket_line(row: Row[Any]) -> DocketLine:
    """Return one motion as the pages show it."""
    return DocketLine(
        identity=row.id,
        sitting=row.sitting_id.hex,
        minutes=row.minutes,
        held_on=row.held_on,
        ordinal=row.ordinal,
        case=row.case,
        commune=unit(row.commune_kind, row.commune_name),
        action=Action(row.action),
        types=types_in_words(row.types),
        reason=row.reason,
        status=MotionStatus(row.status),
        follows=row.follows_ordinal,
        followed_by=row.followed_by,
        why=text_of(row.why),
        tally=None if row.status in NOT_COUNTED else _tally(row),
        entry=row.entry,
        closed_at=row.closed_at,
        by_chair=row.closed_by is not None and row.status not in ENDS_WITHOUT_A_COUNT,
    )


def types_in_words(types: str) -> tuple[Text, ...]:
    """Return the types of area a motion names."""
    return tuple(AREA_TYPES.get(each, Text(each, each)) for each in filter(None, types.split(",")))


def rule_in(row: Row[Any]) -> BallotRule | None:
    """Return the rule a motion's ballot was opened under."""
    return BallotRule.from_record(json.loads(row.rule)) if row.rule else None


def text_of(stored: str | None) -> Text | None:
    """Return a sentence stored in both languages."""
    return Text(**json.loads(stored)) if stored else None


def _tally(row: Row[Any]) -> Tally | None:
    rule = rule_in(row)
    if rule is None or row.votes_for is None:
        return None
    ballot = as_ballot(row)
    return Tally(
        votes_for=ballot.votes_for,
        against=ballot.against,
        abstain=ballot.abstain,
        present=ballot.present,
        appointed=ballot.appointed,
        recused=ballot.recused,
        of=counted_on(rule, ballot),
        base=rule.base.label,
        rule=in_words(rule),
    )
