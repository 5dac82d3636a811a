"""Powers somebody else asked for, for somebody else, that this administrator may decide."""

from typing import Any

from sqlalchemy import Row, Select, String, func, type_coerce
from sqlmodel import SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Granted, Role, Text
from workflow.database import read_instant
from workflow.sides import is_of_the_side
from workflow.views.looking import Looker
from workflow.views.powers_held import inside
from workflow.views.source import Ask, Source, columns

_TABLES = SQLModel.metadata.tables
_REQUESTS = _TABLES["grant_request"]
_APPOINTMENTS = _TABLES["appointment"]
_COUNCILS = _TABLES["council"]
_PLACES = _TABLES["place"]
_PERSONS = _TABLES["person"]
_WHERE = func.coalesce(_REQUESTS.c.place_id, _COUNCILS.c.place_id, _APPOINTMENTS.c.place_id)


def _waiting(looker: Looker) -> Select[Any] | None:
    places = looker.held.places(Role.ADMINISTRATOR)
    if not places:
        return None
    asked = columns(
        "grant",
        key=_REQUESTS.c.id,
        words=_PERSONS.c.name,
        term=type_coerce(_REQUESTS.c.granted, String()),
        since=_REQUESTS.c.asked_at,
    )
    return asked.select_from(
        _REQUESTS.join(_PERSONS, _PERSONS.c.id == _REQUESTS.c.person_id)
        .outerjoin(_COUNCILS, _COUNCILS.c.id == _REQUESTS.c.council_id)
        .outerjoin(_APPOINTMENTS, _APPOINTMENTS.c.id == _REQUESTS.c.appointment_id)
        .join(_PLACES, _PLACES.c.id == _WHERE)
    ).where(
        inside(places),
        _REQUESTS.c.decided_by.is_(None),
        ~is_of_the_side(_REQUESTS.c.asked_by, looker.person),
        ~is_of_the_side(_REQUESTS.c.person_id, looker.person),
    )


def _told(row: Row[Any]) -> Ask:
    what = Granted(row.term).label
    return Ask(
        Text(f"Duyệt đề nghị: {what.vi}", f"Decide a request: {what.en}"),
        f"/grants/{row.key.hex}",
        Text(row.words, row.words),
        read_instant(row.since),
    )


SOURCE = Source("grant", _waiting, _told)
