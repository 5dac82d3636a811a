"""The pages of the import: what a template is asked for, and what was understood of a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from states.terms import Text
from web import typed
from web.filters import day
from web.parts import FieldFault, NavLink, Option
from workflow.deeds.intake_drafts import Draft
from workflow.views.intake import USUAL_GROUPS, Preview, Standing

HERE = "/intake"
MONTHS = 3
ALL = Text("Tất cả", "All")
BACKWARDS = Text(
    "Ngày cuối kỳ không được trước ngày đầu kỳ", "The last day cannot be before the first"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a template is asked for, as it was typed."""

    province: str
    start: str
    end: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IntakePage:
    """The page: what may be chosen, what is wrong with it, and the file looked at last."""

    asked: Asked
    provinces: tuple[Option, ...]
    groups: tuple[Option, ...]
    faults: tuple[FieldFault, ...]
    draft: Draft | None
    limit: int

    def fault(self, name: str) -> Text | str:
        """Return what is wrong with a field, or nothing."""
        return next((fault.says for fault in self.faults if fault.field == name), "")


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What was understood of a file, narrowed to one kind of cells, page by page."""

    draft: Draft
    found: Preview
    views: tuple[NavLink, ...]
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class RefusedPage:
    """A file that cannot be read as a whole, and the sentence that says why."""

    draft: Draft
    says: Text


def days_of(asked: Asked) -> tuple[Mapping[str, date], tuple[FieldFault, ...]]:
    """Return the days of a span, and what is wrong with one."""
    days: dict[str, date] = {}
    faults = []
    for name, text in (("start", asked.start), ("end", asked.end)):
        try:
            days[name] = typed.day(text)
        except typed.Unreadable as fault:
            faults.append(FieldFault(name, fault.says))
    if not faults and days["end"] < days["start"]:
        faults.append(FieldFault("end", BACKWARDS))
    return days, tuple(faults)


def last_quarter(today: date) -> Asked:
    """Return the template that goes without saying: the quarter before this one."""
    first = date(today.year, today.month - (today.month - 1) % MONTHS, 1)
    end = date.fromordinal(first.toordinal() - 1)
    start = date(end.year, end.month - MONTHS + 1, 1)
    return Asked("", day(start), day(end), USUAL_GROUPS)


def views(found: Preview, standing: Standing | None) -> tuple[NavLink, ...]:
    """Return the links to each kind of cells, with how many there are."""
    every = sum(found.counts.values())
    links = [NavLink(_counted(ALL, every), address(None, 1), standing is None)]
    for each in Standing:
        label = _counted(each.label, found.counts[each])
        links.append(NavLink(label, address(each, 1), standing is each))
    return tuple(links)


def _counted(label: Text, many: int) -> Text:
    return Text(f"{label.vi} ({many})", f"{label.en} ({many})")


def address(standing: Standing | None, number: int) -> str:
    """Return the address of one page of the cells of a kind."""
    said = {"standing": standing.value if standing else "", "page": str(number)}
    if number == 1:
        del said["page"]
    told = urlencode({name: text for name, text in said.items() if text})
    return f"{HERE}/check?{told}" if told else f"{HERE}/check"
