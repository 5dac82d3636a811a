"""What one row of each list of units says, and how a fault in it is told."""

from dataclasses import dataclass
from datetime import date

from states.terms import Text, UnitKind
from workflow.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file, to be named when something in it is wrong."""

    file: str
    number: int

    def wrong(self, vi: str, en: str) -> InvalidInput:
        """Return the refusal that names this line and says what is wrong with it."""
        return InvalidInput(
            Text(
                f"Tệp {self.file}, dòng {self.number}: {vi}",
                f"File {self.file}, line {self.number}: {en}",
            )
        )


@dataclass(frozen=True, slots=True)
class Named:
    """A unit as a list writes it: its kind and its name without the kind."""

    kind: UnitKind
    name: str


@dataclass(frozen=True, slots=True)
class ProvinceRow:
    """A province of 2025, or a former one with the code of its successor."""

    line: Line
    code: str
    unit: Named
    successor: str


@dataclass(frozen=True, slots=True)
class CommuneRow:
    """A commune of 2025 and the code of its province."""

    line: Line
    code: str
    unit: Named
    province: str


@dataclass(frozen=True, slots=True)
class Old:
    """A commune before 01/7/2025: its own name, its district's and its province's."""

    unit: Named
    district: Named
    province: str


@dataclass(frozen=True, slots=True)
class FormerRow:
    """A former commune and one commune that took it over; no old one where there was none."""

    line: Line
    code: str
    old: Old | None
    successor: str
    extent: str


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """The time a unit of a published case spent in one district; both days are counted."""

    line: Line
    code: str
    old: Old
    since: date | None
    until: date | None
    became: str
    as_printed: str
    document: str
    source: str
    real_case: str


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many commune units a province had in a time, and which document says so."""

    line: Line
    province: str
    since: date | None
    until: date | None
    count: int
    document: str
    origin: str

    def covers(self, day: date) -> bool:
        """Whether the number holds on a day; an unknown first day reaches back without end."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )
