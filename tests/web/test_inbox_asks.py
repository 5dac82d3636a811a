"""Votes, requests and drafts wait for who may do them, and nobody else; each leads to its page."""

from uuid import uuid4

import pytest
from sqlalchemy import insert, update

from states.terms import Choice, Role, Seat
from tests.builders import World
from tests.pages import Pages
from tests.people_and_places import AT, TODAY
from tests.subjects import NOW, TABLES, Subjects, make_subjects
from tests.walkers import ELSEWHERE, HERE, Term, Walker
from workflow.access import held_by
from workflow.database import reading, writing
from workflow.deeds.sessions import open_session
from workflow.models.sittings import Ground, MotionStatus
from workflow.views.asks import SOURCES, asks_for
from workflow.views.looking import Looker
from workflow.views.source import Ask

MEMBER = Walker(Role.MEMBER, HERE, Term.WITHIN)


@pytest.fixture
def subjects(either_world: World) -> Subjects:
    """One of each thing in two provinces."""
    return make_subjects(either_world)


def asked(world: World, walker: Walker) -> list[Ask]:
    with reading(world.engine) as session:
        held = held_by(session, walker.id, on=TODAY)
        asks, more = asks_for(session, Looker(walker.id, held, AT))
    assert not more
    return list(asks)


def test_requests_and_drafts_wait_for_their_office(either_world: World, subjects: Subjects):
    made = subjects.made
    for place in (HERE, ELSEWHERE):
        office = asked(either_world, Walker(Role.COMMITTEE_OFFICE, place, Term.WITHIN))
        administrator = asked(either_world, Walker(Role.ADMINISTRATOR, place, Term.WITHIN))

        assert {ask.href for ask in office} == {
            f"/waivers/{made['waiver', place].hex}",
            f"/corrections/{made['correction_request', place].hex}",
            f"/decisions/{made['decision', place].hex}",
        }
        assert [ask.href for ask in administrator] == [
            f"/grants/{made['grant_request', place].hex}"
        ]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR, Role.REGISTRAR])
def test_nothing_of_it_waits_for_other_roles(either_world: World, subjects: Subjects, role: Role):
    assert subjects.cases
    assert asked(either_world, Walker(role, HERE, Term.WITHIN)) == []


@pytest.mark.parametrize("term", [Term.BEFORE, Term.AFTER])
def test_nothing_waits_for_who_holds_nothing_today(
    either_world: World, subjects: Subjects, term: Term
):
    assert subjects.cases
    assert asked(either_world, Walker(Role.COMMITTEE_OFFICE, HERE, term)) == []


@pytest.mark.parametrize("ending", ["vote", "recusal", "motion"])
def test_a_vote_waits_until_it_is_cast_or_cannot_be(
    either_world: World, subjects: Subjects, ending: str
):
    motion = _open(either_world, subjects)

    (vote,) = asked(either_world, MEMBER)
    _end(either_world, motion, ending)

    assert vote.label.vi == "Biểu quyết: Thông qua thẩm định"
    assert vote.href == f"/sittings/{subjects.made['sitting', HERE].hex}/motions/1"
    assert subjects.cases[HERE] in vote.about.vi
    assert asked(either_world, MEMBER) == []


def test_who_is_away_has_no_vote(either_world: World, subjects: Subjects):
    _open(either_world, subjects, present=False)

    assert asked(either_world, MEMBER) == []


def test_every_ask_leads_to_a_page(world: World):
    make_subjects(world)
    for role in (Role.COMMITTEE_OFFICE, Role.ADMINISTRATOR):
        walker = Walker(role, HERE, Term.WITHIN)
        with writing(world.engine) as session:
            token = open_session(session, walker.id, at=AT)
        pages = Pages(world.engine)
        pages.client.cookies.set("session", token, domain="testserver.local")
        links = pages.get("/inbox").links.values()
        for ask in asked(world, walker):
            assert ask.href in links
            assert pages.client.get(ask.href).status_code == 200, ask.href


def test_each_source_has_its_own_kind():
    assert len({source.kind for source in SOURCES}) == len(SOURCES) == 5


def _open(world: World, subjects: Subjects, *, present: bool = True) -> dict[str, object]:
    """Open the ballot of the sitting here, with the member on the roll."""
    sitting = subjects.made["sitting", HERE]
    motions, seats = TABLES["motion"], TABLES["seat"]
    with writing(world.engine) as session:
        opened = update(motions).where(motions.c.sitting_id == sitting)
        session.execute(opened.values(status=MotionStatus.OPEN, opened_at=NOW))
        own = seats.select().where(seats.c.person_id == MEMBER.id)
        seat = session.execute(own).one()
        roll = {"sitting_id": sitting, "person_id": MEMBER.id, "seat_id": seat.id}
        session.execute(
            insert(TABLES["attendance"]).values(roll | {"kind": Seat.MEMBER, "present": present})
        )
        motion = session.execute(motions.select().where(motions.c.sitting_id == sitting)).one()
    return {"motion_id": motion.id, "person_id": MEMBER.id, "seat_id": seat.id}


def _end(world: World, of_me: dict[str, object], ending: str) -> None:
    motions = TABLES["motion"]
    with writing(world.engine) as session:
        if ending == "vote":
            cast = {"kind": Seat.MEMBER, "choice": Choice.FOR, "facts_digest": "0" * 64, "at": NOW}
            kept = {"salt": uuid4().hex, "commitment": "0" * 64}
            session.execute(insert(TABLES["vote"]).values(of_me | cast | kept))
        elif ending == "recusal":
            why = {"ground": Ground.ASKED, "at": NOW}
            row = {name: of_me[name] for name in ("motion_id", "person_id")}
            session.execute(insert(TABLES["recusal"]).values(row | why))
        else:
            lapsed = update(motions).where(motions.c.id == of_me["motion_id"])
            session.execute(lapsed.values(status=MotionStatus.LAPSED, closed_at=NOW))
