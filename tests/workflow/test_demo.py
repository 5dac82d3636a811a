"""The demo tells what the sources tell, shows every state, and is there whole or not at all."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, Row, text

from states.case import Assessment
from states.terms import Action, CaseState, Level
from tests.demos import AT, count, load, settings
from workflow.book import load_book
from workflow.database import open_engine, reading
from workflow.deeds.cases import Opening, explain_opening
from workflow.demo import loading
from workflow.demo.published import published_cases
from workflow.settings import DEMO_PLANS
from workflow.territory.gazetteer import id_of_new
from workflow.verification import verify
from workflow.views.explanation import explain_step

CASES = """
    SELECT c.*, p.name AS commune, p.as_printed, q.number AS paper, q.signed_on,
           q.as_printed AS printed, f.number AS former
    FROM case_file c JOIN place p ON p.id = c.commune_id
    LEFT JOIN paper q ON q.case_id = c.id AND q.kind = 'old_decision'
    LEFT JOIN case_file f ON f.id = c.predecessor_id
"""
ENDED = """
    SELECT s.number, p.name, m.status, c.state, m.votes_for, m.against, m.recused
    FROM motion m JOIN sitting s ON s.id = m.sitting_id JOIN case_file c ON c.id = m.case_id
    JOIN place p ON p.id = c.commune_id
    WHERE s.id IN (SELECT sitting_id FROM motion WHERE status = 'lapsed') ORDER BY m.ordinal
