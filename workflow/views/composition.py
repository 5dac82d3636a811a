"""Whether a council can lawfully decide each case of a docket, and if not who would cure it.

Before the roll is called everybody is counted on; whoever is away, or took part in the case,
is missed by name, and each alternate who could sit there is tried.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.ballot import BallotRule, has_quorum, quorum_in_words, rule_of
from states.plans.book import PlanBook
from states.terms import Text
from workflow.calendar import HANOI
from workflow.councils import Membership
from workflow.engine import plan_of
from workflow.models.sittings import Ground
from workflow.sitting.bench import Bench, bench_of
from workflow.sitting.grounds import conflicts
from workflow.views.curing import Composed, Line, cures
from workflow.views.docket_lines import docket, docket_line, rule_in

_TABLES = SQLModel.metadata.tables
_CASES = _TABLES["case_file"]
_RECUSALS = _TABLES["recusal"]
_FILES: Select[Any] = select(_CASES).where(_CASES.c.id.in_(bindparam("cases", expanding=True)))
_RECUSED: Select[Any] = select(_RECUSALS).where(
    _RECUSALS.c.motion_id.in_(bindparam("motions", expanding=True))
)
NO_RULE = Text(
    "Kế hoạch chưa nêu cách biểu quyết của Hội đồng; tỉnh cần bổ sung.",
    "The plan does not say how the council votes; the province must add it.",
)


@dataclass(frozen=True, slots=True)
class CanDecide:
    """Whether one motion can be decided by who is there; `cures` are what would help if not."""

    ordinal: int
    case: str
    possible: bool
    says: Text
    causes: tuple[Text, ...] = ()
    cures: tuple[Text, ...] = ()


def composition(
    session: Session, book: PlanBook, sitting: Row[Any], *, at: datetime
) -> tuple[CanDecide, ...]:
    """Say of each motion that has not ended whether this council can decide it."""
    rows = docket(session, sitting.id)
    unended = [row for row in rows if not docket_line(row).has_ended]
    return compositions(session, book, sitting, unended, at=at) if unended else ()


def compositions(
    session: Session,
    book: PlanBook,
    sitting: Row[Any],
    motions: Sequence[Row[Any]],
    *,
    at: datetime,
) -> tuple[CanDecide, ...]:
    """Say of each of these motions whether the council can decide it, and what would help."""
    connection = session.connection()
    which = {"cases": [motion.case_id for motion in motions]}
    files = {file.id: file for file in connection.execute(_FILES, which)}
    asked: dict[UUID, dict[UUID, Ground]] = {}
    for row in connection.execute(_RECUSED, {"motions": [motion.id for motion in motions]}):
        asked.setdefault(row.motion_id, {})[row.person_id] = row.ground
    bench, today = bench_of(session, sitting), at.astimezone(HANOI).date()
    people = [seat.person for seat in bench.seats]
    forced = conflicts(session, [*files.values()], people, on=today)
    found = []
    for motion in motions:
        file = files[motion.case_id]
        composed = _composed(bench, {**forced[file.id], **asked.get(motion.id, {})})
        rule = rule_in(motion) or rule_of(plan_of(book, file))
        found.append(_judged(motion, composed, rule))
    return tuple(found)


def _composed(bench: Bench, out: Mapping[UUID, Ground]) -> Composed:
    roll: dict[UUID, Any] = {
        seat.person: Line(seat.person, present=True, sits_for=None) for seat in bench.uncalled
    }
    away = frozenset(person for person, line in bench.roll.items() if not line.present)
    return Composed(Bench(bench.seats, {**roll, **bench.roll}), out, away)


def _judged(motion: Row[Any], composed: Composed, rule: BallotRule | None) -> CanDecide:
    if rule is None:
        return CanDecide(motion.ordinal, motion.case, possible=False, says=NO_RULE)
    ballot = composed.ballot()
    possible = has_quorum(rule, ballot)
    here, asked = f"{ballot.present}/{ballot.appointed}", quorum_in_words(rule)
    says = (
        Text(
            f"Hội đồng quyết định được: {here} thành viên được biểu quyết.",
            f"The council can decide: {here} members may vote.",
        )
        if possible
        else Text(
            f"Hội đồng chưa quyết định được: chỉ {here} thành viên được biểu quyết. {asked.vi}",
            f"The council cannot decide: only {here} members may vote. {asked.en}",
        )
    )
    helps = () if possible else tuple(cures(composed, rule))
    return CanDecide(motion.ordinal, motion.case, possible, says, _causes(composed), helps)


def _causes(composed: Composed) -> tuple[Text, ...]:
    """Name each regular member who is missing, by the ground or by the absence."""
    told = []
    filled = {seat.seat for seat in composed.bench.voters(composed.out).values()}
    for seat in composed.bench.regular:
        ground = composed.out.get(seat.person)
        if ground is None and seat.person not in composed.away:
            continue
        why = ground.label if ground else Text("vắng mặt", "is away")
        by = _stand_in(composed.bench, seat) if seat.seat in filled else None
        instead = Text(f" – {by} thay", f" – {by} sits there") if by else Text("", "")
        told.append(Text(f"{seat.name} {why.vi}{instead.vi}", f"{seat.name} {why.en}{instead.en}"))
    return tuple(told)


def _stand_in(bench: Bench, seat: Membership) -> str | None:
    names = {one.person: one.name for one in bench.seats}
    sits = (line.person_id for line in bench.roll.values() if line.sits_for == seat.seat)
    return next((names.get(person) for person in sits), None)
