"""What the macros print: the small frozen shapes a page is put together from."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

from states.terms import Text

StepStanding = Literal["done", "current", "to_come", "relapsed"]


@dataclass(frozen=True, slots=True)
class NavLink:
    """One entry of the navigation; the frame marks the current one by its address."""

    label: Text
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is signed in, as the frame shows it; `links` are those the person may use."""

    name: str
    role: Text
    agency: Text | str
    form_key: str
    links: tuple[NavLink, ...] = ()


class Crumb(NamedTuple):
    """One step of the path to this page, or a plain pair; the last one has no address."""

    label: Text | str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One of the seven steps of the tracker; `note` stands before the day ("từ", "đến")."""

    label: Text
    standing: StepStanding = "to_come"
    day: date | None = None
    note: Text | str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a timeline: what, by whom, when (a day where the time is not known)."""

    title: Text | str
    by: str
    at: date | datetime | str
    body: Text | str = ""
    href: str = ""
    tone: Literal["plain", "bad"] = "plain"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; `href` makes its heading a sort link."""

    label: Text | str
    numeric: bool = False
    href: str = ""
    sort: Literal["", "ascending", "descending"] = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a select, radios or checkboxes."""

    value: str
    label: Text | str
    hint: Text | str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class FieldFault:
    """One fault of a form: the id of the field it leads to and what is wrong with it."""

    field: str
    says: Text | str


@dataclass(frozen=True, slots=True)
class FilterTag:
    """One filter in force; `href` is the same list without it."""

    label: Text | str
    href: str


@dataclass(frozen=True, slots=True)
class FigureField:
    """One figure to be filled in; everything typed is kept as it was typed.

    Its inputs are named `<id>-standing`, `<id>-count`, `<id>-answer`, `<id>-numerator`,
    `<id>-denominator`; blank means no figure yet, 0 means none occurred.
    """

    id: str
    label: Text | str
    kind: Literal["count", "yes_no", "choice", "ratio"]
    unit: Text | str = ""
    help: Text | str = ""
    citation: str = ""
    sensitive: bool = False
    choices: tuple[Option, ...] = ()
    standing: str = "reported"
    count: str = ""
    numerator: str = ""
    denominator: str = ""
    answer: str = ""
    before: Text | str = ""
    fault: Text | str = ""
