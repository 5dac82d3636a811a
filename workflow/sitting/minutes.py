"""The minutes of a sitting, computed from what was recorded and never typed.

Their digest is that of the canonical text of `record`, in which people are ids; how
anybody voted on a motion that was never counted is in no minutes.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Seat, Text
from workflow.canonical_text import canonical
from workflow.errors import NotPossibleNow
from workflow.models.sittings import MotionStatus
from workflow.sitting.bench import Bench, bench_of, read_sitting, recusals_on, votes_on
from workflow.sitting.seats import presiding

NOT_COUNTED = frozenset(
    {MotionStatus.WAITING, MotionStatus.OPEN, MotionStatus.LAPSED, MotionStatus.WITHDRAWN}
)
_TABLES = SQLModel.metadata.tables
_MOTIONS = _TABLES["motion"]
_CASES = _TABLES["case_file"]
_HISTORY = _TABLES["history"]
_OF_SITTING: Select[Any] = (
    select(_MOTIONS, _CASES.c.number.label("case"), _HISTORY.c.entry.label("told"))
    .join(_CASES, _CASES.c.id == _MOTIONS.c.case_id)
    .outerjoin(_HISTORY, _HISTORY.c.number == _MOTIONS.c.entry)
    .where(_MOTIONS.c.sitting_id == bindparam("sitting"))
    .order_by(_MOTIONS.c.ordinal)
)
_TALLY = ("votes_for", "against", "abstain", "present", "appointed", "recused", "chair")


@dataclass(frozen=True, slots=True)
class Minutes:
    """What was recorded of a sitting, as an object of texts and whole numbers, and its digest."""

    record: Mapping[str, Any]
    digest: str


def minutes_of(session: Session, sitting: UUID) -> Minutes:
    """Return the minutes as far as the sitting has come.

    Raises NotPossibleNow for an unknown sitting.
    """
    row = read_sitting(session, sitting)
    if row is None:
        raise NotPossibleNow(Text("Không có phiên họp này.", "There is no such sitting."))
    motions, bench = motions_of(session, sitting), bench_of(session, row)
    ordinals = {motion.id: motion.ordinal for motion in motions}
    record = {
        "sitting": row.id.hex,
        "council": row.council_id.hex,
        "council_name": row.council,
        "number": row.number,
        "held_on": row.held_on.isoformat(),
        "place": row.place,
        "closed_at": row.closed_at,
        "roll": _roll(bench),
        "motions": [_motion(session, bench, motion, ordinals) for motion in motions],
    }
    return Minutes(record, hashlib.sha256(canonical(record)).hexdigest())


def motions_of(session: Session, sitting: UUID) -> tuple[Row[Any], ...]:
    """Return the docket of a sitting in its order, each motion with the entry of its end."""
    return tuple(session.connection().execute(_OF_SITTING, {"sitting": sitting}).all())


def _roll(bench: Bench) -> list[dict[str, Any]]:
    """Return the roll as it was called, whoever has lost the seat or the account since."""
    order = {kind: place for place, kind in enumerate(Seat)}
    lines = sorted(
        bench.roll.values(), key=lambda line: (order[Seat(line.kind)], line.person_id.hex)
    )
    return [
        _said(
            person=line.person_id.hex,
            seat=Seat(line.kind).value,
            present=int(line.present),
            reason=line.reason,
            sits_for=line.sits_for.hex if line.sits_for else None,
        )
        for line in lines
    ]


def _motion(
    session: Session, bench: Bench, row: Row[Any], ordinals: Mapping[UUID, int]
) -> dict[str, Any]:
    counted = row.status not in NOT_COUNTED
    told = json.loads(row.told) if row.told else {}
    return _said(
        ordinal=row.ordinal,
        case=row.case,
        action=row.action.value,
        types=row.types,
        reason=row.reason,
        status=row.status.value,
        rule=json.loads(row.rule) if row.rule else None,
        facts_digest=row.facts_digest,
        follows=ordinals.get(row.follows),
        why=json.loads(row.why) if row.why else None,
        tally=_said(**{name: getattr(row, name) for name in _TALLY}) if counted else None,
        presiding=_instead_of_the_chair(session, bench, row) if counted else None,
        recusals=_recusals(recusals_on(session, row.id)),
        votes=_votes(votes_on(session, row.id)) if counted else None,
        findings=told.get("findings"),
        entry=row.entry,
    )


def _instead_of_the_chair(session: Session, bench: Bench, row: Row[Any]) -> str | None:
    """Return who presided over a ballot where the chair did not: who closed it, if anybody."""
    found = presiding(bench, [one.person_id for one in recusals_on(session, row.id)])
    who = row.closed_by or (found.person if found else None)
    seat = bench.seat_of(who) if who else None
    return seat.person.hex if seat is not None and seat.kind is not Seat.CHAIR else None


def _recusals(rows: Iterable[Row[Any]]) -> list[dict[str, Any]]:
    return [
        _said(person=row.person_id.hex, ground=row.ground.value, reason=row.reason) for row in rows
    ]


def _votes(rows: Iterable[Row[Any]]) -> list[dict[str, Any]]:
    """Return the votes in the order of the people, since who voted first is nobody's business."""
    return [
        _said(
            person=row.person_id.hex,
            seat=row.seat_id.hex,
            choice=row.choice.value,
            reason=row.reason,
        )
        for row in sorted(rows, key=lambda row: row.person_id.hex)
    ]


def _said(**parts: object) -> dict[str, Any]:
    return {name: part for name, part in parts.items() if part not in (None, "", [], {})}
