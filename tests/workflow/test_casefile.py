"""The case file: what one person sees of one case, in few queries, and in plain sentences."""

from datetime import date, timedelta

import pytest

from states.facts import Paper, Submission
from states.figures import count
from states.terms import Action, CaseState, Phase
from tests.builders import YEAR_OF_WORK, World, decision, paper
from tests.law_builders import breaking, criteria
from tests.pages import counted
from tests.people_and_places import AT, person_id
from workflow.database import reading
from workflow.errors import NotPossibleNow, StaleForm, UnknownCase
from workflow.views.casefile import CaseFile, changes_since, open_file
from workflow.views.sentences import NOT_STATED, paper_name, told

MOST_QUERIES = 12


def opened(world: World, number: str, by: str = "officer") -> CaseFile:
    with reading(world.engine) as session:
        return open_file(session, world.book, number, person=person_id(by), at=AT)


@pytest.mark.parametrize(
    "state", [CaseState.APPRAISED, CaseState.RELAPSED, CaseState.MONITORING, CaseState.DECLINED]
)
def test_a_case_is_read_in_at_most_twelve_queries(world: World, state: CaseState):
    number = world.a_case(state)

    with counted(world.engine) as asked:
        opened(world, number)

    assert MOST_QUERIES >= len(asked), asked


def test_a_long_history_costs_no_further_query(world: World):
    number = world.a_case()
    with counted(world.engine) as before:
        opened(world, number)
    for many in range(15):
        world.enters(
            number, Phase.PROPOSAL, {"a6_bang_nhom": count(many)}, reason="Đếm lại theo sổ"
        )

    with counted(world.engine) as after:
        file = opened(world, number)

    assert len(before) == len(after)
    assert 16 == file.entries
    assert 10 == len(file.events)
    assert 16 == file.events[0].entry


@pytest.mark.parametrize("stranger", ["officer_elsewhere", "administrator", "nobody"])
def test_nobody_sees_a_case_without_a_role_over_it(world: World, stranger: str):
    number = world.a_case()

    with pytest.raises(UnknownCase):
        opened(world, number, by=stranger)


def test_the_tracker_holds_seven_steps_with_their_days(world: World):
    steps = opened(world, world.a_case(CaseState.MONITORING)).tracker

    assert ["done"] * 5 + ["current", "to_come"] == [step.standing for step in steps]
    assert (date(2018, 2, 1), date(2018, 3, 1)) == (steps[0].day, steps[1].day)
    assert (date(2019, 9, 20), "đến") == (steps[5].day, getattr(steps[5].note, "vi", ""))


def test_a_relapse_ends_the_tracker_in_red(world: World):
    last = opened(world, world.a_case(CaseState.RELAPSED)).tracker[-1]

    assert ("relapsed", CaseState.RELAPSED.label, date(2019, 7, 1)) == (
        last.standing,
        last.label,
        last.day,
    )


def test_a_declined_case_shows_which_steps_it_never_took(world: World):
    steps = opened(world, world.a_case(CaseState.DECLINED)).tracker

    assert "done" == steps[0].standing
    assert {"to_come"} == {step.standing for step in steps[1:-1]}
    assert CaseState.DECLINED.label == steps[-1].label


def test_the_main_step_comes_first_and_what_it_lacks_before_what_it_has(world: World):
    steps = opened(world, world.a_case()).next_steps

    assert (Action.APPRAISE, True) == (steps[0].action, steps[0].main)
    passes = [finding.passes for finding in steps[0].findings]
    assert sorted(passes) == passes
    assert not any(step.main for step in steps[1:])
    assert {Action.RECTIFY, Action.VOID}.isdisjoint(step.action for step in steps)


def test_a_failed_review_leads_to_the_extension(world: World):
    number = world.a_case(CaseState.IN_TRANSFORMATION)
    world.enters(number, Phase.REVIEW, breaking("target.t6"), period=YEAR_OF_WORK)
    world.verifies(number, Phase.REVIEW)
    report = paper("41/BC-BCĐ", date(2019, 3, 18))
    world.acts(number, Action.SUBMIT_REVIEW, "officer", report=report, tasks_concluded=True)

    assert Action.EXTEND is opened(world, number).next_steps[0].action


def test_whoever_may_take_a_step_sees_that_only_the_papers_are_wanted(world: World):
    file = opened(world, world.a_case(CaseState.APPRAISED, "08/2"), by="committee_office")

    step = file.step(Action.SELECT)

    assert step.mine
    assert step.awaits_only_papers
    assert step.remaining == step.at_hand


def test_a_step_the_state_does_not_have_is_not_possible(world: World):
    with pytest.raises(NotPossibleNow):
        opened(world, world.a_case()).step(Action.RECOGNIZE)


