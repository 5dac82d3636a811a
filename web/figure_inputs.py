"""The inputs of a form of figures as they are shown, and what was understood of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from states.terms import Standing, Text
from web.figure_form import DAYS, PARTS, STAGE, FilledSheet, comes_from_elsewhere, differs
from web.figure_words import change_words, figure_words, moves_far, origin, period
from web.filters import day
from web.parts import FigureField, Option
from web.security import Posted
from workflow.views.figure_lines import Line
from workflow.views.measured_in import measure_labels
from workflow.views.sheet import GroupSheet, PhaseSheet

_AROUND_LABELS = {
    **DAYS,
    "document": Text("Văn bản", "Document"),
    "body": Text("Cơ quan báo cáo", "Reporting body"),
    "reason": Text("Lý do", "Reason"),
}


@dataclass(frozen=True, slots=True)
class Understood:
    """One figure as it was understood, against the one that stands.

    `origin` says where the one that stands comes from, if that is not where this one does.
    """

    label: Text
    value: Text
    before: Text | str
    change: Text | str
    far: bool
    origin: str


def kept_labels() -> dict[str, Text]:
    """Return the label of every field that may be typed into, for showing it elsewhere."""
    numbers = {"count": "", "answer": "", "numerator": " (1)", "denominator": " (2)"}
    return _AROUND_LABELS | {
        f"{name}-{part}": Text(f"{label.vi}{mark}", f"{label.en}{mark}")
        for name, label in measure_labels().items()
        for part, mark in numbers.items()
    }


def typed_texts(form: Posted) -> Posted:
    """Return of a form only what was typed into it, without its choices of standing."""
    fields = form.fields.items()
    return Posted({k: v for k, v in fields if k != STAGE and not k.endswith("-standing")})


def opened_sheet(phase: PhaseSheet, group: GroupSheet) -> FilledSheet:
    """Return a form as it is first opened: period and provenance as last reported in the phase.

    A group that has figures keeps its own, so that a form sent back as it was changes nothing.
    """
    groups = (group,) if group.given else phase.groups
    newest = max(
        (line.latest for each in groups for line in each.lines if line.latest),
        key=lambda revision: revision.recorded_at,
        default=None,
    )
    if newest is None:
        return FilledSheet()
    signed = newest.document_date
    return FilledSheet(
        {
            "start": day(newest.start),
            "end": day(newest.end),
            "document": newest.document,
            "document_date": day(signed) if signed else "",
            "body": newest.body,
        }
    )


def figure_fields(group: GroupSheet, filled: FilledSheet) -> tuple[FigureField, ...]:
    """Return the inputs of a group: as typed when the form was sent, else as last reported."""
    sent = STAGE in filled.typed
    return tuple(_shown(line, filled, sent=sent) for line in group.lines)


def understood(group: GroupSheet, filled: FilledSheet) -> tuple[Understood, ...]:
    """Return the figures that are new or changed, as they were understood."""
    given = ((line, filled.values.get(line.id)) for line in group.lines)
    return tuple(
        Understood(
            label=line.label,
            value=figure_words(line, figure),
            before=figure_words(line, line.figure) if line.latest else "",
            change=change_words(line, figure),
            far=moves_far(line, figure),
            origin=_origin(line) if comes_from_elsewhere(line, filled) else "",
        )
        for line, figure in given
        if figure is not None and differs(line, filled)
    )


def _origin(line: Line) -> str:
    latest = line.latest
    return f"{period(latest.start, latest.end)}, {origin(latest)}" if latest else ""


def _shown(line: Line, filled: FilledSheet, *, sent: bool) -> FigureField:
    standing, parts = _as_typed(line, filled.typed) if sent else _as_reported(line)
    chosen = parts.get("answer", "")
    return FigureField(
        id=line.id,
        label=line.label,
        kind=cast('Literal["count", "yes_no", "choice", "ratio"]', line.kind),
        unit=line.unit if line.kind in ("count", "ratio") else "",
        help=line.source.quote,
        citation=f"{line.source.document}, {line.source.place}",
        sensitive=line.sensitive,
        choices=tuple(Option(word, label, chosen=word == chosen) for word, label in line.choices),
        standing=standing,
        before=figure_words(line, line.figure) if line.latest else "",
        fault=filled.wrong.get(line.id, ""),
        **parts,
    )


def _as_typed(line: Line, given: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    parts = {part: given[f"{line.id}-{part}"] for part in PARTS if part != "standing"}
    return given[f"{line.id}-standing"] or Standing.REPORTED.value, parts


def _as_reported(line: Line) -> tuple[str, dict[str, str]]:
    figure = line.figure
    numbers = {"count": figure.count, "numerator": figure.numerator}
    numbers["denominator"] = figure.denominator
    parts = {part: "" if each is None else str(each) for part, each in numbers.items()}
    return figure.standing.value, parts | {"answer": figure.answer or ""}
