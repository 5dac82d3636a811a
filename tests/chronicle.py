"""Builders of simple histories, written entry by entry, without the rules of any plan."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Engine, text
from sqlmodel import Session, select

from states.terms import CaseState, Level, UnitKind
from workflow.casefiles import case_after
from workflow.database import writing
from workflow.history import EntryDraft, Recorded, record
from workflow.models import CaseFile, Place

ROOT = UUID("5d0c2f7e-8d0f-4b1e-9a53-0f5f0f1a2b3c")
OFFICER = uuid5(ROOT, "officer")
MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
LUNCH = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
FINDING = {"rule": "council.carried", "says": {"vi": "Đạt: 5/7 tán thành"}, "verdict": "met"}
STEPS = (None, "proposed", "proposed", "appraised", "in_transformation")


def a_draft(**told: Any) -> EntryDraft:
    """An entry about no case, of a deed that says little."""
    plain: dict[str, Any] = {
        "deed": "appoint",
        "by": OFFICER,
        "effective": date(2026, 3, 2),
        "facts": {"place": "Ia Dơk", "count": 3},
        "findings": [FINDING],
        "plan": "dak_lak_2017",
        "plan_digest": "0" * 64,
    }
    return EntryDraft(**{**plain, **told})


def a_case(session: Session, name: str) -> CaseFile:
    """A case of a commune of its own, not yet in the history."""
    commune = Place(
        id=uuid5(ROOT, f"commune {name}"),
        level=Level.COMMUNE,
        kind=UnitKind.XA,
        name=name,
        folded=name.lower(),
        sort_key=name,
        origin="test",
    )
    case = CaseFile(
        id=uuid5(ROOT, f"case {name}"),
        number=f"DB-2026-{name}",
        commune_id=commune.id,
        province_id=commune.id,
        plan="dak_lak_2017",
        plan_digest="0" * 64,
        state=CaseState.PROPOSED,
        version=0,
        entries=0,
    )
    session.add(commune)
    session.flush()
    session.add(case)
    session.flush()
    return case


def take_step(session: Session, case: CaseFile, to: str, *, at: datetime) -> Recorded:
    """Move a case without asking anybody, and record it as a lawful move is recorded."""
    case.entries += 1
    case.version += 1
    draft = a_draft(
        deed="step",
        case_id=case.id,
        case_number=case.entries,
        from_state=None if case.entries == 1 else case.state.value,
        to_state=to,
        facts={"place": "Ia Dơk", **case_after(case.model_dump(), {"state": to})},
    )
    case.state = CaseState(to)
    session.add(case)
    session.flush()
    return record(session, draft, at=at)


def a_history(engine: Engine, *, rounds: int = 4) -> list[Recorded]:
    """Three cases taking steps in turn, an entry about no case after each round."""
    entries: list[Recorded] = []
    with writing(engine) as session:
        cases = [a_case(session, name) for name in ("A", "B", "C")]
        for turn in range(1, rounds + 1):
            at = MORNING + timedelta(minutes=turn)
            step = STEPS[turn] if turn < len(STEPS) else STEPS[-1]
            entries.extend(take_step(session, case, str(step), at=at) for case in cases)
            entries.append(record(session, a_draft(), at=at))
    return entries


def texts(engine: Engine) -> list[str]:
    """The exact text of every entry, in order."""
    with engine.connect() as connection:
        return list(connection.scalars(text("SELECT entry FROM history ORDER BY number")))


def the_case(session: Session, name: str) -> CaseFile:
    """One of the three cases of `a_history`."""
    return session.exec(select(CaseFile).where(CaseFile.number == f"DB-2026-{name}")).one()