def test_figures_stand_by_group_with_every_revision(world: World):
    number = world.a_case()
    world.enters(number, Phase.PROPOSAL, criteria())
    world.enters(number, Phase.PROPOSAL, {"a6_bang_nhom": count(2)}, reason="Đếm lại")

    found = opened(world, number).figure(Phase.PROPOSAL, 1, "a6_bang_nhom")

    assert found is not None
    assert [2, 1] == [revision.number for revision in found[1].revisions]
    assert "Đếm lại" == found[1].revisions[0].reason
    assert found[0].is_open
    assert found[0].may_enter


def test_only_figures_of_another_person_wait_for_verification(world: World):
    number = world.a_case()
    world.enters(number, Phase.PROPOSAL, criteria())

    mine = opened(world, number).phase(Phase.PROPOSAL)
    theirs = opened(world, number, by="second_officer").phase(Phase.PROPOSAL)

    assert mine is not None
    assert theirs is not None
    assert not mine.may_verify
    assert theirs.may_verify


def test_a_phase_that_is_closed_or_not_ones_work_cannot_be_filled_in(world: World):
    number = world.a_case()

    with pytest.raises(NotPossibleNow):
        opened(world, number).phase_to_enter(Phase.REVIEW)
    with pytest.raises(NotPossibleNow):
        opened(world, number, by="secretary").phase_to_enter(Phase.PROPOSAL)


def test_changes_since_a_version_are_told_newest_first(world: World):
    number = world.a_case(CaseState.APPRAISED)
    seen = opened(world, number).version
    world.acts(number, Action.SELECT, "committee_office", decision=decision(date(2018, 3, 15)))

    with reading(world.engine) as session:
        changes = changes_since(session, number, seen)

    assert 1 == len(changes)
    assert "Quyết định đưa vào diện chuyển hóa" in changes[0].vi
    with pytest.raises(StaleForm):
        opened(world, number).check_unchanged(seen)


def test_an_inherited_case_says_what_its_source_does_not(world: World):
    old = Paper("62/KH-BCĐ", None, as_printed="năm 2015")
    outcome = world.opens(
        by="registrar", action=Action.INHERIT, submission=Submission(old_decision=old), on=None
    )

    file = opened(world, outcome.number, by="registrar")

    assert file.inherited
    report = "Hạn báo cáo năm của kế hoạch"
    assert {NOT_STATED} == {on for name, on in file.days if name.vi != report}
    assert [date(2019, 11, 14)] == [on for name, on in file.days if name.vi == report]
    assert {NOT_STATED} == {step.note for step in file.tracker if step.standing == "done"}
    paper_line = file.papers[0]
    assert ("Quyết định cũ 62/KH-BCĐ", "năm 2015") == (paper_line.name.vi, paper_line.when)


def test_an_entry_of_the_history_reads_as_a_sentence():
    entry = {
        "deed": "recognize",
        "from": "monitoring",
        "to": "recognized",
        "facts": {
            "paper": {
                "decision": {"number": "99/QĐ-BCĐ", "signed_on": "2019-09-24", "body": "BCĐ"},
                "minutes": {"number": "05/BB", "votes_for": 5, "votes_of": 7},
                "reason": "Đạt cả chín chỉ tiêu.",
            }
        },
    }

    said = told(entry)

    assert "Công nhận chuyển hóa đạt" == said.title.vi
    assert "Quyết định 99/QĐ-BCĐ ngày 24/09/2019, BCĐ." in said.body.vi
    assert "Biên bản 05/BB (ngày: nguồn không nêu), 5/7 thành viên tán thành." in said.body.vi
    assert said.body.en.endswith("Reason: Đạt cả chín chỉ tiêu.")


def test_a_paper_named_in_words_needs_no_kind_before_it():
    assert "Danh sách của tỉnh" == paper_name("old_decision", "Danh sách của tỉnh").vi
    assert "Quyết định nguồn không nêu" == paper_name("decision", "").vi


def test_a_return_says_what_is_missing_and_by_when():
    given = {"missing_list": "Phụ lục số liệu", "due": "2018-03-01", "types": ["1", "4"]}

    said = told({"deed": "return_dossier", "facts": {"paper": given}})

    assert "Cần bổ sung: Phụ lục số liệu (hạn 01/03/2018)." in said.body.vi
    assert "Types of area: 1, 4." in said.body.en


def test_bad_news_is_marked_and_an_unknown_deed_keeps_its_name():
    assert "bad" == told({"deed": "relapse", "from": "monitoring", "to": "relapsed"}).tone
    assert "export_history" == told({"deed": "export_history"}).title.vi


def test_the_day_of_the_page_is_the_day_in_vietnam(world: World):
    number = world.a_case()
    late = AT + timedelta(hours=20)

    with reading(world.engine) as session:
        file = open_file(session, world.book, number, person=person_id("officer"), at=late)

    assert date(2019, 12, 3) == file.on
