"""Figures of a province's communes over a span, reported with or without a case.

A report appends what is new or changed and nothing else, as one entry of the history placed at
the province. The entry holds how many figures there were and the digest of them, not each value.
Lock order: the province, the head of the log.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import bindparam, insert, select
from sqlmodel import Session, SQLModel

from states.canonical import canonical
from states.catalogue import catalogue
from states.figures import Figure
from states.spans import Span
from states.terms import Role, Text
from workflow import history
from workflow.access import Held
from workflow.calendar import HANOI
from workflow.commune_figures import FIGURES, Cell, Known, known_of
from workflow.database import stored_instant
from workflow.deeds.accounts import held_today
from workflow.deeds.figures import MAY_ENTER
from workflow.errors import InvalidInput, NotFound, NotPossibleNow
from workflow.ground import Ground, grounds
from workflow.intake.layout import LARGEST
from workflow.privacy import refuse_personal

REPORTED = "commune_figures_reported"
Revisions = Mapping[Cell, tuple[int, Figure]]
"""The revision of each figure a deed is about, with what it says."""
_PLACES = SQLModel.metadata.tables["place"]
_LOCK = (
    select(_PLACES.c.id)
    .where(_PLACES.c.id == bindparam("province"), _PLACES.c.province_id.is_(None))
    .with_for_update(key_share=True)
)
NO_PROVINCE = Text("Không có tỉnh, thành phố này.", "There is no such province.")
ONLY_OFFICERS = Text(
    "Chỉ cán bộ lập hồ sơ phụ trách địa bàn được nhập số liệu của xã.",
    "Only an officer over the commune may report its figures.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Figures of communes of one province over one span, as one paper reports them.

    `values` are by commune and measure; `reason` is required where a figure is changed.
    """

    province: UUID
    span: Span
    document: str
    body: str
    document_date: date | None
    reason: str
    values: Mapping[Cell, Figure]
    by: UUID
    at: datetime

    @property
    def paper(self) -> tuple[str, str, date | None]:
        """The paper the figures stand in: its number, its body, its day."""
        return self.document, self.body, self.document_date


@dataclass(frozen=True, slots=True)
class Reported:
    """What became of a report: how many figures were what, and its entry where any was stored."""

    new: int
    changed: int
    unchanged: int
    entry: int | None


@dataclass(frozen=True, slots=True)
class Noted:
    """A deed on figures of a province: in which role, over which communes, and what it says."""

    deed: str
    province: UUID
    span: Span
    role: Role
    lands: Collection[Ground]
    facts: Mapping[str, Any]
    cells: Revisions


def report_figures(session: Session, report: Report) -> Reported:
    """Append what is new or changed of a report as one entry; what is unchanged stays.

    A figure from another paper is a changed one, whether or not its value is the same. Where
    nothing is new or changed nothing is recorded, and there is no entry.

    Raises NotFound for a province that is none, NotPossibleNow when the person is no officer
    over one of the communes, InvalidInput for a figure of the wrong form or a commune that was
    not there at the end of the span, a span that lies ahead, a text that points at a person, a
    missing paper, or a change without its reason.
    """
    _check(report)
    known = locked_figures(session, report.province, report.span)
    lands = _lands(session, report)
    held = held_today(session, report.by, report.at)
    if not all(MAY_ENTER & held.roles_over(land.places) for land in lands):
        raise NotPossibleNow(ONLY_OFFICERS)
    given = {cell: figure for cell, figure in report.values.items() if figure.is_given}
    cells = {
        cell: (known[cell].revision + 1 if cell in known else 1, figure)
        for cell, figure in sorted(given.items(), key=lambda one: one[0])
        if not stands(known.get(cell), figure, report)
    }
    changed = len(cells.keys() & known.keys())
    if changed and not report.reason.strip():
        says = Text("Cần ghi lý do sửa số liệu đã báo cáo.", "A correction needs its reason.")
        raise InvalidInput(says, field="reason")
    new, unchanged = len(cells) - changed, len(given) - len(cells)
    if not cells:
        return Reported(new, changed, unchanged, None)
    session.connection().execute(insert(FIGURES), _rows(report, cells))
    facts = {"new": new, "changed": changed, "unchanged": unchanged, **_said(report)}
    (role,) = MAY_ENTER
    noted = Noted(REPORTED, report.province, report.span, role, lands, facts, cells)
    return Reported(
        new, changed, unchanged, record_noted(session, noted, held, by=report.by, at=report.at)
    )


def stands(known: Known | None, figure: Figure, report: Report) -> bool:
    """Whether the latest revision says the same, from the same paper."""
    return known is not None and (known.figure, known.paper) == (figure, report.paper)


