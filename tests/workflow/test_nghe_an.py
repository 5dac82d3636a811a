"""The Nghệ An paper of 2022 (QĐ 313): three lists under one number, recorded in one go.

First list: recognized. Third list: selected. The second puts areas under monitoring: the council's
conclusion moves a case there, and the paper is noted on each area it lists.
"""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from states.figures import ratio
from states.terms import Action, CaseState, Phase
from tests import nghe_an
from tests.builders import World, minutes
from tests.deciding import a_heading, at_draft, everything, rows
from tests.law_builders import targets
from tests.nghe_an import AT, BODY, MONITORED, RECOGNIZED, SELECTED, SIGNED_ON
from tests.people_and_places import person_id, place_id
from tests.seated import Seated, puts, seat, sits, votes
from workflow.database import reading, writing
from workflow.deeds.decision_lines import NewLine, add_lines
from workflow.deeds.decisions import draft_decision
from workflow.deeds.motions import NewMotion
from workflow.deeds.recording import record_decision
from workflow.errors import RefusedTogether
from workflow.models.decisions import DecisionState
from workflow.verification import verify
from workflow.views.decision_sheet import open_decision

SAT_ON = date(2022, 2, 8)
HEADING = a_heading("313/QĐ-UBND", SIGNED_ON, body=BODY, capacity="TM.")
Lines = list[tuple[str, Action]]


@pytest.fixture
def province(either_world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Nghệ An on 1 March 2022."""
    for module in ("builders", "seated"):
        monkeypatch.setattr(f"tests.{module}.AT", AT)
    folder = tmp_path / "plans"
    folder.mkdir()
    return nghe_an.nghe_an(either_world, folder)


def recommended(world: World, council: Seated, numbers: list[str]) -> None:
    """Let the council recommend cases in one sitting."""
    with writing(world.engine) as session:
        sitting = sits(session, council, on=SAT_ON)
    for number in numbers:
        new = NewMotion(sitting, number, Action.RECOGNIZE)
        with writing(world.engine) as session:
            votes(world, session, puts(world, session, council, new), council.voters[:4])


def drafted(world: World) -> tuple[UUID, Lines]:
    """The draft with its three lists."""
    council = seat(world, place="40")
    recognized = [nghe_an.fit_to_be_recognized(world, name) for name in RECOGNIZED]
    monitored = [nghe_an.monitored(world, name, since=date(2022, 1, 20)) for name in MONITORED]
    selected = [nghe_an.proposed(world, name) for name in SELECTED]
    recommended(world, council, recognized)
    for number in selected:
        sitting = minutes(SAT_ON)
        world.acts(number, Action.APPRAISE, "secretary", minutes=sitting, types=("1",), at=AT)
    lines = [(number, Action.RECOGNIZE) for number in recognized]
    lines += [(number, Action.PASS_REVIEW) for number in monitored]
    lines += [(number, Action.SELECT) for number in selected]
    by = person_id("committee_office")
    with writing(world.engine) as session:
        decision = draft_decision(session, place_id("40"), HEADING, by=by, at=AT)
        add_lines(session, at_draft(decision, at=AT), [NewLine(*line) for line in lines])
    return decision, lines


def state_of(world: World, number: str) -> CaseState:
    state: CaseState = world.row(number)["case"]["state"]
    return state


def test_three_lists_are_recorded_as_one_decision_or_not_at_all(province: World):
    decision, lines = drafted(province)
    assert 30 <= len(lines)
    with reading(province.engine) as session:
        sheet = open_decision(
            session, province.book, decision, person=person_id("committee_office"), at=AT
        )
    assert sheet.is_ready, [
        (line.number, [one.says.en for one in line.blocking]) for line in sheet.blocked
    ]

    with writing(province.engine) as session:
        outcomes = record_decision(session, province.book, at_draft(decision, at=AT))

    ends = {
        Action.RECOGNIZE: CaseState.RECOGNIZED,
        Action.PASS_REVIEW: CaseState.MONITORING,
        Action.SELECT: CaseState.IN_TRANSFORMATION,
    }
    assert {number: ends[action] for number, action in lines} == {
        each.number: each.state for each in outcomes
    }
    assert all(state_of(province, number) is ends[action] for number, action in lines)
    noted = province.entries(lines[len(RECOGNIZED)][0])[-1]
    assert ("noted_by_decision", "2022-02-15") == (noted["deed"], noted["effective"])
    assert "313/QĐ-UBND" == noted["facts"]["paper"]["decision"]["number"]
    assert [DecisionState.RECORDED] == [row["state"] for row in rows(province, "decision")]
    assert verify(province.engine).is_whole


def test_one_blocked_line_leaves_everything_as_it_was_and_is_named(province: World):
    decision, lines = drafted(province)
    blocked = lines[3][0]
    # A figure corrected after the vote: the council's recommendation rests on it no more.
    province.enters(
        blocked,
        Phase.MONITORING,
        targets(t2_ty_le_kham_pha=ratio(11, 12)),
        period=(date(2021, 7, 1), date(2021, 12, 31)),
        at=AT,
        reason="Đếm lại",
    )
    before = everything(province)

    with (
        pytest.raises(RefusedTogether, match=blocked) as refusal,
        writing(province.engine) as session,
    ):
        record_decision(session, province.book, at_draft(decision, at=AT))

    assert {blocked} == {*refusal.value.blocked}
    assert before == everything(province)
