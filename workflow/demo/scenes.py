"""Scenes only the walk shows: a full cap, a day without a plan, one proposal under three plans."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlmodel import SQLModel

import workflow.models  # noqa: F401 - the table read below
from states.cap import largest
from states.case import Assessment
from states.findings import Finding
from states.terms import Action, Level
from workflow.communes import commune_units_on
from workflow.demo.examples import OF_THE_OTHERS
from workflow.demo.story import Story
from workflow.demo.walker import Walker
from workflow.quota import active_areas
from workflow.territory.gazetteer import id_of_former, id_of_new
from workflow.views.comparison import Judged, judged_by_each
from workflow.views.terminal import SIGNS

_PLACES = SQLModel.metadata.tables["place"]
TUYEN_QUANG = id_of_former(Level.PROVINCE, "08")
AN_PHU_OF_2025 = id_of_new(Level.COMMUNE, "21034")
LIST_OF_2018, SELECTION = date(2018, 12, 28), date(2019, 2, 15)


def tell_full_cap(walker: Walker) -> None:
    """Fill the cap of one year with inherited areas, then try to select one more."""
    plan = walker.book.plans["tuyen_quang_2018"]
    with walker.turn() as session:
        units = commune_units_on(session, TUYEN_QUANG, SELECTION)
        at_work, _ = active_areas(session, TUYEN_QUANG, on=SELECTION)
    most = largest(units, plan.parameters["cap.share"])
    walker.tells(
        f"Tuyên Quang 2018: trần 15% của {units} xã là {most} địa bàn; đã có {most} địa bàn "
        "đang chuyển hóa, thêm một địa bàn nữa là vượt",
        f"Tuyên Quang 2018: the cap of 15% of {units} communes is {most} areas, all taken",
    )
    *inherited, last = _communes_without_case(walker, most - at_work + 1)
    unwatched = replace(walker, witness=None)
    for commune in inherited:
        story = Story(unwatched, commune, OF_THE_OTHERS)
        story.inherited(Action.INHERIT, LIST_OF_2018, started=LIST_OF_2018)
    story = Story(walker, last, OF_THE_OTHERS).proposed(date(2019, 1, 10))
    story.appraised(date(2019, 1, 25))
    story.selected(SELECTION, refused_by="selection.cap")


def tell_no_plan(walker: Walker) -> None:
    """Try to propose on a day after every plan of the province has ended."""
    walker.tells(
        "Quảng Ngãi, năm 2026: xã An Phú – mọi kế hoạch đã hết hiệu lực, chưa có kế hoạch mới",
        "Quảng Ngãi in 2026: An Phú – every plan has ended and no new one is known",
    )
    story = Story(walker, AN_PHU_OF_2025, OF_THE_OTHERS)
    story.proposed(date(2026, 3, 2), refused_by="plan.in_force")


def compare(walker: Walker, prints: Callable[[str], None], *, on: date) -> None:
    """Print one proposal and its review as each plan judges them, side by side."""
    described, judged = judged_by_each(walker.book, on=on)
    prints("\n═══ Cùng một hồ sơ dưới ba kế hoạch")
    prints(described.vi)
    prints("")
    prints(f"{'':36}" + "".join(f"{one.plan.name.vi:24}" for one in judged))
    prints("Thẩm định")
    _print_rows(prints, [one.appraisal for one in judged])
    prints("Sơ kết")
    _print_rows(prints, [one.review for one in judged])
    for one in judged:
        _print_what_blocks(prints, one)


def _print_rows(prints: Callable[[str], None], assessments: Iterable[Assessment]) -> None:
    columns = [{one.rule: one for one in _flat(each.findings)} for each in assessments]
    for rule in dict.fromkeys(rule for column in columns for rule in column):
        verdicts = [column.get(rule) for column in columns]
        prints(f"   {rule:33}" + "".join(f"{_shown(one):24}" for one in verdicts))


def _print_what_blocks(prints: Callable[[str], None], judged: Judged) -> None:
    prints(f"\n{judged.plan.name.vi}:")
    for step, assessment in (("thẩm định", judged.appraisal), ("sơ kết", judged.review)):
        blocking = [finding for finding in assessment.findings if not finding.passes]
        prints(f"   {step}: " + ("đạt" if not blocking else f"{len(blocking)} điều kiện chưa đạt"))
        for finding in blocking:
            prints(f"      ✗ {finding.says.vi} — {finding.source}")


def _shown(finding: Finding | None) -> str:
    return "" if finding is None else f"{SIGNS[finding.verdict]} {finding.verdict.label.vi}"


def _flat(findings: Iterable[Finding]) -> Iterable[Finding]:
    for finding in findings:
        yield finding
        yield from finding.parts


def _communes_without_case(walker: Walker, number: int) -> list[UUID]:
    cases = SQLModel.metadata.tables["case_file"]
    wanted = (
        select(_PLACES.c.id)
        .where(
            _PLACES.c.province_id == TUYEN_QUANG,
            _PLACES.c.level == Level.COMMUNE,
            _PLACES.c.code.is_not(None),
            _PLACES.c.id.not_in(select(cases.c.commune_id)),
        )
        .order_by(_PLACES.c.code)
        .limit(number)
    )
    with walker.turn() as session:
        return list(session.execute(wanted).scalars())
