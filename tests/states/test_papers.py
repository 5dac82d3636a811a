from dataclasses import replace
from datetime import date

import pytest

from states import corrections, order, papers
from states.facts import Correction, Paper
from states.terms import Evidence, Role, Spot, Verdict
from tests.law_builders import DAK_LAK, DAYS, FRAME_2017, TUYEN_QUANG, a_plan, facts

TODAY = DAYS[TUYEN_QUANG]
TOMORROW, YESTERDAY = date(2019, 6, 4), date(2019, 6, 2)
NAMED = Paper("12/QĐ-BCĐ", TODAY, body="Ban Chỉ đạo 138 tỉnh", capacity="TM.")
NAMING = [
    (papers.letter_is_named, "letter"),
    (papers.report_is_attached, "report"),
    (papers.resolution_is_named, "resolution"),
    (papers.decision_is_named, "decision"),
    (papers.old_decision_is_named, "old_decision"),
]


@pytest.mark.parametrize(("guard", "paper"), NAMING)
@pytest.mark.parametrize("given", [None, Paper("", TODAY), Paper("12/QĐ-BCĐ")])
def test_a_paper_is_named_by_its_number_and_its_day(guard, paper, given):
    assert Verdict.NOT_KNOWN is guard(facts(**{paper: given})).verdict
    assert guard(facts(**{paper: given})).awaits_the_paper
    assert Verdict.MET is guard(facts(**{paper: NAMED})).verdict


def test_a_day_known_only_as_printed_is_enough_for_an_old_decision_and_for_no_other():
    printed = Paper("QĐ 313 QĐ-UBND", as_printed="năm 2022")

    old = papers.old_decision_is_named(facts(old_decision=printed))

    assert "QĐ 313 QĐ-UBND, năm 2022" == old.seen
    assert Verdict.NOT_KNOWN is papers.decision_is_named(facts(decision=printed)).verdict


def test_a_decision_is_not_signed_after_the_step_that_rests_on_it():
    later = papers.decision_is_named(facts(decision=Paper("12/QĐ-BCĐ", TOMORROW)))
    earlier = papers.decision_is_named(facts(decision=Paper("12/QĐ-BCĐ", YESTERDAY)))

    assert Verdict.NOT_MET is later.verdict
    assert "sau ngày 03/06/2019" in later.says.vi
    assert Verdict.MET is earlier.verdict


def test_the_list_of_an_old_plan_is_cited_where_the_plan_carries_it_on():
    assert "62/KH-BCĐ-CAT" in papers.old_decision_is_named(facts(DAK_LAK)).source.quote
    assert papers.PRACTICE == papers.old_decision_is_named(facts(TUYEN_QUANG)).source


def test_a_reason_is_more_than_spaces():
    assert Verdict.NOT_KNOWN is papers.reason_is_given(facts(reason="  ")).verdict
    assert Verdict.MET is papers.reason_is_given(facts(reason="Chưa phức tạp")).verdict


def test_a_return_says_what_is_missing_and_by_when():
    assert Verdict.NOT_KNOWN is papers.missing_is_named(facts(missing_list=" ")).verdict
    assert Verdict.NOT_KNOWN is papers.missing_is_named(facts(due=None)).verdict
    assert Verdict.MET is papers.missing_is_named(facts()).verdict


def test_a_hand_over_names_a_successor():
    assert Verdict.NOT_KNOWN is papers.successors_are_named(facts(successors=())).verdict
    assert "02375" == papers.successors_are_named(facts()).seen


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("Ban Chỉ đạo 138 tỉnh", Verdict.MET),
        ("UBND tỉnh", Verdict.NOT_MET),
        ("", Verdict.NOT_KNOWN),
    ],
)
def test_the_decision_is_issued_by_a_body_the_plan_names(body, verdict):
    decision = Paper("12", TODAY, body=body, capacity="TM.")

    assert verdict is papers.body_may_decide(facts(decision=decision)).verdict


@pytest.mark.parametrize(
    ("capacity", "verdict"),
    [("KT.", Verdict.MET), ("PP.", Verdict.NOT_MET), ("", Verdict.NOT_KNOWN)],
)
def test_the_decision_is_signed_in_a_lawful_capacity(capacity, verdict):
    decision = Paper("12", TODAY, body="Ban Chỉ đạo 138 tỉnh", capacity=capacity)

    assert verdict is papers.capacity_is_lawful(facts(decision=decision)).verdict


