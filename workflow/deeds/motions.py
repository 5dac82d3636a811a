"""What a council is to vote on: one case and one action, put on the docket or withdrawn."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, Select, bindparam, func, insert, select, update
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables written below
from states.plans.book import PlanBook
from states.terms import Action, Text
from workflow.casefiles import lock_case
from workflow.database import stored_instant
from workflow.errors import InvalidInput, NotPossibleNow, Refused, UnknownCase
from workflow.models.sittings import MotionStatus
from workflow.privacy import refuse_personal
from workflow.sitting import told
from workflow.sitting.bench import bench_of, recusals_on
from workflow.sitting.motions import (
    MOVES,
    RECOMMENDS,
    Put,
    facts_of,
    held_back,
    lock_motion,
    lock_sitting,
    weighed,
)
from workflow.sitting.seats import require_chair, require_clerk

PUT, WITHDRAWN = "motion_put", "motion_withdrawn"
_TABLES = SQLModel.metadata.tables
_MOTIONS = _TABLES["motion"]
_SITTINGS = _TABLES["sitting"]
_LAST = select(func.max(_MOTIONS.c.ordinal)).where(_MOTIONS.c.sitting_id == bindparam("sitting"))
_MOTION: Select[Any] = select(_MOTIONS).where(_MOTIONS.c.id == bindparam("motion"))
_THE_SAME = (
    select(_MOTIONS.c.id)
    .join(_SITTINGS, _SITTINGS.c.id == _MOTIONS.c.sitting_id)
    .where(
        _SITTINGS.c.council_id == bindparam("council"),
        _MOTIONS.c.case_id == bindparam("case"),
        _MOTIONS.c.action == bindparam("action", type_=_MOTIONS.c.action.type),
        _MOTIONS.c.status.in_([MotionStatus.WAITING, MotionStatus.OPEN]),
    )
)


@dataclass(frozen=True, slots=True)
class NewMotion:
    """A motion to be put: the case by its number, and what the action asks for beside it."""

    sitting: UUID
    case: str
    action: Action
    types: tuple[str, ...] = ()
    reason: str = ""


def add_motion(session: Session, book: PlanBook, new: NewMotion, *, by: UUID, at: datetime) -> UUID:
    """Put a motion on the docket of a sitting; return its id. Nobody votes on it yet.

    Raises UnknownCase for a case of another province, NotPossibleNow for a step the case does
    not have or that is no council's, Refused when anything but the ballot itself holds the step
    back, and InvalidInput for one that is waiting already.
    """
    if new.action not in MOVES | RECOMMENDS:
        says = Text("Bước này không do Hội đồng biểu quyết.", "No council votes on this step.")
        raise InvalidInput(says, field="action")
    refuse_personal(new.reason, field="reason")
    file = lock_case(session, new.case)
    sitting = lock_sitting(session, new.sitting)
    capacity = require_clerk(session, sitting, by=by, at=at)
    _refuse_the_same_again(session, sitting, file, new.action)
    row = {
        "id": uuid4(),
        "sitting_id": sitting.id,
        "case_id": file.id,
        "action": new.action,
        "ordinal": next_ordinal(session, sitting.id),
        "types": ",".join(new.types),
        "reason": new.reason.strip(),
        "status": MotionStatus.WAITING,
        "put_by": by,
        "put_at": stored_instant(at),
    }
    connection = session.connection()
    connection.execute(insert(_MOTIONS), row)
    motion = connection.execute(_MOTION, {"motion": row["id"]}).one()
    put = Put(motion, sitting, bench_of(session, sitting), file)
    require_lawful(session, book, put, at=at)
    facts = _facts_of(new, motion)
    deed = told.Told(deed=PUT, by=by, at=at, on=sitting.held_on, facts=facts, capacity=capacity)
    told.record(session, deed)
    identity: UUID = motion.id
    return identity


def _refuse_the_same_again(
    session: Session, sitting: Row[Any], file: Row[Any], action: Action
) -> None:
    which = {"council": sitting.council_id, "case": file.id, "action": action}
    if session.connection().execute(_THE_SAME, which).first():
        says = Text("Nội dung này đã có trong chương trình.", "This is on a docket already.")
        raise InvalidInput(says, field="case")


def _facts_of(new: NewMotion, motion: Row[Any]) -> dict[str, Any]:
    return {
        "motion": motion.id.hex,
        "sitting": new.sitting.hex,
        "case": new.case,
        "action": new.action.value,
        "types": list(new.types),
        "reason": new.reason.strip(),
    }


def withdraw_motion(session: Session, motion: UUID, *, reason: str, by: UUID, at: datetime) -> None:
    """Take a motion off the docket, with its reason; what was said on it is kept.

    One that is being voted on is withdrawn by who presides alone. Raises NotPossibleNow for one
    that has ended and InvalidInput without a reason.
    """
    put = lock_motion(session, motion)
    if put.motion.status not in (MotionStatus.WAITING, MotionStatus.OPEN):
        raise NotPossibleNow(Text("Nội dung này đã kết thúc.", "This motion has ended."))
    if not reason.strip():
        says = Text("Cần ghi lý do rút.", "Say why it is withdrawn.")
        raise InvalidInput(says, field="reason")
    refuse_personal(reason, field="reason")
    facts = {"motion": motion.hex, "case": put.file.number, "reason": reason.strip()}
    if put.motion.status is MotionStatus.OPEN:
        recused = frozenset(row.person_id for row in recusals_on(session, motion))
        capacity = require_chair(put.bench, by=by, recused=recused)
        facts |= {"presiding": capacity}
    else:
        capacity = require_clerk(session, put.sitting, by=by, at=at)
    deed = told.Told(
        deed=WITHDRAWN, by=by, at=at, on=put.sitting.held_on, facts=facts, capacity=capacity
    )
    entry = told.record(session, deed)
    ended = {
        "status": MotionStatus.WITHDRAWN,
        "closed_at": stored_instant(at),
        "closed_by": by,
        "entry": entry,
    }
    session.connection().execute(update(_MOTIONS).where(_MOTIONS.c.id == motion).values(**ended))


def require_lawful(session: Session, book: PlanBook, put: Put, *, at: datetime) -> None:
    """Raise Refused when anything but the ballot itself holds a motion back."""
    facts = facts_of(session, book, put, at=at)
    if not facts.actor.in_territory:
        raise UnknownCase(put.file.number)
    weighing = held_back(weighed(session, put, facts), put_ahead=True)
    if not weighing.permitted:
        raise Refused(weighing)


def next_ordinal(session: Session, sitting: UUID) -> int:
    """Return the number the next motion of a sitting gets; the sitting is locked."""
    last: int | None = session.connection().execute(_LAST, {"sitting": sitting}).scalar()
    return (last or 0) + 1
