"""A signed decision over many cases, recorded: ours, the bare driver and Django, line by line.

The paper selects thirty appraised cases: thirty locks, judgements, moves and entries, one cap,
one commit. The bare driver sends what one of ours was heard to send, for another paper.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlmodel import SQLModel

import workflow.models  # noqa: F401 - the tables read below
from states.terms import Action, CaseState
from tests.benchmarks.peer.settings import configure
from tests.benchmarks.race import ONE, Client, Result, race
from tests.benchmarks.replay import Replay, listened
from tests.benchmarks.stage import REVIEWED, Stage, set_up
from workflow.database import open_engine, reading, writing
from workflow.deeds.decision_lines import NewLine, add_lines
from workflow.deeds.decisions import AtDraft, Heading, draft_decision, number_key
from workflow.deeds.recording import record_decision
from workflow.verification import verify

LINES = 30
HISTORY = "INSERT INTO history "
TABLES = SQLModel.metadata.tables
_FILES, _LINES = TABLES["case_file"], TABLES["decision_line"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that waits to be recorded: its id, its number, and whatever names its lines."""

    decision: UUID
    number: str
    ids: tuple[Any, ...]


@dataclass(slots=True)
class Ours:
    """The committee's office, recording one draft after another."""

    name = "ours"
    stage: Stage
    drafts: Mapping[str, Draft]

    def move(self, number: str) -> None:
        """Record one decision: every line of it, or nothing."""
        draft, stage = self.drafts[number], self.stage
        at = AtDraft(decision=draft.decision, by=stage.office, at=datetime.now(UTC))
        with writing(stage.engine) as session:
            record_decision(session, stage.book, at)


@dataclass(slots=True)
class Bare:
    """The bare driver, sending what a decision of ours was heard to send."""

    name = "bare driver"
    drafts: Mapping[str, Draft]
    heard: Draft
    replay: Replay
    papers: tuple[Any, ...]

    def move(self, number: str) -> None:
        """Send one decision's statements and commit them."""
        draft = self.drafts[number]
        fresh = [type(paper)(uuid4().hex) for paper in self.papers]
        pairs = zip(self.heard.ids + self.papers, (*draft.ids, *fresh), strict=True)
        self.replay.send(dict(pairs))


def compare(url: str, *, repetitions: int, decisions: int) -> Result:
    """Race the three over drafts of thirty lines each, and verify the history they wrote."""
    engine = open_engine(url)
    count = 1 + 3 * (5 + repetitions * decisions)
    stage = set_up(engine, cases=count * LINES, state=CaseState.APPRAISED)
    _let_all_in(stage)
    drafts = {draft.number: draft for draft in _drafts(stage, count)}
    numbers = iter(drafts)
    ours = Ours(stage, drafts)
    first = drafts[next(numbers)]
    with listened(engine) as heard:
        ours.move(first.number)
    papers = tuple(each.row["id"] for each in heard if each.sql.startswith("INSERT INTO paper "))
    replay = Replay(engine, heard, (*first.ids, *papers))
    entry = next(each.row["entry"] for each in heard if each.sql.startswith(HISTORY))
    clients = (Bare(drafts, first, replay, papers), ours, _peer(stage, entry, drafts))
    result = race(clients, numbers, threads=ONE, repetitions=repetitions, moves=decisions)
    found = verify(engine)
    assert found.is_whole, [str(fault.says) for fault in found.faults]
    return result


def _peer(stage: Stage, entry: str, drafts: Mapping[str, Draft]) -> Client:
    configure(stage.engine)
    from tests.benchmarks.peer.deciding import Decider  # noqa: PLC0415 - Django is configured first

    decisions = {number: draft.decision for number, draft in drafts.items()}
    return Decider(stage, json.loads(entry), decisions)


def _let_all_in(stage: Stage) -> None:
    """Make the cap of the year so wide that every draft stays under it."""
    quota = {"base": 8 * len(stage.cases), "cap": len(stage.cases), "used": 0, "source": "bench"}
    which = {"province_id": stage.province, "year": REVIEWED.year}
    with writing(stage.engine) as session:
        session.execute(insert(TABLES["quota"]), which | quota)


def _drafts(stage: Stage, count: int) -> Iterator[Draft]:
    cases = iter(stage.cases)
    for at in range(count):
        number = f"{at + 1:04d}/QĐ-BCĐ"
        with writing(stage.engine) as session:
            heading = Heading(
                number=number, signed_on=REVIEWED, body="Ban Chỉ đạo 138 tỉnh", capacity="TM."
            )
            by, now = stage.office, datetime.now(UTC)
            decision = draft_decision(session, stage.province, heading, by=by, at=now)
            lines = [NewLine(case, Action.SELECT) for case in islice(cases, LINES)]
            add_lines(session, AtDraft(decision=decision, by=by, at=now), lines)
        yield Draft(decision, number, tuple(_ids(stage, decision, number)))


def _ids(stage: Stage, decision: UUID, number: str) -> Iterator[Any]:
    """Whatever names one draft, as the driver is given it."""
    asked = (
        select(_LINES.c.id, _FILES.c.id.label("case"), _FILES.c.commune_id, _FILES.c.number)
        .join(_FILES, _FILES.c.id == _LINES.c.case_id)
        .where(_LINES.c.decision_id == decision)
        .order_by(_FILES.c.number)
    )
    with reading(stage.engine) as session:
        rows = session.execute(asked).all()
    on_sqlite = stage.engine.dialect.name == "sqlite"
    for value in (decision, number, number_key(number), *(part for row in rows for part in row)):
        yield value.hex if on_sqlite and isinstance(value, UUID) else value
