"""The tasks of an action plan: every sentence that sets one has its template, and its agency."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from states import action_plan
from states.action_plan import (
    TaskGroup,
    acting_agency,
    agencies,
    template_faults,
    templates,
    templates_of,
)
from states.coverage import ROWS, load_coverage
from states.terms import Evidence

Rewritten = Callable[[str, str], None]
IN_GROUPS = {"M1": 20, "M2": 5, "M3": 6, "M4": 29, "M5": 28, "M6": 10}
HERE = Path(action_plan.HERE)


@pytest.fixture
def written_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rewritten]:
    """Let the files of the tasks and agencies be others for one test."""
    folder = tmp_path / "action_plan"
    folder.mkdir()
    for name in ("tasks.toml", "agencies.toml"):
        text = (HERE / "action_plan" / name).read_text("utf-8")
        (folder / name).write_text(text, "utf-8")

    def write(name: str, text: str) -> None:
        (folder / name).write_text(text, "utf-8")
        templates.cache_clear()
        agencies.cache_clear()

    monkeypatch.setattr(action_plan, "HERE", tmp_path)
    yield write
    templates.cache_clear()
    agencies.cache_clear()


def test_the_98_tasks_stand_in_their_six_groups():
    assert template_faults() == []
    assert IN_GROUPS == {
        group.value: sum(each.group is group for each in templates().values())
        for group in TaskGroup
    }


@pytest.mark.parametrize("plan", ROWS)
def test_a_plan_has_just_the_tasks_its_own_sentences_set(plan: str):
    set_by_text = {
        reference.removeprefix("task:")
        for norm in load_coverage()
        if norm.plan == plan
        for reference in (*norm.carried_by, *norm.not_yet)
        if reference.startswith("task:")
    }

    assert {each.id for each in templates_of(plan)} == set_by_text


def test_a_frame_has_no_text_and_sets_no_task():
    assert templates_of("khung_2017") == ()


def test_what_the_text_asks_of_courts_is_a_request_and_what_it_gives_the_police_is_not():
    plan = "tuyen_quang_2018"

    assert templates()["M6.prosecution"].by_plan[plan].request
    assert not templates()["M6.attack_crime"].by_plan[plan].request


def test_the_party_is_asked_in_dak_lak_and_told_in_tuyen_quang():
    by_plan = templates()["M1.party_lead"].by_plan

    assert by_plan["dak_lak_2017"].request
    assert not by_plan["tuyen_quang_2018"].request


def test_a_lead_the_text_does_not_name_is_marked_as_inferred():
    by_plan = templates()["M4.models"].by_plan

    assert by_plan["dak_lak_2017"].lead_inferred
    assert by_plan["tuyen_quang_2018"].lead == ("fatherland_front",)
    assert not by_plan["tuyen_quang_2018"].lead_inferred


def test_only_keeping_the_results_goes_on_after_recognition():
    assert [each.id for each in templates().values() if each.goes_on] == ["M6.keep_results"]


def test_the_work_of_an_agency_that_ended_in_2025_is_its_successors():
    assert acting_agency("labour_department", on=date(2025, 2, 28)).id == "labour_department"
    assert acting_agency("labour_department", on=date(2025, 3, 1)).id == "home_department"
    assert acting_agency("courts", on=date(2026, 1, 1)).id == "courts"


def test_each_successor_is_inferred_since_no_plan_names_one():
    assert {each.evidence for each in agencies().values() if each.successor} == {Evidence.INFERRED}
    assert all(bool(each.successor) == bool(each.until) for each in agencies().values())


def test_a_task_of_an_unknown_agency_is_a_fault(written_instead: Rewritten):
    written_instead(
        "tasks.toml",
        """
[[task]]
id = "M1.lead"
vi = "Chỉ đạo"
en = "Lead"
document = "văn bản"
targets = []
criteria = []
support = ["nobody"]
[task.plans.quang_ngai_2021]
lead = ["nowhere"]
""",
    )

    assert template_faults() == [
        "M1.lead names “nobody”, which is no agency",
        "M1.lead names “nowhere”, which is no agency",
    ]


def test_a_successor_must_be_an_agency(written_instead: Rewritten):
    written_instead(
        "agencies.toml",
        '[agency.a]\nvi = "Sở"\nen = "Department"\nuntil = 2025-02-28\nsuccessor = "b"\n',
    )

    with pytest.raises(ValueError, match="is succeeded by “b”"):
        agencies()
