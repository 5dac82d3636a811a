"""The case list as its page prints it: filters, saved views, sort links and pages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from states.terms import CaseState, Text
from web.asking import address, from_the_start, ordered, sort, turn
from web.filters import number
from web.parts import Column, FilterTag, NavLink, Option
from workflow.views.asked import AREA_TYPES
from workflow.views.docket import Docket
from workflow.views.narrowing import Asked, Due, Order
from workflow.views.tally import Choice

UNKNOWN = Text("không có trong danh mục", "not in the register")
ANY = Text("Tất cả", "All")
INHERITED = Text("Hồ sơ kế thừa", "Inherited cases")
DUES = {
    Due.OVERDUE: Text("Đã hết thời hạn", "Past the due day"),
    Due.SOON: Text("Còn 30 ngày trở xuống", "Due within 30 days"),
}
VIEWS = (
    (ANY, Asked()),
    (Text("Chờ thẩm định", "Appraisal awaited"), Asked(states=(CaseState.PROPOSED,))),
    (Text("Chờ quyết định", "Decision awaited"), Asked(states=(CaseState.APPRAISED,))),
    (CaseState.IN_TRANSFORMATION.label, Asked(states=(CaseState.IN_TRANSFORMATION,))),
    (Text("Theo dõi", "Monitoring"), Asked(states=(CaseState.MONITORING,))),
    (Text("Quá hạn", "Overdue"), Asked(due=Due.OVERDUE)),
    (CaseState.RECOGNIZED.label, Asked(states=(CaseState.RECOGNIZED,))),
    (CaseState.RELAPSED.label, Asked(states=(CaseState.RELAPSED,))),
)


@dataclass(frozen=True, slots=True)
class Filters:
    """The fields of the panel, with what was chosen."""

    words: str
    states: tuple[Option, ...]
    provinces: tuple[Option, ...]
    districts: tuple[Option, ...]
    types: tuple[Option, ...]
    years: tuple[Option, ...]
    plans: tuple[Option, ...]
    dues: tuple[Option, ...]
    inherited: tuple[Option, ...]
    kept: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CaseList:
    """The page: the docket with every address that leads on from it."""

    docket: Docket
    filters: Filters
    views: tuple[NavLink, ...]
    tags: tuple[FilterTag, ...]
    clear: str
    columns: tuple[Column, ...]
    shown: Text
    previous: str
    next: str
    may_propose: bool


def case_list(docket: Docket, asked: Asked, *, may_propose: bool) -> CaseList:
    """Return the page of a docket."""
    start = from_the_start(asked)
    return CaseList(
        docket=docket,
        filters=_filters(docket, asked),
        views=tuple(_views(docket, start)),
        tags=tuple(_tags(docket, start)),
        clear=address(Asked(order=asked.order, descending=asked.descending)),
        columns=_columns(asked),
        shown=_shown(docket),
        previous=address(replace(start, before=docket.previous)) if docket.previous else "",
        next=address(replace(start, after=docket.next)) if docket.next else "",
        may_propose=may_propose,
    )


def _views(docket: Docket, start: Asked) -> Iterator[NavLink]:
    for label, view in VIEWS:
        count = number(docket.tally.of(view) or 0)
        same = replace(view, order=start.order, descending=start.descending) == start
        yield NavLink(Text(f"{label.vi} ({count})", f"{label.en} ({count})"), address(view), same)


def _filters(docket: Docket, asked: Asked) -> Filters:
    order = {"sort": sort(asked), "turn": turn(asked)}
    years = [Choice(year, Text(year, year)) for year in docket.tally.years]
    types = [Choice(value, label) for value, label in AREA_TYPES.items()]
    dues = [Choice(due.value, label) for due, label in DUES.items()]
    return Filters(
        words=asked.words,
        states=tuple(_states(docket, asked)),
        provinces=_options(docket.provinces, asked.province.hex if asked.province else ""),
        districts=_options(docket.districts, asked.district.hex if asked.district else ""),
        types=_options(types, asked.area_type),
        years=_options(years, asked.year),
        plans=_options(docket.plans, asked.plan),
        dues=_options(dues, asked.due or ""),
        inherited=(
            Option(
                "yes", Text("Chỉ hồ sơ kế thừa", "Inherited cases only"), chosen=asked.inherited
            ),
        ),
        kept=tuple((name, said) for name, said in order.items() if said),
    )


def _states(docket: Docket, asked: Asked) -> Iterator[Option]:
    for state in CaseState:
        count = number(docket.tally.states.get(state, 0))
        label = Text(f"{state.label.vi} ({count})", f"{state.label.en} ({count})")
        yield Option(state.value, label, chosen=state in asked.states)


def _options(choices: Iterable[Choice], chosen: str) -> tuple[Option, ...]:
    """Return what a filter offers, "all" first; nothing where there is nothing to choose."""
    offered = [Option(each.value, each.label, chosen=each.value == chosen) for each in choices]
    return (Option("", ANY, chosen=not chosen), *offered) if offered else ()


def _tags(docket: Docket, start: Asked) -> Iterator[FilterTag]:
    """Return a tag for each filter in force, which leads to the list without it."""
    for state in start.states:
        others = tuple(other for other in start.states if other is not state)
        yield FilterTag(state.label, address(replace(start, states=others)))
    province = start.province.hex if start.province else ""
    district = start.district.hex if start.district else ""
    single: tuple[tuple[str | Due | None, Text, dict[str, Any]], ...] = (
        (start.words, Text(f"“{start.words}”", f"“{start.words}”"), {"words": ""}),
        (start.due, DUES[start.due or Due.SOON], {"due": None}),
        (province, _named(docket.provinces, province), {"province": None, "district": None}),
        (district, _named(docket.districts, district), {"district": None}),
        (start.area_type, AREA_TYPES.get(start.area_type, UNKNOWN), {"area_type": ""}),
        (start.year, Text(f"Năm {start.year}", f"Year {start.year}"), {"year": ""}),
        (start.plan, _named(docket.plans, start.plan), {"plan": ""}),
        ("yes" if start.inherited else "", INHERITED, {"inherited": False}),
    )
    for chosen, label, without in single:
        if chosen:
            yield FilterTag(label, address(replace(start, **without)))


def _named(choices: Iterable[Choice], value: str) -> Text:
    return next((each.label for each in choices if each.value == value), UNKNOWN)


def _columns(asked: Asked) -> tuple[Column, ...]:
    sorted_by = (
        (Text("Địa bàn", "Area"), Order.NAME),
        (Text("Số hồ sơ", "Case number"), Order.NUMBER),
        (Text("Mốc gần nhất", "Latest step"), Order.LATEST),
    )
    turned: Literal["ascending", "descending"] = "descending" if asked.descending else "ascending"
    return (
        *(
            Column(
                label,
                href=address(ordered(asked, order)),
                sort=turned if asked.order is order else "",
            )
            for label, order in sorted_by
        ),
        Column(Text("Thời hạn", "Due")),
        Column(Text("Trạng thái", "State")),
    )


def _shown(docket: Docket) -> Text:
    here = number(len(docket.lines))
    if docket.total is None:
        return Text(f"Hiển thị {here} hồ sơ", f"Showing {here} cases")
    whole = number(docket.total)
    if here == whole:
        return Text(f"{whole} hồ sơ", f"{whole} cases" if whole != "1" else "1 case")
    return Text(f"Hiển thị {here} trong {whole} hồ sơ", f"Showing {here} of {whole} cases")
