"""The conformance cases: each sentence of the law, with what is given, under each plan."""

from datetime import date
from fractions import Fraction

import pytest

from states.coverage import fold
from states.deadlines import DaysOff, last_day_before, months_after
from states.example import example_proposal, example_review
from states.figures import compares
from states.plans import HERE
from states.table import MOVES
from states.terms import Action, CaseState, Evidence
from tests.law_builders import DAK_LAK, QUANG_NGAI, TUYEN_QUANG, book
from tests.law_cases import answer_to, law_cases, tables

ASKED = [(case, plan, verdict) for case in law_cases() for plan, verdict in case.expect.items()]
KINDS = ("case", "period", "last_day", "in_force", "rate")
# Rules with a line in the text: the cases stand on both sides of it.
LINES = {
    "target.t2", "target.t3", "target.t4", "target.t5", "target.t7", "target.t8", "target.t9",
    "review.success", "review.success_not_met", "recognition.still_meets_targets",
    "recognition.monitoring_over", "review.one_year_over", "selection.cap",
    "selection.above_province_mean", "selection.above_district_mean",
    "selection.not_new_countryside", "selection.type_assigned", "selection.complexity_shown",
    "selection.dossier_complete", "resume.relapsed_in_monitoring",
}  # fmt: skip
QUOTED = [
    (plan, parameter.source.quote)
    for plan in book().plans.values()
    for parameter in plan.parameters.values()
    if parameter.source.evidence is Evidence.TEXT
]


def named(value):
    return value if isinstance(value, str) else getattr(value, "says", "")


@pytest.mark.parametrize(("case", "plan", "verdict"), ASKED, ids=named)
def test_the_guard_answers_as_the_text_says(case, plan, verdict):
    assert verdict.replace(" ", "_") == answer_to(case, plan).verdict


@pytest.mark.parametrize("period", tables("period"), ids=lambda period: period["says"])
def test_a_period_ends_as_the_civil_code_counts(period):
    given, expect = period["given"], period["expect"]

    counted = months_after(
        given["event"], given["months"], DaysOff(frozenset(given.get("holidays", ())))
    )

    assert expect["nominal"] == counted.nominal_end
    assert expect["last"] == counted.last_day
    assert expect["from"] == counted.first_day_after


@pytest.mark.parametrize("entry", tables("last_day"), ids=lambda entry: entry["says"])
def test_a_report_is_on_time_until_the_day_before(entry):
    due = book().plans[entry["plan"]].parameters["report.due"]

    assert entry["years"] == {
        year: last_day_before(str(due.value), year=int(year)) for year in entry["years"]
    }


@pytest.mark.parametrize("entry", tables("in_force"), ids=lambda entry: entry["says"])
def test_on_each_day_each_province_has_its_plan_or_none(entry):
    found = {code: book().in_force(code, on=entry["on"]) for code in entry["expect"]}

    assert entry["expect"] == {code: plan.id if plan else "none" for code, plan in found.items()}


@pytest.mark.parametrize("entry", tables("rate"), ids=lambda entry: entry["says"])
def test_a_rate_of_the_province_is_compared_exactly(entry):
    wanted = {plan: book().plans[plan].parameters[entry["parameter"]] for plan in entry["expect"]}

    assert entry["expect"] == {
        plan: compares(Fraction(entry["given"]), limit.operator, limit.fraction)
        for plan, limit in wanted.items()
    }


@pytest.mark.parametrize("kind", KINDS)
def test_every_entry_says_what_it_means_and_cites_a_paragraph(kind):
    assert all(entry["says"] and entry["source"] for entry in tables(kind))


@pytest.mark.parametrize("rule", sorted(LINES))
def test_the_cases_stand_on_both_sides_of_the_line(rule):
    verdicts = {verdict for case, _, verdict in ASKED if case.rule == rule}

    assert {"met", "not met"} <= verdicts


@pytest.mark.parametrize(("plan", "quote"), QUOTED, ids=lambda value: getattr(value, "id", ""))
def test_every_quote_called_text_stands_in_the_text_of_the_plan(plan, quote):
    text = (HERE / "texts" / str(plan.header["text"])).read_text(encoding="utf-8")

    assert quote
    assert fold(quote) in fold(text)


def test_the_same_proposal_judged_by_the_three_plans_gives_three_different_answers():
    plans = {name: book().plans[name] for name in (DAK_LAK, TUYEN_QUANG, QUANG_NGAI)}
    failing = {
        name: {finding.rule for finding in example_proposal(plan).findings if not finding.passes}
        for name, plan in plans.items()
    }
    answers = [
        tuple((finding.verdict, finding.source) for finding in example_proposal(plan).findings)
        for plan in plans.values()
    ]

    assert 3 == len(set(answers))
    assert {
        DAK_LAK: set(),
        TUYEN_QUANG: set(),
        QUANG_NGAI: {
            "selection.argument_given",
            "selection.above_province_mean",
            "selection.not_new_countryside",
            "selection.type_assigned",
        },
    } == failing


def test_the_same_review_succeeds_in_dak_lak_and_not_in_tuyen_quang():
    verdicts = {
        name: example_review(book().plans[name]).finding("review.success").verdict.value
        for name in (DAK_LAK, TUYEN_QUANG, QUANG_NGAI)
    }

    assert {DAK_LAK: "met", TUYEN_QUANG: "not_met", QUANG_NGAI: "met"} == verdicts


def test_t4_one_decision_may_recognize_select_and_resume():
    decided = {row.action for row in MOVES if "decision" in row.asks}

    assert {Action.RECOGNIZE, Action.SELECT, Action.RESUME} <= decided


def test_t13_the_path_of_the_communes_of_bac_kan_is_lawful_day_by_day():
    listed, reviewed = date(2018, 1, 17), date(2018, 11, 15)

    assert date(2019, 1, 18) == months_after(listed, 12, DaysOff()).first_day_after
    assert date(2019, 5, 16) == months_after(reviewed, 6, DaysOff()).first_day_after


def test_a_relapse_after_recognition_never_reopens_the_case():
    leaving = {row.action for row in MOVES if row.source is CaseState.RECOGNIZED}

    assert {Action.RELAPSE} == leaving
