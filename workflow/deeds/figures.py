"""Entering figures and verifying them: appended revisions, and never by one person alone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, insert, select
from sqlmodel import Session, SQLModel

from states.figures import Figure
from states.terms import CaseState, Phase, Role, Text
from workflow.database import stored_instant
from workflow.deeds.at_case import AtCase, Noted, admitted, keep_entry
from workflow.deeds.sheets import Sheet, check_sheet, facts_of, row_of
from workflow.engine import Outcome
from workflow.errors import InvalidInput, NotPossibleNow
from workflow.reported import Provenance, figure, provenance
from workflow.sides import side_with

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
    roles = tuple(sorted(MAY_ENTER))
    here = admitted(session, sheet.case, roles, by=sheet.by, at=sheet.at, seen=sheet.seen)
    file = here.file
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
    return _recorded(session, here, Noted(ENTER, facts))


def verify_figures(
    session: Session, case: str, *, phase: Phase, by: UUID, at: datetime, seen: int | None = None
) -> Outcome:
    """Verify every unverified figure of a phase that another side recorded.

    Raises UnknownCase, StaleForm, and NotPossibleNow when the person may not verify or nothing
    is left that was recorded by neither this person, nor a holder or deputy of the same power.
    """
    here = admitted(session, case, tuple(sorted(MAY_VERIFY)), by=by, at=at, seen=seen)
    file = here.file
    _check_phase(file, phase)
    side = side_with(session, by)
    waiting = [
        row
        for row in _latest(session, file, phase).values()
        if row.verified_by is None and row.recorded_by not in side
    ]
    if not waiting:
        raise NotPossibleNow(
            Text(
                "Không còn số liệu nào do người khác nhập đang chờ kiểm tra (người được ủy quyền "
                "và người ủy quyền tính là một bên).",
                "No figure recorded by another person is waiting to be verified (a deputy and "
                "the holder count as one side).",
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
    return _recorded(session, here, Noted(VERIFY, facts))


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


def _recorded(session: Session, here: AtCase, noted: Noted) -> Outcome:
    entry = keep_entry(session, here, noted)
    return Outcome(here.file.id, here.file.number, CaseState(here.file.state), entry)
