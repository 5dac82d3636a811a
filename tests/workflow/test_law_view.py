"""The legal pages' view: plans in words, the table read for people, the norms counted."""

import re
from datetime import date

import pytest

from states.case import TRANSITIONS
from states.guards import RULES
from states.plans.book import PlanBook
from states.terms import Action, CaseState, Role
from workflow.views import comparison, law, norms, powers
from workflow.views.rule_names import RULE_NAMES, rule_name

TODAY = date(2026, 11, 22)
BOOK = PlanBook.load()
DOCUMENT = re.compile("(KH|Kế hoạch|Nghị định|Nghị quyết|Bộ luật|Quyết định|Thông tư) ")
PLACE = re.compile(r"$|Phụ lục [IVX]+$|Điều \d|[IVX]+(\.\w+)*(; [IVX]+(\.\w+)*)*$")


def value_of(plan: str, key: str) -> str:
    sheet = law.plan_sheet(BOOK, plan, on=TODAY)
    assert sheet is not None
    return next(one.value.vi for one in sheet.parameters if one.key == key)


def test_none_of_the_product_s_own_plans_is_in_force_today():
    assert not any(line.in_force for line in law.list_plans(BOOK, on=TODAY))


@pytest.mark.parametrize(
    ("plan", "key", "words"),
    [
        ("dak_lak_2017", "report.due", "trước ngày 20/11"),
        ("tuyen_quang_2018", "report.due", "trước ngày 15/11"),
        ("tuyen_quang_2018", "monitoring.length", "6 tháng"),
        ("dak_lak_2017", "transformation.length", "1 năm"),
        ("dak_lak_2017", "target.t5", "≤ 15%"),
        ("tuyen_quang_2018", "target.t5", "< 15%"),
        ("dak_lak_2017", "cap.counts_monitoring", "không"),
        ("dak_lak_2017", "review.mode", "theo tỷ lệ chỉ tiêu đạt"),
        ("quang_ngai_2021", "selection.new_countryside_bar", "xã"),
        ("tuyen_quang_2018", "council.quorum", "≥ 2/3"),
        ("tuyen_quang_2018", "council.majority_base", "thành viên có mặt"),
        ("tuyen_quang_2018", "council.tie", "không được thông qua"),
    ],
)
def test_a_value_reads_as_a_reader_wants_to_see_it(plan, key, words):
    assert words == value_of(plan, key)


def test_what_a_plan_takes_from_another_is_marked():
    sheet = law.plan_sheet(BOOK, "quang_ngai_2021", on=TODAY)

    assert sheet is not None
    assert sheet.extends == BOOK.plans["dak_lak_2017"].name
    assert {one.key for one in sheet.parameters if one.inherited} >= {"target.t2", "review.mode"}


def test_every_rule_a_finding_may_cite_stands_on_the_page_of_its_plan():
    sheet = law.plan_sheet(BOOK, "tuyen_quang_2018", on=TODAY)

    assert sheet is not None
    assert {"selection.cap", "target.t5", "council.carried"} <= {rule.id for rule in sheet.rules}


def test_a_plan_is_not_cited_for_a_condition_it_does_not_set():
    silent = {
        plan: {rule.id for rule in sheet.rules if rule.silent}
        for plan in ("dak_lak_2017", "quang_ngai_2021")
        if (sheet := law.plan_sheet(BOOK, plan, on=TODAY))
    }

    assert "selection.not_new_countryside" in silent["dak_lak_2017"]
    assert "selection.not_new_countryside" not in silent["quang_ngai_2021"]
    assert "selection.cap" not in silent["dak_lak_2017"]


def test_every_rule_has_a_name_in_words():
    assert set(RULES) == set(RULE_NAMES)
    assert "selection.gone" == rule_name("selection.gone").en


@pytest.mark.parametrize("plan", BOOK.plans)
def test_what_a_plan_page_cites_is_a_name_or_said_in_both_languages(plan):
    sheet = law.plan_sheet(BOOK, plan, on=TODAY)
    assert sheet is not None

    for source in [one.source for one in (*sheet.parameters, *sheet.rules, *sheet.days)]:
        assert source.named.en != source.named.vi or DOCUMENT.match(source.document), source
        assert source.placed.en != source.placed.vi or PLACE.match(source.place), source


