from dataclasses import replace
from datetime import date

import pytest

from states import opening
from states.facts import Actor
from states.terms import Role, UnitKind, Verdict
from tests.law_builders import (
    DAK_LAK,
    FRAME_2017,
    QUANG_NGAI,
    TUYEN_QUANG,
    a_plan,
    facts,
)


def test_a_case_is_opened_only_for_a_unit_that_exists_that_day():
    ended = opening.commune_exists(facts(valid_until=date(2019, 6, 2)))

    assert Verdict.NOT_MET is ended.verdict
    assert "02/06/2019" in ended.says.vi
    assert opening.commune_exists(facts(valid_until=date(2019, 6, 3))).passes


@pytest.mark.parametrize(
    ("kind", "verdict"),
    [
        (UnitKind.XA, Verdict.MET),
        (UnitKind.DAC_KHU, Verdict.MET),
        (UnitKind.HUYEN, Verdict.NOT_MET),
    ],
)
def test_the_area_is_a_unit_of_commune_level(kind, verdict):
    assert verdict is opening.unit_is_commune(facts(DAK_LAK, kind=kind)).verdict


def test_without_a_plan_the_kinds_of_unit_are_not_known():
    assert Verdict.NOT_KNOWN is opening.unit_is_commune(facts(None)).verdict


def test_a_commune_has_one_open_case_at_a_time():
    other = opening.no_other_case_is_open(facts(open_case="DB-2019-004"))

    assert Verdict.NOT_MET is other.verdict
    assert "DB-2019-004" in other.says.vi
    assert opening.no_other_case_is_open(facts()).passes


@pytest.mark.parametrize(
    ("plan", "argument", "verdict"),
    [
        (QUANG_NGAI, "Trộm cắp tăng", Verdict.MET),
        (QUANG_NGAI, "  ", Verdict.NOT_MET),
        (DAK_LAK, "", Verdict.NOT_APPLICABLE),
        (TUYEN_QUANG, "", Verdict.NOT_APPLICABLE),
        (FRAME_2017, "Trộm cắp tăng", Verdict.MET),
        (FRAME_2017, "", Verdict.NOT_KNOWN),
        (None, "Trộm cắp tăng", Verdict.NOT_KNOWN),
    ],
)
def test_the_argument_is_asked_where_the_plan_asks_it_and_under_a_frame_may_be_asked(
    plan, argument, verdict
):
    assert verdict is opening.argument_is_given(facts(plan, argument=argument)).verdict


def test_a_person_acts_within_the_territory_of_the_appointment():
    actor = Actor("a", frozenset({Role.OFFICER}), in_territory=False)

    assert Verdict.NOT_MET is opening.territory_covers_the_commune(facts(actor=actor)).verdict
    assert opening.territory_covers_the_commune(facts()).passes


@pytest.mark.parametrize("role", Role)
def test_only_the_roles_of_the_row_may_act_and_no_role_is_exempt(role):
    actor = Actor("a", frozenset({role}), in_territory=True)

    finding = opening.role_is_held(facts(actor=actor), (Role.SECRETARY, Role.COMMITTEE_OFFICE))

    assert (role in (Role.SECRETARY, Role.COMMITTEE_OFFICE)) is finding.passes
    assert (Role.SECRETARY, Role.COMMITTEE_OFFICE) == finding.fixed_by


@pytest.mark.parametrize("part", ["proposed_this_case", "recorded_figures"])
def test_whoever_proposed_or_gave_figures_does_not_record_the_decision(part):
    here = facts()

    judged = opening.decider_is_another_person(
        replace(here, actor=replace(here.actor, **{part: True}))
    )

    assert Verdict.NOT_MET is judged.verdict
    assert opening.decider_is_another_person(here).passes


def test_a_plan_that_asks_for_an_argument_is_cited():
    finding = opening.argument_is_given(facts(a_plan(QUANG_NGAI)))

    assert "thực tiễn tình hình tội phạm" in finding.source.quote