"""
WAITING = {
    "open ballots": "motion WHERE status = 'open'",
    "motions": "motion WHERE status = 'waiting'",
    "early votes": "vote WHERE motion_id IN (SELECT id FROM motion WHERE status = 'open')",
    "lines of a draft": "decision_line l JOIN decision d ON d.id = l.decision_id "
    "WHERE d.state = 'draft'",
    "waivers": "waiver WHERE decided_by IS NULL",
    "waivers given": "waiver WHERE approved",
    "voidings": "correction_request WHERE kind = 'void' AND decided_by IS NULL",
    "rectified": "correction_request WHERE kind = 'rectify' AND approved",
    "taken on": "handed_over WHERE successor_id IS NOT NULL",
}


@pytest.fixture(scope="module")
def broken_off(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """Where a loading broke off when nearly everything was there, and what it left."""
    place = tmp_path_factory.mktemp("demo")

    def break_off(*_: object, **__: object) -> None:
        raise ConnectionError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "tell_own_province", break_off)
        with pytest.raises(ConnectionError):
            load(place)
    return place, sum(count(place, table) for table in ("place", "person", "history"))


@pytest.fixture(scope="module")
def folder(broken_off: tuple[Path, int]) -> Path:
    """Where a demo was loaded after all."""
    load(broken_off[0])
    return broken_off[0]


@pytest.fixture(scope="module")
def engine(folder: Path) -> Iterator[Engine]:
    """The demo's database."""
    engine = open_engine(settings(folder).database_url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def cases(engine: Engine) -> list[Row[Any]]:
    """Every case of the demo with its old decision."""
    with reading(engine) as session:
        return list(session.execute(text(CASES)).all())


def step_of(engine: Engine, number: str, action: Action) -> Assessment:
    """A step of a case, as it stands on the day of the demo."""
    with reading(engine) as session:
        return explain_step(session, load_book((DEMO_PLANS,)), number, action, at=AT)


def of_row(cases: list[Row[Any]], row: str) -> list[Row[Any]]:
    """The published cases of one row of the list."""
    return [case for case in cases if case.argument.endswith(f"({row})")]


def of_commune(cases: list[Row[Any]], name: str) -> Row[Any]:
    """The latest made-up case of a commune."""
    return [case for case in cases if case.commune == name and case.illustration][-1]


@pytest.mark.parametrize(
    ("row", "state", "paper", "day"),
    [
        ("C001", "recognized", "74/QĐ-BCĐ", None),
        ("C006", "in_transformation", "QĐ 511", "2015-04-13"),
        ("C009", "monitoring", "QĐ 511", None),
        ("C010", "recognized", "248QĐ/UBND", "2025-01-24"),
        ("C050", "monitoring", "313 QĐ-UBND", None),
        ("C084", "recognized", "Quyết định (nguồn không nêu số)", None),
        (
            "C087",
            "preliminary_review",
            "Danh sách do Công an tỉnh công nhận (nguồn không nêu số)",
            None,
        ),
        ("C180", "in_transformation", "Phê duyệt (nguồn không nêu số)", None),
    ],
)
def test_a_published_case_stands_in_its_true_state_under_its_true_decision(
    cases: list[Row[Any]], row: str, state: str, paper: str, day: str | None
):
    found = of_row(cases, row)

    assert found
    assert {(state, paper, day)} == {(one.state, one.paper, one.signed_on) for one in found}


def test_every_published_case_names_its_source_and_no_security_case_is_among_them(
    cases: list[Row[Any]],
):
    published = [case for case in cases if case.inherited and not case.illustration]

    assert 115 == len(published) == len(published_cases())
    assert all(case.origin.startswith("S") for case in published)
    assert 27 == len([case for case in published if case.paper == "313 QĐ-UBND"])
    assert not of_row(cases, "C181")
    assert {"khung_2017", "khung_2021"} == {case.plan for case in published}


def test_what_a_source_does_not_say_stays_blank(cases: list[Row[Any]]):
    case = of_row(cases, "C024")[0]

    assert (None, None, None) == (case.signed_on, case.recognized_on, case.started_on)
    assert "năm 2022 (nguồn không nêu ngày)" == case.printed


def test_cam_lam_is_in_its_second_round(cases: list[Row[Any]]):
    case = of_row(cases, "C021")[0]

    assert ("Cam Lâm", "in_transformation", 2) == (case.commune, case.state, case.round)


def test_a_misprint_stands_beside_the_right_name(cases: list[Row[Any]]):
    case = of_row(cases, "C047")[0]

    assert ("Hưng Dũng", "Dưng Dũng") == (case.commune, case.as_printed)


def test_each_plan_has_its_example(cases: list[Row[Any]]):
    examples = {(case.plan, case.commune, case.state) for case in cases if case.illustration}

    assert {
        ("dak_lak_2017", "Ea Tar", "recognized"),
        ("tuyen_quang_2018", "Tân Trào", "recognized"),
        ("tuyen_quang_2018", "Bình Yên", "in_transformation"),
        ("quang_ngai_2021", "Bình Chánh", "relapsed"),
        ("quang_ngai_2021", "Bình Nguyên", "declined"),
        ("quang_ngai_2021", "Phổ Phong", "closed"),
    } <= examples


def test_a_relapse_after_recognition_is_followed_by_a_linked_case(cases: list[Row[Any]]):
    first, second = (case for case in cases if case.commune == "Bình Chánh")

    assert ("relapsed", "recognized") == (first.state, first.relapsed_from)
    assert (first.number, 2) == (second.former, second.cycle)


def test_every_state_has_a_case_in_the_demos_own_province(cases: list[Row[Any]]):
    own = {case.state for case in cases if case.plan == "minh_hoa_2026"}

    assert {state.value for state in CaseState} == own


@pytest.mark.parametrize(
    ("commune", "action"),
    [
        ("Buôn Hồ", Action.APPRAISE),
        ("Ea Drăng", Action.SELECT),
        ("Krông Pắc", Action.SUBMIT_REVIEW),
        ("Ea Knốp", Action.PASS_REVIEW),
        ("Cư M’gar", Action.EXTEND),
        ("Krông Bông", Action.RECOGNIZE),
        ("Sông Hinh", Action.RESUME),
    ],
)
def test_a_visitor_can_take_a_waiting_case_further(
    engine: Engine, cases: list[Row[Any]], commune: str, action: Action
):
    step = step_of(engine, of_commune(cases, commune).number, action)

    assert step.awaits_only_papers, [one.rule for one in step.findings if not one.passes]


@pytest.mark.parametrize(
    ("commune", "action", "rule"),
    [
        ("Ea Súp", Action.APPRAISE, "selection.dossier_complete"),
        ("Krông Năng", Action.APPRAISE, "selection.figures_verified"),
        ("Ea Ktur", Action.APPRAISE, "selection.not_new_countryside"),
        ("Cư M’gar", Action.PASS_REVIEW, "review.success"),
        ("M’Drắk", Action.RECOGNIZE, "recognition.monitoring_over"),
        ("Quảng Phú", Action.SUBMIT_REVIEW, "review.one_year_over"),
    ],
)
def test_a_blocked_case_says_why(
    engine: Engine, cases: list[Row[Any]], commune: str, action: Action, rule: str
):
    step = step_of(engine, of_commune(cases, commune).number, action)

    assert not step.finding(rule).passes


def test_the_council_carried_lost_tied_and_lapsed_with_its_new_motion(engine: Engine):
    with reading(engine) as session:
        ended = session.execute(text(ENDED)).all()

    assert [
        ("Buôn Đôn", "carried", "appraised", 4, 1, 0),
        ("Ea Wer", "lost", "proposed", 2, 4, 0),
        ("Ea Drông", "tied", "proposed", 3, 3, 1),
        ("Cư Bao", "lapsed", "appraised", None, None, None),
        ("Cư Bao", "carried", "appraised", 4, 0, 0),
    ] == [tuple(row)[1:] for row in ended]
    assert 1 == len({row.number for row in ended})


def test_votes_papers_and_requests_wait_for_a_visitor(engine: Engine):
    with reading(engine) as session:
        found = {
            name: session.execute(text(f"SELECT count(*) FROM {what}")).scalar_one()
            for name, what in WAITING.items()
        }

    assert {
        "open ballots": 2,
        "motions": 2,
        "early votes": 3,
        "lines of a draft": 3,
        "waivers": 1,
        "waivers given": 1,
        "voidings": 1,
        "rectified": 1,
        "taken on": 1,
    } == found


def test_a_visitor_may_propose_ea_kar_today(engine: Engine):
    with reading(engine) as session:
        officer = session.execute(text("SELECT id FROM person WHERE login = 'canbo'")).scalar_one()
        opening = Opening(
            action=Action.PROPOSE,
            commune=id_of_new(Level.COMMUNE, "24373"),
            by=UUID(officer),
            at=AT,
            argument="Có.",
        )
        step = explain_opening(session, load_book((DEMO_PLANS,)), opening)

    assert step.permitted, [one.rule for one in step.findings if not one.passes]


def test_a_second_start_changes_nothing_and_the_history_is_whole(folder: Path, engine: Engine):
    before = count(folder, "history")

    printed = load(folder)

    assert before == count(folder, "history") == verify(engine).size
    assert verify(engine).is_whole
    assert "chuyenhoa-minhhoa" in "\n".join(printed)


def test_a_loading_that_breaks_off_leaves_nothing_and_is_done_anew(
    broken_off: tuple[Path, int], cases: list[Row[Any]]
):
    assert 0 == broken_off[1]
    assert 150 == len(cases)
