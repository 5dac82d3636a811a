"""Entries without a case: whose auditors read them, and for whom a deputy made them."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid5

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from states.terms import Capacity
from tests.authority import a_post, granted, written
from tests.builders import World
from tests.deciding import a_heading
from tests.meetings import TABLES
from tests.pages import Pages
from tests.people_and_places import AT, TODAY, council_id, person_id, place_id, seated
from workflow.database import reading, writing
from workflow.deeds.accounts import SYSTEM, NewPerson, add_person, system_actor
from workflow.deeds.decisions import AtDraft, amend_decision, draft_decision, withdraw_decision
from workflow.deeds.delegations import Deputy, delegate, end_delegation
from workflow.deeds.exports import Export, record_export
from workflow.deeds.sittings import NewSitting, RollLine, call_sitting, close_sitting, set_roll
from workflow.verification import verify
from workflow.views.exporting import every_entry, extent
from workflow.views.one_entry import entry_sheet
from workflow.views.record import Reader, Wanted, entries

HERE, THERE = (Reader(frozenset({one}), frozenset({one})) for one in map(place_id, ("08", "51")))
DEPUTY = person_id("nobody")
BELONGS = select(TABLES["entry_place"].c.number, TABLES["entry_place"].c.place_id)


def deputy_of(world: World, login: str) -> None:
    """Let nobody exercise what somebody holds in Tuyên Quang."""
    holder = person_id(login)
    deputy = Deputy(DEPUTY, uuid5(holder, "held"), Capacity.TUQ, TODAY, TODAY)
    with writing(world.engine) as session:
        delegate(session, deputy, by=holder, at=AT)


def sits(world: World, by: Any) -> None:
    """Call a sitting, write its roll and end it."""
    new = NewSitting(council_id("08"), "1/BB", date(2019, 12, 1), "Tuyên Quang")
    with writing(world.engine) as session:
        sitting = call_sitting(session, new, by=by, at=AT)
        set_roll(
            session, world.book, sitting, [RollLine(seated("08", "chair"), True)], by=by, at=AT
        )
        close_sitting(session, sitting, by=by, at=AT)


def decides(world: World, by: Any) -> None:
    """Draft a decision, amend it and give it up."""
    with writing(world.engine) as session:
        draft = draft_decision(session, place_id("08"), a_heading(), by=by, at=AT)
        at_draft = AtDraft(decision=draft, by=by, at=AT)
        amend_decision(session, at_draft, a_heading(subject="Chọn xã"))
        withdraw_decision(session, at_draft, "Trùng")


@pytest.fixture
def told(either_world: World) -> World:
    """A grant, a delegation, a sitting, a decision and an export of Tuyên Quang; an account."""
    granted(either_world, a_post("second_officer"))
    deputy_of(either_world, "committee_office")
    sits(either_world, seated("08", "clerk"))
    decides(either_world, person_id("committee_office"))
    with writing(either_world.engine) as session:
        export = Export("history", 1, 1)
        record_export(session, export, by=person_id("auditor"), at=AT)
        newcomer = NewPerson("moi", "Người mới", "mật khẩu đủ dài")
        add_person(session, newcomer, by=system_actor(session, at=AT), at=AT)
    return either_world


def listed(world: World, reader: Reader) -> list[int]:
    with reading(world.engine) as session:
        return [line.number for line in entries(session, Wanted(), reader).lines]


def test_auditors_read_of_their_own_places_and_of_accounts_alone(told: World):
    many = len(written(told))

    assert written(told)[-1]["deed"] == "person_added"
    assert listed(told, HERE) == [*range(many, 0, -1)]
    assert listed(told, THERE) == [many]
    with reading(told.engine) as session:
        assert extent(session, Wanted(), THERE).rows == 1
        assert entry_sheet(session, told.book, many - 2, THERE) is None
        assert entry_sheet(session, told.book, many - 2, HERE) is not None
    taken = every_entry(told.engine, Wanted(), THERE, newest=many)
    assert [line.number for line in taken] == [many]
    assert verify(told.engine).is_whole


def test_the_pages_keep_to_it(told: World):
    pages = Pages(told.engine).signed_in("auditor_elsewhere")

    assert f"/history/{len(written(told))}" in pages.get("/history").text
    assert '/history/1"' not in pages.get("/history").text
    for number in range(1, len(written(told))):
        assert pages.get(f"/history/{number}", 404)


def test_a_deputy_names_whom_for_and_in_which_role(world: World):
    deputy_of(world, "secretary")
    deputy_of(world, "committee_office")
    before = len(written(world))

    sits(world, DEPUTY)
    decides(world, DEPUTY)

    made = written(world)[before:]
    assert {each["by"] for each in made} == {DEPUTY.hex}
    sitting, decision = made[:3], made[3:]
    assert len(decision) == 3
    for group, login in ((sitting, "secretary"), (decision, "committee_office")):
        told = {(each["for"], each["capacity"]) for each in group}
        assert told == {(person_id(login).hex, login)}


def test_who_holds_the_role_acts_for_nobody(told: World):
    made = {each["deed"]: each for each in written(told)}

    assert {each["for"] for each in made.values()} == {None}
    capacities = {deed: each["capacity"] for deed, each in made.items()}
    assert capacities["appointed"] == capacities["grant_asked"] == "administrator"
    assert capacities["delegated"] == capacities["decision_drafted"] == "committee_office"
    assert capacities["history_exported"] == "auditor"
    assert made["person_added"]["by"] == SYSTEM.hex
    assert capacities["person_added"] is None


def test_a_delegation_ended_by_its_delegate_belongs_to_the_place(world: World):
    deputy_of(world, "secretary")
    with writing(world.engine) as session:
        held = session.execute(select(TABLES["delegation"].c.id)).scalar_one()
        end_delegation(session, held, last_day=TODAY, by=DEPUTY, at=AT)

    assert listed(world, THERE) == []
    assert listed(world, HERE) == [2, 1]


def test_where_an_entry_belongs_is_not_changed(told: World):
    for statement in ("UPDATE entry_place SET number = 99", "DELETE FROM entry_place"):
        with pytest.raises(DBAPIError), writing(told.engine) as session:
            session.execute(text(statement))


def places(world: World) -> Iterator[tuple[int, str]]:
    with reading(world.engine) as session:
        for number, place in sorted(session.execute(BELONGS).all()):
            yield number, place.hex


def test_older_entries_find_their_places_by_what_they_name(told: World):
    before = [*places(told)]
    config = Config()
    config.set_main_option("script_location", "workflow:migrations")
    with told.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0010_links_by_two")
        command.upgrade(config, "head")

    exports = len(written(told)) - 1
    assert [*places(told)] == [each for each in before if each[0] != exports]
