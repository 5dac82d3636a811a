"""The record of deeds: who may read which entries, and what one of them keeps."""

import json
from datetime import date

import pytest
from sqlalchemy import text

from states.terms import Action, CaseState, Phase, Verdict
from tests.builders import World, paper
from tests.law_builders import criteria
from tests.people_and_places import AT, NAMES, TODAY, person_id, place_id
from workflow.database import reading, writing
from workflow.deeds.accounts import SYSTEM, NewPerson, add_person, system_actor
from workflow.folding import folded
from workflow.views import record
from workflow.views.facts_seen import facts_seen
from workflow.views.one_entry import EntrySheet, entry_sheet
from workflow.views.record import Log, Reader, Wanted, entries, entries_of, log_standing, recheck

HERE = Reader(frozenset({place_id("08")}))
AUDITOR = Reader(frozenset({place_id("08")}), frozenset({place_id("08")}))
ELSEWHERE = Reader(frozenset({place_id("51")}), frozenset({place_id("51")}))


def listed(world: World, reader: Reader = HERE, **wanted: object) -> Log:
    with reading(world.engine) as session:
        return entries(session, Wanted(**wanted), reader)


def numbers(log: Log) -> list[int]:
    return [line.number for line in log.lines]


def sheet(world: World, number: int, reader: Reader = HERE) -> EntrySheet:
    with reading(world.engine) as session:
        found = entry_sheet(session, world.book, number, reader)
    assert found is not None
    return found


@pytest.fixture
def told(world: World) -> World:
    """A case withdrawn, whose history has four entries, and one entry without a case."""
    return filled(world)


@pytest.fixture
def told_anywhere(either_world: World) -> World:
    """The same on each kind of database."""
    return filled(either_world)


def filled(world: World) -> World:
    number = world.a_case()
    world.enters(number, Phase.PROPOSAL, criteria())
    world.verifies(number, Phase.PROPOSAL)
    letter = paper("7/CV-BCĐ", date(2018, 3, 1))
    world.acts(number, Action.WITHDRAW, "committee_office", letter=letter, reason="Trùng hồ sơ")
    newcomer = NewPerson("moi", "Người mới", "mật khẩu đủ dài")
    with writing(world.engine) as session:
        system_actor(session, at=AT)
        add_person(session, newcomer, by=SYSTEM, at=AT)
    return world


def test_entries_are_read_newest_first_within_the_territory(told: World):
    assert [4, 3, 2, 1] == numbers(listed(told))
    assert [] == numbers(listed(told, Reader(frozenset({place_id("51")}))))


def test_entries_without_a_case_are_for_auditors_alone(told_anywhere: World):
    told = told_anywhere
    assert [5, 4, 3, 2, 1] == numbers(listed(told, AUDITOR))
    assert [5] == numbers(listed(told, ELSEWHERE))
    with reading(told.engine) as session:
        assert entry_sheet(session, told.book, 5, HERE) is None
        assert entry_sheet(session, told.book, 4, ELSEWHERE) is None


def test_an_entry_says_who_did_what_in_which_role(told: World):
    line = listed(told).lines[0]

    assert (NAMES["committee_office"], "Văn phòng Ban Chỉ đạo") == (line.person, line.capacity.vi)
    assert (CaseState.PROPOSED, CaseState.CLOSED) == (line.source, line.target)
    assert "Rút hồ sơ" == line.told.title.vi
    assert "7/CV-BCĐ" in line.told.body.vi
    assert (date(2018, 3, 1), TODAY) == (line.legal_day, line.recorded_on)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"case": "db-2018-001"}, [4, 3, 2, 1]),
        ({"case": "DB-2018-009"}, []),
        ({"deed": "enter_figures"}, [2]),
        ({"person": folded(NAMES["committee_office"])}, [4]),
        ({"person": "committee_office"}, [4]),
        ({"person": "nobody at all"}, []),
        ({"since": TODAY, "until": TODAY}, [4, 3, 2, 1]),
        ({"until": date(2019, 12, 1)}, []),
        ({"since": date(2019, 12, 3)}, []),
    ],
)
def test_entries_are_narrowed(told_anywhere: World, wanted: dict[str, object], found: list[int]):
    assert found == numbers(listed(told_anywhere, **wanted))


