"""Opening a ballot: what the votes rest on, the rule, and who must not vote are written down."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables written below
from states.ballot import BallotRule, has_quorum, in_words
from states.facts import CaseFacts
from states.plans.book import PlanBook
from states.terms import Text
from workflow.calendar import HANOI
from workflow.canonical_text import canonical
from workflow.database import stored_instant
from workflow.errors import NotPossibleNow, Refused
from workflow.models.sittings import MotionStatus
from workflow.sitting import told
from workflow.sitting.bench import count
from workflow.sitting.grounds import grounds
from workflow.sitting.motions import (
    Put,
    configured,
    facts_of,
    held_back,
    lock_motion,
    rests_on,
    weighed,
)
from workflow.sitting.seats import require_clerk, require_its_day

OPENED = "ballot_opened"
_TABLES = SQLModel.metadata.tables
_MOTIONS = _TABLES["motion"]
_RECUSALS = _TABLES["recusal"]


@dataclass(frozen=True, slots=True)
class Opener:
    """Who opens a ballot, when and in what capacity: a clerk, or the council after a lapse."""

    by: UUID
    at: datetime
    capacity: str


def open_ballot(session: Session, book: PlanBook, motion: UUID, *, by: UUID, at: datetime) -> None:
    """Open the ballot on a motion: from here on its facts, its rule and the recused are fixed.

    Raises NotPossibleNow before the sitting's day, before the roll is whole or without a quorum;
    Refused when anything but the votes holds the step back.
    """
    put = lock_motion(session, motion)
    if put.motion.status is not MotionStatus.WAITING:
        says = Text("Nội dung này không chờ biểu quyết.", "This motion is not waiting.")
        raise NotPossibleNow(says)
    capacity = require_clerk(session, put.sitting, by=by, at=at)
    open_put(session, book, put, Opener(by, at, capacity))


def open_put(session: Session, book: PlanBook, put: Put, opener: Opener) -> None:
    """Open the ballot on a motion that is locked; raises as `open_ballot` does."""
    at = opener.at
    require_its_day(put.sitting, at=at)
    _require_roll(put)
    facts = facts_of(session, book, put, at=at)
    weighing = held_back(weighed(session, put, facts), put_ahead=False)
    if not weighing.permitted:
        raise Refused(weighing)
    rule = configured(facts)
    forced = _force_out(session, put, at=at)
    _require_quorum(session, put, rule)
    digest = _write(session, put, facts, rule, at=at)
    kept = {
        "motion": put.motion.id.hex,
        "sitting": put.sitting.id.hex,
        "case": put.file.number,
        "action": put.motion.action.value,
        "facts_digest": digest,
        "rule": rule.as_record(),
        "recused": [
            {"person": row["person_id"].hex, "ground": row["ground"].value} for row in forced
        ],
    }
    deed = told.Told(
        deed=OPENED,
        by=opener.by,
        at=at,
        on=put.sitting.held_on,
        facts=kept,
        capacity=opener.capacity,
        assessment=weighing,
    )
    told.record(session, deed)


def _write(session: Session, put: Put, facts: CaseFacts, rule: BallotRule, *, at: datetime) -> str:
    digest, judged = rests_on(session, facts, put.file.id)
    opened = {
        "status": MotionStatus.OPEN,
        "rule": json.dumps(rule.as_record(), sort_keys=True),
        "facts_digest": digest,
        "rests_on": canonical(judged).decode(),
        "opened_at": stored_instant(at),
    }
    session.connection().execute(
        update(_MOTIONS).where(_MOTIONS.c.id == put.motion.id).values(**opened)
    )
    return digest


def _require_roll(put: Put) -> None:
    if put.bench.uncalled:
        names = ", ".join(seat.name for seat in put.bench.uncalled)
        raise NotPossibleNow(
            Text(f"Chưa điểm danh: {names}.", f"The roll says nothing of: {names}.")
        )


def _require_quorum(session: Session, put: Put, rule: BallotRule) -> None:
    ballot = count(session, put.sitting, put.motion, put.bench)
    if not has_quorum(rule, ballot):
        asked = in_words(rule)
        raise NotPossibleNow(
            Text(
                f"Có mặt và được biểu quyết {ballot.present}/{ballot.appointed}. {asked.vi}",
                f"{ballot.present} of {ballot.appointed} are there and may vote. {asked.en}",
            )
        )


def _force_out(session: Session, put: Put, *, at: datetime) -> list[dict[str, Any]]:
    """Recuse everybody present who took part in the case."""
    today = at.astimezone(HANOI).date()
    out = grounds(session, put.file, put.bench.present(), on=today)
    rows = [
        {
            "motion_id": put.motion.id,
            "person_id": person,
            "ground": ground,
            "reason": None,
            "at": stored_instant(at),
        }
        for person, ground in sorted(out.items(), key=lambda each: each[0].hex)
    ]
    if rows:
        session.connection().execute(insert(_RECUSALS), rows)
    return rows
