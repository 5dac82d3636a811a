"""Asking that an entry be corrected: who may, what is missing, asked once and decided once."""

from datetime import date

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from states.facts import Paper
from states.terms import Action, CaseState
from tests.builders import World
from tests.corrections import (
    DECIDED_ON,
    LATER,
    a_decision,
    approves,
    asks,
    entry_of,
    the_row,
)
from tests.people_and_places import AT, person_id
from workflow.database import writing
from workflow.deeds.asking import refuse_correction
from workflow.errors import InvalidInput, NotFound, NotPossibleNow
from workflow.verification import verify


@pytest.mark.parametrize("by", ["secretary", "auditor", "registrar"])
def test_only_the_committees_office_approves(world: World, by: str) -> None:
    request = asks(world, entry_of(world, world.a_case(CaseState.APPRAISED), Action.APPRAISE))

    with pytest.raises(NotPossibleNow):
        approves(world, request, by=by)


def test_outside_the_territory_there_is_no_request_and_no_entry(world: World) -> None:
    entry = entry_of(world, world.a_case(), Action.PROPOSE)
    request = asks(world, entry, Action.RECTIFY)

    with pytest.raises(NotFound):
        approves(world, request, by="officer_elsewhere")
    with pytest.raises(NotFound):
        approves(world, person_id("nobody"))
    with pytest.raises(NotFound):
        asks(world, entry, by="officer_elsewhere")
    with pytest.raises(NotFound):
        asks(world, 9999)
    with pytest.raises(NotPossibleNow):
        asks(world, entry, by="auditor")


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("reason", {"reason": " "}),
        ("reason", {"reason": "Nguyễn Văn An, CCCD 001234567890"}),
        ("reason", {"reason": "x" * 2001}),
        ("wrong", {"wrong": ""}),
        ("right", {"right": ""}),
        ("decision_number", {"decision": None}),
        ("decision_number", {"decision": Paper("", DECIDED_ON, body="BCĐ")}),
        ("decision_body", {"decision": Paper("7", DECIDED_ON)}),
        ("decision_day", {"decision": Paper("7", None, body="BCĐ")}),
        ("decision_day", {"decision": a_decision(date(2019, 12, 3))}),
    ],
)
def test_what_is_missing_is_named_by_its_field(
    world: World, field: str, changes: dict[str, object]
) -> None:
    entry = entry_of(world, world.a_case(), Action.PROPOSE)

    with pytest.raises(InvalidInput) as fault:
        asks(world, entry, Action.RECTIFY, **changes)

    assert field == fault.value.field


def test_what_moved_nothing_is_rectified_and_not_voided(world: World) -> None:
    number = world.a_case()

    with pytest.raises(NotPossibleNow, match="moved the case"):
        asks(world, entry_of(world, number, Action.PROPOSE))
    request = asks(world, entry_of(world, number, Action.PROPOSE), Action.RECTIFY)
    with pytest.raises(NotPossibleNow, match="moved the case"):
        asks(world, the_row(world, "correction_request", request)["asked_entry"])


def test_a_voiding_is_asked_for_once_and_done_once(world: World) -> None:
    number = world.a_case(CaseState.APPRAISED)
    entry = entry_of(world, number, Action.APPRAISE)
    waits = asks(world, entry, Action.RECTIFY)
    request = asks(world, entry)

    for kind in (Action.VOID, Action.RECTIFY):
        with pytest.raises(NotPossibleNow, match="waits to be decided"):
            asks(world, entry, kind)
    approves(world, request)
    with pytest.raises(NotPossibleNow, match="decided already"):
        approves(world, request)
    for kind in (Action.VOID, Action.RECTIFY):
        with pytest.raises(NotPossibleNow, match="voided already"):
            asks(world, entry, kind)
    with pytest.raises(NotPossibleNow, match="voided already"):
        approves(world, waits)


def test_a_request_is_refused_with_a_reason_and_may_be_made_anew(either_world: World) -> None:
    number = either_world.a_case(CaseState.APPRAISED)
    entry = entry_of(either_world, number, Action.APPRAISE)
    request = asks(either_world, entry)
    deciding = {"by": person_id("committee_office"), "at": LATER}

    with pytest.raises(InvalidInput), writing(either_world.engine) as session:
        refuse_correction(session, request, " ", **deciding)
    with writing(either_world.engine) as session:
        refuse_correction(session, request, "Biên bản đúng.", **deciding)

    row = the_row(either_world, "correction_request", request)
    assert (row["approved"], row["answer"]) == (False, "Biên bản đúng.")
    assert either_world.entries(number)[-1]["deed"] == "correction_refused"
    assert asks(either_world, entry, by="committee_office") != request
    assert verify(either_world.engine).is_whole


def test_who_asked_does_not_refuse_either(world: World) -> None:
    entry = entry_of(world, world.a_case(CaseState.APPRAISED), Action.APPRAISE)
    request = asks(world, entry, by="committee_office")

    with pytest.raises(NotPossibleNow), writing(world.engine) as session:
        refuse_correction(session, request, "x", by=person_id("committee_office"), at=AT)


def test_a_decided_request_is_kept_as_it_is(either_world: World) -> None:
    number = either_world.a_case(CaseState.APPRAISED)
    approves(either_world, asks(either_world, entry_of(either_world, number, Action.APPRAISE)))
    requests = SQLModel.metadata.tables["correction_request"]

    for forbidden in (requests.update().values(reason="khác"), requests.delete()):
        with pytest.raises(DBAPIError, match="is kept"), writing(either_world.engine) as session:
            session.execute(forbidden)
