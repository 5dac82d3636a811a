"""Conditions somebody else asked to be waived, that this office may decide."""

from typing import Any

from sqlalchemy import Row, Select
from sqlmodel import SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Action, Text
from workflow.access import within
from workflow.database import read_instant
from workflow.deeds.at_case import DECIDERS
from workflow.facts import CASES
from workflow.sides import is_of_the_side, took_part
from workflow.views.looking import Looker
from workflow.views.source import Ask, Source, columns

_WAIVERS = SQLModel.metadata.tables["waiver"]


def _waiting(looker: Looker) -> Select[Any] | None:
    places = looker.held.places(*DECIDERS)
    if not places:
        return None
    asked = columns(
        "waiver",
        key=_WAIVERS.c.id,
        place=CASES.c.number,
        term=_WAIVERS.c.action,
        since=_WAIVERS.c.asked_at,
    )
    return asked.select_from(_WAIVERS.join(CASES, CASES.c.id == _WAIVERS.c.case_id)).where(
        within(places),
        _WAIVERS.c.decided_by.is_(None),
        ~is_of_the_side(_WAIVERS.c.asked_by, looker.person),
        _WAIVERS.c.round == CASES.c.round,
        ~took_part(looker.person),
    )


def _told(row: Row[Any]) -> Ask:
    step = Action(row.term).label
    return Ask(
        Text("Duyệt đề nghị miễn điều kiện", "Decide a waiver asked for"),
        f"/waivers/{row.key.hex}",
        Text(f"{row.place}: {step.vi}", f"{row.place}: {step.en}"),
        read_instant(row.since),
    )


SOURCE = Source("waiver", _waiting, _told)
