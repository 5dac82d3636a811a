"""Figures of communes over a span: reported as one deed, verified by another side."""

import json
import time
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import uuid5

import pytest
from sqlalchemy import func, insert, select
from sqlmodel import SQLModel

from states.figures import MISSING, NOT_ARISEN, WITHHELD, Figure, answer, count
from states.spans import SpanKind, span_of
from states.terms import Level, Role, UnitKind
from tests.builders import World
from tests.law_builders import criteria
from tests.people_and_places import AT, LAST_DAY, person_id, place_id
from workflow.commune_figures import known_of
from workflow.database import reading, writing
from workflow.deeds.commune_checks import verify_reported
from workflow.deeds.commune_figures import Report, Reported, report_figures
from workflow.errors import InvalidInput, NotFound, NotPossibleNow
from workflow.views.sentences import told

ONE, OTHER, SENSITIVE = "a1_vu_pham_phap_hinh_su", "b1_vu_ma_tuy", "a4_quan_ly_nghiep_vu_hs"
SPAN = span_of(SpanKind.QUARTER, 2019, 3)
PROVINCE = place_id("08")
FIGURES = SQLModel.metadata.tables["commune_figure"]
CHECKS = SQLModel.metadata.tables["commune_figure_check"]


def report(values: Mapping[tuple[str, str], Figure], **more: Any) -> Report:
    """A report of the officer of Tuyên Quang, by names of communes."""
    given = {
        "province": PROVINCE,
        "span": SPAN,
        "document": "45/BC-CAT",
        "body": "Công an tỉnh",
        "document_date": date(2019, 10, 5),
        "reason": "",
        "values": {(place_id(place), measure): each for (place, measure), each in values.items()},
        "by": person_id("officer"),
        "at": AT,
    }
    return Report(**{**given, **more})


def hands_in(world: World, *reported: Any, **more: Any) -> Reported:
    """Report figures in a transaction of their own."""
    with writing(world.engine) as session:
        return report_figures(session, report(*reported, **more))


def verifies(world: World, by: str, **more: Any) -> int:
    """Verify the figures of the span."""
    with writing(world.engine) as session:
        return verify_reported(session, PROVINCE, SPAN, by=person_id(by), at=AT, **more)


def stored(world: World) -> list[tuple[Any, ...]]:
    """What stands in the table, in order: measure, revision, count and reason."""
    chosen = (FIGURES.c.measure, FIGURES.c.revision, FIGURES.c["count"], FIGURES.c.reason)
    with reading(world.engine) as session:
        rows = session.execute(select(*chosen).order_by(*chosen[:2], FIGURES.c.place_id))
        return [tuple(row) for row in rows]


def entries(world: World) -> list[dict[str, Any]]:
    """The entries about figures of communes."""
    history = SQLModel.metadata.tables["history"]
    chosen = select(history.c.entry).where(history.c.deed.like("commune_figures_%"))
    with reading(world.engine) as session:
        return [json.loads(text) for text in session.execute(chosen).scalars()]


def refused(world: World, error: type[Exception], *reported: Any, **more: Any) -> Any:
    """The refusal of a report, which must store nothing."""
    before = stored(world), entries(world)
    with pytest.raises(error) as refusal:
        hands_in(world, *reported, **more)
    assert before == (stored(world), entries(world))
    return refusal.value


def test_a_report_of_many_communes_is_one_entry_placed_at_the_province(either_world: World):
    values = {("08/1", ONE): count(3), ("08/2", ONE): count(0), ("08/2", OTHER): NOT_ARISEN}

    done = hands_in(either_world, values)

    (entry,) = entries(either_world)
    assert (3, 0, 0, entry["entry"]) == (done.new, done.changed, done.unchanged, done.entry)
    facts = entry["facts"]
    assert (PROVINCE.hex, 2, [ONE, OTHER]) == tuple(
        facts[part] for part in ("place", "communes", "measures")
    )
    assert ("2019-07-01", "2019-09-30", 64) == (facts["start"], facts["end"], len(facts["digest"]))
    assert "values" not in facts
    said = told(entry)
    assert "Quý III/2019: 3 số mới, 0 số sửa, 0 số giữ nguyên, 2 đơn vị cấp xã." in said.body.vi
    assert "45/BC-CAT (05/10/2019), Công an tỉnh" in said.body.vi
    places = SQLModel.metadata.tables["entry_place"]
    with reading(either_world.engine) as session:
        assert [PROVINCE] == list(session.execute(select(places.c.place_id)).scalars())


