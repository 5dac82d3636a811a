"""What a file of figures holds, cell by cell, before anything of it is stored."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from states.catalogue import CRITERIA_GROUPS, Group, catalogue, measures_of
from states.terms import Term, Text
from workflow.intake.layout import FIGURES, Heading
from workflow.intake.reading import Understood, understood
from workflow.intake.register import Register, provinces_of, read_register
from workflow.intake.sheet import Cell
from workflow.intake.template import Wanted, template

PAGE = 100
GROUPS: Mapping[str, Text] = {
    group: Group(group).label for group in (*CRITERIA_GROUPS, Group.TARGET.value, Group.EXTRA.value)
}
USUAL_GROUPS = CRITERIA_GROUPS


class Standing(Term):
    """How a cell of a file was taken."""

    REJECTED = "rejected", "Bị loại", "Rejected"
    READ = "read", "Đọc được", "Read"


@dataclass(frozen=True, slots=True)
class Line:
    """One cell: where it stands, whose figure it is, what was typed, and how it was taken."""

    sheet: str
    row: int
    column: str
    commune: str
    measure: Text
    typed: str
    standing: Standing
    says: Text | None


@dataclass(frozen=True, slots=True)
class Preview:
    """One page of a file's cells, rejected ones first, and how many there are of each kind."""

    heading: Heading
    remarks: tuple[Text, ...]
    counts: Mapping[Standing, int]
    communes: int
    lines: tuple[Line, ...]
    shown: int
    more: bool


def preview(
    session: Session,
    content: bytes,
    *,
    places: frozenset[UUID],
    standing: Standing | None = None,
    page: int = 1,
) -> Preview:
    """Return one page of what a file holds for the communes of some places.

    Raises NotReadable with a sentence where the file as a whole cannot be read.
    """
    counts = dict.fromkeys(Standing, 0)
    communes: set[UUID] = set()
    first, last = (page - 1) * PAGE, page * PAGE
    kept: dict[Standing, list[Line]] = {each: [] for each in Standing}
    with _opened(session, content, places) as read:
        for cell in read.cells:
            line = _line(cell)
            counts[line.standing] += 1
            if cell.unit:
                communes.add(cell.unit.id)
            if len(kept[line.standing]) <= last:
                kept[line.standing].append(line)
    wanted = [standing] if standing else list(Standing)
    ordered = [line for each in wanted for line in kept[each]]
    return Preview(
        heading=read.heading,
        remarks=tuple(read.reading.remarks),
        counts=counts,
        communes=len(communes),
        lines=tuple(ordered[first:last]),
        shown=sum(counts[each] for each in wanted),
        more=len(ordered) > last,
    )


def rejected(session: Session, content: bytes, *, places: frozenset[UUID]) -> Iterator[Line]:
    """Yield every rejected cell of a file in the order of its rows.

    Raises NotReadable as `preview` does.
    """
    with _opened(session, content, places) as read:
        for cell in read.cells:
            if cell.fault is not None:
                yield _line(cell)


def provinces(session: Session, places: frozenset[UUID], on: date) -> Mapping[str, str]:
    """Return the provinces a person reports figures for that day: names by their codes."""
    return provinces_of(read_register(session, places, on))


def template_for(session: Session, heading: Heading, places: frozenset[UUID]) -> bytes:
    """Return the template of a span for the communes of some places, as an .xlsx file."""
    units = [*register_of(session, heading, places).units.values()]
    return template(Wanted(heading, units, measures_of(*heading.groups)))


def register_of(session: Session, heading: Heading, places: frozenset[UUID]) -> Register:
    """Return the communes a file may speak of: those that exist when its span ends."""
    return read_register(session, places, heading.end, province=heading.province)


@contextmanager
def _opened(session: Session, content: bytes, places: frozenset[UUID]) -> Iterator[Understood]:
    with understood(content, lambda heading: register_of(session, heading, places)) as read:
        yield read


def _line(cell: Cell) -> Line:
    measure = catalogue().get(cell.measure)
    return Line(
        sheet=FIGURES,
        row=cell.row,
        column=cell.column,
        commune=cell.commune,
        measure=measure.label if measure else Text("cả dòng", "the whole row"),
        typed=cell.typed,
        standing=Standing.REJECTED if cell.fault else Standing.READ,
        says=cell.fault,
    )
