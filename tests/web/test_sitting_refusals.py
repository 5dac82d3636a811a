"""What the pages of sittings refuse: to other councils, to outsiders, too early and too late."""

import pytest
from sqlalchemy import update
from sqlmodel import SQLModel

from tests.builders import World
from tests.pages import Pages
from tests.people_and_places import person_id
from tests.sitting_pages import CHAIR, CLERK, MEMBERS, Chamber, a_ballot, a_ready_case
from workflow.database import writing

NO_ROLE = "Bạn không có vai trò cần thiết"
ELSEWHERE = ("chair_51", "auditor_elsewhere")


@pytest.mark.parametrize("login", ELSEWHERE)
def test_another_council_and_another_province_find_no_such_sitting(
    world: World, login: str
) -> None:
    chamber, _, ballot = a_ballot(world)
    stranger = Pages(world.engine).signed_in(login)

    for address in (chamber.sitting, ballot, f"{chamber.sitting}/minutes"):
        assert "Không tìm thấy trang" == stranger.get(address, 404).heading
    assert "05/BB-HĐTĐ" not in stranger.get("/sittings").words


def test_a_member_of_another_council_cannot_vote(world: World) -> None:
    chamber, _, ballot = a_ballot(world)
    form = chamber.as_(MEMBERS[0]).get(ballot).form(f"{ballot}/vote")
    stranger = Pages(world.engine).signed_in("chair_51")
    form.fields["form_key"] = stranger.get("/sittings").forms[0].fields["form_key"]

    assert 404 == stranger.send(form, 404, choice="for").status


@pytest.mark.parametrize("login", ["officer", "registrar", "administrator", "nobody"])
def test_who_sits_nowhere_is_told_whom_the_page_is_for(world: World, login: str) -> None:
    _, _, ballot = a_ballot(world)
    outsider = Pages(world.engine).signed_in(login)

    assert NO_ROLE == outsider.get(ballot, 403).heading
    assert NO_ROLE == outsider.get("/sittings", 403).heading


@pytest.mark.parametrize("login", ["auditor", "committee_office"])
def test_who_reads_a_sitting_changes_nothing_in_it(world: World, login: str) -> None:
    chamber, _, ballot = a_ballot(world)
    reader = Pages(world.engine).signed_in(login)
    page = reader.get(chamber.sitting)

    assert "Đưa hồ sơ vào chương trình" not in page.links
    assert NO_ROLE == reader.get(f"{chamber.sitting}/roll", 403).heading
    assert NO_ROLE == reader.get(f"{ballot}/close", 403).heading


def test_a_member_neither_calls_nor_prepares_a_sitting(world: World) -> None:
    chamber = Chamber(world)
    chamber.called()
    member = chamber.as_(MEMBERS[0])
    page = member.get(f"{chamber.sitting}/roll", 409)

    assert "Thư ký hoặc Chủ tịch Hội đồng" in page.words
    assert 409 == member.get(f"{chamber.sitting}/ready", 409).status
    assert [] == [
        value
        for value in member.get("/sittings/new").form("/sittings/new").fields["council"]
        if value
    ]


def test_the_clerk_without_a_seat_opens_ballots_and_has_no_vote(world: World) -> None:
    chamber, _, ballot = a_ballot(world)
    form = chamber.as_(MEMBERS[0]).get(ballot).form(f"{ballot}/vote")
    granted = Pages(world.engine).signed_in("secretary")
    form.fields["form_key"] = granted.get(ballot).forms[0].fields["form_key"]
    page = granted.send(form, 409, choice="for")

    assert "Bạn không có quyền biểu quyết ở đây." in page.words


def test_who_is_away_has_no_vote(world: World) -> None:
    chamber, case = Chamber(world), a_ready_case(world)
    chamber.called()
    chamber.rolled(away=[MEMBERS[0]])
    chamber.put(case)
    ballot = chamber.opened()
    form = chamber.as_(MEMBERS[1]).get(ballot).form(f"{ballot}/vote")
    away = chamber.as_(MEMBERS[0])
    form.fields["form_key"] = away.get(ballot).forms[0].fields["form_key"]

    assert "Bạn không có quyền biểu quyết ở đây." in away.send(form, 409, choice="for").words


def test_a_ballot_that_is_over_takes_no_vote_and_keeps_what_was_typed(world: World) -> None:
    chamber, _, ballot = a_ballot(world)
    last = chamber.as_(MEMBERS[4])
    form = last.get(ballot).form(f"{ballot}/vote")
    for login in MEMBERS[:4]:
        chamber.votes(login)
    page = last.send(form, 409, choice="against", reason="Đến muộn")

    assert "Nội dung này không còn biểu quyết." in page.words
    assert "Đến muộn" in page.text


def test_a_member_forced_out_by_a_part_taken_is_told_why(world: World) -> None:
    chamber, case, ballot = a_ballot(world)
    form = chamber.as_(MEMBERS[0]).get(ballot).form(f"{ballot}/vote")
    _takes_part(world, case, MEMBERS[0])
    member = chamber.as_(MEMBERS[0])
    page = member.send(form, 409, choice="for")

    assert "đã đề xuất" in page.words
    assert "đã đề xuất hồ sơ" in member.get(ballot).words


def test_no_ballot_opens_before_the_roll_is_called(world: World) -> None:
    chamber, case = Chamber(world), a_ready_case(world)
    chamber.called()
    chamber.put(case)
    address = f"{chamber.sitting}/motions/1"
    clerk = chamber.as_(CLERK)
    page = clerk.send(clerk.get(address).form(f"{address}/open"), 409)

    assert "Chưa điểm danh" in page.words


def test_a_motion_that_is_not_there_is_not_found(world: World) -> None:
    chamber, _, _ = a_ballot(world)

    assert 404 == chamber.as_(CHAIR).get(f"{chamber.sitting}/motions/7", 404).status
    assert 404 == chamber.as_(CHAIR).get(f"/sittings/{person_id('x').hex}", 404).status
    assert 404 == chamber.as_(CLERK).get(f"{chamber.sitting}/ready/x/select", 404).status


def _takes_part(world: World, case: str, login: str) -> None:
    cases = SQLModel.metadata.tables["case_file"]
    with writing(world.engine) as session:
        changed = update(cases).where(cases.c.number == case)
        session.execute(changed.values(proposed_by=person_id(login)))