def test_the_same_report_again_changes_nothing(either_world: World):
    values = {("08/1", ONE): count(3), ("08/2", ONE): count(5)}
    hands_in(either_world, values)

    again = hands_in(either_world, values)

    assert Reported(0, 0, 2, None) == again
    assert 1 == len(entries(either_world))
    assert 2 == len(stored(either_world))


def test_a_changed_figure_is_a_revision_with_its_reason(either_world: World):
    values = {("08/1", ONE): count(3), ("08/2", OTHER): count(5)}
    hands_in(either_world, values)
    corrected = values | {("08/1", ONE): count(4), ("08/3", ONE): count(1)}

    fault = refused(either_world, InvalidInput, corrected)
    done = hands_in(either_world, corrected, reason="Đếm sót một vụ")

    assert "reason" == fault.field
    assert (1, 1, 1) == (done.new, done.changed, done.unchanged)
    assert {(ONE, 2, 4, "Đếm sót một vụ"), (ONE, 1, 3, None), (OTHER, 1, 5, None)} < {
        *stored(either_world)
    }
    with reading(either_world.engine) as session:
        known = known_of(session, PROVINCE, SPAN)
    assert (2, count(4)) == (
        known[place_id("08/1"), ONE].revision,
        known[place_id("08/1"), ONE].figure,
    )
    assert "Lý do: Đếm sót một vụ." in told(entries(either_world)[-1]).body.vi


def test_the_same_value_from_another_paper_is_a_changed_one(world: World):
    hands_in(world, {("08/1", ONE): count(3)})

    done = hands_in(world, {("08/1", ONE): count(3)}, document="46/BC-CAT", reason="Ghi nhầm số")

    assert (0, 1, 0) == (done.new, done.changed, done.unchanged)


def test_another_span_is_another_figure(world: World):
    hands_in(world, {("08/1", ONE): count(3)})

    done = hands_in(world, {("08/1", ONE): count(9)}, span=span_of(SpanKind.MONTH, 2019, 9))

    assert (1, 0) == (done.new, done.changed)


def test_a_withheld_figure_holds_no_number_and_a_missing_one_is_not_stored(world: World):
    hands_in(world, {("08/1", SENSITIVE): WITHHELD, ("08/1", ONE): MISSING})

    assert [(SENSITIVE, 1, None, None)] == stored(world)


@pytest.mark.parametrize(
    ("values", "more", "field"),
    [
        ({("08/1", ONE): answer("yes")}, {}, f"{place_id('08/1').hex}.{ONE}"),
        ({("08/1", ONE): WITHHELD}, {}, f"{place_id('08/1').hex}.{ONE}"),
        ({("08/1", ONE): count(10**9)}, {}, f"{place_id('08/1').hex}.{ONE}"),
        ({("08/1", "no_such"): count(1)}, {}, f"{place_id('08/1').hex}.no_such"),
        ({("51/1", ONE): count(1)}, {}, "end"),
        ({("08/district", ONE): count(1)}, {}, "end"),
        ({}, {}, ""),
        ({("08/1", ONE): count(1)}, {"span": span_of(SpanKind.YEAR, 2019)}, "end"),
        ({("08/1", ONE): count(1)}, {"document": " "}, "document"),
        ({("08/1", ONE): count(1)}, {"body": ""}, "body"),
        (
            {("08/1", ONE): count(1)},
            {"reason": "Nguyễn Văn An, CCCD 012345678901"},
            "reason",
        ),
    ],
)
def test_what_nobody_may_report_is_refused_and_names_its_field(
    world: World, values: Any, more: Any, field: str
):
    assert field == refused(world, InvalidInput, values, **more).field


def test_a_commune_that_ended_before_the_span_did_is_refused(world: World):
    later = {"span": span_of(SpanKind.QUARTER, 2025, 3), "at": AT + timedelta(days=2200)}

    assert LAST_DAY < later["span"].end
    assert "end" == refused(world, InvalidInput, {("08/1", ONE): count(1)}, **later).field


