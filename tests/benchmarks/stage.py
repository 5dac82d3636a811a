"""What every implementation finds: one province, its people, and cases waiting for one move.

The move is "pass the review": the nine targets of a plan judged on figures that two people
reported and verified, a council's ballot and minutes, and an entry in the history.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Engine, Table, insert
from sqlmodel import Session, SQLModel

from states.catalogue import measures_of
from states.facts import Ballot, Paper, Submission
from states.figures import Figure, answer, count, ratio
from states.terms import Action, CaseState, Level, Phase, Role, UnitKind
from workflow import history
from workflow.book import PlanBook, load_book
from workflow.casefiles import case_after
from workflow.database import stored_instant, writing
from workflow.migrations import migrate

TABLES: Mapping[str, Table] = SQLModel.metadata.tables
PLAN = "tuyen_quang_2018"
BEGUN = datetime(2019, 3, 21, 2, tzinfo=UTC)
REVIEWED = date(2019, 3, 20)
SUBMISSION = Submission(
    minutes=Paper(
        number="05/BB-HĐ",
        signed_on=REVIEWED,
        body="Hội đồng thẩm định tỉnh Tuyên Quang",
        votes_for=5,
        votes_of=7,
    )
)
TARGETS: Mapping[str, Figure] = {
    "t1_xa_hoi_den": answer("no"),
    "t2_ty_le_kham_pha": ratio(9, 10),
    "t3_kham_pha_rnt_dbnt": ratio(0, 0),
    "t4a_tin_bao_tiep_nhan": ratio(4, 4),
    "t4b_tin_bao_xu_ly": ratio(4, 4),
    "t5_tai_pham": ratio(1, 20),
    "t6_he_thong_chinh_tri": answer("yes"),
    "t7a_mo_hinh": count(1),
    "t7b_bon_tu": answer("yes"),
    "t7c_hieu_qua": answer("yes"),
    "t7d_cung_co": answer("yes"),
    "t8a_ban_hanh_noi_quy": answer("yes"),
    "t8b_duy_tri_noi_quy": answer("yes"),
    "t9_tuyen_truyen_ho": ratio(100, 100),
}
CRITERIA: Mapping[str, Figure] = {
    measure.id: {"count": count(3), "yes_no": answer("no"), "choice": answer("none")}[
        measure.kind.value
    ]
    for measure in measures_of("a", "b", "c", "d")
}


@dataclass(frozen=True, slots=True)
class Stage:
    """What a run works on: the cases by number, who passes reviews, and the law."""

    engine: Engine
    book: PlanBook
    council: UUID
    office: UUID
    province: UUID
    cases: tuple[str, ...]

    @property
    def ballot(self) -> Ballot:
        """The council's ballot: five of seven, as its minutes say."""
        return Ballot(
            council=self.council.hex,
            sitting="05/BB-HĐ",
            held_on=REVIEWED,
            appointed=7,
            present=7,
            votes_for=5,
            against=2,
            closed=True,
        )


def set_up(
    engine: Engine,
    *,
    cases: int,
    state: CaseState = CaseState.PRELIMINARY_REVIEW,
) -> Stage:
    """Bring an empty database to its present shape and put so many cases into a state."""
    migrate(engine)
    book = load_book(())
    people = {role: uuid4() for role in (Role.OFFICER, Role.COMMITTEE_OFFICE)}
    checker, council = uuid4(), uuid4()
    province, district = uuid4(), uuid4()
    with writing(engine) as session:
        connection = session.connection()
        connection.execute(insert(TABLES["place"]), [*_places(province, district)])
        connection.execute(insert(TABLES["person"]), [*map(_person, (*people.values(), checker))])
        connection.execute(insert(TABLES["council"]), _council(council, province))
        held = [(people[role], role) for role in people] + [(checker, Role.OFFICER)]
        connection.execute(insert(TABLES["appointment"]), [_held(*one, province) for one in held])
        files = [*_files(book, people[Role.OFFICER], province, cases, state)]
        communes = [_commune(file["commune_id"], province, at) for at, file in enumerate(files)]
        connection.execute(insert(TABLES["place"]), communes)
        parents = [_parent(file["commune_id"], district) for file in files]
        connection.execute(insert(TABLES["place_parent"]), parents)
        connection.execute(insert(TABLES["case_file"]), files)
        figures = [row for file in files for row in _figures(file["id"], people[Role.OFFICER])]
        connection.execute(insert(TABLES["figure"]), figures)
        checks = [_check(row["id"], checker) for row in figures]
        connection.execute(insert(TABLES["verification"]), checks)
        for file in files:
            _inherit(session, file, people[Role.OFFICER])
    numbers = tuple(file["number"] for file in files)
    return Stage(engine, book, council, people[Role.COMMITTEE_OFFICE], province, numbers)


