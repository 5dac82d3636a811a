"""Entries somebody else asked to be rectified or voided, that this office may decide."""

from typing import Any

from sqlalchemy import Row, Select, String, cast
from sqlmodel import SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Action, Text
from workflow.access import within
from workflow.database import read_instant
from workflow.deeds.at_case import DECIDERS
from workflow.facts import CASES
from workflow.sides import is_of_the_side
from workflow.views.looking import Looker
from workflow.views.source import Ask, Source, columns

_REQUESTS = SQLModel.metadata.tables["correction_request"]


def _waiting(looker: Looker) -> Select[Any] | None:
    places = looker.held.places(*DECIDERS)
    if not places:
        return None
    asked = columns(
        "correction",
        key=_REQUESTS.c.id,
        place=cast(_REQUESTS.c.entry, String()),
        words=CASES.c.number,
        term=_REQUESTS.c.kind,
        since=_REQUESTS.c.asked_at,
    )
    return asked.select_from(_REQUESTS.join(CASES, CASES.c.id == _REQUESTS.c.case_id)).where(
        within(places),
        _REQUESTS.c.decided_by.is_(None),
        ~is_of_the_side(_REQUESTS.c.asked_by, looker.person),
    )


def _told(row: Row[Any]) -> Ask:
    kind = Action(row.term).label
    return Ask(
        Text(f"Duyệt đề nghị: {kind.vi}", f"Decide a request: {kind.en}"),
        f"/corrections/{row.key.hex}",
        Text(f"{row.words}, bút toán {row.place}", f"{row.words}, entry {row.place}"),
        read_instant(row.since),
    )


SOURCE = Source("correction", _waiting, _told)