def locked_figures(session: Session, province: UUID, span: Span) -> Mapping[Cell, Known]:
    """Lock a province against other reports and return what is known of its communes.

    Raises NotFound for a place that is no province.
    """
    if session.execute(_LOCK, {"province": province}).one_or_none() is None:
        raise NotFound(NO_PROVINCE)
    return known_of(session, province, span)


def record_noted(session: Session, noted: Noted, held: Held, *, by: UUID, at: datetime) -> int:
    """Record a deed on figures of a province; return the number of its entry."""
    places = frozenset().union(*(land.places for land in noted.lands))
    behalf = held.acting_for(noted.role, places)
    facts = {
        "place": noted.province.hex,
        "start": noted.span.start.isoformat(),
        "end": noted.span.end.isoformat(),
        "communes": len({place for place, _ in noted.cells}),
        "measures": sorted({measure for _, measure in noted.cells}),
        "digest": _digest(noted.cells),
        **noted.facts,
    }
    draft = history.EntryDraft(
        deed=noted.deed,
        by=by,
        acting_for=behalf[0] if behalf else None,
        capacity=noted.role.value,
        effective=at.astimezone(HANOI).date(),
        facts=facts,
        places=frozenset({noted.province}),
    )
    return history.record(session, draft, at=at).number


def _check(report: Report) -> None:
    """Raise InvalidInput, naming its field, for what nobody may report."""
    if report.span.end > report.at.astimezone(HANOI).date():
        says = Text("Kỳ số liệu chưa kết thúc.", "The period has not ended yet.")
        raise InvalidInput(says, field="end")
    for field in ("document", "body"):
        if not getattr(report, field).strip():
            says = Text("Cần ghi văn bản và cơ quan báo cáo.", "Name the document and its body.")
            raise InvalidInput(says, field=field)
    for field in ("document", "body", "reason"):
        refuse_personal(getattr(report, field), field=field)
    if not report.values:
        raise InvalidInput(Text("Chưa có số liệu nào.", "There is no figure yet."))
    for (place, name), figure in report.values.items():
        _check_cell(place, name, figure)


def _check_cell(place: UUID, name: str, figure: Figure) -> None:
    measure = catalogue().get(name)
    if measure is None or (figure.is_given and not measure.accepts(figure)):
        label = measure.label if measure else Text(name, name)
        _refuse_cell(place, name, label, "số liệu không đúng dạng", "not of this form")
    elif max(figure.count or 0, figure.numerator or 0, figure.denominator or 0) > LARGEST:
        _refuse_cell(place, name, measure.label, "số quá lớn", "the number is too large")


def _refuse_cell(place: UUID, name: str, label: Text, *why: str) -> None:
    says = Text(f"{label.vi}: {why[0]}.", f"{label.en}: {why[1]}.")
    raise InvalidInput(says, field=f"{place.hex}.{name}")


def _lands(session: Session, report: Report) -> list[Ground]:
    """Return the communes of a report; raise InvalidInput for one that was not there."""
    end, asked = report.span.end, {place for place, _ in report.values}
    found = grounds(session, asked, on=end)
    lands = [land for land in found.values() if land.province_id == report.province]
    stood = [land for land in lands if _stood(land, end)]
    if len(stood) < len(asked):
        says = Text(
            "Có đơn vị không thuộc tỉnh này, hoặc không tồn tại vào ngày cuối kỳ số liệu.",
            "A unit is not of this province, or was not there on the last day of the period.",
        )
        raise InvalidInput(says, field="end")
    return stood


def _stood(land: Ground, on: date) -> bool:
    since, until = land.commune.valid_from, land.commune.valid_until
    return (since is None or since <= on) and (until is None or on <= until)


def _rows(report: Report, cells: Revisions) -> list[dict[str, Any]]:
    every = {
        "span_start": report.span.start,
        "span_end": report.span.end,
        "span_kind": report.span.kind,
        "document": report.document,
        "body": report.body,
        "document_date": report.document_date,
        "reason": report.reason.strip() or None,
        "recorded_by": report.by,
        "recorded_at": stored_instant(report.at),
    }
    return [
        {
            **every,
            "id": uuid4(),
            "place_id": place,
            "measure": measure,
            "revision": revision,
            "standing": figure.standing,
            "count": figure.count,
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "answer": figure.answer,
        }
        for (place, measure), (revision, figure) in cells.items()
    ]


def _said(report: Report) -> dict[str, str]:
    dated = report.document_date.isoformat() if report.document_date else ""
    said = {"document_date": dated, "reason": report.reason.strip()}
    told = {name: words for name, words in said.items() if words}
    return {"document": report.document, "body": report.body, **told}


def _digest(cells: Revisions) -> str:
    """Return the SHA-256 of the figures with their revisions, in the order of the cells."""
    lines = [
        [place.hex, measure, revision, canonical(figure)]
        for (place, measure), (revision, figure) in sorted(cells.items(), key=lambda one: one[0])
    ]
    text = json.dumps(lines, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
