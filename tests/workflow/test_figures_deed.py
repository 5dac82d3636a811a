"""Entering and verifying figures: appended revisions, in the open phase, by two people."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from states.figures import count, ratio
from states.terms import CaseState, Phase, Standing
from tests.builders import World
from tests.law_builders import criteria, targets
from workflow.database import reading, writing
from workflow.deeds.figures import enter_figures
from workflow.errors import InvalidInput, NotPossibleNow, StaleForm, UnknownCase

ONE = "a1_vu_pham_phap_hinh_su"
OTHER = "b1_vu_ma_tuy"


def kept(world: World, measure: str = ONE) -> list[tuple[int, int, str | None]]:
    """The revisions of a figure: number, count and reason."""
    figures = SQLModel.metadata.tables["figure"]
    chosen = select(figures.c.revision, figures.c["count"], figures.c.reason)
    with reading(world.engine) as session:
        rows = session.execute(
            chosen.where(figures.c.measure == measure).order_by(figures.c.revision)
        )
        return [tuple(row) for row in rows]


def refused(world: World, number: str, error: type[Exception], **more: Any) -> Any:
    """The refusal of a sheet, which must leave everything as it was."""
    before = world.row(number)
    phase, values = more.pop("phase", Phase.PROPOSAL), more.pop("values", {ONE: count(3)})
    with pytest.raises(error) as refusal:
        world.enters(number, phase, values, **more)
    assert before == world.row(number)
    return refusal.value


def test_a_sheet_is_one_deed_with_one_entry(either_world: World):
    number = either_world.a_case()

    outcome = either_world.enters(number, Phase.PROPOSAL, criteria())

    after = either_world.row(number)
    assert after["figure"] == len(criteria())
    assert (after["history"], after["case"]["version"]) == (2, 2)
    assert outcome.state is CaseState.PROPOSED


def test_a_correction_is_appended_with_its_reason(either_world: World):
    number = either_world.a_case()
    either_world.enters(number, Phase.PROPOSAL, {ONE: count(3)})

    refused(either_world, number, InvalidInput, values={ONE: count(4)})
    either_world.enters(number, Phase.PROPOSAL, {ONE: count(4)}, reason="Đếm sót một vụ")

    assert kept(either_world) == [(1, 3, None), (2, 4, "Đếm sót một vụ")]


def test_an_unchanged_figure_gets_no_revision(world: World):
    number = world.a_case()
    world.enters(number, Phase.PROPOSAL, {ONE: count(3)})

    world.enters(number, Phase.PROPOSAL, {ONE: count(3), "b1_vu_ma_tuy": count(1)})

    assert kept(world) == [(1, 3, None)]
    refused(world, number, InvalidInput, values={ONE: count(3)})


@pytest.mark.parametrize(
    "corrected",
    [
        {"document": "Báo cáo số 13/BC-CAX"},
        {"body": "Công an huyện"},
        {"document_date": date(2018, 1, 5)},
        {"period": (date(2017, 1, 1), date(2017, 12, 30))},
        {"period": (date(2017, 1, 2), date(2017, 12, 31))},
    ],
)
def test_a_wrong_period_or_paper_is_corrected_for_every_figure_of_the_sheet(
    world: World, corrected: dict[str, Any]
):
    number, given = world.a_case(), {ONE: count(3), OTHER: count(1)}
    world.enters(number, Phase.PROPOSAL, given)

    fault = refused(world, number, InvalidInput, values=given, **corrected)
    world.enters(number, Phase.PROPOSAL, given, reason="Ghi nhầm", **corrected)

    assert "reason" == fault.field
    assert kept(world) == [(1, 3, None), (2, 3, "Ghi nhầm")]
    assert kept(world, OTHER) == [(1, 1, None), (2, 1, "Ghi nhầm")]
    refused(world, number, InvalidInput, values=given, reason="Ghi nhầm", **corrected)


def test_one_changed_value_on_another_paper_moves_the_whole_sheet(world: World):
    number = world.a_case()
    world.enters(number, Phase.PROPOSAL, {ONE: count(3), OTHER: count(1)})

    more = {"document": "Báo cáo số 45/BC-CAX", "reason": "Đếm sót một vụ"}
    world.enters(number, Phase.PROPOSAL, {ONE: count(4), OTHER: count(1)}, **more)

    assert [2, 2] == [len(kept(world, name)) for name in (ONE, OTHER)]


def test_on_the_same_paper_only_the_changed_value_is_a_revision(world: World):
    number = world.a_case()
    world.enters(number, Phase.PROPOSAL, {ONE: count(3), OTHER: count(1)})

    changed = {ONE: count(4), OTHER: count(1)}
    world.enters(number, Phase.PROPOSAL, changed, reason="Đếm sót một vụ")

    assert [2, 1] == [len(kept(world, name)) for name in (ONE, OTHER)]


def test_the_entries_hold_what_an_auditor_asks_about_figures(world: World):
    number = world.a_case()
    world.enters(number, Phase.PROPOSAL, {ONE: count(3), OTHER: count(1)})
    more = {"document_date": date(2018, 1, 5), "reason": "Đếm sót một vụ"}
    world.enters(number, Phase.PROPOSAL, {ONE: count(4)}, **more)
    world.verifies(number, Phase.PROPOSAL)

    first, corrected, verified = (entry["facts"] for entry in world.entries(number)[1:])

    assert not {"reason", "document_date"} & first.keys()
    assert ("Đếm sót một vụ", "2018-01-05") == (corrected["reason"], corrected["document_date"])
    assert [1, 1, 1] == [each["round"] for each in (first, corrected, verified)]
    assert {ONE: 2, OTHER: 1} == verified["revisions"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"period": (date(2018, 1, 1), date(2017, 12, 31))}, "end"),
        ({"period": (date(2019, 1, 1), date(2019, 12, 3))}, "end"),
        ({"document": "  "}, "document"),
        ({"body": ""}, "document"),
        ({"values": {ONE: ratio(1, 2)}}, ONE),
        ({"values": {"không-có": count(1)}}, "không-có"),
    ],
)
def test_a_sheet_with_a_fault_is_refused_at_its_field(
    world: World, more: dict[str, Any], field: str
):
    number = world.a_case()

    fault = refused(world, number, InvalidInput, **more)

    assert fault.field == field
    assert fault.says.vi


def test_figures_are_entered_only_while_their_phase_is_open(world: World):
    proposed, working = world.a_case(), world.a_case(CaseState.IN_TRANSFORMATION, "08/2")

    early = refused(world, proposed, NotPossibleNow, phase=Phase.REVIEW, values=targets())
    late = refused(world, working, NotPossibleNow, phase=Phase.PROPOSAL)

    assert "Sơ kết" in early.says.vi
    assert "Đang chuyển hóa" in late.says.vi


@pytest.mark.parametrize("login", ["secretary", "committee_office", "registrar", "auditor"])
def test_only_an_officer_enters_figures(world: World, login: str):
    number = world.a_case()

    refusal = refused(world, number, NotPossibleNow, by=login)

    assert "Cán bộ lập hồ sơ" in refusal.says.vi


def test_another_territory_has_no_such_case(either_world: World):
    number = either_world.a_case()

    refused(either_world, number, UnknownCase, by="officer_elsewhere")
    with pytest.raises(UnknownCase):
        either_world.verifies(number, Phase.PROPOSAL, by="officer_elsewhere")


def test_a_sheet_opened_before_the_case_changed_is_stale(either_world: World):
    number = either_world.a_case()
    either_world.enters(number, Phase.PROPOSAL, {ONE: count(3)}, seen=1)

    stale = refused(either_world, number, StaleForm, values={"b1_vu_ma_tuy": count(1)}, seen=1)

    assert (stale.seen, stale.now) == (1, 2)


def test_nobody_verifies_the_figures_he_recorded(either_world: World):
    number = either_world.a_case()
    either_world.enters(number, Phase.PROPOSAL, {ONE: count(3)})

    with pytest.raises(NotPossibleNow):
        either_world.verifies(number, Phase.PROPOSAL, by="officer")
    either_world.verifies(number, Phase.PROPOSAL, by="second_officer")
    with pytest.raises(NotPossibleNow):
        either_world.verifies(number, Phase.PROPOSAL, by="second_officer")

    after = either_world.row(number)
    assert (after["verification"], after["case"]["version"]) == (1, 3)


@pytest.mark.parametrize("login", ["committee_office", "registrar", "auditor"])
def test_only_an_officer_or_the_secretary_verifies(world: World, login: str):
    number = world.a_case()
    world.enters(number, Phase.PROPOSAL, {ONE: count(3)})

    with pytest.raises(NotPossibleNow):
        world.verifies(number, Phase.PROPOSAL, by=login)


def test_a_corrected_figure_has_to_be_verified_again(world: World):
    number = world.a_case()
    world.enters(number, Phase.PROPOSAL, {ONE: count(3)})
    world.verifies(number, Phase.PROPOSAL)
    world.enters(number, Phase.PROPOSAL, {ONE: count(4)}, reason="Đếm sót một vụ")

    world.verifies(number, Phase.PROPOSAL)

    assert world.row(number)["verification"] == 2


def test_zero_not_arisen_and_withheld_are_different_answers(world: World):
    number = world.a_case()
    withheld = replace(count(0), standing=Standing.WITHHELD, count=None)
    world.enters(number, Phase.PROPOSAL, {ONE: count(0), "a4_quan_ly_nghiep_vu_hs": withheld})

    figures = SQLModel.metadata.tables["figure"]
    with reading(world.engine) as session:
        rows = session.execute(select(figures.c.measure, figures.c.standing, figures.c["count"]))
        read = {measure: (standing, number) for measure, standing, number in rows}

    assert read == {ONE: ("reported", 0), "a4_quan_ly_nghiep_vu_hs": ("withheld", None)}


def test_a_sheet_that_fails_on_its_way_leaves_nothing(world: World):
    number = world.a_case()
    before = world.row(number)
    sheet = world.sheet(number, Phase.PROPOSAL, criteria())

    def cut_off() -> None:
        with writing(world.engine) as session:
            enter_figures(session, sheet)
            raise ConnectionError

    with pytest.raises(ConnectionError):
        cut_off()

    assert before == world.row(number)