def test_pages_of_entries_follow_one_another(told: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(record, "PAGE", 2)

    first = listed(told)
    second = listed(told, older=first.older)
    back = listed(told, newer=second.newer)

    assert ([4, 3], None, 3) == (numbers(first), first.newer, first.older)
    assert ([2, 1], 2, None) == (numbers(second), second.newer, second.older)
    assert ([4, 3], None, 3) == (numbers(back), back.newer, back.older)


def test_the_entries_of_a_case_stand_in_either_order(told: World):
    with reading(told.engine) as session:
        oldest = entries_of(session, "DB-2018-001", HERE, oldest_first=True)
        newest = entries_of(session, "DB-2018-001", HERE, oldest_first=False)
        others = entries_of(session, "DB-2018-001", ELSEWHERE, oldest_first=False)

    assert [1, 2, 3, 4] == [line.case_number for line in oldest]
    assert list(reversed(oldest)) == list(newest)
    assert () == others


def test_an_entry_keeps_its_findings_and_facts_as_they_were_seen(told: World):
    kept = sheet(told, 4)

    assert all(finding.passes for finding in kept.findings)
    assert Verdict.MET in {finding.verdict for finding in kept.findings}
    assert kept.plan_is_the_same
    assert "Tuyên Quang 2018–2020" == kept.plan.vi
    said = {line.label.vi: line.value.vi for group in kept.facts for line in group.lines}
    assert "Xã Tân Lập 1" == said["Đơn vị"]
    assert NAMES["committee_office"] == said["Người"]
    assert "Đã đề xuất" == said["Trạng thái khi đó"]
    assert "01/03/2018" == said["Ngày dùng để xét"]
    assert kept.text.encode() == kept.text.encode("utf-8")
    assert 4 == json.loads(kept.text)["entry"]


def test_every_fact_of_every_entry_is_shown(told: World):
    for number in range(1, 6):
        kept = sheet(told, number, AUDITOR)
        shown = " ".join(line.label.vi for group in kept.facts for line in group.lines)

        assert shown
        assert "_" not in shown


def test_a_fact_without_a_label_is_shown_under_its_own_name():
    groups = facts_seen({"moon": {"full": 1}, "values": {"gone": {"standing": "reported"}}}, {})

    assert [("moon", '{"full": 1}')] == [(one.label.vi, one.value.vi) for one in groups[0].lines]
    assert ["gone"] == [line.label.vi for line in groups[1].lines]


def test_figures_are_shown_as_they_were_given():
    values = {
        "t5_tai_pham": {"standing": "reported", "numerator": 1, "denominator": 20},
        "t3_kham_pha_rnt_dbnt": {"standing": "reported", "numerator": 0, "denominator": 0},
        "a1_vu_pham_phap_hinh_su": {"standing": "withheld"},
        "b5_trong_cay_ma_tuy": {"standing": "reported", "answer": "none"},
        "t1_xa_hoi_den": {"standing": "reported", "answer": "yes"},
        "a6_bang_nhom": {"standing": "reported", "count": 1234},
    }

    (group,) = facts_seen({"review": {"values": values, "verified": ["t5_tai_pham"]}}, {})

    assert [
        "1/20 (5%)",
        "0/0 (Không phát sinh)",
        "Đã kiểm tra trên hồ sơ nghiệp vụ",
        "không",
        "có",
        "1.234 băng, nhóm",
    ] == [line.value.vi for line in group.lines]
    assert ["người thứ hai đã kiểm tra"] == [line.note.vi for line in group.lines if line.note]


def test_the_standing_of_the_log_is_its_newest_entry(told: World):
    with reading(told.engine) as session:
        standing = log_standing(session)

    assert (5, sheet(told, 5, AUDITOR).root_after) == (standing.size, standing.root)


def test_an_empty_log_has_no_root(world: World):
    with reading(world.engine) as session:
        assert (0, "") == (log_standing(session).size, log_standing(session).root)


def test_a_short_log_is_verified_at_once_and_a_long_one_is_not(told: World):
    assert recheck(told.engine, at_most=4) is None
    assert recheck(told.engine, at_most=5).is_whole


def test_a_changed_entry_is_named(told: World):
    with writing(told.engine) as session:
        for trigger in session.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'history'")
        ).scalars():
            session.execute(text(f"DROP TRIGGER {trigger}"))
        session.execute(text("UPDATE history SET entry = replace(entry, '7/CV', '8/CV')"))

    assert 4 == recheck(told.engine, at_most=99).faults[0].number


def test_somebody_the_register_no_longer_knows_is_shown_by_the_id(told: World):
    with writing(told.engine) as session:
        session.execute(text("PRAGMA defer_foreign_keys = ON"))
        gone = {"id": person_id("committee_office").hex}
        session.execute(text("UPDATE person SET name = '' WHERE id = :id"), gone)

    assert person_id("committee_office").hex == listed(told).lines[0].person
