"""Motions being voted on at which this person has a vote and has not cast it.

Who votes is what `workflow.sitting.bench` says: the holder of a seat who is present and not
recused, else the alternate who sits there; the seat was not taken away since.
"""

from typing import Any

from sqlalchemy import Row, Select, String, and_, cast, exists, or_
from sqlmodel import SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Action, Seat, Text
from workflow.database import read_instant
from workflow.facts import CASES
from workflow.models.sittings import MotionStatus
from workflow.views.looking import Looker
from workflow.views.source import Ask, Source, columns

_TABLES = SQLModel.metadata.tables
_MOTIONS = _TABLES["motion"]
_SITTINGS = _TABLES["sitting"]
_ROLL = _TABLES["attendance"]
_SEATS = _TABLES["seat"]
_COUNCILS = _TABLES["council"]
_PLACES = _TABLES["place"]
_VOTES = _TABLES["vote"]
_RECUSALS = _TABLES["recusal"]
_HOLDERS = _SEATS.alias("held")
_HOLDERS_ROLL = _ROLL.alias("holders")
_HOLDER_VOTES = (
    exists()
    .select_from(
        _HOLDERS.join(
            _HOLDERS_ROLL,
            and_(
                _HOLDERS_ROLL.c.sitting_id == _SITTINGS.c.id,
                _HOLDERS_ROLL.c.person_id == _HOLDERS.c.person_id,
                _HOLDERS_ROLL.c.present,
            ),
        )
    )
    .where(
        _HOLDERS.c.id == _ROLL.c.sits_for,
        ~exists().where(
            _RECUSALS.c.motion_id == _MOTIONS.c.id,
            _RECUSALS.c.person_id == _HOLDERS.c.person_id,
        ),
    )
    .correlate(_ROLL, _MOTIONS, _SITTINGS)
)
_OWN_SEAT = and_(_ROLL.c.sits_for.is_(None), _ROLL.c.kind != Seat.ALTERNATE)
_ANOTHERS = and_(_ROLL.c.sits_for.is_not(None), ~_HOLDER_VOTES)


def _waiting(looker: Looker) -> Select[Any] | None:
    today = looker.today
    asked = columns(
        "motion",
        key=_SITTINGS.c.id,
        place=cast(_MOTIONS.c.ordinal, String()),
        words=CASES.c.number + " – " + _PLACES.c.name,
        term=_MOTIONS.c.action,
        since=_MOTIONS.c.opened_at,
    )
    return asked.select_from(
        _MOTIONS.join(_SITTINGS, _SITTINGS.c.id == _MOTIONS.c.sitting_id)
        .join(CASES, CASES.c.id == _MOTIONS.c.case_id)
        .join(_PLACES, _PLACES.c.id == CASES.c.commune_id)
        .join(_COUNCILS, _COUNCILS.c.id == _SITTINGS.c.council_id)
        .join(
            _ROLL,
            and_(_ROLL.c.sitting_id == _SITTINGS.c.id, _ROLL.c.person_id == looker.person),
        )
        .join(_SEATS, _SEATS.c.id == _ROLL.c.seat_id)
    ).where(
        _MOTIONS.c.status == MotionStatus.OPEN,
        _ROLL.c.present,
        or_(_OWN_SEAT, _ANOTHERS),
        or_(_SEATS.c.until.is_(None), _SEATS.c.until >= today),
        or_(_COUNCILS.c.until.is_(None), _COUNCILS.c.until >= today),
        ~_of_me(_VOTES, looker),
        ~_of_me(_RECUSALS, looker),
    )


def _of_me(table: Any, looker: Looker) -> Any:  # noqa: ANN401 - a table and a condition
    mine = (table.c.motion_id == _MOTIONS.c.id, table.c.person_id == looker.person)
    return exists().where(*mine).correlate(_MOTIONS)


def _told(row: Row[Any]) -> Ask:
    step = Action(row.term).label
    return Ask(
        Text(f"Biểu quyết: {step.vi}", f"Vote: {step.en}"),
        f"/sittings/{row.key.hex}/motions/{row.place}",
        Text(row.words, row.words),
        read_instant(row.since),
    )


SOURCE = Source("motion", _waiting, _told)
