"""A sheet of figures as one person reports them: what is checked of it, and the rows it makes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row

from states.canonical import canonical
from states.catalogue import catalogue
from states.figures import Figure
from states.terms import Phase, Text
from workflow.calendar import HANOI
from workflow.database import stored_instant
from workflow.errors import InvalidInput
from workflow.privacy import refuse_personal
from workflow.reported import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Figures of one phase as one person reports them: period, provenance and values.

    Both days of the period are counted. `reason` is required where a figure was given before.
    """

    case: str
    phase: Phase
    start: date
    end: date
    document: str
    body: str
    document_date: date | None
    values: Mapping[str, Figure]
    by: UUID
    at: datetime
    reason: str = ""
    seen: int | None = None

    @property
    def provenance(self) -> Provenance:
        """The period and the paper its figures come from."""
        return Provenance(
            self.start, self.end, self.document, self.body, document_date=self.document_date
        )


def check_sheet(sheet: Sheet) -> None:
    """Raise InvalidInput, naming its field, for what nobody may report."""
    if sheet.end < sheet.start:
        says = Text("Kỳ số liệu kết thúc trước khi bắt đầu.", "The period ends before it begins.")
        raise InvalidInput(says, field="end")
    if sheet.end > sheet.at.astimezone(HANOI).date():
        says = Text("Kỳ số liệu chưa kết thúc.", "The period has not ended yet.")
        raise InvalidInput(says, field="end")
    if not sheet.document.strip() or not sheet.body.strip():
        says = Text("Cần ghi văn bản và cơ quan báo cáo.", "Name the document and its body.")
        raise InvalidInput(says, field="document")
    refuse_personal(sheet.document, field="document")
    refuse_personal(sheet.body, field="body")
    refuse_personal(sheet.reason, field="reason")
    for name, value in sheet.values.items():
        measure = catalogue().get(name)
        if measure is None or not measure.accepts(value):
            label = measure.label if measure else Text(name, name)
            says = Text(
                f"{label.vi}: số liệu không đúng dạng.", f"{label.en}: not a figure of this form."
            )
            raise InvalidInput(says, field=name)


def row_of(
    sheet: Sheet, file: Row[Any], name: str, value: Figure, former: Row[Any] | None
) -> dict[str, Any]:
    """Return the row of one figure: a new revision where there is a former one."""
    return {
        "id": uuid4(),
        "case_id": file.id,
        "measure": name,
        "phase": sheet.phase,
        "round": file.round,
        "period_start": sheet.start,
        "period_end": sheet.end,
        "revision": former.revision + 1 if former else 1,
        "standing": value.standing,
        "count": value.count,
        "numerator": value.numerator,
        "denominator": value.denominator,
        "answer": value.answer,
        "document": sheet.document,
        "body": sheet.body,
        "document_date": sheet.document_date,
        "as_printed": None,
        "reason": sheet.reason or None,
        "recorded_by": sheet.by,
        "recorded_at": stored_instant(sheet.at),
    }


def facts_of(sheet: Sheet, changed: Mapping[str, Figure], *, round_: int) -> dict[str, Any]:
    """Return what the history keeps of a sheet: the figures it changed, and all it says of them."""
    around = {
        "reason": sheet.reason.strip(),
        "document_date": sheet.document_date and sheet.document_date.isoformat(),
    }
    return {
        "phase": sheet.phase.value,
        "round": round_,
        "start": sheet.start.isoformat(),
        "end": sheet.end.isoformat(),
        "document": sheet.document,
        "body": sheet.body,
        **{name: said for name, said in around.items() if said},
        "values": {name: canonical(value) for name, value in changed.items()},
    }
