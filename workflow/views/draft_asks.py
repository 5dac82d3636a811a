"""Decisions of this office that are drafted and not recorded yet."""

from typing import Any

from sqlalchemy import Row, Select
from sqlmodel import SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Role, Text
from workflow.database import read_instant
from workflow.models.decisions import DecisionKind, DecisionState
from workflow.views.looking import Looker
from workflow.views.source import Ask, Source, columns

_DECISIONS = SQLModel.metadata.tables["decision"]


def _waiting(looker: Looker) -> Select[Any] | None:
    places = looker.held.places(Role.COMMITTEE_OFFICE)
    if not places:
        return None
    return columns(
        "draft",
        key=_DECISIONS.c.id,
        words=_DECISIONS.c.subject,
        place=_DECISIONS.c.number,
        term=_DECISIONS.c.kind,
        since=_DECISIONS.c.created_at,
    ).where(_DECISIONS.c.state == DecisionState.DRAFT, _DECISIONS.c.province_id.in_(places))


def _told(row: Row[Any]) -> Ask:
    kind = DecisionKind(row.term).label
    about = " · ".join(filter(None, (row.place, row.words)))
    return Ask(
        Text(f"Hoàn thành dự thảo: {kind.vi}", f"Complete a draft: {kind.en}"),
        f"/decisions/{row.key.hex}",
        Text(about or "chưa đặt số", about or "no number yet"),
        read_instant(row.since),
    )


SOURCE = Source("draft", _waiting, _told)
