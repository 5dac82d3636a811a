"""What the addresses of the product are about: one of each thing in each of two provinces.

A new parameter of an address needs its line in `SUBJECTS`; without it the walk fails.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlmodel import Session, SQLModel

from states.terms import Action, Granted, Role
from tests.builders import World
from tests.people_and_places import AT, TODAY, person_id, place_id
from tests.walkers import ELSEWHERE, HERE, Term, Walker, add_walkers, asker_of, post_of
from workflow.database import stored_instant, writing
from workflow.models.decisions import DecisionKind, DecisionState
from workflow.models.sittings import MotionStatus

TABLES = SQLModel.metadata.tables
NOW = stored_instant(AT)


@dataclass(frozen=True)
class Subjects:
    """Of each province: its case, the first entry of it, and one row of each other thing."""

    cases: dict[str, str]
    entries: dict[str, int]
    made: dict[tuple[str, str], UUID] = field(default_factory=dict)


def make_subjects(world: World) -> Subjects:
    """Put one of each thing into both provinces, and the people who walk."""
    cases = {HERE: world.a_case(), ELSEWHERE: world.opens("51/1", "officer_elsewhere").number}
    entries = {place: int(world.entries(number)[0]["entry"]) for place, number in cases.items()}
    subjects = Subjects(cases, entries)
    with writing(world.engine) as session:
        councils = add_walkers(session)
        for place, number in cases.items():
            subjects.made["council", place] = councils[place]
            _make(session, subjects, place, world.row(number)["case"]["id"])
    return subjects


def _make(session: Session, subjects: Subjects, place: str, case: UUID) -> None:
    asker = asker_of(place)
    asked = {"asked_by": asker, "asked_at": NOW}
    of_case = {"case_id": case, "reason": "thử", "asked_entry": 1}
    sitting = {"council_id": subjects.made["council", place], "held_on": TODAY, "place": "Hà Nội"}
    draft = {"province_id": place_id(place), "body": "BCĐ", "capacity": "TM.", "number_key": ""}
    rows: dict[str, dict[str, Any]] = {
        "grant_request": {
            "granted": Granted.ROLE,
            "person_id": person_id("nobody"),
            "role": Role.AUDITOR.value,
            "place_id": place_id(place),
            "since": TODAY,
        }
        | asked,
        "waiver": {"action": Action.SUBMIT_REVIEW, "rule": "review.one_year_over", "round": 1}
        | {"rests_on": "CV 1"}
        | of_case
        | asked,
        "correction_request": {"entry": subjects.entries[place], "kind": "void"}
        | {"decision_number": "1/QĐ", "decision_on": TODAY, "decision_body": "BCĐ"}
        | of_case
        | asked,
        "password_link_request": {"person_id": Walker(Role.OFFICER, place, Term.WITHIN).id} | asked,
        "sitting": sitting | {"number": "1/BB", "opened_by": asker, "opened_at": NOW},
        "decision": draft
        | {"kind": DecisionKind.DECISION, "state": DecisionState.DRAFT}
        | {"created_by": asker, "created_at": NOW},
    }
    for name, row in rows.items():
        subjects.made[name, place] = row["id"] = uuid4()
        session.execute(insert(TABLES[name]).values(row))
    motion = {"id": uuid4(), "sitting_id": subjects.made["sitting", place], "case_id": case}
    motion |= {"action": Action.APPRAISE, "ordinal": 1, "status": MotionStatus.WAITING}
    session.execute(insert(TABLES["motion"]).values(motion | {"put_by": asker, "put_at": NOW}))


def _row(name: str) -> Callable[[Subjects, str, str], str]:
    return lambda subjects, place, _path: subjects.made[name, place].hex


def _number(subjects: Subjects, place: str, path: str) -> str:
    in_history = path.startswith("/history/")
    return str(subjects.entries[place]) if in_history else subjects.cases[place]


def _request(subjects: Subjects, place: str, path: str) -> str:
    kinds = {
        "grants": "grant_request",
        "password-links": "password_link_request",
        "waivers": "waiver",
        "corrections": "correction_request",
    }
    return subjects.made[kinds[path.split("/")[1]], place].hex


def _same(value: str) -> Callable[[Subjects, str, str], str]:
    return lambda _subjects, _place, _path: value


# What a parameter stands for; those that are about a province stand first.
SUBJECTS: dict[str, Callable[[Subjects, str, str], str]] = {
    "number": _number,
    "case": lambda subjects, place, _path: subjects.cases[place],
    "decision": _row("decision"),
    "council": _row("council"),
    "sitting": _row("sitting"),
    "request_id": _request,
    "person": lambda _subjects, place, _path: asker_of(place).hex,
    "power": lambda _subjects, place, _path: post_of(place).hex,
    "kind": _same("appointments"),
    "ordinal": _same("1"),
    "action": _same("appraise"),
    "phase": _same("proposal"),
    "number_of_round": _same("1"),
    "measure": _same("a1_vu_pham_phap_hinh_su"),
    "plan_id": _same("tuyen_quang_2018"),
    "language": _same("vi"),
    "one": _same("00000000000040008000000000000001"),
    "token": _same("none"),
}
OF_A_PROVINCE = (
    "number",
    "case",
    "decision",
    "council",
    "sitting",
    "request_id",
    "person",
    "power",
)