def test_without_a_decision_its_body_and_capacity_are_not_known():
    here = facts(decision=None)

    assert Verdict.NOT_KNOWN is papers.body_may_decide(here).verdict
    assert Verdict.NOT_KNOWN is papers.capacity_is_lawful(here).verdict


def test_a_plan_that_names_no_body_leaves_it_not_known():
    assert Verdict.NOT_KNOWN is papers.body_may_decide(facts(FRAME_2017)).verdict


@pytest.mark.parametrize(
    ("on", "verdict"),
    [
        (date(2017, 12, 31), Verdict.NOT_KNOWN),
        (date(2018, 1, 1), Verdict.MET),
        (date(2020, 12, 31), Verdict.MET),
        (date(2021, 1, 1), Verdict.NOT_KNOWN),
    ],
)
def test_a_plan_is_in_force_from_its_first_day_to_its_last_and_never_after(on, verdict):
    assert verdict is order.plan_is_in_force(facts(on=on)).verdict


def test_without_a_plan_none_is_in_force():
    assert Verdict.NOT_KNOWN is order.plan_is_in_force(facts(None)).verdict


def test_a_frame_in_force_is_not_called_a_text():
    frame = order.plan_is_in_force(facts(FRAME_2017))

    assert Verdict.MET is frame.verdict
    assert Evidence.INFERRED is frame.source.evidence
    assert Evidence.TEXT is order.plan_is_in_force(facts(a_plan())).source.evidence


def test_a_step_does_not_lie_before_the_one_before():
    assert order.day_is_in_order(facts(last_effective=TODAY)).passes
    assert order.day_is_in_order(facts(last_effective=None)).passes

    too_early = order.day_is_in_order(facts(last_effective=TOMORROW))

    assert Verdict.NOT_MET is too_early.verdict
    assert Spot.CONFIRM is too_early.fixed_at


def test_a_step_does_not_lie_in_the_future():
    ahead = order.day_is_not_ahead(facts(today=YESTERDAY))

    assert Verdict.NOT_MET is ahead.verdict
    assert Spot.CONFIRM is ahead.fixed_at
    assert order.day_is_not_ahead(facts(today=TODAY)).passes


def test_a_correction_names_the_entry_it_corrects():
    assert "3" == corrections.entry_is_named(facts()).seen
    assert Verdict.NOT_KNOWN is corrections.entry_is_named(facts(correction=None)).verdict


@pytest.mark.parametrize(
    ("asked_by", "verdict"),
    [
        ("người-thứ-tư", Verdict.MET),
        ("người-thứ-ba", Verdict.NOT_MET),
        (None, Verdict.NOT_KNOWN),
    ],
)
def test_one_person_asks_for_a_correction_and_another_approves_it(asked_by, verdict):
    correction = Correction(3, "appraise", is_latest_move=True, asked_by=asked_by)

    assert verdict is corrections.correction_has_two_people(facts(correction=correction)).verdict


def test_whoever_is_of_one_side_with_the_asker_does_not_approve_the_correction():
    correction = replace(facts().correction, by_one_side=True)

    assert (
        Verdict.NOT_MET
        is corrections.correction_has_two_people(facts(correction=correction)).verdict
    )


def test_nobody_asked_for_a_correction_that_is_not_there():
    assert (
        Verdict.NOT_KNOWN is corrections.correction_has_two_people(facts(correction=None)).verdict
    )
    assert Verdict.NOT_KNOWN is corrections.nothing_rests_on_it(facts(correction=None)).verdict


@pytest.mark.parametrize("latest", [True, False])
def test_only_the_latest_move_can_be_voided(latest):
    correction = Correction(3, "appraise", is_latest_move=latest)

    assert latest is corrections.nothing_rests_on_it(facts(correction=correction)).passes


def test_a_reason_may_be_written_by_whoever_takes_the_step():
    asked = papers.reason_is_given(facts(reason=""))

    assert (Role.SECRETARY, Role.COMMITTEE_OFFICE) == asked.fixed_by
