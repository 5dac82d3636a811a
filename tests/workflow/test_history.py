"""What an entry says, in which exact words, and when it is refused."""

import json
import tracemalloc
import unicodedata
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
import rfc8785
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from tests.chronicle import MORNING, OFFICER, a_draft, a_history, texts
from workflow.canonical_text import canonical
from workflow.database import reading, writing
from workflow.history import ClockRanBackwards, record
from workflow.merkle import EMPTY_ROOT, Tree, leaf_hash
from workflow.models import Entry, LogHead
from workflow.verification import verify

KEYS = st.text(max_size=8).filter(lambda key: unicodedata.is_normalized("NFC", key))
SCALARS = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text()
CONTENTS = st.dictionaries(
    KEYS,
    st.recursive(
        SCALARS,
        lambda parts: st.lists(parts, max_size=4) | st.dictionaries(KEYS, parts, max_size=4),
        max_leaves=12,
    ),
    max_size=6,
)


def composed(content: Any) -> Any:
    """The same content with every text in NFC."""
    match content:
        case str():
            return unicodedata.normalize("NFC", content)
        case list():
            return [composed(part) for part in content]
        case dict():
            return {composed(key): composed(part) for key, part in content.items()}
    return content


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CONTENTS)
def test_our_canonical_text_is_the_library_s_text(content: dict[str, Any]) -> None:
    assert rfc8785.dumps(composed(content)) == canonical(content)


@pytest.mark.parametrize(
    "content",
    [
        {"name": "Ia Dơk"},
        {"name": unicodedata.normalize("NFD", "Ia Dơk, phường Thống Nhất")},
        {"line": "một\n\u0301hai", "tab": "\t\u0303", "quote": '"\u0301'},
        {"control": "\x00\x1f\x7f", "slash": "/\\"},
        {"emoji": "😀", "b": [], "a": {}},
        {"😀": 1, "\ufffd": 2, "tỷ lệ": "4/5"},
        {unicodedata.normalize("NFD", "tỷ"): [True, False, None, -7]},
    ],
)
def test_texts_are_composed_one_by_one(content: dict[str, Any]) -> None:
    text = canonical(content)

    assert rfc8785.dumps(composed(content)) == text
    assert composed(content) == json.loads(text)


