from dataclasses import replace

import pytest

from states.answers import no_plan, not_applicable, not_asked, parameter, silent, verdict_of
from states.terms import Evidence, Spot, Text, Verdict
from tests.law_builders import FRAME_2017, TUYEN_QUANG, a_plan, facts

SAYS = Text("Kế hoạch không đặt điều kiện này.", "The plan sets no such condition.")


@pytest.mark.parametrize(
    ("holds", "verdict"),
    [(True, Verdict.MET), (False, Verdict.NOT_MET), (None, Verdict.NOT_KNOWN)],
)
def test_what_nobody_knows_is_neither_met_nor_unmet(holds, verdict):
    assert verdict is verdict_of(holds)


def test_without_a_plan_in_force_nothing_is_known_and_the_day_is_named():
    finding = no_plan("plan.in_force", facts(None))

    assert Verdict.NOT_KNOWN is finding.verdict
    assert "03/06/2019" in finding.says.vi
    assert Spot.PLANS is finding.fixed_at


def test_where_the_plan_is_silent_the_missing_parameter_is_named():
    finding = silent("review.success", facts(FRAME_2017), "review.mode")

    assert Verdict.NOT_KNOWN is finding.verdict
    assert "“Cách kết luận chuyển hóa đạt”" in finding.says.vi
    assert "“How success is judged”" in finding.says.en
    assert Evidence.INFERRED is finding.source.evidence


def test_silence_without_any_plan_is_the_lack_of_a_plan():
    assert "Không có kế hoạch" in silent("review.success", facts(None), "review.mode").says.vi


def test_a_rule_that_does_not_apply_passes_and_says_why():
    finding = not_applicable("selection.types", SAYS, a_plan().cites("II"))

    assert finding.passes
    assert SAYS == finding.says


def test_what_the_plan_of_the_province_does_not_ask_does_not_apply():
    assert Verdict.NOT_APPLICABLE is not_asked("r", facts(TUYEN_QUANG), "k", SAYS).verdict


@pytest.mark.parametrize("plan", [FRAME_2017, None])
def test_the_silence_of_a_frame_or_of_no_plan_is_no_answer(plan):
    assert Verdict.NOT_KNOWN is not_asked("r", facts(plan), "k", SAYS).verdict


def test_a_parameter_is_read_from_the_plan_that_judges_the_case():
    assert "all" == parameter(facts(TUYEN_QUANG), "review.mode").value
    assert parameter(facts(TUYEN_QUANG), "selection.types") is None
    assert parameter(facts(None), "review.mode") is None


def test_a_case_whose_plan_is_gone_or_changed_is_told_so():
    lost = replace(facts(None), pinned_plan="tuyen_quang_2018")

    assert "tuyen_quang_2018" in no_plan("plan.in_force", lost).says.vi