def _council(council: UUID, province: UUID) -> dict[str, Any]:
    name = "Hội đồng thẩm định tỉnh Tuyên Quang"
    return {"id": council, "place_id": province, "name": name, "since": date(2017, 1, 1)}


def _places(province: UUID, district: UUID) -> Iterator[dict[str, Any]]:
    yield _place(province, Level.PROVINCE, UnitKind.TINH, "Tuyên Quang", None) | {"code": "08"}
    yield _place(district, Level.DISTRICT, UnitKind.HUYEN, "Sơn Dương", province)


def _commune(place: UUID, province: UUID, at: int) -> dict[str, Any]:
    return _place(place, Level.COMMUNE, UnitKind.XA, f"Xã số {at + 1}", province)


def _place(
    place: UUID, level: Level, kind: UnitKind, name: str, province: UUID | None
) -> dict[str, Any]:
    return {
        "id": place,
        "level": level,
        "kind": kind,
        "code": None,
        "name": name,
        "folded": name.lower(),
        "sort_key": name,
        "province_id": province,
        "origin": "benchmark",
    }


def _parent(commune: UUID, district: UUID) -> dict[str, Any]:
    return {"id": uuid4(), "place_id": commune, "parent_id": district}


def _person(person: UUID) -> dict[str, Any]:
    return {
        "id": person,
        "login": person.hex,
        "name": "Cán bộ",
        "password_hash": "-",
        "active": True,
        "created_at": stored_instant(BEGUN),
    }


def _held(person: UUID, role: Role, province: UUID) -> dict[str, Any]:
    since = date(2017, 1, 1)
    row = {"id": uuid4(), "person_id": person, "role": role, "place_id": province}
    return row | {"since": since}


def _files(
    book: PlanBook, officer: UUID, province: UUID, cases: int, state: CaseState
) -> Iterator[dict[str, Any]]:
    plan = book.plan(PLAN)
    assert plan is not None
    for at in range(cases):
        yield {
            "id": uuid4(),
            "number": f"DB-2019-{at + 1:05d}",
            "commune_id": uuid4(),
            "province_id": province,
            "plan": plan.id,
            "plan_digest": plan.digest,
            "state": state,
            "is_open": True,
            "cycle": 1,
            "round": 1,
            "version": 1,
            "entries": 1,
            "types": "1",
            "argument": "Địa bàn giáp ranh, tội phạm trộm cắp và ma túy diễn biến phức tạp.",
            "proposed_by": officer,
            "opened_on": date(2018, 2, 1),
            "started_on": None if state is CaseState.APPRAISED else date(2018, 3, 15),
            "inherited": True,
            "illustration": True,
        }


def _figures(case: UUID, officer: UUID) -> Iterator[dict[str, Any]]:
    for phase, values in ((Phase.PROPOSAL, CRITERIA), (Phase.REVIEW, TARGETS)):
        for measure, value in values.items():
            yield {
                "id": uuid4(),
                "case_id": case,
                "measure": measure,
                "phase": phase,
                "round": 1,
                "period_start": date(2018, 3, 15),
                "period_end": date(2019, 3, 14),
                "revision": 1,
                "standing": value.standing,
                "count": value.count,
                "numerator": value.numerator,
                "denominator": value.denominator,
                "answer": value.answer,
                "document": "BC 12/BC-CAX",
                "body": "Công an xã",
                "recorded_by": officer,
                "recorded_at": stored_instant(BEGUN),
            }


def _check(figure: UUID, checker: UUID) -> dict[str, Any]:
    return {"figure_id": figure, "verified_by": checker, "verified_at": stored_instant(BEGUN)}


def _inherit(session: Session, file: Mapping[str, Any], officer: UUID) -> None:
    """Give the case the one entry that explains where it stands."""
    draft = history.EntryDraft(
        deed=Action.INHERIT_REVIEW.value,
        by=officer,
        case_id=file["id"],
        case_number=1,
        effective=file["opened_on"],
        to_state=file["state"].value,
        plan=file["plan"],
        plan_digest=file["plan_digest"],
        facts=case_after(file, {}),
    )
    history.record(session, draft, at=BEGUN)