@pytest.mark.parametrize(
    "content",
    [
        {"share": 0.8},
        {"share": 'một "phần" \\', "of": -1e300},
        {"days": {1, 2}},
        {"at": MORNING},
        {1: "one"},
        {"figures": [{"count": 2**53}]},
        {"text": "\ud800"},
    ],
)
def test_what_canonical_json_cannot_hold_exactly_is_refused(content: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        canonical(content)


def test_an_entry_tells_the_whole_deed(sqlite_engine: Engine) -> None:
    told = a_draft(
        case_id=UUID(int=7),
        case_number=1,
        acting_for=UUID(int=9),
        capacity="KT. Trưởng ban",
        from_state=None,
        to_state="proposed",
        corrects=3,
    )

    with writing(sqlite_engine) as session:
        record(session, told, at=MORNING)

    entry = json.loads(texts(sqlite_engine)[0])
    salt = entry.pop("salt")
    assert 32 == len(salt)
    assert entry.pop("app")
    assert {
        "after": EMPTY_ROOT.hex(),
        "at": "2026-03-02T08:00:00.000000Z",
        "by": OFFICER.hex,
        "capacity": "KT. Trưởng ban",
        "case": UUID(int=7).hex,
        "case_number": 1,
        "corrects": 3,
        "deed": "appoint",
        "effective": "2026-03-02",
        "entry": 1,
        "facts": told.facts,
        "findings": told.findings,
        "for": UUID(int=9).hex,
        "from": None,
        "plan": "dak_lak_2017",
        "plan_digest": "0" * 64,
        "to": "proposed",
    } == entry


def test_the_same_deed_twice_leaves_two_different_leaves(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        first = record(session, a_draft(), at=MORNING)
        second = record(session, a_draft(), at=MORNING)

    assert (1, 2) == (first.number, second.number)
    assert first.leaf != second.leaf


def test_the_root_after_each_entry_is_that_of_the_texts_so_far(sqlite_engine: Engine) -> None:
    entries = a_history(sqlite_engine, rounds=10)

    tree = Tree()
    before, roots = [], []
    for entry in texts(sqlite_engine):
        before.append(tree.root().hex())
        tree.append(leaf_hash(entry.encode()))
        roots.append(tree.root().hex())
    assert before == [json.loads(entry)["after"] for entry in texts(sqlite_engine)]
    assert roots == [entry.root for entry in entries]
    with reading(sqlite_engine) as session:
        assert roots == session.exec(select(Entry.root_after).order_by("number")).all()
        head = session.exec(select(LogHead)).one()
    assert (40, [node.hex() for node in tree.frontier]) == (head.size, json.loads(head.frontier))


def test_a_deed_that_fails_leaves_no_entry(sqlite_engine: Engine) -> None:
    def fail_after_recording() -> None:
        with writing(sqlite_engine) as session:
            record(session, a_draft(), at=MORNING)
            raise LookupError

    with pytest.raises(LookupError):
        fail_after_recording()

    assert [] == texts(sqlite_engine)
    with reading(sqlite_engine) as session:
        assert 0 == session.exec(select(LogHead.size)).one()


def test_instants_are_kept_in_utc(sqlite_engine: Engine) -> None:
    hanoi = timezone(timedelta(hours=7))

    with writing(sqlite_engine) as session:
        record(session, a_draft(), at=datetime(2026, 3, 2, 0, 30, tzinfo=hanoi))

    assert "2026-03-01T17:30:00.000000Z" == json.loads(texts(sqlite_engine)[0])["at"]


def test_a_clock_that_ran_backwards_stops_the_recording(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        record(session, a_draft(), at=MORNING)

    with (
        pytest.raises(ClockRanBackwards, match="2026-03-02T08:00:00"),
        writing(sqlite_engine) as session,
    ):
        record(session, a_draft(), at=MORNING - timedelta(seconds=61))


def test_a_deed_that_waited_counts_from_its_turn(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        record(session, a_draft(), at=MORNING)
        record(session, a_draft(), at=MORNING - timedelta(seconds=5))

    instants = [json.loads(entry)["at"] for entry in texts(sqlite_engine)]
    assert ["2026-03-02T08:00:00.000000Z"] * 2 == instants


def test_a_case_has_one_entry_of_each_number(sqlite_engine: Engine) -> None:
    told = a_draft(case_id=UUID(int=7), case_number=1, to_state="proposed")
    with writing(sqlite_engine) as session:
        record(session, told, at=MORNING)

    with pytest.raises(IntegrityError), writing(sqlite_engine) as session:
        record(session, told, at=MORNING)

    assert 1 == len(texts(sqlite_engine))


def test_a_history_nobody_touched_is_whole(sqlite_engine: Engine) -> None:
    entries = a_history(sqlite_engine, rounds=6)

    found = verify(sqlite_engine)

    assert found.is_whole
    assert (24, entries[-1].root, ()) == (found.size, found.root, found.faults)


def test_an_empty_history_is_whole(sqlite_engine: Engine) -> None:
    found = verify(sqlite_engine)

    assert (0, EMPTY_ROOT.hex(), ()) == (found.size, found.root, found.faults)


def test_progress_counts_to_the_last_entry(sqlite_engine: Engine) -> None:
    told: list[tuple[int, int]] = []
    with writing(sqlite_engine) as session:
        for _ in range(600):
            record(session, a_draft(facts={}, findings=[]), at=MORNING)

    verify(sqlite_engine, lambda done, of: told.append((done, of)))

    assert [(250, 600), (500, 600), (600, 600)] == told


def test_long_names_of_plans_and_quotes_in_capacities_do_no_harm(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        record(session, a_draft(plan='a "plan", ' * 60, capacity='"TM." \\ "KT."'), at=MORNING)
        record(session, a_draft(plan=None, plan_digest=None, effective=None), at=MORNING)

    assert verify(sqlite_engine).is_whole


def test_verification_needs_no_more_memory_for_a_longer_history(sqlite_engine: Engine) -> None:
    def peak() -> int:
        tracemalloc.start()
        assert verify(sqlite_engine).is_whole
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    def grow(entries: int) -> None:
        with writing(sqlite_engine) as session:
            for _ in range(entries):
                record(session, a_draft(facts={"argument": "x" * 1000}), at=MORNING)

    grow(200)
    verify(sqlite_engine)
    short = peak()
    grow(3000)

    assert peak() < short + 20_000