@pytest.mark.parametrize("who", ["officer_elsewhere", "secretary", "auditor", "nobody"])
def test_only_an_officer_over_the_communes_reports(world: World, who: str):
    fault = refused(world, NotPossibleNow, {("08/1", ONE): count(1)}, by=person_id(who))

    assert "Chỉ cán bộ" in fault.says.vi


def test_an_officer_of_one_commune_reports_that_commune_alone(world: World):
    only = {"role": Role.OFFICER, "place_id": place_id("08/1"), "since": date(2017, 1, 1)}
    held = SQLModel.metadata.tables["appointment"]
    with writing(world.engine) as session:
        person = person_id("nobody")
        session.execute(insert(held), {"id": uuid5(person, "one"), "person_id": person, **only})

    done = hands_in(world, {("08/1", ONE): count(1)}, by=person)

    assert 1 == done.new
    both = {("08/1", OTHER): count(1), ("08/2", OTHER): count(1)}
    refused(world, NotPossibleNow, both, by=person)


@pytest.mark.parametrize("place", ["08/1", "08/district", "no such place"])
def test_a_report_is_of_a_province(world: World, place: str):
    fault = refused(world, NotFound, {("08/1", ONE): count(1)}, province=place_id(place))

    assert "Không có tỉnh" in fault.says.vi


def test_another_side_verifies_and_the_revision_alone_is_verified(either_world: World):
    hands_in(either_world, {("08/1", ONE): count(3), ("08/2", ONE): count(5)})

    verifies(either_world, "second_officer")

    with reading(either_world.engine) as session:
        known = known_of(session, PROVINCE, SPAN)
    assert {person_id("second_officer")} == {each.verified_by for each in known.values()}
    entry = entries(either_world)[-1]
    assert ("officer", 2) == (entry["capacity"], entry["facts"]["verified"])
    assert "Quý III/2019: 2 số liệu, 2 đơn vị cấp xã." in told(entry).body.vi
    hands_in(either_world, {("08/1", ONE): count(4)}, reason="Đếm sót")
    with reading(either_world.engine) as session:
        assert known_of(session, PROVINCE, SPAN)[place_id("08/1"), ONE].verified_by is None


@pytest.mark.parametrize("who", ["officer", "auditor", "officer_elsewhere", "nobody"])
def test_nobody_verifies_what_his_side_recorded_or_lies_elsewhere(world: World, who: str):
    hands_in(world, {("08/1", ONE): count(3)})

    with pytest.raises(NotPossibleNow):
        verifies(world, who)

    assert 1 == len(entries(world))


def test_what_was_reported_after_the_page_was_read_stays_unverified(world: World):
    hands_in(world, {("08/1", ONE): count(3)})
    with reading(world.engine) as session:
        seen = frozenset(each.id for each in known_of(session, PROVINCE, SPAN).values())
    hands_in(world, {("08/2", ONE): count(3)})

    verifies(world, "secretary", seen=seen)

    with reading(world.engine) as session:
        known = known_of(session, PROVINCE, SPAN)
    assert known[place_id("08/1"), ONE].verified_by == person_id("secretary")
    assert known[place_id("08/2"), ONE].verified_by is None


def test_a_whole_province_of_168_communes_and_30_figures_is_stored_at_once(either_world: World):
    places = SQLModel.metadata.tables["place"]
    more = [f"08/{number}" for number in range(100, 268)]
    row = {"level": Level.COMMUNE, "kind": UnitKind.XA, "province_id": PROVINCE, "origin": "tests"}
    named = {"folded": "x", "sort_key": "x"}
    with writing(either_world.engine) as session:
        units = [{"id": place_id(each), "name": each, **row, **named} for each in more]
        session.execute(insert(places), units)
    asked = [*criteria().items()][:30]
    values = {(each, measure): figure for each in more for measure, figure in asked}

    before = time.perf_counter()
    done = hands_in(either_world, values)
    took = time.perf_counter() - before

    with reading(either_world.engine) as session:
        kept = session.execute(select(func.count()).select_from(FIGURES)).scalar_one()
    assert (168 * 30, 168 * 30) == (done.new, kept)
    assert took < 10, took
