"""The minutes of a sitting as they are read and printed: computed, with today's names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlmodel import Session, SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.ballot import BallotRule, in_words
from states.terms import Choice, Seat
from workflow.models.sittings import Ground
from workflow.sitting.minutes import minutes_of
from workflow.views.docket_lines import DocketLine, docket, docket_line
from workflow.views.minutes_said import MinutesSheet, MotionSaid, RecusedSaid, RollSaid, VoteSaid
from workflow.views.motion_ended import findings_in
from workflow.views.naming import unit
from workflow.views.sittings import names_of, read_seen

_TABLES = SQLModel.metadata.tables
_SEATS = _TABLES["seat"]
_PERSONS = _TABLES["person"]
_OF_SEATS: Select[Any] = (
    select(_SEATS.c.id, _SEATS.c.person_id, _PERSONS.c.name)
    .join(_PERSONS, _PERSONS.c.id == _SEATS.c.person_id)
    .where(_SEATS.c.id.in_(bindparam("seats", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class Named:
    """Today's names: of people by their ids, and of who holds a seat."""

    people: Mapping[str, str]
    holders: Mapping[str, tuple[str, str]]

    def holder(self, seat: str, *, besides: str) -> str:
        """Return who holds a seat where that is somebody else, nothing otherwise."""
        person, name = self.holders.get(seat, ("", ""))
        return "" if person in ("", besides) else name


def minutes_sheet(
    session: Session, sitting: UUID, *, person: UUID, on: date
) -> MinutesSheet | None:
    """Return the minutes as far as the sitting has come, or None where one may not see it."""
    row = read_seen(session, sitting, person=person, on=on)
    if row is None:
        return None
    written = minutes_of(session, sitting)
    record = written.record
    lines = {motion.ordinal: docket_line(motion) for motion in docket(session, sitting)}
    named = Named(
        {person.hex: name for person, name in names_of(session, _people(record)).items()},
        _holders(session, record),
    )
    return MinutesSheet(
        id=row.id.hex,
        council=row.council,
        province=unit(row.place_kind, row.place_name),
        number=row.number,
        held_on=row.held_on,
        place=row.place,
        closed_at=row.closed_at,
        roll=tuple(sorted(_roll(record, named), key=_place)),
        motions=tuple(_motion(said, lines[said["ordinal"]], named) for said in record["motions"]),
        digest=written.digest,
        kept=row.digest,
    )


def _people(record: Mapping[str, Any]) -> set[UUID]:
    told = [*record["roll"]]
    for motion in record["motions"]:
        told += [*motion.get("votes", ()), *motion.get("recusals", ())]
        told += [{"person": motion["presiding"]}] if "presiding" in motion else []
    return {UUID(one["person"]) for one in told}


def _holders(session: Session, record: Mapping[str, Any]) -> Mapping[str, tuple[str, str]]:
    """Return who holds each seat that was voted or sat for: the person's id and name."""
    seats = {line["sits_for"] for line in record["roll"] if "sits_for" in line}
    seats |= {vote["seat"] for motion in record["motions"] for vote in motion.get("votes", ())}
    if not seats:
        return {}
    rows = session.execute(_OF_SEATS, {"seats": [UUID(seat) for seat in sorted(seats)]})
    return {row.id.hex: (row.person_id.hex, row.name) for row in rows}


def _roll(record: Mapping[str, Any], named: Named) -> Iterator[RollSaid]:
    for line in record["roll"]:
        yield RollSaid(
            name=named.people[line["person"]],
            seat=Seat(line["seat"]),
            present=bool(line["present"]),
            reason=line.get("reason", ""),
            sits_for=named.holder(line.get("sits_for", ""), besides=line["person"]),
        )


def _place(line: RollSaid) -> tuple[int, str]:
    return [*Seat].index(line.seat), line.name


def _motion(said: Mapping[str, Any], line: DocketLine, named: Named) -> MotionSaid:
    votes = (
        VoteSaid(
            name=named.people[vote["person"]],
            choice=Choice(vote["choice"]),
            reason=vote.get("reason", ""),
            sits_for=named.holder(vote["seat"], besides=vote["person"]),
        )
        for vote in said.get("votes", ())
    )
    recused = (
        RecusedSaid(named.people[one["person"]], Ground(one["ground"]), one.get("reason", ""))
        for one in said.get("recusals", ())
    )
    return MotionSaid(
        line=line,
        rule=in_words(BallotRule.from_record(said["rule"])) if "rule" in said else None,
        presiding=named.people[said["presiding"]] if "presiding" in said else "",
        recused=tuple(recused),
        votes=tuple(sorted(votes, key=lambda vote: vote.name)),
        findings=findings_in(said.get("findings", ())),
    )
