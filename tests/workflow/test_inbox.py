"""What the inbox says can be done can be done, nothing is left out, and who is waited for."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import true

from states.terms import Action, CaseState, Phase, Role
from tests.builders import World, decision, minutes, paper
from tests.law_builders import breaking, criteria, targets
from tests.people_and_places import AT, NAMES, PEOPLE, TODAY, person_id, place_id
from workflow.access import held_by
from workflow.database import reading, writing
from workflow.deeds.decision_lines import NewLine, add_lines
from workflow.deeds.decisions import AtDraft, Heading, draft_decision
from workflow.deeds.figures import verify_figures
from workflow.engine import Deed, explain
from workflow.views import doable as pages
from workflow.views.asks import asks_for
from workflow.views.awaited import awaited, silent
from workflow.views.doable import Doable, doable
from workflow.views.ending import ending
from workflow.views.looking import Looker, look_through
from workflow.views.narrowed import of_my_roles
from workflow.views.tasks import AT_HAND, Doing, my_tasks

CASE_ROLES = tuple(role for role in Role if role is not Role.ADMINISTRATOR)
LOGINS = [login for login, (role, _) in PEOPLE.items() if role]
_SOON = date(2019, 11, 28)
PAPERS: dict[Action, dict[str, Any]] = {
    Action.SELECT: {"decision": decision(_SOON, "301/QĐ")},
    Action.RESUME: {"decision": decision(_SOON, "302/QĐ")},
    Action.SUBMIT_REVIEW: {"report": paper("9/BC", _SOON), "tasks_concluded": True},
}


def looker(world: World, login: str, at: Any = AT) -> Looker:
    with reading(world.engine) as session:
        return Looker(person_id(login), held_by(session, person_id(login), on=TODAY), at)


def doables(world: World, login: str) -> list[Doable]:
    found, after = [], ""
    with reading(world.engine) as session:
        while True:
            page = doable(session, world.book, looker(world, login), after=after)
            found += page.lines
            if not page.next:
                return found
            after = page.next


@pytest.fixture
def varied(either_world: World) -> World:
    """Cases at every step, some reported, some verified, some with a relapse or a failed review."""
    world = either_world
    world.a_case(CaseState.APPRAISED, "08/1")
    running = world.a_case(CaseState.IN_TRANSFORMATION, "08/2")
    world.enters(running, Phase.REVIEW, targets(), period=(date(2018, 3, 15), date(2019, 3, 14)))
    world.verifies(running, Phase.REVIEW)
    reviewed = world.a_case(CaseState.PRELIMINARY_REVIEW, "08/3")
    assert reviewed
    watched = world.a_case(CaseState.MONITORING, "08/4")
    broken = (date(2019, 3, 20), date(2019, 6, 20))
    world.enters(watched, Phase.RELAPSE, breaking("target.t1"), period=broken)
    world.a_case(CaseState.RELAPSED, "08/5")
    proposed = world.opens("08/6").number
    world.enters(proposed, Phase.PROPOSAL, criteria())
    world.opens("51/1", "officer_elsewhere")
    return world


def test_every_item_is_possible_as_the_engine_explains_it(varied: World):
    checked = 0
    for login in LOGINS:
        for line in doables(varied, login):
            if line.task.action is None:
                continue
            deed = Deed(case=line.number, action=line.task.action, by=person_id(login), at=AT)
            with reading(varied.engine) as session:
                assessment = explain(session, varied.book, deed)
            held_back = [
                finding.rule
                for finding in assessment.findings
                if not finding.passes and finding.fixed_at not in AT_HAND
            ]
            allowed = {"access.role"} if line.task.doing is Doing.SITTING else set()
            assert set(held_back) <= allowed, (login, line)
            checked += 1
    assert checked >= 5


def test_every_item_can_really_be_done(varied: World):
    done = 0
    for login in LOGINS:
        for line in doables(varied, login):
            match line.task.doing, line.task.action, line.task.phase:
                case Doing.VERIFY, _, Phase() as phase:
                    by = person_id(login)
                    with writing(varied.engine) as session:
                        verify_figures(session, line.number, phase=phase, by=by, at=AT)
                        session.rollback()
                    done += 1
                case ((Doing.STEP | Doing.DECISION), Action() as action, _) if action in PAPERS:
                    before = varied.row(line.number)
                    outcome = varied.acts(line.number, action, login, **PAPERS[action])
                    assert outcome.state != before["case"]["state"]
                    done += 1
                case _:
                    continue
    assert done >= 5


def test_nothing_that_can_be_done_is_left_out(varied: World):
    for login in LOGINS:
        who = looker(varied, login)
        with reading(varied.engine) as session:
            every = look_through(session, varied.book, who, (true(),))
            narrowed = look_through(session, varied.book, who, (of_my_roles(varied.book, who),))
        expected = {seen.number for seen in every.cases if my_tasks(seen)}
        assert expected == {seen.number for seen in narrowed.cases if my_tasks(seen)}
        assert expected == {line.number for line in doables(varied, login)}


def test_whoever_recorded_the_figures_does_not_verify_them(varied: World):
    mine = {line.task.doing for line in doables(varied, "officer")}
    others = {line.task.doing for line in doables(varied, "second_officer")}

    assert Doing.VERIFY not in mine
    assert Doing.VERIFY in others


def test_pages_follow_one_another_without_a_gap(varied: World, monkeypatch: pytest.MonkeyPatch):
    whole = doables(varied, "second_officer")
    monkeypatch.setattr(pages, "PAGE", 1)

    assert whole == doables(varied, "second_officer")
    assert len(whole) >= 3


def test_every_case_on_its_course_waits_for_somebody_or_for_a_day(varied: World):
    with reading(varied.engine) as session:
        page = awaited(session, varied.book, looker(varied, "auditor"), roles=CASE_ROLES)

    assert len(page.lines) == 6
    for line in page.lines:
        assert line.bodies or line.due
        assert line.awaited or line.missing
    appraised = next(line for line in page.lines if line.state is CaseState.APPRAISED)
    assert [body.label.vi for body in appraised.bodies] == ["Văn phòng Ban Chỉ đạo"]
    assert NAMES["committee_office"] in {name.vi for name in appraised.bodies[0].names}
    assert appraised.since == date(2018, 3, 1)
    assert not appraised.bodies[0].mine


def test_a_case_is_mine_too_where_i_hold_the_role(varied: World):
    with reading(varied.engine) as session:
        who = looker(varied, "committee_office")
        page = awaited(session, varied.book, who, roles=CASE_ROLES)

    appraised = next(line for line in page.lines if line.state is CaseState.APPRAISED)
    assert appraised.bodies[0].mine


@pytest.mark.parametrize(("days", "shown"), [(29, False), (30, True), (31, True)])
def test_silence_is_counted_from_the_last_entry(varied: World, days: int, shown: bool):
    with reading(varied.engine) as session:
        who = looker(varied, "auditor", AT + timedelta(days=days))
        page = silent(session, varied.book, who, roles=CASE_ROLES, days=30)

    assert bool(page.lines) is shown
    assert all(line.awaited for line in page.lines)


def test_a_case_that_something_holds_back_is_not_silent(either_world: World):
    either_world.opens("08/1")
    with reading(either_world.engine) as session:
        who = looker(either_world, "auditor", AT + timedelta(days=99))
        page = silent(session, either_world.book, who, roles=CASE_ROLES, days=30)

    assert page.lines == ()


def test_silent_cases_come_in_pages(varied: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("workflow.views.awaited.PAGE", 1)
    who, after, found = looker(varied, "auditor", AT + timedelta(days=40)), "", []
    with reading(varied.engine) as session:
        while True:
            page = silent(session, varied.book, who, roles=CASE_ROLES, days=30, after=after)
            found += [line.number for line in page.lines]
            after = page.next
            if not after:
                break

    assert found == sorted(set(found))
    assert len(found) >= 3


def test_deadlines_come_in_pages_and_the_plans_days_with_them(
    either_world: World, monkeypatch: pytest.MonkeyPatch
):
    for commune in ("08/1", "08/2", "08/3"):
        either_world.a_case(CaseState.MONITORING, commune)
    monkeypatch.setattr("workflow.views.ending.PAGE", 2)
    who = looker(either_world, "auditor")
    with reading(either_world.engine) as session:
        first = ending(session, either_world.book, who, roles=CASE_ROLES)
        second = ending(session, either_world.book, who, roles=CASE_ROLES, after=first.next)

    assert (2, 1, "") == (len(first.lines), len(second.lines), second.next)
    assert all(line.due.on == date(2019, 9, 20) and line.due.days < 0 for line in first.lines)
    assert {one.day.name for one in first.plans} >= {"plan_end"}


def test_what_is_in_a_draft_already_is_not_put_into_another(either_world: World):
    number = either_world.a_case(CaseState.APPRAISED)
    office = person_id("committee_office")
    heading = Heading(body="Ban Chỉ đạo 138 tỉnh", capacity="TM.", subject="Danh sách năm 2019")
    with writing(either_world.engine) as session:
        draft = draft_decision(session, place_id("08"), heading, by=office, at=AT)
        line = NewLine(number, Action.SELECT)
        add_lines(session, AtDraft(decision=draft, by=office, at=AT), [line])

    with reading(either_world.engine) as session:
        who = looker(either_world, "committee_office")
        asks, more = asks_for(session, who)
        page = awaited(session, either_world.book, who, roles=CASE_ROLES)

    assert doables(either_world, "committee_office") == []
    assert [f"/decisions/{draft.hex}"] == [ask.href for ask in asks]
    assert not more
    assert "Đã có trong dự thảo" in page.lines[0].awaited[0].vi


def test_minutes_and_votes_do_not_hide_what_is_missing(either_world: World):
    number = either_world.a_case(CaseState.PRELIMINARY_REVIEW)
    labels = {line.task.label.vi for line in doables(either_world, "secretary")}

    assert any("Kết luận đạt, chuyển theo dõi" in label for label in labels), number
    assert minutes(TODAY).votes_of == 7


def test_who_sits_on_the_council_is_not_asked_to_verify_figures(either_world: World):
    number = either_world.opens().number
    either_world.enters(number, Phase.PROPOSAL, criteria())

    def offered(login: str) -> set[Doing]:
        with reading(either_world.engine) as session:
            page = doable(session, either_world.book, looker(either_world, login))
        return {each.task.doing for each in page.lines}

    assert Doing.VERIFY in offered("secretary")
    assert Doing.VERIFY not in offered("chair_08") | offered("clerk_08")
