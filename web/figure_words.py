"""How a figure reads on a page: its number, its share, its answer, or why there is none."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from states.terms import Standing, Text
from web.filters import day, number, percent
from workflow.views.figure_lines import Figure, Line, Revision

YES, NO = Text("Có", "Yes"), Text("Không", "No")
NONE_AROSE = Text("không phát sinh", "not arisen")
HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of a table of figures; `given` is false where nobody has reported it."""

    label: Text
    value: Text
    given: bool
    verified: Text | str = ""
    origin: str = ""
    period: str = ""
    revisions: int = 0
    href: str = ""


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One revision of a figure with everything known about it."""

    number: int
    value: Text
    period: str
    origin: str
    recorder: str
    recorded_at: str
    verifier: str
    verified_at: str
    reason: str


def figure_row(line: Line, href: str) -> FigureRow:
    """Return a measure as its latest revision stands."""
    latest = line.latest
    if latest is None:
        return FigureRow(line.label, Standing.MISSING.label, given=False)
    return FigureRow(
        label=line.label,
        value=figure_words(line, latest.figure),
        given=True,
        verified=latest.verifier,
        origin=origin(latest),
        period=period(latest.start, latest.end),
        revisions=len(line.revisions),
        href=href,
    )


def revision_row(line: Line, revision: Revision) -> RevisionRow:
    """Return one revision as the page of a figure's history shows it."""
    return RevisionRow(
        number=revision.number,
        value=figure_words(line, revision.figure),
        period=period(revision.start, revision.end),
        origin=origin(revision),
        recorder=revision.recorder,
        recorded_at=revision.recorded_at,
        verifier=revision.verifier,
        verified_at=revision.verified_at,
        reason=revision.reason,
    )


def figure_words(line: Line, figure: Figure) -> Text:
    """Return a figure in words and numbers, with its unit."""
    if figure.standing is not Standing.REPORTED:
        return figure.standing.label
    if figure.count is not None:
        return Text(
            f"{number(figure.count)} {line.unit.vi}", f"{number(figure.count)} {line.unit.en}"
        )
    if figure.numerator is not None and figure.denominator is not None:
        return _ratio(line, figure.numerator, figure.denominator)
    return _answer(line, figure.answer or "")


def period(start: date, end: date) -> str:
    """Return a period by its first and last day, both counted."""
    return f"{day(start)}–{day(end)}"


def origin(revision: Revision) -> str:
    """Return where a figure comes from: the document, its day and its body."""
    dated = day(revision.document_date) if revision.document_date else revision.as_printed
    return ", ".join(part for part in (revision.document, dated, revision.body) if part)


def change_words(line: Line, figure: Figure) -> Text | str:
    """Return how far a count or a ratio moved against the one that stands, where both have one."""
    now, before = _quantity(figure), _quantity(line.figure)
    if now is None or before is None or now == before:
        return ""
    if figure.ratio is not None:
        moved = f"{_quotient(line, before)} → {_quotient(line, now)}"
        return Text(moved, moved)
    sign = "+" if now > before else "−"
    moved = f"{sign}{number(abs(now - before))}"
    if before:
        moved += f" ({sign}{percent(abs(now - before) / before)})"
    return Text(moved, moved)


def moves_far(line: Line, figure: Figure) -> bool:
    """Whether a figure differs by more than half from the one that stands: worth a second look."""
    now, before = _quantity(figure), _quantity(line.figure)
    if now is None or before is None or now == before:
        return False
    return before == 0 or abs(now - before) / before > HALF


def _quantity(figure: Figure) -> Fraction | None:
    return Fraction(figure.count) if figure.count is not None else figure.ratio


def _ratio(line: Line, numerator: int, denominator: int) -> Text:
    parts = f"{number(numerator)}/{number(denominator)}"
    if not denominator:
        return Text(f"{parts} ({NONE_AROSE.vi})", f"{parts} ({NONE_AROSE.en})")
    share = _quotient(line, Fraction(numerator, denominator))
    return Text(f"{parts} ({share})", f"{parts} ({share})")


def _quotient(line: Line, value: Fraction) -> str:
    """Return a mean as a number of cases per commune, any other ratio as a share."""
    return number(value) if line.is_mean else percent(value)


def _answer(line: Line, answer: str) -> Text:
    if line.kind == "yes_no":
        return YES if answer == "yes" else NO
    return next((label for word, label in line.choices if word == answer), Text(answer, answer))
