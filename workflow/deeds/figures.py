"""Entering figures and verifying them: appended revisions, and never by one person alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, insert, select
from sqlmodel import Session, SQLModel

from states.facts import Actor
from states.figures import Figure
from states.terms import CaseState, Phase, Role, Text
from workflow import history
from workflow.access import held_by
from workflow.calendar import HANOI
from workflow.casefiles import case_after, change_case, lock_case
from workflow.database import stored_instant
from workflow.deeds.sheets import Sheet, check_sheet, facts_of, row_of
from workflow.engine import Outcome
from workflow.errors import InvalidInput, NotPossibleNow, StaleForm, UnknownCase
from workflow.facts import actor
from workflow.ground import ground
from workflow.reported import Provenance, figure, provenance

ENTER, VERIFY = "enter_figures", "verify_figures"
# In which states the figures of a phase may still change.
OPEN_FOR: Mapping[Phase, tuple[CaseState, ...]] = {
    Phase.PROPOSAL: (CaseState.PROPOSED,),
    Phase.REVIEW: (CaseState.IN_TRANSFORMATION, CaseState.PRELIMINARY_REVIEW),
    Phase.MONITORING: (CaseState.MONITORING,),
    Phase.RELAPSE: (CaseState.MONITORING, CaseState.RECOGNIZED),
}
MAY_ENTER = frozenset({Role.OFFICER})
MAY_VERIFY = frozenset({Role.OFFICER, Role.SECRETARY})
_TABLES = SQLModel.metadata.tables
_FIGURES = _TABLES["figure"]
_CHECKS = _TABLES["verification"]
_LATEST = (
    select(_FIGURES, _FIGURES.c.count.label("counted"), _CHECKS.c.verified_by)
    .select_from(_FIGURES.outerjoin(_CHECKS, _CHECKS.c.figure_id == _FIGURES.c.id))
    .where(
        _FIGURES.c.case_id == bindparam("case"),
        _FIGURES.c.phase == bindparam("phase"),
        _FIGURES.c.round == bindparam("round"),
    )
    .order_by(_FIGURES.c.revision)
)


def enter_figures(session: Session, sheet: Sheet) -> Outcome:
    """Append what is new or changed on the sheet as one deed; unchanged figures stay.

    What was reported of a figure is its value with its period and provenance: on a sheet of
    another document every figure is a new revision, whether or not its value is the same.

    Raises UnknownCase, StaleForm, NotPossibleNow when the phase is closed or the person may
    not enter figures, InvalidInput for a figure of the wrong form, a period that ends before
    it begins or lies ahead, a missing provenance, or a correction without its reason.
    """
    file, who = _admitted(session, sheet.case, by=sheet.by, at=sheet.at, seen=sheet.seen)
    _require(who, MAY_ENTER)
    _check_phase(file, sheet.phase)
    check_sheet(sheet)
    latest = _latest(session, file, sheet.phase)
    changed = {
        name: value
        for name, value in sheet.values.items()
        if _differs(latest.get(name), value, sheet.provenance)
    }
    if not changed:
        says = Text("Không có số liệu nào mới hoặc thay đổi.", "No figure is new or changed.")
        raise InvalidInput(says)
    if any(name in latest for name in changed) and not sheet.reason.strip():
        says = Text("Cần ghi lý do sửa số liệu đã báo cáo.", "A correction needs its reason.")
        raise InvalidInput(says, field="reason")
    rows = [row_of(sheet, file, name, value, latest.get(name)) for name, value in changed.items()]
    session.connection().execute(insert(_FIGURES), rows)
    facts = facts_of(sheet, changed, round_=file.round)
    return _recorded(session, file, ENTER, sheet, facts)


def verify_figures(
    session: Session, case: str, *, phase: Phase, by: UUID, at: datetime, seen: int | None = None
) -> Outcome:
    """Verify every unverified figure of a phase that somebody else recorded.

    Raises UnknownCase, StaleForm, and NotPossibleNow when the person may not verify or nothing
    is left that another person recorded.
    """
    file, who = _admitted(session, case, by=by, at=at, seen=seen)
    _require(who, MAY_VERIFY)
    _check_phase(file, phase)
    waiting = [
        row
        for row in _latest(session, file, phase).values()
        if row.verified_by is None and row.recorded_by != by
    ]
    if not waiting:
        raise NotPossibleNow(
            Text(
                "Không còn số liệu nào do người khác nhập đang chờ kiểm tra.",
                "No figure recorded by another person is waiting to be verified.",
            )
        )
    at_text = stored_instant(at)
    rows = [{"figure_id": row.id, "verified_by": by, "verified_at": at_text} for row in waiting]
    session.connection().execute(insert(_CHECKS), rows)
    facts = {
        "phase": phase.value,
        "round": file.round,
        "verified": sorted(row.measure for row in waiting),
        "revisions": {row.measure: row.revision for row in waiting},
    }
    deed = _Signed(by, at)
    return _recorded(session, file, VERIFY, deed, facts)


@dataclass(frozen=True, slots=True)
class _Signed:
    by: UUID
    at: datetime


def _admitted(
    session: Session, case: str, *, by: UUID, at: datetime, seen: int | None
) -> tuple[Row[Any], Actor]:
    """Lock the case and return it with the person as the guards see them."""
    file = lock_case(session, case)
    today = at.astimezone(HANOI).date()
    standing = ground(session, file.commune_id, on=today)
    if standing is None:
        raise UnknownCase(case)
    who = actor(held_by(session, by, on=today), by, standing.places)
    if not who.in_territory:
        raise UnknownCase(case)
    if seen is not None and seen != file.version:
        raise StaleForm(file.number, seen=seen, now=file.version)
    return file, who


def _require(who: Actor, roles: frozenset[Role]) -> None:
    if roles & who.roles:
        return
    names = sorted(roles)
    raise NotPossibleNow(
        Text(
            "Việc này của: " + " / ".join(role.label.vi for role in names) + ".",
            "To be done by: " + " / ".join(role.label.en for role in names) + ".",
        )
    )


def _check_phase(file: Row[Any], phase: Phase) -> None:
    if CaseState(file.state) not in OPEN_FOR[phase]:
        state = CaseState(file.state).label
        raise NotPossibleNow(
            Text(
                f"Số liệu “{phase.label.vi}” không nhập được khi hồ sơ ở “{state.vi}”.",
                f"Figures of “{phase.label.en}” cannot be entered while the case is “{state.en}”.",
            )
        )


def _latest(session: Session, file: Row[Any], phase: Phase) -> dict[str, Row[Any]]:
    values = {"case": file.id, "phase": phase, "round": file.round}
    return {row.measure: row for row in session.execute(_LATEST, values)}


def _differs(row: Row[Any] | None, value: Figure, origin: Provenance) -> bool:
    """Whether a figure was given and is not what the latest revision says, or says it from."""
    stands = row is not None and (figure(row), provenance(row)) == (value, origin)
    return value.is_given and not stands


def _recorded(
    session: Session, file: Row[Any], deed: str, signed: Sheet | _Signed, facts: dict[str, Any]
) -> Outcome:
    state = CaseState(file.state)
    draft = history.EntryDraft(
        deed=deed,
        by=signed.by,
        case_id=file.id,
        case_number=file.entries + 1,
        effective=signed.at.astimezone(HANOI).date(),
        from_state=state.value,
        to_state=state.value,
        facts=facts | case_after(file._asdict(), {}),
        plan=file.plan,
        plan_digest=file.plan_digest,
    )
    change_case(session, file, {})
    entry = history.record(session, draft, at=signed.at).number
    session.flush()
    return Outcome(file.id, file.number, state, entry)
