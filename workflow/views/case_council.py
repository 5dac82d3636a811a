"""Where a case stands before its council: the motions it was put to, the sittings it may go to."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Action
from workflow.views.docket_lines import DocketLine, motions_of_case
from workflow.views.sittings import SittingLine, councils_to_call, sittings_seen

_TABLES = SQLModel.metadata.tables
_CASES = _TABLES["case_file"]
_SUCCESSIONS = _TABLES["succession"]
_PROVINCE = select(_CASES.c.province_id).where(_CASES.c.number == bindparam("case_number"))
_HEIRS = select(_SUCCESSIONS.c.successor_id).where(
    _SUCCESSIONS.c.predecessor_id == bindparam("province"), _SUCCESSIONS.c.on <= bindparam("on")
)


@dataclass(frozen=True, slots=True)
class CaseCouncil:
    """One action of a case before the council; `may_put` says whether the reader is its clerk."""

    motions: tuple[DocketLine, ...]
    sittings: tuple[SittingLine, ...]
    may_put: bool

    @property
    def now(self) -> DocketLine | None:
        """Return the motion that has not ended, if there is one."""
        return next((motion for motion in self.motions if not motion.has_ended), None)


def case_council(
    session: Session, number: str, action: Action, *, person: UUID, on: date
) -> CaseCouncil:
    """Return the motions of a case for an action, and the open sittings of its council."""
    motions = tuple(one for one in motions_of_case(session, number) if one.action is action)
    province = session.execute(_PROVINCE, {"case_number": number}).scalar_one()
    heirs = session.execute(_HEIRS, {"province": province, "on": on}).scalars()
    near = frozenset({province, *heirs})
    sittings = sittings_seen(session, person=person, on=on, still_open=True)
    mine = {council.id for council in councils_to_call(session, person=person, on=on)}
    here = tuple(one for one in sittings if one.place_id in near and one.council_id in mine)
    return CaseCouncil(motions, here, bool(mine))
