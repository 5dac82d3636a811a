"""Opening, extending, relapsing, handing over: what a case is after its first course."""

from datetime import date

import pytest

from states.facts import Submission
from states.terms import Action, CaseState, Phase
from tests.builders import (
    MONTHS_OF_MONITORING,
    YEAR_OF_WORK,
    World,
    decision,
    minutes,
    paper,
)
from tests.law_builders import breaking
from workflow.errors import Refused, UnknownCase

SELECTED_ON = date(2018, 3, 15)


def test_an_extension_begins_a_second_round_whose_figures_are_new(either_world: World):
    number = either_world.a_case(CaseState.IN_TRANSFORMATION)
    either_world.enters(number, Phase.REVIEW, breaking("target.t5"), period=YEAR_OF_WORK)
    either_world.verifies(number, Phase.REVIEW)
    report = paper("41/BC-BCĐ", date(2019, 3, 18))
    either_world.acts(number, Action.SUBMIT_REVIEW, "officer", report=report, tasks_concluded=True)
    sitting = minutes(date(2019, 3, 20))

    passed = either_world.refuses(number, Action.PASS_REVIEW, "secretary", minutes=sitting)
    extended = either_world.acts(
        number, Action.EXTEND, "secretary", minutes=sitting, reason="Tái phạm còn cao"
    )

    case = either_world.row(number)["case"]
    assert "review.success" in passed or "review.targets_all" in passed
    assert extended.state is CaseState.IN_TRANSFORMATION
    assert (case["round"], case["started_on"]) == (2, date(2019, 3, 20))
    again = either_world.refuses(
        number, Action.SUBMIT_REVIEW, "officer", report=report, tasks_concluded=True
    )
    assert {"review.targets_reported", "review.one_year_over"} <= again


def test_a_relapse_in_monitoring_stays_open_and_is_resumed_in_a_new_round(either_world: World):
    number = either_world.a_case(CaseState.RELAPSED)

    assert either_world.row(number)["case"]["is_open"]
    resumed = either_world.acts(
        number, Action.RESUME, "committee_office", decision=decision(date(2019, 8, 1))
    )

    assert resumed.state is CaseState.IN_TRANSFORMATION
    assert either_world.row(number)["case"]["round"] == 2


def test_a_relapse_after_recognition_leads_to_a_new_case_that_names_the_former(
    either_world: World,
):
    number = either_world.a_case(CaseState.RECOGNIZED)
    period = (MONTHS_OF_MONITORING[0], date(2019, 10, 20))
    either_world.enters(number, Phase.RELAPSE, breaking("target.t1"), period=period)
    either_world.verifies(number, Phase.RELAPSE)
    sitting = minutes(date(2019, 11, 1))
    either_world.acts(number, Action.RELAPSE, "secretary", minutes=sitting, reason="Tái phức tạp")
    former = either_world.row(number)["case"]

    again = either_world.opens(on=date(2019, 11, 20))

    case = either_world.row(again.number)["case"]
    assert not former["is_open"]
    assert (case["cycle"], case["predecessor_id"]) == (2, former["id"])


def test_a_commune_has_one_open_case(either_world: World):
    number = either_world.a_case()

    with pytest.raises(Refused) as refusal:
        either_world.opens()

    finding = refusal.value.assessment.finding("case.no_other_open_case")
    assert not finding.passes
    assert number in finding.says.vi


def test_a_proposal_outside_the_territory_finds_no_commune(either_world: World):
    with pytest.raises(UnknownCase):
        either_world.opens("51/1")
    with pytest.raises(UnknownCase):
        either_world.opens("08/unknown")


def test_numbers_count_within_the_year_of_the_proposal(either_world: World):
    numbers = [
        either_world.opens(f"08/{place}", on=on).number
        for place, on in ((1, date(2018, 2, 1)), (2, date(2018, 5, 1)), (3, date(2019, 2, 1)))
    ]

    assert numbers == ["DB-2018-001", "DB-2018-002", "DB-2019-001"]


def test_an_inherited_case_may_lack_the_day_its_source_does_not_give(either_world: World):
    old = paper("31/QĐ-BCĐ", None, as_printed="Quyết định năm 2017")
    outcome = either_world.opens(
        action=Action.INHERIT,
        by="registrar",
        argument="",
        on=None,
        submission=Submission(old_decision=old),
        origin="Danh sách kèm theo kế hoạch",
    )

    case = either_world.row(outcome.number)["case"]
    assert outcome.state is CaseState.IN_TRANSFORMATION
    assert case["inherited"]
    assert case["opened_on"] is None
    assert either_world.entries(outcome.number)[0]["effective"] is None


def test_a_case_is_handed_over_when_units_are_rearranged(either_world: World):
    number = either_world.a_case(CaseState.IN_TRANSFORMATION)
    resolution = paper("5/NQ-HĐND", date(2019, 6, 1), body="HĐND tỉnh")

    outcome = either_world.acts(
        number, Action.HAND_OVER, "registrar", resolution=resolution, successors=("08002",)
    )

    assert outcome.state is CaseState.CLOSED
    assert not either_world.row(number)["case"]["is_open"]


def test_a_dossier_returned_stays_proposed_with_what_is_missing(either_world: World):
    number = either_world.a_case()
    letter = paper("9/CV-HĐTĐ", date(2018, 2, 20))

    outcome = either_world.acts(
        number,
        Action.RETURN_DOSSIER,
        "secretary",
        letter=letter,
        missing_list="Số liệu nhóm b",
        due=date(2018, 3, 1),
    )

    assert outcome.state is CaseState.PROPOSED
    assert either_world.entries(number)[-1]["facts"]["paper"]["missing_list"] == "Số liệu nhóm b"