@pytest.mark.parametrize(
    ("plan", "on", "last"),
    [
        ("dak_lak_2017", date(2019, 3, 1), date(2019, 11, 19)),
        ("dak_lak_2017", TODAY, date(2020, 11, 19)),
        ("tuyen_quang_2018", date(2017, 3, 1), date(2018, 11, 14)),
    ],
)
def test_the_days_shown_are_of_this_year_or_the_nearest_of_the_plan(plan, on, last):
    sheet = law.plan_sheet(BOOK, plan, on=on)

    assert sheet is not None
    assert [last] == [one.day for one in sheet.days if one.name == "yearly_report"]


def test_the_four_types_of_area_are_said_in_words():
    assert "Loại 1" in value_of("quang_ngai_2021", "selection.types")


def test_an_unknown_plan_is_none():
    assert law.plan_sheet(BOOK, "nowhere", on=TODAY) is None


def test_auditors_and_administrators_can_move_nothing():
    roles = list(Role)
    nothing = [roles.index(Role.AUDITOR), roles.index(Role.ADMINISTRATOR)]

    for row in powers.permission_matrix():
        assert [(), ()] == [row.actions[place] for place in nothing]


def test_the_steps_shown_are_the_rows_of_the_table():
    shown = {(move.action, source) for move in powers.table_of_moves() for source in move.sources}

    assert shown == {
        (row.action, row.source)
        for row in TRANSITIONS
        if row.action not in (Action.RECTIFY, Action.VOID)
    }


def test_the_drawing_leaves_out_the_hand_over_and_stays_in_the_table():
    arrows = {(one.action, one.source, one.target) for one in powers.drawn_moves()}

    assert (Action.APPRAISE, CaseState.PROPOSED, CaseState.APPRAISED) in arrows
    assert arrows <= {(row.action, row.source, row.target) for row in TRANSITIONS}
    assert Action.HAND_OVER not in {action for action, _, _ in arrows}


def test_the_norms_are_counted_and_narrowed():
    counted = norms.coverage_sheet(BOOK)
    caps = norms.coverage_sheet(BOOK, plan="quang_ngai_2021", kind="cap")

    assert 474 == counted.total == sum(sum(numbers) for _, numbers in counted.kinds)
    assert () == counted.norms
    assert {"cap"} == {norm.kind.value for norm in caps.norms}
    assert 2 == len(caps.norms) == caps.found


def test_the_norms_come_at_most_fifty_at_once():
    first = norms.coverage_sheet(BOOK, plan="dak_lak_2017")
    pages = [norms.coverage_sheet(BOOK, plan="dak_lak_2017", number=n) for n in range(1, 7)]
    listed = [norm.id for one in pages[: first.pages] for norm in one.norms]

    assert 210 == first.found == len(listed) == len(set(listed))
    assert 5 == first.pages
    assert all(len(one.norms) <= norms.AT_ONCE for one in pages)
    assert pages[5] == pages[4]


def test_one_proposal_is_judged_differently_by_the_three_plans():
    _, judged = comparison.judged_by_each(BOOK, on=TODAY)
    unmet = {
        one.plan.id: {finding.rule for finding in one.appraisal.findings if not finding.passes}
        for one in judged
    }
    reviewed = {one.plan.id: one.review.finding("review.success").passes for one in judged}

    assert unmet["dak_lak_2017"] == unmet["tuyen_quang_2018"] == set()
    assert unmet["quang_ngai_2021"] == {
        "selection.argument_given",
        "selection.above_province_mean",
        "selection.not_new_countryside",
        "selection.type_assigned",
    }
    assert reviewed == {"dak_lak_2017": True, "tuyen_quang_2018": False, "quang_ngai_2021": True}


def test_only_rules_the_plans_answer_differently_are_set_side_by_side():
    _, judged = comparison.judged_by_each(BOOK, on=TODAY)
    plans = [one.plan.id for one in judged]
    found = {one.rule: one for one in comparison.differences(judged)}
    verdicts = {
        rule: {
            plan: finding.verdict.value if finding else ""
            for plan, finding in zip(plans, one.by_plan, strict=True)
        }
        for rule, one in found.items()
    }

    assert {"dak_lak_2017": "met", "quang_ngai_2021": "met", "tuyen_quang_2018": "not_met"} == (
        verdicts["target.t5"]
    )
    assert "" == verdicts["review.targets_all"]["dak_lak_2017"]
    assert "selection.above_province_mean" in found
    assert "target.t1" not in found
