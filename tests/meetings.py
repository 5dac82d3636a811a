"""A sitting of the tests' council of Tuyên Quang, taken step by step by the public verbs."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select, update
from sqlmodel import SQLModel

from states.terms import Action, Choice, Phase, Role
from tests.builders import World
from tests.law_builders import criteria
from tests.people_and_places import (
    AT,
    SEATS,
    SINCE,
    council_id,
    person_id,
    place_id,
    seat_id,
    seated,
)
from workflow.casefiles import read_case
from workflow.database import reading, writing
from workflow.deeds.ballots import Cast, Counted, cast_vote, close_ballot, open_ballot, recuse
from workflow.deeds.motions import NewMotion, add_motion, withdraw_motion
from workflow.deeds.sittings import NewSitting, RollLine, call_sitting, close_sitting, set_roll
from workflow.sitting.bench import bench_of, count
from workflow.sitting.motions import lock_motion

TABLES = SQLModel.metadata.tables
ON = date(2018, 3, 1)
NOBODY = UUID(int=0)
LOGINS = tuple(login for login in SEATS if login != "alternate")


@dataclass(frozen=True, slots=True)
class Meeting:
    """One sitting with one case before it; each verb is a transaction of its own."""

    world: World
    council: UUID
    sitting: UUID
    number: str
    motion: UUID = NOBODY

    def with_motion(self, action: Action = Action.APPRAISE, **more: Any) -> "Meeting":
        """Put the case on the docket."""
        types = more.pop("types", ("1",))
        new = NewMotion(self.sitting, self.number, action, types, more.pop("reason", ""))
        with writing(self.world.engine) as session:
            by = seated("08", "clerk")
            motion = add_motion(session, self.world.book, new, by=by, at=AT)
        return replace(self, motion=motion)

    def with_ballot(self, action: Action = Action.APPRAISE, **more: Any) -> "Meeting":
        """Put the case on the docket and open the ballot."""
        put = self.with_motion(action, **more)
        put.opens()
        return put

    def opens(self) -> None:
        """Open the ballot."""
        with writing(self.world.engine) as session:
            by = seated("08", "clerk")
            open_ballot(session, self.world.book, self.motion, by=by, at=AT)

    def votes(self, login: str, choice: Choice, **more: Any) -> Counted:
        """Cast one vote; against comes with a reason unless one is named."""
        reason = more.pop("reason", "Chưa thuyết phục" if choice is Choice.AGAINST else "")
        by = person_id("nobody") if login == "stranger" else seated("08", login)
        vote = Cast(motion=self.motion, by=by, choice=choice, at=AT, reason=reason, **more)
        with writing(self.world.engine) as session:
            return cast_vote(session, self.world.book, vote)

    def all_vote(self, choice: Choice) -> Counted:
        """Let one after another vote until it is settled."""
        for login in ("member1", "member2", "member3"):
            self.votes(login, choice)
        return self.votes("member4", choice)

    def closes(self, login: str = "chair") -> Counted:
        """Close the ballot."""
        with writing(self.world.engine) as session:
            by = seated("08", login)
            return close_ballot(session, self.world.book, self.motion, by=by, at=AT)

    def recuses(self, login: str) -> None:
        """Be recused on request."""
        with writing(self.world.engine) as session:
            book, by = self.world.book, seated("08", login)
            recuse(session, book, self.motion, reason="Người thân", by=by, at=AT)

    def withdraws(self, login: str, reason: str = "Để phiên sau") -> None:
        """Take the motion off the docket."""
        with writing(self.world.engine) as session:
            withdraw_motion(session, self.motion, reason=reason, by=seated("08", login), at=AT)

    def roll(self, away: Iterable[str] = (), instead: str = "") -> None:
        """Write the roll: everybody there but those away, an alternate in somebody's place."""
        lines = [
            RollLine(seated("08", login), login not in away, "Đi công tác" * (login in away))
            for login in LOGINS
        ]
        if instead:
            sits_for = seat_id("08", instead)
            lines.append(RollLine(seated("08", "alternate"), present=True, sits_for=sits_for))
        with writing(self.world.engine) as session:
            by = seated("08", "clerk")
            set_roll(session, self.world.book, self.sitting, lines, by=by, at=AT)

    def ends(self, login: str = "clerk") -> str:
        """Close the sitting."""
        with writing(self.world.engine) as session:
            return close_sitting(session, self.sitting, by=seated("08", login), at=AT)

    def takes_part(self, login: str, ground: str) -> None:
        """Let a member have taken part in the case, behind the back of every verb."""
        person, figures, checks = seated("08", login), TABLES["figure"], TABLES["verification"]
        with writing(self.world.engine) as session:
            case = read_case(session, self.number).id
            if ground == "proposed":
                cases = TABLES["case_file"]
                session.execute(update(cases).where(cases.c.id == case).values(proposed_by=person))
            elif ground == "proposing_body":
                held = {"person_id": person, "role": Role.OFFICER, "since": SINCE}
                row = held | {"id": seat_id("08", "x"), "place_id": place_id("08/district")}
                session.execute(insert(TABLES["appointment"]).values(row))
            else:
                old = dict(session.execute(select(figures)).mappings().first() or {})
                new = old | {"id": seat_id("08", "f"), "revision": 9, "recorded_by": person}
                if ground == "verified":
                    new |= {"recorded_by": old["recorded_by"]}
                session.execute(insert(figures).values(new))
                check = {"figure_id": new["id"], "verified_by": person, "verified_at": "2019"}
                if ground == "recorded":
                    check |= {"verified_by": person_id("second_officer")}
                session.execute(insert(checks).values(check))

    def case(self) -> Row[Any]:
        """The case as it stands."""
        with reading(self.world.engine) as session:
            return read_case(session, self.number)

    def motion_row(self, motion: UUID | None = None) -> Row[Any]:
        """A motion as it stands."""
        motions = TABLES["motion"]
        chosen = select(motions).where(motions.c.id == (motion or self.motion))
        with reading(self.world.engine) as session:
            return session.execute(chosen).one()

    def recusals(self) -> list[tuple[UUID, str]]:
        """Who is recused from the motion, and why."""
        table = TABLES["recusal"]
        chosen = select(table.c.person_id, table.c.ground)
        with reading(self.world.engine) as session:
            found = session.execute(chosen.where(table.c.motion_id == self.motion)).all()
        return [(row.person_id, row.ground.value) for row in found]

    def counted(self) -> tuple[int, int]:
        """How many are appointed and present for the motion."""
        with writing(self.world.engine) as session:
            put = lock_motion(session, self.motion)
            ballot = count(session, put.sitting, put.motion, bench_of(session, put.sitting))
        return ballot.appointed, ballot.present

    def rows(self) -> dict[str, int]:
        """How many rows there are of everything a ballot writes."""
        names = ("vote", "motion", "recusal", "history", "paper", "attendance", "sitting")
        with reading(self.world.engine) as session:
            return {name: len(session.execute(select(TABLES[name])).all()) for name in names}

    def told(self) -> list[dict[str, Any]]:
        """Every entry, oldest first."""
        history = TABLES["history"]
        with reading(self.world.engine) as session:
            texts = session.execute(select(history.c.entry).order_by(history.c.number)).scalars()
            return [json.loads(each) for each in texts]


def meeting(
    world: World,
    away: Iterable[str] = (),
    instead: str = "",
    *,
    number: str = "07/BB-HĐTĐ",
    commune: str = "08/1",
) -> Meeting:
    """Call the council of Tuyên Quang for a case that is ready to be appraised."""
    case = world.opens(commune).number
    world.enters(case, Phase.PROPOSAL, criteria())
    world.verifies(case, Phase.PROPOSAL)
    return sitting_on(world, case, away=away, instead=instead, number=number)


def sitting_on(
    world: World, case: str, *, away: Iterable[str] = (), instead: str = "", number: str = "08/BB"
) -> Meeting:
    """Call the council of Tuyên Quang for a case."""
    with writing(world.engine) as session:
        new = NewSitting(council_id("08"), number, ON, "Trụ sở UBND tỉnh")
        sitting = call_sitting(session, new, by=seated("08", "clerk"), at=AT)
    called = Meeting(world, council_id("08"), sitting, case)
    called.roll(away, instead)
    return called
